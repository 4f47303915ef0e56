"""From SQL text to the typed tree, through a whitelist. The only module that knows the SQL parser.

A SQL parser parses; it does not compile. What it finds is either one of the few forms below, with
nothing else on it, or it is refused; every target is then made from our own tree, never from SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from makewhole.core.terms.lexer import PREFIX, lexed
from makewhole.core.terms.scope import Complaint, Scope
from makewhole.core.terms.strict import DAY, INSTANT
from makewhole.core.terms.tree import (
    FALSE,
    TRUE,
    Kind,
    Literal,
    Node,
    Not,
    Operator,
    Sum,
    all_of,
    any_of,
)
from makewhole.core.terms.typed import Typing

DEPTH_MAX = 60
INT_MAX = 10**9

_COMPARISONS: Mapping[type[exp.Expr], Operator] = {
    exp.EQ: Operator.EQUAL,
    exp.NEQ: Operator.UNEQUAL,
    exp.LT: Operator.LESS,
    exp.LTE: Operator.LESS_OR_EQUAL,
    exp.GT: Operator.GREATER,
    exp.GTE: Operator.GREATER_OR_EQUAL,
}
_SUMS: Mapping[type[exp.Expr], Sum] = {
    exp.Add: Sum.PLUS,
    exp.Sub: Sum.MINUS,
    exp.Mul: Sum.TIMES,
}

# What each accepted form may carry. Anything else that the parser hangs on it is refused.
_PARTS: Mapping[type[exp.Expr], frozenset[str]] = {
    **dict.fromkeys((*_COMPARISONS, *_SUMS, exp.And, exp.Or), frozenset({"this", "expression"})),
    exp.Not: frozenset({"this"}),
    exp.Neg: frozenset({"this"}),
    exp.Paren: frozenset({"this"}),
    exp.Boolean: frozenset({"this"}),
    exp.Column: frozenset({"this"}),
    exp.Identifier: frozenset({"this"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.In: frozenset({"this", "expressions"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Anonymous: frozenset({"this", "expressions"}),
    exp.Cast: frozenset({"this", "to"}),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression as a typed tree, or what is wrong with it."""

    tree: Node | None
    complaints: tuple[Complaint, ...] = ()


def read_expression(text: str, kind: Kind, scope: Scope) -> Reading:
    """Read an expression of a kind: a condition is one of the kind `bool`."""
    words = lexed(text)
    if words.complaints:
        return Reading(None, words.complaints)
    try:
        found = sqlglot.parse_one(words.sql, read="postgres")
        reader = _Reader(Typing(scope))
        tree = reader.typing.of_kind(reader.read(found, 0), kind)
    except (SqlglotError, RecursionError) as error:
        return Reading(None, (Complaint(*_unreadable(error)),))
    complaints = tuple(dict.fromkeys(reader.typing.complaints))
    return Reading(None if complaints else tree, complaints)


def _unreadable(error: Exception) -> tuple[str, str]:
    details = getattr(error, "errors", None) or [{}]
    near = str(details[0].get("highlight") or "").replace(PREFIX, "")
    finding = f'found something unreadable near "{near}"' if near else "found no readable condition"
    return finding, "write one condition with AND, OR, NOT, comparisons, IN or BETWEEN"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns what the parser found into our tree."""

    typing: Typing

    def read(self, found: exp.Expr, depth: int) -> Node | None:
        """Read one form of the whitelist; note any other."""
        if depth > DEPTH_MAX:
            self.typing.complain("found an expression nested too deeply", "define parts of it")
            return None
        allowed = _PARTS.get(type(found))
        extra = {key for key, value in found.args.items() if value} - (allowed or set())
        if allowed is None or extra:
            self.typing.complain(f'found "{_shown(found)}"', "write only what the language has")
            return None
        match found:
            case exp.Paren():
                return self.read(found.this, depth + 1)
            case exp.And() | exp.Or():
                return self._chain(found, depth + 1)
            case exp.Not():
                term = self.typing.truth(self.read(found.this, depth + 1))
                return None if term is None else Not(term)
            case exp.Anonymous():
                given = [self.read(each, depth + 1) for each in found.expressions]
                return self.typing.call(str(found.this).removeprefix(PREFIX), given)
            case exp.In():
                values = [self._literal(each, depth + 1) for each in found.expressions]
                return self.typing.among(self.read(found.this, depth + 1), values)
            case exp.Between():
                return self._between(found, depth + 1)
            case exp.Binary():
                return self._binary(found, depth + 1)
            case _:
                return self._leaf(found)

    def _chain(self, found: exp.And | exp.Or, depth: int) -> Node | None:
        """Read a chain of ANDs or of ORs as one flat node; both in one need parentheses."""
        terms: list[exp.Expr] = []
        other = exp.Or if isinstance(found, exp.And) else exp.And
        rest: exp.Expr = found
        while isinstance(rest, type(found)):
            terms.append(rest.expression)
            rest = rest.this
        terms.append(rest)
        if any(isinstance(term, other) for term in terms):
            self.typing.complain(
                "found AND and OR side by side", "say which belongs together, with parentheses"
            )
        read = [self.typing.truth(self.read(term, depth)) for term in reversed(terms)]
        nodes = tuple(node for node in read if node is not None)
        if len(nodes) < len(read):
            return None
        return all_of(nodes) if isinstance(found, exp.And) else any_of(nodes)

    def _between(self, found: exp.Between, depth: int) -> Node | None:
        term = self.read(found.this, depth)
        low = self.read(found.args["low"], depth)
        high = self.read(found.args["high"], depth)
        first = self.typing.compare(Operator.GREATER_OR_EQUAL, term, low)
        last = self.typing.compare(Operator.LESS_OR_EQUAL, term, high)
        return None if first is None or last is None else all_of((first, last))

    def _binary(self, found: exp.Binary, depth: int) -> Node | None:
        left, right = self.read(found.this, depth), self.read(found.expression, depth)
        comparison = _COMPARISONS.get(type(found))
        if comparison is not None:
            return self.typing.compare(comparison, left, right)
        return self.typing.arithmetic(_SUMS[type(found)], left, right)

    def _literal(self, found: exp.Expr, depth: int) -> Node | None:
        node = self.read(found, depth)
        if node is None or isinstance(node, Literal):
            return node
        self.typing.complain(f'found "{_shown(found)}" in a list', "list values only")
        return None

    def _leaf(self, found: exp.Expr) -> Node | None:
        match found:
            case exp.Boolean():
                return TRUE if found.this else FALSE
            case exp.Column() if isinstance(found.this, exp.Identifier):
                return self.typing.name(found.name.removeprefix(PREFIX))
            case exp.Literal():
                return self._number(found.name) if not found.is_string else _enum(found.name)
            case exp.Neg() if isinstance(found.this, exp.Literal) and not found.this.is_string:
                return self._number(f"-{found.this.name}")
            case exp.Cast():
                return self._dated(found)
            case _:
                self.typing.complain(f'found "{_shown(found)}"', "write 0 - x for a negative value")
                return None

    def _number(self, text: str) -> Node | None:
        if "." in text:
            return self.typing.amount(Decimal(text))
        if abs(int(text)) > INT_MAX:
            self.typing.complain(
                f"found {text}", f"write at most {INT_MAX:,}; amounts are parameters"
            )
            return None
        return Literal(int(text), Kind.INT)

    def _dated(self, found: exp.Cast) -> Node | None:
        """Read DATE '…' or TIMESTAMP '…': the only casts that the lexer lets through."""
        text = found.this.name
        is_day = found.to.this == exp.DataType.Type.DATE
        try:
            if is_day and DAY.fullmatch(text):
                return Literal(date.fromisoformat(text), Kind.DATE)
            if not is_day and INSTANT.fullmatch(text):
                return Literal(datetime.fromisoformat(text.removesuffix("Z")), Kind.TIMESTAMP)
        except ValueError:
            pass  # A day that the calendar does not have is reported like any other wrong text.
        example = "DATE '2026-03-31'" if is_day else "TIMESTAMP '2026-03-31 12:00:00'"
        self.typing.complain(f"found '{text}'", f"write {example}")
        return None


def _enum(text: str) -> Node:
    return Literal(text, Kind.ENUM)


def _shown(found: exp.Expr) -> str:
    return found.sql(dialect="postgres").replace(PREFIX, "")[:80]
