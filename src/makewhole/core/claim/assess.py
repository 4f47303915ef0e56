"""What follows from what the terms say: ask, wait, refer, determine, pay or close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from makewhole.core.claim import events as e
from makewhole.core.claim.ahead import only_paid_ahead, with_what_was_paid
from makewhole.core.claim.answers import (
    asked_of_others,
    cost_questions,
    only_the_cost_is_open,
    others_awaited,
)
from makewhole.core.claim.authority import (
    decided_minor,
    lacks_authority,
    refuse_second,
    refuse_worker,
    takes_two,
)
from makewhole.core.claim.closing import close
from makewhole.core.claim.commands import AssessClaim
from makewhole.core.claim.cost import given_up, moves_with
from makewhole.core.claim.determining import determined
from makewhole.core.claim.loss import ReleaseState
from makewhole.core.claim.offering import offer
from makewhole.core.claim.paying import paid
from makewhole.core.claim.stages import (
    CLOCK_OF_RETURN,
    CLOCK_OF_STAGE,
    ClosedAs,
    ReturnState,
    Stage,
    clock_of_asking,
)
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Finding, OpenFact, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import LAST_REMINDER, REMINDERS
from makewhole.core.kernel.outcome import Accepted, Refused
from makewhole.core.kernel.require import require

Decision = Accepted[e.Event] | Refused

_ASSESSABLE = frozenset({Stage.SCREENING, Stage.ASSESSING, Stage.REFERRED})

_CLOSES_AS = {
    "deny": ClosedAs.DENIED,
    "out_of_scope": ClosedAs.OUT_OF_SCOPE,
    "settled": ClosedAs.SETTLED_BY_SELLER,
    "withdrawn": ClosedAs.WITHDRAWN,
}


def assess(claim: Claim, command: AssessClaim) -> Decision:
    """Go where the finding leads; refuse a person's yes while a fact is missing."""
    if claim.stage not in _ASSESSABLE:
        return Refused("claim_not_being_assessed", {"stage": claim.stage})
    finding = command.finding
    require(
        claim.terms_hash in (None, finding.terms_hash), "P8: a claim is decided under its own terms"
    )
    refusal = refuse_worker(claim, command.by, command.mandate) if command.confirms else None
    if refusal is not None:
        return refusal
    if is_settled(finding):
        return _follow(claim, command)
    if command.confirms and not _may_lapse(claim, command):
        return Refused("facts_missing", {"facts": tuple(f.fact for f in finding.missing)})
    return _ask(claim, command, finding.missing)


def is_settled(finding: Finding) -> bool:
    """Answer whether the terms leave nothing open that the claim's next step needs."""
    if finding.outcome is None:
        return False
    if finding.outcome in ("not_yet", "ask_claimant", "refer", "others_pay"):
        return True
    if only_the_cost_is_open(finding):
        return True
    determined = (finding.payer, finding.bearer, finding.claim_back, finding.decided_by)
    return None not in determined and finding.payable_minor is not None


def _may_lapse(claim: Claim, command: AssessClaim) -> bool:
    """Answer whether a person may end an injury claim whose claimant did not answer in time."""
    missing = command.finding.missing
    is_theirs = bool(missing) and missing[0].source == "claimant"
    is_person = command.by.decides_as_a_person
    return claim.is_injury and is_person and is_theirs and "evidence" in claim.silent


def _follow(claim: Claim, command: AssessClaim) -> Decision:
    finding = command.finding
    if finding.outcome == "not_yet":
        return _wait(claim, command)
    if finding.outcome == "ask_claimant":
        if "return" in finding.needs:
            return _await_return(claim, command)
        return _ask_claimant(claim, command, finding.needs)
    if finding.outcome == "refer":
        return _refer(claim, command, ())
    if finding.outcome == "others_pay":
        return Accepted((others_awaited(claim, command.at),))
    return _determine(claim, command)


# -- Open questions ------------------------------------------------------------------------------


def _ask(claim: Claim, command: AssessClaim, missing: tuple[OpenFact, ...]) -> Decision:
    """Put the best question to whom it concerns; nobody is asked twice."""
    require(bool(missing), "an open answer names the facts that are missing")
    best = missing[0]
    others = asked_of_others(claim, command, missing)
    if others:
        return Accepted(others)
    asked_too = tuple(fact.fact for fact in missing if fact.source == best.source)
    match best.source:
        case "claimant":
            return _ask_claimant(claim, command, asked_too)
        case "seller" if not claim.is_loss:
            require(claim.seller_id is not None, "an unknown seller is never asked")
            return _put_to_seller(claim, command, asked_too)
        case _:
            return _refer(claim, command, asked_too)


def _put_to_seller(claim: Claim, command: AssessClaim, facts: tuple[str, ...]) -> Decision:
    """Put it to the seller with one deadline: what others say meanwhile does not move it."""
    if claim.seller_answer is not None or "seller_answer" in claim.silent:
        return _refer(claim, command, facts)
    if claim.seller_due_at is not None:
        due_at = claim.seller_due_at
    else:
        due_at = command.timetable.after_hours(command.at, "order_answer_hours")
    clock = CLOCK_OF_STAGE[Stage.AWAITING_ANSWERS]
    remind_at = _reminders(claim, command, clock, due_at)
    return Accepted((e.PutToSeller(facts, due_at, command.at, remind_at),))


def _ask_claimant(claim: Claim, command: AssessClaim, facts: tuple[str, ...]) -> Decision:
    """Ask, with one deadline for all questions: answering one does not buy time for the others."""
    clock = clock_of_asking(claim.return_state)
    if clock in claim.silent:
        return _lapse(claim, command, facts)
    if claim.claimant_due_at is not None:
        due_at = claim.claimant_due_at
    else:
        due_at = command.timetable.after_days(command.at, "evidence_days")
    remind_at = _reminders(claim, command, clock, due_at)
    return Accepted((e.ClaimantAsked(facts, due_at, command.at, remind_at),))


def _reminders(
    claim: Claim,
    command: AssessClaim,
    clock: str,
    due_at: datetime,
    shares: Sequence[str] = REMINDERS,
) -> tuple[datetime, ...]:
    """Answer when to remind of a wait; one that goes on keeps what is still to come of its own."""
    running = claim.reminders_of(clock, due_at)
    if running is None:
        return command.timetable.reminders(command.at, due_at, shares)
    return tuple(at for at in running if at > command.at)


def _refer(claim: Claim, command: AssessClaim, facts: tuple[str, ...]) -> Decision:
    if claim.stage is Stage.REFERRED and claim.asked == facts:
        return Refused("still_referred", {"facts": facts})
    due_at = command.timetable.after_business_days(command.at, "referred_business_days")
    return Accepted((e.ClaimReferred(facts, due_at, command.at),))


def _lapse(claim: Claim, command: AssessClaim, facts: tuple[str, ...]) -> Decision:
    """Nothing can be decided, and the claimant's time is over; of an injury a person says so (P7).

    That person has the claim before them, and confirms that it cannot be decided.
    """
    if claim.is_injury and not command.by.decides_as_a_person:
        return _refer(claim, command, facts)
    lapsed = close(claim, ClosedAs.LAPSED, command.timetable, command.at)
    return Accepted((lapsed, *given_up(claim, command.at)))


def _wait(claim: Claim, command: AssessClaim) -> Decision:
    """The seller's turn is not over, or the terms open the claim at a later instant."""
    until = command.finding.claim_opens_at
    if until is None or until <= command.at:
        until = command.timetable.after_hours(command.at, "contact_wait_hours")
    remind_at = _reminders(claim, command, CLOCK_OF_STAGE[Stage.WAITING_FOR_SELLER], until)
    return Accepted((e.SellerAwaited(until, command.at, remind_at),))


# -- Returns -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wait:
    """Who is next while the goods stand at this state, and how long: a duration of the terms."""

    actor: Actor
    duration: str
    unit: str


_RETURN_WAITS = {
    ReturnState.ASKED: _Wait(Actor.SELLER, "order_answer_hours", "hours"),
    ReturnState.ACCEPTED: _Wait(Actor.CLAIMANT, "return_days", "days"),
    ReturnState.LABEL_GIVEN: _Wait(Actor.CLAIMANT, "return_days", "days"),
    ReturnState.HANDED_OVER: _Wait(Actor.PROGRAMME, "return_transit_days", "days"),
    ReturnState.RECEIVED: _Wait(Actor.SELLER, "inspect_business_days", "business_days"),
}


def _await_return(claim: Claim, command: AssessClaim) -> Decision:
    """Wait for the next step of the goods; a return not yet asked for is asked for now."""
    state = claim.return_state
    if state is ReturnState.NOT_ASKED:
        state = ReturnState.ASKED
    require(state in _RETURN_WAITS, f"nothing is awaited of goods that are {state}")
    wait = _RETURN_WAITS[state]
    # For a seller whom nobody knows one of our people says where the goods go, and looks at them.
    is_ours = wait.actor is Actor.SELLER and claim.seller_id is None
    actor = Actor.HANDLER if is_ours else wait.actor
    if claim.return_due_at is not None and state is claim.return_state:
        return Accepted((_awaited(claim, command, actor, state, claim.return_due_at),))
    match wait.unit:
        case "hours":
            due_at = command.timetable.after_hours(command.at, wait.duration)
        case "days":
            due_at = command.timetable.after_days(command.at, wait.duration)
        case _:
            due_at = command.timetable.after_business_days(command.at, wait.duration)
    return Accepted((_awaited(claim, command, actor, state, due_at),))


def _awaited(
    claim: Claim, command: AssessClaim, actor: Actor, state: ReturnState, due_at: datetime
) -> e.Event:
    reminds = actor in (Actor.CLAIMANT, Actor.SELLER)
    remind_at = _reminders(claim, command, CLOCK_OF_RETURN[state], due_at) if reminds else ()
    return e.ReturnAwaited(state, actor, due_at, command.at, remind_at)


def _choice(claim: Claim, command: AssessClaim, due_at: datetime) -> e.Event:
    """Wait for a claimant who may send the item back and need not: one reminder is enough."""
    clock = CLOCK_OF_RETURN[claim.return_state]
    remind_at = _reminders(claim, command, clock, due_at, LAST_REMINDER)
    return e.ReturnAwaited(claim.return_state, Actor.CLAIMANT, due_at, command.at, remind_at)


# -- Determination -------------------------------------------------------------------------------


def _determine(claim: Claim, command: AssessClaim) -> Decision:
    """Determine with the authority that the terms ask for, else say whose decision is awaited."""
    authority = _authority(claim, command.finding)
    adds_nothing = (
        claim.paid_total_minor > 0
        and not only_paid_ahead(claim)
        and command.finding.payable_minor == 0
        and not _takes_a_promise_back(claim, command.finding)
    )
    choice_due_at = claim.return_due_at if claim.return_state is ReturnState.NOT_ASKED else None
    if adds_nothing and choice_due_at is not None and command.finding.payable_on_return_minor:
        # The claimant may still choose to send it back, in the time that was given for it.
        return Accepted((_choice(claim, command, choice_due_at),))
    closes_by_itself = not (claim.is_injury or _was_taken_back(claim))
    if adds_nothing and (closes_by_itself or command.by.decides_as_a_person):
        # What was determined stands, and the facts since then add nothing to it.
        return Accepted((close(claim, ClosedAs.PAID, command.timetable, command.at),))
    if authority != "automation":
        if not command.confirms:
            return _await_person(claim, command, authority)
        waits = _refused_or_seconded(claim, command, authority)
        if waits is not None:
            return waits
    if command.finding.release_needed:
        return Accepted((offer(command, command.finding.payable_minor or 0),))
    settled = determined(
        replace(command.finding, parts=with_what_was_paid(command.finding.parts, claim)),
        command.determination_id,
        command.by,
        command.at,
        appeal_id=command.appeal_id,
    )
    return Accepted((settled, *_consequence(claim, command, settled)))


def _authority(claim: Claim, finding: Finding) -> str:
    """Answer who decides: as the terms say, and a person where an injury gets no money (P7)."""
    assert finding.decided_by is not None
    is_against = finding.payable_minor == 0 and finding.outcome not in ("settled", "withdrawn")
    if claim.is_injury and is_against and finding.decided_by == "automation":
        return "handler"
    return finding.decided_by


def _was_taken_back(claim: Claim) -> bool:
    """Answer whether the claimant took the release back: then a person looks, whatever follows."""
    release = claim.loss.release if claim.loss is not None else None
    return release is not None and release.state is ReleaseState.TAKEN_BACK


def _takes_a_promise_back(claim: Claim, finding: Finding) -> bool:
    """What was to be due against the return is not: that is an answer of its own.

    It needs its reason, a notice and the day until which it can be appealed (P6, P8).
    """
    is_over = claim.returned_at is not None or claim.return_state is ReturnState.NOT_ARRIVED
    return is_over and claim.payable_on_return_minor > 0 and finding.payable_on_return_minor == 0


def _refused_or_seconded(claim: Claim, command: AssessClaim, authority: str) -> Decision | None:
    """Refuse, or let a first person agree where it takes two; None: this person decides (P9)."""
    refusal = lacks_authority(command.by, authority)
    if refusal is not None:
        return refusal
    amount = decided_minor(command.finding)
    if claim.seconded_by is not None:
        return refuse_second(claim, command.by, command.mandate, amount)
    if takes_two(claim, command.mandate, authority, amount):
        return Accepted((e.DeterminationSeconded(command.by, command.at),))
    return None


def _await_person(claim: Claim, command: AssessClaim, authority: str) -> Decision:
    if claim.stage is Stage.ASSESSING and claim.authority == authority:
        return Refused("still_being_assessed", {"authority": authority})
    due_at = command.timetable.after_business_days(command.at, "referred_business_days")
    amount = decided_minor(command.finding)
    return Accepted((e.PersonAwaited(authority, due_at, command.at, amount),))


def _closes_as(claim: Claim, outcome: str) -> ClosedAs:
    by_insurer = claim.loss is not None and claim.loss.settled_by is Role.INSURER
    if outcome == "settled" and by_insurer:
        return ClosedAs.SETTLED_BY_INSURER
    return _CLOSES_AS[outcome]


def _consequence(
    claim: Claim, command: AssessClaim, settled: e.ClaimDetermined
) -> tuple[e.Event, ...]:
    finding = command.finding
    assert finding.outcome is not None
    assert finding.payable_minor is not None
    if finding.outcome != "pay":
        closed_as = _closes_as(claim, finding.outcome)
        closed = close(claim, closed_as, command.timetable, command.at)
        return (closed, *given_up(claim, command.at))
    if finding.payable_minor > 0:
        return paid(claim, settled, finding, command.timetable)
    if finding.payable_on_return_minor == 0:
        require(claim.paid_total_minor > 0, "a pay determination pays: before, now or on return")
        closed = close(claim, ClosedAs.PAID, command.timetable, command.at)
        return (*_asked_of_the_cost(claim, command), closed, *_moved(claim, command, settled))
    due_at = command.timetable.after_days(command.at, "return_days")
    return (_choice(claim, command, due_at),)


def _asked_of_the_cost(claim: Claim, command: AssessClaim) -> tuple[e.Event, ...]:
    """Ask who bears what was paid ahead, where the answer to the claim adds nothing to it."""
    if claim.loss is None or not only_paid_ahead(claim):
        return ()
    return cost_questions(claim, command.finding, command.timetable, command.at)


def _moved(claim: Claim, command: AssessClaim, settled: e.ClaimDetermined) -> tuple[e.Event, ...]:
    """Answer the cost of what was paid ahead, with whom the determination names."""
    if claim.loss is None or not only_paid_ahead(claim):
        return ()
    return moves_with(claim.loss, settled, command.finding)
