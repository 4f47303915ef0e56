"""Who looked, what is held, what was erased."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.apps.privacy.models import Access, Erasure, LegalHold, LegalHoldLifted


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody of ours opened what is private of a claim."""

    party_id: UUID
    role: str
    facts: tuple[str, ...]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldNow:
    """A legal hold that was not lifted."""

    hold_id: UUID
    claim_id: UUID | None
    party_id: UUID | None
    reason: str
    set_by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ErasedBefore:
    """What was erased by right: of these claims, and of these people all that was kept."""

    claims: frozenset[UUID]
    people: frozenset[UUID]


def accesses_of(*, marketplace_id: UUID, claim_id: UUID) -> tuple[Looked, ...]:
    """Answer who opened what of a claim, the earliest first."""
    rows = Access.objects.filter(marketplace_id=marketplace_id, claim_id=claim_id)
    return tuple(
        Looked(row.party_id, row.role, tuple(row.facts.split(",")), row.reason, row.at)
        for row in rows.order_by("at", "id")
    )


def legal_holds(*, marketplace_id: UUID) -> tuple[HeldNow, ...]:
    """Answer the holds that stand, the earliest first."""
    lifted = LegalHoldLifted.objects.filter(marketplace_id=marketplace_id).values("hold_id")
    rows = LegalHold.objects.filter(marketplace_id=marketplace_id).exclude(id__in=lifted)
    return tuple(
        HeldNow(row.id, row.claim_id, row.party_id, row.reason, row.set_by, row.at)
        for row in rows.order_by("at", "id")
    )


def erased_before(*, marketplace_id: UUID) -> ErasedBefore:
    """Answer what was erased by right so far."""
    rows = Erasure.objects.filter(marketplace_id=marketplace_id).values_list("claim_id", "party_id")
    claims = frozenset(claim_id for claim_id, _ in rows if claim_id is not None)
    return ErasedBefore(claims, frozenset(party for claim_id, party in rows if claim_id is None))
