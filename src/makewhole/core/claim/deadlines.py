"""The clocks of a claim: every open one has at least one, and each has a consequence (P5)."""

from makewhole.core.claim.loss import COOLING_OFF, Answer
from makewhole.core.claim.state import Claim
from makewhole.core.clocks.clock import Actor, Clock
from makewhole.core.kernel.require import require

REMINDER = "reminder"


def deadlines(claim: Claim) -> tuple[Clock, ...]:
    """Answer every clock of the claim: the stage's own, its reminder, and our time to decide.

    A seller or insurer of a loss claim has one of its own for each answer. Those that settle who
    bears a cost run on when the claim is closed, and so does the time to take a release back.
    """
    clocks = _beside(claim) if claim.loss is not None or claim.unreached else []
    clocks.extend(_of_release(claim))
    if claim.clock is None:
        return tuple(clocks)
    require(claim.due_at is not None and claim.next_actor is not None, "P5: no clock runs")
    assert claim.due_at is not None
    assert claim.next_actor is not None
    if all(clock.name != claim.clock for clock in clocks):
        clocks.insert(0, Clock(claim.clock, claim.next_actor, claim.due_at))
    reminders = claim.reminders_of(claim.clock, claim.due_at)
    if reminders:
        clocks.append(Clock(REMINDER, claim.next_actor, reminders[0]))
    if claim.decide_by is not None and claim.claimant_next_since is None:
        clocks.append(Clock("our_time", Actor.LEAD, claim.decide_by))
    return tuple(clocks)


def _beside(claim: Claim) -> list[Clock]:
    """Answer the clocks of sellers and insurers, and ours to reach whom no notice reaches."""
    clocks = [clock for answer in claim.running_answers for clock in _of_answer(answer)]
    return clocks + [Clock(one.own_clock, one.next_actor, one.reach_by) for one in claim.held_up]


def _of_release(claim: Claim) -> tuple[Clock, ...]:
    """A release can be taken back also once the money is there and the claim closed."""
    release = claim.loss.release if claim.loss is not None else None
    if release is None or not release.is_open:
        return ()
    assert release.open_until is not None
    return (Clock(COOLING_OFF, Actor.CLAIMANT, release.open_until),)


def _of_answer(answer: Answer) -> tuple[Clock, ...]:
    clock = Clock(answer.clock, answer.actor, answer.due_at)
    if not answer.remind_at:
        return (clock,)
    return (clock, Clock(f"{REMINDER}_{answer.clock}", answer.actor, answer.remind_at[0]))
