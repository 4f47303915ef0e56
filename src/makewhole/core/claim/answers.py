"""Asking sellers and insurers, each with a time of its own (B4, B5)."""

from datetime import date, datetime
from uuid import UUID

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.commands import AssessClaim
from makewhole.core.claim.loss import (
    ANSWERS_OF,
    CONTEST,
    INSURER_ACK,
    INSURER_ANSWER,
    INSURER_STATUS,
    PROOF,
    Asked,
    Loss,
)
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Finding, OpenFact
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.require import require

_TO_OTHERS = ("seller", "insurer")


def only_the_cost_is_open(finding: Finding) -> bool:
    """Answer whether all is settled but who bears it, which the seller can still show.

    Then the claimant is paid at once (B3, B4). What else is missing is about the proof itself.
    """
    is_settled = None not in (finding.payer, finding.decided_by, finding.payable_minor)
    return (
        finding.outcome == "pay"
        and is_settled
        and finding.payer == "programme"
        and bool(finding.missing)
        and finding.missing[0].presumed_after == PROOF
    )


def asked_of_others(
    claim: Claim, command: AssessClaim, missing: tuple[OpenFact, ...]
) -> tuple[e.Event, ...]:
    """Ask whom the terms ask now, all at once, and wait; nothing: the next step is another's."""
    loss = claim.loss
    if loss is None:
        return ()
    clocks = list(
        dict.fromkeys(f.presumed_after for f in missing if f.presumed_after in ANSWERS_OF)
    )
    is_their_turn = missing[0].source in _TO_OTHERS
    is_waited_for = missing[0].source != "claimant" and any(
        row.clock in clocks for row in loss.open_answers
    )
    if not (is_their_turn or is_waited_for):
        return ()
    new = _asked_first(loss, claim, command, [clock for clock in clocks if clock is not None])
    asked = (le.AnswersAsked(new, command.at),) if new and is_their_turn else ()
    if not loss.open_answers and not asked:
        return ()
    return (*asked, _awaited(loss, new if asked else (), command.at))


def _asked_first(
    loss: Loss, claim: Claim, command: AssessClaim, clocks: list[str]
) -> tuple[Asked, ...]:
    """Answer who is asked now and was not before; an insurer only once one is known."""
    wanted = [
        each
        for clock in clocks
        for each in (_of_a_tender(command.finding) if clock == INSURER_ANSWER else (clock,))
        if loss.answer(each) is None
    ]
    return tuple(
        _asked(claim, command, clock, _last_day(command.finding, clock))
        for clock in wanted
        if ANSWERS_OF[clock] is Actor.SELLER or command.insurer_id is not None
    )


def _of_a_tender(finding: Finding) -> tuple[str, ...]:
    """Answer what an insurer is asked for; a report only where it is due before the answer."""
    report, decision = finding.last_day(INSURER_STATUS), finding.last_day(INSURER_ANSWER)
    reports = report is not None and decision is not None and report < decision
    return (INSURER_ACK, *((INSURER_STATUS,) if reports else ()), INSURER_ANSWER)


def next_report(loss: Loss, timetable: Timetable, at: datetime) -> tuple[le.AnswersAsked, ...]:
    """Ask an insurer for its next report, unless its answer is due by then anyway."""
    answer = loss.answer(INSURER_ANSWER)
    require(answer is not None, "an insurer that reports was asked for its answer, too")
    assert answer is not None
    due_at = timetable.after_days(at, "insurer_status_days")
    if due_at >= answer.due_at:
        return ()
    asked = asked_until(INSURER_STATUS, answer.party_id, due_at, timetable, at)
    return (le.AnswersAsked((asked,), at),)


def _last_day(finding: Finding, clock: str) -> date:
    day = finding.last_day(clock)
    require(day is not None, f"P5: the terms say until when {clock} runs")
    assert day is not None
    return day


def _asked(claim: Claim, command: AssessClaim, clock: str, last_day: date) -> Asked:
    party_id = claim.seller_id if ANSWERS_OF[clock] is Actor.SELLER else command.insurer_id
    return asked_until(
        clock, party_id, command.timetable.end_of(last_day), command.timetable, command.at
    )


def asked_until(
    clock: str, party_id: UUID | None, due_at: datetime, timetable: Timetable, at: datetime
) -> Asked:
    """Answer what asks a party until then, with its reminders."""
    remind_at = timetable.reminders(at, due_at)
    return Asked(clock, ANSWERS_OF[clock], party_id, due_at, remind_at)


def _awaited(loss: Loss, new: tuple[Asked, ...], at: datetime) -> le.AnswersAwaited:
    """Wait for the first of those whose time runs."""
    running = [(row.due_at, row.clock, row.actor) for row in loss.open_answers]
    running += [(asked.due_at, asked.clock, asked.actor) for asked in new]
    due_at, _, actor = min(running)
    return le.AnswersAwaited(actor, due_at, at)


def others_awaited(claim: Claim, at: datetime) -> e.Event:
    """Wait for the seller or insurer that has taken the claim on: nothing is determined yet."""
    require(claim.loss is not None and bool(claim.loss.open_answers), "P5: who took it on has time")
    assert claim.loss is not None
    return _awaited(claim.loss, (), at)


def cost_questions(
    claim: Claim, finding: Finding, timetable: Timetable, at: datetime
) -> tuple[e.Event, ...]:
    """Ask, beside the money on its way, what settles who bears it: a proof, or a contest's end."""
    loss = claim.loss
    require(loss is not None, "only of a loss a cost is open")
    assert loss is not None
    clock, day = None, None
    if only_the_cost_is_open(finding):
        clock, day = PROOF, finding.last_day(PROOF)
    elif finding.claim_back == "after_contest":
        clock, day = CONTEST, finding.contest_by
    if clock is None or loss.answer(clock) is not None:
        return ()
    require(day is not None, f"P5: the terms say until when {clock} runs")
    assert day is not None
    asked = asked_until(clock, claim.seller_id, timetable.end_of(day), timetable, at)
    return (le.AnswersAsked((asked,), at),)
