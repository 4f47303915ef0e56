"""The seller's way to another look: a contest of a cost, filed and taken back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from makewhole.core.appeal.stages import Side
from makewhole.surfaces.seller import reading
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.another_look import ClaimDesk

_DESK = ClaimDesk(
    side=Side.SELLER,
    claim="seller:claim",
    template="seller/claim.html",
    file_of=reading.file_of,
    page_of=reading.claim_page,
)


@require_POST
@desk_of("seller")
def contest(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """File it, or show the form again with what was typed."""
    return _DESK.file(request, person, reference)


@require_POST
@desk_of("seller")
def withdraw_contest(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Take it back."""
    return _DESK.withdraw(request, person, reference)
