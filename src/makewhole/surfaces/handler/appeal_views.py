"""The reviewer's desk: what waits, one appeal with its findings, its decision."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from makewhole.apps.appeals.access import AppealNotFound
from makewhole.apps.appeals.commands import (
    On,
    assign_again,
    decide_appeal,
    pass_on,
    record_finding,
)
from makewhole.apps.appeals.queries import AppealRow
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.handler import appeal_reading as reading
from makewhole.surfaces.handler.appeal_pages import AppealPage
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import by_of, seen_version
from makewhole.surfaces.shared.answers import NotTaken, read_answer
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.wording.refusals import refusal_note


@require_safe
@desk_of("handler", "lead")
def appeals(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the appeals that wait for this person."""
    page = reading.appeals_page(desk(person), person, notes=flash.taken(request))
    return render_page(request, "handler/appeals.html", page)


@require_safe
@desk_of("handler", "lead")
def appeal(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Show one appeal with its whole case, to whoever took no part in it."""
    fact = request.GET.get("fact", "")
    page = _page(desk(person), person, reference, fact=fact, notes=flash.taken(request))
    return render_page(request, "handler/appeal.html", page)


@require_POST
@desk_of("handler", "lead")
def find_again(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Record what the reviewer found, with the reason."""
    at = desk(person)
    row, file = _loaded(at, person, reference)
    name = request.POST.get("fact", "")
    page = _page(at, person, reference, fact=name)
    if page.question is None:
        return _back(request, reference, refusal_note(Refused("fact_is_on_record")))
    given = request.POST.get(f"fact-{name}", "")
    reason = request.POST.get("reason", "").strip()
    zone = file.case.timetable.zone
    read = read_answer(page.question, given=given, does_not_know=False, now=at.now, zone=zone)
    if isinstance(read, NotTaken) or read.value is None or not reason:
        error = read.error if isinstance(read, NotTaken) else _("Say why: both sides read it.")
        tried = replace(
            page,
            question=replace(page.question, given=given),
            finding_reason=reason,
            error=error,
        )
        return render_page(request, "handler/appeal.html", tried, status=422)
    on = _on(request, at, person, row)
    result = record_finding(on, Found(name, read.value, reason))
    return _done(request, reference, result, _("The finding is on file"))


@require_POST
@desk_of("handler", "lead")
def decide(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Decide as the terms say on the findings, if that is still what the reviewer saw."""
    at = desk(person)
    row, _file = _loaded(at, person, reference)
    because = Reasons(
        request.POST.get("to_claimant", "").strip(), request.POST.get("to_seller", "").strip()
    )
    page = _page(at, person, reference)
    seen = request.POST.get("result", "")
    stands = page.would.result.value if page.would and page.would.result else ""
    changed = Refused("appeal_changed_meanwhile")
    result = decide_appeal(_on(request, at, person, row), because) if seen == stands else changed
    if isinstance(result, Refused):
        typed = replace(
            _page(at, person, reference, notes=(refusal_note(result),)),
            to_claimant=because.to_claimant,
            to_seller=because.to_seller,
        )
        return render_page(request, "handler/appeal.html", typed, status=409)
    return _done(request, reference, result, _("Your decision is on file"))


@require_POST
@desk_of("handler", "lead")
def pass_on_to_lead(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Hand it to a lead."""
    at = desk(person)
    row, _file = _loaded(at, person, reference)
    because = request.POST.get("because", "").strip()
    result = pass_on(_on(request, at, person, row), because=because)
    return _done(request, reference, result, _("It is with the leads now"))


@require_POST
@desk_of("lead")
def draw_again(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Look once more for somebody who took no part; a lead who is not drawn sees it no longer."""
    at = desk(person)
    row, _file = _loaded(at, person, reference)
    result = assign_again(_on(request, at, person, row))
    if isinstance(result, Refused):
        return _back(request, reference, refusal_note(result))
    done = _("Somebody who took no part looks at it now")
    flash.keep(request, Note(tone="good", title=done, text=_("It was drawn, by nobody's choice.")))
    return HttpResponseRedirect(reverse("handler:appeals"))


def _loaded(at: Desk, person: Person, reference: str) -> tuple[AppealRow, ClaimFile]:
    try:
        with transaction(at.marketplace_id):
            row, file, _matter = reading.matter_named(at, person, reference)
    except AppealNotFound:
        raise Http404 from None
    return row, file


def _page(
    at: Desk, person: Person, reference: str, *, fact: str = "", notes: tuple[Note, ...] = ()
) -> AppealPage:
    try:
        return reading.appeal_page(at, person, reference, fact=fact, notes=notes)
    except AppealNotFound:
        raise Http404 from None


def _on(request: HttpRequest, at: Desk, person: Person, row: AppealRow) -> On:
    return On(
        at.marketplace_id,
        row.appeal.claim_id,
        row.appeal.appeal_id,
        by_of(person),
        at.now,
        seen_version(request),
    )


def _done(
    request: HttpRequest, reference: str, result: Appeal | Refused, done: str
) -> HttpResponse:
    if isinstance(result, Refused):
        return _back(request, reference, refusal_note(result))
    note = Note(tone="good", title=done, text=_("It was sent once, and is on file."))
    return _back(request, reference, note)


def _back(request: HttpRequest, reference: str, note: Note) -> HttpResponse:
    flash.keep(request, note)
    return HttpResponseRedirect(reverse("handler:appeal", args=[reference]))
