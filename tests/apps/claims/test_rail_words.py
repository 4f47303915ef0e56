"""A rail's word reaches its claim, also where somebody acted on it while the rail was asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from makewhole.apps.claims.actions import Act, move_return
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.payouts.ports import PayoutOrder, RailAnswer, RailState
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import PayoutState
from makewhole.surfaces.jobs.worker import advance, work_what_is_due
from tests.apps.claims.shop import Shop, filed, shop
from tests.apps.order_files import row

__all__ = ["shop"]

LATE = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "2026-11-20T16:20:00",
}


@dataclass(slots=True)
class ReturningRail:
    """Settles at once, and sends the money back a hundred hours later."""

    shop: Shop
    claim_id: UUID
    somebody_acts: bool = False
    name: str = "sandbox"

    def send(self, order: PayoutOrder, *, at: datetime) -> RailAnswer:
        return RailAnswer(RailState.PENDING, order.key, at + timedelta(hours=4))

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> RailAnswer:
        comes_back_at = sent_at + timedelta(hours=100)
        if at < comes_back_at or order.attempt > 1:
            return RailAnswer(RailState.SETTLED, order.key, comes_back_at)
        if self.somebody_acts:
            self.somebody_acts = False
            self.shop.clock.forward(minutes=1)
            buyer = self.shop.buyer()
            act = Act(self.shop.marketplace, self.claim_id, buyer, self.shop.clock.now)
            assert isinstance(move_return(act, to=ReturnState.ASKED), Claim)
        return RailAnswer(RailState.RETURNED, order.key, None)


def the_claim(shop: Shop) -> Claim:
    with transaction(shop.marketplace):
        (found,) = list_claims(marketplace_id=shop.marketplace)
    return found.claim


def live_on(shop: Shop, rail: ReturningRail, **time: int) -> None:
    now = shop.clock.now
    advance(
        marketplace_id=shop.marketplace,
        rail=rail,
        start=now,
        to=now + timedelta(**time),
        tell=lambda _now, _done: None,
    )


def test_money_that_came_back_is_not_forgotten_because_the_claim_moved(shop: Shop) -> None:
    shop.bring(row(**LATE))
    contacted_at = shop.clock.now - timedelta(days=4)
    made = filed(
        shop.claim(
            ground=Ground.LATE, by=shop.buyer(), seller_contacted=True, contacted_at=contacted_at
        )
    )
    rail = ReturningRail(shop, made.claim.claim_id)
    live_on(shop, rail, hours=99)
    assert the_claim(shop).settled_minor == 4_99
    shop.clock.forward(hours=2)

    rail.somebody_acts = True
    worked = work_what_is_due(marketplace_id=shop.marketplace, rail=rail, at=shop.clock.now)

    assert [put_off.why for put_off in worked.put_off.values()] == ["clock_went_backwards"]
    shop.clock.forward(minutes=5)
    work_what_is_due(marketplace_id=shop.marketplace, rail=rail, at=shop.clock.now)
    (payout,) = the_claim(shop).payouts
    assert (payout.state, payout.attempt) == (PayoutState.IN_TRANSIT, 2)  # It goes once more.
    assert the_claim(shop).settled_minor == 0
    live_on(shop, rail, days=12)
    claim = the_claim(shop)
    assert {one.state for one in claim.payouts} == {PayoutState.SETTLED}
    assert claim.settled_minor == claim.paid_total_minor
    verified = verify(marketplace_id=shop.marketplace, progress=lambda _doing, _done: None)
    assert verified.problems == []
