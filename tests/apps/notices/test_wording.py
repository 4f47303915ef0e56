"""Every planned notice has words, and no word is left for a reader to fill in."""

import re

import pytest

from makewhole.apps.notices.wording import WORDS, MessageWithoutWords, words_for
from makewhole.core.claim import events as e
from makewhole.core.notices.plan import PlannedNotice, plan_notices
from tests.core.claim.samples import SAMPLES

PLANNED = (
    *(
        notice
        for event in SAMPLES
        for notice in plan_notices(event, seller_is_known=True, insurer_is_known=True)
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
