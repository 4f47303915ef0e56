"""Local times that a change of clocks makes ambiguous or impossible: found, told, and settled.

A time that happened twice is taken as the first; one that never happened as if the clocks had not
yet been changed, which is the same wait later on the changed clock. Either way the written day is
kept. The database would take the second of two, silently.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from makewhole.apps.orders.importing.shapes import is_zoned
from makewhole.apps.orders.importing.statements import literal, rows, run

_FIRST_DAY, _LAST_DAY = date(1970, 1, 1), date(2100, 1, 1)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timed:
    """A typed column of instants, the column of its local days, and the text it was read from."""

    at: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class OddTime:
    """A local time that a change of clocks makes ambiguous or impossible, and how it was taken."""

    line: int
    field: str
    found: str
    kind: str  # ambiguous | impossible
    taken_as: datetime


def settle_odd_hours(
    *, read: str, staged: str, timed: Sequence[Timed], zone: str, zones: Iterable[str]
) -> tuple[OddTime, ...]:
    """Find odd times in a typed table, set their instants by the rule, and answer them.

    Args:
        read: The typed table; its `line` is that of `staged`.
        staged: The table of texts.
        timed: The columns to look at.
        zone: SQL for the zone of a row.
        zones: Every zone that a row can have.
    """
    days = sorted({day for name in zones for day in _days_of_change(name)})
    if not days:
        return ()
    odd = []
    for column in timed:
        found = rows(
            "odd_hours.candidates",
            read=read,
            staged=staged,
            on=column.on,
            text=f"s.{column.text}",
            zone=zone,
            days=literal(days),
            is_zoned=is_zoned(f"s.{column.text}"),
        )
        settled = [
            oddity
            for line, text, written, name in found
            if (
                oddity := _oddity(
                    cast("int", line), column.at, str(text), cast("datetime", written), str(name)
                )
            )
        ]
        if settled:
            values = ", ".join(
                f"({oddity.line}, {literal(oddity.taken_as)}::timestamptz)" for oddity in settled
            )
            run("odd_hours.settle", read=read, at=column.at, values=values)
        odd.extend(settled)
    return tuple(odd)


def _oddity(line: int, field: str, text: str, written: datetime, zone: str) -> OddTime | None:
    """Answer how an odd time is taken, or None for a time that is as any other."""
    first = written.replace(tzinfo=ZoneInfo(zone), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return None
    # Clocks going back: the first reading has the greater offset. Going forward: the lesser.
    kind = "ambiguous" if _offset(first) > _offset(second) else "impossible"
    return OddTime(line, field, text, kind, first)


def _offset(at: datetime) -> timedelta:
    return at.utcoffset() or timedelta()


@cache
def _days_of_change(zone: str) -> frozenset[date]:
    """Answer the days near which a zone's clocks change, in the years that a file may speak of."""
    tz = ZoneInfo(zone)
    found = set()
    day = _FIRST_DAY
    before = datetime(day.year, day.month, day.day, tzinfo=tz).utcoffset()
    while day < _LAST_DAY:
        after_day = day + _ONE_DAY
        after = datetime(after_day.year, after_day.month, after_day.day, tzinfo=tz).utcoffset()
        if after != before:
            found |= {day - _ONE_DAY, day, after_day}
        day, before = after_day, after
    return frozenset(found)
