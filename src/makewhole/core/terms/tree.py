"""The typed tree of a condition or an amount: what SQL becomes and every target is made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from makewhole.core.kernel.require import require

Value = bool | int | str | date | datetime  # Money is whole minor units; an instant is naive UTC.


class Kind(StrEnum):
    """The six types of the language. There is no float, no free text and no list."""

    BOOL = "bool"
    INT = "int"
    MONEY = "money"
    DATE = "date"
    TIMESTAMP = "timestamp"
    ENUM = "enum"


class Operator(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="


class Sum(StrEnum):
    """The three operations on numbers; there is no division."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"


class Function(StrEnum):
    """The functions of the language; each has a template for every target."""

    ADD_DAYS = "add_days"
    ADD_MONTHS = "add_months"
    ADD_BUSINESS_DAYS = "add_business_days"
    ADD_HOURS = "add_hours"
    LESSER = "lesser"
    GREATER = "greater"
    SHARE = "share"
    PORTION = "portion"


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the file."""

    value: Value
    kind: Kind


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, parameter, definition, table output or computed value."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class And:
    """All of them hold. Flat: a chain of 150 is one node."""

    terms: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them holds. Flat."""

    terms: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    term: "Node"


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values of one kind, compared."""

    operator: Operator
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class In:
    """One value is among literals of its kind."""

    term: "Node"
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum or difference of two numbers of one kind, or a number times an int."""

    operator: Sum
    left: "Node"
    right: "Node"
    kind: Kind


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language, applied."""

    function: Function
    arguments: tuple["Node", ...]
    kind: Kind


Node = Literal | Name | And | Or | Not | Compare | In | Arithmetic | Call

TRUE = Literal(value=True, kind=Kind.BOOL)
FALSE = Literal(value=False, kind=Kind.BOOL)


def kind_of(node: Node) -> Kind:
    """Answer the type of what the node stands for."""
    match node:
        case Literal() | Name() | Arithmetic() | Call():
            return node.kind
        case _:
            return Kind.BOOL


def children(node: Node) -> tuple[Node, ...]:
    """Answer the nodes directly below this one."""
    match node:
        case And() | Or():
            return node.terms
        case Not() | In():
            return (node.term,)
        case Compare() | Arithmetic():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Go through the node and all below it, in the order they are written."""
    yield node
    for child in children(node):
        yield from walk(child)


def names_in(node: Node) -> tuple[str, ...]:
    """Answer the names the node reads, each once, in the order they are written."""
    return tuple(dict.fromkeys(each.name for each in walk(node) if isinstance(each, Name)))


def conjuncts(node: Node) -> frozenset[Node]:
    """Answer the conditions that must all hold for the node to hold."""
    return frozenset(node.terms) if isinstance(node, And) else frozenset({node})


def all_of(terms: tuple[Node, ...]) -> Node:
    """Join conditions by AND; none at all always holds."""
    flat: list[Node] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, And) else (term,))
    if not flat:
        return TRUE
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(terms: tuple[Node, ...]) -> Node:
    """Join conditions by OR."""
    require(bool(terms), "something must be joined")
    flat: list[Node] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Or) else (term,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
