"""What was determined, as one reader may see it: replayed from what was recorded (P8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from makewhole.apps.claims.changes import OtherAnswer
from makewhole.apps.parties.queries import display_names
from makewhole.apps.reporting.claim_file import ClaimFile, Determined
from makewhole.core.claim.events import ClaimDetermined
from makewhole.core.claim.facts import as_terms_take_it
from makewhole.core.claim.said import Known
from makewhole.core.claim.values import Role, Value
from makewhole.core.kernel.canonical import untagged
from makewhole.core.kernel.money import Money
from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.model import Terms
from makewhole.core.terms.trace import DecidingRule
from makewhole.surfaces.shared.claim_parts import (
    Change,
    Determination,
    FactValue,
    PartRow,
    Reason,
)
from makewhole.surfaces.shared.dossier.amounts import allowed_total, claimed_total
from makewhole.surfaces.shared.dossier.relevance import relevant_facts, telling
from makewhole.surfaces.shared.dossier.values import as_shown, label_of, sentence
from makewhole.surfaces.shared.formats import fact_text

Side = Literal["claimant", "seller"]

SHOWN_MAX = 3  # The nearest are the ones that somebody could have done.


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest determination with the evaluation that it was made on."""

    determined: Determined
    evaluation: Evaluation
    is_ahead: bool = False  # It only paid a part ahead of the answer.

    @property
    def facts(self) -> Mapping[str, Known]:
        return self.determined.facts


def latest(file: ClaimFile) -> Decided | None:
    """Answer the latest determination, evaluated again from its recorded facts; None: none yet."""
    return _evaluated(file, file.determinations[-1]) if file.determinations else None


def decided_in(file: ClaimFile, event: ClaimDetermined) -> Decided:
    """Answer the determination that this event made, evaluated again in the same way."""
    made = (one for one in file.determinations if one.event == event)
    return _evaluated(file, next(made))


def _evaluated(file: ClaimFile, determined: Determined) -> Decided:
    body = determined.body
    evaluation = evaluate(
        file.terms,
        {name: as_terms_take_it(known.value) for name, known in determined.facts.items()},
        parts=[{name: untagged(value) for name, value in part.items()} for part in body["parts"]],
        presumed=body["presumed"],
    )
    is_ahead = file.row.claim.was_ahead(determined.event.determination_id)
    return Decided(determined, evaluation, is_ahead)


def determination(
    file: ClaimFile, decided: Decided, parts: tuple[PartRow, ...], side: Side, by_name: str
) -> Determination:
    """Answer the determination as this side may see it."""
    event = decided.determined.event
    currency = file.row.currency
    return Determination(
        determined_at=event.at,
        by_role=event.by.role,
        by_name=by_name,
        finding_counted=_finding_counted(file, decided, parts),
        outcome=event.outcome,
        summary=_summary(file, decided, side),
        clause=event.clause,
        payer=event.payer,
        bearer=event.bearer,
        claimed=claimed_total(parts, currency),
        allowed=allowed_total(parts, currency),
        payable=Money(event.payable_minor, currency),
        payable_on_return=Money(event.payable_on_return_minor, currency),
        charge_seller=Money(event.charge_seller_minor, currency),
        reasons=reasons_of(file, decided, side),
        changes=changes(file, decided, side),
        presumed=presumptions(file, decided.evaluation),
        appeal_by=event.appeal_by,
        contest_by=event.contest_by,
    )


def _finding_counted(file: ClaimFile, decided: Decided, parts: Sequence[PartRow]) -> bool:
    """Answer whether it was decided on what one of our people found, of the claim or an item."""
    relevant = relevant_facts(file.terms, decided.evaluation)
    found = {name for name, known in decided.facts.items() if known.source == Role.HANDLER.value}
    return bool(found & relevant) or any(part.found for part in parts)


def _summary(file: ClaimFile, decided: Decided, side: Side) -> str:
    """Answer what this side needs first: the claimant the outcome, a seller who bears it."""
    event = decided.determined.event
    is_charged = side == "seller" and event.charge_seller_minor > 0
    wanted = "bearer" if is_charged else "interim" if decided.is_ahead else "outcome"
    said = reasons_of(file, decided, side)
    return said_of(wanted, file.terms, decided.evaluation, said)


def said_of(output: str, terms: Terms, evaluation: Evaluation, said: Sequence[Reason]) -> str:
    """Answer the last sentence that says why this output is as it is; empty: none does."""
    tables = {table.name for table in terms.tables.values() if output in table.outputs}
    rules = {rule.id for rule in evaluation.rules if rule.table in tables}
    return next((one.sentence for one in reversed(said) if one.rule in rules), "")


def decided_by(file: ClaimFile) -> UUID | None:
    """Answer which person determined the claim last; None: nobody yet, or no person."""
    if not file.determinations:
        return None
    by = file.determinations[-1].event.by
    return by.party_id if by.decides_as_a_person else None


def names_of(file: ClaimFile, marketplace_id: UUID) -> dict[UUID | None, str]:
    """Answer how buyer, seller and decider are called; inside the transaction, one statement."""
    wanted = {file.row.buyer_id, file.row.seller_id, decided_by(file)}
    names = display_names(
        marketplace_id=marketplace_id, party_ids=[one for one in wanted if one is not None]
    )
    return {one: names.get(one, "") for one in wanted if one is not None}


def reasons_of(file: ClaimFile, decided: Decided, side: Side) -> tuple[Reason, ...]:
    """Answer what tells of a determination, as sentences for this side."""
    told = telling(file.terms, decided.evaluation, is_ahead=decided.is_ahead)
    return _worded(told, file.terms, side, file.row.currency)


def reasons(file: ClaimFile, evaluation: Evaluation, side: Side) -> tuple[Reason, ...]:
    """Answer the rules that tell something, as sentences for this side, in the order of the terms.

    A seller reads only what is written to sellers: the rest speaks to the claimant.
    """
    return reasons_under(file.terms, evaluation, side, file.row.currency)


def reasons_under(
    terms: Terms, evaluation: Evaluation, side: Side, currency: str
) -> tuple[Reason, ...]:
    """Answer the same of an evaluation that no claim's file holds yet."""
    return _worded(telling(terms, evaluation), terms, side, currency)


def _worded(
    rules: Sequence[DecidingRule], terms: Terms, side: Side, currency: str
) -> tuple[Reason, ...]:
    said = [(rule, _said(rule, side)) for rule in rules]
    return tuple(
        Reason(
            clause=rule.clause or "",
            sentence=sentence(text, rule.values, terms=terms, currency=currency),
            rule=rule.id,
        )
        for rule, text in said
        if text is not None
    )


def changes(file: ClaimFile, decided: Decided, side: Side) -> tuple[Change, ...] | None:
    """Answer what would have changed it, of what this side could have influenced, nearest first.

    Where this side could have done nothing, what nobody on either side could is not shown to it.
    None: it is not worked out yet.
    """
    if decided.determined.changes is None:
        return None
    event = decided.determined.event
    theirs = [
        change
        for change in decided.determined.changes
        if _could_have_done(file, change, side) and _is_better(change, event, side)
    ]
    return tuple(_change(file, change, event, side) for change in theirs[:SHOWN_MAX])


def _could_have_done(file: ClaimFile, change: OtherAnswer, side: Side) -> bool:
    """Answer whether this side could have made it so truthfully, by what it did."""
    return side in change.parties and side in file.terms.facts[change.fact].doers


def _is_better(change: OtherAnswer, event: ClaimDetermined, side: Side) -> bool:
    """Answer whether it would have been for this side's good: paid at all, or not charged."""
    outcome, bearer = change.outcome or event.outcome, change.bearer or event.bearer
    if side == "claimant":
        return event.outcome != "pay" and outcome in ("pay", "refer")
    return event.bearer == "seller" and (bearer != "seller" or outcome in ("deny", "refer"))


def _change(file: ClaimFile, change: OtherAnswer, event: ClaimDetermined, side: Side) -> Change:
    fact = file.terms.facts[change.fact]

    def shown(value: Value) -> FactValue:
        return as_shown(value, fact.kind, file.row.currency)

    return Change(
        label=label_of(file.terms, change.fact),
        was=shown(change.was),
        would_be=shown(change.instead),
        outcome=change.outcome or event.outcome,
        allowed=None,
        bearer=change.bearer or "",
        fact=change.fact,
        reader=side,
    )


def _said(rule: DecidingRule, side: Side) -> str | None:
    return rule.say_seller if side == "seller" else rule.say


def presumptions(file: ClaimFile, evaluation: Evaluation) -> tuple[str, ...]:
    """Answer what was presumed and mattered, each in a sentence with its reason."""
    relevant = relevant_facts(file.terms, evaluation)
    sentences = []
    for name in evaluation.presumed_used:
        fact = file.terms.facts[name]
        if fact.presume is None or fact.label is None or name not in relevant:
            continue
        value = as_shown(fact.presume.value, fact.kind, file.row.currency)
        names = {
            "fact": label_of(file.terms, name),
            "value": fact_text(value),
            "because": fact.presume.when or _("nobody said otherwise in time"),
        }
        sentences.append(_("Presumed: %(fact)s, “%(value)s” (%(because)s).") % names)
    return tuple(sentences)
