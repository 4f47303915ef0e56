"""Facts on their way in: checked by type and range, and put in the order that code expects.

Most claims of a marketplace come with the same facts in the same order. What follows from their
names and types alone is worked out once for each such shape and remembered; one that comes often
gets code of its own, which passes over the facts that it never has.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from makewhole.core.terms.amounts import MINOR_MAX
from makewhole.core.terms.expr import INT_MAX
from makewhole.core.terms.model import Fact
from makewhole.core.terms.problems import Problem, nearest, one_of
from makewhole.core.terms.python import executed
from makewhole.core.terms.tree import Kind
from makewhole.core.terms.values import YEARS

SHAPES_MAX = 2_000
OFTEN = 50  # Compiling takes milliseconds, which this many claims win back.
Facts = Mapping[str, Any]
Row = tuple[Any, ...]

_TYPES: dict[Kind, type] = {
    Kind.BOOL: bool,
    Kind.INT: int,
    Kind.MONEY: int,
    Kind.DATE: date,
    Kind.TIMESTAMP: datetime,
}
_WRITTEN = {
    Kind.BOOL: "give a truth",
    Kind.INT: "give a whole number",
    Kind.MONEY: "give whole minor units, as an int",
    Kind.DATE: "give a date",
    Kind.TIMESTAMP: "give an instant in UTC, without a zone",
}
_FIRST_DAY, _LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[1], 12, 31)
_FIRST_INSTANT = datetime(YEARS[0], 1, 1)  # noqa: DTZ001 - naive UTC, as facts are
_LAST_INSTANT = datetime(YEARS[1], 12, 31)  # noqa: DTZ001 - naive UTC, as facts are


@dataclass(slots=True)
class _Shape:
    """How facts of the same names and types are put in order; `own` also checks their ranges."""

    pick: Callable[[Row], Row]
    taken: int = 0
    own: Callable[[Row], Row | None] | None = None


@dataclass(slots=True)
class Intake:
    """Takes the facts of one level in; `facts` gives the order in which code expects them."""

    facts: tuple[Fact, ...]
    others: frozenset[str]  # Facts of the other level, for a better message.
    is_wrong: Callable[[Row], bool]
    shapes: dict[object, _Shape] = field(default_factory=dict)

    def take(self, given: Facts) -> Row | None:
        """Answer the facts in order, None for each unknown; None when something is wrong."""
        values = tuple(given.values())
        key = (tuple(given), tuple(map(type, values)))
        shape = self.shapes.get(key) or self._learn(key, given)
        if shape is None:
            return None
        if shape.own is not None:
            return shape.own(values)
        shape.taken += 1
        if shape.taken == OFTEN:
            shape.own = self._own(given)
        row = shape.pick((*values, None))
        return None if self.is_wrong(row) else row

    def _learn(self, key: object, given: Facts) -> _Shape | None:
        if any(self._type_problem(name, value, name) for name, value in given.items()):
            return None
        position = {name: index for index, name in enumerate(given)}
        places = [position.get(fact.name, len(given)) for fact in self.facts]
        if len(self.shapes) >= SHAPES_MAX:
            self.shapes.clear()
        shape = self.shapes[key] = _Shape(picker(places))
        return shape

    def _own(self, given: Facts) -> Callable[[Row], Row | None]:
        """Compile what `take` does for facts of these names and types."""
        at = {fact.name: index for index, fact in enumerate(self.facts)}
        known = {at[name] for name, value in given.items() if value is not None}
        names, tests = _range_tests(self.facts, known)
        unpacked = "".join(f"f{at[name]}, " for name in given)
        row = "".join(f"f{i}, " if i in known else "None, " for i in range(len(self.facts)))
        text = (
            f"def take(F):\n    ({unpacked}) = F\n"
            f"    return None if {' or '.join(tests.values()) or 'False'} else ({row})\n"
        )
        own: Callable[[Row], Row | None] = executed(text, names, "<facts of a shape>")["take"]
        return own

    # -- What is wrong, in words -----------------------------------------------------------------

    def problems(self, given: Facts, prefix: str = "") -> list[Problem]:
        """Answer everything that is wrong with facts."""
        found = []
        for name, value in given.items():
            place = f"{prefix}{name}"
            problem = self._type_problem(name, value, place)
            if problem is None and value is not None:
                problem = _range_problem(self._named(name), value, place)
            if problem is not None:
                found.append(problem)
        return found

    def _named(self, name: str) -> Fact:
        return next(fact for fact in self.facts if fact.name == name)

    def _type_problem(self, name: str, value: Any, place: str) -> Problem | None:
        fact = next((fact for fact in self.facts if fact.name == name), None)
        if fact is None:
            if name in self.others:
                level = "claim" if self.facts and self.facts[0].level == "part" else "part"
                return Problem(
                    0, place, f"found a fact of the {level}", f"give it with the {level}"
                )
            known = [fact.name for fact in self.facts]
            return Problem(0, place, "found no fact of this name", nearest(name, known))
        if value is None:
            return None
        if fact.kind is Kind.ENUM:
            fits = isinstance(value, str)
            wanted = one_of(fact.values)
        else:
            fits = type(value) is _TYPES[fact.kind]
            wanted = _WRITTEN[fact.kind]
        return None if fits else Problem(0, place, f"found {shown(value)}", wanted)


def _range_problem(fact: Fact, value: Any, place: str) -> Problem | None:
    """Say what is wrong with a value of the right type, if anything is."""
    if fact.kind is Kind.ENUM:
        if value in fact.values:
            return None
        return Problem(0, place, f"found {shown(value)}", nearest(value, fact.values))
    if fact.kind is Kind.TIMESTAMP and value.tzinfo is not None:
        return Problem(0, place, f"found {shown(value)}", _WRITTEN[Kind.TIMESTAMP])
    if fact.kind is Kind.BOOL:
        return None
    lowest, highest = bounds_of(fact)
    if lowest <= value <= highest:
        return None
    return Problem(0, place, f"found {shown(value)}", f"give {lowest} to {highest}")


def bounds_of(fact: Fact) -> tuple[Any, Any]:
    """Answer the least and the most that a fact of an ordered kind can be."""
    match fact.kind:
        case Kind.DATE:
            return _FIRST_DAY, _LAST_DAY
        case Kind.TIMESTAMP:
            return _FIRST_INSTANT, _LAST_INSTANT
        case _:
            most = MINOR_MAX if fact.kind is Kind.MONEY else INT_MAX
            lowest = -most if fact.minimum is None else fact.minimum
            return lowest, most if fact.maximum is None else fact.maximum


def shown(value: Any) -> str:
    """Answer a value as a message shows it: short, and with its type where that is the matter."""
    text = str(value)
    text = text if len(text) <= 40 else text[:39] + "…"
    return f'"{text}"' if isinstance(value, str) else f"{text} ({type(value).__name__})"


def intake_of(facts: Sequence[Fact], others: Sequence[Fact]) -> Intake:
    """Make the intake of one level, with a compiled check of ranges."""
    names, tests = _range_tests(facts, range(len(facts)))
    known = [f"(f{index} is not None and {test})" for index, test in tests.items()]
    unpacked = "".join(f"f{index}, " for index in range(len(facts)))
    text = f"def is_wrong(F):\n    ({unpacked}) = F\n    return {' or '.join(known) or 'False'}\n"
    is_wrong: Any = executed(text, names, "<facts>")["is_wrong"]
    return Intake(tuple(facts), frozenset(fact.name for fact in others), is_wrong)


def _range_tests(
    facts: Sequence[Fact], known: Iterable[int]
) -> tuple[dict[str, object], dict[int, str]]:
    """Answer, for facts that are known, the test of each that it is out of range.

    They are expressions over `f0`, `f1` and so on; first come the other names that they use.
    """
    names: dict[str, object] = {}
    tests: dict[int, str] = {}
    for index in sorted(known):
        fact = facts[index]
        if fact.kind is Kind.ENUM:
            names[f"S{index}"] = frozenset(fact.values)
            tests[index] = f"f{index} not in S{index}"
        elif fact.kind is not Kind.BOOL:
            names[f"L{index}"], names[f"H{index}"] = bounds_of(fact)
            test = f"not L{index} <= f{index} <= H{index}"
            is_instant = fact.kind is Kind.TIMESTAMP
            tests[index] = f"(f{index}.tzinfo is not None or {test})" if is_instant else test
    return names, tests


def picker(places: Sequence[int]) -> Callable[[Row], Row]:
    """Answer a function that picks some places of a row, however few they are."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)
