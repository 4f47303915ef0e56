"""What each step of the terms adds to a query: columns, layer by layer.

An answer that may not apply has a second column (`"x na"`), and NULL alone is unknown. Columns
that only the query needs have a space in their name, which no name of a file has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from makewhole.core.terms.frames import dating_fact
from makewhole.core.terms.model import (
    Computed,
    Definition,
    Hit,
    Parameter,
    ParameterValue,
    Table,
    Terms,
)
from makewhole.core.terms.order import Step, answers_of, reads_of
from makewhole.core.terms.sql import (
    Engine,
    NoTemplate,
    inapplicable,
    write_literal,
    write_sql,
)
from makewhole.core.terms.tree import Kind, Literal, Node, Value, kind_of, names_in

Columns = dict[str, str]  # What each new column holds, in SQL.

# Without the fence PostgreSQL flattens the layers and writes each condition out again and again.
_FENCE = {Engine.POSTGRES: " OFFSET 0", Engine.DUCKDB: ""}
_LISTED = {
    Engine.POSTGRES: "array_remove(ARRAY[{0}], NULL)",
    Engine.DUCKDB: "list_filter([{0}], lambda each: each IS NOT NULL)",
}


@dataclass(slots=True)
class Layers:
    """The query so far: each layer is a subquery that adds columns to the one below."""

    engine: Engine
    share_whole: int
    may_not_apply: frozenset[str]
    sql: str
    count: int = 0
    steps: int = 0
    left_out: dict[str, None] = field(default_factory=dict)

    def label(self) -> str:
        """Answer a short name for the columns of a step: an engine cuts long ones."""
        self.steps += 1
        return f"s{self.steps}"

    def add(self, columns: Mapping[str, str]) -> None:
        """Add a layer with new columns."""
        if columns:
            new = ", ".join(f'{sql} AS "{name}"' for name, sql in columns.items())
            below = f"{self.sql} AS l{self.count}"
            self.sql = f"(SELECT *, {new} FROM {below}{_FENCE[self.engine]})"  # noqa: S608 - checked names
            self.count += 1

    def write(self, node: Node) -> str:
        """Write a condition or amount over the columns so far."""
        return write_sql(
            node, self.engine, share_whole=self.share_whole, may_not_apply=self.may_not_apply
        )

    def write_inapplicable(self, node: Node) -> str:
        """Write whether a value does not apply: something in it does not, and all is known."""
        if kind_of(node) is Kind.BOOL:
            return "FALSE"  # A truth that does not apply is no truth.
        read = names_in(node)
        marks = [inapplicable(name) for name in read if name in self.may_not_apply]
        if not marks:
            return "FALSE"
        known = [
            f'("{name}" IS NOT NULL OR {inapplicable(name)})'
            if name in self.may_not_apply
            else f'"{name}" IS NOT NULL'
            for name in read
        ]
        return f"(({' OR '.join(marks)}) AND {' AND '.join(known)})"


def columns_of(layers: Layers, step: Step) -> list[Columns] | None:
    """Write the columns of a step, layer by layer; None where the engine has no template."""
    if any(name in layers.left_out for name in reads_of(step)):
        layers.left_out.update(dict.fromkeys(answers_of(step)))
        return None
    try:
        match step:
            case Definition():
                return [_valued(layers, step.name, step.tree)]
            case Computed():
                return _computed(layers, step)
            case Table():
                return _table(layers, step)
            case _ as never:
                assert_never(never)
    except NoTemplate:
        layers.left_out.update(dict.fromkeys(answers_of(step)))
        return None


def _valued(layers: Layers, name: str, node: Node) -> Columns:
    columns = {name: layers.write(node)}
    if name in layers.may_not_apply:
        columns[f"{name} na"] = layers.write_inapplicable(node)
    return columns


# -- Parameters ----------------------------------------------------------------------------------


def picked(terms: Terms, parameter: Parameter) -> str:
    """Pick the value in force on the dating fact's day, for the key if there are any."""
    day = f'"{dating_fact(terms, parameter)}"'
    rest = [row for row in parameter.values if row.key is None]
    keys = dict.fromkeys(row.key for row in parameter.values if row.key is not None)
    if not keys:
        return _series(parameter, rest, day)
    picked = f'"{parameter.by}"'
    cases = [f"WHEN {picked} IS NULL THEN NULL"]
    for key in keys:
        own = [row for row in parameter.values if row.key == key]
        # The rest holds until the key's own row has started.
        rows = own if own[0].starts_on is None else [*rest, *own]
        cases.append(f"WHEN {picked} = '{key}' THEN {_series(parameter, rows, day)}")
    otherwise = f" ELSE {_series(parameter, rest, day)}" if rest else ""
    return f"(CASE {' '.join(cases)}{otherwise} END)"


def _series(parameter: Parameter, rows: Sequence[ParameterValue], day: str) -> str:
    """Pick by day: the last that has started, a key's own before the rest."""
    if len(rows) == 1:
        return write_literal(Literal(rows[0].value, parameter.kind))
    first, *later = rows
    cases = [f"WHEN {day} IS NULL THEN NULL"]
    for row in reversed(later):
        assert row.starts_on is not None
        started = f"{day} >= {write_literal(Literal(row.starts_on, Kind.DATE))}"
        cases.append(f"WHEN {started} THEN {write_literal(Literal(row.value, parameter.kind))}")
    otherwise = write_literal(Literal(first.value, parameter.kind))
    return f"(CASE {' '.join(cases)} ELSE {otherwise} END)"


# -- Computed values -----------------------------------------------------------------------------


def _computed(layers: Layers, step: Computed) -> list[Columns]:
    """Take the first case that holds, if every earlier one that may hold gives the same."""
    if len(step.cases) == 1 and step.always_applies:
        return [_valued(layers, step.name, step.cases[0].tree)]
    label = layers.label()
    cases: Columns = {}
    for number, case in enumerate(step.cases):
        cases[f"{label} c{number}"] = layers.write(case.when)
        cases[f"{label} v{number}"] = layers.write(case.tree)
        cases[f"{label} n{number}"] = layers.write_inapplicable(case.tree)
    values, marks = [], []
    for number in range(len(step.cases)):
        same = [_same(label, earlier, number) for earlier in range(number)]
        held = " AND ".join([f'"{label} c{number}" IS TRUE', *same])
        values.append(f'WHEN {held} THEN "{label} v{number}"')
        marks.append(f'({held} AND "{label} n{number}")')
    none = [f'("{label} c{n}" IS FALSE OR "{label} n{n}")' for n in range(len(step.cases))]
    answer = {step.name: f"(CASE {' '.join(values)} END)"}
    if step.name in layers.may_not_apply:
        marks.append(f"({' AND '.join(none)})")
        answer[f"{step.name} na"] = f"({' OR '.join(marks)})"
    return [cases, answer]


def _same(label: str, earlier: int, number: int) -> str:
    """Write whether an earlier case surely fails or gives the same."""
    one, other = f'"{label} v{earlier}"', f'"{label} v{number}"'
    neither = f'("{label} n{earlier}" AND "{label} n{number}")'
    return f'("{label} c{earlier}" IS FALSE OR {neither} OR COALESCE({one} = {other}, FALSE))'


# -- Tables --------------------------------------------------------------------------------------


def _table(layers: Layers, table: Table) -> list[Columns]:
    label = layers.label()
    rows: Columns = {f"{label} c{n}": layers.write(r.when) for n, r in enumerate(table.rules)}
    if table.only_if is not None:
        rows[f"{label} g"] = layers.write(table.only_if)
    names = [f'"{column}"' for column in rows][: len(table.rules)]
    guard = f'"{label} g"' if table.only_if is not None else "TRUE"
    match table.hit:
        case Hit.FIRST:
            held = " ".join(f"WHEN {name} THEN {n}" for n, name in enumerate(names))
            first = {f"{label} k": f"(CASE {held} END)"}
            answers = {o: _first(table, o, names, f'"{label} k"', guard) for o in table.outputs}
            return [rows, first, {**answers, **_marks(layers, table, f"{guard} IS FALSE")}]
        case Hit.UNIQUE:
            none = " AND ".join(f"{name} IS FALSE" for name in names)
            answers = {o: _unique(table, o, names, guard) for o in table.outputs}
            mark = f"({guard} IS FALSE OR ({guard} AND {none}) IS TRUE)"
            return [rows, {**answers, **_marks(layers, table, mark)}]
        case Hit.COLLECT:
            listed = _LISTED[layers.engine]
            answers = {o: _collected(table, o, names, guard, listed) for o in table.outputs}
            return [rows, {**answers, **_marks(layers, table, f"{guard} IS FALSE")}]
        case _ as never:
            assert_never(never)


def _marks(layers: Layers, table: Table, mark: str) -> Columns:
    return {f"{o} na": f"({mark})" for o in table.outputs if o in layers.may_not_apply}


def _by_value(table: Table, output: str) -> dict[Value, list[int]]:
    """Answer the rows that give each value."""
    found: dict[Value, list[int]] = {}
    for number, rule in enumerate(table.rules):
        found.setdefault(rule.then[output], []).append(number)
    return found


def _written(table: Table, output: str, value: Value) -> str:
    return write_literal(Literal(value, table.outputs[output].kind))


def _first(table: Table, output: str, rows: Sequence[str], k: str, guard: str) -> str:
    """Give a value if its row decides and no open row before it gives another."""
    cases = []
    for value, giving in _by_value(table, output).items():
        last = max(giving)
        others = [n for n in range(last) if n not in giving]
        settled = [f"({k} < {n} OR {rows[n]} IS NOT NULL)" for n in others]
        held = " AND ".join([guard, f"{k} IN ({', '.join(map(str, giving))})", *settled])
        cases.append(f"WHEN {held} THEN {_written(table, output, value)}")
    return f"(CASE {' '.join(cases)} END)"


def _unique(table: Table, output: str, rows: Sequence[str], guard: str) -> str:
    """Give a value if a row that gives it holds and every row that gives another fails."""
    cases = []
    for value, giving in _by_value(table, output).items():
        one = " OR ".join(f"{rows[n]} IS TRUE" for n in giving)
        others = [f"{row} IS FALSE" for n, row in enumerate(rows) if n not in giving]
        held = " AND ".join([guard, f"({one})", *others])
        cases.append(f"WHEN {held} THEN {_written(table, output, value)}")
    return f"(CASE {' '.join(cases)} END)"


def _collected(table: Table, output: str, rows: Sequence[str], guard: str, listed: str) -> str:
    """List the values of the rows that hold, each once, if no row is open."""
    items = []
    for number, rule in enumerate(table.rules):
        value = rule.then[output]
        before = [n for n in _by_value(table, output)[value] if n < number]
        held = " AND NOT ".join([rows[number], *(rows[n] for n in before)])
        items.append(f"CASE WHEN {held} THEN {_written(table, output, value)} END")
    known = " AND ".join([guard, *(f"{row} IS NOT NULL" for row in rows)])
    return f"(CASE WHEN {known} THEN {listed.format(', '.join(items))} END)"
