"""A signed release: until when it can be taken back, by whom, and what that changes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.loss import COOLING_OFF, ReleaseState
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.clocks.clock import Actor
from tests.core.claim.claims import (
    CLAIMANT,
    HANDLER,
    LEAD,
    NOW,
    after,
    events,
    reason,
    run_out,
)
from tests.core.claim.losses import (
    HEADS,
    LOSS_TIMES,
    STEP_IN,
    accepts,
    amends,
    later,
    loss,
    offered,
    paid_open,
    weigh,
)
from tests.core.claim.test_loss_money import PRICE

LAST_DAY = date(2027, 3, 15)
SIGNS = accepts(finding=replace(STEP_IN, due_on=((COOLING_OFF, LAST_DAY),)))


def takes_back(**changed: Any) -> lc.TakeBackRelease:
    command = lc.TakeBackRelease(False, "", LOSS_TIMES, CLAIMANT, NOW)  # noqa: FBT003 - no care
    return replace(command, **changed)


def signed() -> Claim:
    return after(SIGNS, claim=offered())


def ends_at(claim: Claim) -> Any:
    assert claim.loss is not None
    assert claim.loss.release is not None
    assert claim.loss.release.open_until is not None
    return claim.loss.release.open_until


def state(claim: Claim) -> ReleaseState:
    assert claim.loss is not None
    assert claim.loss.release is not None
    return claim.loss.release.state


class TestSigning:
    def test_leaves_time_to_take_it_back_beside_the_money(self) -> None:
        claim = signed()

        assert claim.stage is Stage.PAYING
        assert ends_at(claim) == LOSS_TIMES.end_of(LAST_DAY)
        running = {clock.name: clock for clock in deadlines(claim)}
        assert running[COOLING_OFF].actor is Actor.CLAIMANT
        assert running[COOLING_OFF].due_at == ends_at(claim)

    @pytest.mark.parametrize(
        "due_on",
        [
            pytest.param((), id="no-day"),
            pytest.param(((COOLING_OFF, LOSS_TIMES.local_day(NOW)),), id="no-day-after-this"),
        ],
    )
    def test_is_final_at_once_where_the_terms_give_no_time(self, due_on: Any) -> None:
        claim = after(accepts(finding=replace(STEP_IN, due_on=due_on)), claim=offered())

        assert state(claim) is ReleaseState.FINAL
        assert COOLING_OFF not in {clock.name for clock in deadlines(claim)}
        assert reason(claim, takes_back()) == "no_release_to_take_back"


class TestTakingBack:
    def test_brings_it_before_a_lead_and_leaves_the_money(self) -> None:  # P2
        before = signed()

        claim = after(takes_back(), claim=before)

        assert (claim.stage, claim.next_actor) == (Stage.ASSESSING, Actor.LEAD)
        assert claim.paid_total_minor == before.paid_total_minor == 60_00
        assert state(claim) is ReleaseState.TAKEN_BACK

    def test_stands_until_the_second_at_which_the_time_ends(self) -> None:
        claim = signed()
        end = ends_at(claim)

        assert events(claim, takes_back(at=end - timedelta(seconds=1)))
        assert reason(claim, takes_back(at=end)) == "release_stands_or_is_gone"

    def test_is_possible_once(self) -> None:
        claim = after(takes_back(), claim=signed())

        assert reason(claim, takes_back()) == "release_stands_or_is_gone"

    def test_of_a_claim_that_is_looked_at_anyway_moves_nothing(self) -> None:
        screening = replace(signed(), stage=Stage.SCREENING)

        assert after(takes_back(), claim=screening).stage is Stage.SCREENING

    @pytest.mark.parametrize(
        ("changed", "refused"),
        [
            pytest.param({"by": HANDLER}, "only_the_claimant_accepts", id="by-a-handler"),
            pytest.param({"needs_care": True}, "offer_needs_a_lead", id="a-minor-alone"),
            pytest.param(
                {"needs_care": True, "by": LEAD}, "acceptance_needs_a_reason", id="no-reason"
            ),
        ],
    )
    def test_refuses(self, changed: dict[str, Any], refused: str) -> None:
        assert reason(signed(), takes_back(**changed)) == refused

    def test_a_lead_does_it_for_who_needs_care(self) -> None:
        by_lead = takes_back(needs_care=True, by=LEAD, reason="the court asks for it")

        assert state(after(by_lead, claim=signed())) is ReleaseState.TAKEN_BACK

    @pytest.mark.parametrize("claim", [loss(), paid_open()], ids=["not-offered", "no-release"])
    def test_refuses_where_nothing_was_signed(self, claim: Claim) -> None:
        assert reason(claim, takes_back()) == "no_release_to_take_back"

    def test_no_machine_closes_what_was_taken_back(self) -> None:
        told_more = after(takes_back(), amends(*HEADS, PRICE), claim=signed())

        waits = after(weigh(later(STEP_IN)), claim=told_more)
        closed = after(weigh(later(STEP_IN), confirms=True, by=LEAD), claim=waits)

        assert (waits.stage, waits.next_actor) == (Stage.ASSESSING, Actor.LEAD)
        assert closed.stage is Stage.PAYING  # What was paid has not arrived yet.


class TestSilence:
    def test_makes_it_final(self) -> None:
        claim = signed()

        final = after(run_out(COOLING_OFF, at=ends_at(claim)), claim=claim)

        assert state(final) is ReleaseState.FINAL
        assert final.stage is Stage.PAYING
        assert COOLING_OFF not in {clock.name for clock in deadlines(final)}

    def test_is_not_presumed_too_early_or_where_no_time_runs(self) -> None:
        claim = signed()

        assert reason(claim, run_out(COOLING_OFF, NOW)) == "clock_not_due"
        assert reason(loss(), run_out(COOLING_OFF, NOW)) == "clock_does_not_run"
