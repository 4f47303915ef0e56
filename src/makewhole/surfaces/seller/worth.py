"""What a seller says the goods are worth that came back: a field for each item, and one reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makewhole.apps.claims.actions import FoundOfItem
from makewhole.surfaces.shared.answers import TEXT_MAX, Answered, NotTaken, read_answer
from makewhole.surfaces.shared.claim_parts import Question


@dataclass(frozen=True, slots=True)
class Tried:
    """The form as it was filled in; `found` is empty where anything in it is wrong."""

    found: tuple[FoundOfItem, ...]
    items: tuple[Question, ...]
    reason: str
    error: str

    @property
    def is_wrong(self) -> bool:
        """Answer whether the form has to be shown again."""
        return bool(self.error or self.first_error)

    @property
    def first_error(self) -> str:
        """Answer what is wrong with the first field that needs another look; empty: none does."""
        return next((question.error for question in self.items if question.error), "")


def read_worth(
    sent: Mapping[str, str], questions: tuple[Question, ...], *, now: datetime, zone: ZoneInfo
) -> Tried:
    """Answer what was said of each item; an empty field is no word: that item is in order."""
    reason = sent.get("reason-worth", "").strip()
    found: list[FoundOfItem] = []
    items: list[Question] = []
    for question in questions:
        given = sent.get(f"fact-{question.key}", "").strip()
        if not given:
            items.append(question)
            continue
        read = read_answer(question, given=given, does_not_know=False, now=now, zone=zone)
        error = read.error if isinstance(read, NotTaken) else ""
        items.append(replace(question, given=given, error=error))
        if isinstance(read, Answered) and read.value is not None and question.line is not None:
            found.append(FoundOfItem(question.line, question.fact, read.value, reason))
    tried = Tried((), tuple(items), reason, _error(items, reason) if items else "")
    return tried if tried.is_wrong else replace(tried, found=tuple(found))


def _error(items: list[Question], reason: str) -> str:
    if not any(question.given for question in items):
        return _("Say what at least one of them is worth. Nothing was sent yet.")
    if not reason:
        return _("Say what is wrong with them: the buyer reads it. Nothing was sent yet.")
    if len(reason) > TEXT_MAX:
        return _("Write at most %(most)s characters. Nothing was sent yet.") % {"most": TEXT_MAX}
    return ""
