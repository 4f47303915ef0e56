"""Who is told of what: nobody whom a step concerns is left out (P6)."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim import time_events as te
from makewhole.core.claim.stages import ClosedAs, ReturnState
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.notices.notice import Audience, PlannedNotice
from makewhole.core.notices.plan import plan_notices, plan_steps
from tests.core.claim.samples import (
    AT,
    DETERMINED,
    DUE,
    FILED,
    LEAD,
    NOTHING_PAID,
    SAMPLES,
    SELLER,
)

# What nobody is told of by itself: one's own act, or a step whose words come with the next one.
SILENT = (
    e.ClaimDrafted,
    e.FactStated,
    e.DeterminationSeconded,
    e.ClaimAssigned,
    le.AnswersAwaited,
    le.OfferAccepted,
    le.PaymentAheadDecided,
    e.TakenUpOnAppeal,
    e.CostContested,
    e.ContestEnded,
)


def told(event: e.Event, *, seller_is_known: bool = True) -> set[Audience]:
    return {
        notice.audience
        for notice in plan_notices(event, seller_is_known=seller_is_known, tendered_at=event.at)
    }


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


def test_money_that_an_appeal_brings_is_told_without_inviting_a_second_appeal() -> None:
    claimant, seller = plan_notices(
        replace(DETERMINED, appeal_id=UUID(int=50)), seller_is_known=True
    )
    first, _ = plan_notices(DETERMINED, seller_is_known=True)

    assert (claimant.message, claimant.words) == (first.message, "determined_pay_on_appeal")
    assert first.words == ""
    assert seller.audience is Audience.SELLER


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
    assert told(event) - {Audience.INSURER} == {Audience.CLAIMANT, Audience.SELLER}


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


@pytest.mark.parametrize(
    ("actor", "audience"), [(Actor.CLAIMANT, Audience.CLAIMANT), (Actor.SELLER, Audience.SELLER)]
)
def test_only_the_party_whose_time_runs_is_reminded(actor: Actor, audience: Audience) -> None:
    assert told(e.PartyReminded("any", actor, DUE, AT)) == {audience}


def test_money_that_is_late_is_told_in_words_of_its_own() -> None:
    claimant, _ = plan_notices(e.ReviewEscalated("payout", DUE, AT), seller_is_known=True)

    assert (claimant.words, claimant.facts) == ("money_is_late", {"due_at": DUE})


MOVED = e.ReturnMoved(ReturnState.RECEIVED, By(Role.CARRIER), AT)
AWAITED = e.ReturnAwaited(ReturnState.RECEIVED, Actor.SELLER, DUE, AT)
ORDERED = e.PayoutOrdered(DETERMINED.determination_id, 1, 60_00, DUE, AT)


def in_one_notice(notice: PlannedNotice) -> list[str]:
    told_with = (*notice.before, notice, *notice.after)
    return [one.words or one.message for one in told_with]


class TestOfOneStep:
    @pytest.mark.parametrize(
        "step",
        [
            pytest.param((MOVED, AWAITED), id="goods-that-wait-for-the-next-step"),
            pytest.param((MOVED, DETERMINED, ORDERED), id="goods-that-are-paid-for"),
            pytest.param((MOVED, e.ClaimReferred((), DUE, AT)), id="goods-a-person-looks-at"),
            pytest.param(
                (FILED, e.PutToSeller((), DUE, AT)), id="a-claim-that-is-put-to-the-seller"
            ),
            pytest.param((e.SilencePresumed("seller_answer", AT), AWAITED), id="silence"),
            pytest.param((DETERMINED, AWAITED), id="money-against-the-return"),
            pytest.param(
                (e.PayoutSettled(UUID(int=4), 1, was_failed=False, at=AT), AWAITED),
                id="money-that-came-before-the-return",
            ),
            pytest.param((e.ReviewEscalated("payout", DUE, AT), ORDERED), id="money-sent-again"),
        ],
    )
    def test_each_party_has_one_notice(self, step: tuple[e.Event, ...]) -> None:
        told = [notice.audience for of in plan_steps(step, seller_is_known=True) for notice in of]

        assert len(told) == len(set(told))
        alone = {
            one.audience for event in step for one in plan_notices(event, seller_is_known=True)
        }
        assert set(told) == alone

    def test_what_moved_is_said_before_what_comes_of_it(self) -> None:
        moved, determined, ordered = plan_steps((MOVED, DETERMINED, ORDERED), seller_is_known=True)

        assert (moved, ordered) == ((), ())
        assert [in_one_notice(notice) for notice in determined] == [
            ["return_moved_received", "determined_pay", "money_on_its_way"],
            ["return_moved_received", "determined_pay_seller"],
        ]

    def test_whom_nothing_else_is_told_is_told_what_moved(self) -> None:
        moved, _ = plan_steps((MOVED, e.ClaimReferred((), DUE, AT)), seller_is_known=True)

        assert [notice.audience for notice in moved] == [Audience.SELLER]

    def test_a_chain_of_causes_is_told_in_one(self) -> None:
        carried = e.SellerAnswered("rejected", "no", SELLER, AT, carried_from=UUID(int=9))
        referred = e.ClaimReferred((), DUE, AT)

        *_, seller, claimant = (
            notice
            for of in plan_steps((FILED, carried, referred), seller_is_known=True)
            for notice in of
        )

        assert (seller.audience, claimant.audience) == (Audience.SELLER, Audience.CLAIMANT)
        assert in_one_notice(seller) == ["claim_filed", "seller_rejected_before"]
        assert in_one_notice(claimant) == ["seller_rejected_before", "person_is_looking"]
        assert in_one_notice(claimant.before[0])[0] == "claim_filed"

    def test_two_steps_are_told_apart(self) -> None:
        put = e.PutToSeller((), DUE, AT)
        reminded = e.PartyReminded("seller_answer", Actor.SELLER, DUE, AT)

        assert [len(of) for of in plan_steps((put, reminded), seller_is_known=True)] == [2, 1]


def test_a_cost_that_moves_is_told_once_and_not_to_the_claimant() -> None:
    settled = replace(DETERMINED, payable_minor=0, bearer="insurer", contest_by=None)
    moved = le.CostMoved(UUID(int=4), "open", "insurer", 60_00, 10_00, None, AT)

    told = plan_steps([settled, moved], seller_is_known=True, tendered_at=AT)

    assert [len(notices) for notices in told] == [0, 2]
    assert {notice.audience for notice in told[1]} == {Audience.SELLER, Audience.INSURER}


def test_an_insurer_hears_of_a_cost_also_where_it_cannot_be_contested() -> None:
    bare = replace(DETERMINED, bearer="insurer", contest_by=None)

    told = plan_notices(bare, seller_is_known=True, tendered_at=AT)

    (insurer,) = [notice for notice in told if notice.audience is Audience.INSURER]
    assert insurer.facts.keys() == {"clause", "amount_minor"}


def test_money_ahead_is_told_as_such_to_everybody_whom_it_concerns() -> None:
    decided = le.PaymentAheadDecided(UUID(int=4), 60_00, "the roof leaks", LEAD, AT)
    open_cost = replace(DETERMINED, bearer="open", by=LEAD)

    told = plan_steps([decided, open_cost, ORDERED], seller_is_known=True, tendered_at=AT)

    words = {(one.audience.value, one.words or one.message) for step in told for one in step}
    assert words == {
        ("claimant", "paid_ahead"),
        ("seller", "paid_ahead"),
        ("insurer", "paid_ahead"),
    }


def test_a_release_is_told_with_what_was_decided_on_it() -> None:
    signed = le.ReleaseSigned("2026-12", DUE, None, LEAD, AT)

    first, second = plan_steps([signed, DETERMINED], seller_is_known=True)

    assert first == ()
    (to_claimant,) = [one for one in second if one.audience is Audience.CLAIMANT]
    assert [one.message for one in to_claimant.before] == ["release_signed"]


SETTLED = le.SettlementConfirmed(
    settled_by=Role.SELLER,
    amount_minor=60_00,
    is_whole=True,
    reason="",
    by=By(Role.CLAIMANT),
    at=AT,
)


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (e.ClaimClosed(ClosedAs.WITHDRAWN, AT), "claim_withdrawn"),
        (e.ClaimClosed(ClosedAs.LAPSED, AT), "claim_lapsed"),
        (
            SETTLED,
            "settlement_confirmed",
        ),
        (replace(DETERMINED, bearer="programme"), "determined_not_borne"),
        (replace(DETERMINED, bearer="open"), "determined_open"),
    ],
    ids=lambda given: type(given).__name__ if not isinstance(given, str) else given,
)
def test_an_insurer_is_told_how_a_claim_goes_on_that_was_tendered_to_it(
    event: e.Event, message: str
) -> None:
    def to_it(tendered_at: datetime | None) -> list[str]:
        told = plan_notices(event, seller_is_known=True, tendered_at=tendered_at)
        return [notice.message for notice in told if notice.audience is Audience.INSURER]

    assert to_it(AT) == [message]
    assert to_it(AT + timedelta(seconds=1)) == []
    assert to_it(None) == []


def test_a_party_that_acted_itself_is_not_told_that_it_was_reached() -> None:
    moved = te.Moved("evidence", AT, DUE)

    assert told(te.PartyReached(Actor.SELLER, (moved,), "", SELLER, AT)) == set()
    assert told(te.PartyReached(Actor.SELLER, (moved,), "by letter", LEAD, AT)) == {
        Audience.CLAIMANT,
        Audience.SELLER,
    }
