"""Business days of a country or one of its subdivisions, from the tables of `holidays`."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@cache
def _holidays_of(code: str, year: int) -> frozenset[date]:
    """Answer the public holidays of one year; the tables are data that never changes in a run."""
    country, _, subdivision = code.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The business days of one place: Monday to Friday without its public holidays."""

    code: str

    def is_business_day(self, day: date) -> bool:
        """Answer whether offices are open on this day."""
        return day.weekday() < SATURDAY and day not in _holidays_of(self.code, day.year)

    def add(self, day: date, business_days: int) -> date:
        """Answer the day that is so many business days after `day`, which itself never counts.

        >>> business_calendar("US").add(date(2026, 12, 23), 2)  # Christmas Day is a Friday.
        datetime.date(2026, 12, 28)
        """
        left = business_days
        while left > 0:
            day += timedelta(days=1)
            if self.is_business_day(day):
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
