"""The types of the language: which values meet in which comparison, sum and function."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from makewhole.core.terms.problems import nearest
from makewhole.core.terms.scope import Complaint, Scope
from makewhole.core.terms.tree import (
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
    Sum,
    kind_of,
)

ORDERED = (Kind.INT, Kind.MONEY, Kind.DATE, Kind.TIMESTAMP)
MONEY_PLACES = 2  # Without currencies an amount has two places.
MONEY_MAX = 10**15

_SIGNATURES: dict[Function, tuple[tuple[Kind, ...], Kind]] = {
    Function.ADD_DAYS: ((Kind.DATE, Kind.INT), Kind.DATE),
    Function.ADD_MONTHS: ((Kind.DATE, Kind.INT), Kind.DATE),
    Function.ADD_BUSINESS_DAYS: ((Kind.DATE, Kind.INT), Kind.DATE),
    Function.ADD_HOURS: ((Kind.TIMESTAMP, Kind.INT), Kind.TIMESTAMP),
    Function.SHARE: ((Kind.MONEY, Kind.INT), Kind.MONEY),
    Function.PORTION: ((Kind.MONEY, Kind.INT, Kind.INT), Kind.MONEY),
}


@dataclass(slots=True)
class Typing:
    """Builds typed nodes, and collects what does not fit together.

    Each method answers None when a part of what it is given is missing or does not fit, so that
    one mistake is reported once and the rest of the expression is still read.
    """

    scope: Scope
    complaints: list[Complaint] = field(default_factory=list)

    def complain(self, finding: str, repair: str) -> None:
        """Note what is wrong."""
        self.complaints.append(Complaint(finding, repair))

    def name(self, name: str) -> Node | None:
        """Answer the node of a declared name."""
        symbol = self.scope.symbols.get(name)
        if symbol is None:
            self.complain(f"found the unknown name {name}", nearest(name, self.scope.symbols))
            return None
        if symbol.is_list:
            self.complain(f"found {name}, which is a list", "read a value that is not collected")
            return None
        return Name(name, symbol.kind)

    # -- Literals --------------------------------------------------------------------------------

    def fitted(self, node: Node, kind: Kind) -> Node | None:
        """Turn a number into an amount where an amount is meant; answer any other node as it is."""
        if kind is not Kind.MONEY or not isinstance(node, Literal):
            return node
        return self.amount(Decimal(str(node.value))) if node.kind is Kind.INT else node

    def amount(self, value: Decimal) -> Literal | None:
        """Answer the literal of an amount; with currencies, only 0 is the same in all of them."""
        if self.scope.has_currency and value != 0:
            self.complain(
                f"found the amount {value}", "make it a parameter by currency: only 0 needs none"
            )
            return None
        minor = value.scaleb(MONEY_PLACES)
        if minor != minor.to_integral_value() or abs(minor) > MONEY_MAX:
            self.complain(f"found the amount {value}", "write two decimals at most, such as 12.50")
            return None
        return Literal(int(minor), Kind.MONEY)

    # -- Conditions ------------------------------------------------------------------------------

    def truth(self, node: Node | None) -> Node | None:
        """Answer the node if it is a condition."""
        if node is None or kind_of(node) is Kind.BOOL:
            return node
        self.complain(f"found {named(node)} where a condition belongs", "compare it with something")
        return None

    def compare(self, operator: Operator, left: Node | None, right: Node | None) -> Node | None:
        """Compare two values of one kind."""
        if left is None or right is None:
            return None
        if isinstance(left, Literal) and isinstance(right, Literal):
            self.complain("found two constants compared", "leave it out, or write TRUE")
            return None
        pair = self.fitted(left, kind_of(right)), self.fitted(right, kind_of(left))
        if pair[0] is None or pair[1] is None:
            return None
        left, right = pair[0], pair[1]
        kind = kind_of(left)
        if kind is not kind_of(right):
            self._mismatch(left, right)
            return None
        if kind in ORDERED:
            return Compare(operator, left, right)
        if operator not in (Operator.EQUAL, Operator.UNEQUAL):
            self.complain(
                f"found {named(left)} {operator} {named(right)}",
                f"write = or <>: {kind} has no order",
            )
            return None
        if kind is Kind.BOOL:
            return self._compare_truths(operator, left, right)
        return self._compare_enums(operator, left, right)

    def _mismatch(self, left: Node, right: Node) -> None:
        kinds = (kind_of(left), kind_of(right))
        repair = "compare values of one kind"
        if kinds in ((Kind.DATE, Kind.ENUM), (Kind.TIMESTAMP, Kind.ENUM)):
            repair = f"write {kinds[0].upper()} before the text"
        self.complain(f"found {named(left)} compared with {named(right)}", repair)

    def _compare_truths(self, operator: Operator, left: Node, right: Node) -> Node | None:
        if isinstance(left, Literal):
            left, right = right, left
        if not isinstance(left, Name) or not isinstance(right, Name | Literal):
            self.complain("found conditions compared", "join them by AND, OR and NOT")
            return None
        if isinstance(right, Literal):
            is_same = (right.value is True) is (operator is Operator.EQUAL)
            return left if is_same else Not(left)
        return Compare(operator, left, right)

    def _compare_enums(self, operator: Operator, left: Node, right: Node) -> Node | None:
        if isinstance(left, Literal):
            left, right = right, left
        if isinstance(right, Literal):
            return Compare(operator, left, right) if self._is_value(left, right) else None
        if not set(self._values(left)) & set(self._values(right)):
            self.complain(
                f"found {named(left)} compared with {named(right)}, which share no value",
                "compare what can be equal",
            )
            return None
        return Compare(operator, left, right)

    def _values(self, node: Node) -> tuple[str, ...]:
        symbol = self.scope.symbols[node.name] if isinstance(node, Name) else None
        return symbol.values if symbol is not None else ()

    def _is_value(self, node: Node, literal: Literal) -> bool:
        values = self._values(node)
        if literal.value in values:
            return True
        self.complain(
            f"found '{literal.value}', which is no value of {named(node)}",
            nearest(str(literal.value), values),
        )
        return False

    def among(self, term: Node | None, values: Sequence[Node | None]) -> Node | None:
        """Ask whether a value is among literals of its kind."""
        if term is None or None in values:
            return None
        kind = kind_of(term)
        if isinstance(term, Literal) or kind is Kind.BOOL:
            self.complain(f"found {named(term)} IN (...)", "write a name before IN")
            return None
        literals = [self.fitted(value, kind) for value in values if value is not None]
        if not literals:
            self.complain("found IN ()", "write the values")
            return None
        fits = True
        for value in literals:
            if not isinstance(value, Literal) or value.kind is not kind:
                if value is not None:
                    self.complain(
                        f"found {named(value)} in a list for {named(term)}", _values_of(kind)
                    )
                fits = False
            elif kind is Kind.ENUM and not self._is_value(term, value):
                fits = False
        if not fits:
            return None
        return In(term, tuple(dict.fromkeys(v for v in literals if isinstance(v, Literal))))

    # -- Numbers and functions -------------------------------------------------------------------

    def arithmetic(self, sign: Sum, left: Node | None, right: Node | None) -> Node | None:
        """Add, subtract, or multiply by an int."""
        if left is None or right is None:
            return None
        if sign is Sum.TIMES:
            return self._times(left, right)
        pair = self.fitted(left, kind_of(right)), self.fitted(right, kind_of(left))
        if pair[0] is None or pair[1] is None:
            return None
        left, right = pair[0], pair[1]
        kind = kind_of(left)
        if kind is not kind_of(right) or kind not in (Kind.INT, Kind.MONEY):
            repair = "add numbers of one kind"
            if kind in (Kind.DATE, Kind.TIMESTAMP):
                repair = "write add_days(date, days) or add_hours(instant, hours)"
            self.complain(f"found {named(left)} {sign} {named(right)}", repair)
            return None
        return Arithmetic(sign, left, right, kind)

    def _times(self, left: Node, right: Node) -> Node | None:
        if kind_of(right) is Kind.MONEY:
            left, right = right, left
        if kind_of(left) not in (Kind.INT, Kind.MONEY) or kind_of(right) is not Kind.INT:
            self.complain(f"found {named(left)} * {named(right)}", "multiply by a whole number")
            return None
        return Arithmetic(Sum.TIMES, left, right, kind_of(left))

    def call(self, function: str, arguments: Sequence[Node | None]) -> Node | None:
        """Apply a function of the language."""
        if function not in tuple(Function):
            self.complain(f"found the unknown function {function}", nearest(function, Function))
            return None
        if None in arguments:
            return None
        given = [argument for argument in arguments if argument is not None]
        if function in (Function.LESSER, Function.GREATER):
            return self._choose(Function(function), given)
        kinds, answer = _SIGNATURES[Function(function)]
        pairs = zip(given, kinds, strict=False)
        fitted = [node for pair in pairs if (node := self.fitted(*pair)) is not None]
        if len(fitted) < min(len(given), len(kinds)):
            return None  # An amount did not fit, and is reported already.
        if len(given) != len(kinds) or tuple(map(kind_of, fitted)) != kinds:
            self.complain(
                f"found {function}({', '.join(map(named, given))})",
                f"write {function}({', '.join(kinds)})",
            )
            return None
        if function == Function.ADD_BUSINESS_DAYS and not self.scope.has_calendar:
            self.complain(f"found {function}", "name the calendar under `market`")
            return None
        return Call(Function(function), tuple(fitted), answer)

    def _choose(self, function: Function, given: list[Node]) -> Node | None:
        if len(given) == 2:
            left = self.fitted(given[0], kind_of(given[1]))
            right = self.fitted(given[1], kind_of(given[0]))
            if left is None or right is None:
                return None
            kind = kind_of(left)
            if kind is kind_of(right) and kind in ORDERED:
                return Call(function, (left, right), kind)
        self.complain(
            f"found {function}({', '.join(map(named, given))})", "give it two numbers or two dates"
        )
        return None

    def of_kind(self, node: Node | None, kind: Kind) -> Node | None:
        """Answer the node if it is of the kind that is declared where it stands."""
        node = self.fitted(node, kind) if node is not None else None
        if node is None or kind_of(node) is kind:
            return node
        self.complain(f"found {named(node)}", f"write an expression of the type {kind}")
        return None


def _values_of(kind: Kind) -> str:
    return f"write values of the type {kind}"


def named(node: Node) -> str:
    """Answer what to call a node in a message: its kind, with its name or value."""
    match node:
        case Name():
            return f"{node.name} ({node.kind})"
        case Literal():
            return _written(node)
        case _:
            return f"an expression of the type {kind_of(node)}"


def _written(node: Literal) -> str:
    match node.kind:
        case Kind.ENUM:
            return f"'{node.value}'"
        case Kind.MONEY:
            return f"{Decimal(str(node.value)).scaleb(-MONEY_PLACES)} (money)"
        case _:
            return f"{node.value} ({node.kind})"
