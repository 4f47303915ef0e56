"""In which order the values of a file are worked out, and what each of them reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from makewhole.core.terms.model import Computed, Definition, Table, Terms
from makewhole.core.terms.tree import Node, names_in

Step = Definition | Table | Computed


@dataclass(frozen=True, slots=True)
class Ordered:
    """All steps, each after what it reads; or a circle, by the names that are in it."""

    steps: tuple[Step, ...]
    circle: tuple[str, ...] = ()


def trees_of(step: Step) -> tuple[Node, ...]:
    """Answer the expressions of a definition, table or computed value."""
    match step:
        case Definition():
            return (step.tree,)
        case Table():
            rows = tuple(rule.when for rule in step.rules)
            return rows if step.only_if is None else (step.only_if, *rows)
        case Computed():
            return tuple(tree for case in step.cases for tree in (case.when, case.tree))
        case _ as never:
            assert_never(never)


def answers_of(step: Step) -> tuple[str, ...]:
    """Answer the names that a step gives a value."""
    return tuple(step.outputs) if isinstance(step, Table) else (step.name,)


def reads_of(step: Step) -> tuple[str, ...]:
    """Answer the names that a step reads, each once, in the order they are written."""
    return tuple(dict.fromkeys(name for tree in trees_of(step) for name in names_in(tree)))


def steps_of(
    definitions: Mapping[str, Definition],
    tables: Mapping[str, Table],
    computed: Mapping[str, Computed],
) -> tuple[Step, ...]:
    """Answer all steps in the order of the file."""
    return (*definitions.values(), *tables.values(), *computed.values())


def ordered(steps: Iterable[Step]) -> Ordered:
    """Put each step after those it reads; otherwise keep the order of the file."""
    steps = tuple(steps)
    giver = {name: step for step in steps for name in answers_of(step)}
    done: dict[int, Step] = {}
    for first in steps:
        path: list[tuple[Step, list[Step]]] = [(first, _before(first, giver))]
        while path:
            step, waiting = path[-1]
            if id(step) in done or not waiting:
                done.setdefault(id(step), step)
                path.pop()
                continue
            following = waiting.pop()
            if id(following) in done:
                continue
            if any(following is on_path for on_path, _ in path):
                circle = [on_path.name for on_path, _ in path]
                return Ordered(steps, tuple(circle[circle.index(following.name) :]))
            path.append((following, _before(following, giver)))
    return Ordered(tuple(done.values()))


def _before(step: Step, giver: Mapping[str, Step]) -> list[Step]:
    """Answer the steps that a step reads, the first to be done last in the list."""
    read = dict.fromkeys(name for name in reads_of(step) if name in giver)
    return [giver[name] for name in reversed(read)]


def steps_in_order(terms: Terms) -> tuple[Step, ...]:
    """Answer the steps of checked terms, each after what it reads."""
    return ordered(steps_of(terms.definitions, terms.tables, terms.computed)).steps


def reach_of(names: Iterable[str], steps: Iterable[Step]) -> frozenset[str]:
    """Answer all names that some names depend on, themselves included."""
    giver = {name: step for step in steps for name in answers_of(step)}
    reach: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in reach:
            reach.add(name)
            if name in giver:
                waiting.extend(reads_of(giver[name]))
    return frozenset(reach)
