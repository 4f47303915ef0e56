"""Where a claim stands: what it is about, whose turn it is, what happened, where the goods are."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from makewhole.apps.notices.queries import FiledNotice
from makewhole.apps.reporting.claim_file import ClaimFile, sealed_in
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.stages import (
    NEXT_RETURN_STATES,
    RETURN_PROOF,
    WAY_BACK_KNOWN,
    ReturnState,
    Stage,
)
from makewhole.core.claim.waits import WAITS
from makewhole.core.clocks.duration import Unit
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import (
    ClaimHead,
    Happening,
    NoticeRow,
    ReturnOfGoods,
    Turn,
)
from makewhole.surfaces.shared.dossier.amounts import claimed
from makewhole.surfaces.shared.dossier.items import item_questions, title_of
from makewhole.surfaces.shared.wording.retell import retell
from makewhole.surfaces.shared.wording.turns import Reader, turn_words

_UNITS: dict[Unit, Literal["hours", "days", "business_days"]] = {
    Unit.HOURS: "hours",
    Unit.DAYS: "days",
    Unit.BUSINESS_DAYS: "business_days",
}

# What each side may say of the goods; the core refuses what is not theirs.
BUYER_STEPS = (ReturnState.HANDED_OVER, ReturnState.ASKED, ReturnState.CLAIMANT_KEEPS)
SELLER_STEPS = (
    ReturnState.ACCEPTED,
    ReturnState.LABEL_GIVEN,
    ReturnState.RECEIVED,
    ReturnState.INSPECTED,
    ReturnState.REFUSED,
    ReturnState.NOT_ARRIVED,
)
# For a seller whom the order does not name.
HANDLER_STEPS = (ReturnState.ACCEPTED, ReturnState.LABEL_GIVEN)


def head(file: ClaimFile, *, buyer: str, seller: str) -> ClaimHead:
    """Answer what the claim is about and where it stands; names as this reader may see them."""
    row = file.row
    first = row.claim.lines[0].number if row.claim.lines else 0
    return ClaimHead(
        reference=row.reference,
        about=title_of(file, first),
        more_lines=max(0, len(row.claim.lines) - 1),
        ground=row.claim.ground,
        stage=row.claim.stage,
        closed_as=row.claim.closed_as,
        order_reference=file.order.external_id,
        ordered_on=file.order.placed_on,
        filed_at=row.claim.filed_at,
        opened_by=row.claim.opened_by,
        buyer=buyer,
        seller=seller,
        terms_version=file.terms.version,
        terms_hash=row.terms_hash,
        claimed=claimed(file),
        settled=Money(row.settled_minor, row.currency),
    )


def turn(file: ClaimFile) -> Turn | None:
    """Answer whose turn it is, until when, and the rule that says so; None when closed."""
    claim = file.row.claim
    if claim.next_actor is None or claim.due_at is None or claim.clock is None:
        return None
    started_at = _started_at(file.events, claim.due_at)
    timetable = file.case.timetable
    wait = WAITS.get(claim.clock)
    quantity = timetable.durations.get(wait[0]) if wait is not None else None
    if started_at is None or wait is None or quantity is None:
        return Turn(actor=claim.next_actor, clock=claim.clock, due_at=claim.due_at)
    return Turn(
        actor=claim.next_actor,
        clock=claim.clock,
        due_at=claim.due_at,
        started_at=started_at,
        quantity=quantity,
        unit=_UNITS[wait[1]],
        skipped=tuple(_holidays(timetable, started_at, claim.due_at))
        if wait[1] is Unit.BUSINESS_DAYS
        else (),
    )


def _started_at(events: Sequence[e.Event], due_at: datetime) -> datetime | None:
    """Answer when the running clock was set: by the last event that names its due time."""
    return next(
        (event.at for event in reversed(events) if getattr(event, "due_at", None) == due_at),
        None,
    )


def _holidays(timetable: Timetable, start: datetime, end: datetime) -> Iterable[date]:
    """Answer the weekdays in between that do not count."""
    day, last = timetable.local_day(start) + timedelta(days=1), timetable.local_day(end)
    while day < last:
        if day.weekday() < 5 and not timetable.calendar.is_business_day(day):
            yield day
        day += timedelta(days=1)


def goods(file: ClaimFile, steps: Sequence[ReturnState]) -> ReturnOfGoods | None:
    """Answer how far the goods are, and what this reader may say next; None: no return matters."""
    claim = file.row.claim
    is_awaited = claim.stage is Stage.AWAITING_RETURN
    if not is_awaited and claim.return_state in (ReturnState.NOT_NEEDED, ReturnState.NOT_ASKED):
        return None
    comes_after_all = claim.return_state is ReturnState.NOT_ARRIVED and not claim.is_closed
    is_open = is_awaited or (comes_after_all and claim.stage is not Stage.PAYING)
    next_states = NEXT_RETURN_STATES[claim.return_state] if is_open else frozenset()
    said = _last(file, lambda event: isinstance(event, e.FactStated) and event.fact == RETURN_PROOF)
    where = _last(file, _says_where)
    may_move_to = tuple(state for state in steps if state in next_states)
    return ReturnOfGoods(
        state=claim.return_state,
        may_move_to=may_move_to,
        items=item_questions(file) if ReturnState.INSPECTED in may_move_to else (),
        payable_on_return=Money(claim.payable_on_return_minor if is_awaited else 0, claim.currency),
        way_back=_text(file, where),
        is_label=isinstance(where, e.ReturnMoved) and where.to is ReturnState.LABEL_GIVEN,
        proof=str(said.value) if isinstance(said, e.FactStated) else "",
        number=_text(file, said),
        asks_proof=claim.clock == RETURN_PROOF and RETURN_PROOF in claim.asked,
        due_at=claim.due_at if is_open else None,
    )


def _says_where(event: e.Event) -> bool:
    return isinstance(event, e.ReturnMoved) and event.to in WAY_BACK_KNOWN


def _last(file: ClaimFile, is_it: Callable[[e.Event], bool]) -> e.Event | None:
    return next((event for event in reversed(file.events) if is_it(event)), None)


def _text(file: ClaimFile, event: e.Event | None) -> str | None:
    """Answer the personal text behind an event; empty: there is none. None: it was erased."""
    sealed = sealed_in(event) if event is not None else None
    return file.texts.get(sealed.text_id) if sealed is not None else ""


def happenings(file: ClaimFile, reader: Reader) -> tuple[Happening, ...]:
    """Answer what happened, each step once, then what is awaited now."""
    told: list[Happening] = []
    is_filed = False
    for event in file.events:
        is_filed = is_filed or isinstance(event, e.ClaimFiled)
        # What was said in the form that filed it stands before the filing, at the same instant.
        is_part_of_filing = (
            isinstance(event, e.FactStated | le.HeadsAmended)
            and not is_filed
            and event.at == file.row.claim.filed_at
        )
        text = None if is_part_of_filing else retell(event, reader, file.row.currency)
        if text is not None and (not told or told[-1].text != text):
            told.append(Happening(at=event.at, text=text))
    claim = file.row.claim
    if claim.next_actor is not None and claim.due_at is not None and claim.clock is not None:
        words = turn_words(
            claim.clock, claim.next_actor, reader, anything_paid=claim.settled_minor > 0
        )
        text = words.who_note or _("Next: %(who)s.") % {"who": words.who}
        told.append(Happening(at=claim.due_at, text=text, place="now"))
    return tuple(told)


def notice_rows(notices: Iterable[FiledNotice]) -> tuple[NoticeRow, ...]:
    """Answer notices as they stand in an inbox."""
    return tuple(
        NoticeRow(
            reference=notice.notice_id.hex,
            at=notice.at,
            subject=notice.subject,
            body=notice.text,
            enclosed=notice.enclosed,
            claim_reference=notice.claim_reference,
            is_read=notice.is_read,
        )
        for notice in notices
    )
