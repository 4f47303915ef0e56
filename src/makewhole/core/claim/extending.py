"""More time on request: as often, by as much and for whom the terms give it."""

from datetime import datetime

from makewhole.core.claim import time_events as te
from makewhole.core.claim.state import Claim
from makewhole.core.claim.time_commands import AskForTime
from makewhole.core.claim.waits import WAITS, running_wait
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.running import Running, extend
from makewhole.core.clocks.said import Extension, Owner
from makewhole.core.clocks.timetable import LAST_REMINDER, REMINDERS, Timetable
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[te.TimeEvent] | Refused

_SOME_REASON = "to be said"


def ask_for_time(claim: Claim, command: AskForTime) -> Decision:
    """Make the time that runs for this party longer, if the terms give it more."""
    speaks = command.by.role.value == command.actor.value
    if not speaks and not command.by.decides_as_a_person:
        return Refused("clock_extended_for_others")
    wait = _wait_of(claim, command.actor)
    if wait is None:
        return Refused("no_time_runs_for_you")
    clock, due_at = wait
    longer = _extended(claim, clock, due_at, command)
    if isinstance(longer, Refused):
        return longer
    shares = LAST_REMINDER if clock == "return_choice" else REMINDERS
    remind_at = command.timetable.reminders(command.at, longer.due_at, shares)
    moved = te.Moved(clock, due_at, longer.due_at, remind_at)
    return Accepted(
        (te.TimeExtended(command.actor, moved, command.reason, command.by, command.at),)
    )


def more_time_until(
    claim: Claim, actor: Actor, timetable: Timetable, at: datetime
) -> tuple[datetime, Extension] | None:
    """Answer until when this party would have time if it asked now, and on what terms; or None."""
    wait = _wait_of(claim, actor)
    if wait is None:
        return None
    said = timetable.clocks.get(WAITS[wait[0]][0])
    running = running_wait(wait[0], wait[1], at, timetable, claim.extended)
    longer = extend(running, Owner(actor.value), _SOME_REASON, at)
    if said is None or said.extend is None or isinstance(longer, Refused):
        return None
    return longer.due_at, said.extend


def _wait_of(claim: Claim, actor: Actor) -> tuple[str, datetime] | None:
    """Answer the clock that runs for this party first, and its end."""
    waits = [(row.due_at, row.clock) for row in claim.running_answers if row.actor is actor]
    if claim.next_actor is actor and claim.due_at is not None and claim.clock in WAITS:
        waits.append((claim.due_at, claim.clock or ""))
    if not waits:
        return None
    due_at, clock = min(waits)
    return clock, due_at


def _extended(claim: Claim, clock: str, due_at: datetime, command: AskForTime) -> Running | Refused:
    running = running_wait(clock, due_at, command.at, command.timetable, claim.extended)
    return extend(running, Owner(command.actor.value), command.reason, command.at)
