"""One command on one claim, from facts to money, as a pure function.

The shell locks and loads a `Case`, calls one function here, and writes what it answers. Every
command ends in a look at the terms where something new is known, so that no claim waits for
somebody to press a button.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from uuid import UUID

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.authority import refuse_worker
from makewhole.core.claim.bookings import bookings
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.decide import Decision, carried, decide
from makewhole.core.claim.evolve import evolve
from makewhole.core.claim.facts import as_terms_take_it, is_delivered
from makewhole.core.claim.looking import Case, Looked, look_at_what_is_shown, look_closely
from makewhole.core.claim.loss import Head, SignedDocument
from makewhole.core.claim.order import refuse_lines, refuse_product
from makewhole.core.claim.reaching import reached_by
from makewhole.core.claim.record import Weighing, weigh
from makewhole.core.claim.said import Known
from makewhole.core.claim.stages import LOSS_GROUNDS, Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Finding, Line, Role
from makewhole.core.clocks.clock import Clock
from makewhole.core.kernel.outcome import Accepted, Refused
from makewhole.core.kernel.require import require
from makewhole.core.ledger.transfer import Transfer
from makewhole.core.terms.explain import Evaluation, refuse_part_facts
from makewhole.core.terms.model import Level, Terms

AUTOMATION = By(Role.AUTOMATION)

# After these it may be known who bears a cost. A contest stops that while it is open.
_MAY_SETTLE = (le.LossAnswered, e.SilencePresumed, e.ContestEnded)


@dataclass(frozen=True, slots=True)
class Handled:
    """What one command did: events with their transfers, the claim after them, and its clocks."""

    claim: Claim
    events: tuple[e.Event, ...]
    transfers: tuple[tuple[Transfer, ...], ...]  # One tuple for each event.
    clocks: tuple[Clock, ...]
    weighings: tuple[Weighing, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened so far within one command, and the claim after it."""

    claim: Claim | None
    events: tuple[e.Event, ...] = ()
    transfers: tuple[tuple[Transfer, ...], ...] = ()

    def then(self, events: Sequence[e.Event], case: Case) -> "Happened":
        """Let these events happen too."""
        claim, transfers = self.claim, []
        for event in events:
            claim = evolve(claim, event)
            transfers.append(bookings(claim, event, rail=case.rail))
        return Happened(claim, (*self.events, *events), (*self.transfers, *transfers))


def draft(
    case: Case,
    *,
    claim_id: UUID,
    ground: Ground | None,
    lines: tuple[Line, ...],
    by: By,
    heads: tuple[Head, ...] = (),
) -> Handled | Refused:
    """Begin a claim on lines of the order, or on the product that did harm; nobody is asked yet."""
    if ground in LOSS_GROUNDS or heads:
        refusal = refuse_product(case.order, lines)
    else:
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
        heads=heads,
    )
    return _run(case, Happened(case.claim), command)


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
    case: Case, *, ground: Ground, by: By, stated: tuple[c.StateFact | lc.AmendHeads, ...] = ()
) -> Handled | Refused:
    """File a draft, with what the claimant says and asks at once, and go where the terms lead."""
    said = _say(case, stated)
    if isinstance(said, Refused):
        return said
    claim = said.claim
    require(claim is not None, "only what was begun can be filed")
    assert claim is not None
    looked = look_closely(_as_if_filed(claim, case, ground, by), case)
    command = c.FileClaim(ground, looked.finding, case.timetable, by, case.at, case.rejected_before)
    filed = decide(claim, command)
    if isinstance(filed, Refused):
        return filed
    return _go_on(case, said.then(filed.events, case), looked)


def _as_if_filed(claim: Claim, case: Case, ground: Ground, by: By) -> Claim:
    """Answer the draft as it would be once filed: what the terms must see to judge the filing."""
    if claim.stage is not Stage.DRAFT:
        return claim
    filed = evolve(claim, e.ClaimFiled(ground, case.terms.hash, case.at, by, case.at))
    before = case.rejected_before
    return filed if before is None else evolve(filed, carried(before, case.at))


def state(case: Case, said: tuple[c.StateFact | c.MoveReturn, ...]) -> Handled | Refused:
    """Take what is said at once, then look at the terms once; all of it stands or none does."""
    *first, last = said
    before = _say(case, tuple(first))
    return before if isinstance(before, Refused) else _run(case, before, last)


def handle(case: Case, command: c.Command) -> Handled | Refused:
    """Let one command change the claim, and look at the terms where something new is known."""
    return _run(case, Happened(case.claim), command)


def assess(case: Case, *, by: By = AUTOMATION, confirms: bool = False) -> Handled | Refused:
    """Look at the terms now; a person may confirm what they settle."""
    require(case.claim is not None, "only a claim is assessed")
    assert case.claim is not None
    looked = look_closely(case.claim, case)
    command = assessment(case, looked, by, confirms=confirms)
    decision = decide(case.claim, replace(command, mandate=case.mandate))
    if isinstance(decision, Refused):
        return decision
    return handled(case, Happened(case.claim), decision.events, looked)


def look(case: Case) -> tuple[Finding, Evaluation, Mapping[str, Known]]:
    """Answer what the terms say now, changing nothing: for pages and questions."""
    require(case.claim is not None, "only a claim is looked at")
    assert case.claim is not None
    looked = look_closely(case.claim, case)
    return looked.finding, looked.evaluation, looked.facts


def _run(case: Case, before: Happened, command: c.Command) -> Handled | Refused:
    decision = _decide(case, before.claim, command)
    if isinstance(decision, Refused):
        return decision
    happened = before.then(decision.events, case)
    assert happened.claim is not None
    if happened.claim.stage is not Stage.SCREENING:
        return _settled_cost(case, happened, decision.events)
    return _go_on(case, happened, look_closely(happened.claim, case))


def settle(case: Case, *, by: By = AUTOMATION, appeal_id: UUID | None = None) -> Handled | Refused:
    """Let the terms say who bears what was paid, now that something new is known of it."""
    require(case.claim is not None, "only of a claim costs are borne")
    assert case.claim is not None
    looked = look_closely(case.claim, case)
    command = lc.SettleCost(looked.finding, case.determination_id, by, case.at, appeal_id)
    settled = decide(case.claim, command)
    if isinstance(settled, Refused):
        return settled
    return handled(case, Happened(case.claim), settled.events, looked)


def accept_offer(
    case: Case, *, by: By, reason: str = "", document: SignedDocument | None = None
) -> Handled | Refused:
    """Accept a settlement offer, if it still is what the terms bring."""
    require(case.claim is not None, "only a claim has an offer")
    assert case.claim is not None
    looked = look_closely(case.claim, case)
    command = lc.AcceptOffer(
        finding=looked.finding,
        needs_care=_needs_care(looked),
        document=document,
        reason=reason,
        timetable=case.timetable,
        by=by,
        at=case.at,
    )
    accepted = _decide(case, case.claim, command)
    if isinstance(accepted, Refused):
        return accepted
    return handled(case, Happened(case.claim), accepted.events, looked)


def take_back_release(case: Case, *, by: By, reason: str = "") -> Handled | Refused:
    """Take a signed release back; who needs care does it with a lead."""
    require(case.claim is not None, "only of a claim a release is signed")
    assert case.claim is not None
    looked = look_closely(case.claim, case)
    needs_care = _needs_care(looked)
    return handle(case, lc.TakeBackRelease(needs_care, reason, case.timetable, by, case.at))


def _needs_care(looked: Looked) -> bool:
    """Answer whether the claimant is a minor, or somebody acts for them."""
    told = (looked.facts.get(fact) for fact in ("minor", "represented"))
    return any(known is not None and known.value is True for known in told)


def pay_ahead(case: Case, *, amount_minor: int, by: By, reason: str) -> Handled | Refused:
    """Pay a part of what is shown ahead of the answer, as far as the terms let this person."""
    require(case.claim is not None, "only on a claim something is paid ahead")
    assert case.claim is not None
    looked = look_at_what_is_shown(case.claim, case)
    command = lc.PayAhead(
        finding=looked.finding,
        amount_minor=amount_minor,
        determination_id=case.determination_id,
        reason=reason,
        timetable=case.timetable,
        by=by,
        at=case.at,
        mandate=case.mandate,
    )
    paid = decide(case.claim, command)
    if isinstance(paid, Refused):
        return paid
    return handled(case, Happened(case.claim), paid.events, looked)


def _settled_cost(case: Case, happened: Happened, news: Sequence[e.Event]) -> Handled:
    """Settle who bears a cost where an answer came, or its time ended, beside the stage."""
    answered = handled(case, happened, (), None)
    if any(isinstance(event, _MAY_SETTLE) for event in news):
        then = settle(replace(case, claim=answered.claim))
        if isinstance(then, Handled):
            return joined(answered, then)
    return answered


def _go_on(case: Case, happened: Happened, looked: Looked) -> Handled:
    """Go where the terms lead a claim that something new is known of."""
    next_step = decide(happened.claim, assessment(case, looked, AUTOMATION, confirms=False))
    require(not isinstance(next_step, Refused), "a screened claim goes on")
    assert not isinstance(next_step, Refused)
    return handled(case, happened, next_step.events, looked)


def _say(case: Case, commands: Sequence[c.Command]) -> Happened | Refused:
    said = Happened(case.claim)
    for command in commands:
        decision = _decide(case, said.claim, command)
        if isinstance(decision, Refused):
            return decision
        said = said.then(decision.events, case)
    return said


def _decide(case: Case, claim: Claim | None, command: c.Command) -> Decision:
    refusal = _refuse_statement(case, claim, command) if isinstance(command, c.StateFact) else None
    if refusal is not None:
        return refusal
    if claim is not None and claim.unreached:
        return _decide_unreached(case, claim, command)
    return decide(claim, command)


def _decide_unreached(case: Case, claim: Claim, command: c.Command) -> Decision:
    """Let a party that acts be reached by it: its time runs again before the act is weighed."""
    reached = reached_by(claim, command, case.timetable)
    if reached is None:
        return decide(claim, command)
    first = decide(claim, reached)
    if isinstance(first, Refused):
        return first
    then = decide(reduce(evolve, first.events, claim), command)
    return then if isinstance(then, Refused) else Accepted((*first.events, *then.events))


def _refuse_statement(case: Case, claim: Claim | None, command: c.StateFact) -> Refused | None:
    refusal = refuse_fact(claim, command, case.terms)
    if refusal is not None or claim is None:
        return refusal
    return refuse_worker(claim, command.by, case.mandate)


def refuse_fact(claim: Claim | None, command: c.StateFact, terms: Terms) -> Refused | None:
    """Answer why this fact cannot be said of what it is said of, or None when it can.

    Of an item people say only what the terms let a person find; its amounts are on record. Of a
    head of loss its claimant says what shows it; what is asked for it is amended.

    Raises:
        FactsRefused: The terms cannot take the value, whoever says it.
    """
    fact = terms.facts.get(command.fact)
    is_of_item = fact is not None and fact.level is Level.PART
    if command.line is None:
        return Refused("fact_is_of_an_item", {"fact": command.fact}) if is_of_item else None
    if fact is None or not is_of_item:
        return Refused("fact_is_of_the_claim", {"fact": command.fact})
    told_by = {"handler"} if claim is None or claim.loss is None else {"handler", "claimant"}
    if told_by.isdisjoint(fact.sources) or command.fact == "part_claimed":
        return Refused("fact_is_on_record", {"fact": command.fact})
    refuse_part_facts(terms, {command.fact: as_terms_take_it(command.value)})
    return None


def assessment(
    case: Case, looked: Looked, by: By, *, confirms: bool, appeal_id: UUID | None = None
) -> c.AssessClaim:
    """Answer the command that goes where the terms lead."""
    return c.AssessClaim(
        finding=looked.finding,
        determination_id=case.determination_id,
        timetable=case.timetable,
        confirms=confirms,
        by=by,
        at=case.at,
        insurer_id=looked.insurer_id,
        appeal_id=appeal_id,
    )


def handled(
    case: Case, before: Happened, events: tuple[e.Event, ...], looked: Looked | None
) -> Handled:
    """Answer the whole of what one command did; what it determined was `looked` at."""
    weighings: list[Weighing] = []
    told: list[e.Event] = []
    for event in events:
        if isinstance(event, e.ClaimDetermined):
            require(looked is not None, "what is determined was looked at")
            assert looked is not None
            weighings.append(_weigh(event, looked))
            told.append(weighings[-1].determined)
        else:
            told.append(event)
    happened = before.then(told, case)
    assert happened.claim is not None
    return Handled(
        claim=happened.claim,
        events=happened.events,
        transfers=happened.transfers,
        clocks=deadlines(happened.claim),
        weighings=tuple(weighings),
    )


def _weigh(determined: e.ClaimDetermined, looked: Looked) -> Weighing:
    return weigh(
        determined,
        looked.evaluation,
        facts=looked.facts,
        parts=looked.parts,
        presumed=looked.presumed,
        exchanged=looked.exchanged,
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
