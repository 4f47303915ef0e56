"""Claims that were made before on the same order: nothing is claimed twice on one ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from makewhole.core.claim.stages import ClosedAs, Ground
from makewhole.core.claim.values import Line
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
    ground: str  # Empty: a draft, which is in nobody's way.
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
