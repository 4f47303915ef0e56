"""Typed values read from a file: each by the type that the schema names, never by how it looks."""

from dataclasses import dataclass
from typing import assert_never

from makewhole.core.terms.amounts import read_amount
from makewhole.core.terms.expr import INT_MAX
from makewhole.core.terms.strict import Entry
from makewhole.core.terms.tree import Kind, Value

YEARS = (1900, 2999)  # Days outside are slips; inside, no sum of waits leaves the calendar.


@dataclass(frozen=True, slots=True)
class Type:
    """What a value must be: its kind, the words of an enum, the decimals of an amount."""

    kind: Kind
    values: tuple[str, ...] = ()
    places: int | None = 2  # None: no currency is known here, so that only 0 can be written.


def read_value(entry: Entry, wanted: Type) -> Value | None:
    """Read one value, or note what should stand there."""
    match wanted.kind:
        case Kind.BOOL:
            return entry.truth()
        case Kind.INT:
            return _whole(entry)
        case Kind.MONEY:
            return _amount(entry, wanted.places)
        case Kind.DATE:
            day = entry.day()
            return day if day is None or _in_range(entry, day.year) else None
        case Kind.TIMESTAMP:
            instant = entry.instant()
            return instant if instant is None or _in_range(entry, instant.year) else None
        case Kind.ENUM:
            return entry.choice(wanted.values)
        case _ as never:
            assert_never(never)


def _whole(entry: Entry) -> int | None:
    found = entry.whole()
    if found is not None and abs(found) > INT_MAX:
        entry.expect(f"write at most {INT_MAX:,}")
        return None
    return found


def _in_range(entry: Entry, year: int) -> bool:
    if YEARS[0] <= year <= YEARS[1]:
        return True
    entry.expect(f"write a year from {YEARS[0]} to {YEARS[1]}")
    return False


def _amount(entry: Entry, places: int | None) -> int | None:
    text = entry.quoted("19.90")
    if text is None:
        return None
    minor = read_amount(text, 4 if places is None else places)
    if isinstance(minor, str):
        entry.expect(minor)
        return None
    if places is None and minor != 0:
        entry.expect("state the currency: only 0 is the same in all of them")
        return None
    return minor
