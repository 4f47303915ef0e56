"""What one notice says as a letter: as things stood when it was told, and nothing later."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makewhole.apps.notices.days import day_of_letter, instant_in_full
from makewhole.apps.notices.queries import ToldNotice
from makewhole.apps.notices.wording import enclosed_words
from makewhole.apps.parties.people import PersonFacts
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.appeal.stages import Stage
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.events import ClaimDetermined
from makewhole.core.claim.evolve import fold
from makewhole.core.claim.state import Claim
from makewhole.surfaces.shared.dossier.answer import Side
from makewhole.surfaces.shared.letters.appeals import Ways, appeal_section, redress
from makewhole.surfaces.shared.letters.parts import Letter, Section
from makewhole.surfaces.shared.letters.reasons import statement_of_reasons
from makewhole.surfaces.shared.letters.wording import next_actor_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice with all that its letter needs. `called` is how the party is known to us."""

    notice: ToldNotice
    file: ClaimFile
    appeal: Appeal | None  # Of which it tells, or on which was decided what it tells.
    side: Side
    marketplace: str
    contact: str
    called: str
    person: PersonFacts | None
    page_address: str  # Of the claim, as this side reaches it; "": no public address is set up.
    terms_address: str  # Where the terms stand in public; "": nowhere yet.


def letter_of(told: Told) -> Letter:
    """Answer the letter, in the language in which the notice was told."""
    notice = told.notice
    with translation.override(notice.language):
        zone = told.file.case.timetable.zone
        day = day_of_letter(notice.at.astimezone(zone).date())
        return Letter(
            language=notice.language,
            at=notice.at,
            sender=told.marketplace,
            sender_note=_("Order guarantee"),
            contact=told.contact,
            to=_addressed(told),
            day=day,
            pairs=(
                (pgettext("in a letter", "Claim"), notice.claim_reference),
                (pgettext("in a letter", "Order"), told.file.order.external_id),
                (pgettext("in a letter", "Notice"), str(notice.notice_id)),
            ),
            subject=notice.subject,
            paragraphs=(_greeting(told.person), *_said(notice)),
            sections=(_next(told), *_appeal(told), *_answer(told)),
            closing=(
                _("This letter says what stands in your inbox since {day}.").format(day=day),
                _("{marketplace}, order guarantee").format(marketplace=told.marketplace),
            ),
            page_of=_("Page {page} of {pages}"),
        )


def _addressed(told: Told) -> tuple[str, ...]:
    person = told.person
    if person is None or not person.name:
        return (told.called,)
    lines = (person.address or "").split(",")
    return (person.name, *(line.strip() for line in lines if line.strip()))


def _greeting(person: PersonFacts | None) -> str:
    return _("Dear {name},").format(name=person.name) if person and person.name else _("Hello,")


def _said(notice: ToldNotice) -> tuple[str, ...]:
    """Answer the notice's words, and below them the personal text that goes with it."""
    below = enclosed_words(notice.enclosed)
    return (*notice.text.split("\n\n"), *([below] if below else []))


def _next(told: Told) -> Section:
    """Say whose turn it was right after what the notice tells, and until when (P5)."""
    appeal = _told_appeal(told)
    turn = _claim_then(told) if appeal is None or appeal.is_over else appeal
    heading = _("Who acts next")
    if turn.next_actor is None or turn.due_at is None:
        return Section(heading=heading, paragraphs=(_("Nobody: the claim is closed."),))
    due = instant_in_full(turn.due_at.astimezone(told.file.case.timetable.zone))
    return Section(
        heading=heading,
        pairs=(
            (pgettext("in a letter", "Next"), next_actor_text(turn.next_actor, told.side)),
            (_("At the latest"), due),
        ),
    )


def _claim_then(told: Told) -> Claim:
    """Answer the claim as it stood once all had happened that happened at that instant."""
    claim = fold(event for event in told.file.events if event.at <= told.notice.at)
    assert claim is not None  # A notice tells of an event.
    return claim


def _told_appeal(told: Told) -> Appeal | None:
    """Answer the appeal whose event the notice tells; its number is of the appeal's own stream."""
    return told.appeal if told.notice.appeal_id is not None else None


def _appeal(told: Told) -> tuple[Section, ...]:
    """Give back what this side wrote, where it asked for the look that the notice tells of."""
    appeal = _told_appeal(told)
    if appeal is None or appeal.side != told.side:
        return ()
    return (appeal_section(appeal, told.side, told.file.case.timetable.zone),)


def _answer(told: Told) -> tuple[Section, ...]:
    """Answer why it was decided so, and what is open to this side, where the notice tells of it."""
    event, appeal = _determination(told), _told_appeal(told)
    if event is None and (appeal is None or appeal.stage is not Stage.DECIDED):
        return ()
    ways = Ways(reference=told.notice.claim_reference, page=told.page_address, contact=told.contact)
    return (*_reasons(told, event), redress(event, told.appeal, told.side, ways))


def _determination(told: Told) -> ClaimDetermined | None:
    """Answer the determination that the notice tells of, or that the appeal brought."""
    events, appeal = told.file.events, _told_appeal(told)
    if appeal is None:
        event = events[told.notice.seq - 1]
        return event if isinstance(event, ClaimDetermined) else None
    made = (event for event in events if isinstance(event, ClaimDetermined))
    return next((event for event in made if event.determination_id == appeal.led_to), None)


def _reasons(told: Told, event: ClaimDetermined | None) -> tuple[Section, ...]:
    if event is None:
        return ()
    events = told.file.events
    then = fold(events[: events.index(event) + 1])
    assert then is not None
    return statement_of_reasons(
        told.file, event, then, side=told.side, terms_address=told.terms_address
    )
