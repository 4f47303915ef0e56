"""Parameters are picked by date and key; what nobody knows may be presumed."""

from datetime import date
from typing import Any

import pytest

from makewhole.core.terms.explain import FactsRefused, evaluate
from tests.core.terms.small import outputs, small, with_table

DAY = date(2025, 5, 5)


KEYED = (
    "  grace:",
    (
        "  by_kind: {type: int, by: kind, values: [{kind: late, value: 1},"
        " {kind: lost, value: 2}, {kind: lost, from: 2025-01-01, value: 3}]}\n"
        "  by_rest: {type: int, by: kind, values: [{value: 1}, {kind: lost, value: 2}]}\n"
        "  by_sent: {type: int, dated_by: shipped_on,"
        " values: [{value: 1}, {from: 2025-01-01, value: 2}]}\n"
        "  grace:"
    ),
)
SHIPPED = ("  answered:", "  shipped_on: {type: date, source: carrier}\n  answered:")
SHOWN = (
    "  until:",
    (
        "  a: {type: int, is: by_kind}\n  b: {type: int, is: by_rest}\n"
        "  c: {type: int, is: by_sent}\n  d: {type: int, is: grace}\n  until:"
    ),
)


@pytest.mark.parametrize(
    ("facts", "values"),
    [
        ({"kind": "late", "order_on": DAY}, (1, 1, None, 5)),
        ({"kind": "lost", "order_on": DAY}, (3, 2, None, 5)),
        ({"kind": "lost", "order_on": date(2023, 1, 1)}, (2, 2, None, 3)),
        ({"kind": "lost"}, (None, 2, None, None)),
        ({"kind": "late"}, (1, 1, None, None)),
        ({"order_on": DAY}, (None, None, None, 5)),
        ({"kind": "late", "shipped_on": date(2024, 12, 31)}, (1, 1, 1, None)),
        ({"kind": "late", "shipped_on": date(2025, 1, 1)}, (1, 1, 2, None)),
    ],
)
def test_parameters_are_picked_by_date_and_key(
    facts: dict[str, Any], values: tuple[int | None, ...]
) -> None:
    found = outputs(small(KEYED, SHIPPED, SHOWN), facts)

    assert tuple(found[name] for name in "abcd") == values


def test_an_unlisted_key_is_refused() -> None:
    with pytest.raises(FactsRefused) as refused:
        evaluate(small(KEYED, SHIPPED, SHOWN), {"kind": "broken", "order_on": DAY})

    assert str(refused.value) == (
        'kind: found "broken"; write one of late or lost: by_kind is stated for no other.'
    )


def test_a_row_that_a_parameter_switches_off_or_on_is_left_out_or_last() -> None:
    switches = (
        "  grace:",
        (
            "  is_off: {type: bool, values: [{value: false}]}\n"
            "  is_on: {type: bool, values: [{value: true}]}\n  grace:"
        ),
    )
    rows = (
        "      - {id: A3",
        (
            "      - {id: A4, when: is_off, then: {outcome: pay, reason: old}}\n"
            "      - {id: A5, when: is_on, then: {outcome: pay, reason: other}}\n      - {id: A3"
        ),
    )
    lists = with_table(
        "  needs:\n    hit: collect\n    outputs: {need: enum}\n    rules:\n"
        "      - {id: N1, when: is_off, then: {need: photo}}\n"
        "      - {id: N2, when: is_on, then: {need: letter}}\n"
    )
    found = outputs(small(switches, rows, lists), {"kind": "broken", "order_on": DAY})

    assert (found["outcome"], found["reason"], found["need"]) == ("pay", "other", ("letter",))


def test_constant_truths_words_and_days_are_parameters_too() -> None:
    terms = small(
        (
            "  grace:",
            (
                "  is_open: {type: bool, values: [{value: false}]}\n"
                "  word: {type: enum, values: [{value: late}]}\n"
                "  start: {type: date, values: [{value: 2025-05-05}]}\n"
                "  long: {type: int, values: [{value: 50000}, {from: 2020-01-01, value: 60000}]}\n"
                "  grace:"
            ),
        ),
        (
            'is: "kind = ',
            (
                'is: "NOT is_open AND kind = word AND order_on >= start AND'
                " order_on < add_days(start, long) AND kind = "
            ),
        ),
    )
    facts: dict[str, Any] = {"kind": "late", "days_late": 9, "answered": False, "order_on": DAY}

    assert outputs(terms, facts)["outcome"] == "pay"
    assert outputs(terms, {**facts, "order_on": date(2025, 5, 4)})["reason"] is None


def test_a_presumption_counts_only_when_it_is_applied_and_nobody_knows() -> None:
    facts: dict[str, Any] = {"kind": "late", "days_late": 9, "order_on": DAY}
    presumed = evaluate(small(), facts, presumed=["answered"])
    stated = evaluate(small(), {**facts, "answered": True}, presumed=["answered"])

    assert presumed.outputs["outcome"] == "pay"
    assert presumed.presumed_used == ("answered",)
    assert presumed.facts_used["answered"] == (False, "presumed")
    assert stated.presumed_used == ()
    assert stated.facts_used["answered"] == (True, "seller")
