"""What the buyer's forms send, read question by question; all that is wrong is said at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makewhole.core.claim.values import Value
from makewhole.surfaces.shared.answers import NOT_KNOWN, NotTaken, read_answer
from makewhole.surfaces.shared.claim_parts import Question


@dataclass(frozen=True, slots=True)
class Answers:
    """The facts that were stated, and the questions as they are shown again.

    `unknown` are the facts that the person says they do not know: nothing is stated of them.
    `of_heads` are the facts of a loss's heads: the head's number, the fact and its value.
    """

    stated: Mapping[str, Value]
    unknown: tuple[str, ...]
    asked_again: tuple[Question, ...]
    of_heads: tuple[tuple[int, str, Value], ...] = ()

    @property
    def are_taken(self) -> bool:
        """Answer whether every question was answered in a form that can be read."""
        return not any(question.error for question in self.asked_again)


def read_answers(
    questions: Sequence[Question], sent: Mapping[str, str], *, now: datetime, zone: ZoneInfo
) -> Answers:
    """Read what was sent for each question."""
    stated: dict[str, Value] = {}
    unknown: list[str] = []
    again: list[Question] = []
    of_heads: list[tuple[int, str, Value]] = []
    for question in questions:
        name = f"fact-{question.key}"
        given = sent.get(name, "")
        read = read_answer(
            question,
            given=given,
            does_not_know=sent.get(f"{name}-unknown") == NOT_KNOWN,
            now=now,
            zone=zone,
        )
        if isinstance(read, NotTaken):
            again.append(replace(question, given=given, error=read.error))
            continue
        again.append(replace(question, given=given))
        if read.value is None:
            unknown.append(question.fact)
        elif question.line is not None:
            of_heads.append((question.line, question.fact, read.value))
        else:
            stated[question.fact] = read.value
    asked_again = tuple(_contradicted(stated, one) for one in again)
    return Answers(stated, tuple(unknown), asked_again, tuple(of_heads))


# When something happened, which cannot be said of what did not happen.
_WHEN = {"contacted_at": "seller_contacted", "sent_back_on": "sent_back"}


def _contradicted(stated: Mapping[str, Value], question: Question) -> Question:
    if question.fact in stated and stated.get(_WHEN.get(question.fact, "")) is False:
        return replace(
            question, error=_("You said that it did not happen. Empty this, or say yes.")
        )
    return question
