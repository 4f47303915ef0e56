"""Which orders of the year lead to a claim, when, and on what ground: settled before it begins."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from makewhole.apps.claims.filing import Filing
from makewhole.apps.orders.queries import OrderSnapshot
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Line, Role, Value
from tests.simulation.world import STEP, World

LIMIT_MINOR = 1_000_00  # The order of size of a small loss: some are at it, some far above.


@dataclass(frozen=True, slots=True)
class Want:
    """A buyer's wish to claim on one order line."""

    order: OrderSnapshot
    line: int
    ground: Ground | None  # None: a draft that is begun, and not filed at once.
    share: float  # What chance made of this order; the rest of the claim follows from it.


def wants_by_time(world: World) -> Mapping[datetime, list[Want]]:
    """Answer the year's wishes by the half day at which their buyers come."""
    wants: dict[datetime, list[Want]] = defaultdict(list)
    for order in sorted(world.orders.values(), key=lambda one: one.external_id):
        for want, at in _of_order(world, order):
            ahead = max(timedelta(), at - world.now)
            wants[world.now + (ahead // STEP + 1) * STEP].append(want)
    return wants


def _of_order(world: World, order: OrderSnapshot) -> list[tuple[Want, datetime]]:
    found = []
    for line in order.lines:
        words = (order.external_id, line.number)
        share = _share(world, *words)
        waited = timedelta(hours=6 + int(240 * _share(world, "waits", *words)))
        if line.delivered_at is None:
            if share < 0.6 and order.state != "cancelled":
                late = order.placed_at + timedelta(days=12) + waited
                found.append((Want(order, line.number, Ground.NOT_RECEIVED, share), late))
            continue
        at = line.delivered_at + waited
        if share < 0.02:
            found.append((Want(order, line.number, Ground.PROPERTY_DAMAGE, share), at))
        elif share < 0.10:
            grounds = (
                Ground.DAMAGED,
                Ground.NOT_AS_DESCRIBED,
                Ground.NOT_AS_DESCRIBED,
                Ground.RETURN_REFUSED,
                Ground.RETURN_NOT_REFUNDED,
                Ground.LATE,
                Ground.NOT_RECEIVED,  # The tracking says otherwise.
                None,
            )
            ground = grounds[int(len(grounds) * _share(world, "ground", *words))]
            found.append((Want(order, line.number, ground, share), at))
    return found


def _share(world: World, *words: object) -> float:
    return world.share("wants", *words)


def filing_of(world: World, want: Want) -> Filing:
    """Answer what the buyer fills in."""
    line = next(line for line in want.order.lines if line.number == want.line)
    by = By(Role.CLAIMANT, want.order.buyer_id)
    words = (want.order.external_id, want.line)
    if want.ground is Ground.PROPERTY_DAMAGE:
        return _loss(world, want, by)
    stated: dict[str, Value] = {}
    if world.draws(0.8, "contacted", *words):
        stated["seller_contacted"] = True
        stated["contacted_at"] = world.now - timedelta(hours=60)
    if want.ground in (Ground.DAMAGED, Ground.NOT_AS_DESCRIBED):
        stated["photos"] = int(4 * world.share("photos", *words))
    return Filing(
        order_id=want.order.order_id,
        lines=(Line(line.number, line.quantity),),
        ground=want.ground,
        by=by,
        stated=tuple(stated.items()),
    )


def _loss(world: World, want: Want, by: By) -> Filing:
    words = (want.order.external_id, want.line)
    size = world.share("size", *words)
    claimed = {0: 40_00, 1: 240_00, 2: LIMIT_MINOR - 1, 3: LIMIT_MINOR, 4: LIMIT_MINOR + 1}.get(
        int(size * 8), int(LIMIT_MINOR * (1 + 60 * size**4))
    )
    heads = [Head(1, HeadKind.PROPERTY, claimed)]
    said: list[tuple[int, str, Value]] = [
        (1, "part_other_paid", 0),
        (1, "part_shown", claimed if size < 0.8 else claimed // 2),
        (1, "part_for_trade", False),
    ]
    if world.draws(0.3, "second head", *words):
        heads.append(Head(2, HeadKind.PURCHASE_PRICE, 20_00))
        said += [(2, "part_other_paid", 0), (2, "part_shown", 20_00), (2, "part_for_trade", False)]
    stated: dict[str, Value] = {
        "claimant_kind": "person",
        "minor": False,
        "represented": False,
        "case_in_court": False,
        "loss_on": (world.now - timedelta(days=1)).date(),
        "photos": 2,
        "proof_of_loss": True,
        "usage": "intended",
        "account": "product",
    }
    if world.draws(0.3, "forgets", *words):
        for fact in ("photos", "proof_of_loss"):
            del stated[fact]
    return Filing(
        order_id=want.order.order_id,
        lines=(Line(want.line, 1),),
        ground=want.ground,
        by=by,
        stated=tuple(stated.items()),
        heads=tuple(heads),
        of_heads=tuple(said),
    )
