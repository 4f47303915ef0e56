"""Reminders and delays as they stand in the inbox: each once, each with its day."""

from datetime import timedelta

import pytest

from makewhole.apps.claims.actions import Act, answer_claim, move_return
from makewhole.apps.claims.commands import Filed
from makewhole.apps.notices.queries import FiledNotice, inbox
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import NEVER_SENT, Shop, filed, shop
from tests.apps.order_files import row
from tests.apps.reporting.test_verify import problems

__all__ = ["shop"]

RECENT = {
    "placed_at": "2026-11-10 10:30:00",
    "ship_by": "2026-11-12 12:00",
    "latest_estimate": "2026-11-25",
}


def claimed(shop: Shop, ground: Ground) -> Filed:
    """Let the buyer claim, who wrote to the seller three days ago."""
    at = shop.clock.now - timedelta(days=3)
    made = shop.claim(ground=ground, by=shop.buyer(), seller_contacted=True, contacted_at=at)
    return filed(made)


def told(shop: Shop, claim: Claim, by: By) -> list[FiledNotice]:
    with transaction(shop.marketplace):
        found = inbox(marketplace_id=shop.marketplace, party_id=by.party_id, limit=50, offset=0)
    return [notice for notice in reversed(found) if notice.claim_id == claim.claim_id]


def subjects(shop: Shop, claim: Claim, by: By) -> list[str]:
    return [notice.subject for notice in told(shop, claim, by)]


def test_a_draft_is_warned_of_once_before_it_ends(shop: Shop) -> None:
    shop.bring(row(**RECENT, **NEVER_SENT))
    draft = filed(shop.claim(ground=None, by=shop.buyer()))
    shop.pass_days(24)
    before = subjects(shop, draft.claim, shop.buyer())
    shop.pass_days(10)

    warned, ended = subjects(shop, draft.claim, shop.buyer())
    assert before == []
    assert warned.startswith(f"Your draft {draft.reference} ends on ")
    assert ended == f"Your draft {draft.reference} has ended"
    assert problems(shop) == []


def test_a_draft_that_is_filed_is_not_warned_of(shop: Shop) -> None:
    shop.bring(row(**RECENT, **NEVER_SENT))
    claim = claimed(shop, Ground.NOT_RECEIVED).claim
    shop.pass_days(40)

    assert not [text for text in subjects(shop, claim, shop.buyer()) if "draft" in text]


def test_a_seller_whose_time_runs_is_reminded_twice_and_the_buyer_is_not(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    claim = filed(shop.claim()).claim
    shop.pass_days(3)

    reference = told(shop, claim, shop.buyer())[0].claim_reference
    reminders = [
        text
        for text in subjects(shop, claim, By(Role.SELLER, claim.seller_id))
        if "still needs your answer" in text
    ]
    assert len(reminders) == 2
    assert reminders[0].startswith(f"Claim {reference} still needs your answer by ")
    assert not [text for text in subjects(shop, claim, shop.buyer()) if "still" in text]
    assert problems(shop) == []


def test_a_claimant_who_was_asked_is_reminded_twice(shop: Shop) -> None:
    shop.bring(row(**RECENT, delivered_at="2026-11-20T16:20:00"))
    made = claimed(shop, Ground.DAMAGED)
    assert made.claim.stage is Stage.NEEDS_CLAIMANT
    shop.pass_days(16)

    found = subjects(shop, made.claim, shop.buyer())
    assert [text.startswith("We still need something from you by ") for text in found].count(
        True
    ) == 2
    assert problems(shop) == []


def test_a_reminder_asks_the_terms_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.bring(row(**NEVER_SENT))
    filed(shop.claim())

    def evaluate(*_given: object, **_named: object) -> None:
        raise AssertionError("the terms were asked")

    monkeypatch.setattr("makewhole.core.claim.looking.evaluate", evaluate)
    shop.clock.forward(hours=24)

    assert shop.work().clocks == 1


def test_a_delay_is_told_once_for_each_new_day_that_is_promised(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    claim = filed(shop.claim()).claim
    late = [
        notice for notice in told_after(shop, claim, days=60) if "We are late" in notice.subject
    ]

    assert len(late) == 2  # Each ten business days, and not each two.
    assert len({notice.text for notice in late}) == 2


def told_after(shop: Shop, claim: Claim, *, days: int) -> list[FiledNotice]:
    """Let the seller reject the claim, so that a person must decide it, and let nobody do so."""
    act = Act(shop.marketplace, claim.claim_id, By(Role.SELLER, claim.seller_id), shop.clock.now)
    assert not isinstance(answer_claim(act, answer="rejected", reason="It was sent."), Refused)
    shop.pass_days(days)
    return told(shop, claim, shop.buyer())


def test_a_step_of_a_return_is_told_once_to_each_party(shop: Shop) -> None:
    shop.bring(row(**RECENT, delivered_at="2026-11-28T16:20:00"))
    claim = claimed(shop, Ground.LATE).claim
    shop.pass_days(7)
    seller = By(Role.SELLER, claim.seller_id)
    shop.work()
    counted = [len(told(shop, claim, by)) for by in (shop.buyer(), seller)]

    act = Act(shop.marketplace, claim.claim_id, shop.buyer(), shop.clock.now)
    assert not isinstance(move_return(act, to=ReturnState.ASKED), Refused)
    shop.work()

    assert [
        len(told(shop, claim, by)) - before
        for by, before in zip((shop.buyer(), seller), counted, strict=True)
    ] == [1, 1]
    assert told(shop, claim, seller)[-1].text.startswith("The return was asked for.\n\n")
    assert problems(shop) == []
