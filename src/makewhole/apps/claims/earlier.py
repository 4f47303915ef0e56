"""Claims that were made before on the same order: nothing is claimed twice on one ground.

What was begun without a ground is known again by how it began: the same lines, by the same person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import desk
from makewhole.apps.claims.translate import to_event
from makewhole.apps.journal.queries import events_in
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs, Ground
from makewhole.core.claim.values import By, Line
from makewhole.core.kernel.outcome import Refused

_EARLIER = """
SELECT l.order_id, c.id, l.line_number, l.ground, c.closed_as, c.reference
FROM claims_claimline l JOIN claims_claim c ON c.id = l.claim_id
WHERE l.marketplace_id = %s AND l.order_id = ANY (%s::uuid[])
"""

# After these a claim on the same line and ground may be made anew.
_MAY_REPEAT = frozenset({ClosedAs.WITHDRAWN.value, ClosedAs.LAPSED.value})


@dataclass(frozen=True, slots=True)
class EarlierClaim:
    """One line of a claim that was made before; `closed_as` is None while it is open."""

    claim_id: UUID
    line_number: int
    ground: str
    closed_as: str | None
    reference: str


def earlier_claims(
    *, marketplace_id: UUID, order_ids: Sequence[UUID]
) -> dict[UUID, tuple[EarlierClaim, ...]]:
    """Answer the claims on each of these orders, which are locked: nobody can add one meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, [marketplace_id, list(order_ids)])
        rows = cursor.fetchall()
    found: dict[UUID, tuple[EarlierClaim, ...]] = {}
    for order_id, *rest in rows:
        found[order_id] = (*found.get(order_id, ()), EarlierClaim(*rest))
    return found


def refuse_repetition(
    earlier: Sequence[EarlierClaim], lines: Sequence[Line], ground: Ground | None
) -> Refused | None:
    """Answer why a claim on these lines and this ground cannot be made again, if it cannot."""
    numbers = {line.number for line in lines}
    for claim in earlier:
        if claim.line_number not in numbers or ground is None or claim.ground != ground.value:
            continue
        if claim.closed_as is None:
            return Refused("claim_open_already", {"reference": claim.reference})
        if claim.closed_as not in _MAY_REPEAT:
            return Refused("claim_decided_already", {"reference": claim.reference})
    return None


def standing(
    *,
    marketplace_id: UUID,
    wanted: Mapping[UUID, tuple[Sequence[Line], By]],
    earlier: Mapping[UUID, Sequence[EarlierClaim]],
) -> dict[UUID, desk.OnDesk | Refused]:
    """Answer, by order, the claim that began as `wanted`: no ground, lines and person alike.

    It may have been filed since, and is refused once it was decided. One that was withdrawn or
    lapsed is none. The orders are locked; so are the claims that are answered.
    """
    candidates = {
        claim.claim_id: (order_id, claim)
        for order_id in wanted
        for claim in earlier.get(order_id, ())
        if claim.closed_as not in _MAY_REPEAT
    }
    if not candidates:
        return {}
    alike: dict[UUID, EarlierClaim] = {}
    firsts = [(claim_id, 1, 1) for claim_id in candidates]
    for stored in events_in(marketplace_id=marketplace_id, ranges=firsts):
        order_id, claim = candidates[stored.stream_id]
        if _began_so(to_event(stored), *wanted[order_id]) and (
            order_id not in alike or claim.closed_as is None
        ):
            alike[order_id] = claim
    found = desk.lock_claims(
        marketplace_id=marketplace_id,
        claim_ids=[claim.claim_id for claim in alike.values() if claim.closed_as is None],
    )
    return {
        order_id: found.get(
            claim.claim_id, Refused("claim_decided_already", {"reference": claim.reference})
        )
        for order_id, claim in alike.items()
    }


def _began_so(event: e.Event, lines: Sequence[Line], by: By) -> bool:
    if not isinstance(event, e.ClaimDrafted) or event.ground is not None or event.by != by:
        return False
    return _in_order(event.lines) == _in_order(lines)


def _in_order(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.number)
