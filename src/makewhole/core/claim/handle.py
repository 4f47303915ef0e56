"""One command on one claim, from facts to money, as a pure function.

The shell locks and loads a `Case`, calls one function here, and writes what it answers. Every
command ends in a look at the terms where something new is known, so that no claim waits for
somebody to press a button.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.bookings import bookings
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.decide import decide
from makewhole.core.claim.evolve import evolve
from makewhole.core.claim.facts import (
    Known,
    as_terms_take_it,
    facts_on_file,
    is_delivered,
    part_names,
    parts_on_file,
)
from makewhole.core.claim.findings import finding_of
from makewhole.core.claim.order import OrderOnFile, refuse_lines
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Finding, Line, Role, Value
from makewhole.core.clocks.clock import Clock
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require
from makewhole.core.ledger.transfer import Transfer
from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.model import Terms

AUTOMATION = By(Role.AUTOMATION)


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


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was weighed for a determination: kept whole, so that it can be replayed (P8)."""

    determined: e.ClaimDetermined
    evaluation: Evaluation
    facts: Mapping[str, Known]
    parts: tuple[Mapping[str, Value], ...]
    presumed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Handled:
    """What one command did: events with their transfers, the claim after them, and its clocks."""

    claim: Claim
    events: tuple[e.Event, ...]
    transfers: tuple[tuple[Transfer, ...], ...]  # One tuple for each event.
    clocks: tuple[Clock, ...]
    weighings: tuple[Weighing, ...]


@dataclass(frozen=True, slots=True)
class _Looked:
    """One look at the terms, with everything that was looked at."""

    finding: Finding
    evaluation: Evaluation
    facts: Mapping[str, Known]
    parts: tuple[Mapping[str, Value], ...]
    presumed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Happened:
    """What happened so far within one command, and the claim after it."""

    claim: Claim | None
    events: tuple[e.Event, ...] = ()
    transfers: tuple[tuple[Transfer, ...], ...] = ()

    def then(self, events: Sequence[e.Event], case: Case) -> "_Happened":
        claim, transfers = self.claim, []
        for event in events:
            claim = evolve(claim, event)
            transfers.append(bookings(claim, event, rail=case.rail))
        return _Happened(claim, (*self.events, *events), (*self.transfers, *transfers))


def draft(
    case: Case, *, claim_id: UUID, ground: Ground | None, lines: tuple[Line, ...], by: By
) -> Handled | Refused:
    """Begin a claim on lines of the order; nothing is asked of anybody yet."""
    refusal = refuse_lines(case.order, lines) or _refuse_mixture(case, lines)
    if refusal is not None:
        return refusal
    first = case.order.line(lines[0].number) if lines else None
    command = c.DraftClaim(
        claim_id=claim_id,
        order_id=case.order.order_id,
        seller_id=first.seller_id if first is not None else None,
        currency=case.order.currency,
        ground=ground,
        lines=lines,
        timetable=case.timetable,
        by=by,
        at=case.at,
    )
    return _run(case, _Happened(case.claim), command)


def _refuse_mixture(case: Case, lines: tuple[Line, ...]) -> Refused | None:
    """What arrived and what did not are two claims: one answer could not be right for both."""
    on_file = [case.order.line(line.number) for line in lines]
    arrived = {
        line.number: is_delivered(line, case.order, case.at, case.timetable)
        for line in on_file
        if line is not None
    }
    if len(set(arrived.values())) > 1:
        return Refused(
            "lines_arrived_and_not", {"arrived": [number for number in arrived if arrived[number]]}
        )
    return None


def file(
    case: Case, *, ground: Ground, by: By, stated: tuple[c.StateFact, ...] = ()
) -> Handled | Refused:
    """File a draft, with what the claimant says at once, and go where the terms lead."""
    said = _say(case, stated)
    if isinstance(said, Refused):
        return said
    claim = said.claim
    require(claim is not None, "only what was begun can be filed")
    assert claim is not None
    looked = _look(_as_if_filed(claim, case, ground, by), case)
    filed = decide(claim, c.FileClaim(ground, looked.finding, case.timetable, by, case.at))
    if isinstance(filed, Refused):
        return filed
    return _go_on(case, said.then(filed.events, case), looked)


def _as_if_filed(claim: Claim, case: Case, ground: Ground, by: By) -> Claim:
    """Answer the draft as it would be once filed: what the terms must see to judge the filing."""
    if claim.stage is not Stage.DRAFT:
        return claim
    return evolve(claim, e.ClaimFiled(ground, case.terms.hash, case.at, by, case.at))


def state(case: Case, statements: tuple[c.StateFact, ...]) -> Handled | Refused:
    """Take several statements at once, then look at the terms once; all stand or none does."""
    *first, last = statements
    said = _say(case, tuple(first))
    return said if isinstance(said, Refused) else _run(case, said, last)


def handle(case: Case, command: c.Command) -> Handled | Refused:
    """Let one command change the claim, and look at the terms where something new is known."""
    return _run(case, _Happened(case.claim), command)


def assess(case: Case, *, by: By = AUTOMATION, confirms: bool = False) -> Handled | Refused:
    """Look at the terms now; a person may confirm what they settle."""
    require(case.claim is not None, "only a claim is assessed")
    assert case.claim is not None
    looked = _look(case.claim, case)
    command = _assessment(case, looked, by, confirms=confirms)
    decision = decide(case.claim, command)
    if isinstance(decision, Refused):
        return decision
    return _handled(case, _Happened(case.claim), decision.events, looked)


def look(case: Case) -> tuple[Finding, Evaluation, Mapping[str, Known]]:
    """Answer what the terms say now, changing nothing: for pages and questions."""
    require(case.claim is not None, "only a claim is looked at")
    assert case.claim is not None
    looked = _look(case.claim, case)
    return looked.finding, looked.evaluation, looked.facts


def _run(case: Case, before: _Happened, command: c.Command) -> Handled | Refused:
    decision = decide(before.claim, command)
    if isinstance(decision, Refused):
        return decision
    happened = before.then(decision.events, case)
    assert happened.claim is not None
    if happened.claim.stage is not Stage.SCREENING:
        return _handled(case, happened, (), None)
    return _go_on(case, happened, _look(happened.claim, case))


def _go_on(case: Case, happened: _Happened, looked: _Looked) -> Handled:
    """Go where the terms lead a claim that something new is known of."""
    next_step = decide(happened.claim, _assessment(case, looked, AUTOMATION, confirms=False))
    require(not isinstance(next_step, Refused), "a screened claim goes on")
    assert not isinstance(next_step, Refused)
    return _handled(case, happened, next_step.events, looked)


def _say(case: Case, statements: tuple[c.StateFact, ...]) -> _Happened | Refused:
    said = _Happened(case.claim)
    for statement in statements:
        decision = decide(said.claim, statement)
        if isinstance(decision, Refused):
            return decision
        said = said.then(decision.events, case)
    return said


def _assessment(case: Case, looked: _Looked, by: By, *, confirms: bool) -> c.AssessClaim:
    return c.AssessClaim(
        finding=looked.finding,
        determination_id=case.determination_id,
        timetable=case.timetable,
        confirms=confirms,
        by=by,
        at=case.at,
    )


def _look(claim: Claim, case: Case) -> _Looked:
    theirs = case.terms.facts
    known = facts_on_file(
        claim,
        case.order,
        at=case.at,
        timetable=case.timetable,
        trust=lambda name: theirs[name].sources if name in theirs else (),
    )
    facts = {name: fact for name, fact in known.items() if name in theirs}
    parts = parts_on_file(claim, case.order)
    presumed = _presumed(claim, case.terms, facts)
    evaluation = evaluate(
        case.terms,
        {name: as_terms_take_it(fact.value) for name, fact in facts.items()},
        parts=parts,
        presumed=presumed,
    )
    return _Looked(
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


def _presumed(claim: Claim, terms: Terms, facts: Mapping[str, Known]) -> frozenset[str]:
    """Answer the facts whose presumption applies: nobody is left to be asked, or time is over.

    A presumption after a clock waits until that clock ran out. Without a clock it holds from the
    beginning. The order is the carrier's whole record, and an unknown seller cannot answer.
    """
    over = claim.silent | {"carrier_inquiry", None}
    if claim.seller_id is None:
        over |= {"seller_answer", "contact"}
    return frozenset(
        name
        for name, fact in terms.facts.items()
        if fact.presume is not None and fact.presume.after in over and name not in facts
    )


def _handled(
    case: Case, before: _Happened, events: tuple[e.Event, ...], looked: _Looked | None
) -> Handled:
    happened = before.then(events, case)
    assert happened.claim is not None
    weighings = tuple(
        Weighing(event, looked.evaluation, looked.facts, looked.parts, looked.presumed)
        for event in events
        if isinstance(event, e.ClaimDetermined) and looked is not None
    )
    return Handled(
        claim=happened.claim,
        events=happened.events,
        transfers=happened.transfers,
        clocks=deadlines(happened.claim),
        weighings=weighings,
    )


def joined(first: Handled, then: Handled) -> Handled:
    """Answer two steps of one command as one."""
    return Handled(
        claim=then.claim,
        events=(*first.events, *then.events),
        transfers=(*first.transfers, *then.transfers),
        clocks=then.clocks,
        weighings=(*first.weighings, *then.weighings),
    )
