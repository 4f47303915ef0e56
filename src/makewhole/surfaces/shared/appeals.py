"""What both sides see of an appeal or a contest, and the form that files one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from makewhole.apps.appeals.commands import On, appeal_id_of, file_appeal, withdraw_appeal
from makewhole.apps.appeals.queries import AppealRow
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.appeal.decide import may_charge
from makewhole.core.appeal.stages import Result, Side, Stage
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.events import ClaimDetermined
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.answers import TEXT_MAX
from makewhole.surfaces.shared.desk import Desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.wording.refusals import refusal_note


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCard:
    """One appeal or contest, as one side may see it. `because` is our reason to this side."""

    side: Side
    is_mine: bool
    is_open: bool
    result: Result | None
    was_withdrawn: bool
    filed_at: datetime
    due_at: datetime | None
    reasons: str
    new_evidence: str
    decided_at: datetime | None
    because: str
    paid_more: Money
    freed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealing:
    """What stands of appeals on a claim's page, and whether this side may ask for another look.

    What was typed stands again after a refused try, with `error`.
    """

    cards: tuple[AppealCard, ...] = ()
    may_file: bool = False
    last_day: date | None = None  # To ask; None: there is nothing to be against.
    reasons: str = ""
    new_evidence: str = ""
    error: str = ""


NO_APPEALS = Appealing()


def appealing(file: ClaimFile, rows: Sequence[AppealRow], side: Side, today: date) -> Appealing:
    """Answer what one side sees; whoever asked once against an answer does not ask again."""
    cards = tuple(_card(row.appeal, side, file.row.currency) for row in rows)
    answer = _against(file, side)
    last_day = _last_day(answer, side) if answer is not None else None
    if answer is None or last_day is None:
        return Appealing(cards=cards)
    asked = any(
        not row.appeal.is_over
        or row.appeal.determination_id == answer.determination_id
        or row.appeal.appeal_id == answer.appeal_id
        for row in rows
        if row.appeal.side is side
    )
    return Appealing(cards=cards, may_file=today <= last_day and not asked, last_day=last_day)


def _against(file: ClaimFile, side: Side) -> ClaimDetermined | None:
    """Answer what this side can be against: the latest answer, a seller's the latest that charges.

    What charges a seller is all of what it contests, whatever was determined after it.
    """
    made = [determined.event for determined in file.determinations]
    if side is Side.SELLER:
        made = [event for event in made if may_charge(event) and event.contest_by is not None]
    return made[-1] if made else None


def _last_day(answer: ClaimDetermined, side: Side) -> date | None:
    return answer.contest_by if side is Side.SELLER else answer.appeal_by


def _card(appeal: Appeal, side: Side, currency: str) -> AppealCard:
    because = appeal.decided_because
    words = "" if because is None else because.to_claimant
    if because is not None and side is Side.SELLER:
        words = because.to_seller
    is_mine = appeal.side is side
    return AppealCard(
        side=appeal.side,
        is_mine=is_mine,
        is_open=not appeal.is_over,
        result=appeal.result,
        was_withdrawn=appeal.stage is Stage.WITHDRAWN,
        filed_at=appeal.filed_at,
        due_at=appeal.due_at,
        # What one side writes to us of the other is read by whoever decides.
        reasons=appeal.reasons if is_mine else "",
        new_evidence=appeal.new_evidence if is_mine else "",
        decided_at=appeal.decided_at,
        because=words,
        paid_more=Money(appeal.paid_more_minor, currency),
        freed=Money(appeal.freed_minor, currency),
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a form: done, or not, with a note; `error` stands in the form itself."""

    is_done: bool
    note: Note
    error: str = ""


def file_from(request: HttpRequest, at: Desk, person: Person, file: ClaimFile, side: Side) -> Sent:
    """File what the form says against the latest answer; nothing is sent without a tick."""
    reasons = request.POST.get("reasons", "").strip()
    new_evidence = request.POST.get("new_evidence", "").strip()
    error = _error(request, reasons, new_evidence)
    if error:
        note = Note(
            tone="danger",
            title=_("Nothing was sent yet"),
            text=error,
            href="#field-reasons",
            link=_("To the form"),
        )
        return Sent(is_done=False, note=note, error=error)
    answer = _against(file, side)
    if answer is None:
        return Sent(is_done=False, note=refusal_note(Refused("nothing_determined")))
    determination_id = answer.determination_id
    result = file_appeal(
        _on(at, person, file, appeal_id_of(determination_id, side)),
        determination_id=determination_id,
        side=side,
        because=reasons,
        new_evidence=new_evidence,
    )
    if isinstance(result, Refused) and result.reason != "appeal_filed_already":
        return Sent(is_done=False, note=refusal_note(result))
    return Sent(is_done=True, note=_good(_("We have it; somebody who took no part looks at it")))


def withdraw_from(at: Desk, person: Person, file: ClaimFile, row: AppealRow) -> Note:
    """Take an open appeal back."""
    result = withdraw_appeal(_on(at, person, file, row.appeal.appeal_id))
    if isinstance(result, Refused):
        return refusal_note(result)
    return _good(_("It is taken back"))


def open_one(rows: Sequence[AppealRow], side: Side) -> AppealRow | None:
    """Answer the open appeal of this side; None: there is none."""
    return next((r for r in rows if r.appeal.side is side and not r.appeal.is_over), None)


def _error(request: HttpRequest, reasons: str, new_evidence: str) -> str:
    if not reasons:
        return _("Say why our answer is wrong: whoever looks again reads it.")
    if max(len(reasons), len(new_evidence)) > TEXT_MAX:
        return _("Write at most %(most)s characters in each field.") % {"most": TEXT_MAX}
    if request.POST.get("sure") != "yes":
        return _("Tick that you want another look.")
    return ""


def _on(at: Desk, person: Person, file: ClaimFile, appeal_id: UUID) -> On:
    return On(at.marketplace_id, file.row.claim_id, appeal_id, by_of(person), at.now)


def _good(title: str) -> Note:
    return Note(tone="good", title=title, text=_("It was sent once, and is on file."))
