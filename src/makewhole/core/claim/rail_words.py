"""What a rail says of a payout: settled, failed, returned; each word counts once (P4)."""

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import PayoutOnFile, PayoutState
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import LAST_REMINDER
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused

PAYOUT_ATTEMPTS_MAX = 3


def record_payout(claim: Claim, command: c.RecordPayout) -> Decision:
    """Take the rail's word for a payout; the same word twice, or of another attempt, is nothing.

    Only money that arrived counts whatever attempt brought it: it is with the claimant.
    """
    payout = claim.payout(command.payout_id)
    if payout is None:
        return Refused("payout_not_known", {"payout_id": command.payout_id})
    is_settled = payout.state is PayoutState.SETTLED
    is_latest = payout.attempt == command.attempt
    match command.result:
        case "settled" if not is_settled:
            return Accepted(_payout_settled(claim, payout, command))
        case "failed" if is_latest and payout.state is PayoutState.IN_TRANSIT:
            return Accepted(_payout_failed(payout, command, came_back=False))
        case "returned" if is_latest and payout.state is not PayoutState.FAILED:
            # It may have arrived and come back before we asked: then it never was booked as paid.
            return Accepted(_payout_failed(payout, command, came_back=is_settled))
        case _:
            return Refused(
                "payout_result_changes_nothing",
                {"payout_id": command.payout_id, "result": command.result},
            )


def _payout_settled(
    claim: Claim, payout: PayoutOnFile, command: c.RecordPayout
) -> tuple[e.Event, ...]:
    """Close the claim once all its money arrived, or wait for the goods the rest is due for."""
    was_failed = payout.state is PayoutState.FAILED
    settled = e.PayoutSettled(payout.payout_id, payout.amount_minor, was_failed, command.at)
    others_open = any(
        other.state is not PayoutState.SETTLED
        for other in claim.payouts
        if other.payout_id != payout.payout_id
    )
    if claim.stage is not Stage.PAYING or others_open:
        return (settled,)
    may_return = claim.return_state is ReturnState.NOT_ASKED
    if claim.payable_on_return_minor > 0 and may_return:
        due_at = command.timetable.after_days(command.at, "return_days")
        remind_at = command.timetable.reminders(command.at, due_at, LAST_REMINDER)
        waits = e.ReturnAwaited(claim.return_state, Actor.CLAIMANT, due_at, command.at, remind_at)
        return (settled, waits)
    return (settled, e.ClaimClosed(ClosedAs.PAID, command.at))


def _payout_failed(
    payout: PayoutOnFile, command: c.RecordPayout, *, came_back: bool
) -> tuple[e.Event, ...]:
    """Send it again by itself a few times, then let finance look: the money is still owed."""
    due_at = command.timetable.after_business_days(command.at, "pay_business_days")
    tries_again = payout.attempt < PAYOUT_ATTEMPTS_MAX
    failed = e.PayoutFailed(
        payout_id=payout.payout_id,
        amount_minor=payout.amount_minor,
        came_back=came_back,
        next_actor=Actor.RAIL if tries_again else Actor.PROGRAMME,
        due_at=due_at,
        at=command.at,
    )
    if not tries_again:
        return (failed,)
    again = e.PayoutOrdered(
        payout_id=payout.payout_id,
        attempt=payout.attempt + 1,
        amount_minor=payout.amount_minor,
        due_at=due_at,
        at=command.at,
    )
    return (failed, again)
