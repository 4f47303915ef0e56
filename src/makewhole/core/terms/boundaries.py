"""Where a fact's value would tip a condition: what each fact is compared with, found by looking."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from makewhole.core.terms.emit import Constants, Emitter
from makewhole.core.terms.frames import dating_fact
from makewhole.core.terms.intake import Row, bounds_of
from makewhole.core.terms.model import Definition, Fact, Terms
from makewhole.core.terms.order import trees_of
from makewhole.core.terms.python import Pass, executed, runtime_names
from makewhole.core.terms.tree import (
    Arithmetic,
    Call,
    Compare,
    In,
    Kind,
    Literal,
    Name,
    Node,
    Operator,
    kind_of,
    names_in,
    walk,
)
from makewhole.core.terms.typed import ORDERED

Gap = Callable[[Row, Row], Any]  # How far the two sides of a comparison are apart; None: unknown.
_UNITS: dict[Kind, Any] = {
    Kind.INT: 1,
    Kind.MONEY: 1,
    Kind.DATE: timedelta(days=1),
    Kind.TIMESTAMP: timedelta(seconds=1),
}


@dataclass(frozen=True, slots=True)
class Boundaries:
    """For each fact of the claim, the values worth trying in its place."""

    facts: Mapping[str, Fact]
    places: Mapping[str, int]
    gaps: Mapping[str, tuple[Gap, ...]]
    words: Mapping[str, tuple[frozenset[str], ...]]  # The words an enum is compared with.
    turning_days: Mapping[str, tuple[date, ...]]  # Days on which a parameter changes.
    is_key: frozenset[str]

    def values_near(self, name: str, row: Row, parameters: Row) -> Iterator[Any]:
        """Answer other values of a fact: one on each side of every boundary, each once."""
        fact, value = self.facts[name], row[self.places[name]]
        if fact.kind is Kind.BOOL:
            yield not value
        elif fact.kind is Kind.ENUM:
            yield from self._other_words(fact, value)
        else:
            low, high = bounds_of(fact)
            unit = _UNITS[fact.kind]
            for boundary in sorted(self._boundaries(name, row, parameters, unit)):
                for near in (boundary - unit, boundary, boundary + unit):
                    if near != value and low <= near <= high:
                        yield near

    def _other_words(self, fact: Fact, value: str) -> Iterator[str]:
        """Answer one word for each way in which the terms tell words apart."""
        sets = self.words.get(fact.name, ())
        seen = {tuple(value in words for words in sets)}
        for word in fact.values:
            signature = tuple(word in words for words in sets)
            if word != value and (fact.name in self.is_key or signature not in seen):
                seen.add(signature)
                yield word

    def _boundaries(self, name: str, row: Row, parameters: Row, unit: Any) -> set[Any]:
        at = self.places[name]
        value = row[at]
        found: set[Any] = set(self.turning_days.get(name, ()))
        stepped = (*row[:at], value + unit, *row[at + 1 :])
        for gap in self.gaps.get(name, ()):
            here, there = gap(row, parameters), gap(stepped, parameters)
            if here is None or here == there:
                continue
            try:
                found.add(value - here // (there - here) * unit)
            except OverflowError:
                continue  # It would tip beyond the calendar: nobody's fact lies there.
        return found


def boundaries_of(terms: Terms, compiled: Pass) -> Boundaries:
    """Find what the facts of the claim are compared with, in the steps of a pass."""
    expand = _Expander(terms.definitions)
    nodes = [
        node
        for step in compiled.steps
        if not isinstance(step, Definition) or step.kind is Kind.BOOL
        for tree in trees_of(step)
        for node in walk(expand(tree))
    ]
    facts = {name: terms.facts[name] for name in compiled.layout.facts}
    gaps = _compiled_gaps(terms, compiled, facts, (n for n in nodes if isinstance(n, Compare)))
    keys = {p.by for p in terms.parameters.values() if p.by is not None}
    turning: dict[str, set[date]] = {}
    for parameter in terms.parameters.values():
        days = {row.starts_on for row in parameter.values if row.starts_on is not None}
        turning.setdefault(dating_fact(terms, parameter), set()).update(days)
    return Boundaries(
        facts=facts,
        places={name: at for at, name in enumerate(compiled.layout.facts)},
        gaps=gaps,
        words=_words(nodes),
        turning_days={name: tuple(sorted(days)) for name, days in turning.items()},
        is_key=frozenset(keys) | _compared_enums(nodes),
    )


@dataclass(frozen=True, slots=True)
class _Expander:
    """Puts what a number is defined as in the place of its name."""

    definitions: Mapping[str, Definition]

    def __call__(self, node: Node) -> Node:
        match node:
            case Name():
                definition = self.definitions.get(node.name)
                is_number = definition is not None and definition.kind is not Kind.BOOL
                return self(definition.tree) if definition is not None and is_number else node
            case Compare():
                return Compare(node.operator, self(node.left), self(node.right))
            case Arithmetic():
                return Arithmetic(node.operator, self(node.left), self(node.right), node.kind)
            case Call():
                return Call(node.function, tuple(map(self, node.arguments)), node.kind)
            case Literal() | In():
                return node
            case _:
                return self._condition(node)

    def _condition(self, node: Any) -> Node:
        if hasattr(node, "terms"):
            joined: Node = type(node)(tuple(map(self, node.terms)))
            return joined
        negated: Node = type(node)(self(node.term))
        return negated


def _compiled_gaps(
    terms: Terms, compiled: Pass, facts: Mapping[str, Fact], nodes: Iterable[Compare]
) -> dict[str, tuple[Gap, ...]]:
    places = {
        **{name: f"F[{at}]" for at, name in enumerate(compiled.layout.facts)},
        **{name: f"P[{at}]" for at, name in enumerate(compiled.layout.parameters)},
    }
    constants = Constants()
    emitter = Emitter(places.__getitem__, compiled.leaves, constants, compiled.share_whole, {})
    lines: list[str] = []
    known: dict[str, list[str]] = {}
    for number, node in enumerate(dict.fromkeys(nodes)):
        names = names_in(node)
        readable = all(name in places or compiled.leaves[name].is_constant for name in names)
        if kind_of(node.left) not in ORDERED or not readable:
            continue
        guard = " and ".join(emitter.known(node)) or "True"
        gap = f"{emitter.value(node.left)} - {emitter.value(node.right)}"
        lines += [f"def gap_{number}(F, P):", f"    return {gap} if {guard} else None"]
        for name in names:
            if name in facts:
                known.setdefault(name, []).append(f"gap_{number}")
    space: dict[str, Any] = executed(
        "\n".join([*lines, ""]), runtime_names(terms, constants), "<boundaries>"
    )
    return {name: tuple(space[gap] for gap in gaps) for name, gaps in known.items()}


def _words(nodes: Sequence[Node]) -> dict[str, tuple[frozenset[str], ...]]:
    found: dict[str, dict[frozenset[str], None]] = {}
    for node in nodes:
        match node:
            case Compare(left=Name(kind=Kind.ENUM) as name, right=Literal() as word):
                found.setdefault(name.name, {})[frozenset({str(word.value)})] = None
            case In(term=Name(kind=Kind.ENUM) as name):
                words = frozenset(str(word.value) for word in node.values)
                found.setdefault(name.name, {})[words] = None
            case _:
                continue
    return {name: tuple(sets) for name, sets in found.items()}


def _compared_enums(nodes: Iterable[Node]) -> frozenset[str]:
    """Answer the enums that are compared with one another, so that each word may matter."""
    return frozenset(
        name
        for node in nodes
        if isinstance(node, Compare)
        and node.operator in (Operator.EQUAL, Operator.UNEQUAL)
        and isinstance(node.right, Name)
        and node.right.kind is Kind.ENUM
        for name in names_in(node)
    )
