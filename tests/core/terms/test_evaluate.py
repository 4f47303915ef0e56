"""Deciding a claim: rows that are open, hit policies, guards, computed values."""

from datetime import date, datetime
from typing import Any

import pytest

from makewhole.core.terms.explain import evaluate
from tests.core.terms.small import outputs, small, with_table

DAY = date(2025, 5, 5)


def test_decides_explains_and_names_what_was_used() -> None:
    facts: dict[str, Any] = {
        "order_on": DAY,
        "kind": "late",
        "days_late": 9,
        "answered": False,
        "paid": 4_000,
    }
    evaluation = evaluate(small(), facts)

    assert evaluation.outputs == {
        "outcome": "pay",
        "reason": "late",
        "payable": 4_000,
        "until": date(2025, 5, 10),
    }
    assert evaluation.undetermined == frozenset()
    assert evaluation.missing == ()
    (rule,) = evaluation.rules
    assert (rule.table, rule.id, rule.clause) == ("decision", "A1", None)
    assert (rule.say, rule.values) == ("It was {days_late} days late.", {"days_late": 9})
    assert evaluation.facts_used["days_late"] == (9, "carrier")
    assert set(evaluation.facts_used) == {"order_on", "kind", "paid", "days_late", "answered"}
    assert (evaluation.terms_id, evaluation.terms_version) == ("small", "1")
    assert evaluation.terms_hash == small().hash
    assert evaluation.parts == ()
    assert evaluation.presumed_used == ()
    assert evaluation.open_rows == {}
    assert evaluation.engine_version == 1


def test_an_open_row_does_not_fall_through() -> None:
    evaluation = evaluate(small(), {"kind": "late", "days_late": 9, "order_on": DAY})

    assert evaluation.outputs["outcome"] is None
    assert evaluation.undetermined == {"outcome", "reason", "payable", "until"}
    assert evaluation.rules == ()
    assert evaluation.open_rows == {"decision": ("A1", "A3")}
    # `sent_at` is open as well, but its row denies like everything after it: it cannot matter.
    assert [missing.fact for missing in evaluation.missing] == ["answered"]


def test_an_answer_is_decided_if_every_row_that_can_still_decide_gives_it() -> None:
    facts: dict[str, Any] = {"kind": "lost", "days_late": 9, "order_on": DAY, "paid": 9_000}
    evaluation = evaluate(small(), facts)

    assert evaluation.outputs["outcome"] == "deny"
    assert evaluation.undetermined == {"reason"}
    assert evaluation.outputs["payable"] == 0
    assert evaluation.rules == ()


def test_rows_that_agree_in_everything_are_all_named() -> None:
    same = (
        "      - {id: A9",
        "      - {id: A4, when: answered, then: {outcome: deny, reason: other}}\n      - {id: A9",
    )
    facts: dict[str, Any] = {
        "kind": "broken",
        "order_on": DAY,
        "days_late": 0,
        "sent_at": datetime(2025, 1, 1),  # noqa: DTZ001 - naive UTC, as facts are
    }
    evaluation = evaluate(small(same), facts)

    assert evaluation.undetermined == frozenset()
    assert [rule.id for rule in evaluation.rules] == ["A4", "A9"]


def test_a_claim_without_any_fact_is_open() -> None:
    evaluation = evaluate(small(), {})

    assert evaluation.outputs["payable"] is None
    assert "until" in evaluation.undetermined
    assert evaluation.facts_used == {}


COLLECT = """\
  evidence:
    hit: collect
    outputs: {need: enum}
    rules:
      - {id: C1, when: "kind = 'broken'", then: {need: photo}}
      - {id: C2, when: "answered", then: {need: letter}}
      - {id: C3, when: "kind IN ('broken', 'late')", then: {need: photo}}
"""


def test_a_collecting_table_lists_what_every_row_that_holds_gives_once() -> None:
    terms = small(with_table(COLLECT))

    assert outputs(terms, {"kind": "broken", "answered": True})["need"] == ("photo", "letter")
    assert outputs(terms, {"kind": "lost", "answered": False})["need"] == ()
    evaluation = evaluate(terms, {"kind": "broken"})
    assert evaluation.outputs["need"] is None
    assert "need" in evaluation.undetermined
    assert [rule.id for rule in evaluation.rules] == ["C1", "C3"]


UNIQUE = """\
  size:
    hit: unique
    outputs: {grade: enum}
    rules:
      - {id: U1, when: "paid < 10", then: {grade: small}}
      - {id: U2, when: "paid >= 10 AND answered", then: {grade: large}}
      - {id: U3, when: "paid >= 1000", then: {grade: large}}
      - {id: U4, when: "paid = 50", then: {grade: odd}}
      - {id: U5, when: "FALSE OR days_late > 899", then: {grade: odd}}
"""


@pytest.mark.parametrize(
    ("facts", "grade", "is_open"),
    [
        ({"paid": 500, "days_late": 1, "answered": True}, "small", False),
        ({"paid": 2_000, "days_late": 1, "answered": True}, "large", False),
        ({"paid": 200_000, "days_late": 1, "answered": True}, "large", False),
        ({"paid": 200_000, "days_late": 1}, "large", False),
        ({"paid": 2_000, "days_late": 1}, None, True),
        ({"paid": 2_000, "days_late": 1, "answered": False}, None, False),
        ({"paid": 5_000, "days_late": 1, "answered": True}, None, True),
        ({"paid": 500}, None, True),
        ({}, None, True),
    ],
    ids=[
        "one",
        "another",
        "two-that-agree",
        "one-and-open",
        "open",
        "none",
        "conflict",
        "may",
        "no",
    ],
)
def test_a_unique_table_gives_what_its_one_row_gives(
    facts: dict[str, Any], grade: str | None, is_open: bool
) -> None:
    evaluation = evaluate(small(with_table(UNIQUE)), facts)

    assert evaluation.outputs["grade"] == grade
    assert ("grade" in evaluation.undetermined) is is_open


GUARDED = """\
  condition:
    hit: first
    only_if: "kind = 'broken'"
    outputs: {merit: enum, is_good: bool}
    rules:
      - {id: G1, when: "answered", then: {merit: bad, is_good: false}}
      - {id: G9, if: {}, then: {merit: good, is_good: true}}
  after:
    hit: first
    outputs: {seen: enum}
    rules:
      - {id: H1, when: "merit = 'good'", then: {seen: good}}
      - {id: H2, when: "merit = 'bad' OR is_good", then: {seen: bad}}
      - {id: H9, if: {}, then: {seen: neither}}
"""


@pytest.mark.parametrize(
    ("facts", "merit", "seen"),
    [
        ({"kind": "broken", "answered": True}, "bad", "bad"),
        ({"kind": "broken", "answered": False}, "good", "good"),
        ({"kind": "late"}, None, "neither"),
        ({"answered": True}, "open", "open"),
        ({"kind": "broken"}, "open", "open"),
    ],
)
def test_a_table_that_does_not_apply_answers_nothing_and_equals_nothing(
    facts: dict[str, Any], merit: str | None, seen: str
) -> None:
    evaluation = evaluate(small(with_table(GUARDED)), facts)

    def shown(name: str) -> object:
        return "open" if name in evaluation.undetermined else evaluation.outputs[name]

    assert (shown("merit"), shown("seen")) == (merit, seen)


@pytest.mark.parametrize(
    ("facts", "named", "seen"),
    [
        ({"kind": "late"}, False, "neither"),
        ({"kind": "broken", "answered": False}, True, "bad"),
        ({"answered": True}, None, None),
    ],
)
def test_a_truth_under_another_name_is_false_where_it_does_not_apply(
    facts: dict[str, Any], named: bool | None, seen: str | None
) -> None:
    terms = small(
        with_table(GUARDED.replace("merit = 'bad' OR is_good", "by_another_name")),
        ("merit = 'good'", "merit = 'bad'"),
        ("  is_late:", '  by_another_name: {type: bool, is: "is_good"}\n  is_late:'),
        ("  until:", '  named: {type: bool, is: "is_good"}\n  until:'),
    )
    evaluation = evaluate(terms, facts)

    assert (evaluation.outputs["named"], evaluation.outputs["seen"]) == (named, seen)
    assert {"named", "seen"}.isdisjoint(evaluation.undetermined) is (named is not None)


def test_what_does_not_apply_was_decided_by_no_row() -> None:
    terms = small(with_table(GUARDED))

    assert {r.table for r in evaluate(terms, {"kind": "late"}).rules} == {"after"}
    assert evaluate(terms, {"answered": True}).rules == ()


def test_an_open_guard_asks_for_what_decides_it_first() -> None:
    terms = small(with_table(GUARDED), ("targets: [outcome]", "targets: [merit]"))

    assert [missing.fact for missing in evaluate(terms, {}).missing] == ["kind", "answered"]
    assert [missing.fact for missing in evaluate(terms, {"kind": "late"}).missing] == []


GUARDED_LIST = """\
  evidence:
    hit: collect
    only_if: answered
    outputs: {need: enum}
    rules:
      - {id: C1, when: "TRUE", then: {need: photo}}
  size:
    hit: unique
    only_if: answered
    outputs: {grade: enum}
    rules:
      - {id: U1, when: "paid < 10", then: {grade: small}}
"""


def test_guards_hold_for_every_hit_policy() -> None:
    terms = small(with_table(GUARDED_LIST))
    none, unknown = evaluate(terms, {"answered": False}), evaluate(terms, {"paid": 5})
    some = evaluate(terms, {"answered": True, "paid": 5})

    assert (none.outputs["need"], none.outputs["grade"]) == (None, None)
    assert none.undetermined.isdisjoint({"need", "grade"})
    assert none.rules == ()
    assert {"need", "grade"} <= unknown.undetermined
    assert (some.outputs["need"], some.outputs["grade"]) == (("photo",), "small")


def test_a_computed_value_without_a_case_that_holds_does_not_apply() -> None:
    evaluation = evaluate(small(), {"kind": "lost", "paid": 9_000, "order_on": DAY, "days_late": 1})

    assert evaluation.outputs["until"] is None
    assert "until" not in evaluation.undetermined


def test_a_computed_value_is_decided_if_every_open_case_gives_the_same() -> None:
    assert outputs(small(), {"paid": 0})["payable"] == 0
    assert outputs(small(), {"paid": 1})["payable"] is None


def test_computed_values_may_read_one_another_and_what_does_not_apply_flows_on() -> None:
    terms = small(
        ("  until:", '  later: {type: date, is: "add_days(until, 1)"}\n  until:'),
        ("  is_late:", '  doubled: {type: money, is: "payable * 2"}\n  is_late:'),
        ("  until:", '  twice: {type: money, is: "doubled"}\n  until:'),
    )
    paid: dict[str, Any] = {
        "kind": "late",
        "days_late": 9,
        "order_on": DAY,
        "answered": False,
        "paid": 100,
    }

    assert outputs(terms, paid)["later"] == date(2025, 5, 11)
    assert outputs(terms, paid)["twice"] == 200
    denied = evaluate(terms, {**paid, "kind": "lost", "paid": 9_000})
    assert denied.outputs["later"] is None
    assert "later" not in denied.undetermined
