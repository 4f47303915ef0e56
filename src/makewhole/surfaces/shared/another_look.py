"""Another look from a claim's page: an appeal or a contest, filed and taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from makewhole.apps.appeals.queries import appeals_of_claim
from makewhole.apps.claims.access import ClaimNotFound
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.appeals import file_from, open_one, withdraw_from
from makewhole.surfaces.shared.desk import Desk, desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.render import render_page


@dataclass(frozen=True, slots=True)
class ClaimDesk:
    """One side's page of a claim: who asks, how it is read, and where it stands."""

    side: Side
    claim: str  # The name of its address.
    template: str
    file_of: Callable[[Desk, Person, str], ClaimFile]
    page_of: Callable[..., Any]  # Each side has a page of its own; all have `appealing`.

    def file(self, request: HttpRequest, person: Person, reference: str) -> HttpResponse:
        """File it, or show the form again with what was typed."""
        at = desk(person)
        file = self._file_of(at, person, reference)
        sent = file_from(request, at, person, file, self.side)
        if sent.is_done:
            return self._back(request, file, sent.note)
        page = self.page_of(at, person, reference, notes=(sent.note,))
        typed = replace(
            page.appealing,
            reasons=request.POST.get("reasons", ""),
            new_evidence=request.POST.get("new_evidence", ""),
            error=sent.error,
        )
        again = replace(page, appealing=typed)
        return render_page(request, self.template, again, status=422 if sent.error else 409)

    def withdraw(self, request: HttpRequest, person: Person, reference: str) -> HttpResponse:
        """Take it back."""
        at = desk(person)
        file = self._file_of(at, person, reference)
        with transaction(at.marketplace_id):
            rows = appeals_of_claim(marketplace_id=at.marketplace_id, claim_id=file.row.claim_id)
        row = open_one(rows, self.side)
        if row is None:
            raise Http404
        return self._back(request, file, withdraw_from(at, person, file, row))

    def _file_of(self, at: Desk, person: Person, reference: str) -> ClaimFile:
        try:
            with transaction(at.marketplace_id):
                return self.file_of(at, person, reference)
        except ClaimNotFound:
            raise Http404 from None

    def _back(self, request: HttpRequest, file: ClaimFile, note: Note) -> HttpResponse:
        flash.keep(request, note)
        return HttpResponseRedirect(reverse(self.claim, args=[file.row.reference]))
