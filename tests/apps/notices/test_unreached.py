"""A party whom no mail reaches: its time stands still, and runs again once one of us reached it."""

from datetime import timedelta
from uuid import UUID

import pytest

from makewhole.apps.claims.actions import Act, state_facts
from makewhole.apps.claims.holding import waiting_for_people
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.claims.time_actions import reach_party
from makewhole.apps.parties.people import PersonFacts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.queueing import Waiting
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from tests.apps.claims.shop import Shop, filed, refused, shop
from tests.apps.notices.mailbox import Mailbox
from tests.apps.notices.post import BUYER, SELLER, Posted, box, posted
from tests.apps.order_files import row

__all__ = ["box", "posted", "shop"]

HANDLER = By(Role.HANDLER, UUID(int=11))
AUTUMN = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "2026-11-08T16:20:00",
}


@pytest.fixture
def asked(posted: Posted, box: Mailbox) -> Claim:
    """A claim whose buyer is asked for something, and whose mail does not reach the buyer."""
    assert BUYER.email is not None
    box.always[BUYER.email] = "550 5.1.1 no such user"
    posted.shop.bring(row(order_id="A-9", **AUTUMN))
    made = filed(
        posted.shop.claim(
            "A-9",
            Ground.DAMAGED,
            by=posted.shop.buyer("A-9"),
            seller_contacted=True,
            contacted_at=posted.shop.clock.now - timedelta(days=4),
        )
    )
    assert made.claim.stage is Stage.NEEDS_CLAIMANT
    return made.claim


def now(posted: Posted) -> Claim:
    with transaction(posted.shop.marketplace):
        found = list_claims(marketplace_id=posted.shop.marketplace)
    return next(row.claim for row in found if row.ground == "damaged")


def waiting(posted: Posted) -> list[Waiting]:
    with transaction(posted.shop.marketplace):
        return list(waiting_for_people(marketplace_id=posted.shop.marketplace))


def act(posted: Posted, claim: Claim, by: By) -> Act:
    return Act(posted.shop.marketplace, claim.claim_id, by, posted.shop.clock.now)


def messages(posted: Posted, audience: str) -> list[str]:
    return [one.message for one in posted.notices(audience)]


def test_time_stands_still_until_somebody_reached_them(posted: Posted, asked: Claim) -> None:
    posted.work()
    stopped = now(posted)
    posted.pass_time(days=20)  # Longer than the time that the buyer had.
    still = now(posted)

    answer = reach_party(act(posted, asked, HANDLER), actor=Actor.CLAIMANT, reason="by telephone")

    assert asked.due_at is not None
    assert (stopped.stage, stopped.next_actor) == (Stage.NEEDS_CLAIMANT, Actor.HANDLER)
    assert stopped.due_at is not None
    assert stopped.due_at < asked.due_at
    assert (still.stage, still.next_actor) == (Stage.NEEDS_CLAIMANT, Actor.LEAD)
    assert isinstance(answer, Claim)
    assert answer.next_actor is Actor.CLAIMANT
    assert answer.due_at is not None
    assert answer.due_at >= posted.shop.clock.now + timedelta(days=14)
    posted.work()
    assert messages(posted, "claimant").count("not_reached") == 1
    assert messages(posted, "claimant")[-1] == "time_runs_again"
    assert {"claimant_not_reached", "claimant_reached"} <= set(messages(posted, "seller"))
    assert posted.problems() == []


def test_one_of_us_has_it_in_the_queue(posted: Posted, asked: Claim) -> None:
    assert asked.claim_id not in {one.claim_id for one in waiting(posted)}

    posted.work()

    (task,) = [one for one in waiting(posted) if one.claim_id == asked.claim_id]
    assert task.actor is Actor.HANDLER


def test_a_buyer_who_answers_all_the_same_is_reached_by_it(posted: Posted, asked: Claim) -> None:
    posted.work()
    posted.pass_time(days=20)
    buyer = posted.shop.buyer("A-9")

    answer = state_facts(act(posted, asked, buyer), stated={"photos": 2})

    assert isinstance(answer, Claim)
    assert answer.unreached == ()
    posted.work()
    assert posted.problems() == []


def test_a_reminder_that_is_lost_stops_nothing_once_they_were_reached(
    posted: Posted, asked: Claim
) -> None:
    posted.work()
    reach_party(act(posted, asked, HANDLER), actor=Actor.CLAIMANT, reason="by telephone")

    posted.pass_time(days=10)

    assert "reminder_evidence" in messages(posted, "claimant")
    assert now(posted).next_actor is Actor.CLAIMANT


def test_whoever_is_reached_already_is_reached_once(posted: Posted, asked: Claim) -> None:
    early = reach_party(act(posted, asked, HANDLER), actor=Actor.CLAIMANT, reason="by telephone")

    assert refused(early) == "party_not_unreached"


def test_a_seller_who_is_not_reached_keeps_its_hours(
    shop: Shop, posted: Posted, box: Mailbox
) -> None:
    assert SELLER.email is not None
    box.always[SELLER.email] = "550 5.1.1 no such user"
    shop.bring(row(order_id="A-9", **AUTUMN))
    made = filed(
        shop.claim(
            "A-9",
            Ground.DAMAGED,
            by=shop.buyer("A-9"),
            seller_contacted=True,
            contacted_at=shop.clock.now - timedelta(days=4),
            photos=2,
        )
    )
    assert (made.claim.stage, made.claim.next_actor) == (Stage.AWAITING_ANSWERS, Actor.SELLER)

    posted.work()
    posted.pass_time(days=5)
    answer = reach_party(act(posted, made.claim, HANDLER), actor=Actor.SELLER, reason="by letter")

    assert isinstance(answer, Claim)
    assert answer.seller_answer is None
    assert answer.due_at == shop.clock.now + timedelta(hours=48)
    assert posted.problems() == []


@pytest.mark.usefixtures("asked")
def test_a_good_address_alone_lets_no_time_run(posted: Posted) -> None:
    posted.work()

    posted.reach(PersonFacts(name="Béa Martin", email="new@buyers.example"))
    posted.pass_time(days=1)

    assert now(posted).unreached != ()
