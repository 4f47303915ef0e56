"""Where days are counted: the calendar and the time zone of a party, a market or an authority."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from makewhole.core.kernel.calendar import DAY, BusinessCalendar


@lru_cache(maxsize=20_000)
def _start_of(zone: ZoneInfo, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose days count: the business days of a calendar, and days that begin and end in a zone.

    Where the clocks of a place skip midnight, its day begins with the first instant that it has.
    """

    calendar: BusinessCalendar
    zone: ZoneInfo

    def local_day(self, at: datetime) -> date:
        """Answer the place's own date at this instant."""
        return at.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """Answer the instant at which the day begins there."""
        return _start_of(self.zone, day)

    def end_of(self, day: date) -> datetime:
        """Answer the instant at which the day has ended there."""
        return _start_of(self.zone, day + DAY)
