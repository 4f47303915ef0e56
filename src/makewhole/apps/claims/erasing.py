"""What is private of a claim, found and erased; the journal, the books and the answer stay."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import desk, translate
from makewhole.apps.claims.models import Claim as ClaimRecord
from makewhole.apps.claims.models import Determination, WouldHaveChanged
from makewhole.apps.journal.queries import events_of
from makewhole.apps.orders.queries import order_snapshots
from makewhole.apps.parties.texts import erase_texts
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.canonical import Json, read_json

# Closed claims of which something is sealed: in the row, or in a text that an event names.
_SEALED = """
SELECT c.id FROM claims_claim c
WHERE c.marketplace_id = %s AND c.stage = 'closed'
  AND (c.sealed IS NOT NULL OR EXISTS (
    SELECT FROM journal_event e
    WHERE e.marketplace_id = c.marketplace_id AND e.stream_kind = 'claim' AND e.stream_id = c.id
      AND e.body LIKE '%%"text_id"%%'))
ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim that may have something private, as whoever would erase it must see it."""

    claim_id: UUID
    reference: str
    person_id: UUID | None
    terms_hash: str
    market_code: str
    claim: Claim

    @property
    def rests_since(self) -> datetime:
        """Answer when something last happened to it."""
        return self.claim.changed_at


def closed_with_private(*, marketplace_id: UUID) -> tuple[UUID, ...]:
    """Answer the closed claims that have, or once had, something sealed."""
    with connection.cursor() as cursor:
        cursor.execute(_SEALED, [marketplace_id])
        return tuple(row[0] for row in cursor.fetchall())


def claims_of_person(*, marketplace_id: UUID, person_id: UUID) -> tuple[UUID, ...]:
    """Answer all claims of a buyer."""
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id, buyer_id=person_id)
    return tuple(rows.order_by("opened_at", "id").values_list("id", flat=True))


def sells_in_open_claim(*, marketplace_id: UUID, person_id: UUID) -> bool:
    """Answer whether an open claim is about goods of this seller."""
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id, seller_id=person_id)
    return rows.exclude(stage="closed").exists()


def lock_kept(*, marketplace_id: UUID, claim_ids: Iterable[UUID]) -> tuple[KeptClaim, ...]:
    """Lock claims, their orders first, and answer them: nothing can happen to them meanwhile."""
    wanted = list(claim_ids)
    order_of = desk.orders_of(marketplace_id=marketplace_id, claim_ids=wanted)
    order_snapshots(
        marketplace_id=marketplace_id, order_ids=list(order_of.values()), for_update=True
    )
    found = desk.lock_claims(marketplace_id=marketplace_id, claim_ids=wanted)
    return tuple(
        KeptClaim(
            claim_id, one.reference, one.person_id, one.terms_hash, one.market_code, one.claim
        )
        for claim_id in wanted
        if (one := found.get(claim_id)) is not None
    )


def has_private(*, marketplace_id: UUID, person_id: UUID) -> bool:
    """Answer whether something private of a buyer's claims is still sealed."""
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id, buyer_id=person_id)
    return rows.filter(sealed__isnull=False).exists()


def last_days_to_object(*, marketplace_id: UUID, claims: Sequence[KeptClaim]) -> dict[UUID, date]:
    """Answer until when each claim can be appealed, or its cost contested, by whomever."""
    made = Determination.objects.filter(
        marketplace_id=marketplace_id, claim_id__in=[one.claim_id for one in claims]
    )
    days: dict[UUID, list[date]] = {one.claim_id: [] for one in claims}
    for claim_id, body in made.values_list("claim_id", "body"):
        told = read_json(body)["determined"]
        days[claim_id] += [
            date.fromisoformat(told[name]) for name in ("appeal_by", "contest_by") if told[name]
        ]
    for one in claims:
        loss = one.claim.loss
        if loss is not None and loss.contest_by is not None:
            days[one.claim_id].append(loss.contest_by)
    return {claim_id: max(found) for claim_id, found in days.items() if found}


def erase_private(*, marketplace_id: UUID, claim_id: UUID) -> int:
    """Erase what is private of a claim, and answer how many texts that were."""
    ClaimRecord.objects.filter(marketplace_id=marketplace_id, id=claim_id).update(sealed=None)
    return erase_texts(
        marketplace_id=marketplace_id, text_ids=set(_texts_of(marketplace_id, claim_id))
    )


def _texts_of(marketplace_id: UUID, claim_id: UUID) -> Iterator[UUID]:
    for event in events_of(marketplace_id=marketplace_id, stream_id=claim_id):
        yield from texts_named(event.body)
    made = Determination.objects.filter(marketplace_id=marketplace_id, claim_id=claim_id)
    bodies = dict(made.values_list("id", "body"))
    changes = WouldHaveChanged.objects.filter(
        marketplace_id=marketplace_id, determination_id__in=bodies
    )
    for body in (*bodies.values(), *changes.values_list("body", flat=True)):
        yield from texts_named(body)


def texts_named(body: str) -> Iterator[UUID]:
    """Answer the sealed texts that a stored form names: what was taken out, and words behind it."""
    private = translate.private_text_of(body)
    if private is not None:
        yield private.text_id
    if '"sealed":{' in body:
        yield from _sealed_in(read_json(body))


def _sealed_in(form: Json) -> Iterator[UUID]:
    """Answer the texts that a form refers to, at whatever depth: a signed document's is deeper."""
    if isinstance(form, dict):
        if isinstance(sealed := form.get("sealed"), dict):
            yield UUID(str(sealed["text_id"]))
        for value in form.values():
            yield from _sealed_in(value)
