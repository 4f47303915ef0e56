"""The clocks of a file: what a parameter that is a length of time says of the clock it measures."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from makewhole.core.clocks.duration import LONGEST, Duration, Unit
from makewhole.core.clocks.said import ClockSaid, Extension, Owner, RestDays, Rung, Runs, Whose
from makewhole.core.kernel.require import require
from makewhole.core.terms.known import DURATION_UNITS
from makewhole.core.terms.model import Parameter, ParameterValue
from makewhole.core.terms.problems import nearest
from makewhole.core.terms.shapes import CLOCK, EXTENSION, LENGTH
from makewhole.core.terms.strict import SHARE, Entry
from makewhole.core.terms.tree import Kind

_ENDS_WITH_EVENT = ("rest_days", "pause_while", "extend", "repeats")


def length_on(parameter: Parameter, day: date, key: str | None = None) -> Duration | None:
    """Answer how long a clock runs under the terms of a day; None when the key is not listed."""
    row = parameter.row_on(day, key)
    return None if row is None else _length_of(parameter, row)


def _length_of(parameter: Parameter, row: ParameterValue) -> Duration:
    unit = row.unit or parameter.unit
    require(isinstance(row.value, int) and unit is not None, f"{parameter.name} is no length")
    assert isinstance(row.value, int)
    assert unit is not None
    return Duration(row.value, Unit(unit))


def clock_words(said: ClockSaid) -> str:
    """Say what the terms say of a clock, on one line, for a comparison of two files."""
    parts = [f"{said.runs} {said.event}", f"for {said.owner}", f"then {said.on_silence}"]
    parts += [f"days of {said.days_of}", f"rest days: {said.rest_days}"]
    parts += [f"warns at {_rung_words(rung)}" for rung in said.warn]
    parts += [f"pauses while {why}" for why in said.pause_while]
    if said.extend is not None:
        asked = ", ".join(said.extend.asked_by)
        reason = " with a reason" if said.extend.needs_reason else ""
        times = "once" if said.extend.times == 1 else f"{said.extend.times} times"
        parts.append(f"extended by {_words(said.extend.by)}, {times}, for {asked}{reason}")
    parts += [f"or {other} first" for other in said.first_of]
    parts += ["repeats"] if said.repeats else []
    return "; ".join(parts)


def _rung_words(rung: Rung) -> str:
    return f"{rung.percent}%" if rung.before is None else f"{_words(rung.before)} before"


def _words(length: Duration) -> str:
    return f"{length.value} {length.unit}"


# -- Reading -------------------------------------------------------------------------------------


def read_clock(entry: Entry) -> ClockSaid | None:
    """Read what a clock is, or note what is wrong with it."""
    fields = entry.fields(CLOCK.keys, CLOCK.required)
    kinds = [kind for kind in Runs if kind in fields]
    if len(kinds) != 1:
        entry.refuse("found no event, or two", "state one of `from`, `after` and `until`")
    if Runs.UNTIL in kinds:
        for key in _ENDS_WITH_EVENT:
            if key in fields:
                fields[key].refuse("found it with `until`", "leave it out: the event is the end")
    owner = _chosen(fields, "owner", Owner)
    on_silence = fields["on_silence"].name() if "on_silence" in fields else None
    event = fields[kinds[0]].name() if kinds else None
    days_of, rest = _chosen(fields, "days_of", Whose), _chosen(fields, "rest_days", RestDays)
    warn = fields["warn"].list_of(_read_rung) if "warn" in fields else ()
    pauses = fields["pause_while"].list_of(Entry.name) if "pause_while" in fields else ()
    extend = _read_extension(fields["extend"]) if "extend" in fields else None
    others = fields["first_of"].list_of(Entry.name) if "first_of" in fields else ()
    repeats = fields["repeats"].truth() if "repeats" in fields else False
    if owner is None or on_silence is None or event is None:
        return None
    return ClockSaid(
        runs=kinds[0],
        event=event,
        owner=Owner(owner),
        on_silence=on_silence,
        days_of=Whose(days_of or Whose.OWNER),
        rest_days=RestDays(rest or RestDays.COUNT),
        warn=warn,
        pause_while=pauses,
        extend=extend,
        first_of=others,
        repeats=repeats is True,
    )


def _chosen(fields: Mapping[str, Entry], key: str, words: Iterable[str]) -> str | None:
    return fields[key].choice(tuple(words)) if key in fields else None


def _read_rung(entry: Entry) -> Rung | None:
    if entry.is_mapping:
        before = _read_length(entry.fields(LENGTH.keys, LENGTH.required))
        return None if before is None else Rung(before=before)
    if SHARE.fullmatch(entry.raw) is None:
        entry.expect("write a share such as 50%, or {value: 7, unit: days} before the end")
        return None
    return Rung(percent=int(entry.raw.removesuffix("%")))


def _read_length(fields: Mapping[str, Entry]) -> Duration | None:
    value = fields["value"].whole() if "value" in fields else None
    unit = _chosen(fields, "unit", Unit)
    if value is None or unit is None:
        return None
    length = Duration(value, Unit(unit))
    _check_length(fields["value"], length)
    return length


def _read_extension(entry: Entry) -> Extension | None:
    fields = entry.fields(EXTENSION.keys, EXTENSION.required)
    by = _read_length(fields)
    times = fields["times"].whole() if "times" in fields else 1
    if times is not None and not 1 <= times <= 10:
        fields["times"].expect("write 1 to 10")
    asked_by = (
        fields["asked_by"].list_of(lambda item: item.choice(tuple(Owner)))
        if "asked_by" in fields
        else ()
    )
    needs_reason = fields["needs_reason"].truth() if "needs_reason" in fields else False
    if by is None or times is None:
        return None
    return Extension(by, times, tuple(map(Owner, asked_by)), needs_reason is True)


def _check_length(entry: Entry, length: Duration) -> None:
    if not 1 <= length.value <= LONGEST[length.unit]:
        entry.refuse(f"found {length.value} {length.unit}", f"write 1 to {LONGEST[length.unit]:,}")


# -- Checking ------------------------------------------------------------------------------------


def check_clocks(
    parameters: Mapping[str, Parameter], section: Entry, inherited: Mapping[str, Parameter]
) -> None:
    """Note clocks without a length, and clocks that others name and nobody has."""
    entries = section.entries()
    said = {name: p.clock for name, p in {**inherited, **parameters}.items() if p.clock is not None}
    for name, parameter in parameters.items():
        if parameter.clock is not None:
            _check_clock(parameter, parameter.clock, entries[name], said.keys() - {name})
            _check_circle(name, said, entries[name])
        elif any(row.unit is not None for row in parameter.values):
            entries[name].refuse("found a row with a unit of its own", "only clocks have such rows")


def _check_circle(name: str, clocks: Mapping[str, ClockSaid], entry: Entry) -> None:
    chain, said = [name], clocks[name]
    while said.runs is Runs.AFTER and said.event in clocks:
        chain.append(said.event)
        if said.event in chain[:-1]:
            entry.refuse(
                f"found a circle: {' begins after '.join(chain)}", "let one of them begin by itself"
            )
            return
        said = clocks[said.event]


def _check_clock(
    parameter: Parameter, said: ClockSaid, entry: Entry, others: Collection[str]
) -> None:
    units = {row.unit or parameter.unit for row in parameter.values}
    if parameter.kind is not Kind.INT or not units <= {*DURATION_UNITS}:
        entry.refuse("found a clock of no length", f"write `type: int` and {_one_of_units()}")
        return
    for row in parameter.values:
        _check_length(entry, _length_of(parameter, row))
    named = [*said.first_of, *([said.event] if said.runs is Runs.AFTER else [])]
    for other in named:
        if other not in others:
            entry.refuse(f"found the clock {other}", nearest(other, sorted(others)))
    beside = [rung.before for rung in said.warn if rung.before is not None]
    beside += [said.extend.by] if said.extend is not None else []
    has_days = {unit != Unit.HOURS for unit in units}
    if any({length.is_in_days} != has_days for length in beside):
        entry.refuse(
            "found hours and days in one clock", "count warnings and extensions as the clock is"
        )


def _one_of_units() -> str:
    return f"`unit`: {', '.join(DURATION_UNITS)}"
