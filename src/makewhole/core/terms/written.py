"""A tree written again as text of the language: one text for one tree, whatever its source."""

from typing import assert_never

from makewhole.core.terms.amounts import write_amount
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
    Or,
    Sum,
)
from makewhole.core.terms.typed import MONEY_PLACES


def write_expression(node: Node) -> str:
    """Write a condition or amount so that reading it gives the same tree."""
    match node:
        case Name():
            return node.name
        case Literal():
            return _literal(node)
        case And():
            return " AND ".join(_grouped(term, (Or,)) for term in node.terms)
        case Or():
            return " OR ".join(_grouped(term, (And,)) for term in node.terms)
        case Not(term=In() as within):
            return _among(within, "NOT IN")
        case Not():
            return f"NOT {_grouped(node.term, (And, Or))}"
        case Compare():
            left, right = write_expression(node.left), write_expression(node.right)
            return f"{left} {node.operator} {right}"
        case In():
            return _among(node, "IN")
        case Arithmetic():
            return _arithmetic(node)
        case Call():
            return f"{node.function}({', '.join(map(write_expression, node.arguments))})"
        case _ as never:
            assert_never(never)


def _grouped(node: Node, kinds: tuple[type, ...]) -> str:
    text = write_expression(node)
    return f"({text})" if isinstance(node, kinds) else text


def _among(node: In, operator: str) -> str:
    return f"{write_expression(node.term)} {operator} ({', '.join(map(_literal, node.values))})"


def _arithmetic(node: Arithmetic) -> str:
    left, right = write_expression(node.left), write_expression(node.right)
    if node.operator is Sum.TIMES and isinstance(node.left, Arithmetic):
        left = f"({left})"
    if isinstance(node.right, Arithmetic):
        right = f"({right})"
    return f"{left} {node.operator} {right}"


def _literal(node: Literal) -> str:
    match node.kind:
        case Kind.BOOL:
            return str(node.value).upper()
        case Kind.INT:
            return str(node.value)
        case Kind.MONEY:
            assert isinstance(node.value, int)
            return write_amount(node.value, MONEY_PLACES)
        case Kind.ENUM:
            return f"'{node.value}'"
        case Kind.DATE | Kind.TIMESTAMP:
            return f"{node.kind.upper()} '{node.value}'"
        case _ as never:
            assert_never(never)
