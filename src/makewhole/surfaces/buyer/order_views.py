"""The pages about orders: a list, an order, and a claim made from it step by step.

The steps are one address. Everything before the last is read only: it says what would come of the
claim. Only sending and keeping write, and both do it once.
"""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from makewhole.apps.claims.access import claim_for_buyer
from makewhole.apps.claims.commands import file_claim
from makewhole.apps.claims.earlier import EarlierClaim
from makewhole.apps.orders.access import OrderNotFound
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Stage
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.buyer import beforehand, order_reading
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.claim_keys import claim_id_of
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.listing import place_of
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.wording.refusals import refusal_note


@require_safe
@desk_of("buyer")
def orders(request: HttpRequest, person: Person) -> HttpResponse:
    """Show all orders of one person."""
    page = order_reading.orders_page(desk(person), person, place_of(request))
    return render_page(request, "buyer/orders.html", page)


@require_safe
@desk_of("buyer")
def order(request: HttpRequest, person: Person) -> HttpResponse:
    """Show one order."""
    number = _number(request.GET.get("number", ""))
    try:
        page = order_reading.order_page(desk(person), person, number)
    except OrderNotFound:
        raise Http404 from None
    return render_page(request, "buyer/order.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("buyer")
def new_claim(request: HttpRequest, person: Person) -> HttpResponse:
    """Choose, answer, read what happens next; then send it, or keep it as a draft."""
    at = desk(person)
    sent = request.POST if request.method == "POST" else request.GET
    try:
        with transaction(at.marketplace_id):
            made = beforehand.claim_to_be(at, person, _number(sent.get("number", "")), sent)
    except OrderNotFound:
        raise Http404 from None
    sent_before = _sent_before(request, person, made)
    if sent_before is not None:
        return _to_claim(request, sent_before.reference, is_draft=False, keeps=False)
    if not made.is_chosen:
        page = beforehand.choose_page(at, person, made)
        status = 422 if page.frame.notes else 200
        return render_page(request, "buyer/choose.html", page, status=status)
    if request.method == "POST":
        return _send(request, at, person, made)
    return _before(request, at, person, made)


def _sent_before(
    request: HttpRequest, person: Person, made: beforehand.ClaimToBe
) -> EarlierClaim | None:
    """Answer the claim that this form has made already; what it claimed may be paid by now."""
    claim_id = claim_id_of(request.POST.get("key", ""), made.order_id, person.party_id)
    return next((one for one in made.on.earlier if one.ground and one.claim_id == claim_id), None)


def _send(
    request: HttpRequest, at: Desk, person: Person, made: beforehand.ClaimToBe
) -> HttpResponse:
    """File the claim or keep the draft; the same form sent again leads to the same claim."""
    keeps = request.POST.get("do") == "keep"
    if not keeps and not beforehand.is_ready(made):
        return _before(request, at, person, made)
    claim_id = claim_id_of(request.POST.get("key", ""), made.order_id, person.party_id)
    if isinstance(claim_id, Refused):
        return _before(request, at, person, made, refused=claim_id)
    filing = replace(made.filing, claim_id=claim_id, is_draft=keeps)
    result = file_claim(marketplace_id=at.marketplace_id, filing=filing, at=at.now)
    if not isinstance(result, Refused):
        is_draft = result.claim.stage is Stage.DRAFT
        return _to_claim(request, result.reference, is_draft=is_draft, keeps=keeps)
    if result.reason != "claim_exists_already":
        return _before(request, at, person, made, refused=result)
    reference = str(result.facts["reference"])
    with transaction(at.marketplace_id):
        row = claim_for_buyer(
            marketplace_id=at.marketplace_id, reference=reference, buyer_id=person.party_id
        )
    return _to_claim(request, reference, is_draft=row.claim.stage is Stage.DRAFT, keeps=keeps)


def _to_claim(request: HttpRequest, reference: str, *, is_draft: bool, keeps: bool) -> HttpResponse:
    flash.keep(request, _done(is_draft=is_draft, keeps=keeps))
    return HttpResponseRedirect(reverse("buyer:claim", args=[reference]))


def _done(*, is_draft: bool, keeps: bool) -> Note:
    """Say what is on file now; that was sent before may be the other of the two."""
    if is_draft and keeps:
        return Note(
            tone="good",
            title=_("Your draft is kept"),
            text=_("Nothing was sent to anybody. You can send it from this page."),
        )
    if is_draft:
        return Note(
            tone="warning",
            title=_("Nothing was sent"),
            text=_("You kept this as a draft before. Answer below, and it is sent."),
        )
    text = _("It was sent once, and is on file.")
    return Note(tone="good", title=_("Your claim is filed"), text=text)


def _before(
    request: HttpRequest,
    at: Desk,
    person: Person,
    made: beforehand.ClaimToBe,
    *,
    refused: Refused | None = None,
) -> HttpResponse:
    notes = (refusal_note(refused),) if refused is not None else ()
    page = beforehand.before_page(at, person, made, notes=notes)
    is_wrong = any(question.error for question in page.questions)
    status = 409 if refused is not None else 422 if is_wrong else 200
    return render_page(request, "buyer/before.html", page, status=status)


def _number(given: str) -> str:
    """Answer an order's number; no stored one has a NUL character, and none can be asked for."""
    if "\x00" in given:
        raise Http404
    return given
