"""One look at the paper of a loss: what it comes to, what the terms still ask, what is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.filing import foresee, prospect
from makewhole.apps.claims.loss_actions import LossTold, filing_of
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.order import portion
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.values import By, Value
from makewhole.core.kernel.money import format_minor
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require
from makewhole.core.terms.model import Level, Privacy
from makewhole.surfaces.shared.answers import NOT_KNOWN, NotTaken, read_answer
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.desk import Desk
from makewhole.surfaces.shared.loss.kept import (
    HeadKept,
    Typed,
    heads_kept,
    heads_of,
    is_answered,
    trail,
    value_of,
    words_text,
)
from makewhole.surfaces.shared.loss.matters import (
    HEADS,
    HURT,
    INCIDENT,
    PRODUCT,
    REVIEW,
    Asking,
    matter_of,
)
from makewhole.surfaces.shared.questions import asked_facts, question_of

_OF_HEADS = ("part_shown", "part_other_paid", "part_for_trade")
_NO_INJURY = "injury_cannot_be_filed_yet"
# While nothing is asked for yet: any amount, so that what does not depend on it can be asked first.
_SOME_HEAD = (Head(1, HeadKind.PROPERTY, 1),)


@dataclass(frozen=True)
class Interview:
    """The paper of a draft, read at one moment; `foreseen` is what sending it would bring."""

    at: Desk
    file: ClaimFile
    typed: Typed
    told: LossTold
    foreseen: Handled | Refused
    caller: str = ""  # Who tells it to one of our people; empty: the claimant types it.

    @property
    def refused(self) -> Refused | None:
        """Answer why it could not be filed, where it could not, whatever else were said."""
        return self.foreseen if isinstance(self.foreseen, Refused) else None

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Answer the facts that could still change the answer, the best question first."""
        if isinstance(self.foreseen, Refused):
            return ()
        claim = self.foreseen.claim
        if claim.stage is not Stage.NEEDS_CLAIMANT:
            return ()
        return tuple(fact.name for fact in asked_facts(claim.asked, self.file.terms))

    @property
    def asking(self) -> Asking:
        line = self.file.row.claim.lines[0]
        on_file = self.file.order.line(line.number)
        paid = portion(on_file.price_minor, line.quantity, on_file.quantity) if on_file else 0
        currency = self.file.row.currency
        price = format_minor(paid, currency) if paid else ""
        refused = self.refused
        return Asking(
            terms=self.file.terms,
            currency=currency,
            typed=self.typed,
            asked=self.asked,
            price=price,
            takes_no_injury=refused is not None and refused.reason == _NO_INJURY,
        )

    @property
    def is_settled_already(self) -> bool:
        """Answer whether the answer stands, whatever the heads of loss would be."""
        is_closed = isinstance(self.foreseen, Handled) and self.foreseen.claim.is_closed
        return is_closed and not heads_kept(self.typed)

    @cached_property
    def open_matters(self) -> tuple[str, ...]:
        """Answer the matters that are still to be asked, as things stand, the next one first."""
        first = [one for one in (HURT, INCIDENT) if one not in trail(self.typed)]
        if self.refused is not None:
            return tuple(first)
        return tuple(dict.fromkeys([*first, *self._open_facts(), *self._rest()]))

    def _open_facts(self) -> list[str]:
        facts = self.file.terms.facts
        return [
            matter_of(name)
            for name in self.asked
            if facts[name].level is not Level.PART
            and not is_answered(self.typed, name)
            and name not in _SHOWN_WITH_HEADS
        ]

    def _rest(self) -> list[str]:
        if self.is_settled_already:
            return []
        rest = [] if self.told.heads else [HEADS]
        rest += [f"head-{head.number}" for head in self.unpriced]
        parts = [name for name in self.asked if self.file.terms.facts[name].level is Level.PART]
        for name in parts:
            open_ones = [
                one for one in self.asking.facts(name) if not is_answered(self.typed, one.key)
            ]
            if open_ones and name != "part_shown":
                rest.append(matter_of(name))
        rest += [matter_of(n) for n in self.asked if n in _SHOWN_WITH_HEADS if self._is_open(n)]
        return rest if PRODUCT in trail(self.typed) else [*rest, PRODUCT]

    def _is_open(self, name: str) -> bool:
        return not is_answered(self.typed, name)

    @property
    def unpriced(self) -> tuple[HeadKept, ...]:
        """Answer the heads that were begun and ask for nothing yet."""
        priced = {head.number for head in self.told.heads}
        return tuple(head for head in heads_kept(self.typed) if head.number not in priced)

    @property
    def next_matter(self) -> str:
        return next(iter(self.open_matters), REVIEW)

    def value_of(self, question: Question) -> Value | None:
        """Answer the value of what was typed for a question; None: there is none."""
        return value_of(question, self.typed, now=self.at.now, zone=self.file.case.timetable.zone)

    def before(self, matter: str) -> str:
        """Answer the matter that was seen before this one; empty: it is the first."""
        seen = trail(self.typed)
        place = seen.index(matter) if matter in seen else len(seen)
        return seen[place - 1] if place else ""

    @property
    def may_send(self) -> bool:
        """Answer whether all that a notice of loss needs was said."""
        return bool(self.told.heads) and not self.refused and not self.unpriced


# What shows the loss is asked once it is known what the loss is.
_SHOWN_WITH_HEADS = frozenset({"photos", "proof_of_loss"})


def interview(at: Desk, file: ClaimFile, typed: Typed, by: By, told: str) -> Interview:
    """Read the paper of a draft and look ahead; call inside the transaction."""
    claim = file.row.claim
    require(file.row.buyer_id is not None, "whoever claims a loss is known")
    assert file.row.buyer_id is not None
    as_told = loss_told(at, file, typed, file.row.buyer_id, told)
    cases = Cases(at.marketplace_id, at.now, at.markets)
    case = cases.with_surroundings(file.case, claim.lines)
    on = prospect(marketplace_id=at.marketplace_id, case=case)
    filing = filing_of(as_told, by, claim)
    foreseen = foresee(on, replace(filing, heads=filing.heads or _SOME_HEAD))
    return Interview(at, file, typed, as_told, foreseen)


def loss_told(at: Desk, file: ClaimFile, typed: Typed, claimant_id: UUID, told: str) -> LossTold:
    """Answer what the paper says: the ground, the heads, and every fact that can be read of it."""
    zone, currency = file.case.timetable.zone, file.row.currency

    def said(name: str, line: int | None = None) -> Value | None:
        question = question_of(file.terms.facts[name], currency=currency, line=line)
        return value_of(question, typed, now=at.now, zone=zone)

    is_injury = typed.get("fact-hurt") == "yes"
    facts = [
        fact.name
        for fact in file.terms.facts.values()
        if fact.level is not Level.PART
        and "claimant" in fact.sources
        and (is_injury or fact.privacy is not Privacy.HEALTH)
    ]
    amounts = {
        head.number: amount
        for head in heads_kept(typed)
        if isinstance(amount := said("part_claimed", head.number), int)
    }
    heads = heads_of(amounts, typed)
    return LossTold(
        ground=Ground.PERSONAL_INJURY if is_injury else Ground.PROPERTY_DAMAGE,
        heads=heads,
        stated=tuple((name, value) for name in facts if (value := said(name)) is not None),
        of_heads=tuple(
            (head.number, name, value)
            for head in heads
            for name in _OF_HEADS
            if (value := said(name, head.number)) is not None
        ),
        words=words_text(typed),
        claimant_id=claimant_id,
        told=told,
    )


def read_matter(
    interview: Interview, questions: Sequence[Question], sent: Mapping[str, str]
) -> tuple[Question, ...]:
    """Answer the questions as they were answered, each that cannot be taken with what is wrong."""
    zone = interview.file.case.timetable.zone
    return tuple(_read(interview, question, sent, zone) for question in questions)


def _read(
    interview: Interview, question: Question, sent: Mapping[str, str], zone: ZoneInfo
) -> Question:
    name = f"fact-{question.key}"
    given = sent.get(name, "")
    does_not_know = sent.get(f"{name}-unknown") == NOT_KNOWN
    read = read_answer(
        question, given=given, does_not_know=does_not_know, now=interview.at.now, zone=zone
    )
    shown = NOT_KNOWN if does_not_know and not given.strip() else given
    if isinstance(read, NotTaken):
        return replace(question, given=shown, error=read.error)
    if question.fact == "part_claimed" and read.value == 0:
        return replace(question, given=shown, error=_("Write more than zero, or take this off."))
    return replace(question, given=shown, error="")
