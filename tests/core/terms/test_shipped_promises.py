"""What the shipped terms promise for every claim, whatever is known of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import makewhole
from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.model import Fact, Level, Terms
from makewhole.core.terms.schema import read_terms
from makewhole.core.terms.tree import Kind, Value

FOLDER = Path(makewhole.__file__).parent / "terms"
ORDER_ON = date(2027, 2, 1)
EDD = date(2027, 2, 8)
NOON = datetime(2027, 2, 20, 12)  # noqa: DTZ001 - the terms take naive instants in UTC
ORDER_KINDS = (
    "not_received",
    "late",
    "not_as_described",
    "damaged",
    "return_not_refunded",
    "return_refused",
)
AMOUNTS = (0, 1, 800, 5200, 6000, 74_999, 75_000, 500_001, 2_500_001)


@cache
def terms() -> Terms:
    read = read_terms((FOLDER / "guarantee-us.yaml").read_text(), name="guarantee-us")
    assert isinstance(read, Terms)
    return read


def _values(fact: Fact) -> st.SearchStrategy[Value]:
    match fact.kind:
        case Kind.BOOL:
            return st.booleans()
        case Kind.ENUM:
            return st.sampled_from(fact.values)
        case Kind.INT:
            return st.integers(0, 100 if fact.maximum == 100 else 4)
        case Kind.MONEY:
            return st.sampled_from(AMOUNTS)
        case Kind.DATE:
            days = (0, 7, 8, 10, 11, 18, 97, 98)
            return st.sampled_from([ORDER_ON + timedelta(days=n) for n in days])
        case Kind.TIMESTAMP:
            return st.sampled_from([NOON - timedelta(hours=n) for n in (0, 1, 47, 48, 49)])


Facts = dict[str, Value | None]


@st.composite
def known_facts(draw: st.DrawFn) -> Facts:
    """Draw every fact of a claim, consistent as far as the file assumes it."""
    facts: Facts = {
        name: draw(_values(fact))
        for name, fact in terms().facts.items()
        if fact.level is Level.CLAIM and fact.total is None
    }
    facts |= {"order_on": ORDER_ON, "edd_latest": EDD, "currency": "USD", "paid_total": 0}
    facts["claim_kind"] = draw(st.sampled_from(ORDER_KINDS))
    facts["order_paid"] = draw(st.sampled_from(AMOUNTS[1:]))
    facts["earlier_refund"] = draw(st.sampled_from([0, 1, facts["order_paid"]]))
    return facts


@st.composite
def known_parts(draw: st.DrawFn) -> list[Facts]:
    """Draw the parts of up to two lines."""
    parts: list[Facts] = []
    for kind in draw(st.sampled_from([["order_line", "shipping"], ["order_line", "shipping"] * 2])):
        part: Facts = {
            name: draw(_values(fact))
            for name, fact in terms().facts.items()
            if fact.level is Level.PART
        }
        parts.append(part | {"part_kind": kind})
    return parts


def _decide(facts: Mapping[str, Value | None], parts: list[Facts]) -> Evaluation:
    return evaluate(terms(), facts, parts=parts)


def _number(evaluation: Evaluation, name: str) -> int:
    value = evaluation.outputs[name]
    assert isinstance(value, int)
    return value


def _sum(parts: Any, name: str) -> int:
    return sum(part.outputs[name] for part in parts)


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts())
def test_pays_no_more_than_allowed_asked_and_left_of_the_order(
    facts: Facts, parts: list[Facts]
) -> None:
    evaluation = _decide(facts, parts)
    order_paid, earlier = facts["order_paid"], facts["earlier_refund"]
    assert isinstance(order_paid, int)
    assert isinstance(earlier, int)

    payable = _number(evaluation, "payable")
    later = _number(evaluation, "payable_on_return")
    allowed = _sum(evaluation.parts, "part_allowed")
    claimed = sum(int(str(part["part_claimed"])) for part in parts)
    assert 0 <= payable <= allowed <= claimed
    assert payable + later <= max(0, order_paid - earlier)
    assert allowed + _sum(evaluation.parts, "part_on_return") <= claimed


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts())
def test_settles_a_claim_of_which_everything_is_known(facts: Facts, parts: list[Facts]) -> None:
    evaluation = _decide(facts, parts)

    assert evaluation.missing == ()
    assert not evaluation.undetermined & set(terms().asks.targets)
    outcome = evaluation.outputs["outcome"]
    pays = _number(evaluation, "payable") + _number(evaluation, "payable_on_return") > 0
    assert outcome != "pay" or pays
    assert outcome == "pay" or _number(evaluation, "payable") == 0
    assert outcome != "ask_claimant" or evaluation.outputs["need"] != ()
    if outcome in ("deny", "out_of_scope", "withdrawn", "settled"):
        settler = "seller" if outcome == "settled" and facts["settled_by"] == "seller" else "nobody"
        assert evaluation.outputs["payer"] == evaluation.outputs["bearer"] == settler


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts())
def test_never_waits_for_evidence_once_the_time_for_it_is_over(
    facts: Facts, parts: list[Facts]
) -> None:
    evaluation = _decide(facts | {"claimant_time_up": True}, parts)

    need = evaluation.outputs["need"]
    assert isinstance(need, tuple)
    assert evaluation.outputs["outcome"] != "ask_claimant" or "return" in need


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts(), st.sets(st.sampled_from(sorted(terms().facts))))
def test_takes_nothing_back_when_a_missing_fact_arrives(
    facts: Facts, parts: list[Facts], unknown: set[str]
) -> None:
    known = _decide(facts, parts).outputs
    less = {name: None if name in unknown else value for name, value in facts.items()}
    less_parts = [
        {name: None if name in unknown else value for name, value in part.items()} for part in parts
    ]
    early = _decide(less, less_parts)

    for name in terms().asks.targets:
        assert name in early.undetermined or early.outputs[name] == known[name]


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts(), st.sets(st.sampled_from(sorted(terms().facts))))
def test_asks_and_charges_no_unknown_seller(
    facts: Facts, parts: list[Facts], unknown: set[str]
) -> None:
    facts |= {"seller_known": False, "seller_answer": None, "settled_by": "nobody"}
    less = {name: None if name in unknown - {"seller_known"} else v for name, v in facts.items()}
    evaluation = _decide(less | {"settled_by": "nobody"}, parts)

    assert "seller_answer" not in [each.fact for each in evaluation.missing]
    assert evaluation.outputs["bearer"] != "seller"
    assert evaluation.outputs["claim_back"] != "seller"
    assert evaluation.outputs["charge_seller"] in (0, None)


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts())
def test_lets_indicators_route_a_claim_and_never_deny_it(facts: Facts, parts: list[Facts]) -> None:
    calm: Facts = {"strong_indicators": 0, "weak_indicators": 0, "audit_drawn": False}
    alarmed: Facts = {"strong_indicators": 4, "weak_indicators": 4, "audit_drawn": True}

    without = _decide(facts | calm, parts).outputs
    found = _decide(facts | alarmed, parts).outputs
    assert found["outcome"] in (without["outcome"], "refer")
    for name in ("valid", "payer", "bearer"):
        assert found[name] == without[name]


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts())
def test_leaves_a_denial_of_belief_to_people(facts: Facts, parts: list[Facts]) -> None:
    outputs = _decide(facts, parts).outputs

    by_record = outputs["timely"] == "too_late" or outputs["valid"] == "valid"
    if outputs["outcome"] == "deny" and not by_record:
        is_delivery = facts["claim_kind"] in ("not_received", "late")
        is_found = outputs["merit"] == "person_invalid" or facts["dishonesty"] == "established"
        assert outputs["decided_by"] == (
            "automation" if is_delivery and not is_found else "handler"
        )


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts())
def test_bars_nothing_that_the_programme_opens_itself(facts: Facts, parts: list[Facts]) -> None:
    outputs = _decide(facts | {"opened_by": "programme"}, parts).outputs

    assert outputs["timely"] != "too_late"
    assert outputs["seller_turn"] == "done"


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts(), st.sampled_from(["none", "contested", "contest_won"]))
def test_pays_the_claimant_alike_however_a_contest_ends(
    facts: Facts, parts: list[Facts], state: str
) -> None:
    before = _decide(facts | {"recovery_state": "none"}, parts).outputs
    after = _decide(facts | {"recovery_state": state}, parts).outputs

    assert after["payable"] == before["payable"]
    assert after["outcome"] == before["outcome"]


@settings(max_examples=150, deadline=None)
@given(known_facts(), known_parts())
def test_denies_nothing_for_being_early(facts: Facts, parts: list[Facts]) -> None:
    outputs = _decide(facts, parts).outputs

    if outputs["timely"] == "too_early" or outputs["seller_turn"] != "done":
        by_time_or_scope = outputs["timely"] == "too_late"
        assert outputs["outcome"] != "deny" or by_time_or_scope
