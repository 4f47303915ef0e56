"""The appeals of the demo: some sides ask for another look, and whoever was chosen decides some.

They do it through the same commands as the pages; the demo's own seed decides who does what.
"""

from datetime import datetime

from makewhole.apps.appeals.commands import (
    On,
    appeal_id_of,
    decide_appeal,
    file_appeal,
    record_finding,
)
from makewhole.apps.appeals.queries import AppealRow, appeals_of_claims, open_appeals
from makewhole.apps.claims.queries import ClaimRow, determinations_of, list_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.claim.values import By, Role
from makewhole.surfaces.cli.demo_actors import Cast

_APPEALS = (
    "The parcel went to the house next door; the photograph shows it.",
    "The photographs are clearer now and show the crack.",
)
_CONTESTS = (
    "You sent this parcel from your own warehouse.",
    "We handed it over two days before the ship-by time.",
)
_FOUND = {
    Side.CLAIMANT: Found("at_address", value=False, reason="The photograph shows another door."),
    Side.SELLER: Found("fulfilled_by", "marketplace", "The first scan is of our own warehouse."),
}
_RIGHT = Reasons(
    "We looked at everything again, also at what is new.",
    "Everything was looked at again, also what is new.",
)
_STANDS = Reasons(
    "We looked at everything again. Nothing on file speaks against our first answer.",
    "Everything was looked at again. Nothing on file speaks against the first answer.",
)


def some_appeal(cast: Cast, *, at: datetime) -> int:
    """Let some of those whom an answer went against ask for another look."""
    marketplace_id = cast.marketplace_id
    with transaction(marketplace_id):
        claims = list_claims(marketplace_id=marketplace_id, limit=2_000)
        over = [row for row in claims if row.stage == "closed" and row.claim.determined_at]
        asked = appeals_of_claims(
            marketplace_id=marketplace_id, claim_ids=[row.claim_id for row in over]
        )
    free = [row for row in over if row.claim_id not in asked]
    denied = [row for row in free if row.closed_as == "denied" and cast.draws(0.12)]
    paid = [
        row
        for row in free
        if row.closed_as == "paid" and row.seller_id is not None and cast.draws(0.02)
    ]
    for row in denied:
        _ask(cast, row, Side.CLAIMANT, By(Role.CLAIMANT, row.buyer_id), at)
    for row in paid:
        _ask(cast, row, Side.SELLER, By(Role.SELLER, row.seller_id), at)
    return len(denied) + len(paid)


def _ask(cast: Cast, row: ClaimRow, side: Side, by: By, at: datetime) -> None:
    """Ask; what is too late or charges nobody is refused, as it is on the pages."""
    with transaction(cast.marketplace_id):
        made = determinations_of(marketplace_id=cast.marketplace_id, claim_id=row.claim_id)
    determination_id = made[-1].determination_id
    words = _APPEALS if side is Side.CLAIMANT else _CONTESTS
    file_appeal(
        On(
            cast.marketplace_id,
            row.claim_id,
            appeal_id_of(determination_id, side),
            by,
            at,
        ),
        determination_id=determination_id,
        side=side,
        because=cast.random.choice(words),
        new_evidence="A photograph of the door." if cast.draws(0.5) else "",
    )


def reviewers_decide(cast: Cast, *, at: datetime) -> int:
    """Let whoever was chosen decide some of what waits."""
    with transaction(cast.marketplace_id):
        waiting = open_appeals(marketplace_id=cast.marketplace_id, limit=200)
    return sum(_decide(cast, row, at) for row in waiting if cast.draws(0.3))


def _decide(cast: Cast, row: AppealRow, at: datetime) -> bool:
    appeal = row.appeal
    if appeal.reviewer is None or at <= appeal.filed_at:
        return False
    by = appeal.reviewer
    if appeal.is_with_lead:
        by = By(Role.LEAD, cast.lead_id)
    on = On(cast.marketplace_id, appeal.claim_id, appeal.appeal_id, by, at)
    is_right = cast.draws(0.5)
    if is_right:
        record_finding(on, _FOUND[appeal.side])
    decide_appeal(on, _RIGHT if is_right else _STANDS)
    return True
