"""The parameters of a file: dated, sourced series, each from the beginning of time on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from makewhole.core.kernel.money import places_of
from makewhole.core.terms.clocks import check_clocks, read_clock
from makewhole.core.terms.declared import (
    Currencies,
    read_kind,
    read_text,
    read_words,
    refuse_reserved,
)
from makewhole.core.terms.known import DURATION_UNITS, UNITS
from makewhole.core.terms.model import (
    Fact,
    Level,
    Parameter,
    ParameterValue,
)
from makewhole.core.terms.problems import nearest
from makewhole.core.terms.shapes import PARAMETER, PARAMETER_OF_PACK, ROW
from makewhole.core.terms.strict import Entry
from makewhole.core.terms.tree import Kind, Value
from makewhole.core.terms.values import Type, read_value

BEGINNING = date(2001, 1, 1)  # A first row dated earlier was meant to hold from the beginning.


def read_parameters(
    section: Entry,
    currencies: Currencies,
    facts: Mapping[str, Fact],
    base: Mapping[str, Parameter] | None = None,
) -> dict[str, Parameter]:
    """Read the parameters; in a pack, each restates one of the base and inherits the rest."""
    found = {}
    for name, entry in section.named().items():
        refuse_reserved(name, entry)
        inherited = base.get(name) if base is not None else None
        if base is not None and inherited is None:
            entry.refuse("found a parameter that the base has not", nearest(name, base))
            continue
        parameter = _read_parameter(name, entry, currencies, facts, inherited)
        if parameter is not None:
            found[name] = parameter
    check_clocks(found, section, base or {})
    return found


def _read_parameter(
    name: str,
    entry: Entry,
    currencies: Currencies,
    facts: Mapping[str, Fact],
    base: Parameter | None,
) -> Parameter | None:
    shape = PARAMETER_OF_PACK if base else PARAMETER
    fields = entry.fields(shape.keys, shape.required)
    kind = read_kind(fields) if "type" in fields else (base.kind if base else None)
    if kind is None or "values" not in fields:
        return None
    if base is not None and kind is not base.kind:
        fields["type"].refuse(f"found {kind}", f"leave it out: the base says {base.kind}")
    by = _read_key_fact(fields["by"], facts) if "by" in fields else (base.by if base else None)
    dated_by = _read_dating_fact(fields, facts) or (base.dated_by if base else None)
    if kind is Kind.MONEY and currencies.fact is not None and by != currencies.fact:
        entry.refuse("found one amount for all currencies", f"write `by: {currencies.fact}`")
    choices = (
        read_words(fields["choices"]) if "choices" in fields else (base.choices if base else ())
    )
    draft = Parameter(
        name=name,
        kind=kind,
        values=(),
        unit=fields["unit"].choice(UNITS) if "unit" in fields else (base.unit if base else None),
        by=by,
        dated_by=dated_by,
        label=read_text(fields, "label") or (base.label if base else None),
        note=read_text(fields, "note"),
        is_default="default" in fields and fields["default"].truth() is True,
        lifecycle=(
            fields["lifecycle"].truth() is True
            if "lifecycle" in fields
            else base is not None and base.lifecycle
        ),
        choices=choices,
    )
    rows = _read_rows(fields["values"], draft, currencies, facts)
    clock = read_clock(fields["clock"]) if "clock" in fields else (base.clock if base else None)
    if kind is Kind.ENUM and not choices:
        draft = replace(draft, choices=tuple(dict.fromkeys(str(row.value) for row in rows)))
    return replace(draft, values=rows, clock=clock)


def _read_key_fact(entry: Entry, facts: Mapping[str, Fact]) -> str | None:
    fact = facts.get(entry.raw)
    if fact is None or fact.kind is not Kind.ENUM or fact.level is Level.PART:
        enums = [f.name for f in facts.values() if f.kind is Kind.ENUM and f.level is Level.CLAIM]
        entry.refuse(
            f'found "{entry.raw}"', f"name an enum fact of the claim: {nearest(entry.raw, enums)}"
        )
        return None
    return fact.name


def _read_dating_fact(fields: Mapping[str, Entry], facts: Mapping[str, Fact]) -> str | None:
    if "dated_by" in fields and "as_of" in fields:
        fields["as_of"].refuse("found `dated_by` and `as_of`", "keep one: they mean the same")
    entry = fields.get("dated_by") or fields.get("as_of")
    if entry is None:
        return None
    fact = facts.get(entry.raw)
    if fact is None or fact.kind is not Kind.DATE or fact.level is Level.PART or fact.total:
        entry.refuse(f'found "{entry.raw}"', "name a date fact of the claim")
        return None
    return fact.name


def _read_rows(
    entry: Entry, parameter: Parameter, currencies: Currencies, facts: Mapping[str, Fact]
) -> tuple[ParameterValue, ...]:
    rows: list[ParameterValue] = []
    all_read = True
    last: dict[str | None, date | None] = {}
    for item in entry.items():
        row = _read_row(item, parameter, currencies, facts)
        if row is None:
            all_read = False
            continue
        if row.key in last:
            before = last[row.key] or date.min
            if row.starts_on is None or row.starts_on <= before:
                finding = f"found {row.starts_on or 'a second row without `from`'}"
                item.refuse(
                    finding, "write the rows of a series once each, in order of their dates"
                )
        last.setdefault(row.key, row.starts_on)
        last[row.key] = row.starts_on or last[row.key]
        rows.append(row)
    if entry.is_empty_list:
        entry.refuse("found no value", "write at least one")
    # A gap is looked for only where every row could be read: a slip is reported once.
    return _from_the_beginning(entry, rows) if all_read else tuple(rows)


def _from_the_beginning(entry: Entry, rows: list[ParameterValue]) -> tuple[ParameterValue, ...]:
    """Let each series start at the beginning of time, or note the gap."""
    has_rest = any(row.key is None for row in rows)
    read: list[ParameterValue] = []
    begun: set[str | None] = set()
    for row in rows:
        is_first = row.key not in begun
        begun.add(row.key)
        if not is_first or row.starts_on is None or (row.key is not None and has_rest):
            read.append(row)
            continue
        if row.starts_on >= BEGINNING:
            of = f" of {row.key}" if row.key is not None else ""
            entry.refuse(
                f"found a gap: the series{of} starts on {row.starts_on}",
                "write a first row without `from`, for all earlier days",
            )
        else:
            entry.warn(
                f"found a first row dated {row.starts_on}",
                "leave its `from` out: it holds from the beginning",
            )
        read.append(replace(row, starts_on=None))
    return tuple(read)


def _read_row(
    entry: Entry, parameter: Parameter, currencies: Currencies, facts: Mapping[str, Fact]
) -> ParameterValue | None:
    keys = (*ROW.keys, parameter.by) if parameter.by else tuple(ROW.keys)
    fields = entry.fields(keys, ROW.required)
    key = None
    if parameter.by is not None and parameter.by in fields:
        key = fields[parameter.by].choice(facts[parameter.by].values)
    starts_on = fields["from"].day() if "from" in fields else None
    value = _read_row_value(fields, parameter, currencies, key)
    read_text(fields, "note")
    cite = read_cites(fields["cite"]) if "cite" in fields else ()
    is_default = ("default" in fields and fields["default"].truth()) or None
    if value is None:
        return None
    unit = fields["unit"].choice(DURATION_UNITS) if "unit" in fields else None
    unit = None if unit == parameter.unit else unit
    return ParameterValue(value, starts_on, key, cite, is_default, entry.line, unit)


def _read_row_value(
    fields: Mapping[str, Entry], parameter: Parameter, currencies: Currencies, key: str | None
) -> Value | None:
    entry = fields.get("value")
    if entry is None:
        return None
    if parameter.kind is Kind.ENUM and not parameter.choices:
        return entry.word()
    places = currencies.places
    if currencies.fact is not None:
        currency = key if parameter.by == currencies.fact else None
        currency = currency or currencies.market
        places = places_of(currency) if currency is not None else None
    return read_value(entry, Type(parameter.kind, parameter.choices, places))


def read_cites(entry: Entry) -> tuple[str, ...]:
    """Read the sources of a figure: a list of ids, or one text as it stands."""
    if entry.is_list:
        return entry.list_of(Entry.word)
    text = entry.text()
    return () if text is None else (text,)
