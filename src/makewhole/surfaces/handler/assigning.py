"""Who works on a claim: taken, handed over with a reason, given back to the queue."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.apps.claims.holding import assign_claim
from makewhole.core.claim import events as e
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.handler import reading
from makewhole.surfaces.handler.views import back, opened
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import act_of, outcome_of
from makewhole.surfaces.shared.desk import desk
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.wording.refusals import refusal_note

QUEUE = "queue"  # What the form sends to give a claim back.


@require_POST
@desk_of("handler", "lead")
def assign(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Let somebody work on the claim, or nobody in particular."""
    at = desk(person)
    file = opened(at, reference)
    act = act_of(request, at, person, file)
    sent = request.POST.get("to", "")
    try:
        to = None if sent == QUEUE else UUID(sent)
    except ValueError:
        note = refusal_note(Refused("person_decides_nothing"))
        page = reading.claim_page(at, person, reference, notes=(note,))
        return render_page(request, "handler/claim.html", page, status=422)
    reason = request.POST.get("handing-over", "").strip()
    outcome = outcome_of(
        assign_claim(act, to=to, reason=reason),
        done=_("Who works on it is on file"),
        file=file,
        act=act,
        same=lambda event: (
            isinstance(event, e.ClaimAssigned)
            and (event.to.party_id if event.to is not None else None) == to
        ),
    )
    if outcome.is_done:
        return back(request, reference, outcome.note)
    page = reading.claim_page(at, person, reference, notes=(outcome.note,))
    return render_page(request, "handler/claim.html", page, status=409)
