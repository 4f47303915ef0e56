"""An insurer reports how far it is, every so often, until its answer is due."""

from dataclasses import replace
from datetime import date, timedelta

from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.facts_loss import loss_facts
from makewhole.core.claim.loss import INSURER_ANSWER, INSURER_STATUS, AnswerState, LossOnFile
from makewhole.core.claim.state import Claim
from makewhole.core.clocks.clock import Actor
from tests.core.claim.claims import NOW, TIMETABLE, after, reason, run_out
from tests.core.claim.losses import ASKS, DUE_ON, LOSS_TIMES, by_insurer, loss, weigh

LATE = date(2027, 5, 20)  # For the answer, so that two reports are due before it.
FIRST = date(2027, 3, 31)
DAYS = tuple((name, LATE if name == INSURER_ANSWER else day) for name, day in DUE_ON)
TENDER = replace(ASKS, due_on=(*DAYS, (INSURER_STATUS, FIRST)))


def tendered() -> Claim:
    return after(weigh(TENDER), claim=loss())


def due(claim: Claim) -> date | None:
    running = {clock.name: clock for clock in deadlines(claim)}
    if INSURER_STATUS not in running:
        return None
    assert running[INSURER_STATUS].actor is Actor.INSURER
    return LOSS_TIMES.local_day(running[INSURER_STATUS].due_at - timedelta(seconds=1))


def test_a_report_is_asked_for_with_the_tender() -> None:
    assert due(tendered()) == FIRST


def test_none_is_asked_for_that_is_due_with_the_answer_or_after_it() -> None:
    for day in (LATE, LATE + timedelta(days=1)):
        finding = replace(TENDER, due_on=(*DAYS, (INSURER_STATUS, day)))
        assert due(after(weigh(finding), claim=loss())) is None


def test_the_next_one_is_due_as_long_after_a_report_until_the_answer_is() -> None:
    at = NOW + timedelta(days=20)
    reported = after(by_insurer("reports", at=at), claim=tendered())

    assert due(reported) == LOSS_TIMES.local_day(at) + timedelta(days=30)
    again = after(by_insurer("reports", at=at + timedelta(days=30)), claim=reported)
    assert due(again) is None
    assert reason(again, by_insurer("reports", at=at + timedelta(days=30))) == "answered_already"


def test_a_report_says_something() -> None:
    assert reason(tendered(), by_insurer("reports", reason="")) == "answer_needs_a_reason"


def test_who_is_silent_is_asked_again_and_its_time_to_decide_runs_on() -> None:
    claim = tendered()
    assert claim.loss is not None
    row = claim.loss.answer(INSURER_STATUS)
    assert row is not None

    silent = after(replace(run_out(INSURER_STATUS, row.due_at), timetable=LOSS_TIMES), claim=claim)

    assert due(silent) == LOSS_TIMES.local_day(row.due_at) + timedelta(days=30)
    assert silent.loss is not None
    answer = silent.loss.answer(INSURER_ANSWER)
    assert answer is not None
    assert answer.state is AnswerState.OPEN


def test_an_answer_ends_the_reports() -> None:
    answered = after(by_insurer("accepted"), claim=tendered())

    assert due(answered) is None
    assert reason(answered, by_insurer("reports")) == "answered_already"


def test_the_terms_read_when_it_was_last_heard_of() -> None:
    at = NOW + timedelta(days=20)
    reported = after(by_insurer("reports", at=at), claim=tendered())

    facts = loss_facts(reported, LossOnFile(), loss_on=None, at=at, timetable=TIMETABLE)

    assert facts["last_status_on"] == TIMETABLE.local_day(at)
