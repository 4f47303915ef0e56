"""What is still open, whom to ask first, and what not to ask at all."""

from datetime import date

import pytest

from makewhole.core.terms.ask import MissingFact, next_question
from makewhole.core.terms.explain import evaluate
from makewhole.core.terms.model import Terms
from tests.core.terms.small import small

DAY = date(2025, 5, 5)


def asked(terms: Terms, **facts: object) -> list[str]:
    return [missing.fact for missing in evaluate(terms, facts).missing]  # type: ignore[arg-type]


def test_parties_are_asked_in_the_order_of_the_file() -> None:
    assert asked(small()) == ["order_on", "paid", "days_late", "kind", "answered"]


def test_a_mandatory_fact_is_asked_before_all_others() -> None:
    terms = small(('ask: "What went wrong?"}', 'ask: "What went wrong?", mandatory: true}'))

    assert asked(terms) == ["kind", "order_on", "paid", "days_late", "answered"]


def test_a_party_that_the_file_does_not_order_is_asked_last() -> None:
    terms = small(("order: [marketplace, carrier, claimant, seller]", "order: [seller]"))

    assert asked(terms)[0] == "answered"


def test_what_can_no_longer_matter_is_not_asked() -> None:
    assert asked(small(), kind="broken") == []
    assert asked(small(), kind="late", days_late=0, order_on=DAY) == []
    assert asked(small(), kind="lost", order_on=DAY) == ["paid"]


def test_a_row_that_answers_as_everything_after_it_is_passed_over() -> None:
    same = ("then: {outcome: deny, reason: old}", "then: {outcome: pay, reason: old}")

    assert "sent_at" not in asked(small(), kind="broken", order_on=DAY)
    assert asked(small(same), kind="broken", order_on=DAY) == ["sent_at"]


def test_a_dated_parameter_asks_for_the_date_and_a_keyed_one_for_the_key() -> None:
    keyed = (
        "  grace: {type: int, unit: days, values: [{value: 3}, {from: 2024-01-01, value: 5}]}",
        "  grace: {type: int, by: kind, values: [{kind: late, value: 3}, {value: 5}]}",
    )

    assert "order_on" in asked(small(), kind="late", days_late=4)
    assert asked(small(keyed), days_late=4) == ["paid", "kind", "answered"]


GUARDED = (
    "  answered:",
    "  {source: seller}\n  answered:",
)


def guarded(guard: str) -> Terms:
    return small(
        (
            "answered:  {type: bool, source: seller,",
            f'answered:  {{type: bool, source: marketplace, only_if: "{guard}",',
        )
    )


def test_what_does_not_apply_is_not_asked() -> None:
    terms = guarded("kind = 'lost' OR days_late > 100")

    assert asked(terms, kind="late", days_late=9, order_on=DAY) == []
    assert asked(terms, kind="late", days_late=101, order_on=DAY) == ["answered"]


def test_what_may_not_apply_is_asked_after_what_decides_whether_it_does() -> None:
    terms = guarded(
        "NOT (kind = 'lost' AND days_late > 100) AND sent_at > TIMESTAMP '2024-01-01 00:00'"
    )

    assert asked(terms, kind="late", days_late=9, order_on=DAY) == ["sent_at", "answered"]


def test_a_guard_may_read_definitions_and_answers() -> None:
    assert "answered" in asked(guarded("is_late"), kind="late", days_late=9, order_on=DAY)
    assert "answered" in asked(guarded("payable > 0"), kind="late", days_late=9, order_on=DAY)


def test_guards_that_wait_for_one_another_end() -> None:
    terms = guarded("answered")

    assert asked(terms, kind="late", days_late=9, order_on=DAY) == ["answered"]


def test_the_next_question_is_the_best_fact_with_others_of_the_same_party() -> None:
    terms = small(("targets: [outcome]", "targets: [outcome, until, payable]"))
    question = next_question(evaluate(terms, {"kind": "lost"}).missing)

    assert question is not None
    assert question.source == "marketplace"
    assert [fact.fact for fact in question.facts] == ["paid", "order_on"]
    assert next_question(()) is None


def test_a_missing_fact_says_whom_to_ask_and_what() -> None:
    (kind,) = [m for m in evaluate(small(), {}).missing if m.fact == "kind"]

    assert kind == MissingFact("kind", "claimant", "What went wrong?")


PART_FACTS = (
    "  answered:",
    (
        "  asked: {type: money, level: part, source: claimant}\n"
        "  is_kept: {type: bool, level: part, source: claimant}\n"
        "  handed_over: {type: bool, level: part, source: carrier, only_if: is_kept}\n"
        '  proved: {type: bool, level: part, source: seller, only_if: "paid > 0.00"}\n'
        "  total: {type: money, source: marketplace, sum_of: allowed}\n"
        "  all_asked: {type: money, source: marketplace, sum_of: asked}\n"
        "  answered:"
    ),
)
PART_AMOUNT = (
    "  until:",
    (
        '  allowed: {type: money, level: part, cases: [{when: "is_kept AND handed_over", is: "0"},'
        ' {when: proved, is: asked}, {when: "TRUE", is: "greater(asked, most)"}]}\n'
        '  sum: {type: money, is: "total + all_asked"}\n  until:'
    ),
)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({}, ["is_kept", "asked", "proved", "handed_over"]),
        ({"is_kept": False}, ["asked", "proved"]),
        ({"is_kept": True}, ["handed_over", "asked", "proved"]),
        ({"is_kept": True, "handed_over": True, "asked": 5}, []),
        ({"is_kept": False, "asked": 5}, ["proved"]),
        ({"is_kept": False, "asked": 5, "proved": True}, []),
    ],
)
def test_the_facts_of_a_part_are_asked_with_its_number(
    part: dict[str, object], expected: list[str]
) -> None:
    terms = small(PART_FACTS, PART_AMOUNT, ("targets: [outcome]", "targets: [sum]"))
    whole = {"is_kept": False, "asked": 5, "proved": True}

    missing = evaluate(terms, {"paid": 5}, parts=[whole, part]).missing  # type: ignore[list-item]

    assert sorted(m.fact for m in missing) == sorted(expected)
    assert {m.part for m in missing} <= {1}


def test_a_part_may_wait_for_a_fact_of_the_claim() -> None:
    terms = small(PART_FACTS, PART_AMOUNT, ("targets: [outcome]", "targets: [sum]"))

    missing = evaluate(terms, {}, parts=[{"is_kept": False, "asked": 5}]).missing

    assert [(m.fact, m.part) for m in missing] == [("paid", None), ("proved", 0)]
