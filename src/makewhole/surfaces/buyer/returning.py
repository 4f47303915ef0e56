"""What the buyer says of a return: that it is wanted, handed over, kept, and what shows it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.apps.claims.actions import Act, hand_over, move_return, show_return
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import RETURN_PROOF, ReturnState
from makewhole.surfaces.buyer import reading
from makewhole.surfaces.buyer.views import back, opened
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import act_of, outcome_of
from makewhole.surfaces.shared.desk import desk
from makewhole.surfaces.shared.dossier.head import BUYER_STEPS
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.return_forms import ProofSent, nothing_sent, read_proof

# What the form sends in answer to the seller's "it never came", beside the steps of the goods.
SHOWS, HAS_NOTHING = "shows", "has_nothing"
_NOTHING = "none"


@require_POST
@desk_of("buyer")
def return_(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Record what the buyer says of the goods."""
    at = desk(person)
    file = opened(at, person, reference)
    wanted = request.POST.get("to", "")
    act = act_of(request, at, person, file)
    if wanted == HAS_NOTHING:
        return _shown(request, file, act, _NOTHING)
    if wanted in (SHOWS, ReturnState.HANDED_OVER):
        sent = read_proof(request.POST, needs_one=wanted == SHOWS)
        if sent.typed.error:
            return _again(request, person, reference, sent, nothing_sent(sent.typed), status=422)
        if wanted == SHOWS:
            return _shown(request, file, act, sent.proof, sent.number)
        return _handed_over(request, person, file, act, sent)
    if wanted not in {state.value for state in BUYER_STEPS}:
        raise Http404
    if wanted == ReturnState.CLAIMANT_KEEPS.value and request.POST.get("sure") != "yes":
        note = Note(
            tone="warning", title=_("Nothing was sent yet"), text=_("Tick that you keep them.")
        )
        return back(request, reference, note)
    outcome = outcome_of(
        move_return(act, to=ReturnState(wanted)),
        done=_("Your word on the goods was sent"),
        file=file,
        act=act,
        same=lambda event: isinstance(event, e.ReturnMoved) and event.to == wanted,
    )
    return back(request, reference, outcome.note)


def _handed_over(
    request: HttpRequest, person: Person, file: ClaimFile, act: Act, sent: ProofSent
) -> HttpResponse:
    """Take the hand-over with what shows it, or show the form again with what was typed."""
    outcome = outcome_of(
        hand_over(act, proof=sent.proof, number=sent.number),
        done=_("Your word on the goods was sent"),
        file=file,
        act=act,
        same=lambda event: isinstance(event, e.ReturnMoved) and event.to is ReturnState.HANDED_OVER,
    )
    if outcome.is_done:
        return back(request, file.row.reference, outcome.note)
    return _again(request, person, file.row.reference, sent, outcome.note, status=409)


def _shown(
    request: HttpRequest, file: ClaimFile, act: Act, proof: str, number: str = ""
) -> HttpResponse:
    """Take what shows that the goods were sent, in answer to the seller."""
    outcome = outcome_of(
        show_return(act, proof=proof, number=number),
        done=_("Your answer was sent"),
        file=file,
        act=act,
        same=lambda event: (
            isinstance(event, e.FactStated) and (event.fact, event.value) == (RETURN_PROOF, proof)
        ),
    )
    return back(request, file.row.reference, outcome.note)


def _again(
    request: HttpRequest,
    person: Person,
    reference: str,
    sent: ProofSent,
    note: Note,
    *,
    status: int,
) -> HttpResponse:
    page = reading.claim_page(desk(person), person, reference, notes=(note,))
    page = reading.refused_proof(page, sent.typed)
    return render_page(request, "buyer/claim.html", page, status=status)
