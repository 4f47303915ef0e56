"""Each part is decided alone, and the claim sees its parts only through totals."""

from datetime import date
from typing import Any

from makewhole.core.terms.explain import evaluate
from makewhole.core.terms.model import Terms
from tests.core.terms.small import outputs, small, with_table

DAY = date(2025, 5, 5)


PARTS = (
    "  answered:",
    """\
  item:       {type: enum, level: part, values: [line, shipping], source: claimant}
  asked:      {type: money, level: part, min: 0, source: claimant}
  is_kept:    {type: bool, level: part, source: claimant, presume: {value: false, after: evidence}}
  total:      {type: money, source: marketplace, sum_of: allowed}
  number:     {type: int, source: marketplace, count_of: is_paid}
  any_kept:   {type: bool, source: marketplace, any_of: is_kept}
  lowest:     {type: money, source: marketplace, least_of: asked}
  largest:    {type: money, source: marketplace, most_of: asked}
  extra:      {type: money, source: marketplace, sum_of: bonus}
  answered:""",
)
PART_TABLE = with_table(
    """\
  of_part:
    hit: first
    level: part
    outputs: {is_paid: bool}
    rules:
      - {id: Q1, if: {item: shipping, is_late: true}, then: {is_paid: false}, say: "{asked} {paid}"}
      - {id: Q9, when: "TRUE", then: {is_paid: true}, say: "We allow {allowed}."}
"""
)
PART_AMOUNTS = (
    "  until:",
    (
        "  allowed: {type: money, level: part, cases:"
        ' [{when: "is_paid AND NOT is_kept", is: asked},'
        ' {when: "TRUE", is: "0"}]}\n'
        '  bonus: {type: money, level: part, when: is_kept, is: "1.00"}\n'
        '  sum: {type: money, is: "total + extra"}\n'
        "  count: {type: int, is: number}\n"
        '  span: {type: money, is: "largest - lowest"}\n'
        '  kept: {type: money, cases: [{when: any_kept, is: "1.00"}, {when: "TRUE", is: "0"}]}\n'
        "  until:"
    ),
)
LATE: dict[str, Any] = {
    "kind": "late",
    "days_late": 9,
    "order_on": DAY,
    "answered": False,
    "paid": 3_000,
}


def parted() -> Terms:
    return small(PARTS, PART_TABLE, PART_AMOUNTS, ("targets: [outcome]", "targets: [outcome, sum]"))


def test_each_part_is_decided_alone_and_the_claim_sees_totals() -> None:
    parts: list[dict[str, Any]] = [
        {"item": "line", "asked": 1_000, "is_kept": False},
        {"item": "line", "asked": 500, "is_kept": True},
        {"item": "shipping", "asked": 200, "is_kept": False},
    ]
    evaluation = evaluate(parted(), LATE, parts=parts)

    assert [part.outputs["allowed"] for part in evaluation.parts] == [1_000, 0, 0]
    assert [part.outputs["bonus"] for part in evaluation.parts] == [None, 100, None]
    assert [part.undetermined for part in evaluation.parts] == [frozenset()] * 3
    assert [rule.id for part in evaluation.parts for rule in part.rules] == ["Q9", "Q9", "Q1"]
    assert evaluation.parts[0].rules[0].values == {"allowed": 1_000}
    assert evaluation.parts[2].rules[0].values == {"asked": 200, "paid": 3_000}
    outputs = evaluation.outputs
    assert (outputs["sum"], outputs["count"], outputs["span"], outputs["kept"]) == (
        1_100,
        2,
        800,
        100,
    )
    assert evaluation.facts_used["total"] == (1_000, "parts")


def test_a_total_is_unknown_while_a_part_is_and_any_holds_once_one_does() -> None:
    parts: list[dict[str, Any]] = [
        {"item": "line", "asked": 1_000, "is_kept": True},
        {"item": "line", "asked": 500},
    ]
    evaluation = evaluate(parted(), LATE, parts=parts)

    assert evaluation.outputs["sum"] is None
    assert evaluation.outputs["kept"] == 100
    assert [(m.fact, m.part) for m in evaluation.missing] == [("is_kept", 1)]
    none = evaluate(parted(), LATE, parts=[{**part, "is_kept": False} for part in parts])
    assert none.outputs["kept"] == 0


def test_a_fact_of_the_claim_that_a_part_waits_for_is_asked_once() -> None:
    parts: list[dict[str, Any]] = [{"item": "shipping", "asked": 100, "is_kept": False}] * 2
    facts: dict[str, Any] = {key: value for key, value in LATE.items() if key != "days_late"}
    missing = evaluate(parted(), facts, parts=parts).missing

    assert [(m.fact, m.part) for m in missing] == [("days_late", None)]


def test_totals_that_are_given_count_where_there_are_no_parts() -> None:
    given: dict[str, Any] = {**LATE, "total": 700, "extra": 0}

    assert outputs(parted(), given)["sum"] == 700
    assert outputs(parted(), given, parts=[])["sum"] == 700
    assert [m.fact for m in evaluate(parted(), LATE).missing] == ["total", "extra"]
    with_parts = [{"item": "line", "asked": 1, "is_kept": False}]
    assert outputs(parted(), given, parts=with_parts)["sum"] == 1


def test_what_is_presumed_of_parts_is_presumed_of_each() -> None:
    parts: list[dict[str, Any]] = [
        {"item": "line", "asked": 100},
        {"item": "line", "asked": 100, "is_kept": True},
    ]
    evaluation = evaluate(parted(), LATE, parts=parts, presumed=["is_kept"])

    assert [part.outputs["allowed"] for part in evaluation.parts] == [100, 0]
    assert evaluation.presumed_used == ("is_kept",)
    assert "is_kept" not in evaluation.facts_used  # It is a fact of the parts, not of the claim.
