"""Random well-typed expressions, and rows of facts that lie on their boundaries."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from makewhole.core.terms.model import Level
from makewhole.core.terms.scope import Role, Scope, Symbol
from makewhole.core.terms.tree import (
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

WORDS = ("red", "green", "blue")
DAY = date(2026, 2, 28)
INSTANT = datetime(2026, 2, 28, 12)  # noqa: DTZ001 - naive UTC, as facts are

FACTS: dict[str, Kind] = {
    **{f"truth_{n}": Kind.BOOL for n in range(3)},
    **{f"word_{n}": Kind.ENUM for n in range(2)},
    **{f"whole_{n}": Kind.INT for n in range(2)},
    **{f"amount_{n}": Kind.MONEY for n in range(2)},
    **{f"day_{n}": Kind.DATE for n in range(2)},
    **{f"instant_{n}": Kind.TIMESTAMP for n in range(2)},
}
SCOPE = Scope(
    {
        name: Symbol(name, kind, Role.FACT, Level.CLAIM, WORDS if kind is Kind.ENUM else ())
        for name, kind in FACTS.items()
    }
)

_LITERALS: dict[Kind, Any] = {
    Kind.BOOL: st.booleans(),
    Kind.ENUM: st.sampled_from(WORDS),
    Kind.INT: st.integers(-3, 3),
    Kind.MONEY: st.integers(-300, 300),
    Kind.DATE: st.integers(-2, 2).map(lambda n: DAY + timedelta(days=n)),
    Kind.TIMESTAMP: st.integers(-2, 2).map(lambda n: INSTANT + timedelta(hours=n)),
}
Literals = st.SearchStrategy[Literal]
Names = st.SearchStrategy[Name]
Nodes = st.SearchStrategy[Node]
Draw = st.DrawFn
ORDERED = (Kind.INT, Kind.MONEY, Kind.DATE, Kind.TIMESTAMP)


def literals(kind: Kind) -> Literals:
    drawn: Literals = _LITERALS[kind].map(lambda value: Literal(value, kind))
    return drawn


def names(kind: Kind) -> Names:
    return st.sampled_from([Name(name, of) for name, of in FACTS.items() if of is kind])


@st.composite
def values(draw: Draw, kind: Kind, depth: int) -> Node:
    """Generate numbers, amounts, days and instants; a literal never stands alone."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(names(kind))
    forms = ["lesser", "greater"]
    if kind in (Kind.INT, Kind.MONEY):
        forms += ["+", "-", "*"]
    forms += {
        Kind.MONEY: ["share", "portion"],
        Kind.DATE: ["add_days", "add_months"],
        Kind.TIMESTAMP: ["add_hours"],
    }.get(kind, [])
    form = draw(st.sampled_from(forms))
    left = draw(values(kind, depth - 1))
    if form in ("+", "-"):
        return Arithmetic(Sum(form), left, _operand(draw, kind, depth), kind)
    if form == "*":
        return Arithmetic(Sum.TIMES, left, _operand(draw, Kind.INT, depth), kind)
    if form in ("lesser", "greater"):
        return Call(Function(form), (left, _operand(draw, kind, depth)), kind)
    wholes = tuple(_operand(draw, Kind.INT, depth) for _ in range(2 if form == "portion" else 1))
    return Call(Function(form), (left, *wholes), kind)


def _operand(draw: Draw, kind: Kind, depth: int) -> Node:
    operand: Node = draw(st.one_of(literals(kind), values(kind, depth - 1)))
    return operand


@st.composite
def _atoms(draw: Draw) -> Node:
    form = draw(st.sampled_from(["name", "literal", "in", *["compare"] * 5]))
    kind = draw(st.sampled_from(list(Kind)))
    match form:
        case "name":
            return draw(names(Kind.BOOL))
        case "literal":
            return draw(literals(Kind.BOOL))
        case "in" if kind is not Kind.BOOL:
            listed = st.lists(literals(kind), min_size=1, max_size=3, unique=True)
            return In(draw(names(kind)), tuple(draw(listed)))
        case _:
            return _comparison(draw, kind)


def _comparison(draw: Draw, kind: Kind) -> Node:
    if kind in ORDERED:
        depth = draw(st.integers(0, 2))
        operator = draw(st.sampled_from(list(Operator)))
        return Compare(operator, draw(values(kind, depth)), _operand(draw, kind, max(depth, 1)))
    operator = draw(st.sampled_from([Operator.EQUAL, Operator.UNEQUAL]))
    right = names(kind) if kind is Kind.BOOL else st.one_of(literals(kind), names(kind))
    return Compare(operator, draw(names(kind)), draw(right))


@st.composite
def conditions(draw: Draw, depth: int = 3) -> Node:
    """Generate conditions."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(_atoms())
    inner: Nodes = conditions(depth - 1)
    form = draw(st.sampled_from(["not", "and", "or"]))
    if form == "not":
        return Not(draw(inner))
    terms = draw(st.lists(inner, min_size=2, max_size=4))
    return _flat_and(terms) if form == "and" else _flat_or(terms)


def _flat_and(terms: list[Node]) -> Node:
    flat = [t for term in terms for t in (term.terms if isinstance(term, And) else (term,))]
    return And(tuple(flat))


def _flat_or(terms: list[Node]) -> Node:
    flat = [t for term in terms for t in (term.terms if isinstance(term, Or) else (term,))]
    return Or(tuple(flat))


def boundary_rows(number: int, seed: int = 7) -> list[dict[str, Any]]:
    """Answer rows of facts: near one another, so that comparisons tip, and a quarter unknown."""
    chance = random.Random(seed)  # noqa: S311 - a fixed sample, not a secret
    made: dict[Kind, Callable[[], Any]] = {
        Kind.BOOL: lambda: chance.random() < 0.5,
        Kind.ENUM: lambda: chance.choice(WORDS),
        Kind.INT: lambda: chance.randint(-4, 4),
        Kind.MONEY: lambda: chance.choice([0, 1, -1, 50, 99, 100, 101, -150, 333, 10**9]),
        Kind.DATE: lambda: DAY + timedelta(days=chance.randint(-3, 3)),
        Kind.TIMESTAMP: lambda: INSTANT + timedelta(hours=chance.randint(-3, 3)),
    }
    return [
        {name: None if chance.random() < 0.25 else made[kind]() for name, kind in FACTS.items()}
        for _ in range(number)
    ]
