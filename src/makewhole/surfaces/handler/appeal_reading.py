"""The reviewer's pages from what is on file: one call for each page."""

from django.utils.translation import gettext as _

from makewhole.apps.appeals.access import appeal_named, refuse_who_took_part
from makewhole.apps.appeals.matters import matter_of
from makewhole.apps.appeals.queries import AppealRow as Row
from makewhole.apps.appeals.queries import open_appeals
from makewhole.apps.claims.access import claim_for_handler
from makewhole.apps.claims.queries import references_of
from makewhole.apps.reporting.claim_file import ClaimFile, claim_file
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal import handle as thinking
from makewhole.core.appeal.handle import Matter
from makewhole.core.appeal.people import refuse_reviewer
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Found
from makewhole.core.appeal.weigh import refuse_found
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.model import Level
from makewhole.surfaces.handler.appeal_pages import (
    AppealPage,
    AppealRow,
    AppealsPage,
    FoundRow,
    Would,
)
from makewhole.surfaces.handler.wording import closed_text
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.claim_parts import Option, Question
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier import answer, head
from makewhole.surfaces.shared.dossier.amounts import part_rows
from makewhole.surfaces.shared.dossier.facts import fact_rows
from makewhole.surfaces.shared.dossier.values import as_shown, label_of
from makewhole.surfaces.shared.formats import fact_text
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.questions import question_of
from makewhole.surfaces.shared.wording.refusals import refusal_text

Notes = tuple[Note, ...]


def matter_named(at: Desk, person: Person, reference: str) -> tuple[Row, ClaimFile, Matter]:
    """Answer an appeal with its claim's file, to somebody who took no part.

    Call inside the transaction.

    Raises:
        AppealNotFound: There is none of that reference, or they took part.
    """
    row = appeal_named(marketplace_id=at.marketplace_id, reference=reference)
    names = references_of(marketplace_id=at.marketplace_id, claim_ids=[row.appeal.claim_id])
    claim = claim_for_handler(
        marketplace_id=at.marketplace_id, reference=names[row.appeal.claim_id]
    )
    file = claim_file(
        claim,
        marketplace_id=at.marketplace_id,
        markets=at.markets,
        at=at.now,
        reader="staff",
    )
    matter = matter_of(
        marketplace_id=at.marketplace_id, case=file.case, appeal_id=row.appeal.appeal_id
    )
    refuse_who_took_part(matter, person.party_id)
    return row, file, matter


def appeals_page(at: Desk, person: Person, *, notes: Notes = ()) -> AppealsPage:
    """Answer the appeals that wait for this person first, then those of leads, by due time."""
    with transaction(at.marketplace_id):
        found = [
            row
            for row in open_appeals(marketplace_id=at.marketplace_id)
            if _is_for(row.appeal, person)
        ]
        names = references_of(
            marketplace_id=at.marketplace_id, claim_ids={row.appeal.claim_id for row in found}
        )
    return AppealsPage(
        frame=frame(at, person=person, notes=notes),
        rows=tuple(
            AppealRow(
                reference=row.reference,
                claim_reference=names[row.appeal.claim_id],
                side=row.appeal.side,
                due_at=row.appeal.due_at,
                is_mine=row.appeal.reviewer == by_of(person),
                is_with_lead=row.appeal.is_with_lead,
            )
            for row in found
        ),
    )


def _is_for(appeal: Appeal, person: Person) -> bool:
    """Answer whether it was given to this person, or to any lead; the door asks who took part."""
    return appeal.reviewer == by_of(person) or (appeal.is_with_lead and person.role == "lead")


def appeal_page(
    at: Desk, person: Person, reference: str, *, fact: str = "", notes: Notes = ()
) -> AppealPage:
    """Answer one appeal with the whole case; `fact` is the one that is to be found.

    Raises:
        AppealNotFound: There is none of that reference, or they took part.
    """
    with transaction(at.marketplace_id):
        row, file, matter = matter_named(at, person, reference)
        names = answer.names_of(file, at.marketplace_id)
    appeal, by = row.appeal, by_of(person)
    decided = answer.latest(file)
    parts = part_rows(file, decided.evaluation if decided else None)
    evaluation = decided.evaluation if decided else file.evaluation
    may_work = not appeal.is_over and refuse_reviewer(appeal, by, frozenset()) is None
    choices = choices_of(file, matter)
    facts = fact_rows(file, evaluation, decided.facts if decided else file.facts)
    near = {row.name for row in facts}
    return AppealPage(
        frame=frame(at, person=person, zone=file.case.timetable.zone, notes=notes),
        reference=row.reference,
        head=head.head(
            file,
            buyer=names.get(file.row.buyer_id, ""),
            seller=names.get(file.row.seller_id, ""),
        ),
        side=appeal.side,
        filed_at=appeal.filed_at,
        due_at=appeal.due_at,
        reasons=appeal.reasons,
        new_evidence=appeal.new_evidence,
        passed_on_because=appeal.passed_on_because,
        may_work=may_work,
        may_pass_on=may_work and not appeal.is_with_lead,
        may_draw=may_work and appeal.reviewer is None,
        is_over=appeal.is_over,
        found=tuple(_found_row(file, one.found) for one in appeal.findings),
        would=_would(file, matter, person) if may_work else None,
        facts=facts,
        parts=parts,
        timeline=head.happenings(file, "handler"),
        determination=answer.determination(
            file, decided, parts, "claimant", names.get(answer.decided_by(file), "")
        )
        if decided
        else None,
        choices=tuple(option for option in choices if option.value in near),
        other_choices=tuple(option for option in choices if option.value not in near),
        question=question_named(file, choices, fact),
        version=row.version,
    )


def choices_of(file: ClaimFile, matter: Matter) -> tuple[Option, ...]:
    """Answer the facts of the claim that a reviewer may find, by their labels."""
    free = [
        fact
        for name, fact in file.terms.facts.items()
        if fact.level is Level.CLAIM
        and refuse_found(matter.case, Found(name, value=True, reason="x")) is None
    ]
    labelled = [Option(value=one.name, label=label_of(file.terms, one.name)) for one in free]
    return tuple(sorted(labelled, key=lambda option: option.label))


def question_named(file: ClaimFile, choices: tuple[Option, ...], fact: str) -> Question | None:
    """Answer how the chosen fact is asked for; None: none was chosen that may be found."""
    if fact not in {option.value for option in choices}:
        return None
    return question_of(file.terms.facts[fact], currency=file.row.currency)


def _found_row(file: ClaimFile, found: Found) -> FoundRow:
    kind = file.terms.facts[found.fact].kind
    shown = as_shown(found.value, kind, file.row.currency)
    return FoundRow(
        label=label_of(file.terms, found.fact),
        value=closed_text() if found.fact in file.closed else fact_text(shown),
        reason=found.reason,
    )


def _would(file: ClaimFile, matter: Matter, person: Person) -> Would:
    """Answer what a decision would bring now; nothing is decided by looking."""
    currency = file.row.currency
    weighed = thinking.weigh(matter, by_of(person))
    if isinstance(weighed, Refused):
        missing = weighed.facts.get("facts")
        labels = (
            ", ".join(label_of(file.terms, name) for name in missing)
            if isinstance(missing, tuple)
            else ""
        )
        nothing = Money(0, currency)
        said = (
            _("With these findings the terms do not settle it. Still to be found: %(facts)s.")
            % {"facts": labels}
            if labels
            else refusal_text(weighed)
        )
        return Would(result=None, paid_more=nothing, freed=nothing, why_open=said)
    return Would(
        result=weighed.answer.result,
        paid_more=Money(weighed.answer.paid_more_minor, currency),
        freed=Money(weighed.answer.freed_minor, currency),
        awaits_return=weighed.answer.awaits_return,
    )
