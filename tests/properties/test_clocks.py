"""Any clock of any length, anywhere, whatever happens to it: what must hold of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from makewhole.core.clocks.duration import Duration, Unit
from makewhole.core.clocks.place import Place
from makewhole.core.clocks.running import (
    Running,
    again,
    extend,
    pause,
    recompute,
    resume,
    start,
    toll,
)
from makewhole.core.clocks.said import (
    PROGRAMME_LATE,
    ClockSaid,
    Extension,
    Owner,
    RestDays,
    Rung,
    Runs,
)
from makewhole.core.clocks.watching import first_of, replay, warnings
from makewhole.core.kernel.calendar import BusinessCalendar

CODES = st.sampled_from(["US", "US-CA", "BE", "DE-BY", "BR-SP", "IL", "JP", "CN"])
ZONES = st.sampled_from(
    ["America/New_York", "Europe/Brussels", "Asia/Tokyo", "Asia/Beirut", "Australia/Lord_Howe"]
).map(ZoneInfo)
CLOSED = st.frozensets(st.dates(date(2026, 11, 1), date(2027, 6, 1)), max_size=12)
PLACES = st.builds(Place, st.builds(BusinessCalendar, CODES, CLOSED), ZONES)
HOURS = st.builds(Duration, st.integers(1, 400), st.just(Unit.HOURS))
DAYS = st.one_of(
    st.builds(Duration, st.integers(1, 60), st.sampled_from([Unit.DAYS, Unit.BUSINESS_DAYS])),
    st.builds(Duration, st.integers(1, 8), st.sampled_from([Unit.WEEKS, Unit.MONTHS, Unit.YEARS])),
)
INSTANTS = st.datetimes(
    datetime(2026, 11, 1), datetime(2027, 4, 30), timezones=st.just(UTC)  # noqa: DTZ001 - zone apart
)  # fmt: skip
SPANS = st.integers(0, 40 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def clocks(draw: st.DrawFn) -> Running:
    lengths = draw(st.sampled_from([HOURS, DAYS]))
    before = st.builds(Rung, before=lengths)
    said = ClockSaid(
        Runs.FROM,
        "noticed",
        Owner.SELLER,
        "step_in",
        rest_days=draw(st.sampled_from(RestDays)),
        warn=tuple(
            draw(st.lists(st.builds(Rung, percent=st.integers(1, 99)) | before, max_size=4))
        ),
        pause_while=("asked", PROGRAMME_LATE),
        extend=Extension(draw(lengths), 3, (Owner.SELLER,), needs_reason=False),
        repeats=True,
    )
    return start(said, draw(lengths), draw(PLACES), draw(INSTANTS))


ACTS = st.sampled_from(["pause", "resume", "extend", "recompute", "toll"])


def act(clock: Running, name: str, at: datetime, place: Place) -> Running:
    """Do what can be done now; what cannot leaves the clock alone."""
    stands = clock.paused_at is not None
    if name == "resume":
        return resume(clock, at) if stands else clock
    if name == "toll":
        return toll(clock, at - timedelta(days=3), at)
    if clock.has_run_out(at):
        return clock
    if name == "pause":
        return clock if stands else pause(clock, "asked", at)
    if name == "recompute":
        return recompute(clock, place, "changed", at)
    longer = extend(clock, Owner.SELLER, "", at)
    return longer if isinstance(longer, Running) else clock


LIVES = st.lists(st.tuples(ACTS, SPANS, PLACES), max_size=8)


@settings(max_examples=150, deadline=None)
@given(clocks(), LIVES)
def test_nothing_that_happens_to_a_clock_ever_shortens_it(
    clock: Running, life: list[tuple[str, timedelta, Place]]
) -> None:
    at = clock.started_at
    for name, span, place in life:
        at += span
        before, clock = clock, act(clock, name, at, place)

        assert clock.due_at >= before.due_at
        assert clock.history[: len(before.history)] == before.history
        for step in clock.history[len(before.history) :]:
            assert step.due_after >= (step.due_before or step.due_after)


@settings(max_examples=150, deadline=None)
@given(clocks(), LIVES)
def test_a_clock_is_worked_out_again_from_its_history_alone(
    clock: Running, life: list[tuple[str, timedelta, Place]]
) -> None:
    at = clock.started_at
    for name, span, place in life:
        at += span
        clock = act(clock, name, at, place)

    assert replay(clock.said, clock.length, clock.history) == clock


@settings(max_examples=150, deadline=None)
@given(clocks(), LIVES)
def test_warnings_come_in_order_between_the_start_and_the_end(
    clock: Running, life: list[tuple[str, timedelta, Place]]
) -> None:
    at = clock.started_at
    for name, span, place in life:
        at += span
        clock = act(clock, name, at, place)
        times = [warn.at for warn in warnings(clock)]

        assert times == sorted(times)
        assert all(clock.counting_since <= time < clock.due_at for time in times)


@settings(max_examples=100, deadline=None)
@given(clocks(), SPANS, SPANS)
def test_a_clock_that_stood_still_has_no_less_time_left(
    clock: Running, runs: timedelta, stands: timedelta
) -> None:
    at = clock.started_at + runs
    if clock.has_run_out(at):
        return
    later = at + stands

    resumed = resume(pause(clock, "asked", at), later)

    assert resumed.due_at >= clock.due_at
    assert resumed.due_at > later
    if clock.length.unit is Unit.HOURS:
        assert resumed.remaining(later) == clock.remaining(at)


@settings(max_examples=100, deadline=None)
@given(st.lists(clocks(), min_size=1, max_size=5))
def test_whichever_is_first_is_the_earliest_of_them(several: list[Running]) -> None:
    assert first_of(several).due_at == min(clock.due_at for clock in several)


@settings(max_examples=100, deadline=None)
@given(clocks())
def test_a_clock_that_repeats_leaves_no_time_out(clock: Running) -> None:
    second = again(clock)

    assert second.started_at == clock.due_at
    assert second.due_at > clock.due_at
