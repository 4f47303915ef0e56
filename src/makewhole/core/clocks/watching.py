"""What a running clock says of itself: its warnings, which of several is first, its past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from typing import assert_never

from makewhole.core.clocks.duration import Duration, first_day
from makewhole.core.clocks.place import Place
from makewhole.core.clocks.running import (
    Did,
    Running,
    Step,
    begun,
    extend,
    pause,
    recompute,
    resume,
)
from makewhole.core.clocks.said import ClockSaid, Rung
from makewhole.core.kernel.require import require


@dataclass(frozen=True, slots=True)
class Warn:
    """One warning of a ladder and the instant at which it is due."""

    rung: Rung
    at: datetime


def warnings(clock: Running) -> tuple[Warn, ...]:
    """Answer the warnings that lie between its start and its end, the earliest first.

    A share is one of the time from when it last began to count until it is due, so that whoever
    was made to wait is warned anew. None while it stands still.
    """
    if clock.paused_at is not None:
        return ()
    since = clock.counting_since
    found = (Warn(rung, _instant_of(rung, clock, since)) for rung in clock.said.warn)
    return tuple(sorted((warn for warn in found if warn.at >= since), key=lambda warn: warn.at))


def warnings_between(clock: Running, since: datetime, at: datetime) -> tuple[Warn, ...]:
    """Answer the warnings that became due after one instant, up to another and with it."""
    return tuple(warn for warn in warnings(clock) if since < warn.at <= at)


def _instant_of(rung: Rung, clock: Running, since: datetime) -> datetime:
    if rung.before is None:
        require(rung.percent is not None, "a rung is a share, or a time before the end")
        return since + (clock.due_at - since) * (rung.percent or 0) // 100
    if not rung.before.is_in_days:
        return clock.due_at - timedelta(hours=rung.before.value)
    # The end of a day belongs to that day, not to the next one that begins in the same instant.
    day = clock.place.local_day(clock.due_at - timedelta(microseconds=1))
    return clock.place.end_of(first_day(day, rung.before, clock.place.calendar))


def first_of(clocks: Sequence[Running]) -> Running:
    """Answer the clock that ends first; one that stands still only where all do.

    Of two that end together it is the one named first.
    """
    require(len(clocks) > 0, "P5: a claim that is open has a clock")
    running = [clock for clock in clocks if clock.paused_at is None]
    return min(running or clocks, key=lambda clock: clock.due_at)


def replay(said: ClockSaid, length: Duration, history: Sequence[Step]) -> Running:
    """Work a clock out again from what happened to it; the due times must be the recorded ones."""
    return reduce(_redone, history[1:], _restarted(said, length, history[0]))


def _restarted(said: ClockSaid, length: Duration, step: Step) -> Running:
    place: Place | None = step.place
    day: date | None = step.day
    require(step.did is Did.STARTED and place is not None and day is not None, "no clock starts so")
    assert place is not None
    assert day is not None
    return begun(said, length, place, step.at, day)


def _redone(clock: Running, step: Step) -> Running:
    done = clock
    match step.did:
        case Did.PAUSED:
            done = pause(clock, step.why, step.at)
        case Did.RESUMED:
            done = resume(clock, step.at)
        case Did.EXTENDED:
            assert step.by is not None
            longer = extend(clock, step.by, step.why, step.at)
            require(isinstance(longer, Running), "the terms do not extend it so")
            assert isinstance(longer, Running)
            done = longer
        case Did.RECOMPUTED | Did.STARTED:
            require(step.did is Did.RECOMPUTED and step.place is not None, "a clock starts once")
            assert step.place is not None
            done = recompute(clock, step.place, step.why, step.at)
        case _ as never:
            assert_never(never)
    require(done.due_at == step.due_after, "the record says another due time")
    return done
