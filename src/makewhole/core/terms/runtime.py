"""What generated Python calls: the functions of the language, and the value that does not apply."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from makewhole.core.kernel.calendar import BusinessCalendar

BUSINESS_DAYS_MAX = 10_000
LAST_INSTANT: Final = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - naive UTC, as facts are
FIRST_INSTANT: Final = datetime(1, 1, 1)  # noqa: DTZ001 - naive UTC, as facts are


class NotApplicable:
    """The answer of a table or computed value that does not apply to this claim.

    It is known and equal to nothing that can be written. Unknown is None. It is false, so that a
    condition may test a truth without asking first whether it applies.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOT_APPLICABLE"


NA: Final = NotApplicable()


def add_days(day: date, days: int) -> date:
    """Answer the day so many days later; beyond the calendar's end, its last day."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add_hours(at: datetime, hours: int) -> datetime:
    """Answer the instant so many hours later; beyond the calendar's end, its last instant."""
    try:
        return at + timedelta(hours=hours)
    except OverflowError:
        return LAST_INSTANT if hours > 0 else FIRST_INSTANT


def add_months(day: date, months: int) -> date:
    """Answer the same day so many months later, or the last day of a month that is too short.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_business_days(calendar: BusinessCalendar, day: date, days: int) -> date:
    """Answer the day so many business days later; no days, or fewer, leave the day as it is."""
    return date.max if days > BUSINESS_DAYS_MAX else calendar.add(day, days)


def share(amount: int, part: int, whole: int) -> int:
    """Answer `part` of `whole` of an amount, a half rounded away from zero.

    >>> share(105, 50, 100), share(-105, 50, 100)
    (53, -53)
    """
    product = amount * part
    if product < 0:
        return -((-2 * product + whole) // (2 * whole))
    return (2 * product + whole) // (2 * whole)


def portion(amount: int, number: int, of: int) -> int:
    """Answer the price of `number` of `of` equal units: each rounded down, the rest on the last.

    >>> portion(1000, 1, 3), portion(1000, 2, 3), portion(1000, 3, 3)
    (333, 666, 1000)
    """
    if number <= 0 or of <= 0:
        return 0
    if number >= of:
        return amount
    each = abs(amount) // of * number
    return -each if amount < 0 else each


def settled(candidates: Iterable[Any], value: Any) -> Any:
    """Answer a value if every case that may still hold gives the same, else None."""
    for candidate in candidates:
        if candidate is None or candidate != value:
            return None
    return value
