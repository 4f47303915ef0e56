"""The terms that are shipped: every golden claim, every rule, every boundary of every figure."""

import re
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
from makewhole.core.terms.trial import try_golden

FOLDER = Path(makewhole.__file__).parent / "terms"
MARKETS = ("us", "eu", "uk", "ca", "br")

# Waits that clocks use and no rule reads: their length is pinned here instead.
LIFECYCLE_ONLY = {
    "draft_days": 30,
    "return_transit_days": 14,
    "appeal_decide_business_days": 10,
    "referred_business_days": 2,
    "pay_business_days": 5,
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


def test_lets_every_rule_decide_at_least_one_golden_claim() -> None:
    terms = _terms("us")
    deciding: set[str] = set()
    for claim in US_CLAIMS:
        deciding |= _rules(_decided(terms, claim))

    assert [rule.id for rule in terms.rules if rule.id not in deciding] == []


def test_names_every_rule_in_some_golden_claim() -> None:
    named = {rule for claim in US_CLAIMS for rule in claim.rows}

    assert [rule.id for rule in _terms("us").rules if rule.id not in named] == []


# -- Boundaries: a change of any figure by one unit breaks a golden claim ------------------------


def _changed(text: str, name: str, step: int) -> str:
    """Answer the file with the figure one unit more or less; a yes becomes a no."""

    def other(found: re.Match[str]) -> str:
        value = found[2]
        if value in ("true", "false"):
            return found[1] + ("false" if value == "true" else "true")
        if value.startswith('"'):
            minor = round(float(value.strip('"')) * 100) + step
            return f'{found[1]}"{minor // 100}.{minor % 100:02}"'
        return f"{found[1]}{int(value) + step}"

    pattern = rf'^(  {name}: .*?\bvalue: )("[0-9.]+"|true|false|-?[0-9]+)'
    changed, times = re.subn(pattern, other, text, count=1, flags=re.MULTILINE)
    assert times == 1, f"{name} is in the file"
    return changed


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("name", [n for n in _terms("us").parameters if n not in LIFECYCLE_ONLY])
def test_breaks_a_golden_claim_when_a_figure_moves_by_one(name: str, step: int) -> None:
    moved = _read("moved", _changed(_text("guarantee-us"), name, step))

    assert any(_faults(moved, claim) for claim in US_CLAIMS)


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize(
    ("market", "name"),
    [
        (market, name)
        for market in MARKETS[1:]
        for name in re.findall(
            r"^  (\w+): +\{.*values:", _text(f"guarantee-{market}"), re.MULTILINE
        )
    ],
)
def test_breaks_a_golden_claim_when_a_figure_of_a_market_moves(
    market: str, name: str, step: int
) -> None:
    moved = _read("moved", _changed(_text(f"guarantee-{market}"), name, step))

    assert any(_faults(moved, claim) for claim in _golden(market, moved))


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
