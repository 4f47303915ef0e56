"""The door to a release: the one that was signed, else the one that is offered."""

from django.http import Http404, HttpResponse

from makewhole.apps.claims.access import ClaimNotFound, claim_for_buyer, claim_for_handler
from makewhole.apps.claims.loss_actions import release_document
from makewhole.apps.claims.queries import ClaimRow
from makewhole.apps.parties.vault import SealBroken
from makewhole.apps.reporting.claim_file import claim_file
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Stage
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.desk import Desk
from makewhole.surfaces.shared.releases.signing import shown_release


def release_answer(at: Desk, person: Person, reference: str) -> HttpResponse:
    """Answer a claim's release as a PDF, for its claimant or our own people.

    Raises:
        Http404: There is none that is theirs, or it was erased.
    """
    pdf = _release(at, person, reference)
    if pdf is None:
        raise Http404
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="release-{reference}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _release(at: Desk, person: Person, reference: str) -> bytes | None:
    marketplace_id = at.marketplace_id
    try:
        with transaction(marketplace_id):
            row = _row(at, person, reference)
            if row.claim.stage is not Stage.OFFERED:
                return release_document(marketplace_id=marketplace_id, claim=row.claim)
            file = claim_file(row, marketplace_id=marketplace_id, markets=at.markets, at=at.now)
    except (ClaimNotFound, SealBroken):
        return None
    shown = shown_release(file, marketplace=at.facts.name)
    return None if isinstance(shown, Refused) else shown.pdf


def _row(at: Desk, person: Person, reference: str) -> ClaimRow:
    if person.role == "buyer":
        return claim_for_buyer(
            marketplace_id=at.marketplace_id, reference=reference, buyer_id=person.party_id
        )
    return claim_for_handler(marketplace_id=at.marketplace_id, reference=reference)
