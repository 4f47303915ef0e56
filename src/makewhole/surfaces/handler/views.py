"""The workbench: the queue, a claim with its findings and its decision."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from makewhole.apps.claims.access import ClaimNotFound
from makewhole.apps.claims.actions import confirm_determination, state_facts
from makewhole.apps.notices.commands import mark_read
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import events as e
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.handler import queue_reading, reading
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import Outcome, act_of, outcome_of
from makewhole.surfaces.shared.answers import Answered, NotTaken, read_answer
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.inboxes import inbox_page
from makewhole.surfaces.shared.listing import place_of
from makewhole.surfaces.shared.releases.answering import release_answer
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.wording.refusals import refusal_note

_SHOWS: dict[str, queue_reading.Show] = {"waiting": "waiting", "open": "open", "all": "all"}


@require_safe
@desk_of("handler", "lead")
def queue(request: HttpRequest, person: Person) -> HttpResponse:
    """Show what waits, by due time."""
    show = _SHOWS.get(request.GET.get("show", ""), "waiting")
    page = queue_reading.queue_page(
        desk(person), person, place_of(request), show, notes=flash.taken(request)
    )
    return render_page(request, "handler/queue.html", page)


@require_safe
@desk_of("handler", "lead")
def claim(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Show the whole claim."""
    try:
        page = reading.claim_page(desk(person), person, reference, notes=flash.taken(request))
    except ClaimNotFound:
        raise Http404 from None
    return render_page(request, "handler/claim.html", page)


@require_safe
@desk_of("handler", "lead")
def release(request: HttpRequest, person: Person, reference: str) -> HttpResponse:  # noqa: ARG001 - every view's form
    """Answer a claim's release: the one that was signed, else the one that is offered."""
    return release_answer(desk(person), person, reference)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("lead")
def inbox(request: HttpRequest, person: Person) -> HttpResponse:
    """Show what leads were told; sending its form marks all of it as read, for every lead."""
    at = desk(person)
    if request.method == "POST":
        with transaction(at.marketplace_id):
            mark_read(
                marketplace_id=at.marketplace_id,
                party_id=None,
                audience=queue_reading.LEADS,
                at=at.now,
            )
        return HttpResponseRedirect(reverse("handler:inbox"))
    page = inbox_page(at, person, place_of(request), audience=queue_reading.LEADS)
    return render_page(request, "handler/inbox.html", page)


@require_POST
@desk_of("handler", "lead")
def find(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Record what a person found, with the reason."""
    at = desk(person)
    file = opened(at, reference)
    question = _question(file, request.POST.get("fact", ""))
    if question is None:
        note = refusal_note(Refused("claim_changed_meanwhile"))
        return _shown(request, at, person, reference, Outcome(is_done=False, note=note))
    given = request.POST.get(f"fact-{question.key}", "")
    reason = request.POST.get(f"reason-{question.key}", "").strip()
    read = read_answer(
        question, given=given, does_not_know=False, now=at.now, zone=file.case.timetable.zone
    )
    error = _error(read, reason)
    if error or not isinstance(read, Answered) or read.value is None:
        page = reading.claim_page(at, person, reference, notes=(_look_again(question, error),))
        page = reading.refused_try(page, key=question.key, given=given, reason=reason, error=error)
        return render_page(request, "handler/claim.html", page, status=422)
    act = act_of(request, at, person, file)
    result = state_facts(act, stated={question.fact: read.value}, reason=reason, line=question.line)
    found = (question.fact, question.line, read.value)
    outcome = outcome_of(
        result,
        done=_("The finding is on file"),
        file=file,
        act=act,
        same=lambda event: (
            isinstance(event, e.FactStated) and (event.fact, event.line, event.value) == found
        ),
    )
    return _shown(request, at, person, reference, outcome)


def _look_again(question: Question, error: str) -> Note:
    """Say above the page what is wrong, and lead to the form."""
    return Note(
        tone="danger",
        title=_("Nothing was recorded yet"),
        text=error,
        href=f"#field-reason-{question.key}",
        link=_("To the finding"),
    )


def _question(file: ClaimFile, key: str) -> Question | None:
    """Answer the question that the form was for; None when it is no longer asked."""
    return next((asked for asked in reading.findings_of(file) if asked.key == key), None)


def _error(read: Answered | NotTaken, reason: str) -> str:
    """Say what is wrong with the form, if anything is; nothing was recorded then."""
    if isinstance(read, NotTaken):
        return read.error
    if read.value is None:
        return _("A finding says what you found; leave it open if you found nothing.")
    return "" if reason else _("Say why: both sides read the reason.")


@require_POST
@desk_of("handler", "lead")
def confirm(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Decide as the terms say, if that is still what the person saw."""
    at = desk(person)
    file = opened(at, reference)
    act = act_of(request, at, person, file)
    seen = (request.POST.get("outcome", ""), request.POST.get("payable_minor", ""))
    finding = file.finding
    if seen != (finding.outcome, str(finding.payable_minor or 0)):
        note = refusal_note(Refused("claim_changed_meanwhile"))
        return _shown(request, at, person, reference, Outcome(is_done=False, note=note))
    result = confirm_determination(act)
    outcome = outcome_of(
        result,
        done=_("Your decision is on file"),
        file=file,
        act=act,
        same=lambda event: isinstance(event, (e.ClaimDetermined, e.DeterminationSeconded)),
    )
    return _shown(request, at, person, reference, outcome)


def opened(at: Desk, reference: str) -> ClaimFile:
    """Answer the claim's file, or the page that nothing is here."""
    try:
        with transaction(at.marketplace_id):
            return reading.file_of(at, reference)
    except ClaimNotFound:
        raise Http404 from None


def _shown(
    request: HttpRequest, at: Desk, person: Person, reference: str, outcome: Outcome
) -> HttpResponse:
    if outcome.is_done:
        return back(request, reference, outcome.note)
    page = reading.claim_page(at, person, reference, notes=(outcome.note,))
    return render_page(request, "handler/claim.html", page, status=409)


def back(request: HttpRequest, reference: str, note: Note) -> HttpResponse:
    """Go back to the claim's page with a note."""
    flash.keep(request, note)
    return HttpResponseRedirect(reverse("handler:claim", args=[reference]))
