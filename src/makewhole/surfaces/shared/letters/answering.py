"""The door to a letter: one's own notice, on one's own claim, or nothing."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from makewhole.apps.appeals.queries import appeal_as_of
from makewhole.apps.claims.access import ClaimNotFound, claim_for_buyer, claim_for_seller
from makewhole.apps.claims.queries import ClaimRow
from makewhole.apps.notices.queries import NoticeNotFound, ToldNotice, notice_of_party
from makewhole.apps.parties.people import PersonFacts, personal_facts
from makewhole.apps.parties.queries import display_names
from makewhole.apps.parties.vault import SealBroken
from makewhole.apps.reporting.claim_file import ClaimFile, claim_file
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.events import ClaimDetermined
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.desk import Desk
from makewhole.surfaces.shared.dossier.answer import Side
from makewhole.surfaces.shared.letters.printing import pdf_of
from makewhole.surfaces.shared.letters.reading import Told, letter_of
from makewhole.wiring import address_of_claim, vault


def letter_answer(at: Desk, person: Person, notice: str, side: Side) -> HttpResponse:
    """Answer the letter of a notice that was told to this person; `notice` is its id as typed.

    Raises:
        Http404: There is none that is theirs.
    """
    try:
        notice_id = UUID(notice)
    except ValueError:
        raise Http404 from None
    try:
        told = _told(at, person, notice_id, side)
    except (NoticeNotFound, ClaimNotFound):
        raise Http404 from None
    answer = HttpResponse(pdf_of(letter_of(told)), content_type="application/pdf")
    name = f"letter-{told.notice.claim_reference}-{told.notice.at:%Y-%m-%d}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _told(at: Desk, person: Person, notice_id: UUID, side: Side) -> Told:
    marketplace_id, party_id = at.marketplace_id, person.party_id
    with transaction(marketplace_id):
        notice = notice_of_party(
            marketplace_id=marketplace_id, notice_id=notice_id, party_id=party_id
        )
        row = _row(marketplace_id, notice.claim_reference, party_id, side)
        file = claim_file(
            row,
            marketplace_id=marketplace_id,
            markets=at.markets,
            at=at.now,
            reader="claimant" if side == "claimant" else "others",
        )
        names = display_names(marketplace_id=marketplace_id, party_ids=[party_id])
        appeal = appeal_of(notice, file, marketplace_id=marketplace_id)
        facts = _facts(marketplace_id, party_id)
    terms = reverse("shared:terms_version", args=[row.terms_hash])
    return Told(
        notice=notice,
        file=file,
        appeal=appeal,
        side=side,
        marketplace=at.facts.name,
        contact=settings.CONTACT,
        called=names.get(party_id, ""),
        person=facts,
        page_address=address_of_claim(side, notice.claim_reference),
        terms_address=f"{settings.PUBLIC_URL}{terms}" if settings.PUBLIC_URL else "",
    )


def appeal_of(notice: ToldNotice, file: ClaimFile, *, marketplace_id: UUID) -> Appeal | None:
    """Answer the appeal that a notice tells of, as it stood then.

    Of a determination: the appeal on which it was made, if it was; its side is all that is read.
    """
    if notice.appeal_id is not None:
        return appeal_as_of(
            marketplace_id=marketplace_id, appeal_id=notice.appeal_id, seq=notice.seq
        )
    event = file.events[notice.seq - 1]
    if not isinstance(event, ClaimDetermined) or event.appeal_id is None:
        return None
    return appeal_as_of(marketplace_id=marketplace_id, appeal_id=event.appeal_id)


def _row(marketplace_id: UUID, reference: str, party_id: UUID, side: Side) -> ClaimRow:
    if side == "claimant":
        return claim_for_buyer(
            marketplace_id=marketplace_id, reference=reference, buyer_id=party_id
        )
    return claim_for_seller(marketplace_id=marketplace_id, reference=reference, seller_id=party_id)


def _facts(marketplace_id: UUID, party_id: UUID) -> PersonFacts | None:
    """Answer name and address, where they can be opened; a letter can do without them."""
    try:
        return personal_facts(marketplace_id=marketplace_id, party_id=party_id, vault=vault())
    except SealBroken:
        return None
