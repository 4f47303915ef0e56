"""What can be asked about somebody's time on a claim."""

from dataclasses import dataclass
from datetime import datetime

from makewhole.core.claim.values import By
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import Timetable


@dataclass(frozen=True, slots=True)
class LoseParty:
    """Note that every way to reach this party has failed."""

    actor: Actor
    timetable: Timetable
    at: datetime


@dataclass(frozen=True, slots=True)
class ReachParty:
    """Say that this party was reached, and how; whoever acts for themselves is reached by it."""

    actor: Actor
    reason: str
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AskForTime:
    """Ask for more time, as the terms may give it; staff may write a request down."""

    actor: Actor
    reason: str
    timetable: Timetable
    by: By
    at: datetime


TimeCommand = LoseParty | ReachParty | AskForTime
