"""What silence brings: the consequence of each clock, by its name (P5)."""

from dataclasses import replace

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.answers import next_report
from makewhole.core.claim.closing import close
from makewhole.core.claim.commands import LetClockRunOut
from makewhole.core.claim.loss import COOLING_OFF, INSURER_STATUS
from makewhole.core.claim.offering import offer_ended
from makewhole.core.claim.stages import REACH, ClosedAs, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, PayoutState, Role
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused

_BY_CLOCK = By(Role.CLOCK)


def let_clock_run_out(claim: Claim, command: LetClockRunOut) -> Decision:
    """Draw the consequence of the named clock; refused when it does not run, or is not due."""
    if command.clock == "our_time":
        return _our_time(claim, command)
    if command.clock == "reminder":
        return _remind(claim, command)
    beside = _beside_the_stage(claim, command)
    if beside is not None:
        return beside
    if claim.clock != command.clock:
        return Refused("clock_does_not_run", {"clock": command.clock})
    assert claim.due_at is not None
    if command.at < claim.due_at:
        return Refused("clock_not_due", {"clock": command.clock, "due_at": claim.due_at})
    match claim.stage:
        case Stage.DRAFT:
            return Accepted((_lapsed(claim, command),))
        case Stage.NEEDS_CLAIMANT | Stage.AWAITING_ANSWERS | Stage.WAITING_FOR_SELLER:
            return Accepted((e.SilencePresumed(command.clock, command.at),))
        case Stage.OFFERED:
            lapsed = offer_ended(claim, "lapsed", command.timetable, _BY_CLOCK, command.at)
            return Accepted((lapsed,))
        case Stage.AWAITING_RETURN:
            return Accepted((_return_silence(claim, command),))
        case Stage.PAYING:
            # A silent rail may still pay, so nothing is booked back; what it gave up goes again.
            return Accepted((_escalated(command, command.clock), *_sent_again(claim, command)))
        case _:
            return Accepted((_escalated(command, command.clock),))


def _beside_the_stage(claim: Claim, command: LetClockRunOut) -> Decision | None:
    """Let a clock end that is not the stage's own; None: it is, or does not run."""
    if command.clock == COOLING_OFF:
        return _release_final(claim, command)
    return _reaching_late(claim, command) or _answer_silence(claim, command)


def _answer_silence(claim: Claim, command: LetClockRunOut) -> Decision | None:
    """Let a seller's or insurer's time end, or remind it; None: the clock is no such one."""
    reminds = command.clock.startswith("reminder_")
    name = command.clock.removeprefix("reminder_")
    row = claim.loss.answer(name) if claim.loss is not None else None
    if row is None:
        return None
    if not row.is_open or (reminds and not row.remind_at):
        return Refused("clock_does_not_run", {"clock": command.clock})
    due_at = row.remind_at[0] if reminds else row.due_at
    if command.at < due_at:
        return Refused("clock_not_due", {"clock": command.clock, "due_at": due_at})
    if command.at < row.due_at:
        return Accepted((e.PartyReminded(name, row.actor, row.due_at, command.at),))
    silent = e.SilencePresumed(name, command.at)
    if name == INSURER_STATUS and claim.loss is not None:
        return Accepted((silent, *next_report(claim.loss, command.timetable, command.at)))
    return Accepted((silent,))


def _release_final(claim: Claim, command: LetClockRunOut) -> Decision:
    release = claim.loss.release if claim.loss is not None else None
    if release is None or not release.is_open or release.open_until is None:
        return Refused("clock_does_not_run", {"clock": command.clock})
    if command.at < release.open_until:
        return Refused("clock_not_due", {"clock": command.clock, "due_at": release.open_until})
    return Accepted((le.ReleaseBecameFinal(command.at),))


def _reaching_late(claim: Claim, command: LetClockRunOut) -> Decision | None:
    """Let our own time to reach a party end: a lead is next. None: the clock is no such one."""
    if not command.clock.startswith(REACH):
        return None
    late = next((one for one in claim.held_up if one.own_clock == command.clock), None)
    if late is None:
        return Refused("clock_does_not_run", {"clock": command.clock})
    if command.at < late.reach_by:
        return Refused("clock_not_due", {"clock": command.clock, "due_at": late.reach_by})
    return Accepted((_escalated(command, command.clock),))


def _our_time(claim: Claim, command: LetClockRunOut) -> Decision:
    if claim.decide_by is None or claim.claimant_next_since is not None:
        return Refused("clock_does_not_run", {"clock": command.clock})
    if command.at < claim.decide_by:
        return Refused("clock_not_due", {"clock": command.clock, "due_at": claim.decide_by})
    return Accepted((_escalated(command, "our_time"),))


def _remind(claim: Claim, command: LetClockRunOut) -> Decision:
    """Remind the party whose clock runs; the terms are not asked, since nothing new is known."""
    reminders = claim.reminders_of(claim.clock, claim.due_at)
    if not reminders or claim.clock is None or claim.next_actor is None or claim.due_at is None:
        return Refused("clock_does_not_run", {"clock": command.clock})
    if command.at < reminders[0]:
        return Refused("clock_not_due", {"clock": command.clock, "due_at": reminders[0]})
    if command.at >= claim.due_at:  # Too late for a reminder: the time itself has ended.
        return let_clock_run_out(claim, replace(command, clock=claim.clock))
    reminded = e.PartyReminded(claim.clock, claim.next_actor, claim.due_at, command.at)
    return Accepted((reminded,))


# Until when we say that it will be done, where not as long as a person's time to look.
_NEW_PROMISES = {"our_time": "late_business_days", "payout": "pay_business_days"}


def _escalated(command: LetClockRunOut, clock: str) -> e.Event:
    """We are late: the lead is next, and a claimant who was promised a day is told a new one."""
    wait = _NEW_PROMISES.get(clock, "referred_business_days")
    if wait not in command.timetable.durations:  # Of terms that were written before it.
        wait = "referred_business_days"
    due_at = command.timetable.after_business_days(command.at, wait)
    return e.ReviewEscalated(clock, due_at, command.at)


def _sent_again(claim: Claim, command: LetClockRunOut) -> tuple[e.Event, ...]:
    """Order what failed too often once more: the money is owed, and a rail may work again."""
    due_at = command.timetable.after_business_days(command.at, "pay_business_days")
    return tuple(
        e.PayoutOrdered(
            payout_id=payout.payout_id,
            attempt=payout.attempt + 1,
            amount_minor=payout.amount_minor,
            due_at=due_at,
            at=command.at,
        )
        for payout in claim.payouts
        if payout.state is PayoutState.FAILED
    )


def _return_silence(claim: Claim, command: LetClockRunOut) -> e.Event:
    """Each side's silence counts against itself: the seller's costs it the goods."""
    match claim.return_state:
        case ReturnState.ASKED if claim.seller_id is None:
            return _escalated(command, command.clock)  # It was for one of our people to say.
        case ReturnState.ASKED:
            return e.ReturnMoved(ReturnState.UNANSWERED, _BY_CLOCK, command.at)
        case ReturnState.HANDED_OVER:
            return e.ReturnMoved(ReturnState.RECEIVED, _BY_CLOCK, command.at)
        case ReturnState.RECEIVED:
            return e.ReturnMoved(ReturnState.INSPECTED, _BY_CLOCK, command.at)
        case _:
            if claim.paid_total_minor > 0:
                return e.ReturnMoved(ReturnState.CLAIMANT_KEEPS, _BY_CLOCK, command.at)
            return _lapsed(claim, command)


def _lapsed(claim: Claim, command: LetClockRunOut) -> e.Event:
    return close(claim, ClosedAs.LAPSED, command.timetable, command.at)
