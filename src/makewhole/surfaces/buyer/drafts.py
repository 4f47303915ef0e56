"""A draft on its page: what was said of it stands in the form again, and what would come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from makewhole.apps.claims.filing import Filing, foresee, prospect
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Value
from makewhole.core.kernel.money import format_minor
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.tree import Kind
from makewhole.surfaces.buyer.foresight import Foresight, look_ahead
from makewhole.surfaces.buyer.forms import Answers, read_answers
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.ahead import Ahead, ahead_of
from makewhole.surfaces.shared.desk import Desk
from makewhole.surfaces.shared.questions import ground_question

GROUND = "claim_kind"


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """A draft with the answers of its form: sent just now, or as they were kept with it."""

    ground: Ground | None  # None: it is open, or was not answered.
    answers: Answers  # The ground's is one of them.
    ahead: Ahead | None  # What comes of it once nothing is open; None: refused, or not known yet.
    refused: Refused | None

    @property
    def stated(self) -> Mapping[str, Value]:
        """Answer what is said beside the ground."""
        said = self.answers.stated.items()
        return {fact: value for fact, value in said if fact != GROUND}


def draft_seen(
    at: Desk, person: Person, file: ClaimFile, sent: Mapping[str, str] | None = None
) -> DraftSeen:
    """Read the form of a draft, and look ahead; call inside the transaction.

    `sent` is what the form sent; None: it is shown, with what was kept.
    """
    zone, currency = file.case.timetable.zone, file.row.currency
    by = by_of(person)
    given = _kept(file, by, zone) if sent is None else sent
    asked = ground_question(file.terms, currency=currency, given="")
    kind = read_answers((asked,), given, now=at.now, zone=zone)
    if GROUND not in kind.stated:
        return DraftSeen(None, kind if sent is not None else _unanswered(kind), None, None)
    ground = Ground(str(kind.stated[GROUND]))
    seen = _look_ahead(at, file, ground, by, given)
    answers = Answers(
        stated={**kind.stated, **seen.said.stated},
        unknown=seen.said.unknown,
        asked_again=(*kind.asked_again, *seen.all_questions),
    )
    ahead = None if seen.open_questions else ahead_of(seen.foreseen, file.terms)
    return DraftSeen(ground, answers, ahead, seen.refused)


def _look_ahead(
    at: Desk, file: ClaimFile, ground: Ground, by: By, given: Mapping[str, str]
) -> Foresight:
    """Look ahead as if the claimant had said nothing yet, so that all of it is asked again."""
    claim = file.row.claim
    of_others = tuple(said for said in claim.statements if said.source is not by.role)
    case = replace(file.case, claim=replace(claim, statements=of_others))
    on = prospect(marketplace_id=at.marketplace_id, case=case)

    def foresee_with(stated: Mapping[str, Value]) -> Handled | Refused:
        said = tuple(stated.items())
        return foresee(on, Filing(claim.order_id, claim.lines, ground, by, said))

    return look_ahead(
        foresee_with,
        given,
        terms=file.terms,
        currency=claim.currency,
        now=at.now,
        zone=file.case.timetable.zone,
    )


def _unanswered(kind: Answers) -> Answers:
    """Answer the question of a form that nobody has sent yet: nothing is wrong with it."""
    return replace(kind, asked_again=tuple(replace(one, error="") for one in kind.asked_again))


def _kept(file: ClaimFile, by: By, zone: ZoneInfo) -> dict[str, str]:
    """Answer the form as it was when the draft was kept."""
    claim = file.row.claim
    said = {one.fact: one.value for one in claim.statements if one.source is by.role}
    typed = {
        f"fact-{name}": _typed(value, file.terms.facts[name].kind, claim.currency, zone)
        for name, value in said.items()
        if name in file.terms.facts
    }
    if claim.ground is None:
        return typed
    return {**typed, f"fact-{GROUND}": claim.ground.value}


def _typed(value: Value, kind: Kind, currency: str, zone: ZoneInfo) -> str:
    """Write a value as its field takes it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case int() if kind is Kind.MONEY:
            return format_minor(value, currency)
        case _:
            return str(value)
