"""What the seller says of a return: where it goes, that it came or never came, what it is worth."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.apps.claims.actions import Act, move_return
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import WAY_BACK_KNOWN, ReturnState
from makewhole.surfaces.seller import reading
from makewhole.surfaces.seller.views import back, opened
from makewhole.surfaces.seller.worth import read_worth
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import act_of, outcome_of
from makewhole.surfaces.shared.claim_parts import TypedReturn
from makewhole.surfaces.shared.desk import desk
from makewhole.surfaces.shared.dossier.head import SELLER_STEPS
from makewhole.surfaces.shared.dossier.items import item_questions
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.return_forms import nothing_sent, read_way_back


@require_POST
@desk_of("seller")
def return_(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Record what the seller says of the goods."""
    at = desk(person)
    file = opened(at, person, reference)
    wanted = request.POST.get("to", "")
    if wanted not in {state.value for state in SELLER_STEPS}:
        raise Http404
    to = ReturnState(wanted)
    unsure = _unsure(to) if request.POST.get("sure") != "yes" else ""
    if unsure:
        note = Note(tone="warning", title=_("Nothing was sent yet"), text=unsure)
        return back(request, reference, note)
    act = act_of(request, at, person, file)
    if request.POST.get("worth"):
        return _worth_less(request, person, reference, file, act)
    way_back, typed = "", TypedReturn()
    if to in WAY_BACK_KNOWN:
        read = read_way_back(request.POST, to)
        way_back, typed = read.text, read.typed
        if typed.error:
            return _again(request, person, reference, typed, nothing_sent(typed), status=422)
    outcome = outcome_of(
        move_return(act, to=to, way_back=way_back),
        done=_("Your word on the goods was sent"),
        file=file,
        act=act,
        same=lambda event: isinstance(event, e.ReturnMoved) and event.to is to,
    )
    if not outcome.is_done and to in WAY_BACK_KNOWN:
        return _again(request, person, reference, typed, outcome.note, status=409)
    return back(request, reference, outcome.note)


def _unsure(to: ReturnState) -> str:
    """Say what has to be ticked for a step that cannot be taken back; empty: nothing has."""
    match to:
        case ReturnState.REFUSED:
            return _("Tick that you refuse the return.")
        case ReturnState.NOT_ARRIVED:
            return _("Tick that the goods never came.")
        case _:
            return ""


def _again(
    request: HttpRequest,
    person: Person,
    reference: str,
    typed: TypedReturn,
    note: Note,
    *,
    status: int,
) -> HttpResponse:
    page = reading.claim_page(desk(person), person, reference, notes=(note,))
    page = reading.refused_way_back(page, typed)
    return render_page(request, "seller/claim.html", page, status=status)


def _worth_less(
    request: HttpRequest, person: Person, reference: str, file: ClaimFile, act: Act
) -> HttpResponse:
    """Take the seller's look at the goods with what they are worth, or show the form again."""
    at = desk(person)
    tried = read_worth(
        request.POST, item_questions(file), now=at.now, zone=file.case.timetable.zone
    )
    if tried.is_wrong:
        note = Note(
            tone="danger",
            title=_("Nothing was sent yet"),
            text=tried.error or tried.first_error,
            href="#worth",
            link=_("To what they are worth"),
        )
        page = reading.claim_page(at, person, reference, notes=(note,))
        page = reading.refused_worth(page, tried)
        return render_page(request, "seller/claim.html", page, status=422)
    words = {(of.line, of.fact, of.value) for of in tried.found}
    outcome = outcome_of(
        move_return(act, to=ReturnState.INSPECTED, found=tried.found),
        done=_("Your word on the goods was sent"),
        file=file,
        act=act,
        same=lambda event: (
            isinstance(event, e.FactStated) and (event.line, event.fact, event.value) in words
        ),
    )
    if outcome.is_done:
        return back(request, reference, outcome.note)
    page = reading.claim_page(at, person, reference, notes=(outcome.note,))
    page = reading.refused_worth(page, tried)
    return render_page(request, "seller/claim.html", page, status=409)
