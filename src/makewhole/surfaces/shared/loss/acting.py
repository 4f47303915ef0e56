"""What the forms of the interview do: keep an answer, add a head, take one off, send all of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from makewhole.apps.claims.access import ClaimNotFound
from makewhole.apps.claims.filing import AS_FILED
from makewhole.apps.claims.loss_actions import file_loss
from makewhole.apps.claims.loss_drafts import draft_typed, keep_draft
from makewhole.apps.parties.queries import display_names
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import HeadKind
from makewhole.core.claim.stages import Stage
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import act_of, by_of
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.loss.interview import Interview, interview, read_matter
from makewhole.surfaces.shared.loss.kept import (
    HEADS_MAX,
    heads_kept,
    with_answers,
    with_head,
    without_head,
)
from makewhole.surfaces.shared.loss.matters import HEADS, REVIEW
from makewhole.surfaces.shared.loss.pages import Where
from makewhole.surfaces.shared.loss.reading import Around, heads_page, matter_page, review_page
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.wording.refusals import refusal_note

Opened = Callable[[Desk, Person, str], ClaimFile]  # Inside the transaction.


@dataclass(frozen=True, slots=True)
class Held:
    """An interview that is held at somebody's desk: who asks, for whom, and how it came."""

    where: Where
    at: Desk
    person: Person
    opened: Opened
    reference: str
    told: str = AS_FILED
    is_taken_down: bool = False  # By one of our people, from what a caller says.


def seen_now(held: Held) -> Interview | None:
    """Read the interview as it stands; None: it is a draft no more."""
    at = held.at
    with transaction(at.marketplace_id):
        try:
            file = held.opened(at, held.person, held.reference)
        except ClaimNotFound:
            raise Http404 from None
        claim = file.row.claim
        if claim.stage is not Stage.DRAFT:
            return None
        if not claim.is_loss:
            raise Http404
        typed = draft_typed(
            marketplace_id=at.marketplace_id, claim_id=claim.claim_id, vault=this_vault()
        )
        seen = interview(at, file, typed, by_of(held.person), held.told)
        if not held.is_taken_down:
            return seen
        claimant = seen.told.claimant_id
        names = display_names(marketplace_id=at.marketplace_id, party_ids=[claimant])
        return replace(seen, caller=names.get(claimant, ""))


def show(request: HttpRequest, held: Held, matter: str) -> HttpResponse:
    """Show one matter, or take what its form says and lead on to the next."""
    seen = seen_now(held)
    if seen is None:
        return _to_claim(request, held)
    if matter == "next":
        return _to(held, seen.next_matter)
    is_sent = request.method == "POST"
    if matter == HEADS:
        return _change_heads(request, held, seen) if is_sent else _heads(request, held, seen)
    if matter == REVIEW:
        return _review(request, held, seen)
    questions = seen.asking.questions(matter)
    if not questions:
        raise Http404
    if is_sent:
        return _answer(request, held, seen, matter, questions)
    return _shown(request, held, seen, matter, questions)


def _answer(
    request: HttpRequest,
    held: Held,
    seen: Interview,
    matter: str,
    questions: tuple[Question, ...],
) -> HttpResponse:
    """Keep the answers of one matter; what cannot be read is shown again, and nothing was kept."""
    sent = request.POST.dict()
    read = read_matter(seen, questions, sent)
    if any(question.error for question in read):
        return _shown(request, held, seen, matter, read, status=422)
    _keep(held, seen, lambda typed: with_answers(typed, questions, sent, matter))
    if seen.asking.head_of(matter) is not None:
        return _to(held, HEADS)
    return _to_next(held, matter)


def _to_next(held: Held, matter: str) -> HttpResponse:
    """Lead to what is asked next. What makes filing impossible is said where it was answered."""
    seen = seen_now(held)
    if seen is None:
        return _to(held, "next")
    return _to(held, matter if seen.refused is not None else seen.next_matter)


def _keep(
    held: Held, seen: Interview, change: Callable[[dict[str, str]], dict[str, str]]
) -> dict[str, str]:
    """Change the paper as it stands now: another window may have answered another matter."""
    row = seen.file.row
    at = held.at
    with transaction(at.marketplace_id):
        typed = draft_typed(
            marketplace_id=at.marketplace_id,
            claim_id=row.claim_id,
            vault=this_vault(),
            for_update=True,
        )
        kept = change(typed)
        keep_draft(
            marketplace_id=at.marketplace_id,
            claim_id=row.claim_id,
            party_id=seen.told.claimant_id,
            typed=kept,
            vault=this_vault(),
        )
    return kept


# -- Heads of loss ---------------------------------------------------------------------------------


def _change_heads(request: HttpRequest, held: Held, seen: Interview) -> HttpResponse:
    """Add a head, take one off, or go on."""
    add, remove = request.POST.get("add", ""), request.POST.get("remove", "")
    if add in set(HeadKind):
        return _add_head(request, held, seen, HeadKind(add))
    if remove.isascii() and remove.isdigit() and len(remove) < 4:
        _keep(held, seen, lambda typed: without_head(typed, int(remove)))
        return _to(held, HEADS)
    if not seen.told.heads:
        return _heads(request, held, seen, error=_("Add at least one thing or cost."))
    if seen.unpriced:
        return _to(held, f"head-{seen.unpriced[0].number}")
    _keep(held, seen, lambda typed: with_answers(typed, (), {}, HEADS))
    return _to_next(held, HEADS)


def _add_head(request: HttpRequest, held: Held, seen: Interview, kind: HeadKind) -> HttpResponse:
    begun = heads_kept(seen.typed)
    alike = [head for head in begun if head.kind is kind]
    if kind is HeadKind.PURCHASE_PRICE and alike:  # It is paid once.
        return _to(held, f"head-{alike[0].number}")
    empty = [head for head in alike if head in seen.unpriced]
    if empty:  # Pressed twice, or begun before: the same one is gone on with.
        return _to(held, f"head-{empty[0].number}")
    if len(begun) >= HEADS_MAX:
        error = _(
            "These are as many as fit on one claim. Send them, and write to us about the rest."
        )
        return _heads(request, held, seen, error=error)
    number = 0

    def begin(typed: dict[str, str]) -> dict[str, str]:
        nonlocal number
        kept, number = with_head(typed, kind)
        return kept

    _keep(held, seen, begin)
    return _to(held, f"head-{number}")


# -- Sending ---------------------------------------------------------------------------------------


def _review(request: HttpRequest, held: Held, seen: Interview) -> HttpResponse:
    """Show all of it; send it once it is declared to be true."""
    around = _around(held, seen)
    if request.method != "POST":
        return render_page(request, "loss/review.html", review_page(around, seen))
    missing = bool(seen.open_matters) or not seen.may_send
    declares = request.POST.get("true") == "yes"
    if missing or not declares:
        error = (
            "" if declares else _("Tick that it is true as far as you know. Nothing was sent yet.")
        )
        page = review_page(around, seen, error=error)
        return render_page(request, "loss/review.html", page, status=422)
    result = file_loss(act_of(request, held.at, held.person, seen.file), seen.told)
    if not isinstance(result, Refused) or seen_now(held) is None:
        return _to_claim(request, held)  # Sent now, or by the same button a moment ago.
    noted = replace(around, frame=replace(around.frame, notes=(refusal_note(result),)))
    return render_page(request, "loss/review.html", review_page(noted, seen), status=409)


def _to_claim(request: HttpRequest, held: Held) -> HttpResponse:
    text = _("It was sent once, and is on file. Below you see who acts next, and by when.")
    flash.keep(request, Note(tone="good", title=_("The claim is filed"), text=text))
    return HttpResponseRedirect(reverse(held.where.claim, args=[held.reference]))


# -- Pages -----------------------------------------------------------------------------------------


def _to(held: Held, matter: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(held.where.matter, args=[held.reference, matter]))


def _around(held: Held, seen: Interview, notes: tuple[Note, ...] = ()) -> Around:
    zone = seen.file.case.timetable.zone
    return Around(
        held.where, frame(held.at, person=held.person, zone=zone, notes=notes), seen.caller
    )


def _heads(request: HttpRequest, held: Held, seen: Interview, *, error: str = "") -> HttpResponse:
    page = heads_page(_around(held, seen), seen, error=error)
    return render_page(request, "loss/heads.html", page, status=422 if error else 200)


def _shown(
    request: HttpRequest,
    held: Held,
    seen: Interview,
    matter: str,
    questions: tuple[Question, ...],
    *,
    status: int = 200,
) -> HttpResponse:
    wrong = [question for question in questions if question.error]
    notes = (_look_again(wrong),) if wrong else ()
    page = matter_page(_around(held, seen, notes), seen, matter, questions)
    return render_page(request, "loss/matter.html", page, status=status)


def _look_again(wrong: list[Question]) -> Note:
    return Note(
        tone="danger",
        title=_("This was not saved yet"),
        text=_("Answers that need another look: %(count)s. What you typed is still there.")
        % {"count": len(wrong)},
        href=f"#field-fact-{wrong[0].key}",
        link=_("To the first of them"),
    )
