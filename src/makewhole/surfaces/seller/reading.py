"""The seller's pages from what is on file: one call for each page."""

from dataclasses import replace

from makewhole.apps.appeals.queries import appeals_of_claim
from makewhole.apps.claims.access import claim_for_seller
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.notices.queries import count_inbox, notices_of_claim
from makewhole.apps.reporting.claim_file import ClaimFile, claim_file
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.weigh import cost_of
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import RecoveryState, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.seller.pages import AnswerGiven, ClaimPage, ClaimsPage
from makewhole.surfaces.seller.worth import Tried
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import version_of
from makewhole.surfaces.shared.appeals import appealing
from makewhole.surfaces.shared.claim_parts import Determination, TypedReturn
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier import answer, head
from makewhole.surfaces.shared.dossier.amounts import claimed, part_rows
from makewhole.surfaces.shared.dossier.facts import fact_rows
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.listing import ROWS, Place, claim_rows, on_this_page
from makewhole.surfaces.shared.more_time import more_time

Notes = tuple[Note, ...]


def file_of(at: Desk, person: Person, reference: str) -> ClaimFile:
    """Answer a claim's file to the seller whom it concerns; call inside the transaction.

    Raises:
        ClaimNotFound: There is none of that reference that concerns them.
    """
    row = claim_for_seller(
        marketplace_id=at.marketplace_id, reference=reference, seller_id=person.party_id
    )
    return claim_file(row, marketplace_id=at.marketplace_id, markets=at.markets, at=at.now)


def claim_page(at: Desk, person: Person, reference: str, *, notes: Notes = ()) -> ClaimPage:
    """Answer one claim's page.

    Raises:
        ClaimNotFound: There is none of that reference that concerns them.
    """
    with transaction(at.marketplace_id):
        file = file_of(at, person, reference)
        names = answer.names_of(file, at.marketplace_id)
        appeals = appeals_of_claim(marketplace_id=at.marketplace_id, claim_id=file.row.claim_id)
        notices = notices_of_claim(
            marketplace_id=at.marketplace_id,
            claim_id=file.row.claim_id,
            reference=file.row.reference,
            audience="seller",
        )
        unread = count_inbox(marketplace_id=at.marketplace_id, party_id=person.party_id)[1]
    decided = answer.latest(file)
    parts = part_rows(file, decided.evaluation if decided else None)
    evaluation = decided.evaluation if decided else file.evaluation
    determination = (
        answer.determination(file, decided, parts, "seller", names.get(answer.decided_by(file), ""))
        if decided
        else None
    )
    if determination is not None and file.row.claim.recovery_state is not RecoveryState.NONE:
        # After a contest the whole of what the seller bears, not the last answer's part of it.
        borne = Money(cost_of(file.events).charged_minor, file.row.currency)
        determination = replace(determination, charge_seller=borne)
    page = ClaimPage(
        frame=frame(at, person=person, zone=file.case.timetable.zone, unread=unread, notes=notes),
        head=head.head(file, buyer=names.get(file.row.buyer_id, ""), seller=person.name),
        turn=head.turn(file),
        at_stake=_at_stake(file, determination),
        parts=parts,
        facts=fact_rows(file, evaluation, decided.facts if decided else file.facts),
        timeline=head.happenings(file, "seller"),
        notices=head.notice_rows(notices),
        determination=determination,
        may_answer=_may_answer(file),
        answer=_answer_given(file),
        goods=head.goods(file, head.SELLER_STEPS),
        more_time=more_time(file, Actor.SELLER),
        version=version_of(file),
    )
    asked = appealing(file, appeals, Side.SELLER, page.frame.today)
    return replace(page, appealing=asked)


def _at_stake(file: ClaimFile, determination: Determination | None) -> Money:
    """Answer the most that the claim can cost: what is asked for, until it is determined."""
    return determination.charge_seller if determination is not None else claimed(file)


def _may_answer(file: ClaimFile) -> bool:
    claim = file.row.claim
    is_in_time = claim.due_at is not None and file.case.at < claim.due_at
    return claim.stage is Stage.AWAITING_ANSWERS and claim.seller_answer is None and is_in_time


def _answer_given(file: ClaimFile) -> AnswerGiven | None:
    given = next((event for event in file.events if isinstance(event, e.SellerAnswered)), None)
    if given is None:
        return None
    return AnswerGiven(
        answer="accepted" if given.answer == "accepted" else "rejected",
        reason=given.reason,
        at=given.at,
    )


def refused_try(page: ClaimPage, *, chosen: str, reason: str, error: str) -> ClaimPage:
    """Answer the page with what was chosen and typed, and why it was not taken."""
    return replace(page, answer_typed=chosen, reason_typed=reason, answer_error=error)


def refused_worth(page: ClaimPage, tried: Tried) -> ClaimPage:
    """Answer the page with what was typed of the goods, if the form still stands on it."""
    if page.goods is None or not page.goods.items:
        return page
    goods = replace(page.goods, items=tried.items, reason=tried.reason, error=tried.error)
    return replace(page, goods=goods)


def refused_way_back(page: ClaimPage, typed: TypedReturn) -> ClaimPage:
    """Answer the page with what was typed of where the goods go."""
    if page.goods is None:
        return page
    return replace(page, goods=replace(page.goods, form=typed))


def claims_page(at: Desk, person: Person, place: Place, *, notes: Notes = ()) -> ClaimsPage:
    """Answer the claims that need this seller, by due time, and all others a page at a time."""
    with transaction(at.marketplace_id):
        mine = list_claims(
            marketplace_id=at.marketplace_id,
            seller_id=person.party_id,
            next_actors=(Actor.SELLER.value,),
            limit=ROWS,
        )
        found = list_claims(
            marketplace_id=at.marketplace_id,
            seller_id=person.party_id,
            limit=ROWS + 1,
            offset=place.offset,
        )
        others = [
            row
            for row in on_this_page(found)
            if row.claim.next_actor is not Actor.SELLER and row.claim.filed_at is not None
        ]
        rows = claim_rows(marketplace_id=at.marketplace_id, found=[*mine, *others])
        unread = count_inbox(marketplace_id=at.marketplace_id, party_id=person.party_id)[1]
    return ClaimsPage(
        frame=frame(at, person=person, unread=unread, notes=notes),
        need_you=rows[: len(mine)],
        rows=rows[len(mine) :],
        pager=place.pager(found),
    )
