"""Every planned notice has words, and no word is left for a reader to fill in."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from makewhole.apps.notices.models import Notice
from makewhole.apps.notices.wording import WORDS, MessageWithoutWords, words_for
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.stages import Ground
from makewhole.core.notices.appeals import plan_appeal_notices
from makewhole.core.notices.notice import PlannedNotice
from makewhole.core.notices.plan import plan_notices, plan_steps
from tests.apps.claims.shop import Shop, filed
from tests.apps.order_files import row
from tests.core.appeal.samples import SAMPLES as APPEAL_SAMPLES
from tests.core.claim.samples import DETERMINED, SAMPLES
from tests.core.notices.test_appeals import appeal_of

RECENT = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "2026-11-08T16:20:00",
}

PLANNED = (
    *(
        notice
        for event in SAMPLES
        for notice in plan_notices(event, seller_is_known=True, tendered_at=event.at)
    ),
    *(
        notice
        for event in SAMPLES
        if isinstance(event, e.ClaimClosed)
        for in_time in (True, False)
        for notice in plan_notices(
            event, seller_is_known=True, was_filed=False, may_begin_anew=in_time
        )
    ),
    *(
        notice
        for event in SAMPLES
        if isinstance(event, e.ClaimDetermined)
        for notice in plan_notices(replace(event, appeal_id=UUID(int=50)), seller_is_known=True)
    ),
    *(
        notice
        for event in SAMPLES
        if isinstance(event, le.PaymentAheadDecided)
        for step in plan_steps([event, DETERMINED], seller_is_known=True, tendered_at=event.at)
        for notice in step
    ),
    *(
        notice
        for event in APPEAL_SAMPLES
        for side in (Side.CLAIMANT, Side.SELLER)
        for notice in plan_appeal_notices(event, appeal_of(side), seller_is_known=True)
        # More is promised against a return by an appeal alone.
        if notice.message != "contest_reversed_on_return"
    ),
)


def words_of(notice: PlannedNotice) -> str:
    return notice.words or notice.message


def values(notice: PlannedNotice) -> dict[str, str]:
    named = {name.removesuffix("_minor"): "something" for name in notice.facts}
    always = {"reference": "NW-4173", "at": "something"}
    if words_of(notice) == "draft_ended_in_time":
        always["file_by"] = "something"
    return {**always, **named}


@pytest.mark.parametrize(
    "notice", PLANNED, ids=lambda notice: f"{notice.audience}-{words_of(notice)}"
)
def test_every_planned_notice_has_words(notice: PlannedNotice) -> None:
    subject, text = words_for(notice.audience.value, words_of(notice), values(notice))

    assert subject
    assert not re.search(r"[{}]", subject + text)


def test_no_words_are_kept_that_nobody_is_ever_told() -> None:
    told = {(notice.audience.value, words_of(notice)) for notice in PLANNED}

    assert set(WORDS) - told == set()


def test_a_message_without_words_is_our_own_bug() -> None:
    with pytest.raises(MessageWithoutWords):
        words_for("claimant", "no_such_message", {})


def test_the_samples_cover_every_event() -> None:
    assert {type(event) for event in SAMPLES} == set(e.Event.__args__)


def test_what_is_needed_is_called_as_the_terms_call_it(shop: Shop) -> None:
    shop.bring(row(**RECENT))
    filed(
        shop.claim(
            ground=Ground.DAMAGED,
            by=shop.buyer(),
            seller_contacted=True,
            contacted_at=shop.clock.now - timedelta(days=4),
        )
    )
    shop.work()
    with transaction(shop.marketplace):
        asked = Notice.objects.get(marketplace_id=shop.marketplace, message="please_answer")

    assert "the number of photographs" in asked.text
    assert "photos" not in asked.text
