"""From a typed tree to Python source, in three-valued logic.

Each condition becomes two expressions: one that is true when the condition surely holds, and one
that is true when it surely does not. When neither is, it is unknown. Both run left to right and
stop at the first term that settles them, so a row is passed over at its first false term.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import assert_never

from makewhole.core.kernel.require import InvariantBroken
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
    Value,
    names_in,
)

_OPPOSITE = {
    Operator.LESS: ">=",
    Operator.LESS_OR_EQUAL: ">",
    Operator.GREATER: "<=",
    Operator.GREATER_OR_EQUAL: "<",
    Operator.EQUAL: "!=",
}
DAYS_MAX = 40_000  # A constant wait up to here never leaves the calendar from a checked fact.


@dataclass(frozen=True, slots=True)
class Leaf:
    """What generated code knows of a name."""

    is_constant: bool = False
    value: Value | None = None  # Of a constant.
    may_not_apply: bool = False


@dataclass(slots=True)
class Constants:
    """Values that generated code refers to by a global name."""

    names: dict[tuple[type, object], str] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)

    def add(self, value: object) -> str:
        """Answer the global name of a value."""
        key = (type(value), value)
        if key not in self.names:
            self.names[key] = f"K{len(self.names)}"
            self.values[self.names[key]] = value
        return self.names[key]


@dataclass(frozen=True, slots=True)
class Emitter:
    """Writes Python expressions over variables that hold None while they are unknown."""

    variable: Callable[[str], str]
    leaves: Mapping[str, Leaf]
    constants: Constants
    share_whole: int  # 100 for percents, 10,000 for basis points.
    waits: Mapping[str, str]  # Parameters that are also at hand as a timedelta of days.

    # -- Conditions ------------------------------------------------------------------------------

    def true(self, node: Node) -> str:
        """Write what is true when the condition surely holds."""
        match node:
            case Literal():
                return str(bool(node.value))
            case Name():
                leaf = self.leaves[node.name]
                return str(bool(leaf.value)) if leaf.is_constant else self.variable(node.name)
            case Not():
                return self.false(node.term)
            case And():
                return _joined("and", [self.true(term) for term in node.terms])
            case Or():
                return _joined("or", [self.true(term) for term in node.terms])
            case In():
                return self._in_true(node)
            case Compare():
                return self._compare_true(node)
            case Arithmetic() | Call():
                raise InvariantBroken("a number is no condition")
            case _ as never:
                assert_never(never)

    def false(self, node: Node) -> str:
        """Write what is true when the condition surely does not hold."""
        match node:
            case Literal():
                return str(not node.value)
            case Name():
                return self._name_false(node)
            case Not():
                return self.true(node.term)
            case And():
                return _joined("or", [self.false(term) for term in node.terms])
            case Or():
                return _joined("and", [self.false(term) for term in node.terms])
            case In():
                return self._in_false(node)
            case Compare():
                return self._compare_false(node)
            case Arithmetic() | Call():
                raise InvariantBroken("a number is no condition")
            case _ as never:
                assert_never(never)

    def _name_false(self, node: Name) -> str:
        leaf = self.leaves[node.name]
        if leaf.is_constant:
            return str(not leaf.value)
        variable = self.variable(node.name)
        if leaf.may_not_apply:
            return f"({variable} is False or {variable} is NA)"
        return f"{variable} is False"

    def _in_true(self, node: In) -> str:
        within = f"{self.value(node.term)} in {self._members(node)}"
        if isinstance(node.term, Name):
            return within  # None and NA are in no list.
        return _joined("and", [*self.known(node), *self.applies(node), within])

    def _in_false(self, node: In) -> str:
        without = f"{self.value(node.term)} not in {self._members(node)}"
        return self._unless_inapplicable(node, without)

    def _members(self, node: In) -> str:
        values = tuple(value.value for value in node.values)
        return self.constants.add(frozenset(values))

    def _compare_true(self, node: Compare) -> str:
        if node.operator is Operator.UNEQUAL:
            return self._compare_false(Compare(Operator.EQUAL, node.left, node.right))
        left, right = self.value(node.left), self.value(node.right)
        sign = "==" if node.operator is Operator.EQUAL else node.operator.value
        compared = f"{left} {sign} {right}"
        if sign == "==" and isinstance(node.left, Name) and isinstance(node.right, Literal):
            return compared  # None and NA equal no literal.
        return _joined("and", [*self.known(node), *self.applies(node), compared])

    def _compare_false(self, node: Compare) -> str:
        if node.operator is Operator.UNEQUAL:
            return self._compare_true(Compare(Operator.EQUAL, node.left, node.right))
        left, right = self.value(node.left), self.value(node.right)
        return self._unless_inapplicable(node, f"{left} {_OPPOSITE[node.operator]} {right}")

    def _unless_inapplicable(self, node: Node, otherwise: str) -> str:
        """What does not apply compares with nothing, so that the comparison surely fails."""
        inapplicable = [f"{self.variable(name)} is NA" for name in self._inapplicable(node)]
        settled = _joined("and", [*self.known(node), otherwise])
        return _joined("or", [*inapplicable, settled])

    # -- Numbers, days and words -----------------------------------------------------------------

    def _inapplicable(self, node: Node) -> list[str]:
        return [name for name in names_in(node) if self.leaves[name].may_not_apply]

    def known(self, node: Node) -> list[str]:
        """Write what must be true for the value to be known."""
        return [
            f"{self.variable(name)} is not None"
            for name in names_in(node)
            if not self.leaves[name].is_constant
        ]

    def applies(self, node: Node) -> list[str]:
        """Write what must be true for the value to apply."""
        return [f"{self.variable(name)} is not NA" for name in self._inapplicable(node)]

    def value(self, node: Node) -> str:
        """Write a value, all of whose names are known and apply."""
        match node:
            case Literal():
                return self._constant(node.value)
            case Name():
                leaf = self.leaves[node.name]
                if leaf.is_constant and leaf.value is not None:
                    return self._constant(leaf.value)
                return self.variable(node.name)
            case Arithmetic():
                return f"({self.value(node.left)} {node.operator} {self.value(node.right)})"
            case Call():
                return self._call(node)
            case _:
                raise InvariantBroken("a condition is no number")

    def _constant(self, value: Value) -> str:
        if type(value) in (bool, int):
            return repr(value)
        return repr(str(value)) if isinstance(value, str) else self.constants.add(value)

    def _call(self, node: Call) -> str:
        given = [self.value(argument) for argument in node.arguments]
        match node.function:
            case Function.ADD_DAYS:
                return self._add_days(node, given)
            case Function.SHARE:
                return f"share({given[0]}, {given[1]}, {self.share_whole})"
            case Function.LESSER:
                return f"min({given[0]}, {given[1]})"
            case Function.GREATER:
                return f"max({given[0]}, {given[1]})"
            case _:
                return f"{node.function}({', '.join(given)})"

    def _add_days(self, node: Call, given: list[str]) -> str:
        days = node.arguments[1]
        if isinstance(days, Name) and days.name in self.waits:
            return f"({given[0]} + {self.waits[days.name]})"
        constant = days.value if isinstance(days, Literal) else None
        if isinstance(days, Name) and self.leaves[days.name].is_constant:
            constant = self.leaves[days.name].value
        if isinstance(constant, int) and abs(constant) <= DAYS_MAX:
            return f"({given[0]} + {self.constants.add(timedelta(days=constant))})"
        return f"add_days({given[0]}, {given[1]})"

    def whole(self, node: Node) -> str:
        """Write an expression whose value is None while it is unknown, whatever its kind."""
        if isinstance(node, Name | Literal) and not self._is_truth_that_may_not_apply(node):
            return self.value(node)
        if isinstance(node, Arithmetic | Call):
            return self._guarded(node)
        return self.truth(node)

    def _is_truth_that_may_not_apply(self, node: Name | Literal) -> bool:
        """Answer whether it is false under its own name, and must be so under another."""
        return (
            isinstance(node, Name)
            and node.kind is Kind.BOOL
            and self.leaves[node.name].may_not_apply
        )

    def truth(self, node: Node) -> str:
        """Write a condition as True, False or None."""
        true, false = self.true(node), self.false(node)
        if true in ("True", "False") or false == "True":
            return true if true == "True" else "False" if false == "True" else "None"
        return f"True if {true} else False if {false} else None"

    def _guarded(self, node: Node) -> str:
        value = self.value(node)
        known, applies = _joined("and", self.known(node)), _joined("and", self.applies(node))
        if applies != "True":
            value = f"({value} if {applies} else NA)"
        return value if known == "True" else f"({value} if {known} else None)"


def _joined(word: str, terms: list[str]) -> str:
    """Join terms by `and` or `or`, leaving out what cannot matter."""
    neutral, decisive = ("True", "False") if word == "and" else ("False", "True")
    kept = list(dict.fromkeys(term for term in terms if term != neutral))
    if decisive in kept:
        return decisive
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else f"({f' {word} '.join(kept)})"
