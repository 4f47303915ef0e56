"""Local times that a change of clocks makes ambiguous or impossible: found, told, and settled.

A time that happened twice is taken as the first; one that never happened as if the clocks had not
yet been changed, which is the same wait later on the changed clock. Either way the written day is
kept. The database would take the second of two, silently.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from makewhole.apps.orders.importing.shapes import is_zoned
from makewhole.apps.orders.importing.statements import literal, rows, run

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_ONE_DAY, _ONE_SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Timed:
    """A column of times: its name in the file, the staged text, and what was read from it."""

    field: str
    text: str
    at: str
    on: str


@dataclass(frozen=True, slots=True)
class OddTime:
    """A local time that a change of clocks makes ambiguous or impossible, and how it was taken."""

    file: str
    line: int
    field: str
    found: str
    kind: str  # ambiguous | impossible
    taken_as: datetime  # In UTC.


def settle_odd_hours(
    *, file: str, read: str, staged: str, timed: Sequence[Timed], zone: str, zones: Iterable[str]
) -> tuple[OddTime, ...]:
    """Find odd times in a typed table, set their instants by the rule, and answer them.

    Args:
        file: The file that they are reported of.
        read: The typed table; its `line` is that of `staged`.
        staged: The table of texts, `s` in `zone`.
        timed: The columns to look at.
        zone: SQL for the zone of a row.
        zones: Every zone that a row can have.
    """
    windows = sorted({window for name in zones for window in _windows(name)})
    if not windows:
        return ()
    candidates = rows(
        "odd_hours.candidates",
        read=read,
        staged=staged,
        zone=zone,
        is_near=_is_near(windows, timed),
        texts=", ".join(f"({literal(column.field)}, s.{column.text})" for column in timed),
        is_zoned=is_zoned("timed.text"),
    )
    odd = tuple(oddity for found in candidates if (oddity := _oddity(file, *found)) is not None)
    for column in timed:
        values = ", ".join(
            f"({oddity.line}, {literal(oddity.taken_as)}::timestamptz)"
            for oddity in odd
            if oddity.field == column.field
        )
        if values:
            run("odd_hours.settle", read=read, at=column.at, values=values)
    return odd


def _oddity(
    file: str, line: Any, field: Any, text: Any, written: datetime | None, zone: Any
) -> OddTime | None:
    """Answer how an odd time is taken, or None for a time that is as any other."""
    if written is None:
        return None
    first = written.replace(tzinfo=ZoneInfo(zone), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return None
    # Clocks going back: the first reading has the greater offset. Going forward: the lesser.
    kind = "ambiguous" if _offset(first) > _offset(second) else "impossible"
    return OddTime(file, line, field, text, kind, first.astimezone(UTC))


def _offset(at: datetime) -> timedelta:
    return at.utcoffset() or timedelta()


def _is_near(windows: Sequence[tuple[datetime, datetime]], timed: Sequence[Timed]) -> str:
    """Answer SQL that is true of rows with an instant that an odd time can have been read as.

    Days are compared first: that is quick, and few rows are left.
    """
    # A local day is at most one off from the day in UTC.
    near = {start.date() + shift * _ONE_DAY for start, _ in windows for shift in (-1, 0, 1)}
    days = literal(sorted(near))
    ranges = ", ".join(f"[{start.isoformat()}, {end.isoformat()})" for start, end in windows)
    instants = literal("{" + ranges + "}")
    return " OR ".join(
        f"({column.on} = ANY ({days}::date[]) AND {column.at} <@ {instants}::tstzmultirange)"
        for column in timed
    )


@cache
def _windows(zone: str) -> tuple[tuple[datetime, datetime], ...]:
    """Answer the instants as which the database reads a zone's odd times.

    Where clocks go back it takes the second of two; where they go forward it goes by the clocks
    before. Either way the instant lies after the change, by no more than clocks were moved.
    """
    tz = ZoneInfo(zone)
    windows = []
    at, before = _FIRST, _offset(_FIRST.astimezone(tz))
    while at < _LAST:
        following = at + _ONE_DAY
        after = _offset(following.astimezone(tz))
        if after != before:
            change = _change(tz, at, following)
            windows.append((change, change + abs(after - before)))
        at, before = following, after
    return tuple(windows)


def _change(tz: ZoneInfo, earlier: datetime, later: datetime) -> datetime:
    """Answer the second at which clocks changed between two instants."""
    before = _offset(earlier.astimezone(tz))
    while later - earlier > _ONE_SECOND:
        middle = earlier + (later - earlier) // 2
        if _offset(middle.astimezone(tz)) == before:
            earlier = middle
        else:
            later = middle
    return later.replace(microsecond=0)
