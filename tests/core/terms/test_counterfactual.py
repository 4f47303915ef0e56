"""What would have changed the answer: one unit beyond each boundary, by whom, nearest first."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from makewhole.core.terms.counterfactual import (
    Changed,
    Counterfactual,
    counterfactuals,
    counterfactuals_of,
    influenced_by,
)
from makewhole.core.terms.explain import evaluate
from tests.core.terms.files import drafted, drafted_golden
from tests.core.terms.small import small

DAY = date(2025, 5, 5)
SENT = datetime(2025, 1, 1)  # noqa: DTZ001 - naive UTC, as facts are
OLD = datetime(2020, 1, 1)  # noqa: DTZ001
LATE: dict[str, Any] = {
    "order_on": DAY,
    "kind": "late",
    "days_late": 9,
    "answered": False,
    "paid": 4_000,
}


def changed(found: tuple[Counterfactual, ...]) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for each in found:
        changes.setdefault(each.fact, []).append(each.instead)
    return changes


def test_names_the_nearest_value_of_each_fact_that_changes_the_outcome() -> None:
    found = counterfactuals(small(), {**LATE, "sent_at": SENT})

    assert changed(found) == {"days_late": [5], "answered": [True], "kind": ["broken"]}
    nearest = found[0]
    assert nearest == Counterfactual(
        fact="days_late",
        was=9,
        instead=5,
        changes=(Changed("outcome", "pay", "deny"),),
        parties=("carrier",),
        distance=Fraction(4, 9),
    )


def test_tries_one_unit_on_each_side_of_a_boundary() -> None:
    lost: dict[str, Any] = {"order_on": DAY, "kind": "lost", "paid": 5_000, "days_late": 0}
    denied: dict[str, Any] = {**lost, "paid": 5_001, "sent_at": SENT}

    assert changed(counterfactuals(small(), lost))["paid"] == [5_001]
    assert changed(counterfactuals(small(), denied))["paid"] == [5_000]


def test_days_on_which_a_parameter_changes_are_boundaries() -> None:
    facts: dict[str, Any] = {**LATE, "days_late": 4, "order_on": date(2024, 1, 1)}

    assert changed(counterfactuals(small(), facts))["order_on"] == [date(2023, 12, 31)]


def test_what_only_reopens_a_question_changes_nothing() -> None:
    facts: dict[str, Any] = {
        "order_on": DAY,
        "kind": "broken",
    }  # Another kind would leave the outcome open.

    assert counterfactuals(small(), facts) == ()


def test_an_open_outcome_has_no_counterfactuals() -> None:
    assert counterfactuals(small(), {"kind": "late"}) == ()


def test_each_side_sees_what_it_could_have_influenced() -> None:
    found = counterfactuals(small(), {**LATE, "sent_at": SENT})

    assert [each.fact for each in influenced_by("seller", found)] == ["answered"]
    assert [each.fact for each in influenced_by("claimant", found)] == ["kind"]
    assert influenced_by("insurer", found) == ()


def test_days_instants_and_hours_tip_by_their_own_unit() -> None:
    terms = small(
        (
            "      - {id: A9",
            (
                "      - {id: A4, when: \"order_on >= DATE '2025-05-05' AND sent_at <"
                " add_hours(TIMESTAMP '2025-01-01 00:00', days_late)\", "
                "then: {outcome: pay, reason: old}}\n      - {id: A9"
            ),
        )
    )
    sent = datetime(2025, 1, 1, 8, 59, 59)  # noqa: DTZ001
    found = counterfactuals(
        terms, {"order_on": DAY, "kind": "broken", "days_late": 9, "sent_at": sent}
    )

    changes = changed(found)
    assert changes["order_on"] == [date(2025, 5, 4)]
    assert changes["sent_at"] == [sent.replace(hour=9, minute=0, second=0)]
    assert changes["days_late"] == [8]


KEYED = (
    '  most:  {type: money, values: [{value: "50.00"}]}',
    (
        '  most:  {type: money, by: place, values: [{place: US, value: "50.00"},'
        ' {place: EU, value: "10.00"}]}'
    ),
)
PLACE = ("  answered:", "  place: {type: enum, values: [US, EU, UK], source: seller}\n  answered:")


def test_another_key_is_tried_where_the_terms_state_figures_for_it() -> None:
    facts: dict[str, Any] = {
        "order_on": DAY,
        "kind": "lost",
        "paid": 2_000,
        "place": "US",
        "days_late": 0,
    }

    found = counterfactuals(small(KEYED, PLACE), {**facts, "sent_at": SENT})

    assert changed(found)["place"] == ["EU"]


def test_words_that_are_told_apart_only_by_comparison_are_each_tried() -> None:
    terms = small(
        PLACE,
        ("  answered:", "  home: {type: enum, values: [US, EU, UK], source: carrier}\n  answered:"),
        ('when: "sent_at <', 'when: "place = home AND sent_at <'),
        ("then: {outcome: deny, reason: old}", "then: {outcome: pay, reason: old}"),
    )
    facts: dict[str, Any] = {
        "order_on": DAY,
        "kind": "broken",
        "place": "US",
        "home": "UK",
        "sent_at": OLD,
    }

    assert changed(counterfactuals(terms, facts))["place"] == ["UK"]


def test_a_fact_compared_with_one_that_nobody_knows_has_no_boundary_there() -> None:
    terms = small(
        ("  answered:", "  came: {type: date, source: carrier}\n  answered:"),
        (
            "      - {id: A9",
            (
                "      - {id: A4, when: \"order_on > came AND kind = 'lost'\","
                " then: {outcome: pay, reason: old}}\n      - {id: A9"
            ),
        ),
    )
    facts: dict[str, Any] = {**LATE, "sent_at": SENT}

    assert changed(counterfactuals(terms, facts)) == changed(counterfactuals(small(), facts))


def test_one_word_of_each_list_that_the_terms_name_is_tried() -> None:
    terms = small(
        PLACE,
        ('when: "sent_at <', "when: \"place IN ('EU', 'UK') AND sent_at <"),
        ("then: {outcome: deny, reason: old}", "then: {outcome: pay, reason: old}"),
    )
    facts: dict[str, Any] = {"order_on": DAY, "kind": "broken", "place": "US", "sent_at": OLD}

    assert changed(counterfactuals(terms, facts))["place"] == ["EU"]


PARTS = (
    "  answered:",
    (
        "  asked: {type: money, level: part, min: 0, source: claimant}\n"
        "  total: {type: money, source: marketplace, sum_of: allowed}\n  answered:"
    ),
)
ALLOWED = (
    "  until:",
    (
        "  allowed: {type: money, level: part, cases: [{when: \"kind = 'lost'\", is: asked},"
        ' {when: "TRUE", is: "0"}]}\n  until:'
    ),
)


def test_a_fact_that_parts_read_changes_their_totals() -> None:
    terms = small(PARTS, ALLOWED, ('{kind: lost, paid: "<= most"}', '{total: "> 0"}'))
    facts: dict[str, Any] = {
        "order_on": DAY,
        "kind": "lost",
        "days_late": 0,
        "sent_at": SENT,
    }

    evaluation = evaluate(terms, facts, parts=[{"asked": 500}])
    found = counterfactuals_of(evaluation)

    assert evaluation.outputs["outcome"] == "pay"
    assert changed(found) == {"kind": ["late"], "total": [0]}


def test_limits_of_facts_and_of_the_calendar_are_kept() -> None:
    terms = small(
        (
            "      - {id: A9",
            (
                '      - {id: A4, when: "add_days(order_on, days_late * 1000) >'
                " DATE '2999-01-01'\", then: {outcome: pay, reason: old}}\n      - {id: A9"
            ),
        ),
        ("lesser(paid, most)", "lesser(share(paid, 50), most)"),
    )
    found = counterfactuals(
        terms,
        {"order_on": DAY, "kind": "broken", "days_late": 0, "sent_at": SENT},
    )

    assert changed(found)["days_late"] == [356]
    assert "order_on" not in changed(found) or changed(found)["order_on"][0].year < 3000


def test_a_boundary_beyond_the_calendar_is_no_fact_of_anybody() -> None:
    terms = small(
        (
            "      - {id: A9",
            (
                '      - {id: A4, when: "add_days(order_on, days_late * 10000) <'
                " DATE '1900-01-01'\", then: {outcome: pay, reason: old}}\n      - {id: A9"
            ),
        )
    )
    facts: dict[str, Any] = {"order_on": DAY, "kind": "broken", "days_late": 200, "sent_at": SENT}

    assert "order_on" not in changed(counterfactuals(terms, facts))


@pytest.mark.real_data
def test_bearer_and_outcome_of_the_drafted_terms_are_watched() -> None:
    (claim,) = [claim for claim in drafted_golden() if claim.id == "G04"]
    evaluation = evaluate(drafted(), claim.given)
    found = counterfactuals_of(evaluation)

    assert evaluation.outputs["bearer"] == "seller"
    assert {answer.answer for each in found for answer in each.changes} == {"outcome", "bearer"}
    by_seller = {each.fact for each in influenced_by("insurer", found)}
    assert "cover_for_product" not in by_seller  # Cover alone, without its dates, decides nothing.
    assert found == tuple(sorted(found, key=lambda each: (each.distance, each.fact)))
    for each in found:
        again = evaluate(drafted(), {**claim.given, each.fact: each.instead})
        for answer in each.changes:
            assert again.outputs[answer.answer] == answer.after
