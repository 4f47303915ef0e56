"""From tables and computed values to the lines of Python that work them out.

A name's value is a variable; of each table stay two marks, the row that decides and the open rows.
"""

from dataclasses import dataclass, field
from itertools import groupby

from makewhole.core.terms.emit import Emitter
from makewhole.core.terms.model import Computed, Hit, Table
from makewhole.core.terms.tree import TRUE, And, Node, all_of


@dataclass(slots=True)
class Source:
    """Lines of Python, with their indentation."""

    lines: list[str] = field(default_factory=list)
    depth: int = 1

    def add(self, *lines: str) -> None:
        """Add lines at the present depth."""
        self.lines.extend("    " * self.depth + line for line in lines)


def local(name: str) -> str:
    """Answer the variable that holds a name's value in generated code."""
    return f"v_{name}"


# -- Computed values -----------------------------------------------------------------------------


def emit_computed(source: Source, emitter: Emitter, step: Computed) -> None:
    name = local(step.name)
    if len(step.cases) == 1 and step.cases[0].when == TRUE:
        source.add(f"{name} = {emitter.whole(step.cases[0].tree)}")
        return
    if len(step.cases) == 1:
        _emit_only_case(source, emitter, step)
        return
    source.add("c = ()", "while True:")
    source.depth += 1
    for case in step.cases:
        value = emitter.whole(case.tree)
        true, false = emitter.true(case.when), emitter.false(case.when)
        if true == "True":
            source.add(f"{name} = {value}", "break")
            break
        source.add(
            f"if not {_bracketed(false)}:",
            f"    if {true}:",
            f"        {name} = {value}",
            "        break",
            f"    c += ({value},)",
        )
    else:
        source.add(f"{name} = NA", "break")
    source.depth -= 1
    source.add("if c:", f"    {name} = settled(c, {name})")


def _emit_only_case(source: Source, emitter: Emitter, step: Computed) -> None:
    name, case = local(step.name), step.cases[0]
    value = emitter.whole(case.tree)
    source.add(
        f"if {emitter.false(case.when)}:",
        f"    {name} = NA",
        f"elif {emitter.true(case.when)}:",
        f"    {name} = {value}",
        "else:",
        f"    {name} = settled(({value},), NA)",
    )


def _bracketed(text: str) -> str:
    return text if text.startswith("(") and text.endswith(")") else f"({text})"


# -- Tables --------------------------------------------------------------------------------------


def emit_table(source: Source, emitter: Emitter, table: Table) -> None:
    k, m = f"k_{table.name}", f"m_{table.name}"
    targets = "".join(f"{local(name)}, " for name in table.outputs)
    guard = table.only_if or TRUE
    guarded = emitter.false(guard)
    if guarded != "False":
        inapplicable = "".join("NA, " for _ in table.outputs)
        source.add(f"if {guarded}:", f"    {k} = -1", f"    {m} = 0")
        source.add(f"    {targets} = {inapplicable}", "else:")
        source.depth += 1
    source.add(f"{m} = 0")
    if table.hit is Hit.FIRST:
        _emit_first(source, emitter, table)
    else:
        _emit_all(source, emitter, table)
    if guarded != "False":
        source.add(f"if not {_bracketed(emitter.true(guard))}:")
        source.add(f"    {m} |= {1 << len(table.rules)}")  # The guard itself is open.
    if table.hit is Hit.FIRST:
        single = len(table.outputs) == 1
        source.add(
            f"if {m}:",
            f"    {targets} = open_{table.name}({k}, {m})",
            "else:",
            f"    {targets.rstrip(', ') if single else targets} = OUT_{table.name}[{k}]",
        )
    else:
        source.add(f"{targets} = open_{table.name}({k}, {m})")
    if guarded != "False":
        source.depth -= 1


def _emit_first(source: Source, emitter: Emitter, table: Table) -> None:
    """Ask row after row, up to the first that surely holds.

    Rows in a row that begin with the same condition are passed over together where it fails.
    """
    k, m = f"k_{table.name}", f"m_{table.name}"
    source.add("while True:")
    source.depth += 1
    conditions = [rule.when for rule in table.rules]
    last = next(at for at, when in enumerate(conditions) if emitter.true(when) == "True")
    asked = [row for row in enumerate(conditions[:last]) if emitter.false(row[1]) != "True"]
    for lead, run in groupby(asked, key=_first_condition):
        rows = list(run)
        if len(rows) == 1:
            _emit_row(source, emitter, (k, m), rows[0], rows[0][1])
            continue
        source.add(f"if not {_bracketed(emitter.false(lead))}:")
        source.depth += 1
        for row in rows:
            _emit_row(source, emitter, (k, m), row, _without_first(row[1]))
        source.depth -= 1
    source.add(f"{k} = {last}", "break")
    source.depth -= 1


def _first_condition(row: tuple[int, Node]) -> Node:
    when = row[1]
    return when.terms[0] if isinstance(when, And) else when


def _without_first(when: Node) -> Node:
    return all_of(when.terms[1:]) if isinstance(when, And) else TRUE


def _emit_row(
    source: Source, emitter: Emitter, marks: tuple[str, str], row: tuple[int, Node], rest: Node
) -> None:
    """Ask one row, which is passed over where `rest` of its condition surely fails."""
    (k, m), (at, when) = marks, row
    source.add(
        f"if not {_bracketed(emitter.false(rest))}:",
        f"    if {emitter.true(when)}:",
        f"        {k} = {at}",
        "        break",
        f"    {m} |= {1 << at}",
    )


def _emit_all(source: Source, emitter: Emitter, table: Table) -> None:
    """Ask every row; the rows that hold are bits of k, the open ones bits of m."""
    k, m = f"k_{table.name}", f"m_{table.name}"
    source.add(f"{k} = 0")
    for index, rule in enumerate(table.rules):
        true, false = emitter.true(rule.when), emitter.false(rule.when)
        if false == "True":
            continue
        if true == "True":
            source.add(f"{k} |= {1 << index}")
            continue
        source.add(
            f"if not {_bracketed(false)}:",
            f"    if {true}:",
            f"        {k} |= {1 << index}",
            "    else:",
            f"        {m} |= {1 << index}",
        )
