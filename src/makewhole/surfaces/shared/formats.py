"""Money, days and times as a reader reads them: the only place where they become text.

Amounts come as whole minor units with their ISO code, times as aware instants. The language is the
one that Django has active, the zone the one that `render_page` activates.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from django.utils import dateformat, formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from makewhole.apps.notices import amounts
from makewhole.core.kernel.money import Money, format_minor
from makewhole.surfaces.shared.claim_parts import FactValue

money_text = amounts.money_text  # Pages write amounts as notices do.

SOON = timedelta(hours=24)  # From here on a deadline is shown as near; display only, no rule.


def money_machine(amount: Money) -> str:
    """Write an amount for programs, such as "519.90 USD"."""
    return f"{format_minor(amount.minor, amount.currency)} {amount.currency}"


def number_text(number: int) -> str:
    """Write a whole number with the language's grouping."""
    return formats.number_format(number, use_l10n=True, force_grouping=True)


def day_text(day: date) -> str:
    """Write a day, such as "24 November 2026"."""
    return dateformat.format(day, pgettext("date format", "j F Y"))


def weekday_text(day: date) -> str:
    """Write a day with its weekday, such as "Tue 24 November 2026"."""
    return dateformat.format(day, pgettext("date format with weekday", "D j F Y"))


def short_day_text(day: date) -> str:
    """Write a day without its year, such as "24 Nov"."""
    return dateformat.format(day, pgettext("short date format", "j M"))


def clock_text(moment: time) -> str:
    """Write a time of day, such as "17:00"."""
    return dateformat.time_format(moment, pgettext("time format", "H:i"))


def instant_text(at: datetime) -> str:
    """Write an instant, such as "24 November 2026, 10:05", in the reader's zone."""
    local = timezone.localtime(at)
    return _("%(day)s, %(time)s") % {
        "day": day_text(local.date()),
        "time": clock_text(local.time()),
    }


def fact_text(value: FactValue) -> str:
    """Write what a fact is taken as; a name out of the terms is written as words."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Money():
            return money_text(value)
        case datetime():
            return instant_text(value)
        case date():
            return day_text(value)
        case int():
            return number_text(value)
        case str():
            return value.replace("_", " ")
        case None:
            return _("not known")


@dataclass(frozen=True, slots=True)
class DueText:
    """A due time in words: the moment, how long that is, and how near."""

    moment: str
    short: str  # For lists: without the year where it is this one.
    left: str
    tone: Literal["far", "soon", "late"]
    machine: str


def due_text(due_at: datetime, now: datetime) -> DueText:
    """Say until when, and how long that still is.

    An instant at midnight is where a day has ended: it is written as the end of the day before, so
    that nobody reads "Thursday" and comes on Thursday, too late.
    """
    left = due_at - now
    if left <= timedelta(0):
        tone: Literal["far", "soon", "late"] = "late"
    elif left <= SOON:
        tone = "soon"
    else:
        tone = "far"
    return DueText(
        moment=due_moment(due_at, now),
        short=_short_moment(due_at, now),
        left=_left_text(due_at, now),
        tone=tone,
        machine=due_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    )


def due_moment(due_at: datetime, now: datetime) -> str:
    """Write a due time with its weekday; today is called today."""
    local = timezone.localtime(due_at)
    ends_the_day = local.time() == time()
    day = last_day(due_at)
    is_today = day == timezone.localtime(now).date()
    if ends_the_day:
        return _("today, by midnight") if is_today else weekday_text(day)
    if is_today:
        return _("today, %(time)s") % {"time": clock_text(local.time())}
    return _("%(day)s, %(time)s") % {"day": weekday_text(day), "time": clock_text(local.time())}


def _short_moment(due_at: datetime, now: datetime) -> str:
    """Write a due time for a list; a day of another year keeps its year."""
    day, local_now = last_day(due_at), timezone.localtime(now)
    if day == local_now.date() or day.year != local_now.year:
        return due_moment(due_at, now)
    local = timezone.localtime(due_at)
    short = dateformat.format(day, pgettext("short date format with weekday", "D j M"))
    if local.time() == time():
        return short
    return _("%(day)s, %(time)s") % {"day": short, "time": clock_text(local.time())}


def last_day(due_at: datetime) -> date:
    """Answer the last day on which something due then can still be done."""
    local = timezone.localtime(due_at)
    return local.date() - timedelta(days=1) if local.time() == time() else local.date()


def _left_text(due_at: datetime, now: datetime) -> str:
    """Say how long is left, or how long ago it ended; days are counted as the calendar does."""
    left = due_at - now
    if left <= timedelta(0):
        return _past_text(-left)
    if left < timedelta(hours=1):
        minutes = max(1, left // timedelta(minutes=1))
        return ngettext("in %(n)s minute", "in %(n)s minutes", minutes) % {"n": minutes}
    if left <= SOON:
        hours = left // timedelta(hours=1)
        return ngettext("in %(n)s hour", "in %(n)s hours", hours) % {"n": hours}
    days = (last_day(due_at) - timezone.localtime(now).date()).days
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": number_text(days)}


def _past_text(past: timedelta) -> str:
    if past < timedelta(hours=1):
        return _("past due")
    if past < timedelta(days=1):
        hours = past // timedelta(hours=1)
        return ngettext("%(n)s hour past due", "%(n)s hours past due", hours) % {"n": hours}
    days = past.days
    return ngettext("%(n)s day past due", "%(n)s days past due", days) % {"n": number_text(days)}
