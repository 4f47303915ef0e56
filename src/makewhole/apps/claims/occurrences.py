"""Events that hurt several: one row each, on which what was paid is raised under its lock (P3)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import connection

from makewhole.apps.claims.rows import Written, occurrence_of
from makewhole.apps.programme.queries import terms_of
from makewhole.core.claim.loss import Occurrence

_LOCK = """
SELECT id, currency, paid_minor FROM claims_occurrence
WHERE marketplace_id = %s AND id = ANY (%b::uuid[]) ORDER BY id FOR UPDATE
"""

_KEEP = """
INSERT INTO claims_occurrence (marketplace_id, id, name, currency, cap_minor, paid_minor)
VALUES (%s, %s, %s, %s, 0, 0) ON CONFLICT (id) DO NOTHING
"""

_RAISE = """
UPDATE claims_occurrence AS occurrence
SET paid_minor = paid_minor + told.added_minor, cap_minor = greatest(cap_minor, told.limit_minor)
FROM unnest(%b::uuid[], %b::bigint[], %b::bigint[]) AS told (id, added_minor, limit_minor)
WHERE occurrence.marketplace_id = %s AND occurrence.id = told.id
"""


@dataclass(frozen=True, slots=True)
class LockedOccurrence:
    """An event as it stands; nobody adds to it before the transaction ends."""

    currency: str
    paid_minor: int


def named(marketplace_id: UUID, name: str) -> Occurrence:
    """Answer the event of this name: written in whatever capitals or spaces, it is the same."""
    written = " ".join(name.split())
    return Occurrence(uuid5(marketplace_id, f"occurrence:{written.casefold()}"), written)


def lock_occurrences(
    *, marketplace_id: UUID, occurrence_ids: Collection[UUID]
) -> dict[UUID, LockedOccurrence]:
    """Lock these events. Claims are locked before them, so the last lock of all is theirs."""
    if not occurrence_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [marketplace_id, sorted(occurrence_ids)])
        return {row[0]: LockedOccurrence(*row[1:]) for row in cursor.fetchall()}


def keep_and_lock(
    *, marketplace_id: UUID, occurrence: Occurrence, currency: str
) -> LockedOccurrence:
    """Lock an event that somebody names now; who names it first makes its row."""
    occurrence_id = occurrence.occurrence_id
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [marketplace_id, occurrence_id, occurrence.name, currency])
    found = lock_occurrences(marketplace_id=marketplace_id, occurrence_ids=[occurrence_id])
    return found[occurrence_id]


def raise_occurrences(*, marketplace_id: UUID, written: Sequence[Written]) -> None:
    """Raise on each event what its claims are determined to be paid now beyond before.

    Raises:
        IntegrityError: More would be paid than its limit: another claim was faster.
    """
    added: Counter[UUID] = Counter()
    limits: dict[UUID, int] = {}
    for w in written:
        before, after = occurrence_of(w.before), occurrence_of(w.handled.claim)
        paid_before = w.before.paid_total_minor if w.before is not None else 0
        if after is None or (before == after and paid_before == w.handled.claim.paid_total_minor):
            continue
        if before is not None:
            added[before] -= paid_before
        added[after] += w.handled.claim.paid_total_minor
        limits[after] = max(limits.get(after, 0), _limit(marketplace_id, w))
    if not added:
        return
    ids = sorted(added)
    with connection.cursor() as cursor:
        cursor.execute(
            _RAISE,
            [
                ids,
                [added[one] for one in ids],
                [limits.get(one, 0) for one in ids],
                marketplace_id,
            ],
        )


def _limit(marketplace_id: UUID, w: Written) -> int:
    terms = terms_of(marketplace_id=marketplace_id, terms_hash=w.terms_hash)
    limit = terms.amount_on("occurrence_limit", w.order.placed_on, w.handled.claim.currency)
    return limit or 0
