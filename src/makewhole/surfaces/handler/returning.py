"""Where the goods of an order go that does not name its seller: one of our people says it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.apps.claims.actions import move_return
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ReturnState
from makewhole.surfaces.handler import reading
from makewhole.surfaces.handler.views import back, opened
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import act_of, outcome_of
from makewhole.surfaces.shared.desk import desk
from makewhole.surfaces.shared.dossier.head import HANDLER_STEPS
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.return_forms import nothing_sent, read_way_back


@require_POST
@desk_of("handler", "lead")
def return_(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Give the address or the label, or show the form again with what was typed."""
    at = desk(person)
    file = opened(at, reference)
    wanted = request.POST.get("to", "")
    if wanted not in {state.value for state in HANDLER_STEPS} or file.row.claim.seller_id:
        raise Http404
    to = ReturnState(wanted)
    read = read_way_back(request.POST, to)
    status, note = 422, nothing_sent(read.typed)
    if not read.typed.error:
        act = act_of(request, at, person, file)
        outcome = outcome_of(
            move_return(act, to=to, way_back=read.text),
            done=_("The buyer is told where the goods go"),
            file=file,
            act=act,
            same=lambda event: isinstance(event, e.ReturnMoved) and event.to is to,
        )
        if outcome.is_done:
            return back(request, reference, outcome.note)
        status, note = 409, outcome.note
    page = reading.claim_page(at, person, reference, notes=(note,))
    page = reading.refused_way_back(page, read.typed)
    return render_page(request, "handler/claim.html", page, status=status)
