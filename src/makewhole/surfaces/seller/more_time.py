"""The seller asks for more time."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.seller import reading
from makewhole.surfaces.seller.views import opened
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.more_time import TimeDesk

_DESK = TimeDesk(
    actor=Actor.SELLER,
    claim="seller:claim",
    template="seller/claim.html",
    opened=opened,
    page_of=reading.claim_page,
)


@require_POST
@desk_of("seller")
def ask(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Ask for more time, as the terms give it."""
    return _DESK.ask(request, person, reference)
