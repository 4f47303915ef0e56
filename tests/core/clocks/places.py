"""Whose days the clock tests count, and how instants are written in them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from makewhole.core.clocks.place import Place
from makewhole.core.kernel.calendar import business_calendar

_ZONES = {
    "US": "America/New_York",
    "US-AZ": "America/Phoenix",
    "US-IL": "America/Chicago",
    "BE": "Europe/Brussels",
    "DE": "Europe/Berlin",
    "JP": "Asia/Tokyo",
    "IL": "Asia/Jerusalem",
    "LB": "Asia/Beirut",
}


def place(code: str, zone: str | None = None) -> Place:
    """Answer the calendar and zone of a place."""
    return Place(business_calendar(code), ZoneInfo(zone or _ZONES[code]))


def utc(text: str) -> datetime:
    """Read an instant written as `2026-11-20 15:30`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


US, BE = place("US"), place("BE")
