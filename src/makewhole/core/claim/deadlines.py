"""The clocks of a claim: every open one has at least one, and each has a consequence (P5)."""

from makewhole.core.claim.state import Claim
from makewhole.core.clocks.clock import Actor, Clock
from makewhole.core.kernel.require import require


def deadlines(claim: Claim) -> tuple[Clock, ...]:
    """Answer every clock of the claim: the stage's own, its reminder, and our time to decide."""
    if claim.clock is None:
        return ()
    require(claim.due_at is not None and claim.next_actor is not None, "P5: no clock runs")
    assert claim.due_at is not None
    assert claim.next_actor is not None
    clocks = [Clock(claim.clock, claim.next_actor, claim.due_at)]
    reminders = claim.reminders_of(claim.due_at)
    if reminders:
        clocks.append(Clock("reminder", claim.next_actor, reminders[0]))
    if claim.decide_by is not None and claim.claimant_next_since is None:
        clocks.append(Clock("our_time", Actor.LEAD, claim.decide_by))
    return tuple(clocks)
