"""Conditions, amounts and values of the terms in plain words, for the published page.

Everything is said by its `label`; a thing without one is said by its name. Amounts are written with
their ISO code and days with the month's name: the same words in every place and locale.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from makewhole.core.kernel.money import format_minor
from makewhole.core.terms.model import Case, Parameter, ParameterValue, Terms
from makewhole.core.terms.tree import (
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
    Value,
    kind_of,
)

NO_BREAK = "\N{NO-BREAK SPACE}"

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_UNITS = {
    "days": ("day", "days"),
    "hours": ("hour", "hours"),
    "business_days": ("business day", "business days"),
    "weeks": ("week", "weeks"),
    "months": ("month", "months"),
    "years": ("year", "years"),
}

_NUMBERS = {
    Operator.EQUAL: "is",
    Operator.UNEQUAL: "is not",
    Operator.LESS: "is less than",
    Operator.LESS_OR_EQUAL: "is at most",
    Operator.GREATER: "is more than",
    Operator.GREATER_OR_EQUAL: "is at least",
}
_MOMENTS = {
    Operator.EQUAL: "is",
    Operator.UNEQUAL: "is not",
    Operator.LESS: "is before",
    Operator.LESS_OR_EQUAL: "is not later than",
    Operator.GREATER: "is later than",
    Operator.GREATER_OR_EQUAL: "is not before",
}
_OPPOSITE = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.GREATER_OR_EQUAL,
    Operator.LESS_OR_EQUAL: Operator.GREATER,
    Operator.GREATER: Operator.LESS_OR_EQUAL,
    Operator.GREATER_OR_EQUAL: Operator.LESS,
}

_SUMS = {Sum.PLUS: "plus", Sum.MINUS: "less", Sum.TIMES: "times"}


def joined(words: Sequence[str], last: str) -> str:
    """Join words as a list is spoken.

    >>> joined(["a", "b", "c"], "or")
    'a, b or c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day_words(day: date) -> str:
    """Write a day.

    >>> day_words(date(2027, 3, 1))
    '1 March 2027'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def enum_words(value: str) -> str:
    """Write an enum's value; `none` and `not_received` read as they are meant."""
    return value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says things of one version of the terms, with its figures as of a day."""

    terms: Terms
    on: date

    # -- names and values --------------------------------------------------------------------

    def label(self, name: str) -> str:
        """Answer what a fact, parameter, definition, output or computed value is called."""
        terms = self.terms
        for known in (terms.facts, terms.parameters, terms.definitions, terms.computed):
            if name in known:
                return known[name].label or enum_words(name)
        for table in terms.tables.values():
            if name in table.outputs:
                return table.outputs[name].label or enum_words(name)
        return enum_words(name)

    def value(self, value: Value, kind: Kind, key: str | None = None) -> str:
        """Write a value; `key` is the currency of an amount, where it is not the market's."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            return f"{day_words(value.date())}, {value:%H:%M} UTC"
        if isinstance(value, date):
            return day_words(value)
        if isinstance(value, str):
            return enum_words(value)
        if kind is Kind.MONEY:
            return self.amount(value, key) if value else "zero"  # The same in all currencies.
        return f"{value:,}"

    def amount(self, minor: int, key: str | None = None) -> str:
        """Write an amount with its currency, such as "USD 1,000.00"; without one, two decimals."""
        currency = key or self.terms.market.currency
        whole, _, rest = format_minor(minor, currency or "").partition(".")
        number = f"{int(whole):,}" + (f".{rest}" if rest else "")
        return f"{currency}{NO_BREAK}{number}" if currency else number

    def figure(self, parameter: Parameter, *, with_unit: bool) -> str:
        """Write what a parameter is on the day, for the market's currency or region."""
        keys = (self.terms.market.currency, self.terms.market.region)
        key = next((key for key in keys if key in {row.key for row in parameter.values}), None)
        row = parameter.row_on(self.on, key)
        if row is None:  # Listed for other markets only: say each.
            each = [f"{row.key}: {self.row(parameter, row)}" for row in parameter.values]
            return joined(each, "and")
        row = replace(row, key=key)
        return self.row(parameter, row) if with_unit else self._bare(parameter, row)

    def row(self, parameter: Parameter, row: ParameterValue) -> str:
        """Write the value of one row of a parameter, with its unit."""
        text = self._bare(parameter, row)
        if isinstance(row.value, int) and not isinstance(row.value, bool):
            return self.with_unit(text, row.value, row.unit or parameter.unit)
        return text

    def _bare(self, parameter: Parameter, row: ParameterValue) -> str:
        currency = row.key if parameter.by == self.terms.currency else None
        return self.value(row.value, parameter.kind, currency)

    def with_unit(self, text: str, value: int, unit: str | None) -> str:
        """Add the unit, in the singular for one."""
        if unit is None:
            return text
        one, many = _UNITS.get(unit, (unit, unit))
        return f"{text} {one if value == 1 else many}"

    # -- conditions --------------------------------------------------------------------------

    def conditions(self, node: Node) -> tuple[str, ...]:
        """Say each condition that must hold; none when it always does."""
        if node == TRUE:
            return ()
        terms = node.terms if isinstance(node, And) else (node,)
        return tuple(self._said(term) for term in terms)

    def condition(self, node: Node) -> str:
        """Say the whole condition in one line."""
        return self._said(node)

    def case(self, case: Case) -> str:
        """Say one case of a computed value, with its conditions."""
        conditions = self.conditions(case.when)
        said = self.term(case.tree)
        return f"{said}, where {'; '.join(conditions)}" if conditions else said

    def sentence(self, name: str, *, holds: bool) -> str:
        """Say that a yes-or-no thing holds, or that it does not."""
        label = self.label(name)
        return label if holds else _denied(label)

    def _said(self, node: Node, *, negated: bool = False, inside: bool = False) -> str:
        match node:
            case Literal(value=bool() as truth):
                return "always" if truth is not negated else "never"
            case And(terms=terms) | Or(terms=terms):
                is_all = isinstance(node, And) is not negated
                said = [self._said(term, negated=negated, inside=True) for term in terms]
                text = f"{', and ' if is_all else ', or '}".join(said)
                return f"({text})" if inside else text
            case Not(term=term):
                return self._said(term, negated=not negated, inside=inside)
            case Compare():
                return self._compared(node, negated=negated)
            case In(term=term, values=values):
                listed = [self.value(each.value, each.kind) for each in values]
                verb = "is not" if negated else "is"
                return f"{self.term(term)} {verb} {joined(listed, 'or')}"
            case _:
                said_of = self.label(node.name) if isinstance(node, Name) else self.term(node)
                return _denied(said_of) if negated else said_of

    def _compared(self, node: Compare, *, negated: bool) -> str:
        operator = _OPPOSITE[node.operator] if negated else node.operator
        if isinstance(node.right, Literal) and isinstance(node.right.value, bool):
            is_so = node.right.value is (operator is Operator.EQUAL)
            return self._said(node.left, negated=not is_so, inside=True)
        moments = kind_of(node.left) in (Kind.DATE, Kind.TIMESTAMP)
        verbs = _MOMENTS if moments else _NUMBERS
        return f"{self.term(node.left)} {verbs[operator]} {self.term(node.right)}"

    # -- amounts and days --------------------------------------------------------------------

    def term(self, node: Node) -> str:
        """Say an amount, a number, a day or a value."""
        match node:
            case Literal(value=value, kind=kind):
                is_zero = value == 0 and not isinstance(value, bool)
                return "zero" if is_zero else self.value(value, kind)
            case Name(name=name) if name in self.terms.parameters:
                figure = self.figure(self.terms.parameters[name], with_unit=True)
                return f"{self.label(name)} ({figure})"
            case Name(name=name):
                return self.label(name)
            case Arithmetic(operator=operator, left=left, right=right):
                return self._sum(operator, left, right)
            case Call(function=function, arguments=arguments):
                return _CALLS[function](self, *arguments)
            case _:
                return self._said(node, inside=True)

    def _sum(self, operator: Sum, left: Node, right: Node) -> str:
        return f"{self.operand(left)} {_SUMS[operator]} {self.operand(right)}"

    def operand(self, node: Node) -> str:
        """Say a term within another, in brackets where it is made of several."""
        said = self.term(node)
        return f"({said})" if isinstance(node, Arithmetic | Call) else said

    def number(self, node: Node) -> int | None:
        """Work out a number that no fact can change; None when a fact can."""
        match node:
            case Literal(value=int() as value):
                return value
            case Name(name=name) if name in self.terms.parameters:
                figure = self.terms.parameters[name].value_on(self.on)
                return figure if isinstance(figure, int) else None
            case Arithmetic(operator=operator, left=left, right=right):
                first, second = self.number(left), self.number(right)
                if first is None or second is None:
                    return None
                return {
                    Sum.PLUS: first + second,
                    Sum.MINUS: first - second,
                    Sum.TIMES: first * second,
                }[operator]
            case _:
                return None


_AUXILIARY = re.compile(r" (is|was|has|had|does|may|must|can) ")


def _denied(label: str) -> str:
    """Deny a sentence: by its verb where there is one only, else as a whole.

    >>> _denied("the order was found")
    'the order was not found'
    >>> _denied("the sale was cancelled and nothing was delivered")
    'it is not so that the sale was cancelled and nothing was delivered'
    >>> _denied("a claim for a loss")
    'not the case: a claim for a loss'
    """
    verbs = _AUXILIARY.findall(label)
    if len(verbs) == 1 and " and " not in label and " or " not in label and "not" not in label:
        return _AUXILIARY.sub(r" \1 not ", label)
    return f"it is not so that {label}" if verbs else f"not the case: {label}"


def _later(unit: str) -> Callable[[Phrases, Node, Node], str]:
    """Say "90 days after the order date"; nothing is added for no days at all."""

    def said(phrases: Phrases, start: Node, length: Node) -> str:
        number = phrases.number(length)
        if number == 0:
            return phrases.term(start)
        if number is None:
            return f"{phrases.term(length)} in {_UNITS[unit][1]} after {phrases.operand(start)}"
        return f"{phrases.with_unit(f'{number:,}', number, unit)} after {phrases.operand(start)}"

    return said


def _lesser(phrases: Phrases, left: Node, right: Node) -> str:
    return f"the smaller of {phrases.operand(left)} and {phrases.operand(right)}"


def _greater(phrases: Phrases, left: Node, right: Node) -> str:
    if phrases.number(right) == 0:
        return f"{phrases.term(left)}, at least zero"
    return f"the larger of {phrases.operand(left)} and {phrases.operand(right)}"


def _share(phrases: Phrases, amount: Node, points: Node) -> str:
    """Say a share in percent; the language counts in hundredths of one."""
    match points:
        case Arithmetic(operator=Sum.TIMES, left=percent, right=Literal(value=100)):
            return f"{phrases.operand(percent)} (percent) of {phrases.operand(amount)}"
        case Literal(value=int() as value) if value % 100 == 0 and phrases.terms.currency:
            return f"{value // 100} percent of {phrases.operand(amount)}"
        case _:
            unit = "hundredths of a percent" if phrases.terms.currency else "percent"
            return f"{phrases.term(points)} ({unit}) of {phrases.operand(amount)}"


def _portion(phrases: Phrases, amount: Node, units: Node, of: Node) -> str:
    return f"{phrases.operand(amount)} for {phrases.term(units)} of {phrases.term(of)}"


_CALLS: dict[Function, Callable[..., str]] = {
    Function.ADD_DAYS: _later("days"),
    Function.ADD_MONTHS: _later("months"),
    Function.ADD_BUSINESS_DAYS: _later("business_days"),
    Function.ADD_HOURS: _later("hours"),
    Function.LESSER: _lesser,
    Function.GREATER: _greater,
    Function.SHARE: _share,
    Function.PORTION: _portion,
}
