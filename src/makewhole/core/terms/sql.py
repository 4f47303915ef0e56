"""From a typed tree to SQL, by a small table of templates for each engine.

Columns bear the names of the facts, amounts are whole minor units. Every literal is typed, since a
bare one is an INTEGER that overflows; nothing is left to an engine's own reading of a function.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

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
    Or,
)


class Engine(StrEnum):
    """The engines that have templates."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"


class NoTemplate(Exception):
    """A function that an engine has no template for."""


# {0}, {1}, {2} are the arguments, {whole} is what `share` takes a part of.
_COMMON: Mapping[Function, str] = {
    Function.ADD_DAYS: "({0} + CAST({1} AS INTEGER))",
    Function.LESSER: "(CASE WHEN {0} <= {1} THEN {0} WHEN {1} < {0} THEN {1} END)",
    Function.GREATER: "(CASE WHEN {0} >= {1} THEN {0} WHEN {1} > {0} THEN {1} END)",
}
_TEMPLATES: Mapping[Engine, Mapping[Function, str]] = {
    Engine.DUCKDB: {
        **_COMMON,
        Function.ADD_HOURS: "({0} + to_hours({1}))",
        Function.ADD_MONTHS: "CAST({0} + to_months(CAST({1} AS INTEGER)) AS DATE)",
        Function.SHARE: (
            "(CASE WHEN {0} * {1} >= 0 THEN (2 * {0} * {1} + {whole}) // (2 * {whole})"
            " WHEN {0} * {1} < 0 THEN -((-2 * {0} * {1} + {whole}) // (2 * {whole})) END)"
        ),
        Function.PORTION: (
            "(CASE WHEN {0} + {1} + {2} IS NULL THEN NULL WHEN {1} <= 0 OR {2} <= 0 THEN 0"
            " WHEN {1} >= {2} THEN {0} WHEN {0} < 0 THEN -(-{0} // {2} * {1})"
            " ELSE {0} // {2} * {1} END)"
        ),
    },
    Engine.POSTGRES: {
        **_COMMON,
        Function.ADD_HOURS: "({0} + {1} * INTERVAL '1 hour')",
        Function.ADD_MONTHS: "CAST({0} + {1} * INTERVAL '1 month' AS DATE)",
        Function.SHARE: (
            "(CASE WHEN {0} * {1} >= 0 THEN (2 * {0} * {1} + {whole}) / (2 * {whole})"
            " WHEN {0} * {1} < 0 THEN -((-2 * {0} * {1} + {whole}) / (2 * {whole})) END)"
        ),
        Function.PORTION: (
            "(CASE WHEN {0} + {1} + {2} IS NULL THEN NULL WHEN {1} <= 0 OR {2} <= 0 THEN 0"
            " WHEN {1} >= {2} THEN {0} WHEN {0} < 0 THEN -(-{0} / {2} * {1})"
            " ELSE {0} / {2} * {1} END)"
        ),
    },
}


def write_sql(node: Node, engine: Engine, *, share_whole: int = 100) -> str:
    """Write a condition or amount for an engine.

    Raises:
        NoTemplate: The engine has none for a function in it, such as business days.
    """

    def sql(inner: Node) -> str:
        return write_sql(inner, engine, share_whole=share_whole)

    match node:
        case Name():
            return f'"{node.name}"'
        case Literal():
            return _literal(node)
        case And():
            return f"({' AND '.join(map(sql, node.terms))})"
        case Or():
            return f"({' OR '.join(map(sql, node.terms))})"
        case Not():
            return f"(NOT {sql(node.term)})"
        case Compare() | Arithmetic():
            return f"({sql(node.left)} {node.operator} {sql(node.right)})"
        case In():
            return f"({sql(node.term)} IN ({', '.join(map(sql, node.values))}))"
        case Call():
            template = _TEMPLATES[engine].get(node.function)
            if template is None:
                raise NoTemplate(f"{engine} has no template for {node.function}")
            return template.format(*map(sql, node.arguments), whole=share_whole)
        case _ as never:
            assert_never(never)


def _literal(node: Literal) -> str:
    match node.kind:
        case Kind.BOOL:
            return str(node.value).upper()
        case Kind.INT | Kind.MONEY:
            return f"CAST({node.value} AS BIGINT)"
        case Kind.ENUM:
            return f"'{node.value}'"  # A word of letters, digits, `_`, `-` and `.`: no quotes.
        case Kind.DATE | Kind.TIMESTAMP:
            return f"CAST('{node.value}' AS {node.kind.upper()})"
        case _ as never:
            assert_never(never)
