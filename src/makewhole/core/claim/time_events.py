"""What happens to the time that somebody has: it stands still, runs again, gets longer."""

from dataclasses import dataclass
from datetime import datetime

from makewhole.core.claim.values import By
from makewhole.core.clocks.clock import Actor


@dataclass(frozen=True, slots=True)
class PartyUnreached:
    """No notice reaches this party: what it is asked waits until one of us has reached it."""

    actor: Actor
    reach_by: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """One wait whose end moved: the name of its clock, and both ends."""

    clock: str
    due_before: datetime
    due_at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyReached:
    """The party was reached, or acted itself: its time runs again, with all that was left of it."""

    actor: Actor
    moved: tuple[Moved, ...]
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class TimeExtended:
    """The party asked for more time and has it; staff may have written the request down."""

    actor: Actor
    moved: Moved
    reason: str
    by: By
    at: datetime


TimeEvent = PartyUnreached | PartyReached | TimeExtended
