"""What a seller said against a claim stands when the claim is taken back and made again."""

from datetime import timedelta

from makewhole.apps.claims import translate
from makewhole.apps.claims.actions import Act, answer_claim, file_draft, withdraw_claim
from makewhole.apps.claims.commands import Filed
from makewhole.apps.claims.queries import claim_by_reference
from makewhole.apps.journal.queries import events_of
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, Role, Value
from tests.apps.claims.shop import Shop, filed, shop
from tests.apps.order_files import row

__all__ = ["shop"]

NEVER_SENT = {
    "placed_at": "2026-11-02 10:30:00",
    "latest_estimate": "2026-11-10",
    "delivered_at": "",
    "handed_over_at": "",
    "state": "approved",
}
REASON = "It was handed over on the 4th."


def claim(shop: Shop, lines: tuple[Line, ...] = (Line(1, 1),)) -> Filed:
    contacted_at = shop.clock.now - timedelta(days=4)
    return filed(
        shop.claim(by=shop.buyer(), lines=lines, seller_contacted=True, contacted_at=contacted_at)
    )


def act(shop: Shop, claim: Claim, by: By) -> Act:
    return Act(shop.marketplace, claim.claim_id, by, shop.clock.now)


def withdrawn(shop: Shop, answer: str | None, lines: tuple[Line, ...] = (Line(1, 1),)) -> Claim:
    """A claim that the seller answered and that the buyer took back."""
    first = claim(shop, lines).claim
    assert first.stage is Stage.AWAITING_ANSWERS
    if answer is not None:
        seller = By(Role.SELLER, first.seller_id)
        assert isinstance(
            answer_claim(act(shop, first, seller), answer=answer, reason=REASON), Claim
        )
    taken_back = withdraw_claim(act(shop, first, shop.buyer()))
    assert isinstance(taken_back, Claim)
    return taken_back


def carried(shop: Shop, reference: str) -> e.SellerAnswered:
    with transaction(shop.marketplace):
        found = claim_by_reference(marketplace_id=shop.marketplace, reference=reference)
        assert found is not None
        stored = events_of(marketplace_id=shop.marketplace, stream_id=found.claim_id)
    events = [translate.to_event(event) for event in stored]
    return next(event for event in events if isinstance(event, e.SellerAnswered))


def test_a_rejection_stands_and_a_person_weighs_it(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    first = withdrawn(shop, "rejected")

    again = claim(shop)

    assert (again.claim.stage, again.claim.seller_answer) == (Stage.REFERRED, "rejected")
    answer = carried(shop, again.reference)
    assert (answer.reason, answer.carried_from) == (REASON, first.claim_id)
    assert answer.by == By(Role.SELLER, first.seller_id)
    proof = verify(marketplace_id=shop.marketplace, progress=lambda _what, _done: None)
    assert proof.problems == []


def test_a_rejection_stands_however_often_the_claim_is_made_again(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    withdrawn(shop, "rejected")
    second = claim(shop)
    assert isinstance(withdraw_claim(act(shop, second.claim, shop.buyer())), Claim)

    third = claim(shop)

    assert third.claim.seller_answer == "rejected"
    assert carried(shop, third.reference).carried_from == second.claim.claim_id


def test_a_rejection_stands_when_the_claim_was_begun_as_a_draft(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    withdrawn(shop, "rejected")
    draft = filed(shop.claim(ground=None, by=shop.buyer())).claim
    stated: dict[str, Value] = {
        "seller_contacted": True,
        "contacted_at": shop.clock.now - timedelta(days=4),
    }

    again = file_draft(act(shop, draft, shop.buyer()), ground=Ground.NOT_RECEIVED, stated=stated)

    assert isinstance(again, Claim)
    assert (again.stage, again.seller_answer) == (Stage.REFERRED, "rejected")


def test_the_seller_is_asked_of_an_item_that_is_added(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT), row(**NEVER_SENT, line="2"))
    withdrawn(shop, "rejected")

    again = claim(shop, (Line(1, 1), Line(2, 1))).claim

    assert (again.stage, again.seller_answer) == (Stage.AWAITING_ANSWERS, None)


def test_rejections_of_each_item_stand_when_they_are_claimed_together(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT), row(**NEVER_SENT, line="2"))
    withdrawn(shop, "rejected")
    withdrawn(shop, "rejected", (Line(2, 1),))

    assert claim(shop, (Line(1, 1), Line(2, 1))).claim.seller_answer == "rejected"


def test_a_rejection_says_nothing_of_another_item(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT), row(**NEVER_SENT, line="2"))
    withdrawn(shop, "rejected")

    assert claim(shop, (Line(2, 1),)).claim.seller_answer is None


def test_a_seller_who_said_nothing_is_asked_again(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    withdrawn(shop, None)

    assert claim(shop).claim.stage is Stage.AWAITING_ANSWERS
