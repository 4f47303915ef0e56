"""A length of time in its own unit, and the day on which so much of it ends.

Source: Regulation (EEC, Euratom) No 1182/71, Art. 3. The day of the event does not count (1); the
period ends with the last hour of its last day (2)(b); weeks, months and years end on the same day
of the week or month, or on the last day of a month that has no such day (2)(c); a period that is
not in hours and ends on a day of rest ends with the next working day (4), where the terms say so.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from makewhole.core.kernel.calendar import BusinessCalendar
from makewhole.core.kernel.require import require


class Unit(StrEnum):
    """In what a length of time is counted. Hours are absolute; all others are days of a place."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_IN_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_IN_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
LONGEST = {
    Unit.HOURS: 10_000,
    Unit.DAYS: 10_000,
    Unit.BUSINESS_DAYS: 5_000,
    Unit.WEEKS: 1_500,
    Unit.MONTHS: 1_200,
    Unit.YEARS: 100,
}


@dataclass(frozen=True, slots=True)
class Duration:
    """So many hours, days, business days, weeks, months or years."""

    value: int
    unit: Unit

    @property
    def is_in_days(self) -> bool:
        """Answer whether it ends with a day rather than to the second."""
        return self.unit is not Unit.HOURS


def last_day(day: date, length: Duration, calendar: BusinessCalendar) -> date:
    """Answer the last day of a length of days that follow `day`, which itself does not count.

    >>> from makewhole.core.kernel.calendar import business_calendar
    >>> last_day(date(2027, 1, 31), Duration(1, Unit.MONTHS), business_calendar("BE"))
    datetime.date(2027, 2, 28)
    """
    if length.unit is Unit.BUSINESS_DAYS:
        return calendar.add(day, length.value)
    return _shifted(day, length, 1)


def first_day(day: date, length: Duration, calendar: BusinessCalendar) -> date:
    """Answer the day from which such a length leads to `day`, counted back.

    >>> from makewhole.core.kernel.calendar import business_calendar
    >>> first_day(date(2027, 3, 31), Duration(1, Unit.MONTHS), business_calendar("BE"))
    datetime.date(2027, 2, 28)
    """
    if length.unit is Unit.BUSINESS_DAYS:
        return calendar.subtract(day, length.value)
    return _shifted(day, length, -1)


def _shifted(day: date, length: Duration, sign: int) -> date:
    value = sign * length.value
    if length.unit in _IN_MONTHS:
        return _months_later(day, _IN_MONTHS[length.unit] * value)
    require(length.unit in _IN_DAYS, "hours end to the second, not with a day")
    return day + timedelta(days=_IN_DAYS[length.unit] * value)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
