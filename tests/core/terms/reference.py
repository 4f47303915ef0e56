"""The language once more, as plainly as it can be said: a walk over the tree, and over the tables.

It shares nothing with the generated code but the tree. `NA` stands for what does not apply.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import holidays

from makewhole.core.terms.model import Computed, Definition, Hit, Level, Parameter, Table, Terms
from makewhole.core.terms.order import reach_of, steps_in_order
from makewhole.core.terms.tree import (
    And,
    Arithmetic,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Node,
    Not,
    Or,
)

NA = object()
Values = Mapping[str, Any]

_COMPARED = {
    "=": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def conjunction(values: list[Any]) -> Any:
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def negation(value: Any) -> Any:
    return None if value is None else not value


def walked(node: Node, values: Values, whole: int = 100) -> Any:
    """Answer the value of a node: None is unknown."""
    match node:
        case Literal():
            return node.value
        case Name():
            value = values[node.name]
            return False if value is NA and node.kind == "bool" else value
        case Not():
            return negation(walked(node.term, values, whole))
        case And():
            return conjunction([walked(term, values, whole) for term in node.terms])
        case Or():
            denied = [negation(walked(term, values, whole)) for term in node.terms]
            return negation(conjunction(denied))
        case In():
            found = walked(node.term, values, whole)
            if found is None or found is NA:
                return None if found is None else False
            return found in [literal.value for literal in node.values]
        case Compare():
            return _compared(node, values, whole)
        case Arithmetic() | Call():
            return _number(node, values, whole)


def _compared(node: Compare, values: Values, whole: int) -> Any:
    if node.operator == "<>":
        return negation(_compared(Compare("=", node.left, node.right), values, whole))  # type: ignore[arg-type]
    sides = [walked(node.left, values, whole), walked(node.right, values, whole)]
    if any(side is NA for side in sides):
        return False
    if None in sides:
        return None
    return _COMPARED[node.operator](*sides)


def _number(node: Arithmetic | Call, values: Values, whole: int) -> Any:
    nodes = node.arguments if isinstance(node, Call) else (node.left, node.right)
    given = [walked(each, values, whole) for each in nodes]
    if any(value is None for value in given):
        return None
    if any(value is NA for value in given):
        return NA
    if isinstance(node, Arithmetic):
        return _SUMMED[node.operator](*given)
    if node.function == "share":
        return _share(given[0], given[1], whole)
    return _CALLED[node.function](*given)


def _business_days_later(day: Any, number: int) -> Any:
    closed = holidays.country_holidays("US")
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in closed
    return day


def _months_later(day: Any, months: int) -> Any:
    at = day.year * 12 + day.month - 1 + months
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return day.replace(year=at // 12, month=at % 12 + 1, day=last)
            except ValueError:
                continue
    raise AssertionError(day)


def _share(amount: int, part: int, whole: int) -> int:
    exact, rest = divmod(abs(amount * part), whole)
    rounded = exact + (1 if rest * 2 >= whole else 0)
    return -rounded if amount * part < 0 else rounded


def _portion(amount: int, number: int, of: int) -> int:
    if number <= 0 or of <= 0:
        return 0
    if number >= of:
        return amount
    sign = -1 if amount < 0 else 1
    return sign * (abs(amount) // of) * number


_SUMMED: dict[str, Any] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}
_CALLED: dict[str, Any] = {
    "add_days": lambda day, number: day + timedelta(days=number),
    "add_hours": lambda at, number: at + timedelta(hours=number),
    "add_months": _months_later,
    "add_business_days": _business_days_later,
    "lesser": min,
    "greater": max,
    "portion": _portion,
}


# -- Whole files ---------------------------------------------------------------------------------


def parameter_value(terms: Terms, parameter: Parameter, facts: Values) -> Any:
    """Answer a parameter for a claim: a series of one row is a constant."""
    if len(parameter.values) == 1 and parameter.values[0].key is None:
        return parameter.values[0].value
    day = facts[parameter.dated_by or terms.governing_date]
    key = facts[parameter.by] if parameter.by else None
    is_keyed = any(row.key is not None for row in parameter.values)
    if is_keyed and key is None:
        return None
    for wanted in (key, None):
        rows = [row for row in parameter.values if row.key == wanted]
        own = [row for row in parameter.values if row.key == key != wanted]
        if len(rows) == 1 and rows[0].starts_on is None and not own:
            return rows[0].value
    return None if day is None else parameter.value_on(day, key)


def decided(terms: Terms, level: Level, known: Values) -> dict[str, Any]:
    """Answer every value of a pass, from facts by name (all of them, None for unknown)."""
    whole = 100 if terms.currency is None else 10_000
    values = dict(known)
    for parameter in terms.parameters.values():
        values[parameter.name] = parameter_value(terms, parameter, known)
    for step in steps_in_order(terms):
        if step.level is not level and not (
            level is Level.PART and isinstance(step, Definition) and _reads_facts(terms, step)
        ):
            continue
        match step:
            case Definition():
                values[step.name] = walked(step.tree, values, whole)
            case Table():
                values.update(_table(step, values, whole))
            case Computed():
                values[step.name] = _computed(step, values, whole)
    return values


def _reads_facts(terms: Terms, definition: Definition) -> bool:
    reach = reach_of((definition.name,), terms.definitions.values())
    return all(
        name in terms.definitions
        or name in terms.parameters
        or (name in terms.facts and terms.facts[name].total is None)
        for name in reach
    )


def _table(table: Table, values: Values, whole: int) -> dict[str, Any]:
    applies = True if table.only_if is None else walked(table.only_if, values, whole)
    if applies is False:
        return dict.fromkeys(table.outputs, NA)
    found = [walked(rule.when, values, whole) for rule in table.rules]
    if table.hit is Hit.COLLECT:
        if None in found or applies is None:
            return dict.fromkeys(table.outputs)
        rows = [rule for rule, holds in zip(table.rules, found, strict=True) if holds]
        return {
            name: tuple(dict.fromkeys(rule.then[name] for rule in rows)) for name in table.outputs
        }
    candidates = []
    for rule, holds in zip(table.rules, found, strict=True):
        if holds is not False:
            candidates.append(rule)
        if holds is True and table.hit is Hit.FIRST:
            break
    if applies is None:
        return dict.fromkeys(table.outputs)
    if table.hit is Hit.UNIQUE and True not in found:
        return dict.fromkeys(table.outputs, NA if None not in found else None)
    answers = {}
    for name in table.outputs:
        said = {rule.then[name] for rule in candidates}
        answers[name] = said.pop() if len(said) == 1 else None
    return answers


def _computed(step: Computed, values: Values, whole: int) -> Any:
    candidates = []
    for case in step.cases:
        holds = walked(case.when, values, whole)
        if holds is False:
            continue
        candidates.append(walked(case.tree, values, whole))
        if holds is True:
            break
    else:
        candidates.append(NA)
    first = candidates[0]
    return first if all(value is first or value == first for value in candidates) else None
