"""The definitions, tables and computed values of a file, declared first and read afterwards.

An expression may read any name of the file, so the names and types of all are declared before the
first expression is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from makewhole.core.terms.cells import read_cells
from makewhole.core.terms.declared import (
    Currencies,
    read_kind,
    read_level,
    read_text,
    read_words,
    refuse_reserved,
)
from makewhole.core.terms.expr import read_expression
from makewhole.core.terms.model import Case, Computed, Definition, Hit, Level, Output, Rule, Table
from makewhole.core.terms.scope import Scope
from makewhole.core.terms.shape import Shape
from makewhole.core.terms.shapes import CASE, COMPUTED, DEFINITION, OUTPUT, RULE, TABLE
from makewhole.core.terms.strict import Entry
from makewhole.core.terms.tree import TRUE, Kind, Node, Value
from makewhole.core.terms.values import Type, read_value

_UNNAMED_KINDS = tuple(kind.value for kind in Kind if kind is not Kind.ENUM)
_KINDS = tuple(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Declared:
    """A definition, table or computed value whose expressions are not read yet."""

    name: str
    entry: Entry
    fields: Mapping[str, Entry]
    level: Level
    kind: Kind = Kind.BOOL  # Of a definition or computed value.
    outputs: Mapping[str, Output] | None = None  # Of a table.


def read_tree(entry: Entry, kind: Kind, scope: Scope) -> Node | None:
    """Read the expression that stands here, or note everything that is wrong with it."""
    text = entry.text()
    if text is None:
        return None
    reading = read_expression(text, kind, scope)
    for complaint in reading.complaints:
        entry.refuse(complaint.finding, complaint.repair)
    return reading.tree


# -- Definitions and computed values -------------------------------------------------------------


def declare(section: Entry, shape: Shape) -> dict[str, Declared]:
    """Declare the names and types of a section of definitions or computed values."""
    found = {}
    for name, entry in section.named().items():
        refuse_reserved(name, entry)
        fields = entry.fields(shape.keys, shape.required)
        kind = read_kind(fields, _UNNAMED_KINDS)
        if kind is not None:
            found[name] = Declared(name, entry, fields, read_level(fields), kind)
    return found


def declare_definitions(section: Entry) -> dict[str, Declared]:
    """Declare the definitions."""
    return declare(section, DEFINITION)


def declare_computed(section: Entry) -> dict[str, Declared]:
    """Declare the computed values."""
    return declare(section, COMPUTED)


def read_definition(declared: Declared, scope: Scope) -> Definition | None:
    """Read the expression of a definition."""
    entry = declared.fields.get("is")
    tree = read_tree(entry, declared.kind, scope) if entry is not None else None
    if tree is None:
        return None
    label = read_text(declared.fields, "label")
    return Definition(declared.name, declared.kind, tree, declared.level, label)


def read_computed(declared: Declared, scope: Scope) -> Computed | None:
    """Read the cases of a computed value: `cases`, or `is` with or without `when`."""
    fields = declared.fields
    if ("cases" in fields) is ("is" in fields) or ("cases" in fields and "when" in fields):
        declared.entry.refuse(
            "found no value, or two", "state `is`, with `when` if it needs one, or `cases`"
        )
        return None
    if "cases" in fields:
        cases = [
            _read_case(item.fields(CASE.keys, CASE.required), declared.kind, scope)
            for item in fields["cases"].items()
        ]
    else:
        cases = [_read_case(fields, declared.kind, scope)]
    read = tuple(case for case in cases if case is not None)
    if not cases and fields["cases"].is_empty_list:
        fields["cases"].refuse("found no case", "write at least one")
    if len(read) < len(cases) or not read:
        return None
    for number, case in enumerate(read[:-1], 1):
        if case.when == TRUE:
            declared.entry.refuse(
                f"found case {number}, which always holds, before others", "write it last"
            )
    label = read_text(fields, "label")
    return Computed(declared.name, declared.kind, read, declared.level, label)


def _read_case(fields: Mapping[str, Entry], kind: Kind, scope: Scope) -> Case | None:
    when = read_tree(fields["when"], Kind.BOOL, scope) if "when" in fields else TRUE
    tree = read_tree(fields["is"], kind, scope) if "is" in fields else None
    return None if when is None or tree is None else Case(when, tree)


# -- Tables --------------------------------------------------------------------------------------


def declare_tables(section: Entry) -> dict[str, Declared]:
    """Declare the tables with their outputs; an undeclared enum is what its rows say."""
    found = {}
    for name, entry in section.named().items():
        fields = entry.fields(TABLE.keys, TABLE.required)
        hit = fields["hit"].choice(tuple(Hit)) if "hit" in fields else None
        outputs = {}
        for output, column in fields["outputs"].named().items() if "outputs" in fields else ():
            refuse_reserved(output, column)
            declared = _declare_output(output, column, is_list=hit == Hit.COLLECT)
            if declared is not None:
                outputs[output] = declared
        if "outputs" in fields and not outputs and fields["outputs"].is_mapping:
            fields["outputs"].refuse("found no output", "write what the table answers")
        outputs = _with_said_values(outputs, fields.get("rules"))
        found[name] = Declared(name, entry, fields, read_level(fields), outputs=outputs)
    return found


def _declare_output(name: str, entry: Entry, *, is_list: bool) -> Output | None:
    if not entry.is_mapping:
        found = entry.choice(_KINDS)
        return None if found is None else Output(name, Kind(found), is_list=is_list)
    fields = entry.fields(OUTPUT.keys, OUTPUT.required)
    kind = read_kind(fields)
    if kind is None:
        return None
    if kind is not Kind.ENUM and "values" in fields:
        fields["values"].refuse(f"found values of the type {kind}", "leave `values` out")
        return None
    values = read_words(fields["values"]) if "values" in fields else ()
    return Output(
        name=name,
        kind=kind,
        values=values,
        is_declared=bool(values),
        is_list=is_list,
        label=read_text(fields, "label"),
    )


def _with_said_values(outputs: dict[str, Output], rules: Entry | None) -> dict[str, Output]:
    said: dict[str, dict[str, None]] = {name: {} for name in outputs}
    for rule in rules.items() if rules is not None and rules.is_list else ():
        then = rule.entries().get("then") if rule.is_mapping else None
        for name, entry in then.entries().items() if then is not None and then.is_mapping else ():
            said.setdefault(name, {})[entry.raw] = None
    return {
        name: replace(output, values=tuple(said[name]))
        if output.kind is Kind.ENUM and not output.is_declared
        else output
        for name, output in outputs.items()
    }


def read_table(declared: Declared, scope: Scope, currencies: Currencies) -> Table | None:
    """Read a table's rows."""
    fields = declared.fields
    if not declared.outputs or "hit" not in fields or "rules" not in fields:
        return None
    rules = [_read_rule(item, declared, scope, currencies) for item in fields["rules"].items()]
    if fields["rules"].is_empty_list:
        fields["rules"].refuse("found no rule", "write at least one")
    read_text(fields, "note")
    return Table(
        name=declared.name,
        hit=Hit(fields["hit"].raw) if fields["hit"].raw in tuple(Hit) else Hit.FIRST,
        outputs=declared.outputs,
        rules=tuple(rule for rule in rules if rule is not None),
        level=declared.level,
        title=read_text(fields, "title"),
        only_if=read_tree(fields["only_if"], Kind.BOOL, scope) if "only_if" in fields else None,
    )


def _read_rule(
    item: Entry, declared: Declared, scope: Scope, currencies: Currencies
) -> Rule | None:
    id_entry = item.entries().get("id") if item.is_mapping else None
    id_ = id_entry.word() if id_entry is not None else None
    entry = item.at(f"{declared.entry.place}.{id_}") if id_ is not None else item
    fields = entry.fields(RULE.keys, RULE.required)
    when: Node | None = None
    if ("when" in fields) is ("if" in fields):
        if entry.is_mapping:
            entry.refuse("found no condition, or two", "state either `when` or `if`")
    elif "when" in fields:
        when = read_tree(fields["when"], Kind.BOOL, scope)
    else:
        when = read_cells(fields["if"], scope)
    then = _read_then(fields.get("then"), declared.outputs or {}, currencies)
    if "kept_for" in fields:
        fields["kept_for"].choice(("sentence",))
    if id_ is None or when is None or then is None:
        return None
    return Rule(
        id=id_,
        when=when,
        then=then,
        clause=fields["clause"].quoted("2.1") if "clause" in fields else None,
        cells=_cells_as_written(fields["if"]) if "if" in fields else None,
        say=read_text(fields, "say"),
        say_seller=read_text(fields, "say_seller"),
        note=read_text(fields, "note"),
        is_kept_for_sentence="kept_for" in fields,
        line=entry.line,
    )


def _cells_as_written(entry: Entry) -> dict[str, str | tuple[str, ...]]:
    return {
        name: tuple(item.raw for item in cell.items()) if cell.is_list else cell.raw
        for name, cell in entry.entries().items()
    }


def _read_then(
    entry: Entry | None, outputs: Mapping[str, Output], currencies: Currencies
) -> dict[str, Value] | None:
    if entry is None:
        return None
    fields = entry.fields(tuple(outputs), tuple(outputs))
    then = {}
    for name, output in outputs.items():
        if name in fields:
            wanted = Type(output.kind, output.values, currencies.places)
            value = read_value(fields[name], wanted)
            if value is not None:
                then[name] = value
    return then if len(then) == len(outputs) else None
