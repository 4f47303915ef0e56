"""Who must be told that somebody's time stands still, or runs again (P6)."""

from makewhole.core.claim import time_events as te
from makewhole.core.clocks.clock import Actor
from makewhole.core.notices.notice import Audience, PlannedNotice, to

_OWN = {
    Actor.CLAIMANT: Audience.CLAIMANT,
    Actor.SELLER: Audience.SELLER,
    Actor.INSURER: Audience.INSURER,
}


def of_time_moved(event: te.TimeEvent) -> tuple[PlannedNotice, ...]:
    """Tell the party whose time it is, and the side that waits for it.

    A party that acted itself is told of what it did, and needs no word of this.
    """
    own = _OWN[event.actor]
    other = Audience.SELLER if own is Audience.CLAIMANT else Audience.CLAIMANT
    if isinstance(event, te.PartyUnreached):
        return (
            to(own, "not_reached", reach_by=event.reach_by),
            to(other, f"{own.value}_not_reached", reach_by=event.reach_by),
        )
    if isinstance(event, te.TimeExtended):
        due_at = event.moved.due_at
        return (
            to(own, "time_extended", due_at=due_at),
            to(other, f"{own.value}_time_extended", due_at=due_at),
        )
    if not event.moved or not event.by.decides_as_a_person:
        return ()
    due_at = min(moved.due_at for moved in event.moved)
    return (
        to(own, "time_runs_again", due_at=due_at),
        to(other, f"{own.value}_reached", due_at=due_at),
    )
