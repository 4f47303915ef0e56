"""What the shipped terms promise for every claim about a loss, in every market."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.model import Fact, Level, Terms
from makewhole.core.terms.tree import Kind, Value
from tests.core.terms.files import shipped_pack

ORDER_ON = date(2027, 2, 1)
LIMIT = 100_000
AMOUNTS = (0, 1, 10_000, 30_001, LIMIT - 1, LIMIT, LIMIT + 1, 500_001, 2_500_001, 130_000_000)
HEADS = ("purchase_price", "property", "medical", "lost_earnings", "other")
STEP_INS = ("step_in_silence", "step_in_believed")
Facts = dict[str, Value | None]


def _value(fact: Fact, chance: Random) -> Value | None:
    match fact.kind:
        case Kind.BOOL:
            return chance.random() < 0.5
        case Kind.ENUM:
            return chance.choice(fact.values)
        case Kind.INT:
            return chance.choice([0, 20, 100] if fact.maximum == 100 else [0, 1, 2, 6, 7])
        case Kind.MONEY:
            return chance.choice(AMOUNTS)
        case Kind.DATE:
            days = (0, 7, 27, 28, 29, 36, 117, 118, 119, 1_124)
            return ORDER_ON + timedelta(days=chance.choice(days))
        case Kind.TIMESTAMP:
            return None  # No loss is about an instant.


def _random(market: str, level: Level, chance: Random) -> Facts:
    return {
        fact.name: _value(fact, chance)
        for fact in shipped_pack(market).facts.values()
        if fact.level is level and fact.total is None
    }


# Most losses drawn at random are out of scope or not valid; half of them are made valid by these.
VALID: Facts = {
    "order_found": True,
    "bought_in_store": True,
    "paid_off_store": False,
    "same_claim_open": False,
    "product_kind": "physical",
    "claimant_kind": "person",
    "withdrawn": False,
    "late_reason": True,
    "dishonesty": "not_found",
    "claimant_time_up": True,
    "usage": "intended",
    "cause": "product",
    "defect": "shown",
}


def _loss(chance: Random) -> tuple[str, Facts]:
    """Make a loss of which everything is known, with its totals, in some market."""
    market = chance.choice(["us", "eu", "uk", "ca", "br"])
    facts = _random(market, Level.CLAIM, chance)
    claimed = chance.choice(AMOUNTS)
    paid = chance.choice([0, 0, 0, 1, 60_000])
    facts |= {
        "claim_kind": chance.choice(["property_damage", "personal_injury"]),
        "order_on": ORDER_ON,
        "currency": shipped_pack(market).market.currency,
        "claimed_total": claimed,
        "assessed_total": chance.choice([amount for amount in AMOUNTS if amount <= claimed]),
        "paid_total": paid,
        "occurrence_paid": paid + chance.choice([0, 0, 499_950_000, 500_000_000]),
        "settled_part": chance.choice([0, 0, 0, 20_000]),
    }
    return market, facts | (VALID if chance.random() < 0.5 else {})


def _heads(chance: Random) -> list[Facts]:
    """Make up to three heads of a loss."""
    kinds = [chance.choice(HEADS) for _ in range(chance.randint(1, 3))]
    return [_random("us", Level.PART, chance) | {"part_kind": kind} for kind in kinds]


def losses() -> st.SearchStrategy[tuple[str, Facts]]:
    """Draw a loss: a hundred facts by chance, of which one number is the seed."""
    return st.integers(0, 2**32).map(lambda seed: _loss(_chance(seed)))


def heads() -> st.SearchStrategy[list[Facts]]:
    """Draw heads of a loss in the same way."""
    return st.integers(0, 2**32).map(lambda seed: _heads(_chance(seed)))


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a sample, no secret


def _decide(market: str, facts: Mapping[str, Value | None]) -> Evaluation:
    return evaluate(_terms(market), facts)


def _terms(market: str) -> Terms:
    return shipped_pack(market)


def _number(evaluation: Evaluation, name: str) -> int:
    value = evaluation.outputs[name]
    assert isinstance(value, int)
    return value


@settings(max_examples=150, deadline=None)
@given(losses())
def test_charges_nobody_for_a_small_loss_of_an_insured_seller_in_good_standing(
    loss: tuple[str, Facts],
) -> None:
    market, facts = loss
    insured: Facts = {
        "cover_for_product": True,
        "cover_basis": "occurrence",
        "cover_from": ORDER_ON,
        "cover_until": ORDER_ON + timedelta(days=2_000),
        "standing": "good",
        "proof_on_file": True,
        "claimed_total": 90_000,
        "assessed_total": 60_000,
        "related_total": 0,
        "settled_by": "nobody",
        "seller_known": True,
    }

    outputs = _decide(market, facts | insured).outputs
    assert outputs["claim_back"] == "none"
    assert (outputs["charge_seller"], outputs["hold_amount"]) == (0, 0)
    assert outputs["bearer"] in ("programme", "nobody")


@settings(max_examples=150, deadline=None)
@given(losses())
def test_settles_a_loss_of_which_everything_is_known(loss: tuple[str, Facts]) -> None:
    market, facts = loss
    evaluation = _decide(market, facts)

    assert evaluation.missing == ()
    assert not evaluation.undetermined & set(_terms(market).asks.targets)
    outputs = evaluation.outputs
    pays = _number(evaluation, "payable") > 0
    paid_before = facts["paid_total"] != 0
    assert outputs["outcome"] == "pay" or not pays
    assert outputs["outcome"] != "pay" or pays or paid_before
    if outputs["outcome"] == "ask_claimant":
        assert set(evaluation.outputs["need"] or ()) - {"product_kept"}  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(losses())
def test_pays_no_more_than_allowed_and_than_the_limits_leave(loss: tuple[str, Facts]) -> None:
    market, facts = loss
    evaluation = _decide(market, facts)
    numbers: dict[str, Any] = facts

    payable = _number(evaluation, "payable")
    assert payable >= 0
    if payable:
        assert (
            payable + numbers["paid_total"] + numbers["settled_part"] <= numbers["assessed_total"]
        )
        assert payable <= _number(evaluation, "room")
    charged, held = _number(evaluation, "charge_seller"), _number(evaluation, "hold_amount")
    still_open = facts.get("open_total") or 0  # Paid before, and not yet charged to anybody.
    assert isinstance(still_open, int)
    assert held <= charged <= payable + still_open


@settings(max_examples=200, deadline=None)
@given(losses(), heads())
def test_allows_no_head_more_than_asked_shown_and_still_open(
    loss: tuple[str, Facts], parts: list[Facts]
) -> None:
    _, facts = loss
    own = {name: value for name, value in facts.items() if not name.endswith("_total")}
    totals = {"related_total": 0, "paid_total": 0}
    evaluation = evaluate(_terms("us"), own | totals | {"currency": "USD"}, parts=parts)

    for part, found in zip(parts, evaluation.parts, strict=True):
        numbers: dict[str, Any] = part
        made_good = sum(numbers[f"part_{by}"] for by in ("earlier", "open_elsewhere", "other_paid"))
        most = max(0, min(numbers["part_claimed"], numbers["part_shown"]) - made_good)
        allowed = found.outputs["part_allowed"]
        assert isinstance(allowed, int)
        assert 0 <= allowed <= most


@settings(max_examples=150, deadline=None)
@given(losses())
def test_lets_no_machine_turn_an_injury_down(loss: tuple[str, Facts]) -> None:
    market, facts = loss
    outputs = _decide(market, facts | {"claim_kind": "personal_injury"}).outputs

    if outputs["outcome"] in ("deny", "out_of_scope"):
        assert outputs["decided_by"] != "automation"
    if outputs["decided_by"] == "automation" and market != "us":
        assert outputs["outcome"] in ("withdrawn", "ask_claimant", "settled", "others_pay", "pay")
        assert outputs["payable"] == 0


@settings(max_examples=150, deadline=None)
@given(losses())
def test_leaves_every_finding_against_a_loss_to_a_person(loss: tuple[str, Facts]) -> None:
    market, facts = loss
    outputs = _decide(market, facts).outputs

    if outputs["outcome"] == "deny" and outputs["timely"] != "too_late":
        assert outputs["decided_by"] != "automation"
    if outputs["route"] in STEP_INS and outputs["outcome"] == "pay" and outputs["payable"]:
        assert outputs["decided_by"] in ("lead", "two_people")


@settings(max_examples=150, deadline=None)
@given(losses())
def test_lets_indicators_route_a_loss_and_never_deny_it(loss: tuple[str, Facts]) -> None:
    market, facts = loss
    calm: Facts = {
        "strong_indicators": 0,
        "weak_indicators": 0,
        "audit_drawn": False,
        "claims_12m": 0,
    }
    alarmed: Facts = {
        "strong_indicators": 8,
        "weak_indicators": 8,
        "audit_drawn": True,
        "claims_12m": 8,
    }

    without = _decide(market, facts | calm).outputs
    found = _decide(market, facts | alarmed).outputs
    assert found["outcome"] in (without["outcome"], "refer")
    for name in ("valid", "route", "payer", "bearer", "claim_back"):
        assert found[name] == without[name]


@settings(max_examples=150, deadline=None)
@given(losses(), st.sampled_from(["none", "contested", "contest_won", "contest_lost"]))
def test_pays_the_claimant_of_a_loss_alike_however_a_contest_ends(
    loss: tuple[str, Facts], state: str
) -> None:
    market, facts = loss
    before = _decide(market, facts | {"recovery_state": "none"}).outputs
    after = _decide(market, facts | {"recovery_state": state}).outputs

    for name in ("outcome", "payable", "payer"):
        assert after[name] == before[name]
    if state in ("contested", "contest_won"):
        assert (after["charge_seller"], after["hold_amount"]) == (0, 0)


@settings(max_examples=150, deadline=None)
@given(losses())
def test_asks_no_seller_and_no_insurer_before_a_loss_is_valid(loss: tuple[str, Facts]) -> None:
    market, facts = loss
    names = ("loss_answer", "insurer_answer", "proof_given", "cause", "defect", "dishonesty")
    unknown: Facts = dict.fromkeys(names)
    evaluation = _decide(market, facts | unknown)

    first = evaluation.missing[0].source if evaluation.missing else None
    if evaluation.outputs["valid"] != "valid":
        assert first not in ("seller", "insurer")


@settings(max_examples=150, deadline=None)
@given(losses(), st.integers(0, 2**32))
def test_takes_nothing_of_a_loss_back_when_a_missing_fact_arrives(
    loss: tuple[str, Facts], seed: int
) -> None:
    market, facts = loss
    chance = _chance(seed)
    gone = [name for name in facts if chance.random() < 0.3]
    known = _decide(market, facts).outputs
    early = _decide(market, facts | dict.fromkeys(gone))

    for name in _terms(market).asks.targets:
        assert name in early.undetermined or early.outputs[name] == known[name]


@settings(max_examples=150, deadline=None)
@given(losses())
def test_bars_no_loss_in_the_union_for_being_late(loss: tuple[str, Facts]) -> None:
    _, facts = loss
    outputs = _decide("eu", facts | {"currency": "EUR", "late_reason": False}).outputs

    assert outputs["timely"] == "in_time"
    assert outputs["file_by"] is None
