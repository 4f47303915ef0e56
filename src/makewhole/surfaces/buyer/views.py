"""The buyer's pages: a list, a claim with what can be done to it, an inbox."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from makewhole.apps.claims.access import ClaimNotFound
from makewhole.apps.claims.actions import file_draft, state_facts, withdraw_claim
from makewhole.apps.notices.commands import mark_read
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.surfaces.buyer import reading
from makewhole.surfaces.buyer.drafts import DraftSeen, draft_seen
from makewhole.surfaces.buyer.forms import Answers, read_answers
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import Outcome, act_of, outcome_of
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.inboxes import inbox_page
from makewhole.surfaces.shared.letters.answering import letter_answer
from makewhole.surfaces.shared.listing import place_of
from makewhole.surfaces.shared.releases.answering import release_answer
from makewhole.surfaces.shared.render import render_page


@require_safe
@desk_of("buyer")
def claims(request: HttpRequest, person: Person) -> HttpResponse:
    """Show all claims of one person."""
    page = reading.claims_page(desk(person), person, place_of(request), notes=flash.taken(request))
    return render_page(request, "buyer/claims.html", page)


@require_safe
@desk_of("buyer")
def claim(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Show one claim."""
    try:
        page = reading.claim_page(desk(person), person, reference, notes=flash.taken(request))
    except ClaimNotFound:
        raise Http404 from None
    return render_page(request, "buyer/claim.html", page)


@require_safe
@desk_of("buyer")
def letter(request: HttpRequest, person: Person, notice: str) -> HttpResponse:  # noqa: ARG001 - every view's form
    """Answer one notice as a letter to print."""
    return letter_answer(desk(person), person, notice, "claimant")


@require_safe
@desk_of("buyer")
def release(request: HttpRequest, person: Person, reference: str) -> HttpResponse:  # noqa: ARG001 - every view's form
    """Answer a claim's release: the one that was signed, else the one that is offered."""
    return release_answer(desk(person), person, reference)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("buyer")
def inbox(request: HttpRequest, person: Person) -> HttpResponse:
    """Show every notice; sending its form marks all of them as read."""
    at = desk(person)
    if request.method == "POST":
        with transaction(at.marketplace_id):
            mark_read(marketplace_id=at.marketplace_id, party_id=person.party_id, at=at.now)
        return HttpResponseRedirect(reverse("buyer:inbox"))
    page = inbox_page(at, person, place_of(request))
    return render_page(request, "buyer/inbox.html", page)


@require_POST
@desk_of("buyer")
def answer(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Take answers to what was asked; a draft is filed on the ground that is named."""
    at = desk(person)
    file = opened(at, person, reference)
    if file.row.claim.stage is Stage.DRAFT:
        return _answer_draft(request, at, person, file)
    answers = read_answers(
        reading.questions_of(file),
        request.POST.dict(),
        now=at.now,
        zone=file.case.timetable.zone,
    )
    if not answers.are_taken:
        return _again(request, at, person, reference, answers)
    outcome = _send(request, at, person, file, answers)
    if not outcome.is_done:
        page = reading.claim_page(
            at, person, reference, notes=(outcome.note,), asked_again=answers.asked_again
        )
        return render_page(request, "buyer/claim.html", page, status=409)
    return back(request, reference, outcome.note)


def _answer_draft(request: HttpRequest, at: Desk, person: Person, file: ClaimFile) -> HttpResponse:
    """File a draft with what its form says; what cannot be filed keeps its form as it was sent."""
    reference = file.row.reference
    if file.row.claim.is_loss:
        return HttpResponseRedirect(reverse("buyer:loss", args=[reference, "next"]))
    with transaction(at.marketplace_id):
        draft = draft_seen(at, person, file, request.POST.dict())
    if not draft.answers.are_taken:
        return _again(request, at, person, reference, draft.answers, draft)
    if draft.ground is None:
        return back(request, reference, _ground_is_open())
    ground = draft.ground
    act = act_of(request, at, person, file)
    outcome = outcome_of(
        file_draft(act, ground=ground, stated=draft.stated),
        done=_("Your claim is filed"),
        file=file,
        act=act,
        same=lambda event: isinstance(event, e.ClaimFiled) and event.ground is ground,
    )
    if not outcome.is_done:
        page = reading.claim_page(at, person, reference, notes=(outcome.note,), draft=draft)
        return render_page(request, "buyer/claim.html", page, status=409)
    return back(request, reference, outcome.note)


@require_POST
@desk_of("buyer")
def withdraw(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Take the claim back."""
    at = desk(person)
    file = opened(at, person, reference)
    if request.POST.get("sure") != "yes":
        note = Note(tone="warning", title=_("Nothing was withdrawn"), text=_("Tick that you do."))
        return back(request, reference, note)
    act = act_of(request, at, person, file)
    outcome = outcome_of(
        withdraw_claim(act),
        done=_("Your claim is withdrawn"),
        file=file,
        act=act,
        same=lambda event: (
            isinstance(event, e.ClaimClosed) and event.closed_as is ClosedAs.WITHDRAWN
        ),
    )
    return back(request, reference, outcome.note)


def opened(at: Desk, person: Person, reference: str) -> ClaimFile:
    """Answer the claim's file, or the page that nothing is here."""
    try:
        with transaction(at.marketplace_id):
            return reading.file_of(at, person, reference)
    except ClaimNotFound:
        raise Http404 from None


def _send(
    request: HttpRequest, at: Desk, person: Person, file: ClaimFile, answers: Answers
) -> Outcome:
    act = act_of(request, at, person, file)
    if not (answers.stated or answers.of_heads):
        return Outcome(is_done=True, note=_nothing_known())
    result = state_facts(act, stated=answers.stated, of_heads=answers.of_heads)
    said = [*answers.stated.items(), *(one[1:] for one in answers.of_heads)]
    return outcome_of(
        result,
        done=_("Your answer was sent"),
        file=file,
        act=act,
        same=lambda event: isinstance(event, e.FactStated) and (event.fact, event.value) in said,
    )


def _ground_is_open() -> Note:
    return Note(
        tone="info",
        title=_("That is fine"),
        text=_("Nothing was sent. Say what went wrong by the day below, and the claim is sent."),
    )


def _nothing_known() -> Note:
    return Note(
        tone="info",
        title=_("That is fine"),
        text=_("You may still answer until the day below; after that we go on without it."),
    )


def _again(
    request: HttpRequest,
    at: Desk,
    person: Person,
    reference: str,
    answers: Answers,
    draft: DraftSeen | None = None,
) -> HttpResponse:
    """Show the form again with what was typed; nothing of it is lost, and nothing was sent."""
    wrong = sum(1 for question in answers.asked_again if question.error)
    note = Note(
        tone="danger",
        title=_("Nothing was sent yet"),
        text=_("Answers that need another look: %(count)s. What you typed is still there.")
        % {"count": wrong},
        href="#answer",
        link=_("To the answers"),
    )
    page = reading.claim_page(
        at, person, reference, notes=(note,), asked_again=answers.asked_again, draft=draft
    )
    return render_page(request, "buyer/claim.html", page, status=422)


def back(request: HttpRequest, reference: str, note: Note) -> HttpResponse:
    """Go back to the claim's page with a note."""
    flash.keep(request, note)
    return HttpResponseRedirect(reverse("buyer:claim", args=[reference]))
