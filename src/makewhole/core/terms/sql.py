"""From a typed tree to SQL, by a small table of templates for each engine.

Columns bear the names of the facts, amounts are whole minor units. Every literal is typed, since a
bare one is an INTEGER that overflows; nothing is left to an engine's own reading of a function.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
    Operator,
    Or,
    names_in,
)


class Engine(StrEnum):
    """The engines that have templates."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"


class NoTemplate(Exception):
    """A function that an engine has no template for."""


COLUMN_TYPES: Mapping[Kind, str] = {
    Kind.BOOL: "BOOLEAN",
    Kind.ENUM: "VARCHAR",
    Kind.INT: "BIGINT",
    Kind.MONEY: "BIGINT",
    Kind.DATE: "DATE",
    Kind.TIMESTAMP: "TIMESTAMP",
}


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
            "CAST(sign({0}) * sign({1}) * ((2 * CAST(abs({0}) AS HUGEINT) * abs({1}) + {whole})"
            " // (2 * {whole})) AS BIGINT)"
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
            "CAST(sign(CAST({0} AS NUMERIC)) * sign(CAST({1} AS NUMERIC))"
            " * div(2 * CAST(abs({0}) AS NUMERIC) * abs({1}) + {whole}, 2 * {whole}) AS BIGINT)"
        ),
        Function.PORTION: (
            "(CASE WHEN {0} + {1} + {2} IS NULL THEN NULL WHEN {1} <= 0 OR {2} <= 0 THEN 0"
            " WHEN {1} >= {2} THEN {0} WHEN {0} < 0 THEN -(-{0} / {2} * {1})"
            " ELSE {0} / {2} * {1} END)"
        ),
    },
}


def inapplicable(name: str) -> str:
    """Answer the column that is true where a value does not apply; never unknown itself."""
    return f'"{name} na"'


def write_sql(
    node: Node, engine: Engine, *, share_whole: int = 100, may_not_apply: Collection[str] = ()
) -> str:
    """Write a condition or amount for an engine.

    A name that may not apply has a second column beside its own. What does not apply is no truth
    and compares with nothing, so that a comparison with it surely fails.

    Raises:
        NoTemplate: The engine has none for a function in it, such as business days.
    """
    return _Writer(engine, share_whole, may_not_apply).sql(node)


@dataclass(frozen=True, slots=True)
class _Writer:
    engine: Engine
    share_whole: int
    may_not_apply: Collection[str]

    def sql(self, node: Node) -> str:
        match node:
            case Name():
                column = f'"{node.name}"'
                return self._applying(node, column) if node.kind is Kind.BOOL else column
            case Literal():
                return write_literal(node)
            case And():
                return f"({' AND '.join(map(self.sql, node.terms))})"
            case Or():
                return f"({' OR '.join(map(self.sql, node.terms))})"
            case Not():
                return f"(NOT {self.sql(node.term)})"
            case Compare():
                return self._applying(node, self._between(node))
            case Arithmetic():
                return self._between(node)
            case In():
                values = ", ".join(map(self.sql, node.values))
                return self._applying(node, f"({self.sql(node.term)} IN ({values}))")
            case Call():
                template = _TEMPLATES[self.engine].get(node.function)
                if template is None:
                    raise NoTemplate(f"{self.engine} has no template for {node.function}")
                return template.format(*map(self.sql, node.arguments), whole=self.share_whole)
            case _ as never:
                assert_never(never)

    def _between(self, node: Compare | Arithmetic) -> str:
        return f"({self.sql(node.left)} {node.operator} {self.sql(node.right)})"

    def _applying(self, node: Name | Compare | In, condition: str) -> str:
        """Write a condition that is settled where something in it does not apply."""
        marks = [inapplicable(name) for name in names_in(node) if name in self.may_not_apply]
        if not marks:
            return condition
        settled = isinstance(node, Compare) and node.operator is Operator.UNEQUAL
        return f"(CASE WHEN {' OR '.join(marks)} THEN {str(settled).upper()} ELSE {condition} END)"


def write_literal(node: Literal) -> str:
    """Write a value with its type."""
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
