"""A party that no mail reaches: one of us reaches it another way, and says so."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.apps.claims.time_actions import reach_party
from makewhole.core.claim import time_events as te
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.handler import reading
from makewhole.surfaces.handler.views import back, opened
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import act_of, outcome_of
from makewhole.surfaces.shared.desk import desk
from makewhole.surfaces.shared.render import render_page


@require_POST
@desk_of("handler", "lead")
def reach(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Let a party's time run again, with how it was reached."""
    at = desk(person)
    file = opened(at, reference)
    sent = request.POST.get("actor", "")
    if sent not in set(Actor):
        raise Http404
    actor = Actor(sent)
    act = act_of(request, at, person, file)
    outcome = outcome_of(
        reach_party(act, actor=actor, reason=request.POST.get("how", "").strip()),
        done=_("Their time runs again, and they are told until when"),
        file=file,
        act=act,
        same=lambda event: isinstance(event, te.PartyReached) and event.actor is actor,
    )
    if outcome.is_done:
        return back(request, reference, outcome.note)
    page = reading.claim_page(at, person, reference, notes=(outcome.note,))
    return render_page(request, "handler/claim.html", page, status=409)
