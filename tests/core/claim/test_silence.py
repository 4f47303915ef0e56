"""What silence brings: each clock the second before it is due, and when it is (P5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from tests.core.claim.claims import (
    CLAIMANT,
    NOTHING,
    NOW,
    PAY,
    REFER,
    SECOND,
    SELLER,
    TIMETABLE,
    after,
    assess,
    draft,
    events,
    file,
    move,
    open_question,
    paying,
    reason,
    run_out,
    screening,
)
from tests.core.claim.samples import SAMPLES

WANTS_RETURN = replace(NOTHING, outcome="ask_claimant", needs=("return",))
RETURN_ASKED = after(
    draft(ground=Ground.DAMAGED), file(ground=Ground.DAMAGED), assess(WANTS_RETURN)
)


def moved(to: ReturnState, by: By, claim: Claim) -> Claim:
    return after(move(to, by), assess(WANTS_RETURN), claim=claim)


ACCEPTED = moved(ReturnState.ACCEPTED, SELLER, RETURN_ASKED)
HANDED_OVER = moved(ReturnState.HANDED_OVER, CLAIMANT, ACCEPTED)
NOT_ARRIVED = after(
    move(ReturnState.NOT_ARRIVED, SELLER),
    assess(open_question("return_proof", source="claimant")),
    claim=HANDED_OVER,
)
RECEIVED = moved(ReturnState.RECEIVED, By(Role.CARRIER), HANDED_OVER)

WAITING = {
    "draft": after(draft()),
    "evidence": after(assess(open_question("photos", source="claimant")), claim=screening()),
    "seller_answer": after(
        assess(open_question("seller_answer", source="seller")), claim=screening()
    ),
    "contact": after(assess(replace(NOTHING, outcome="not_yet")), claim=screening()),
    "referral": after(assess(REFER), claim=screening()),
    "decision": after(assess(replace(PAY, decided_by="handler")), claim=screening()),
    "payout": paying(),
    "return_answer": RETURN_ASKED,
    "return_handover": ACCEPTED,
    "return_transit": HANDED_OVER,
    "return_proof": NOT_ARRIVED,
    "return_inspection": RECEIVED,
}


@pytest.mark.parametrize("clock", WAITING)
def test_brings_nothing_a_second_early(clock: str) -> None:
    claim = WAITING[clock]
    assert claim.due_at is not None

    assert reason(claim, run_out(clock, claim.due_at - SECOND)) == "clock_not_due"


@pytest.mark.parametrize("clock", WAITING)
def test_has_a_consequence_when_it_is_due(clock: str) -> None:
    claim = WAITING[clock]
    assert claim.due_at is not None

    assert events(claim, run_out(clock, claim.due_at))


@pytest.mark.parametrize("clock", WAITING)
def test_is_drawn_once_where_it_changes_the_stage(clock: str) -> None:
    claim = WAITING[clock]
    assert claim.due_at is not None
    later = after(run_out(clock, claim.due_at), claim=claim)

    assert reason(later, run_out(clock, claim.due_at)) in ("clock_does_not_run", "clock_not_due")


@pytest.mark.parametrize(
    ("clock", "closed_as"),
    [("draft", ClosedAs.LAPSED), ("return_handover", ClosedAs.LAPSED)],
)
def test_lets_a_claim_lapse(clock: str, closed_as: ClosedAs) -> None:
    assert ended(clock).closed_as is closed_as


@pytest.mark.parametrize("clock", ["evidence", "return_proof", "seller_answer", "contact"])
def test_lets_the_terms_presume(clock: str) -> None:
    assert ended(clock).silent == {clock}


@pytest.mark.parametrize(
    ("clock", "state"),
    [
        ("return_answer", ReturnState.UNANSWERED),
        ("return_transit", ReturnState.RECEIVED),
        ("return_inspection", ReturnState.INSPECTED),
    ],
)
def test_moves_the_goods_against_the_silent_side(clock: str, state: ReturnState) -> None:
    assert ended(clock).return_state is state


def test_of_the_seller_nobody_knows_is_ours_and_costs_nobody_the_goods() -> None:
    asked = after(
        draft(ground=Ground.DAMAGED, seller_id=None), file(ground=Ground.DAMAGED),
        assess(WANTS_RETURN),
    )  # fmt: skip
    assert asked.next_actor is Actor.HANDLER
    assert asked.due_at is not None

    late = after(run_out("return_answer", asked.due_at), claim=asked)

    assert (late.return_state, late.next_actor) == (ReturnState.ASKED, Actor.LEAD)


@pytest.mark.parametrize("clock", ["referral", "decision", "payout"])
def test_calls_the_lead_where_we_are_late(clock: str) -> None:
    claim = ended(clock)

    assert claim.next_actor is Actor.LEAD
    assert claim.due_at is not None
    assert claim.due_at > (WAITING[clock].due_at or NOW)


def test_of_the_rail_books_nothing_back() -> None:
    claim = paying()
    assert claim.due_at is not None

    (escalated,) = events(claim, run_out("payout", claim.due_at))

    assert isinstance(escalated, e.ReviewEscalated)


def test_of_our_own_time_is_escalated_beside_the_stage() -> None:
    claim = WAITING["seller_answer"]
    assert claim.decide_by is not None

    assert reason(claim, run_out("our_time", claim.decide_by - SECOND)) == "clock_not_due"
    later = after(run_out("our_time", claim.decide_by), claim=claim)
    assert later.stage is claim.stage
    assert later.decide_by is not None
    assert later.decide_by > claim.decide_by


def test_of_our_own_time_ends_with_the_determination() -> None:
    assert reason(paying(), run_out("our_time", NOW)) == "clock_does_not_run"


def test_leaves_the_item_with_a_claimant_who_was_paid_in_part() -> None:
    part_paid = replace(ACCEPTED, paid_total_minor=10_00)
    assert part_paid.due_at is not None

    claim = after(run_out("return_handover", part_paid.due_at), claim=part_paid)

    assert claim.return_state is ReturnState.CLAIMANT_KEEPS


@pytest.mark.parametrize(("paid", "ends"), [(10_00, None), (0, ClosedAs.LAPSED)])
def test_of_a_claimant_who_never_asked_for_the_return_leaves_the_item_there(
    paid: int, ends: ClosedAs | None
) -> None:
    late = after(draft(ground=Ground.LATE), file(ground=Ground.LATE))
    free_shipping = replace(PAY, payable_minor=0, payable_on_return_minor=50_00)
    choosing = replace(after(assess(free_shipping), claim=late), paid_total_minor=paid)
    assert choosing.due_at is not None

    claim = after(run_out("return_choice", choosing.due_at), claim=choosing)

    assert claim.closed_as is ends
    if ends is None:
        assert claim.return_state is ReturnState.CLAIMANT_KEEPS


@pytest.mark.parametrize("clock", WAITING)
def test_every_open_claim_has_a_clock_with_its_actor(clock: str) -> None:  # P5
    clocks = deadlines(WAITING[clock])

    assert clocks[0].name == clock
    assert clocks[0].actor is WAITING[clock].next_actor


def test_a_closed_claim_has_none() -> None:
    closed = after(c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW), claim=screening())

    assert deadlines(closed) == ()


def ended(clock: str) -> Claim:
    claim = WAITING[clock]
    assert claim.due_at is not None
    return after(run_out(clock, claim.due_at), claim=claim)


def test_our_time_stands_still_while_the_claimant_is_next() -> None:
    before = screening()
    asked = after(assess(open_question("photos", source="claimant")), claim=before)
    assert before.decide_by is not None
    assert [clock.name for clock in deadlines(asked)] == ["evidence", "reminder"]
    assert reason(asked, run_out("our_time", before.decide_by)) == "clock_does_not_run"

    three_days = timedelta(days=3)
    said = c.StateFact("photos", 2, "", CLAIMANT, NOW + three_days)
    again = after(said, claim=asked)

    assert again.decide_by == before.decide_by + three_days
    assert {clock.name for clock in deadlines(again)} >= {"our_time"}


def test_time_before_the_filing_adds_nothing_to_ours() -> None:
    later = NOW + timedelta(days=20)
    kept = after(draft(), c.StateFact("photos", 2, "", CLAIMANT, NOW))

    filed = after(file(at=later), claim=kept)

    assert filed.decide_by == after(draft(), file(at=later)).decide_by


REMINDED = (
    "evidence", "seller_answer", "contact", "return_answer", "return_handover", "return_proof",
)  # fmt: skip


class TestAReminder:
    def test_has_a_sample_for_whoever_may_have_one(self) -> None:
        """Samples are tried for their words: one that lacks would stop a party's notices."""
        reminded = {
            (claim.next_actor, clock)
            for clock, claim in WAITING.items()
            if "reminder" in {running.name for running in deadlines(claim)}
        }

        samples = {
            (event.actor, event.clock) for event in SAMPLES if isinstance(event, e.PartyReminded)
        }
        assert reminded <= samples
        assert set(REMINDED) <= {clock for _, clock in reminded}

    @pytest.mark.parametrize("clock", REMINDED)
    def test_comes_at_half_of_the_time_and_at_85_percent_and_once_each(self, clock: str) -> None:
        claim = WAITING[clock]
        assert claim.due_at is not None
        span = claim.due_at - NOW
        first, last = NOW + span * 50 // 100, NOW + span * 85 // 100

        assert reason(claim, run_out("reminder", first - SECOND)) == "clock_not_due"
        told = e.PartyReminded(clock, claim.next_actor or Actor.RAIL, claim.due_at, first)
        assert events(claim, run_out("reminder", first)) == (told,)
        once = after(run_out("reminder", first), claim=claim)
        assert reason(once, run_out("reminder", last - SECOND)) == "clock_not_due"
        twice = after(run_out("reminder", last), claim=once)
        assert reason(twice, run_out("reminder", last)) == "clock_does_not_run"

    def test_is_not_for_the_next_wait_that_ends_at_the_same_time(self) -> None:
        """A seller looks at goods until the day on which a person must have decided."""
        weighed = after(
            move(ReturnState.INSPECTED, SELLER),
            assess(replace(PAY, decided_by="handler")),
            claim=RECEIVED,
        )

        assert weighed.due_at == RECEIVED.due_at
        assert weighed.next_actor is Actor.HANDLER
        assert "reminder" in {clock.name for clock in deadlines(RECEIVED)}
        assert "reminder" not in {clock.name for clock in deadlines(weighed)}

    def test_moves_neither_stage_nor_due_time(self) -> None:
        claim = WAITING["evidence"]
        (reminder,) = [clock for clock in deadlines(claim) if clock.name == "reminder"]

        later = after(run_out("reminder", reminder.due_at), claim=claim)

        assert (later.stage, later.due_at, later.asked) == (claim.stage, claim.due_at, claim.asked)
        assert reminder.actor is Actor.CLAIMANT

    def test_of_a_draft_comes_once_before_it_ends(self) -> None:
        draft_kept = WAITING["draft"]
        assert draft_kept.due_at is not None
        (reminder,) = [clock for clock in deadlines(draft_kept) if clock.name == "reminder"]

        assert reminder.due_at == NOW + (draft_kept.due_at - NOW) * 85 // 100
        told = after(run_out("reminder", reminder.due_at), claim=draft_kept)
        assert [clock.name for clock in deadlines(told)] == ["draft"]

    def test_that_comes_too_late_lets_the_time_end_instead(self) -> None:
        claim = WAITING["seller_answer"]
        assert claim.due_at is not None

        assert events(claim, run_out("reminder", claim.due_at)) == (
            e.SilencePresumed("seller_answer", claim.due_at),
        )

    def test_is_not_begun_anew_by_an_answer_that_leaves_the_time_as_it_is(self) -> None:
        asked = WAITING["evidence"]
        assert asked.due_at is not None
        half = NOW + (asked.due_at - NOW) * 50 // 100
        reminded = after(run_out("reminder", half), claim=asked)
        soon = half + timedelta(hours=1)

        again = after(
            c.StateFact("photos", 2, "", CLAIMANT, soon),
            assess(open_question("seller_contacted", source="claimant"), at=soon),
            claim=reminded,
        )

        (reminder,) = [clock for clock in deadlines(again) if clock.name == "reminder"]
        assert reminder.due_at == NOW + (asked.due_at - NOW) * 85 // 100

    def test_is_not_sent_to_a_seller_nobody_knows(self) -> None:
        claim = replace(HANDED_OVER, seller_id=None)

        received = moved(ReturnState.RECEIVED, By(Role.CARRIER), claim)

        assert [clock.name for clock in deadlines(received)] == ["return_inspection", "our_time"]

    def test_is_not_planned_under_terms_that_name_no_share(self) -> None:
        bare = replace(TIMETABLE, durations={"draft_days": 30})

        assert [clock.name for clock in deadlines(after(draft(timetable=bare)))] == ["draft"]


class TestANewPromise:
    @pytest.mark.parametrize(
        ("clock", "day"),
        [
            pytest.param("our_time", 10, id="ten-business-days-to-decide"),
            pytest.param("payout", 5, id="five-business-days-to-pay"),
            pytest.param("referral", 2, id="two-business-days-for-the-lead"),
        ],
    )
    def test_is_as_long_as_the_terms_say(self, clock: str, day: int) -> None:
        claim = WAITING["referral"] if clock == "our_time" else WAITING[clock]
        at = claim.decide_by if clock == "our_time" else claim.due_at
        assert at is not None

        (escalated,) = events(claim, run_out(clock, at))

        first = TIMETABLE.local_day(at)
        assert isinstance(escalated, e.ReviewEscalated)
        assert escalated.due_at == TIMETABLE.end_of(TIMETABLE.calendar.add(first, day))

    def test_is_two_business_days_under_terms_that_name_none(self) -> None:
        claim = WAITING["referral"]
        assert claim.decide_by is not None
        old = replace(TIMETABLE, durations={"referred_business_days": 2})

        (escalated,) = events(claim, c.LetClockRunOut("our_time", old, claim.decide_by))

        assert isinstance(escalated, e.ReviewEscalated)
        assert escalated.due_at < claim.decide_by + timedelta(days=7)
