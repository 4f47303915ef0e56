"""Python source that walks from an undetermined answer down to the facts that could settle it.

Only the unknown nodes of rows that can still decide are walked, down to their unknown facts. An
open row that answers as everything after it would is passed over: it cannot matter.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from makewhole.core.terms.emit import Constants, Emitter
from makewhole.core.terms.frames import facts_behind
from makewhole.core.terms.hits import MEMORY_MAX, candidates_of, rows_of
from makewhole.core.terms.model import Computed, Definition, Hit, Table, Terms
from makewhole.core.terms.python import (
    Layout,
    Pass,
    executed,
    runtime_names,
)
from makewhole.core.terms.tree import TRUE, And, Node, Not, Or, names_in

# What a walk finds: each fact, and whether it is still unknown that the fact applies at all.
Found = dict[str, bool]
Walk = Callable[[Any, Any, Any, Any, Found, set[str]], None]
_ARGUMENTS = "F, Q, P, V, out, seen"


@dataclass(frozen=True, slots=True)
class Walkers:
    """Walks by the name of an answer or definition, and by the name of a fact with a guard."""

    walks: Mapping[str, Walk]

    def walk(self, name: str, rows: tuple[Any, Any, Any, Any], out: Found, seen: set[str]) -> None:
        """Note the unknown facts on which an answer depends."""
        self.walks[f"w_{name}"](*rows, out, seen)

    def walk_open(self, name: str, rows: tuple[Any, Any, Any, Any], out: Found) -> None:
        """Note the unknown facts on which any name depends; none if the name is known."""
        self.walks[f"n_{name}"](*rows, out, set())


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the walks of one pass."""

    terms: Terms
    compiled: Pass
    places: Mapping[str, str]
    emitter: Emitter

    @property
    def layout(self) -> Layout:
        return self.compiled.layout

    # -- Nodes -----------------------------------------------------------------------------------

    def node(self, node: Node, depth: int) -> Iterator[str]:
        """Write the walk of a node that is unknown."""
        match node:
            case Not():
                yield from self.node(node.term, depth)
            case And() | Or():
                for term in node.terms:
                    yield from self._term(term, depth)
            case _:
                for name in names_in(node):
                    yield from self._name(name, depth)

    def _term(self, term: Node, depth: int) -> Iterator[str]:
        inner = term.term if isinstance(term, Not) else term
        if not isinstance(inner, And | Or):
            yield from self.node(inner, depth)
            return
        pad, emitter = "    " * depth, self.emitter
        yield f"{pad}if not {emitter.true(inner)} and not {emitter.false(inner)}:"
        yield f"{pad}    pass"
        yield from self.node(inner, depth + 1)

    def _name(self, name: str, depth: int) -> Iterator[str]:
        pad = "    " * depth
        parameter = self.terms.parameters.get(name)
        if parameter is not None:
            if not parameter.is_constant:
                yield f"{pad}if {self.places[name]} is None:"
                yield f"{pad}    pass"
                for fact in facts_behind(self.terms, parameter):
                    yield from self._name(fact, depth + 1)
            return
        yield f"{pad}if {self.places[name]} is None:"
        fact_named = self.terms.facts.get(name)
        if fact_named is None:
            yield f"{pad}    w_{name}({_ARGUMENTS})"
        elif fact_named.only_if is not None:
            yield f"{pad}    f_{name}({_ARGUMENTS})"
        else:
            yield f"{pad}    out[{name!r}] = False"

    # -- Functions -------------------------------------------------------------------------------

    def _function(self, name: str, key: str, body: Iterator[str]) -> Iterator[str]:
        yield f"def {name}({_ARGUMENTS}):"
        yield f"    if {key!r} in seen:"
        yield "        return"
        yield f"    seen.add({key!r})"
        yield from body

    def guards(self) -> Iterator[str]:
        """Write the walk of each fact that is asked only if something holds."""
        for name in (*self.layout.facts, *self.layout.part_facts):
            guard = self.terms.facts[name].only_if
            if guard is not None and all(read in self.places for read in names_in(guard)):
                yield from self._function(f"f_{name}", f"only_if {name}", self._guard(name, guard))
            elif guard is not None:
                yield from self._function(
                    f"f_{name}", f"only_if {name}", iter([f"    out[{name!r}] = False"])
                )

    def _guard(self, name: str, guard: Node) -> Iterator[str]:
        yield f"    if {self.emitter.true(guard)}:"
        yield f"        out[{name!r}] = False"
        yield f"    elif not {self.emitter.false(guard)}:"
        yield from self.node(guard, 2)
        yield f"        out.setdefault({name!r}, True)"

    def totalled(self) -> Iterator[str]:
        """Write the walk of each value of a part that a total of the claim is made from."""
        for name in dict.fromkeys(f.total.of for f in self.terms.facts.values() if f.total):
            if name in self.places:
                yield f"def n_{name}({_ARGUMENTS}):"
                yield from self._name(name, 1)

    def steps(self) -> Iterator[str]:
        """Write the walk of each definition, computed value and output."""
        for step in self.compiled.steps:
            match step:
                case Definition():
                    body = self.node(step.tree, 1)
                    yield from self._function(f"w_{step.name}", step.name, body)
                case Computed():
                    body = self._computed(step)
                    yield from self._function(f"w_{step.name}", step.name, body)
                case Table():
                    yield from self._table(step)
                case _ as never:
                    assert_never(never)

    def _computed(self, step: Computed) -> Iterator[str]:
        """Write the walk of the cases that can still hold, down to the one that surely does."""
        for case in step.cases:
            if case.when != TRUE:
                false = self.emitter.false(case.when)
                yield f"    if not {false}:"
                yield "        pass"
                yield f"        if not {self.emitter.true(case.when)}:"
                yield "            pass"
                yield from self.node(case.when, 3)
                yield from self.node(case.tree, 2)
                yield f"        if {self.emitter.true(case.when)}:"
                yield "            return"
            else:
                yield from self.node(case.tree, 1)

    def _table(self, table: Table) -> Iterator[str]:
        at = self.layout.mark_of(table)
        for output in table.outputs:
            body = iter(
                [
                    f"    for walk in rows_{output}(V[{at}], V[{at + 1}]):",
                    f"        walk({_ARGUMENTS})",
                ]
            )
            yield from self._function(f"w_{output}", output, body)
        for index, rule in enumerate(table.rules):
            body = self.node(rule.when, 1)
            yield from self._function(f"r_{table.name}_{index}", rule.id, body)
        if table.only_if is not None:
            body = self.node(table.only_if, 1)
            yield from self._function(f"g_{table.name}", f"table {table.name}", body)


def walkers_of(terms: Terms, compiled: Pass) -> Walkers:
    """Compile the walks of a pass."""
    layout = compiled.layout
    places = {
        **{name: f"F[{index}]" for index, name in enumerate(layout.facts)},
        **{name: f"Q[{index}]" for index, name in enumerate(layout.part_facts)},
        **{name: f"P[{index}]" for index, name in enumerate(layout.parameters)},
        **{name: f"V[{index}]" for index, name in enumerate(layout.values)},
        **{name: name for name, leaf in compiled.leaves.items() if leaf.is_constant},
    }
    constants = Constants()
    offset = len(layout.parameters)
    emitter = Emitter(
        variable=places.__getitem__,
        leaves=compiled.leaves,
        constants=constants,
        share_whole=compiled.share_whole,
        waits={name: f"P[{offset + index}]" for index, name in enumerate(layout.waits)},
    )
    writer = _Writer(terms, compiled, places, emitter)
    text = "\n".join([*writer.guards(), *writer.steps(), *writer.totalled(), ""])
    names = runtime_names(terms, constants)
    walks: dict[str, Any] = {}
    for table in layout.tables:
        for output in table.outputs:
            names[f"rows_{output}"] = _rows_to_walk(table, output, walks)
    walks.update(executed(text, names, f"<questions of {terms.name} {terms.version}>"))
    return Walkers(walks)


def _rows_to_walk(
    table: Table, output: str, walks: Mapping[str, Walk]
) -> Callable[[int, int], tuple[Walk, ...]]:
    """Answer a function that says which rows of a table can still change an output."""
    known: dict[tuple[int, int], tuple[Walk, ...]] = {}

    def rows(k: int, m: int) -> tuple[Walk, ...]:
        found = known.get((k, m))
        if found is None:
            if len(known) >= MEMORY_MAX:
                known.clear()
            names = [f"r_{table.name}_{index}" for index in rows_that_matter(table, output, k, m)]
            if m >> len(table.rules):
                names.insert(0, f"g_{table.name}")
            found = known[k, m] = tuple(walks[name] for name in names)
        return found

    return rows


def rows_that_matter(table: Table, output: str, k: int, m: int) -> tuple[int, ...]:
    """Answer the open rows that can still change an output, in order."""
    open_rows = rows_of(m, len(table.rules))
    if table.hit is not Hit.FIRST or m >> len(table.rules):
        return open_rows
    candidates = candidates_of(table, k, m)
    values = [table.rules[index].then[output] for index in candidates]
    return tuple(
        index
        for at, index in enumerate(candidates[:-1])
        if any(value != values[at] for value in values[at + 1 :])
    )
