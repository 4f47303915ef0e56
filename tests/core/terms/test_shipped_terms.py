"""The terms that are shipped: every golden claim, every rule, every boundary of every figure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import makewhole
from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.golden import read_golden
from makewhole.core.terms.model import GoldenClaim, Terms
from makewhole.core.terms.page import Sentence
from makewhole.core.terms.publish import page_of
from makewhole.core.terms.schema import read_terms
from makewhole.core.terms.tree import Value
from makewhole.core.terms.trial import try_golden

FOLDER = Path(makewhole.__file__).parent / "terms"
MARKETS = ("us", "eu", "uk", "ca", "br")

# Waits that clocks use and no rule reads: their length is pinned here instead.
LIFECYCLE_ONLY = {
    "keep_private_years": 3,
    "draft_days": 30,
    "return_transit_days": 14,
    "appeal_decide_business_days": 10,
    "referred_business_days": 2,
    "pay_business_days": 5,
    "late_business_days": 10,
    "reminder_percent": 50,
    "last_reminder_percent": 85,
}


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text()


def _read(name: str, text: str, base: str | None = None) -> Terms:
    terms = read_terms(text, name=name, bases={"guarantee-us": base or _text("guarantee-us")})
    assert isinstance(terms, Terms), str(terms)
    return terms


@cache
def _terms(market: str) -> Terms:
    return _read(f"guarantee-{market}", _text(f"guarantee-{market}"))


def _golden(market: str, terms: Terms) -> tuple[GoldenClaim, ...]:
    claims = read_golden(_text(f"golden-{market}"), name=f"golden-{market}", terms=terms)
    assert isinstance(claims, tuple), str(claims)
    return claims


def _decided(terms: Terms, claim: GoldenClaim) -> Evaluation:
    return evaluate(terms, claim.given, parts=claim.parts, presumed=claim.presumed)


def _rules(evaluation: Evaluation) -> set[str]:
    own = {rule.id for rule in evaluation.rules}
    return own | {rule.id for part in evaluation.parts for rule in part.rules}


def _faults(terms: Terms, claim: GoldenClaim) -> list[str]:
    """Answer everything in which the terms answer otherwise than they must."""
    faults = [str(failure) for failure in try_golden(terms, [claim])]
    if claim.open:
        first = _decided(terms, claim).missing[:1]
        if [each.fact for each in first] != [claim.open[0]]:
            faults.append(f"the first question is {first}, not {claim.open[0]}")
    return faults


US_CLAIMS = _golden("us", _terms("us"))


@pytest.mark.parametrize("claim", [pytest.param(claim, id=claim.id) for claim in US_CLAIMS])
def test_answers_each_golden_claim_as_it_must(claim: GoldenClaim) -> None:
    assert _faults(_terms("us"), claim) == []


PACK_CLAIMS = [
    pytest.param(market, claim, id=f"{market}-{claim.id}")
    for market in MARKETS[1:]
    for claim in _golden(market, _terms(market))
]


@pytest.mark.parametrize(("market", "claim"), PACK_CLAIMS)
def test_answers_each_golden_claim_of_each_market(market: str, claim: GoldenClaim) -> None:
    assert _faults(_terms(market), claim) == []


@pytest.mark.parametrize("market", MARKETS)
def test_loads_without_a_warning(market: str) -> None:
    terms = _terms(market)

    assert terms.warnings == ()
    assert terms.kind == "guarantee"
    assert terms.tables.keys() == _terms("us").tables.keys()


# What one market's figures switch off is decided in a market that has it on, or by a figure moved.
OFF_IN_US = {"K13", "M29"}


def test_lets_every_rule_decide_at_least_one_golden_claim() -> None:
    terms = _terms("us")
    deciding: set[str] = set()
    for claim in US_CLAIMS:
        deciding |= _rules(_decided(terms, claim))

    assert {rule.id for rule in terms.rules if rule.id not in deciding} == OFF_IN_US


def test_names_every_rule_in_some_golden_claim() -> None:
    named = {rule for claim in US_CLAIMS for rule in claim.rows}

    assert {rule.id for rule in _terms("us").rules if rule.id not in named} == OFF_IN_US


def test_lets_the_programme_bear_what_no_insurance_was_required_for_where_the_terms_say_so() -> (
    None
):
    text = _text("guarantee-us")
    line = _line(text, "unrequired_bears")
    moved = _read("moved", text.replace(line, line.replace("value: seller", "value: programme")))
    (claim,) = [each for each in US_CLAIMS if each.id == "W-not-required"]

    found = _decided(moved, claim)
    assert (found.outputs["payer"], found.outputs["bearer"]) == ("programme", "programme")
    assert "M29" in _rules(found)


def test_puts_a_small_loss_to_an_uninsured_seller_first_where_the_terms_say_so() -> None:
    text = _text("guarantee-us")
    line = _line(text, "uninsured_small")
    moved = _read(
        "moved", text.replace(line, line.replace("programme_first, cite", "seller_first, cite"))
    )
    claims = {each.id: each for each in US_CLAIMS}

    assert _decided(moved, claims["W-no-policy"]).missing[0].fact == "loss_answer"
    assert _decided(moved, claims["W-insured"]).outputs["bearer"] == "programme"


def test_bars_no_loss_in_the_union_by_a_window() -> None:
    (claim,) = [each for each in _golden("eu", _terms("eu")) if each.id == "loss-later"]

    assert "K13" in _rules(_decided(_terms("eu"), claim))


# -- Boundaries: a change of any figure by one unit breaks a golden claim ------------------------


def _line(text: str, name: str) -> str:
    """Answer the line of the file that states a figure."""
    (line,) = re.findall(rf"^  {name}: .*values:.*$", text, re.MULTILINE)
    return str(line)


Move = tuple[str, int, Value]  # A figure's name, which of its rows, and what it moves to.


def _moves(market: str, names: Iterable[str]) -> list[Move]:
    """Answer every row of every figure one unit up and down; a yes as a no, a word as another."""
    moves: list[Move] = []
    for name in names:
        parameter = _terms(market).parameters[name]
        for row, each in enumerate(parameter.values):
            others: list[Value]
            if parameter.choices:
                others = [choice for choice in parameter.choices if choice != each.value]
            elif isinstance(each.value, bool):
                others = [not each.value]
            else:
                assert isinstance(each.value, int)
                others = [each.value + 1, each.value - 1]
            moves.extend((name, row, other) for other in others)
    return moves


def _moved(market: str, move: Move) -> Terms:
    name, row, value = move
    terms = _terms(market)
    parameter = terms.parameters[name]
    values = list(parameter.values)
    values[row] = replace(values[row], value=value)
    return replace(
        terms,
        parameters={**terms.parameters, name: replace(parameter, values=tuple(values))},
        hash=f"{terms.hash} with {move}",
    )


US_MOVES = _moves("us", [name for name in _terms("us").parameters if name not in LIFECYCLE_ONLY])


@pytest.mark.parametrize("move", US_MOVES, ids=str)
def test_breaks_a_golden_claim_when_a_figure_moves_by_one(move: Move) -> None:
    moved = _moved("us", move)

    assert any(_faults(moved, claim) for claim in US_CLAIMS)


PACK_MOVES = [
    (market, move)
    for market in MARKETS[1:]
    for move in _moves(
        market, re.findall(r"^  (\w+): +\{.*values:", _text(f"guarantee-{market}"), re.MULTILINE)
    )
]


@pytest.mark.parametrize(("market", "move"), PACK_MOVES, ids=str)
def test_breaks_a_golden_claim_when_a_figure_of_a_market_moves(market: str, move: Move) -> None:
    moved = _moved(market, move)

    assert any(_faults(moved, claim) for claim in _golden(market, _terms(market)))


def test_pins_the_waits_that_no_rule_reads() -> None:
    parameters = _terms("us").parameters

    assert {name for name, each in parameters.items() if each.lifecycle} == set(LIFECYCLE_ONLY)
    found = {name: parameters[name].values[0].value for name in LIFECYCLE_ONLY}
    assert found == LIFECYCLE_ONLY


def _circles(sentence: Sentence) -> list[str]:
    """Answer where a published sentence says that a thing is, or happened on, its own name."""
    return [
        f"{before.text}*{named.text}*"
        for before, named in pairwise(sentence)
        if named.is_variable and re.search(r"\b(is|was|arrived on|back on)\s$", before.text)
    ]


@pytest.mark.parametrize("market", MARKETS)
def test_published_sentences_read_well_where_no_claim_fills_them_in(market: str) -> None:
    chapters = page_of(_terms(market)).chapters
    rules = [rule for chapter in chapters for table in chapter.tables for rule in table.rules]

    assert [
        (rule.id, found)
        for rule in rules
        for said in (rule.say, rule.say_seller)
        for found in _circles(said)
    ] == []


@pytest.mark.parametrize("market", MARKETS)
def test_lets_nobody_have_done_the_ground_or_a_withdrawal(market: str) -> None:
    facts = _terms(market).facts

    assert [facts[name].doers for name in ("claim_kind", "withdrawn")] == [(), ()]
    assert {facts[name].doers for name in ("delivered_on", "signature")} == {("seller",)}


def _published(market: str) -> set[str]:
    chapters = page_of(_terms(market)).chapters
    return {rule.id for chapter in chapters for table in chapter.tables for rule in table.rules}


@pytest.mark.parametrize(
    ("market", "left_out"), [("us", {"K13", "M29"}), ("eu", {"M29", "Q01", "T10", "X20"})]
)
def test_publishes_no_rule_that_a_figure_of_the_market_switches_off(
    market: str, left_out: set[str]
) -> None:
    assert {rule.id for rule in _terms(market).rules} - _published(market) == left_out


def test_publishes_no_last_day_for_a_loss_in_the_union() -> None:
    def last_days(market: str) -> list[str | None]:
        clocks = page_of(_terms(market)).clocks
        return [clock.when for clock in clocks if clock.label == "the last day to claim"]

    assert last_days("eu") == ["the claim is not about a loss"]
    assert len(last_days("us")) == 2
