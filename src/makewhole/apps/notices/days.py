"""Days and instants as a reader reads them in a notice: in full, with their weekday."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import get_language, pgettext

LANGUAGES = ("en", "de", "es", "fr")  # In which notices are written.

_IN_FULL = {"en": "EEEE, d MMMM y"}  # As the pages write it; other languages have one way.
_DAY = {"en": "d MMMM y"}


def written_language(*wanted: str) -> str:
    """Answer the first of these languages in which notices are written, else English."""
    spoken = (code.replace("_", "-").partition("-")[0].lower() for code in wanted)
    return next((code for code in spoken if code in LANGUAGES), "en")


def reading_locale() -> Locale:
    """Answer the locale of the active language."""
    return _locale(get_language() or "en")


@lru_cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def day_in_full(day: date) -> str:
    """Write a day with its weekday: "Tuesday, 24 November 2026", "mardi 24 novembre 2026"."""
    locale = reading_locale()
    return str(format_date(day, _IN_FULL.get(locale.language, "full"), locale))


def day_of_letter(day: date) -> str:
    """Write the day of a letter: "24 November 2026", "24. November 2026"."""
    locale = reading_locale()
    return str(format_date(day, _DAY.get(locale.language, "long"), locale))


def instant_in_full(local: datetime) -> str:
    """Write an instant; midnight is the end of the day before, which is how people count."""
    if (local.hour, local.minute) == (0, 0):
        return day_in_full((local - timedelta(days=1)).date())
    return pgettext("an instant", "{day}, {time}").format(
        day=day_in_full(local.date()), time=f"{local:%H:%M}"
    )
