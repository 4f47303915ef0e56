"""A clock that runs, as a value: each act answers a new one, which remembers every due time.

Days on which it stood still for any part are not counted, so no act makes a clock end earlier.
What would be due if somebody acted now is the same act on the same value, thrown away.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from makewhole.core.clocks.duration import Duration, Unit, first_day, last_day
from makewhole.core.clocks.place import Place
from makewhole.core.clocks.said import PROGRAMME_LATE, ClockSaid, Owner, RestDays, Runs
from makewhole.core.kernel.calendar import DAY
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require


class Did(StrEnum):
    """What happened to a clock."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    RECOMPUTED = "recomputed"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a clock: the due time before it and after it, and why."""

    did: Did
    at: datetime
    why: str
    due_before: datetime | None
    due_after: datetime
    by: Owner | None = None  # Who asked for an extension.
    place: Place | None = None  # Where days are counted from here on.
    day: date | None = None  # After which day they are counted, of a start.


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs or stands still."""

    said: ClockSaid
    length: Duration
    place: Place
    started_at: datetime
    counted_after: date  # The first day that counts is the next one.
    last_day: date | None  # Before any day of rest; None where hours are counted.
    due_at: datetime  # While it stands still: as it was when it stopped.
    history: tuple[Step, ...]
    paused_at: datetime | None = None

    @property
    def extensions(self) -> int:
        """Answer how often it was made longer."""
        return sum(step.did is Did.EXTENDED for step in self.history)

    @property
    def counting_since(self) -> datetime:
        """Answer the instant at which it last began to count."""
        resumed = [step.at for step in self.history if step.did is Did.RESUMED]
        return resumed[-1] if resumed else self.started_at

    def has_run_out(self, at: datetime) -> bool:
        """Answer whether its time is over; one that stands still never is."""
        return self.paused_at is None and at >= self.due_at

    def remaining(self, at: datetime) -> timedelta:
        """Answer how much time is left, nothing less than none."""
        return max(self.due_at - (self.paused_at or at), timedelta())


# -- What happens to a clock ---------------------------------------------------------------------


def start(said: ClockSaid, length: Duration, place: Place, at: datetime) -> Running:
    """Start a clock at its event; one that runs `until` the event ends with it."""
    return begun(said, length, place, at, place.local_day(at))


def again(clock: Running) -> Running:
    """Start a clock that repeats where its last run ended, so that no day is left out."""
    require(clock.said.repeats and clock.paused_at is None, "it runs once, or stands still")
    if clock.last_day is None:
        day = clock.place.local_day(clock.due_at)
    else:
        day = _rested(clock.said, clock.place, clock.last_day)
    return begun(clock.said, clock.length, clock.place, clock.due_at, day)


def begun(said: ClockSaid, length: Duration, place: Place, at: datetime, day: date) -> Running:
    """Start a clock at an instant, its days counted after a day."""
    started_at, counted_after, last = at.astimezone(UTC), day, None
    hours = timedelta(hours=length.value)
    if said.runs is Runs.UNTIL:
        due_at = started_at
        if length.is_in_days:
            counted_after, last = first_day(day, length, place.calendar), day
            started_at, due_at = place.start_of(counted_after), place.end_of(day)
        else:
            started_at -= hours
    elif length.is_in_days:
        last = last_day(day, length, place.calendar)
        due_at = place.end_of(_rested(said, place, last))
    else:
        due_at = started_at + hours
    step = Step(Did.STARTED, at, said.event, None, due_at, place=place, day=day)
    return Running(said, length, place, started_at, counted_after, last, due_at, (step,))


def pause(clock: Running, why: str, at: datetime) -> Running:
    """Let it stand still, for a reason that the terms name."""
    require(why in clock.said.pause_while, f"the terms do not pause it for {why}")
    require(clock.paused_at is None and not clock.has_run_out(at), "it does not run")
    require(at >= clock.history[-1].at, "time only moves forward")
    return _kept(clock, replace(clock, paused_at=at), Did.PAUSED, at, why)


def resume(clock: Running, at: datetime) -> Running:
    """Let it run on: with the time that was left to the second, or with the whole days left."""
    stopped_at = clock.paused_at
    require(stopped_at is not None and at >= stopped_at, "it does not stand still")
    assert stopped_at is not None
    today, why = clock.place.local_day(at), clock.history[-1].why
    running = replace(clock, paused_at=None, counted_after=today)
    if clock.last_day is None:
        moved = replace(running, due_at=clock.due_at + (at - stopped_at))
    else:
        counted = max(clock.place.local_day(stopped_at) - DAY, clock.counted_after)
        last = _rested(clock.said, clock.place, clock.last_day)
        moved = _ending(running, _as_far(clock, counted, last, today, clock.place))
    return _kept(clock, moved, Did.RESUMED, at, why)


def extend(clock: Running, by: Owner, why: str, at: datetime) -> Running | Refused:
    """Make it longer on request, as often as the terms let it; counted from its last day on."""
    extension = clock.said.extend
    if extension is None:
        return Refused("clock_cannot_be_extended")
    if clock.has_run_out(at):
        return Refused("clock_has_run_out", {"due_at": clock.due_at})
    if by not in extension.asked_by:
        return Refused("clock_extended_for_others", {"asked_by": extension.asked_by})
    if extension.needs_reason and not why.strip():
        return Refused("clock_extension_needs_reason")
    if clock.extensions >= extension.times:
        return Refused("clock_extended_already", {"due_at": clock.due_at})
    if clock.last_day is None:
        longer = replace(clock, due_at=clock.due_at + timedelta(hours=extension.by.value))
    else:
        longer = _ending(clock, last_day(clock.last_day, extension.by, clock.place.calendar))
    return _kept(clock, longer, Did.EXTENDED, at, why, by=by)


def recompute(clock: Running, place: Place, why: str, at: datetime) -> Running:
    """Count its days anew in a changed calendar or zone; it never ends earlier than before."""
    require(not clock.has_run_out(at), "what has run out is not begun again")
    moved = replace(clock, place=place)
    if clock.last_day is not None:
        after = clock.counted_after
        last = _as_far(clock, after, clock.last_day, after, place)
        moved = _ending(moved, max(last, clock.last_day))
    return _kept(clock, moved, Did.RECOMPUTED, at, why, place=place)


def toll(clock: Running, late_since: datetime, acted_at: datetime) -> Running:
    """Give back the time for which we were the late party, where the terms let it stand still."""
    stops_at = max(late_since, clock.history[-1].at)
    is_tolled = PROGRAMME_LATE in clock.said.pause_while and clock.paused_at is None
    if not is_tolled or clock.has_run_out(stops_at) or stops_at >= acted_at:
        return clock
    return resume(pause(clock, PROGRAMME_LATE, stops_at), acted_at)


def _as_far(clock: Running, after: date, until: date, day: date, place: Place) -> date:
    """Answer the day as far after `day`, in a place, as `until` is after `after` in the clock's."""
    if clock.length.unit is Unit.BUSINESS_DAYS:
        return place.calendar.add(day, clock.place.calendar.between(after, until))
    return day + (until - after)


def _rested(said: ClockSaid, place: Place, last: date) -> date:
    return place.calendar.on_or_after(last) if said.rest_days is not RestDays.COUNT else last


def _ending(clock: Running, last: date) -> Running:
    due_at = clock.place.end_of(_rested(clock.said, clock.place, last))
    return replace(clock, last_day=last, due_at=due_at)


def _kept(
    before: Running,
    after: Running,
    did: Did,
    at: datetime,
    why: str,
    *,
    by: Owner | None = None,
    place: Place | None = None,
) -> Running:
    """Write the step down; whatever was worked out, the due time never moves to an earlier one."""
    due_at = max(before.due_at, after.due_at)
    step = Step(did, at, why, before.due_at, due_at, by, place)
    return replace(after, due_at=due_at, history=(*before.history, step))
