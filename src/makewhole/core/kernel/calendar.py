"""Business days of a country or one of its subdivisions, from the tables of `holidays`."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

DAY = timedelta(days=1)


@cache
def _rest_days_of(code: str, year: int) -> frozenset[date]:
    """Answer the weekends and holidays of one year; the tables never change in a run."""
    country, _, subdivision = code.partition("-")
    table = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366 if isleap(year) else 365))
    return frozenset(day for day in days if not table.is_working_day(day))


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The business days of one place: all but its weekend, its public holidays and `closed`.

    The weekend is the country's own (Friday and Saturday in Israel), and a weekend day that is
    worked in exchange for another counts. `closed` are days on which nobody can be expected to act
    although the tables do not know them, such as a day of mourning.
    """

    code: str
    closed: frozenset[date] = frozenset()

    def is_business_day(self, day: date) -> bool:
        """Answer whether offices are open on this day."""
        return day not in _rest_days_of(self.code, day.year) and day not in self.closed

    def add(self, day: date, business_days: int) -> date:
        """Answer the day that is so many business days after `day`, which itself never counts.

        >>> business_calendar("US").add(date(2026, 12, 23), 2)  # Christmas Day is a Friday.
        datetime.date(2026, 12, 28)
        """
        return _counted(self, day, business_days, DAY)

    def subtract(self, day: date, business_days: int) -> date:
        """Answer the day that is so many business days before `day`, which itself never counts.

        >>> business_calendar("US").subtract(date(2026, 12, 28), 2)
        datetime.date(2026, 12, 23)
        """
        return _counted(self, day, business_days, -DAY)

    def on_or_after(self, day: date) -> date:
        """Answer the day itself if offices are open on it, else the next on which they are."""
        return day if self.is_business_day(day) else self.add(day, 1)

    def between(self, after: date, until: date) -> int:
        """Answer how many business days follow `after`, up to `until` and with it.

        >>> business_calendar("US").between(date(2026, 12, 23), date(2026, 12, 28))
        2
        """
        days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        return sum(map(self.is_business_day, days))


@lru_cache(maxsize=50_000)
def _counted(calendar: BusinessCalendar, day: date, business_days: int, step: timedelta) -> date:
    left = business_days
    while left > 0:
        day += step
        if calendar.is_business_day(day):
            left -= 1
    return day


@cache
def business_calendar(code: str) -> BusinessCalendar:
    """Answer the calendar of a place, such as `US` or `BR-SP`.

    Raises:
        NotImplementedError: `holidays` has no table for this code.
    """
    country, _, subdivision = code.partition("-")
    holidays.country_holidays(country, subdiv=subdivision or None)  # Refuses an unknown code now.
    return BusinessCalendar(code)
