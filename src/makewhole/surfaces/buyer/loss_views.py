"""A loss told by its claimant: begun from an order, answered matter by matter, sent once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from makewhole.apps.orders.access import OrderNotFound, order_for_buyer
from makewhole.apps.orders.queries import OrderSnapshot
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.buyer import reading
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.loss.acting import Held, show
from makewhole.surfaces.shared.loss.beginning import Beginning, begin, order_number
from makewhole.surfaces.shared.loss.pages import Where

WHERE = Where(
    here="claims",
    frame_of="buyer/base.html",
    claim="buyer:claim",
    matter="buyer:loss",
    begin="buyer:new_loss",
)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("buyer")
def new_loss(request: HttpRequest, person: Person) -> HttpResponse:
    """Choose the product that did the harm, and begin."""
    at = desk(person)
    try:
        snapshot = _order(at, person, order_number(request))
    except OrderNotFound:
        raise Http404 from None
    return begin(request, Beginning(WHERE, at, person, snapshot))


def _order(at: Desk, person: Person, number: str) -> OrderSnapshot:
    with transaction(at.marketplace_id):
        snapshot = order_for_buyer(
            marketplace_id=at.marketplace_id, buyer_id=person.party_id, external_id=number
        )
    if snapshot.placed_at > at.now:
        raise OrderNotFound(number)  # A sandbox's clock has not come to it yet.
    return snapshot


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("buyer")
def loss(request: HttpRequest, person: Person, reference: str, matter: str) -> HttpResponse:
    """Show or answer one matter of a loss that is not sent yet."""
    return show(request, Held(WHERE, desk(person), person, _opened, reference), matter)


def _opened(at: Desk, person: Person, reference: str) -> ClaimFile:
    return reading.file_of(at, person, reference)
