"""A loss told on the telephone: one of our people writes down what the claimant says."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from makewhole.apps.orders.access import OrderNotFound, order_for_staff
from makewhole.apps.parties.queries import display_names
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.handler import reading
from makewhole.surfaces.handler.pages import TakeLossPage
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.desk import Desk, desk, frame
from makewhole.surfaces.shared.loss.acting import Held, show
from makewhole.surfaces.shared.loss.beginning import Beginning, begin, order_number
from makewhole.surfaces.shared.loss.pages import Where
from makewhole.surfaces.shared.render import render_page

WHERE = Where(
    here="new_loss",
    frame_of="handler/base.html",
    claim="handler:claim",
    matter="handler:loss",
    begin="handler:new_loss",
)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("handler", "lead")
def new_loss(request: HttpRequest, person: Person) -> HttpResponse:
    """Find the caller's order, then choose the product that did the harm."""
    at = desk(person)
    number = order_number(request)
    if not number:
        page = TakeLossPage(frame=frame(at, person=person))
        return render_page(request, "handler/take_loss.html", page)
    try:
        beginning = _beginning(at, person, number)
    except OrderNotFound:
        error = _("No order of a known buyer has this number. Ask for it once more.")
        page = TakeLossPage(frame=frame(at, person=person), number=number, error=error)
        return render_page(request, "handler/take_loss.html", page, status=422)
    return begin(request, beginning)


def _beginning(at: Desk, person: Person, number: str) -> Beginning:
    with transaction(at.marketplace_id):
        snapshot = order_for_staff(marketplace_id=at.marketplace_id, external_id=number)
        buyer_id = snapshot.buyer_id
        if snapshot.placed_at > at.now or buyer_id is None:
            raise OrderNotFound(number)
        names = display_names(marketplace_id=at.marketplace_id, party_ids=[buyer_id])
    return Beginning(WHERE, at, person, snapshot, names.get(buyer_id, ""))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_of("handler", "lead")
def loss(request: HttpRequest, person: Person, reference: str, matter: str) -> HttpResponse:
    """Show one matter of a loss that a caller tells, or write the answer down."""
    at = desk(person)
    told = f"told by telephone, written down by {person.name}"
    held = Held(WHERE, at, person, _opened, reference, told=told, is_taken_down=True)
    return show(request, held, matter)


def _opened(at: Desk, _person: Person, reference: str) -> ClaimFile:
    return reading.file_of(at, reference)
