"""How a flat result is read: which row decided each table, in which words, on which facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from makewhole.core.terms.frames import facts_behind
from makewhole.core.terms.hits import candidates_of, rows_of
from makewhole.core.terms.intake import picker
from makewhole.core.terms.model import Computed, Hit, Level, Rule, Table, Terms
from makewhole.core.terms.order import Step
from makewhole.core.terms.program import Program
from makewhole.core.terms.python import Layout, Pass
from makewhole.core.terms.runtime import NA
from makewhole.core.terms.sentences import placeholders_of
from makewhole.core.terms.tree import And, Node, Not, Value, names_in

Rows = tuple[Any, Any, Any, Any]  # Facts, a part's own facts, parameters, values.
MARKS_MAX = 20_000


class DecidingRule(NamedTuple):
    """A row that decided: its sentences as templates, and the values that fill them."""

    table: str
    id: str
    clause: str | None
    say: str | None
    say_seller: str | None
    values: Mapping[str, Value | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Worded:
    """A row with where the values of its placeholders stand."""

    rule: DecidingRule
    fills: tuple[tuple[str, Callable[[Rows], Value | None]], ...]

    def said(self, rows: Rows) -> DecidingRule:
        """Answer the row with the values that fill its sentences."""
        rule = self.rule
        values = {name: read(rows) for name, read in self.fills}
        return DecidingRule(rule.table, rule.id, rule.clause, rule.say, rule.say_seller, values)


@dataclass(frozen=True, slots=True)
class _Marked:
    """One table: where its marks stand, and its rows in words."""

    table: Table
    at: int
    rows: tuple[_Worded, ...]

    def ruled_out(self, k: int, m: int) -> Node | None:
        """Answer the condition that surely does not hold, as the table's guard shows."""
        guard = self.table.only_if
        if k < 0:
            return guard
        is_open = m >> len(self.table.rules)
        return guard.term if isinstance(guard, Not) and not is_open else None

    def deciding(self, k: int, m: int) -> tuple[int, ...]:
        """Answer the rows that decided; none while an output is undetermined."""
        if self.table.hit is not Hit.FIRST:
            return candidates_of(self.table, k, 0)
        if m == 0:
            return (k,) if k >= 0 else ()
        if m >> len(self.table.rules):
            return ()
        candidates = candidates_of(self.table, k, m)
        first = self.table.rules[candidates[0]].then
        agree = all(self.table.rules[index].then == first for index in candidates)
        return candidates if agree else ()


@dataclass(frozen=True, slots=True)
class Path:
    """One way through the tables: the rows that decided, and the facts that were looked at."""

    worded: tuple[_Worded, ...]
    names: tuple[str, ...]
    sources: tuple[str, ...]  # Of each of those facts.
    pick: Callable[[Any], Any]  # Picks those facts from all of the claim and the part.

    def rules(self, rows: Rows) -> tuple[DecidingRule, ...]:
        """Answer the rows that decided, with the values that fill their sentences."""
        return tuple([each.said(rows) if each.fills else each.rule for each in self.worded])

    def facts_used(self, rows: Rows) -> dict[str, tuple[Value, str]]:
        """Answer the known facts that were looked at."""
        facts = (*rows[0], *rows[1]) if rows[1] else rows[0]
        return {
            name: (value, source)
            for name, source, value in zip(self.names, self.sources, self.pick(facts), strict=True)
            if value is not None
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """Reads the flat results of one pass."""

    answers: tuple[str, ...]
    may_not_apply: tuple[str, ...]
    marked: tuple[_Marked, ...]
    marks: slice
    totals: tuple[str, ...]
    sources: tuple[
        tuple[str, str], ...
    ]  # Each fact of the claim, then of the part, with its source.
    masks: "_Masks"
    reads: dict[frozenset[Node], "_Reads"] = field(default_factory=dict)  # By what is ruled out.
    known: dict[tuple[int, ...], Path] = field(default_factory=dict)

    def path_of(self, rows: Rows) -> Path:
        """Answer the way a claim took through the tables; claims that went alike share it."""
        marks = rows[3][self.marks]
        path = self.known.get(marks)
        if path is None:
            if len(self.known) >= MARKS_MAX:
                self.known.clear()
            path = self.known[marks] = self._path(marks)
        return path

    def _path(self, marks: tuple[int, ...]) -> Path:
        worded = tuple(
            each.rows[index]
            for number, each in enumerate(self.marked)
            for index in each.deciding(marks[2 * number], marks[2 * number + 1])
        )
        reads = self._reads(marks)
        mask = reads.computed
        for number, each in enumerate(self.marked):
            last = marks[2 * number] if each.table.hit is Hit.FIRST else -1
            mask |= reads.up_to_each_row[each.table.name][last]
        places = [bit for bit in range(len(self.sources)) if mask >> bit & 1]
        return Path(
            worded,
            tuple(self.sources[bit][0] for bit in places),
            tuple(self.sources[bit][1] for bit in places),
            picker(places),
        )

    def _reads(self, marks: tuple[int, ...]) -> "_Reads":
        """Answer what is read where a claim's family rules conditions out; few families exist."""
        out = (
            each.ruled_out(marks[2 * number], marks[2 * number + 1])
            for number, each in enumerate(self.marked)
        )
        ruled_out = frozenset(node for node in out if node is not None)
        reads = self.reads.get(ruled_out)
        if reads is None:
            masks = replace(self.masks, ruled_out=ruled_out)
            tables = {each.table.name: masks.up_to_each_row(each.table) for each in self.marked}
            reads = self.reads[ruled_out] = _Reads(masks.of_computed(), tables)
        return reads

    def open_rows(self, rows: Rows) -> dict[str, tuple[str, ...]]:
        """Answer, for each table that has any, the rows that could still decide it."""
        marks = rows[3][self.marks]
        found = {}
        for number, each in enumerate(self.marked):
            rules = each.table.rules
            open_ids = tuple(rules[at].id for at in rows_of(marks[2 * number + 1], len(rules)))
            if open_ids:
                found[each.table.name] = open_ids
        return found


@lru_cache(maxsize=400)
def trace_of(program: Program, level: Level) -> Trace:
    """Answer how the results of a pass are read; worked out once for each program."""
    return build_trace(program.terms, program.claim if level is Level.CLAIM else program.part)


def build_trace(terms: Terms, compiled: Pass) -> Trace:
    """Work out how the results of a pass are read."""
    layout = compiled.layout
    names = (*layout.facts, *layout.part_facts)
    sources = [(name, terms.facts[name].sources[0]) for name in names]
    bits = {name: 1 << bit for bit, name in enumerate(names)}
    readers = _readers(terms, layout)
    return Trace(
        answers=layout.answers,
        may_not_apply=tuple(n for n in layout.answers if compiled.leaves[n].may_not_apply),
        marked=tuple(
            _Marked(
                table,
                layout.mark_of(table),
                tuple(_worded(table, rule, readers) for rule in table.rules),
            )
            for table in layout.tables
        ),
        marks=slice(len(layout.values), -1),
        totals=tuple(name for name, fact in terms.facts.items() if fact.total is not None),
        sources=tuple(sources),
        masks=_Masks(terms, compiled.steps, bits),
    )


def _readers(terms: Terms, layout: Layout) -> dict[str, Callable[[Rows], Value | None]]:
    """Answer how the value of each name is found in a result."""
    readers: dict[str, Callable[[Rows], Value | None]] = {}
    for which, names in enumerate(
        (layout.facts, layout.part_facts, layout.parameters, layout.values)
    ):
        for at, name in enumerate(names):
            readers[name] = _reader(which, at)
    for parameter in terms.parameters.values():
        if parameter.is_constant:
            readers[parameter.name] = _constant(parameter.values[0].value)
    return readers


def _reader(which: int, at: int) -> Callable[[Rows], Value | None]:
    def read(rows: Rows) -> Value | None:
        value = rows[which][at]
        return None if value is NA else cast("Value | None", value)

    return read


def _constant(value: Value) -> Callable[[Rows], Value | None]:
    return lambda _: value


def _worded(
    table: Table, rule: Rule, readers: Mapping[str, Callable[[Rows], Value | None]]
) -> _Worded:
    texts = [text for text in (rule.say, rule.say_seller) if text is not None]
    names = dict.fromkeys(name for text in texts for name in placeholders_of(text).names)
    said = DecidingRule(table.name, rule.id, rule.clause, rule.say, rule.say_seller)
    return _Worded(said, tuple((name, readers[name]) for name in names if name in readers))


@dataclass(frozen=True, slots=True)
class _Reads:
    """Sets of facts as bits: of computed values, and of each table up to each of its rows."""

    computed: int
    up_to_each_row: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Masks:
    """Sets of facts as bits: what rows and cases read, through definitions and dated parameters.

    Of a condition that begins with one that is ruled out, nothing after its beginning is read.
    """

    terms: Terms
    steps: tuple[Step, ...]
    bits: Mapping[str, int]
    ruled_out: frozenset[Node] = frozenset()

    def of(self, names: Iterable[str]) -> int:
        """Answer the facts behind some names, without what tables and computed values read."""
        mask = 0
        for name in names:
            parameter = self.terms.parameters.get(name)
            definition = self.terms.definitions.get(name)
            if definition is not None:
                mask |= self.of(names_in(definition.tree))
            elif parameter is not None and not parameter.is_constant:
                for fact in facts_behind(self.terms, parameter):
                    mask |= self.bits[fact]
            else:
                mask |= self.bits.get(name, 0)
        return mask

    def _of_condition(self, when: Node) -> tuple[int, bool]:
        """Answer what a condition reads, and whether it is ruled out from its beginning."""
        first = when.terms[0] if isinstance(when, And) else when
        is_out = first in self.ruled_out
        return self.of(names_in(first if is_out else when)), is_out

    def up_to_each_row(self, table: Table) -> tuple[int, ...]:
        """Answer what a table reads up to each row, then what it reads when none decides."""
        guard, is_out = (0, False) if table.only_if is None else self._of_condition(table.only_if)
        if is_out:
            return (guard,) * (len(table.rules) + 1)
        masks = []
        mask = guard
        for rule in table.rules:
            mask |= self._of_condition(rule.when)[0]
            masks.append(mask)
        return (*masks, guard if table.hit is Hit.FIRST else mask)

    def of_computed(self) -> int:
        """Answer what the computed values of the pass read."""
        mask = 0
        for step in self.steps:
            for case in step.cases if isinstance(step, Computed) else ():
                read, is_out = self._of_condition(case.when)
                mask |= read if is_out else read | self.of(names_in(case.tree))
        return mask
