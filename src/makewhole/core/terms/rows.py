"""Rows that can never decide, as far as that is seen by looking."""

from collections.abc import Iterator, Mapping, Sequence

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


def shadowed(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Answer each row that an earlier one holds for whenever it does, with the first such one.

    Conditions become numbers once, so that a table of a thousand rows is compared in a moment.
    """
    ways = [[way - {TRUE} for way in ways_of(rule.when)] for rule in rules]
    terms = {term for row in ways for way in row for term in way}
    number = {term: at for at, term in enumerate(terms)}
    implied = {term: _implied_by(term, number) for term in terms}
    needed = [[frozenset(number[term] for term in way) for way in row] for row in ways]
    given = [[frozenset().union(*(implied[term] for term in way)) for way in row] for row in ways]
    for at, rule in enumerate(rules):
        for before in range(at):
            if all(any(need <= have for need in needed[before]) for have in given[at]):
                yield rule, rules[before]
                break


def _implied_by(term: Node, number: Mapping[Node, int]) -> frozenset[int]:
    """Answer the conditions that hold whenever a condition does: itself, and wider lists."""
    narrow = _membership(term)
    if narrow is None:
        return frozenset({number[term]})
    wider = {number[term]}
    for other, at in number.items():
        wide = _membership(other)
        if wide is not None and wide[0] == narrow[0] and narrow[1] <= wide[1]:
            wider.add(at)
    return frozenset(wider)


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
