"""What a form sent becomes a value, or a sentence that says what would be taken."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from makewhole.core.terms.model import Fact
from makewhole.core.terms.tree import Kind
from makewhole.surfaces.buyer.forms import read_answers
from makewhole.surfaces.shared.answers import Answered, NotTaken, read_answer
from makewhole.surfaces.shared.claim_parts import Option, Question, QuestionKind
from makewhole.surfaces.shared.questions import question_of

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 25, 5, 50, tzinfo=UTC)  # 23:50 on the 24th in Chicago.


def answer(kind: QuestionKind, given: str, *, does_not_know: bool = False) -> Answered | NotTaken:
    question = Question(
        fact="fact",
        ask="?",
        kind=kind,
        options=(Option(value="late", label="Late"),),
        currency="USD",
    )
    return read_answer(question, given=given, does_not_know=does_not_know, now=NOW, zone=CHICAGO)


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        pytest.param("yes_no", "yes", True, id="yes"),
        pytest.param("yes_no", "no", False, id="no"),
        pytest.param("choice", "late", "late", id="one-of-the-options"),
        pytest.param("date", "2026-11-24", date(2026, 11, 24), id="today-in-the-market"),
        pytest.param("instant", "2026-11-24T23:50", NOW, id="now-in-the-market"),
        pytest.param("money", "480.00", 480_00, id="an-amount"),
        pytest.param("money", "0", 0, id="nothing"),
        pytest.param("number", " 2 ", 2, id="a-count-with-blanks"),
        pytest.param("number", "1000000", 1_000_000, id="the-largest-count"),
        pytest.param("text", "It fell.", "It fell.", id="words"),
    ],
)
def test_reads_what_was_sent(kind: QuestionKind, given: str, value: object) -> None:
    assert answer(kind, given) == Answered(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        pytest.param("yes_no", "perhaps", "Choose yes or no", id="neither"),
        pytest.param("choice", "stolen", "Choose one of the answers.", id="not-an-option"),
        pytest.param("date", "2026-11-25", "25 November 2026 is after today.", id="tomorrow"),
        pytest.param("date", "2026-02-30", "Write a day", id="no-such-day"),
        pytest.param("instant", "2026-11-24T23:51", "still ahead", id="a-minute-ahead"),
        pytest.param("instant", "yesterday", "Write a day and a time", id="no-instant"),
        pytest.param("money", "about 480", "Write a number", id="letters"),
        pytest.param("money", "4.805", "at most 2 decimals", id="finer-than-a-cent"),
        pytest.param("money", "-1", "zero or more", id="negative"),
        pytest.param("number", "-1", "Write a whole number", id="negative-count"),
        pytest.param("number", "1000001", "too large", id="one-too-many"),
        pytest.param("number", "9" * 5_000, "too large", id="absurd"),
        pytest.param("number", "²", "Write a whole number", id="no-ascii-digit"),
        pytest.param("text", "x" * 2_001, "at most 2000", id="too-long"),
        pytest.param("yes_no", "", "or say that you do not know", id="nothing-chosen"),
    ],
)
def test_says_what_would_be_taken(kind: QuestionKind, given: str, sentence: str) -> None:
    found = answer(kind, given)

    assert isinstance(found, NotTaken)
    assert sentence in found.error


def test_not_knowing_is_an_answer_and_not_a_no() -> None:
    assert answer("yes_no", "unknown") == Answered(None)
    assert answer("date", "", does_not_know=True) == Answered(None)


def test_what_was_typed_counts_before_a_forgotten_tick() -> None:
    assert answer("number", "3", does_not_know=True) == Answered(3)


FACT = Fact(
    name="claim_kind",
    kind=Kind.ENUM,
    sources=("claimant",),
    values=("late", "damaged", "odd_thing"),
    ask="What went wrong?",
)


def test_asks_in_the_terms_words_and_offers_answers_in_the_readers() -> None:
    question = question_of(FACT, currency="USD")

    assert question.ask == "What went wrong?"
    assert [option.label for option in question.options] == [
        "It came late",
        "It came damaged",
        "Odd thing",
    ]


def test_offers_only_the_values_it_is_told_to() -> None:
    question = question_of(FACT, currency="USD", values=("late",))

    assert [option.value for option in question.options] == ["late"]


def test_a_fact_that_is_asked_of_nobody_is_named_by_its_label() -> None:
    fact = replace(FACT, ask=None, label="kind of claim")

    assert question_of(fact, currency="USD").ask == "Kind of claim"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_fact_can_be_asked_for(kind: Kind) -> None:
    assert question_of(replace(FACT, kind=kind), currency="USD").kind


def test_a_moment_given_for_what_did_not_happen_is_asked_again() -> None:
    questions = (
        Question(fact="seller_contacted", ask="?", kind="yes_no"),
        Question(fact="contacted_at", ask="?", kind="instant"),
    )
    moment = {"fact-contacted_at": "2026-11-20T10:00"}

    said_no = read_answers(
        questions, {"fact-seller_contacted": "no", **moment}, now=NOW, zone=CHICAGO
    )
    said_yes = read_answers(
        questions, {"fact-seller_contacted": "yes", **moment}, now=NOW, zone=CHICAGO
    )

    assert not said_no.are_taken
    assert said_no.asked_again[1].error.startswith("You said that it did not happen")
    assert said_yes.are_taken
