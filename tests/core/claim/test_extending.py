"""More time on request: for whom the terms give it, as often and as long as they say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from makewhole.core.claim import loss_events as le
from makewhole.core.claim import time_commands as tc
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.evolve import evolve
from makewhole.core.claim.extending import more_time_until
from makewhole.core.claim.loss import INSURER_ANSWER, LOSS_ANSWER, Asked, Loss
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.duration import Duration, Unit
from makewhole.core.clocks.said import ClockSaid, Extension, Owner, Runs
from makewhole.core.clocks.timetable import Timetable
from tests.core.claim.claims import (
    AUTOMATION,
    CLAIMANT,
    HANDLER,
    NOW,
    SELLER,
    TIMETABLE,
    after,
    assess,
    open_question,
    paying,
    reason,
    run_out,
    screening,
)
from tests.core.claim.losses import HEADS, INSURER_ID

DAY = timedelta(days=1)
ENDS = datetime(2027, 3, 16, 4, tzinfo=UTC)
LATER = datetime(2027, 3, 30, 4, tzinfo=UTC)


def said(owner: Owner, length: Duration, *, needs_reason: bool = False) -> ClockSaid:
    extension = Extension(length, 1, (owner,), needs_reason)
    return ClockSaid(Runs.FROM, "asked", owner, "silence", extend=extension)


TIMES: Timetable = replace(
    TIMETABLE,
    clocks={
        "evidence_days": said(Owner.CLAIMANT, Duration(14, Unit.DAYS)),
        "order_answer_hours": said(Owner.SELLER, Duration(24, Unit.HOURS), needs_reason=True),
        "insurer_decide_days": said(Owner.INSURER, Duration(20, Unit.DAYS)),
    },
)


def asks(
    actor: Actor = Actor.CLAIMANT,
    by: By = CLAIMANT,
    *,
    why: str = "",
    at: datetime = NOW,
    times: Timetable = TIMES,
) -> tc.AskForTime:
    return tc.AskForTime(actor, why, times, by, at)


def asked() -> Claim:
    return after(assess(open_question("photos", source="claimant")), claim=screening())


def put_to_seller() -> Claim:
    return after(assess(open_question("tracking", source="seller")), claim=screening())


class TestMoreTime:
    def test_is_counted_from_the_last_day(self) -> None:
        claim = after(asks(), claim=asked())

        assert (claim.due_at, claim.claimant_due_at) == (LATER, LATER)
        assert claim.next_actor is Actor.CLAIMANT
        assert claim.clock == "evidence"

    def test_is_reminded_of_anew(self) -> None:
        claim = after(asks(), claim=asked())
        running = {one.name: one.due_at for one in deadlines(claim)}

        assert running["evidence"] == LATER
        assert running["reminder"] == NOW + (LATER - NOW) / 2

    def test_leaves_nobody_silent_before_it_ends(self) -> None:
        claim = after(asks(), claim=asked())

        assert reason(claim, run_out("evidence", at=ENDS)) == "clock_not_due"
        assert "evidence" in after(run_out("evidence", at=LATER), claim=claim).silent

    def test_is_given_as_often_as_the_terms_say(self) -> None:
        once = after(asks(), claim=asked())

        assert reason(once, asks()) == "clock_extended_already"

    def test_is_asked_for_before_the_end(self) -> None:
        assert reason(asked(), asks(at=ENDS)) == "clock_has_run_out"

    def test_is_given_where_the_terms_give_it(self) -> None:
        assert reason(asked(), asks(times=TIMETABLE)) == "clock_cannot_be_extended"

    def test_is_asked_for_by_whose_time_runs(self) -> None:
        assert reason(asked(), asks(Actor.SELLER, SELLER)) == "no_time_runs_for_you"
        assert reason(paying(), asks()) == "no_time_runs_for_you"
        assert reason(asked(), asks(by=SELLER)) == "clock_extended_for_others"
        assert reason(asked(), asks(by=AUTOMATION)) == "clock_extended_for_others"

    def test_is_written_down_by_our_people_for_a_caller(self) -> None:
        assert after(asks(by=HANDLER), claim=asked()).due_at == LATER

    def test_has_a_reason_where_the_terms_ask_for_one(self) -> None:
        claim = put_to_seller()
        due_at = claim.due_at
        assert due_at is not None

        none_given = asks(Actor.SELLER, SELLER, why=" ")
        longer = after(asks(Actor.SELLER, SELLER, why="we are moving"), claim=claim)

        assert reason(claim, none_given) == "clock_extension_needs_reason"
        assert longer.due_at == due_at + timedelta(hours=24)
        assert longer.seller_due_at == longer.due_at

    def test_of_a_loss_is_the_partys_own(self) -> None:
        rows = (
            Asked(LOSS_ANSWER, Actor.SELLER, SELLER.party_id, NOW + 7 * DAY),
            Asked(INSURER_ANSWER, Actor.INSURER, INSURER_ID, NOW + 40 * DAY),
        )
        waiting = evolve(
            evolve(replace(screening(), loss=Loss(HEADS)), le.AnswersAsked(rows, NOW)),
            le.AnswersAwaited(Actor.SELLER, NOW + 7 * DAY, NOW),
        )
        insurer = asks(Actor.INSURER, By(Role.INSURER, INSURER_ID))

        claim = after(insurer, claim=waiting)

        running = {one.name: one.due_at for one in deadlines(claim)}
        assert running[LOSS_ANSWER] == NOW + 7 * DAY
        assert running[INSURER_ANSWER] == datetime(2027, 5, 1, 4, tzinfo=UTC)
        assert (claim.next_actor, claim.due_at) == (Actor.SELLER, NOW + 7 * DAY)
        assert reason(claim, insurer) == "clock_extended_already"


class TestWhatAPageShows:
    def test_is_until_when_it_would_be(self) -> None:
        found = more_time_until(asked(), Actor.CLAIMANT, TIMES, NOW)

        assert found is not None
        assert found[0] == LATER
        assert not found[1].needs_reason

    @pytest.mark.parametrize(
        ("actor", "times", "at"),
        [
            pytest.param(Actor.SELLER, TIMES, NOW, id="of-whoever-is-not-asked"),
            pytest.param(Actor.CLAIMANT, TIMETABLE, NOW, id="under-terms-that-give-none"),
            pytest.param(Actor.CLAIMANT, TIMES, ENDS, id="after-the-end"),
        ],
    )
    def test_is_nothing_where_nothing_would_be_given(
        self, actor: Actor, times: Timetable, at: datetime
    ) -> None:
        assert more_time_until(asked(), actor, times, at) is None
