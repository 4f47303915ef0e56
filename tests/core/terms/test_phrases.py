"""Conditions, amounts and days in words, and the one form of what says the same."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from makewhole.core.terms.model import Market, Terms
from makewhole.core.terms.normal import normal
from makewhole.core.terms.phrases import NO_BREAK, Phrases, joined
from makewhole.core.terms.schema import read_terms
from makewhole.core.terms.tree import (
    FALSE,
    TRUE,
    And,
    Arithmetic,
    Call,
    Compare,
    Function,
    In,
    Kind,
    Literal,
    Name,
    Node,
    Not,
    Operator,
    Or,
    Sum,
)

ASKED = Name("asked", Kind.MONEY)
MOST = Name("most", Kind.MONEY)
DAYS = Name("days", Kind.INT)
UNITS = Name("units_bought", Kind.INT)
ORDER_ON = Name("order_on", Kind.DATE)
FILED_ON = Name("filed_on", Kind.DATE)
SIGNED = Name("signed", Kind.BOOL)
GROUND = Name("kind", Kind.ENUM)
LATE = Literal("late", Kind.ENUM)
LOST = Literal("lost", Kind.ENUM)
ZERO = Literal(0, Kind.MONEY)
LIMIT = f"the limit (USD{NO_BREAK}1,000.00)"


def _number(value: int) -> Literal:
    return Literal(value, Kind.INT)


def _call(function: Function, *arguments: Node, kind: Kind = Kind.MONEY) -> Call:
    return Call(function, arguments, kind)


def _sum(operator: Sum, left: Node, right: Node, kind: Kind = Kind.MONEY) -> Arithmetic:
    return Arithmetic(operator, left, right, kind)


def _terms() -> Terms:
    text = (Path(__file__).parent / "toy.yaml").read_text()
    terms = read_terms(text, name="toy.yaml")
    assert isinstance(terms, Terms), str(terms)
    return terms


PHRASES = Phrases(_terms(), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (Literal("not_yet", Kind.ENUM), "not yet"),
        (Literal(date(2027, 5, 9), Kind.DATE), "9 May 2027"),
        (
            Literal(datetime(2027, 5, 9, 17, 5), Kind.TIMESTAMP),  # noqa: DTZ001 - as the terms
            "9 May 2027, 17:05 UTC",
        ),
        (_number(1200), "1,200"),
        (ZERO, "zero"),
        (Literal(123456, Kind.MONEY), f"USD{NO_BREAK}1,234.56"),
        (MOST, LIMIT),
        (DAYS, "the window (90 days)"),
        (Name("nowhere_said", Kind.INT), "nowhere said"),
        (Name("ruling", Kind.ENUM), "the ruling"),
        (_sum(Sum.PLUS, ASKED, MOST), f"the amount asked plus {LIMIT}"),
        (_sum(Sum.MINUS, ASKED, MOST), f"the amount asked less {LIMIT}"),
        (_sum(Sum.TIMES, ASKED, UNITS), "the amount asked times units bought"),
        (
            _call(Function.LESSER, ASKED, _sum(Sum.MINUS, MOST, ASKED)),
            f"the smaller of the amount asked and ({LIMIT} less the amount asked)",
        ),
        (_call(Function.GREATER, ASKED, MOST), f"the larger of the amount asked and {LIMIT}"),
        (_call(Function.GREATER, ASKED, ZERO), "the amount asked, at least zero"),
        (
            _call(Function.SHARE, ASKED, _sum(Sum.TIMES, UNITS, _number(100), Kind.INT)),
            "units bought (percent) of the amount asked",
        ),
        (_call(Function.SHARE, ASKED, _number(3300)), "33 percent of the amount asked"),
        (
            _call(Function.SHARE, ASKED, UNITS),
            "units bought (hundredths of a percent) of the amount asked",
        ),
        (
            _call(Function.PORTION, ASKED, _number(1), UNITS),
            "the amount asked for 1 of units bought",
        ),
        (
            _call(Function.ADD_BUSINESS_DAYS, ORDER_ON, _number(1), kind=Kind.DATE),
            "1 business day after the order date",
        ),
        (
            _call(Function.ADD_DAYS, ORDER_ON, _sum(Sum.PLUS, DAYS, _number(1), Kind.INT)),
            "91 days after the order date",
        ),
        (
            _call(Function.ADD_DAYS, ORDER_ON, _sum(Sum.PLUS, UNITS, _number(1), Kind.INT)),
            "units bought plus 1 in days after the order date",
        ),
        (_call(Function.ADD_MONTHS, ORDER_ON, _number(0), kind=Kind.DATE), "the order date"),
        (SIGNED, "the delivery was signed for"),
        (Or((SIGNED, TRUE)), "(the delivery was signed for, or always)"),
    ],
)
def test_says_amounts_days_and_values(node: Node, said: str) -> None:
    assert PHRASES.term(node) == said


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (TRUE, "always"),
        (FALSE, "never"),
        (Not(TRUE), "never"),
        (Not(SIGNED), "the delivery was not signed for"),
        (Not(Not(SIGNED)), "the delivery was signed for"),
        (
            Not(Name("it_was_sent_and_lost", Kind.BOOL)),
            "it is not so that it was sent and lost",  # Not: it was not sent and lost.
        ),
        (Compare(Operator.EQUAL, SIGNED, FALSE), "the delivery was not signed for"),
        (Compare(Operator.UNEQUAL, SIGNED, FALSE), "the delivery was signed for"),
        (Name("small", Kind.BOOL), "the claim is small"),
        (Compare(Operator.EQUAL, GROUND, LATE), "the ground is late"),
        (Not(Compare(Operator.EQUAL, GROUND, LATE)), "the ground is not late"),
        (In(GROUND, (LATE, LOST)), "the ground is late or lost"),
        (Not(In(GROUND, (LATE, LOST))), "the ground is not late or lost"),
        (Compare(Operator.GREATER, ASKED, MOST), f"the amount asked is more than {LIMIT}"),
        (Not(Compare(Operator.GREATER, ASKED, MOST)), f"the amount asked is at most {LIMIT}"),
        (Compare(Operator.LESS, FILED_ON, ORDER_ON), "the filing date is before the order date"),
        (
            And((SIGNED, Or((Name("small", Kind.BOOL), Compare(Operator.EQUAL, GROUND, LATE))))),
            "the delivery was signed for, and (the claim is small, or the ground is late)",
        ),
        (
            Not(And((SIGNED, Name("small", Kind.BOOL)))),
            "the delivery was not signed for, or the claim is not small",
        ),
        (
            Not(Or((SIGNED, Name("small", Kind.BOOL)))),
            "the delivery was not signed for, and the claim is not small",
        ),
    ],
)
def test_says_conditions(node: Node, said: str) -> None:
    assert PHRASES.condition(node) == said


def test_says_a_figure_of_every_key_where_the_market_has_none() -> None:
    terms = replace(_terms(), market=Market(region="XX", currency="BRL"))

    said = Phrases(terms, date(2027, 3, 1)).term(MOST)
    assert said == f"the limit (USD: USD{NO_BREAK}1,000.00 and JPY: JPY{NO_BREAK}110,000)"


def test_writes_amounts_without_a_currency_where_the_terms_name_none() -> None:
    terms = replace(_terms(), market=Market(), currency=None)
    phrases = Phrases(terms, date(2027, 3, 1))

    assert phrases.term(Literal(123456, Kind.MONEY)) == "1,234.56"
    assert (
        phrases.term(_call(Function.SHARE, ASKED, _number(33)))
        == "33 (percent) of the amount asked"
    )


def test_joins_words_as_they_are_spoken() -> None:
    assert [joined(words, "or") for words in ([], ["a"], ["a", "b"])] == ["", "a", "a or b"]


# -- One form for what says the same -------------------------------------------------------------

SMALL = Name("small", Kind.BOOL)
IS_LATE = Compare(Operator.EQUAL, GROUND, LATE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (And((SIGNED, SMALL)), And((SMALL, SIGNED, SMALL))),
        (And((SIGNED, And((SMALL, IS_LATE)))), And((IS_LATE, SIGNED, SMALL))),
        (And((SIGNED, SIGNED)), SIGNED),
        (Or((SIGNED, IS_LATE)), Or((IS_LATE, SIGNED))),
        (Not(Not(SIGNED)), SIGNED),
        (Compare(Operator.EQUAL, TRUE, SIGNED), SIGNED),
        (Compare(Operator.UNEQUAL, SIGNED, TRUE), Not(SIGNED)),
        (Compare(Operator.UNEQUAL, GROUND, LATE), Not(IS_LATE)),
        (Compare(Operator.EQUAL, LATE, GROUND), IS_LATE),
        (In(GROUND, (LATE,)), IS_LATE),
        (In(GROUND, (LOST, LATE, LOST)), In(GROUND, (LATE, LOST))),
        (Compare(Operator.GREATER, ASKED, MOST), Compare(Operator.LESS, MOST, ASKED)),
        (Not(Compare(Operator.LESS, ASKED, MOST)), Compare(Operator.GREATER_OR_EQUAL, ASKED, MOST)),
        (_sum(Sum.PLUS, ASKED, MOST), _sum(Sum.PLUS, MOST, ASKED)),
        (
            _call(Function.LESSER, _sum(Sum.TIMES, ASKED, UNITS), MOST),
            _call(Function.LESSER, _sum(Sum.TIMES, UNITS, ASKED), MOST),
        ),
    ],
)
def test_gives_one_form_to_what_says_the_same(one: Node, other: Node) -> None:
    assert normal(one) == normal(other)
    assert normal(normal(one)) == normal(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (And((SIGNED, SMALL)), Or((SIGNED, SMALL))),
        (Compare(Operator.LESS, ASKED, MOST), Compare(Operator.LESS_OR_EQUAL, ASKED, MOST)),
        (_sum(Sum.MINUS, ASKED, MOST), _sum(Sum.MINUS, MOST, ASKED)),
        (_call(Function.LESSER, ASKED, MOST), _call(Function.GREATER, ASKED, MOST)),
        (Not(And((SIGNED, SMALL))), And((Not(SIGNED), SMALL))),
    ],
)
def test_keeps_apart_what_says_something_else(one: Node, other: Node) -> None:
    assert normal(one) != normal(other)
