"""From terms to Python source: one function that decides a claim, one that decides a part of it.

The source is plain, so that a debugger can step through it. Both functions answer one flat tuple:
the answers in the order of the file, the definitions, for each table the row that decided and the
rows that are still open, and whether any answer is unknown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from makewhole.core.kernel.calendar import business_calendar
from makewhole.core.terms import runtime
from makewhole.core.terms.emit import DAYS_MAX, Constants, Emitter, Leaf
from makewhole.core.terms.hits import outputs_by_row, resolver_of
from makewhole.core.terms.lines import Source, emit_computed, emit_table, local
from makewhole.core.terms.model import Computed, Definition, Hit, Level, Parameter, Table, Terms
from makewhole.core.terms.order import Step, reads_of, steps_in_order
from makewhole.core.terms.tree import (
    Call,
    Function,
    Kind,
    Name,
    Node,
    names_in,
    walk,
)

Decide = Callable[..., tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each name stands in the tuples that go in and come out of one pass."""

    facts: tuple[str, ...]  # The claim's facts.
    part_facts: tuple[str, ...]  # The part's own facts, in the pass over parts.
    parameters: tuple[str, ...]  # Those that some fact can change.
    waits: tuple[str, ...]  # Those of them that are at hand as days, too.
    answers: tuple[str, ...]
    definitions: tuple[str, ...]
    tables: tuple[Table, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The names that the pass works out, in the order of its answer."""
        return (*self.answers, *self.definitions)

    def mark_of(self, table: Table) -> int:
        """Answer where a table's deciding row stands in the answer; its open rows stand next."""
        return len(self.values) + 2 * self.tables.index(table)


@dataclass(frozen=True, slots=True)
class Pass:
    """One compiled pass: what it needs to write more code over the same names."""

    layout: Layout
    steps: tuple[Step, ...]
    leaves: Mapping[str, Leaf]
    share_whole: int
    source: str
    decide: Decide
    resolvers: Mapping[str, Callable[[int, int], tuple[object, ...]]]


def leaves_of(terms: Terms) -> dict[str, Leaf]:
    """Answer what generated code knows of each name."""
    leaves = {name: Leaf() for name in terms.facts}
    for parameter in terms.parameters.values():
        if parameter.is_constant:
            leaves[parameter.name] = Leaf(is_constant=True, value=parameter.values[0].value)
        else:
            leaves[parameter.name] = Leaf()
    for step in steps_in_order(terms):
        match step:
            case Definition():
                is_truth = step.kind is Kind.BOOL
                na = not is_truth and any(leaves[name].may_not_apply for name in reads_of(step))
                leaves[step.name] = Leaf(may_not_apply=na)
            case Table():
                na = step.only_if is not None or step.hit is Hit.UNIQUE
                leaves.update({name: Leaf(may_not_apply=na) for name in step.outputs})
            case Computed():
                read = {name for case in step.cases for name in names_in(case.tree)}
                na = not step.always_applies or any(leaves[name].may_not_apply for name in read)
                leaves[step.name] = Leaf(may_not_apply=na)
            case _ as never:
                assert_never(never)
    return leaves


def is_wait(parameter: Parameter) -> bool:
    """Answer whether a parameter may be kept as a number of days."""
    values = [row.value for row in parameter.values]
    return parameter.kind is Kind.INT and all(
        isinstance(value, int) and abs(value) <= DAYS_MAX for value in values
    )


def layout_of(terms: Terms, level: Level, steps: Sequence[Step]) -> Layout:
    """Answer which names a pass takes in and works out."""
    read = {name for step in steps for name in reads_of(step)}
    varying = tuple(p.name for p in terms.parameters.values() if not p.is_constant)
    waiting = {
        node.arguments[1].name
        for step in steps
        for tree in _trees(step)
        for node in walk(tree)
        if isinstance(node, Call)
        and node.function is Function.ADD_DAYS
        and isinstance(node.arguments[1], Name)
    }
    own = {name for name, fact in terms.facts.items() if fact.level is level}
    tables = [table for table in terms.tables.values() if table in steps]
    answers = [name for table in tables for name in table.outputs]
    answers += [value.name for value in terms.computed.values() if value in steps]
    return Layout(
        facts=tuple(n for n, f in terms.facts.items() if f.level is Level.CLAIM),
        part_facts=tuple(n for n in terms.facts if n in own) if level is Level.PART else (),
        parameters=varying,
        waits=tuple(n for n in varying if n in waiting & read and is_wait(terms.parameters[n])),
        answers=tuple(answers),
        definitions=tuple(step.name for step in steps if isinstance(step, Definition)),
        tables=tuple(tables),
    )


def _trees(step: Step) -> Iterable[Node]:
    match step:
        case Definition():
            yield step.tree
        case Table():
            yield from (rule.when for rule in step.rules)
        case Computed():
            for case in step.cases:
                yield from (case.when, case.tree)
        case _ as never:
            assert_never(never)


def compile_pass(terms: Terms, level: Level, steps: Sequence[Step]) -> Pass:
    """Compile the given steps, which are in order, into one function."""
    layout = layout_of(terms, level, steps)
    leaves = leaves_of(terms)
    constants = Constants()
    emitter = Emitter(
        variable=local,
        leaves=leaves,
        constants=constants,
        share_whole=share_whole(terms),
        waits={name: f"t_{name}" for name in layout.waits},
    )
    source = Source()
    read = {name for step in steps for name in reads_of(step)}
    _unpack(source, "F", layout.facts, read)
    _unpack(source, "Q", layout.part_facts, read)
    _unpack(source, f"P[:{len(layout.parameters)}]", layout.parameters, read)
    for index, name in enumerate(layout.waits):
        source.add(f"t_{name} = P[{len(layout.parameters) + index}]")
    resolvers = {}
    for step in steps:
        match step:
            case Definition():
                source.add(f"{local(step.name)} = {emitter.whole(step.tree)}")
            case Computed():
                emit_computed(source, emitter, step)
            case Table():
                resolvers[step.name] = resolver_of(step)
                emit_table(source, emitter, step)
            case _ as never:
                assert_never(never)
    marks = [part for table in layout.tables for part in (f"k_{table.name}", f"m_{table.name}")]
    # The last value says whether any answer is unknown: cheaper here than to look for one later.
    unknown = " or ".join(f"{local(name)} is None" for name in layout.answers) or "False"
    answered = [*map(local, layout.values), *marks, unknown]
    source.add(f"return ({''.join(f'{name}, ' for name in answered)})")
    text = "\n".join(["def decide(F, Q, P):", *source.lines, ""])
    names = runtime_names(terms, constants)
    names.update({f"open_{name}": resolver for name, resolver in resolvers.items()})
    for table in layout.tables:
        names[f"OUT_{table.name}"] = outputs_by_row(table)
    decide = executed(text, names, f"<terms {terms.name} {terms.version} {level}>")["decide"]
    return Pass(layout, tuple(steps), leaves, share_whole(terms), text, decide, resolvers)


def share_whole(terms: Terms) -> int:
    """Answer what `share` takes a part of: percents, or basis points where there are currencies."""
    return 100 if terms.currency is None else 10_000


def runtime_names(terms: Terms, constants: Constants) -> dict[str, object]:
    """Answer the globals of generated code."""
    names: dict[str, object] = {
        "NA": runtime.NA,
        "add_days": runtime.add_days,
        "add_hours": runtime.add_hours,
        "add_months": runtime.add_months,
        "share": runtime.share,
        "portion": runtime.portion,
        "settled": runtime.settled,
        **constants.values,
    }
    if terms.market.calendar is not None:
        calendar = business_calendar(terms.market.calendar)
        names["add_business_days"] = partial(runtime.add_business_days, calendar)
    return names


def executed(text: str, names: dict[str, object], title: str) -> dict[str, Decide]:
    """Compile and run generated source; answer the functions it defines.

    The text is made from a checked tree alone: names match `[a-z][a-z0-9_]*` and bear a prefix,
    values are literals or globals. No text of a file reaches it.
    """
    space: dict[str, object] = dict(names)
    exec(compile(text, title, "exec"), space)  # noqa: S102 - see above
    return {name: value for name, value in space.items() if callable(value)}


def _unpack(source: Source, values: str, names: Sequence[str], read: set[str]) -> None:
    """Bind the names that are read; few of many are faster one by one."""
    wanted = [name for name in names if name in read]
    if len(wanted) * 2 > len(names):
        source.add(f"({''.join(f'{local(name)}, ' for name in names)}) = {values}")
        return
    for name in wanted:
        source.add(f"{local(name)} = {values[0]}[{names.index(name)}]")
