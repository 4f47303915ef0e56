"""What would come of a claim if it were sent now, and what the terms ask the claimant first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from makewhole.core.claim.handle import Handled
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.values import Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.model import Terms
from makewhole.surfaces.buyer.forms import Answers, read_answers
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.questions import asked_facts, question_of

Foresee = Callable[[Mapping[str, Value]], Handled | Refused]  # From what is stated.


@dataclass(frozen=True, slots=True)
class Foresight:
    """What comes of what was answered; `asked` is all that the terms asked on the way there."""

    said: Answers
    foreseen: Handled | Refused
    asked: tuple[Question, ...]
    still_asked: tuple[Question, ...]

    @property
    def refused(self) -> Refused | None:
        return self.foreseen if isinstance(self.foreseen, Refused) else None

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Answer what the terms need to be told now: not answered yet, or not to be read."""
        wrong = {question.fact: question for question in self.said.asked_again if question.error}
        return tuple(
            wrong.get(question.fact, question)
            for question in self.still_asked
            if question.fact not in self.said.unknown
        )

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Answer all that was asked, as it was answered; an answer may be changed again."""
        again = {question.fact: question for question in self.said.asked_again}
        wrong = {question.fact for question in self.open_questions if question.error}
        return tuple(
            again.get(question.fact, question)
            if question.fact in wrong
            else replace(again.get(question.fact, question), error="")
            for question in self.asked
        )


def look_ahead(
    foresee: Foresee,
    sent: Mapping[str, str],
    *,
    terms: Terms,
    currency: str,
    now: datetime,
    zone: ZoneInfo,
) -> Foresight:
    """Take the answers to what the terms ask; one answer may lead to the next question."""
    asked: dict[str, Question] = {}
    said = Answers({}, (), ())
    while True:
        foreseen = foresee(said.stated)
        still_asked = _asked(foreseen, terms, currency)
        new = {one.fact: one for one in still_asked if one.fact not in asked}
        if not new:
            return Foresight(said, foreseen, tuple(asked.values()), still_asked)
        asked |= new
        answered = [one for one in asked.values() if _is_answered(one, sent)]
        said = read_answers(answered, sent, now=now, zone=zone)


def _is_answered(question: Question, sent: Mapping[str, str]) -> bool:
    return bool({f"fact-{question.fact}", f"fact-{question.fact}-unknown"} & set(sent))


def _asked(foreseen: Handled | Refused, terms: Terms, currency: str) -> tuple[Question, ...]:
    """Answer what the claimant would be asked if the claim were sent as it stands."""
    if isinstance(foreseen, Refused) or foreseen.claim.stage is not Stage.NEEDS_CLAIMANT:
        return ()
    asked = asked_facts(foreseen.claim.asked, terms)
    return tuple(question_of(fact, currency=currency) for fact in asked)
