"""Rows that can never decide, as far as that is seen by looking."""

from collections.abc import Iterable

from makewhole.core.terms.model import Rule
from makewhole.core.terms.tree import (
    FALSE,
    TRUE,
    Compare,
    In,
    Kind,
    Literal,
    Name,
    Node,
    Not,
    Operator,
    Or,
    conjuncts,
)

Way = frozenset[Node]  # Conditions that together make a row hold.


def ways_of(node: Node) -> tuple[Way, ...]:
    """Answer the ways in which a condition can hold, opened one level deep."""
    return tuple(map(conjuncts, node.terms)) if isinstance(node, Or) else (conjuncts(node),)


def never_holds(node: Node) -> bool:
    """Answer whether each way contradicts itself: a thing and its opposite, or two values."""
    return all(_contradicts_itself(way) for way in ways_of(node))


def _contradicts_itself(way: Way) -> bool:
    if FALSE in way or any(isinstance(t, Not) and t.term in way for t in way):
        return True
    allowed: dict[str, frozenset[object]] = {}
    for term in way:
        membership = _membership(term)
        if membership is not None:
            name, values = membership
            allowed[name] = allowed.get(name, values) & values
    return any(not values for values in allowed.values())


def shadowed_by(rule: Rule, earlier: Iterable[Rule]) -> Rule | None:
    """Answer an earlier row that holds whenever this one does, if one is seen."""
    for before in earlier:
        ways = ways_of(before.when)
        if all(any(_implies(way, other) for other in ways) for way in ways_of(rule.when)):
            return before
    return None


def _implies(way: Way, other: Way) -> bool:
    return all(term == TRUE or any(_term_implies(t, term) for t in way) for term in other)


def _term_implies(term: Node, other: Node) -> bool:
    if term == other:
        return True
    narrow, wide = _membership(term), _membership(other)
    if narrow is None or wide is None:
        return False
    return narrow[0] == wide[0] and narrow[1] <= wide[1]


def _membership(node: Node) -> tuple[str, frozenset[object]] | None:
    """Answer the enum and the values that it may have, if that is what a condition says."""
    match node:
        case Compare(operator=Operator.EQUAL, left=Name() as name, right=Literal() as value):
            values: frozenset[object] = frozenset({value.value})
        case In(term=Name() as name):
            values = frozenset(value.value for value in node.values)
        case _:
            return None
    return (name.name, values) if name.kind is Kind.ENUM else None
