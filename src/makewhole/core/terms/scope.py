"""What the names of a file stand for while its expressions are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from makewhole.core.terms.model import Fact, Level, Output, Parameter
from makewhole.core.terms.tree import Kind


class Role(StrEnum):
    """What a name is."""

    FACT = "fact"
    PARAMETER = "parameter"
    DEFINITION = "definition"
    OUTPUT = "output of a table"
    COMPUTED = "computed value"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One name of the file, as far as expressions must know it."""

    name: str
    kind: Kind
    role: Role
    level: Level = Level.CLAIM
    values: tuple[str, ...] = ()
    is_list: bool = False
    is_total: bool = False


def fact_symbol(fact: Fact) -> Symbol:
    """Answer what a fact's name stands for."""
    is_total = fact.total is not None
    return Symbol(fact.name, fact.kind, Role.FACT, fact.level, fact.values, is_total=is_total)


def parameter_symbol(parameter: Parameter) -> Symbol:
    """Answer what a parameter's name stands for."""
    return Symbol(parameter.name, parameter.kind, Role.PARAMETER, values=parameter.choices)


def output_symbol(output: Output, level: Level) -> Symbol:
    """Answer what the name of a table's output stands for."""
    return Symbol(
        output.name, output.kind, Role.OUTPUT, level, output.values, is_list=output.is_list
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """All names of a file, and what else its expressions may use."""

    symbols: Mapping[str, Symbol]
    has_currency: bool = False  # Amounts are by currency, so that only 0 is the same in all.
    has_calendar: bool = False  # The market has a business calendar.


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with an expression, before it is known where the expression stands."""

    finding: str
    repair: str
