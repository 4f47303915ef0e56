"""What happens to a clock: it starts, stands still, runs on, gets longer, and remembers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from makewhole.core.clocks.duration import Duration, Unit
from makewhole.core.clocks.place import Place
from makewhole.core.clocks.running import (
    Did,
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
from makewhole.core.clocks.watching import first_of, replay, warnings, warnings_between
from makewhole.core.kernel.calendar import BusinessCalendar
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import InvariantBroken
from tests.core.clocks.places import BE, US, place, utc

FRIDAY = utc("2026-11-20 15:30")
WEEK = Duration(7, Unit.DAYS)
FIVE = Duration(5, Unit.BUSINESS_DAYS)
TWO_DAYS = Duration(48, Unit.HOURS)
MORE = Extension(WEEK, times=1, asked_by=(Owner.SELLER,), needs_reason=True)
SAID = ClockSaid(
    Runs.FROM,
    "claim_noticed",
    Owner.SELLER,
    "step_in_possible",
    warn=(Rung(percent=85), Rung(percent=50)),
    pause_while=(PROGRAMME_LATE, "producer_asked"),
    extend=MORE,
)


def clock(length: Duration = WEEK, where: Place = US, **said: object) -> Running:
    return start(replace(SAID, **said), length, where, FRIDAY)  # type: ignore[arg-type]


def longer(running: Running, at: str = "2026-11-22 12:00") -> Running:
    found = extend(running, Owner.SELLER, "the producer is slow", utc(at))
    assert isinstance(found, Running)
    return found


class TestStarting:
    def test_days_end_with_the_partys_own_last_day(self) -> None:
        assert clock().due_at == utc("2026-11-28 05:00")
        assert clock(where=BE).due_at == utc("2026-11-27 23:00")
        assert clock(where=place("JP")).due_at == utc("2026-11-28 15:00")

    def test_hours_are_absolute_where_the_clocks_are_put_back(self) -> None:
        before = utc("2026-10-31 20:00")
        assert start(SAID, TWO_DAYS, US, before).due_at == utc("2026-11-02 20:00")
        local = before.astimezone(US.zone)
        assert start(SAID, TWO_DAYS, US, local).due_at == utc("2026-11-02 20:00")

    def test_a_day_that_has_no_midnight_begins_with_its_first_instant(self) -> None:
        # Beirut skips 00:00 to 01:00 on 28 March 2027; the day before ends with the last instant.
        beirut = place("BE", "Asia/Beirut")
        running = start(SAID, Duration(1, Unit.DAYS), beirut, utc("2027-03-26 12:00"))

        assert running.due_at == utc("2027-03-27 22:00")

    def test_a_rest_day_counts_unless_the_terms_let_it_end_on_the_next_business_day(self) -> None:
        eight = Duration(8, Unit.DAYS)  # Ends on a Saturday.

        assert clock(eight).due_at == utc("2026-11-29 05:00")
        rested = clock(eight, rest_days=RestDays.NEXT_BUSINESS_DAY)
        assert rested.due_at == utc("2026-12-01 05:00")
        assert rested.last_day == date(2026, 11, 28)

    def test_hours_never_wait_for_a_business_day(self) -> None:
        rested = clock(TWO_DAYS, rest_days=RestDays.NEXT_BUSINESS_DAY)

        assert rested.due_at == utc("2026-11-22 15:30")  # A Sunday.

    def test_hours_until_an_event_begin_so_long_before_it(self) -> None:
        running = clock(TWO_DAYS, runs=Runs.UNTIL)

        assert (running.started_at, running.due_at) == (utc("2026-11-18 15:30"), FRIDAY)

    def test_a_repeating_clock_in_hours_begins_where_it_ended(self) -> None:
        second = again(clock(TWO_DAYS, repeats=True))

        assert second.due_at == utc("2026-11-24 15:30")

    def test_a_clock_that_does_not_repeat_is_not_begun_again(self) -> None:
        with pytest.raises(InvariantBroken):
            again(clock())


class TestStandingStill:
    def test_hours_that_were_left_are_left(self) -> None:
        stopped = pause(clock(TWO_DAYS), "producer_asked", utc("2026-11-21 15:30"))
        running = resume(stopped, utc("2026-11-25 10:00"))

        assert stopped.remaining(utc("2026-11-24 00:00")) == timedelta(hours=24)
        assert not stopped.has_run_out(utc("2026-12-31 00:00"))
        assert running.due_at == utc("2026-11-26 10:00")

    def test_a_day_on_which_it_stood_still_for_any_part_does_not_count(self) -> None:
        # Saturday and Sunday counted; it stood from Monday to Thursday; five days are left.
        stopped = pause(clock(), "producer_asked", utc("2026-11-23 20:00"))

        assert resume(stopped, utc("2026-11-26 14:00")).due_at == utc("2026-12-02 05:00")
        assert resume(stopped, utc("2026-11-23 21:00")).due_at == utc("2026-11-29 05:00")

    def test_a_day_is_given_back_once_however_often_it_stops_on_it(self) -> None:
        running = clock()
        for minute in range(0, 50, 10):
            stopped = pause(running, "producer_asked", utc(f"2026-11-23 20:{minute:02}"))
            running = resume(stopped, utc(f"2026-11-23 20:{minute + 5:02}"))

        assert running.due_at == utc("2026-11-29 05:00")

    def test_business_days_that_were_left_are_business_days_again(self) -> None:
        # Due on Monday, the 30th: 23, 24, 25, 27, 30. Stopped on Wednesday: three are left.
        stopped = pause(clock(FIVE), "producer_asked", utc("2026-11-25 15:00"))
        running = resume(stopped, utc("2026-12-04 15:00"))

        assert stopped.due_at == utc("2026-12-01 05:00")
        assert running.due_at == utc("2026-12-10 05:00")  # 7, 8 and 9 December.

    def test_a_rest_day_that_was_waited_for_is_not_lost(self) -> None:
        eight = Duration(8, Unit.DAYS)  # Ends on Saturday, the 28th, so on Monday, the 30th.
        rested = clock(eight, rest_days=RestDays.NEXT_BUSINESS_DAY)
        stopped = pause(rested, "producer_asked", utc("2026-11-29 15:00"))  # Sunday.

        assert resume(stopped, utc("2026-12-01 15:00")).due_at == utc("2026-12-04 05:00")

    @pytest.mark.parametrize(
        ("why", "at"),
        [
            pytest.param("holiday", "2026-11-21 10:00", id="for-a-reason-of-its-own"),
            pytest.param("producer_asked", "2026-11-28 05:00", id="after-its-end"),
            pytest.param("producer_asked", "2026-11-20 10:00", id="before-its-start"),
        ],
    )
    def test_it_does_not_stop(self, why: str, at: str) -> None:
        with pytest.raises(InvariantBroken):
            pause(clock(), why, utc(at))

    def test_it_does_not_stop_twice_nor_run_on_while_it_runs(self) -> None:
        stopped = pause(clock(), "producer_asked", utc("2026-11-21 10:00"))

        with pytest.raises(InvariantBroken):
            pause(stopped, "producer_asked", utc("2026-11-22 10:00"))
        with pytest.raises(InvariantBroken):
            resume(clock(), utc("2026-11-22 10:00"))
        with pytest.raises(InvariantBroken):
            resume(stopped, utc("2026-11-21 09:00"))


class TestTolling:
    def test_the_time_for_which_we_were_late_is_given_back(self) -> None:
        tolled = toll(clock(), utc("2026-11-24 06:00"), utc("2026-11-26 12:00"))

        assert tolled.due_at == utc("2026-12-01 05:00")
        assert [step.why for step in tolled.history[1:]] == [PROGRAMME_LATE, PROGRAMME_LATE]

    def test_only_from_when_it_began_to_run(self) -> None:
        tolled = toll(clock(TWO_DAYS), utc("2026-11-01 00:00"), utc("2026-11-21 15:30"))

        assert tolled.due_at == utc("2026-11-23 15:30")

    @pytest.mark.parametrize(
        ("late_since", "acted_at"),
        [
            pytest.param("2026-11-28 05:00", "2026-11-29 00:00", id="it-had-ended-before"),
            pytest.param("2026-11-19 00:00", "2026-11-20 15:30", id="we-acted-before-it-began"),
        ],
    )
    def test_nothing_is_given_back_where_nothing_was_lost(
        self, late_since: str, acted_at: str
    ) -> None:
        assert toll(clock(), utc(late_since), utc(acted_at)) == clock()

    def test_nothing_is_given_back_twice_or_where_the_terms_do_not_say_so(self) -> None:
        stopped = pause(clock(), "producer_asked", utc("2026-11-21 10:00"))
        late = (utc("2026-11-22 00:00"), utc("2026-11-23 00:00"))

        assert toll(stopped, *late) == stopped
        assert toll(clock(pause_while=()), *late) == clock(pause_while=())


class TestExtending:
    def test_it_gets_longer_from_its_last_day_on(self) -> None:
        assert longer(clock()).due_at == utc("2026-12-05 05:00")
        hours = replace(MORE, by=Duration(24, Unit.HOURS))
        assert longer(clock(TWO_DAYS, extend=hours)).due_at == utc("2026-11-23 15:30")

    def test_while_it_stands_still_too(self) -> None:
        stopped = pause(clock(), "producer_asked", utc("2026-11-21 10:00"))
        running = resume(longer(stopped, "2026-12-20 12:00"), utc("2026-12-21 12:00"))

        assert running.due_at == utc("2027-01-05 05:00")  # All fourteen days.

    @pytest.mark.parametrize(
        ("running", "by", "why", "at", "reason"),
        [
            (clock(extend=None), "seller", "slow", "2026-11-22", "clock_cannot_be_extended"),
            (clock(), "seller", "slow", "2026-11-28 05:00", "clock_has_run_out"),
            (clock(), "claimant", "slow", "2026-11-22", "clock_extended_for_others"),
            (clock(), "seller", "  ", "2026-11-22", "clock_extension_needs_reason"),
            (longer(clock()), "seller", "slow", "2026-11-23", "clock_extended_already"),
        ],
        ids=["never", "too-late", "for-others", "without-a-reason", "twice"],
    )
    def test_it_gets_no_longer(
        self, running: Running, by: str, why: str, at: str, reason: str
    ) -> None:
        found = extend(running, Owner(by), why, utc(at))

        assert isinstance(found, Refused)
        assert found.reason == reason

    def test_no_reason_is_asked_for_where_the_terms_ask_for_none(self) -> None:
        free = clock(extend=replace(MORE, needs_reason=False))

        assert isinstance(extend(free, Owner.SELLER, "", utc("2026-11-22")), Running)


class TestRecomputing:
    def test_a_day_that_is_closed_afterwards_makes_it_later(self) -> None:
        mourning = replace(US, calendar=BusinessCalendar("US", frozenset({date(2026, 11, 24)})))
        moved = recompute(clock(FIVE), mourning, "a day of mourning", utc("2026-11-23 12:00"))

        assert moved.due_at == utc("2026-12-02 05:00")
        step = moved.history[-1]
        assert (step.did, step.why) == (Did.RECOMPUTED, "a day of mourning")
        assert (step.due_before, step.due_after) == (utc("2026-12-01 05:00"), moved.due_at)

    def test_a_holiday_that_falls_away_leaves_it_as_it_was(self) -> None:
        without = recompute(clock(FIVE), BE, "moved to Belgium", utc("2026-11-23 12:00"))

        assert without.due_at == utc("2026-12-01 05:00")  # There it would be Friday, the 27th.
        assert without.place == BE

    def test_more_time_counts_from_the_day_that_was_told(self) -> None:
        moved = recompute(clock(FIVE), BE, "moved to Belgium", utc("2026-11-23 12:00"))

        assert longer(moved, "2026-11-24 12:00").due_at == utc("2026-12-07 23:00")

    def test_hours_stay_what_they_are(self) -> None:
        moved = recompute(clock(TWO_DAYS), BE, "moved", utc("2026-11-21 12:00"))

        assert moved.due_at == clock(TWO_DAYS).due_at

    def test_what_has_run_out_is_not_begun_again(self) -> None:
        with pytest.raises(InvariantBroken):
            recompute(clock(), BE, "moved", utc("2026-12-21 12:00"))


class TestWarning:
    def test_shares_of_the_time_come_in_their_order(self) -> None:
        assert [(w.rung.percent, w.at) for w in warnings(clock(TWO_DAYS))] == [
            (50, utc("2026-11-21 15:30")),
            (85, utc("2026-11-22 08:18")),
        ]

    def test_whoever_was_made_to_wait_is_warned_anew(self) -> None:
        stopped = pause(clock(TWO_DAYS), "producer_asked", utc("2026-11-21 15:30"))
        running = resume(stopped, utc("2026-11-25 10:00"))

        assert warnings(stopped) == ()
        assert [w.at for w in warnings(running)] == [
            utc("2026-11-25 22:00"),
            utc("2026-11-26 06:24"),
        ]

    def test_a_time_before_the_end_is_counted_back_from_it(self) -> None:
        rungs = tuple(Rung(before=Duration(n, Unit.BUSINESS_DAYS)) for n in (1, 2, 9))
        in_days = clock(FIVE, warn=rungs)
        in_hours = clock(TWO_DAYS, warn=(Rung(before=Duration(6, Unit.HOURS)),))

        # The ninth business day before the end lies before the start, so nobody is told of it.
        assert [w.at for w in warnings(in_days)] == [
            utc("2026-11-26 05:00"),
            utc("2026-11-28 05:00"),
        ]
        assert [w.at for w in warnings(in_hours)] == [utc("2026-11-22 09:30")]

    def test_each_is_due_once(self) -> None:
        first = utc("2026-11-21 15:30")
        running = clock(TWO_DAYS)

        assert [w.at for w in warnings_between(running, FRIDAY, first)] == [first]
        assert warnings_between(running, first, first + timedelta(hours=1)) == ()


class TestFirst:
    def test_one_that_stands_still_is_first_only_where_all_do(self) -> None:
        stopped = pause(clock(TWO_DAYS), "producer_asked", utc("2026-11-21 10:00"))

        assert first_of([stopped, clock()]) == clock()
        assert first_of([stopped]) == stopped

    def test_of_two_that_end_together_it_is_the_one_named_first(self) -> None:
        other = clock(warn=())

        assert first_of([other, clock()]) is other

    def test_there_is_one(self) -> None:
        with pytest.raises(InvariantBroken, match="P5"):
            first_of([])


class TestReplay:
    def test_a_record_that_says_another_due_time_is_found_out(self) -> None:
        running = longer(clock())
        forged = replace(running.history[-1], due_after=utc("2027-12-05 05:00"))

        with pytest.raises(InvariantBroken, match="another due time"):
            replay(SAID, WEEK, (running.history[0], forged))

    def test_a_record_begins_with_its_start_and_has_no_other(self) -> None:
        running = longer(clock())

        with pytest.raises(InvariantBroken, match="no clock starts so"):
            replay(SAID, WEEK, running.history[1:])
        with pytest.raises(InvariantBroken, match="a clock starts once"):
            replay(SAID, WEEK, (running.history[0], running.history[0]))

    def test_a_record_that_the_terms_do_not_allow_is_found_out(self) -> None:
        with pytest.raises(InvariantBroken, match="do not extend it"):
            replay(replace(SAID, extend=None), WEEK, longer(clock()).history)
