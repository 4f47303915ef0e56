"""One look at a claim: what is on file, what is presumed, and what the terms say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from makewhole.core.claim.colleagues import Mandate
from makewhole.core.claim.exchange import Exchange, exchanges
from makewhole.core.claim.facts import as_terms_take_it, facts_on_file, part_names, parts_on_file
from makewhole.core.claim.facts_loss import answering_policy, said_loss_on
from makewhole.core.claim.findings import finding_of
from makewhole.core.claim.loss import LossOnFile
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.said import Known, is_disputed
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import EarlierRejection, Finding, Value
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.require import require
from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.model import Fact, Level, Presumption, Terms
from makewhole.core.terms.program import Program, program_for


@dataclass(frozen=True, slots=True)
class Case:
    """All that one command may look at. `determination_id` is used if there is one to make."""

    claim: Claim | None
    order: OrderOnFile
    terms: Terms
    timetable: Timetable
    determination_id: UUID
    rail: str
    at: datetime
    rejected_before: EarlierRejection | None = None
    loss: LossOnFile | None = None  # Around a loss claim.
    mandate: Mandate | None = None  # Of the one of our people who acts.


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at the terms, with everything that was looked at."""

    finding: Finding
    evaluation: Evaluation
    facts: Mapping[str, Known]
    parts: tuple[Mapping[str, Value], ...]
    presumed: frozenset[str]
    insurer_id: UUID | None = None  # Of the policy that answers for a loss.
    exchanged: tuple[Exchange, ...] = ()  # The rates of heads in another currency.


def look_closely(claim: Claim, case: Case) -> Looked:
    """Answer what the terms say of this claim on what is on file, with all that they read."""
    trust = _sources(program_for(case.terms))
    known = facts_on_file(
        claim, case.order, at=case.at, timetable=case.timetable, trust=trust, loss=case.loss
    )
    facts = {name: fact for name, fact in known.items() if name in trust}
    parts = parts_on_file(claim, case.order, trust=trust, loss=case.loss)
    presumed = _presumed(claim, case.terms, facts)
    looked = weigh_facts(claim, case, facts=facts, parts=parts, presumed=presumed)
    if claim.loss is None:
        return looked
    return replace(
        looked,
        insurer_id=_insurer_of(claim, case, trust),
        exchanged=exchanges(claim, case.loss, said_loss_on(claim, trust)),
    )


def look_at_what_is_shown(claim: Claim, case: Case) -> Looked:
    """Answer what the terms say if heads that are not settled yet count as not shown at all.

    So what is paid ahead is never more than what nobody has to look into any more.
    """
    looked = look_closely(claim, case)
    is_open = [part.outputs.get("part_allowed") is None for part in looked.evaluation.parts]
    if not any(is_open):
        return looked
    parts = tuple(
        {**part, "part_shown": 0} if still_open else part
        for part, still_open in zip(looked.parts, is_open, strict=True)
    )
    shown = weigh_facts(claim, case, facts=looked.facts, parts=parts, presumed=looked.presumed)
    return replace(shown, insurer_id=looked.insurer_id, exchanged=looked.exchanged)


def weigh_facts(
    claim: Claim,
    case: Case,
    *,
    facts: Mapping[str, Known],
    parts: tuple[Mapping[str, Value], ...],
    presumed: frozenset[str],
) -> Looked:
    """Answer what the terms say of exactly these facts."""
    evaluation = evaluate(
        case.terms,
        {name: as_terms_take_it(value) for name, (value, _) in facts.items()},
        parts=parts,
        presumed=presumed,
    )
    return Looked(
        finding=finding_of(
            evaluation,
            part_names(claim),
            parts,
            paid_total_minor=claim.paid_total_minor,
            currency=claim.currency,
        ),
        evaluation=evaluation,
        facts=facts,
        parts=parts,
        presumed=presumed,
    )


def _insurer_of(claim: Claim, case: Case, trust: Mapping[str, Sequence[str]]) -> UUID | None:
    require(case.loss is not None, "what is on file around a loss is gathered for it")
    assert case.loss is not None
    policy = answering_policy(
        claim,
        case.loss,
        loss_on=said_loss_on(claim, trust),
        at=case.at,
        timetable=case.timetable,
    )
    return policy.insurer_id if policy is not None else None


def _presumed(claim: Claim, terms: Terms, facts: Mapping[str, Known]) -> frozenset[str]:
    """Answer the facts whose presumption applies: nobody is left to be asked, or time is over.

    A presumption after a clock waits until that clock ran out. Without a clock it holds from the
    beginning. The order is the carrier's whole record, and an unknown seller cannot answer. What
    is disputed is not presumed.
    """
    over = claim.silent | {"carrier_inquiry", None}
    if claim.loss is not None:
        over |= {answer.clock for answer in claim.loss.answers if not answer.is_open}
        over |= {"loss_evidence"} if "evidence" in claim.silent else set()
    if claim.seller_id is None:
        over |= {"seller_answer", "contact"}
    return frozenset(
        fact.name
        for fact, presume in _presumable(program_for(terms))
        if presume.after in over
        and fact.name not in facts
        and not (
            fact.level is Level.PART and is_disputed(claim, fact.name, presume.value, fact.sources)
        )
    )


@lru_cache(maxsize=200)
def _sources(program: Program) -> Mapping[str, Sequence[str]]:
    return program.terms.trust


@lru_cache(maxsize=200)
def _presumable(program: Program) -> tuple[tuple[Fact, Presumption], ...]:
    return tuple(
        (fact, fact.presume) for fact in program.terms.facts.values() if fact.presume is not None
    )
