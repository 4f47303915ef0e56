"""The handler's pages from what is on file: one call for each page."""

from dataclasses import replace

from django.utils.translation import gettext as _

from makewhole.apps.claims.access import claim_for_handler
from makewhole.apps.notices.queries import notices_of_claim
from makewhole.apps.parties.mandates import staff
from makewhole.apps.reporting.claim_file import ClaimFile, claim_file
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.authority import (
    decided_minor,
    lacks_authority,
    refuse_second,
    refuse_worker,
    takes_two,
)
from makewhole.core.claim.colleagues import Colleague
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.model import Level
from makewhole.surfaces.handler import trace
from makewhole.surfaces.handler.pages import (
    Authority,
    ClaimPage,
    NotReached,
    Proposal,
)
from makewhole.surfaces.handler.queue_reading import (
    holding,
    unread_by,
    waiting_rows,
)
from makewhole.surfaces.handler.wording import private_label
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of, version_of
from makewhole.surfaces.shared.claim_parts import Question, TypedReturn
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier import answer, head
from makewhole.surfaces.shared.dossier.amounts import part_rows
from makewhole.surfaces.shared.dossier.facts import fact_rows
from makewhole.surfaces.shared.dossier.items import item_questions
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.loss.told import words_told
from makewhole.surfaces.shared.questions import question_of
from makewhole.surfaces.shared.wording.refusals import refusal_text

Notes = tuple[Note, ...]
_NEIGHBOURS = 12  # Beside a claim; the whole queue is one click away.
_AUTHORITIES: dict[str, Authority] = {
    "automation": "automation",
    "handler": "handler",
    "lead": "lead",
    "two_people": "two_people",
}


def file_of(at: Desk, reference: str, opened: frozenset[str] = frozenset()) -> ClaimFile:
    """Answer a claim's file to one of our people; call inside the transaction.

    `opened` are the private facts that they may see now.

    Raises:
        ClaimNotFound: There is none of that reference.
    """
    row = claim_for_handler(marketplace_id=at.marketplace_id, reference=reference)
    return claim_file(
        row,
        marketplace_id=at.marketplace_id,
        markets=at.markets,
        at=at.now,
        reader="staff",
        opened=opened,
    )


def claim_page(
    at: Desk,
    person: Person,
    reference: str,
    *,
    notes: Notes = (),
    opened: frozenset[str] = frozenset(),
) -> ClaimPage:
    """Answer the whole claim on one page, with the private facts that were opened for this once.

    Raises:
        ClaimNotFound: There is none of that reference.
    """
    with transaction(at.marketplace_id):
        file = file_of(at, reference, opened)
        names = answer.names_of(file, at.marketplace_id)
        notices = notices_of_claim(
            marketplace_id=at.marketplace_id,
            claim_id=file.row.claim_id,
            reference=file.row.reference,
            audience="claimant",
        )
        ours = staff(marketplace_id=at.marketplace_id, at=at.now)
        queue = waiting_rows(at, person, ours, _NEIGHBOURS)
        unread = unread_by(at, person)
    decided = answer.latest(file)
    parts = part_rows(file, decided.evaluation if decided else None)
    # A claim that is still open is looked at as it stands now, whatever was determined before.
    is_over = decided is not None and file.row.claim.stage in (Stage.PAYING, Stage.CLOSED)
    evaluation = decided.evaluation if decided and is_over else file.evaluation
    facts = decided.facts if decided and is_over else file.facts
    buyer, seller = (names.get(one, "") for one in (file.row.buyer_id, file.row.seller_id))
    return ClaimPage(
        frame=frame(at, person=person, zone=file.case.timetable.zone, unread=unread, notes=notes),
        head=head.head(file, buyer=buyer, seller=seller),
        turn=head.turn(file),
        facts=fact_rows(file, evaluation, facts),
        tables=trace.tables(file, evaluation, facts),
        missing=trace.missing(file, evaluation),
        parts=parts,
        timeline=head.happenings(file, "handler"),
        notices=head.notice_rows(notices),
        queue=queue,
        determination=answer.determination(
            file, decided, parts, "claimant", names.get(answer.decided_by(file), "")
        )
        if decided
        else None,
        proposal=_proposal(file, ours.colleague(by_of(person))),
        holding=holding(file.row.claim, person, ours),
        not_reached=_not_reached(file),
        findings=findings_of(file),
        private=tuple(private_label(file, name) for name in file.kept_closed),
        is_erased=file.is_erased,
        words=words_told(file),
        goods=head.goods(file, () if file.row.claim.seller_id else head.HANDLER_STEPS),
        version=version_of(file),
    )


def _not_reached(file: ClaimFile) -> tuple[NotReached, ...]:
    held_up = file.row.claim.held_up
    return tuple(NotReached(actor=one.actor, reach_by=one.reach_by) for one in held_up)


def findings_of(file: ClaimFile) -> tuple[Question, ...]:
    """Answer the facts that a person was asked to find, and what may be found of what came back."""
    claim = file.row.claim
    of_items = item_questions(file)
    if claim.stage is not Stage.REFERRED:
        return of_items
    facts = file.terms.facts
    of_claim = (
        question_of(facts[name], currency=claim.currency)
        for name in claim.asked
        if name in facts and facts[name].level is Level.CLAIM
    )
    return (*of_claim, *of_items)


def refused_try(page: ClaimPage, *, key: str, given: str, reason: str, error: str) -> ClaimPage:
    """Answer the page with what was typed, and why it was not taken."""
    return replace(
        page,
        findings=tuple(
            replace(question, given=given) if question.key == key else question
            for question in page.findings
        ),
        finding_tried=key,
        finding_reason=reason,
        finding_error=error,
    )


def refused_way_back(page: ClaimPage, typed: TypedReturn) -> ClaimPage:
    """Answer the page with what was typed of where the goods go."""
    if page.goods is None:
        return page
    return replace(page, goods=replace(page.goods, form=typed))


def _proposal(file: ClaimFile, who: Colleague) -> Proposal | None:
    """Answer what waits for a person's yes; None: nothing does."""
    claim, finding = file.row.claim, file.finding
    authority = _AUTHORITIES.get(claim.authority or "")
    if claim.stage is not Stage.ASSESSING or authority is None or finding.outcome is None:
        return None
    refusal = _refusal(claim, who, authority, decided_minor(finding))
    why_not = refusal_text(refusal) if refusal is not None else ""
    goes_on = (
        not why_not
        and claim.seconded_by is None
        and takes_two(claim, who.mandate, authority, decided_minor(finding))
    )
    said = answer.reasons(file, file.evaluation, "claimant")
    return Proposal(
        outcome=finding.outcome,
        payable=Money(finding.payable_minor or 0, claim.currency),
        payable_on_return=Money(finding.payable_on_return_minor, claim.currency),
        bearer=finding.bearer or "open",
        authority=authority,
        may_confirm=not why_not,
        why_not=why_not,
        goes_on=goes_on,
        seconded_by=_("one person") if claim.seconded_by is not None else "",
        statement="\n\n".join(
            _("%(sentence)s (Clause %(clause)s)")
            % {"sentence": reason.sentence, "clause": reason.clause}
            for reason in said
        ),
    )


def _refusal(claim: Claim, who: Colleague, authority: str, amount_minor: int) -> Refused | None:
    """Answer why this person may not confirm; the core decides it once more."""
    refusal = refuse_worker(claim, who.by, who.mandate) or lacks_authority(who.by, authority)
    if refusal is not None or claim.seconded_by is None:
        return refusal
    return refuse_second(claim, who.by, who.mandate, amount_minor)
