"""The buyer's way to another look: an appeal, filed and taken back."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from makewhole.apps.appeals.queries import appeals_of_claim
from makewhole.apps.claims.access import ClaimNotFound
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.surfaces.buyer import reading
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.appeals import file_from, open_one, withdraw_from
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.render import render_page


@require_POST
@desk_of("buyer")
def appeal(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """File it, or show the form again with what was typed."""
    at = desk(person)
    file = _file(at, person, reference)
    sent = file_from(request, at, person, file, Side.CLAIMANT)
    if sent.is_done:
        return _back(request, file, sent.note)
    page = reading.claim_page(at, person, reference, notes=(sent.note,))
    page = reading.refused_appeal(
        page,
        reasons=request.POST.get("reasons", ""),
        new_evidence=request.POST.get("new_evidence", ""),
        error=sent.error,
    )
    return render_page(request, "buyer/claim.html", page, status=422 if sent.error else 409)


@require_POST
@desk_of("buyer")
def withdraw_appeal(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Take it back."""
    at = desk(person)
    file = _file(at, person, reference)
    with transaction(at.marketplace_id):
        rows = appeals_of_claim(marketplace_id=at.marketplace_id, claim_id=file.row.claim_id)
    row = open_one(rows, Side.CLAIMANT)
    if row is None:
        raise Http404
    return _back(request, file, withdraw_from(at, person, file, row))


def _file(at: Desk, person: Person, reference: str) -> ClaimFile:
    try:
        with transaction(at.marketplace_id):
            return reading.file_of(at, person, reference)
    except ClaimNotFound:
        raise Http404 from None


def _back(request: HttpRequest, file: ClaimFile, note: Note) -> HttpResponse:
    flash.keep(request, note)
    return HttpResponseRedirect(reverse("buyer:claim", args=[file.row.reference]))
