"""Opening what is private against a reason, and holding things: each inside a transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.apps.privacy.models import Access, LegalHold, LegalHoldLifted
from makewhole.apps.privacy.queries import HeldNow, legal_holds
from makewhole.apps.tenancy.ids import new_id
from makewhole.core.claim.values import By
from makewhole.core.kernel.outcome import Refused

REASON_MAX = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """What somebody of ours may see now, once: the names of facts."""

    facts: frozenset[str]


def open_private_facts(
    *,
    marketplace_id: UUID,
    claim_id: UUID,
    facts: Collection[str],
    reason: str,
    by: By,
    at: datetime,
) -> Opened | Refused:
    """Write down who sees which facts of a claim and why; only then are they shown."""
    refusal = _refuse_reason(reason)
    if refusal is not None:
        return refusal
    if not by.decides_as_a_person or by.party_id is None:
        return Refused("access_is_for_staff")
    if not facts:
        return Refused("nothing_private_here")
    Access.objects.create(
        id=new_id(),
        marketplace_id=marketplace_id,
        claim_id=claim_id,
        party_id=by.party_id,
        role=by.role.value,
        facts=",".join(sorted(facts)),
        reason=reason.strip(),
        at=at,
    )
    return Opened(frozenset(facts))


def set_legal_hold(
    *,
    marketplace_id: UUID,
    claim_id: UUID | None = None,
    party_id: UUID | None = None,
    reason: str,
    by: UUID,
    at: datetime,
) -> UUID | Refused:
    """Keep a claim, or all that is kept of a person, from being erased until this is lifted."""
    refusal = _refuse_reason(reason)
    if refusal is not None:
        return refusal
    return LegalHold.objects.create(
        id=new_id(),
        marketplace_id=marketplace_id,
        claim_id=claim_id,
        party_id=party_id,
        reason=reason.strip(),
        set_by=by,
        at=at,
    ).id


def lift_legal_hold(
    *, marketplace_id: UUID, hold_id: UUID, reason: str, by: UUID, at: datetime
) -> HeldNow | Refused:
    """End a hold; what it kept can be erased again."""
    refusal = _refuse_reason(reason)
    if refusal is not None:
        return refusal
    held = next(
        (one for one in legal_holds(marketplace_id=marketplace_id) if one.hold_id == hold_id), None
    )
    if held is None:
        return Refused("no_such_legal_hold")
    LegalHoldLifted.objects.create(
        hold_id=hold_id,
        marketplace_id=marketplace_id,
        reason=reason.strip(),
        lifted_by=by,
        at=at,
    )
    return held


def _refuse_reason(reason: str) -> Refused | None:
    length = len(reason.strip())
    if length == 0:
        return Refused("reason_missing")
    return Refused("reason_too_long", {"most": REASON_MAX}) if length > REASON_MAX else None
