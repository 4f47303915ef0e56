"""Who is told of what: nobody whom a step concerns is left out (P6)."""

from dataclasses import replace
from uuid import UUID

import pytest

from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs
from makewhole.core.notices.plan import Audience, plan_notices
from tests.core.claim.samples import AT, DETERMINED, DUE, FILED, NOTHING_PAID, SAMPLES

# What nobody is told of by itself: one's own act, or a step whose words come with the next one.
SILENT = (
    e.ClaimDrafted,
    e.FactStated,
    e.DeterminationSeconded,
    e.TakenUpOnAppeal,
    e.CostContested,
    e.ContestEnded,
)


def told(event: e.Event, *, seller_is_known: bool = True) -> set[Audience]:
    return {notice.audience for notice in plan_notices(event, seller_is_known=seller_is_known)}


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_every_step_is_told_to_somebody(event: e.Event) -> None:
    closes_with_its_answer = isinstance(event, e.ClaimClosed) and event.closed_as not in (
        ClosedAs.WITHDRAWN,
        ClosedAs.LAPSED,
    )

    told_with_its_appeal = isinstance(event, e.ClaimDetermined) and event.appeal_id is not None

    assert bool(told(event)) is not (
        isinstance(event, SILENT) or closes_with_its_answer or told_with_its_appeal
    )


def test_money_that_an_appeal_brings_is_told_as_any_other() -> None:
    assert told(replace(DETERMINED, appeal_id=UUID(int=50))) == {
        Audience.CLAIMANT,
        Audience.SELLER,
    }


@pytest.mark.parametrize(
    "event",
    [
        FILED,
        e.PutToSeller((), DUE, AT),
        e.SilencePresumed("seller_answer", AT),
        DETERMINED,
        NOTHING_PAID,
        e.ClaimClosed(ClosedAs.WITHDRAWN, AT),
    ],
    ids=lambda event: type(event).__name__,
)
def test_the_seller_is_told_with_the_claimant(event: e.Event) -> None:
    assert told(event) == {Audience.CLAIMANT, Audience.SELLER}


def test_a_seller_nobody_knows_is_not_told() -> None:
    assert told(FILED, seller_is_known=False) == {Audience.CLAIMANT}


def test_a_lead_is_told_what_is_overdue() -> None:
    assert told(e.ReviewEscalated("our_time", DUE, AT)) == {Audience.CLAIMANT, Audience.LEAD}
    assert told(e.ReviewEscalated("referral", DUE, AT)) == {Audience.LEAD}


def test_the_seller_hears_who_bears_the_cost() -> None:
    messages = {
        notice.message
        for bearer in ("seller", "programme", "open")
        for notice in plan_notices(replace(DETERMINED, bearer=bearer), seller_is_known=True)
        if notice.audience is Audience.SELLER
    }

    assert messages == {
        "determined_pay_seller",
        "determined_pay_programme",
        "determined_pay_open",
    }


def test_money_that_waits_for_the_return_is_not_called_paid() -> None:
    waiting = replace(DETERMINED, payable_minor=0, payable_on_return_minor=60_00)

    messages = {notice.message for notice in plan_notices(waiting, seller_is_known=True)}

    assert messages == {"determined_pay_on_return", "determined_pay_on_return_seller"}


def test_nothing_more_after_a_return_is_told_to_both_as_an_answer() -> None:
    nothing_more = replace(DETERMINED, payable_minor=0, payable_on_return_minor=0)

    claimant, seller = plan_notices(nothing_more, seller_is_known=True)

    assert {claimant.message, seller.message} == {"determined_pay_nothing_more"}
    assert claimant.facts["appeal_by"] == DETERMINED.appeal_by


def test_a_determination_says_until_when_to_appeal() -> None:
    claimant, seller = plan_notices(DETERMINED, seller_is_known=True)

    assert claimant.facts["appeal_by"] == DETERMINED.appeal_by
    assert seller.facts["contest_by"] == DETERMINED.contest_by
    bare, _ = plan_notices(
        replace(DETERMINED, appeal_by=None, contest_by=None), seller_is_known=True
    )
    assert bare.facts.keys().isdisjoint({"appeal_by", "contest_by"})


@pytest.mark.parametrize(
    ("closed_as", "may_begin_anew", "words"),
    [
        pytest.param(ClosedAs.WITHDRAWN, True, "draft_withdrawn", id="withdrawn"),
        pytest.param(ClosedAs.LAPSED, True, "draft_ended_in_time", id="lapsed-in-time"),
        pytest.param(ClosedAs.LAPSED, False, "draft_ended", id="lapsed-too-late-to-begin-anew"),
    ],
)
def test_the_end_of_a_draft_is_told_to_its_claimant_alone_and_in_words_of_its_own(
    closed_as: ClosedAs, may_begin_anew: bool, words: str
) -> None:
    (told,) = plan_notices(
        e.ClaimClosed(closed_as, AT),
        seller_is_known=True,
        was_filed=False,
        may_begin_anew=may_begin_anew,
    )

    assert (told.audience, told.words) == (Audience.CLAIMANT, words)


def test_what_happens_to_a_draft_that_is_not_its_end_has_the_words_of_its_message() -> None:
    (told,) = plan_notices(FILED, seller_is_known=True, was_filed=False)

    assert told.words == ""
