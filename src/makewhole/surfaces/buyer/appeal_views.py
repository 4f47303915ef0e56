"""The buyer's way to another look: an appeal, filed and taken back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from makewhole.core.appeal.stages import Side
from makewhole.surfaces.buyer import reading
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.another_look import ClaimDesk

_DESK = ClaimDesk(
    side=Side.CLAIMANT,
    claim="buyer:claim",
    template="buyer/claim.html",
    file_of=reading.file_of,
    page_of=reading.claim_page,
)


@require_POST
@desk_of("buyer")
def appeal(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """File it, or show the form again with what was typed."""
    return _DESK.file(request, person, reference)


@require_POST
@desk_of("buyer")
def withdraw_appeal(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Take it back."""
    return _DESK.withdraw(request, person, reference)
