"""From what a form sent to the value of a fact: typed, or refused with a sentence.

Shape only: whether the value is true, or changes anything, is for the terms.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makewhole.core.claim.values import Value
from makewhole.core.kernel.money import parse_minor, places_of
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.formats import day_text

NOT_KNOWN = "unknown"  # What the choice "I do not know" sends.
TEXT_MAX = 2_000
NUMBER_MAX = 1_000_000
AMOUNT_MAX = 10**12  # Whole minor units: what no claim of ours comes to.


@dataclass(frozen=True, slots=True)
class Answered:
    """The value; None: the person does not know, which is an answer too."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why it was not taken, in the reader's words."""

    error: str


def read_answer(
    question: Question, *, given: str, does_not_know: bool, now: datetime, zone: ZoneInfo
) -> Answered | NotTaken:
    """Read one answer; `now` and `zone` are the marketplace's, for what cannot lie ahead."""
    given = given.strip()
    if given == NOT_KNOWN or (does_not_know and not given):
        return Answered(None)
    if not given:
        return _left_empty(question)
    match question.kind:
        case "yes_no":
            return _yes_or_no(given)
        case "choice":
            return _chosen(question, given)
        case "date":
            return _day(given, now.astimezone(zone).date())
        case "instant":
            return _instant(given, now, zone)
        case "money":
            return _amount(given, question.currency)
        case "number":
            return _count(question, given)
        case "text" | "long":
            return _words(given)


def _left_empty(question: Question) -> Answered | NotTaken:
    match question.instead:
        case "unknown":
            return NotTaken(_("Answer this, or say that you do not know."))
        case "empty":
            return Answered(None)
        case _:
            return NotTaken(_("Answer this: we cannot go on without it."))


def _yes_or_no(given: str) -> Answered | NotTaken:
    if given not in ("yes", "no"):
        return NotTaken(_("Choose yes or no, or say that you do not know."))
    return Answered(given == "yes")


def _chosen(question: Question, given: str) -> Answered | NotTaken:
    if given not in {option.value for option in question.options}:
        return NotTaken(_("Choose one of the answers."))
    return Answered(given)


def _day(given: str, today: date) -> Answered | NotTaken:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return NotTaken(_("Write a day, such as 2026-11-02."))
    if day > today:
        return NotTaken(_("%(day)s is after today.") % {"day": day_text(day)})
    return Answered(day)


def _instant(given: str, now: datetime, zone: ZoneInfo) -> Answered | NotTaken:
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        return NotTaken(_("Write a day and a time, such as 2026-11-02 17:00."))
    at = (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    if at > now:
        return NotTaken(_("This is still ahead. Write when it happened."))
    return Answered(at)


def _amount(given: str, currency: str) -> Answered | NotTaken:
    try:
        minor = parse_minor(given, currency)
    except ValueError:
        if places_of(currency) == 0:
            return NotTaken(_("Write a number without decimals, such as 480."))
        return NotTaken(
            _("Write a number with at most %(places)s decimals, such as 480.00.")
            % {"places": places_of(currency)}
        )
    if minor < 0:
        return NotTaken(_("Write an amount of zero or more."))
    if minor > AMOUNT_MAX:
        return NotTaken(_("This amount is too large. Is there a digit too many?"))
    return Answered(minor)


def _count(question: Question, given: str) -> Answered | NotTaken:
    least, most = question.least or 0, question.most
    if not (given.isascii() and given.isdigit()):
        return NotTaken(_a_whole_number(question))
    number = int(given) if len(given) <= len(str(NUMBER_MAX)) else NUMBER_MAX + 1
    if number < least or (most is not None and number > most):
        return NotTaken(_a_whole_number(question))
    if number > NUMBER_MAX:
        return NotTaken(_("This number is too large."))
    return Answered(number)


def _a_whole_number(question: Question) -> str:
    """Say which numbers are taken, where the terms bound them."""
    if question.most is None:
        return _("Write a whole number, such as 2.")
    bounds = {"least": question.least or 0, "most": question.most}
    if question.fact.endswith("_percent"):
        return _("Write a whole percent from %(least)s to %(most)s, such as 60.") % bounds
    return _("Write a whole number from %(least)s to %(most)s.") % bounds


def _words(given: str) -> Answered | NotTaken:
    if len(given) > TEXT_MAX:
        most = {"most": TEXT_MAX, "found": len(given)}
        return NotTaken(_("Write at most %(most)s characters; these are %(found)s.") % most)
    return Answered(given)
