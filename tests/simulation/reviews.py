"""Appeals and contests of the simulation: some ask for another look, and who was chosen decides."""

from collections.abc import Sequence
from typing import cast

from makewhole.apps.appeals.commands import (
    On,
    appeal_id_of,
    decide_appeal,
    file_appeal,
    record_finding,
)
from makewhole.apps.appeals.queries import open_appeals
from makewhole.apps.claims.queries import ClaimRow, determinations_of, list_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from tests.simulation.people import any_value
from tests.simulation.world import World

_RIGHT = Reasons("We looked again, also at what is new.", "It was looked at again, with the new.")
_STANDS = Reasons("Nothing on file speaks against it.", "Nothing on file speaks against it.")
_FOUND = {
    Side.CLAIMANT: Found("at_address", value=False, reason="The photograph shows another door."),
    Side.SELLER: Found("fulfilled_by", "marketplace", "The first scan is of our own warehouse."),
}


def some_ask_again(world: World, asked: set[str]) -> None:
    """Let some of those whom an answer went against ask for another look, and some do so twice."""
    with transaction(world.marketplace_id):
        rows = list_claims(marketplace_id=world.marketplace_id, limit=world.wish.orders, offset=0)
    for row in rows:
        name = world.name_of(row)
        if row.stage != Stage.CLOSED or row.claim.determined_at is None or name in asked:
            continue
        asked.add(name)
        if row.closed_as == "denied" and world.draws(0.3, "appeals", name):
            _ask(world, row, Side.CLAIMANT, By(Role.CLAIMANT, row.buyer_id))
        elif row.closed_as == "paid" and row.seller_id and world.draws(0.06, "contests", name):
            _ask(world, row, Side.SELLER, By(Role.SELLER, row.seller_id))


def _ask(world: World, row: ClaimRow, side: Side, by: By) -> None:
    with transaction(world.marketplace_id):
        made = determinations_of(marketplace_id=world.marketplace_id, claim_id=row.claim_id)
    determination_id = made[-1].determination_id
    on = On(world.marketplace_id, row.claim_id, appeal_id_of(determination_id, side), by, world.now)
    for _ in range(2 if world.draws(0.1, "asks twice", world.name_of(row)) else 1):
        answer = file_appeal(
            on, determination_id=determination_id, side=side, because="We see it otherwise."
        )
        world.note(f"{side.value} asks again", answer)


def reviewers_decide(world: World) -> None:
    """Let whoever was chosen decide some of what waits."""
    with transaction(world.marketplace_id):
        waiting = open_appeals(marketplace_id=world.marketplace_id, limit=500)
    for row in waiting:
        appeal = row.appeal
        if appeal.reviewer is None or world.now <= appeal.filed_at:
            continue
        if not world.draws(0.15, "reviews", appeal.appeal_id, world.now):
            continue
        by = appeal.reviewer
        on = On(world.marketplace_id, appeal.claim_id, appeal.appeal_id, by, world.now)
        is_right = world.draws(0.4, "is right", appeal.appeal_id)
        if is_right and row.appeal.side in _FOUND:
            world.note("reviewer finds", record_finding(on, _FOUND[appeal.side]))
        decided = decide_appeal(on, _RIGHT if is_right else _STANDS)
        world.note("reviewer decides", decided)
        if isinstance(decided, Refused) and decided.reason == "facts_missing":
            _find(world, on, cast("Sequence[str]", decided.facts["facts"]))


def _find(world: World, on: On, missing: Sequence[str]) -> None:
    """Find what is missing, so that it can be decided the next time."""
    facts = world.facts()
    for name in missing:
        if name in facts:
            value = any_value(world, facts[name], on.appeal_id)
            found = Found(name, value, "It was looked at.")
            world.note("reviewer finds", record_finding(on, found))
