"""Opening what is private of a claim: against a reason, for this once, and written down."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from makewhole.apps.claims.access import ClaimNotFound
from makewhole.apps.privacy.commands import Opened, open_private_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.handler import reading
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.wording.refusals import refusal_text


@require_POST
@desk_of("handler", "lead")
def open_private(request: HttpRequest, person: Person, reference: str) -> HttpResponse:
    """Show the private facts of a claim to somebody who says why, in this one answer."""
    at = desk(person)
    reason = request.POST.get("reason", "")
    opened = _opened(at, person, reference, reason)
    if isinstance(opened, Refused):
        page = reading.claim_page(at, person, reference, notes=(_not_opened(opened),))
        page = replace(page, private_reason=reason, private_error=refusal_text(opened))
        return render_page(request, "handler/claim.html", page, status=422)
    page = reading.claim_page(at, person, reference, notes=(_open_now(),), opened=opened.facts)
    response = render_page(request, "handler/claim.html", page)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _opened(at: Desk, person: Person, reference: str, reason: str) -> Opened | Refused:
    try:
        with transaction(at.marketplace_id):
            file = reading.file_of(at, reference)
            return open_private_facts(
                marketplace_id=at.marketplace_id,
                claim_id=file.row.claim_id,
                facts=file.kept_closed,
                reason=reason,
                by=by_of(person),
                at=at.now,
            )
    except ClaimNotFound:
        raise Http404 from None


def _open_now() -> Note:
    return Note(
        tone="info",
        title=_("Open for this once"),
        text=_(
            "The private facts stand below. That you saw them, and your reason, are on record. "
            "When you leave this page they are closed again."
        ),
    )


def _not_opened(refused: Refused) -> Note:
    return Note(
        tone="danger",
        title=_("Nothing was opened"),
        text=refusal_text(refused),
        href="#field-reason",
        link=_("To the reason"),
    )
