"""The buyer's pages from what is on file: one call for each page."""

from dataclasses import replace

from makewhole.apps.appeals.queries import appeals_of_claim
from makewhole.apps.claims.access import claim_for_buyer
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.notices.queries import count_inbox, notices_of_claim
from makewhole.apps.reporting.claim_file import ClaimFile, claim_file
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.core.claim.stages import GOODS_GONE, RETURN_PROOF, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.core.terms.model import Fact, Level
from makewhole.surfaces.buyer.drafts import DraftSeen, draft_seen
from makewhole.surfaces.buyer.pages import AllowedElsewhere, ClaimPage, ClaimsPage
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import version_of
from makewhole.surfaces.shared.appeals import appealing
from makewhole.surfaces.shared.claim_parts import PartRow, Question, TypedReturn
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier import answer, head
from makewhole.surfaces.shared.dossier.amounts import part_rows
from makewhole.surfaces.shared.dossier.facts import fact_rows
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.listing import ROWS, Place, claim_rows, on_this_page
from makewhole.surfaces.shared.loss.told import WordsTold, words_told
from makewhole.surfaces.shared.more_time import more_time
from makewhole.surfaces.shared.questions import asked_facts, question_of
from makewhole.surfaces.shared.wording.labels import part_label

Notes = tuple[Note, ...]


def file_of(at: Desk, person: Person, reference: str) -> ClaimFile:
    """Answer a claim's file to the person who made it; call inside the transaction.

    Raises:
        ClaimNotFound: There is none of that reference that is theirs.
    """
    row = claim_for_buyer(
        marketplace_id=at.marketplace_id, reference=reference, buyer_id=person.party_id
    )
    return claim_file(
        row,
        marketplace_id=at.marketplace_id,
        markets=at.markets,
        at=at.now,
        reader="claimant",
    )


def claim_page(
    at: Desk,
    person: Person,
    reference: str,
    *,
    notes: Notes = (),
    asked_again: tuple[Question, ...] | None = None,
    draft: DraftSeen | None = None,
) -> ClaimPage:
    """Answer one claim's page; `asked_again` are questions whose answers were not taken.

    `draft` is the form of a draft that was sent, where it was not taken.

    Raises:
        ClaimNotFound: There is none of that reference that is theirs.
    """
    with transaction(at.marketplace_id):
        file = file_of(at, person, reference)
        if draft is None and file.row.claim.stage is Stage.DRAFT and not file.row.claim.is_loss:
            draft = draft_seen(at, person, file)
        names = answer.names_of(file, at.marketplace_id)
        appeals = appeals_of_claim(marketplace_id=at.marketplace_id, claim_id=file.row.claim_id)
        notices = notices_of_claim(
            marketplace_id=at.marketplace_id,
            claim_id=file.row.claim_id,
            reference=file.row.reference,
            audience="claimant",
        )
        unread = count_inbox(marketplace_id=at.marketplace_id, party_id=person.party_id)[1]
        elsewhere = _elsewhere(at, person, file)
    decided = answer.latest(file)
    parts = part_rows(file, decided.evaluation if decided else None)
    evaluation = decided.evaluation if decided else file.evaluation
    words = words_told(file)
    page = ClaimPage(
        frame=frame(at, person=person, zone=file.case.timetable.zone, unread=unread, notes=notes),
        head=head.head(file, buyer=person.name, seller=names.get(file.row.seller_id, "")),
        turn=head.turn(file),
        parts=_described(parts, file, words or WordsTold()),
        words=words,
        facts=fact_rows(file, evaluation, decided.facts if decided else file.facts),
        timeline=head.happenings(file, "buyer"),
        notices=head.notice_rows(notices),
        determination=answer.determination(
            file, decided, parts, "claimant", names.get(answer.decided_by(file), "")
        )
        if decided
        else None,
        elsewhere=elsewhere,
        questions=_questions(file, draft) if asked_again is None else asked_again,
        ahead=draft.ahead if draft is not None else None,
        refused=draft.refused if draft is not None else None,
        goods=head.goods(file, head.BUYER_STEPS),
        may_withdraw=_may_withdraw(file),
        more_time=more_time(file, Actor.CLAIMANT),
        version=version_of(file),
    )
    asked = appealing(file, appeals, Side.CLAIMANT, page.frame.today)
    return replace(page, appealing=asked)


def _may_withdraw(file: ClaimFile) -> bool:
    claim = file.row.claim
    is_decided = claim.stage in (Stage.PAYING, Stage.CLOSED)
    return not is_decided and claim.return_state not in GOODS_GONE


def _questions(file: ClaimFile, draft: DraftSeen | None) -> tuple[Question, ...]:
    return questions_of(file) if draft is None else draft.answers.asked_again


def _elsewhere(at: Desk, person: Person, file: ClaimFile) -> tuple[AllowedElsewhere, ...]:
    """Answer what other claims allowed for the same items, once this one allowed less than asked.

    A part that was made good elsewhere is not paid here: its reader is told where.
    """
    claim = file.row.claim
    if all(part.allowed_minor >= part.claimed_minor for part in claim.parts):
        return ()
    lines = {line.number for line in claim.lines}
    others = list_claims(
        marketplace_id=at.marketplace_id, buyer_id=person.party_id, order_ids=[file.row.order_id]
    )
    found = [
        (row, sum(part.allowed_minor for part in row.claim.parts if part.line_number in lines))
        for row in others
        if row.claim_id != file.row.claim_id
    ]
    return tuple(
        AllowedElsewhere(row.reference, Money(minor, row.currency)) for row, minor in found if minor
    )


def refused_proof(page: ClaimPage, typed: TypedReturn) -> ClaimPage:
    """Answer the page with what was typed of how the goods were sent."""
    if page.goods is None:
        return page
    return replace(page, goods=replace(page.goods, form=typed))


def questions_of(file: ClaimFile) -> tuple[Question, ...]:
    """Answer the facts that the claimant of a filed claim is asked for now."""
    claim = file.row.claim
    if claim.stage is not Stage.NEEDS_CLAIMANT:
        return ()
    return tuple(
        question
        for fact in asked_facts(claim.asked, file.terms)
        if fact.name != RETURN_PROOF  # It has a form of its own, beside the goods.
        for question in _asked_of(file, fact)
    )


def _asked_of(file: ClaimFile, fact: Fact) -> tuple[Question, ...]:
    """Answer the question for a fact: of a head of loss, one for each head that lacks it."""
    loss, currency = file.row.claim.loss, file.row.currency
    if fact.level is not Level.PART or loss is None:
        return (question_of(fact, currency=currency),)
    lacking = {each.part for each in file.evaluation.missing if each.fact == fact.name}
    words = words_told(file) or WordsTold()
    return tuple(
        question_of(
            fact,
            currency=currency,
            line=head.number,
            about=words.name_of(head.number) or part_label(head.kind.value).rstrip("."),
        )
        for place, head in enumerate(loss.heads)
        if place in lacking
    )


def _described(
    parts: tuple[PartRow, ...], file: ClaimFile, words: WordsTold
) -> tuple[PartRow, ...]:
    """Name each head of a loss as its claimant described it."""
    loss = file.row.claim.loss
    if loss is None:
        return parts
    return tuple(
        replace(part, label=words.name_of(head.number) or part.label)
        for part, head in zip(parts, loss.heads, strict=True)
    )


def claims_page(at: Desk, person: Person, place: Place, *, notes: Notes = ()) -> ClaimsPage:
    """Answer the claims of one person, by due time."""
    with transaction(at.marketplace_id):
        found = list_claims(
            marketplace_id=at.marketplace_id,
            buyer_id=person.party_id,
            limit=ROWS + 1,
            offset=place.offset,
        )
        rows = claim_rows(
            marketplace_id=at.marketplace_id, found=on_this_page(found), name="seller_id"
        )
        unread = count_inbox(marketplace_id=at.marketplace_id, party_id=person.party_id)[1]
    return ClaimsPage(
        frame=frame(at, person=person, unread=unread, notes=notes),
        rows=rows,
        pager=place.pager(found),
    )
