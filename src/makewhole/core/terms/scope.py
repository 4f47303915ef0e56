"""What the names of a file stand for while its expressions are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from makewhole.core.terms.model import Level
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
    line: int = 0


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
