"""One form for conditions that say the same, so that formatting never shows as a change.

Every step keeps the answer in three-valued logic too: nothing is folded that an unknown fact could
tell apart.
"""

from typing import assert_never

from makewhole.core.terms.tree import (
    And,
    Arithmetic,
    Call,
    Compare,
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

_MIRRORED = {Operator.GREATER: Operator.LESS, Operator.GREATER_OR_EQUAL: Operator.LESS_OR_EQUAL}
_NEGATED = {Operator.LESS: Operator.LESS_OR_EQUAL, Operator.LESS_OR_EQUAL: Operator.LESS}


def normal(node: Node) -> Node:
    """Answer the node in its normal form: order, spelling and double negation do not matter."""
    match node:
        case And(terms=terms):
            return _joined(And, terms)
        case Or(terms=terms):
            return _joined(Or, terms)
        case Not(term=term):
            return _negated(normal(term))
        case Compare(operator=operator, left=left, right=right):
            return _compared(operator, normal(left), normal(right))
        case In(term=term, values=values):
            distinct = tuple(sorted(set(values), key=repr))
            if len(distinct) == 1:
                return _compared(Operator.EQUAL, normal(term), distinct[0])
            return In(normal(term), distinct)
        case Arithmetic(operator=operator, left=left, right=right, kind=kind):
            first, second = normal(left), normal(right)
            if operator is not Sum.MINUS and repr(second) < repr(first):
                first, second = second, first  # Sums and products do not care for order.
            return Arithmetic(operator, first, second, kind)
        case Call(function=function, arguments=arguments, kind=kind):
            return Call(function, tuple(normal(each) for each in arguments), kind)
        case Literal() | Name():
            return node
        case _:
            assert_never(node)


def _joined(kind: type[And] | type[Or], terms: tuple[Node, ...]) -> Node:
    flat: set[Node] = set()
    for term in terms:
        each = normal(term)
        flat.update(each.terms if isinstance(each, kind) else (each,))
    ordered = tuple(sorted(flat, key=repr))
    return ordered[0] if len(ordered) == 1 else kind(ordered)


def _negated(node: Node) -> Node:
    match node:
        case Not(term=term):
            return term
        case Compare(operator=operator, left=left, right=right) if operator in _NEGATED:
            return Compare(_NEGATED[operator], right, left)
        case _:
            return Not(node)


def _compared(operator: Operator, left: Node, right: Node) -> Node:
    if operator in _MIRRORED:
        return Compare(_MIRRORED[operator], right, left)
    if operator is Operator.UNEQUAL:
        return _negated(_compared(Operator.EQUAL, left, right))
    if operator is Operator.EQUAL:
        if isinstance(left, Literal):
            left, right = right, left
        if isinstance(right, Literal) and right.kind is Kind.BOOL:
            return left if right.value else _negated(left)
    return Compare(operator, left, right)
