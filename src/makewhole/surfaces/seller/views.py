"""The seller's pages: what needs them by due time, a claim with its answer, an inbox."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from makewhole.apps.claims.access import ClaimNotFound
from makewhole.apps.claims.actions import answer_claim
from makewhole.apps.notices.commands import mark_read
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import events as e
from makewhole.surfaces.seller import reading
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import act_of, outcome_of
from makewhole.surfaces.shared.answers import TEXT_MAX
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.inboxes import inbox_page
from makewhole.surfaces.shared.letters.answering import letter_answer
from makewhole.surfaces.shared.listing import place_of
from makewhole.surfaces.shared.render import render_page


@require_safe
@desk_of("seller")
def claims(request: HttpRequest, person: Person) -> HttpResponse:
    """Show all claims against one seller."""
    page = reading.claims_page(desk(person), person, place_of(request), notes=flash.taken(request))
    return render_page(request, "seller/claims.html", page)


@require_safe
@desk_of("seller")
def claim(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Show one claim."""
    try:
        page = reading.claim_page(desk(person), person, reference, notes=flash.taken(request))
    except ClaimNotFound:
        raise Http404 from None
    return render_page(request, "seller/claim.html", page)


@require_safe
@desk_of("seller")
def letter(request: HttpRequest, person: Person, notice: str) -> HttpResponse:  # noqa: ARG001 - every view's form
    """Answer one notice as a letter to print."""
    return letter_answer(desk(person), person, notice, "seller")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("seller")
def inbox(request: HttpRequest, person: Person) -> HttpResponse:
    """Show every notice; sending its form marks all of them as read."""
    at = desk(person)
    if request.method == "POST":
        with transaction(at.marketplace_id):
            mark_read(marketplace_id=at.marketplace_id, party_id=person.party_id, at=at.now)
        return HttpResponseRedirect(reverse("seller:inbox"))
    page = inbox_page(at, person, place_of(request))
    return render_page(request, "seller/inbox.html", page)


@require_POST
@desk_of("seller")
def answer(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Take the seller's answer: it is sent once, or shown again with what was typed."""
    at = desk(person)
    file = opened(at, person, reference)
    chosen = request.POST.get("answer", "")
    reason = request.POST.get("reason", "").strip()
    error, field = _error(chosen, reason)
    if error:
        note = Note(
            tone="danger",
            title=_("Nothing was sent yet"),
            text=error,
            href=f"#{field}",
            link=_("To your answer"),
        )
        page = reading.claim_page(at, person, reference, notes=(note,))
        page = reading.refused_try(page, chosen=chosen, reason=reason, error=error)
        return render_page(request, "seller/claim.html", page, status=422)
    act = act_of(request, at, person, file)
    result = answer_claim(act, answer=chosen, reason=reason)
    outcome = outcome_of(
        result,
        done=_("Your answer was sent"),
        file=file,
        act=act,
        same=lambda event: (
            isinstance(event, e.SellerAnswered) and (event.answer, event.reason) == (chosen, reason)
        ),
    )
    if not outcome.is_done:
        page = reading.claim_page(at, person, reference, notes=(outcome.note,))
        page = reading.refused_try(page, chosen=chosen, reason=reason, error="")
        return render_page(request, "seller/claim.html", page, status=409)
    return back(request, reference, outcome.note)


def _error(chosen: str, reason: str) -> tuple[str, str]:
    """Say what is wrong with the form and in which field, if anything is; nothing was sent then."""
    if chosen not in ("accepted", "rejected"):
        return _("Choose whether you accept the claim or reject it."), "answer"
    if chosen == "rejected" and not reason:
        return _("A rejection needs its reason: write it below."), "field-reason"
    if len(reason) > TEXT_MAX:
        most = {"most": TEXT_MAX, "found": len(reason)}
        sentence = _("Write at most %(most)s characters; these are %(found)s.")
        return sentence % most, "field-reason"
    return "", ""


def opened(at: Desk, person: Person, reference: str) -> ClaimFile:
    """Answer the claim's file, or the page that nothing is here."""
    try:
        with transaction(at.marketplace_id):
            return reading.file_of(at, person, reference)
    except ClaimNotFound:
        raise Http404 from None


def back(request: HttpRequest, reference: str, note: Note) -> HttpResponse:
    """Go back to the claim's page with a note."""
    flash.keep(request, note)
    return HttpResponseRedirect(reverse("seller:claim", args=[reference]))
