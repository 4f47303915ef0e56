"""The money of large losses on PostgreSQL: ahead of the answer, offered, taken back, proved."""

import pytest

from makewhole.apps.claims.actions import confirm_determination, state_facts
from makewhole.apps.claims.loss_actions import accept_offer, pay_ahead, take_back_release
from makewhole.apps.notices.queries import inbox
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import ReleaseState
from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.core.claim.state import Claim
from tests.apps.claims.shop import Shop, refused
from tests.apps.claims.test_losses import HANDLER, LEAD, act, loss, make, now, proved, stands
from tests.apps.order_files import row


@pytest.fixture(autouse=True)
def delivered_order(shop: Shop) -> None:
    shop.bring(row())


def put_to_seller(shop: Shop) -> Claim:
    """A loss above the limit that was found valid: the seller has time."""
    claim = make(shop, loss(shop, 4200_00)).claim
    return stands(
        state_facts(
            act(shop, claim, HANDLER),
            stated={"cause": "product", "defect": "shown"},
            reason="it was tested",
        )
    )


def offered(shop: Shop) -> Claim:
    put_to_seller(shop)
    shop.pass_days(12)
    return stands(confirm_determination(act(shop, now(shop), LEAD)))


def release(claim: Claim) -> ReleaseState | None:
    assert claim.loss is not None
    return claim.loss.release.state if claim.loss.release is not None else None


def subjects(shop: Shop) -> str:
    party_id = shop.buyer().party_id
    assert party_id is not None
    with transaction(shop.marketplace):
        told = inbox(marketplace_id=shop.marketplace, party_id=party_id, limit=50, offset=0)
    return " ".join(notice.subject for notice in told)


def test_a_part_is_paid_ahead_once_and_counts_in_the_end(shop: Shop) -> None:
    claim = put_to_seller(shop)
    seen = act(shop, claim, HANDLER)

    first = pay_ahead(seen, amount_minor=2000_00, reason="the roof leaks")
    again = pay_ahead(seen, amount_minor=2000_00, reason="the roof leaks")

    assert stands(first).stage is Stage.AWAITING_ANSWERS
    assert refused(again) == "more_than_can_be_paid_ahead"
    shop.pass_days(3)
    assert now(shop).settled_minor == 2000_00
    shop.pass_days(12)
    stands(confirm_determination(act(shop, now(shop), LEAD)))
    stands(accept_offer(act(shop, now(shop), shop.buyer())))
    shop.pass_days(3)
    paid = now(shop)
    assert (paid.closed_as, paid.settled_minor) == (ClosedAs.PAID, 4200_00)
    assert paid.loss is not None
    assert paid.loss.borne_by("seller") == 4200_00
    assert "$2,000.00 ahead" in subjects(shop)
    proved(shop)


def test_a_release_becomes_final_by_itself_after_the_claim_closed(shop: Shop) -> None:
    offered(shop)
    stands(accept_offer(act(shop, now(shop), shop.buyer())))
    shop.pass_days(5)
    closed = now(shop)
    shop.pass_days(10)

    assert closed.closed_as is ClosedAs.PAID
    assert release(closed) is ReleaseState.OPEN
    assert release(now(shop)) is ReleaseState.FINAL
    assert "Your release for claim" in subjects(shop)
    late = take_back_release(act(shop, now(shop), shop.buyer()))
    assert refused(late) == "release_stands_or_is_gone"
    proved(shop)


def test_a_release_that_is_taken_back_leaves_the_money_and_asks_a_lead(shop: Shop) -> None:
    offered(shop)
    stands(accept_offer(act(shop, now(shop), shop.buyer())))
    shop.pass_days(5)

    taken_back = take_back_release(act(shop, now(shop), shop.buyer()))
    twice = take_back_release(act(shop, now(shop), shop.buyer()))

    assert stands(taken_back).stage is Stage.ASSESSING
    assert refused(twice) == "release_stands_or_is_gone"
    closed = stands(confirm_determination(act(shop, now(shop), LEAD)))
    assert (closed.closed_as, closed.settled_minor) == (ClosedAs.PAID, 4200_00)
    proved(shop)
    assert "You took back the release" in subjects(shop)
