"""What an appeal or a contest does to its claim."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.bookings import bookings
from makewhole.core.claim.stages import ClosedAs, RecoveryState, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Finding
from makewhole.core.kernel.require import InvariantBroken
from makewhole.core.ledger.transfer import AccountCode
from tests.core.claim.claims import (
    AUTOMATION,
    DENY,
    DETERMINATION_ID,
    HANDLER,
    LEAD,
    NOW,
    OTHER_LEAD,
    PART,
    PAY,
    SELLER,
    TIMETABLE,
    after,
    assess,
    draft,
    events,
    paying,
    reason,
    screening,
)

APPEAL_ID, AGAIN_ID = UUID(int=50), UUID(int=5)
# What the terms say of a paid claim whose contest was won.
WON = replace(
    PAY,
    bearer="programme",
    claim_back="none",
    payable_minor=0,
    charge_seller_minor=0,
    contest_by=None,
    decided_by="handler",
)


def paid() -> Claim:
    settled = c.RecordPayout(DETERMINATION_ID, 1, "settled", TIMETABLE, NOW)
    return after(settled, claim=paying())


def contest(by: By = SELLER) -> c.ContestCost:
    return c.ContestCost(APPEAL_ID, by, NOW)


def end(result: RecoveryState, **changed: Any) -> c.EndContest:
    ended = c.EndContest(APPEAL_ID, DETERMINATION_ID, result, 0, 0, HANDLER, NOW)
    return replace(ended, **changed)


def turn(finding: Finding = WON, **changed: Any) -> c.TurnCost:
    return replace(c.TurnCost(finding, AGAIN_ID, APPEAL_ID, None, HANDLER, NOW), **changed)


def take_up(by: By = HANDLER) -> c.TakeUpOnAppeal:
    return c.TakeUpOnAppeal(APPEAL_ID, by, NOW)


def waiting_for(state: ReturnState) -> Claim:
    return replace(paid(), stage=Stage.AWAITING_RETURN, return_state=state, closed_as=None)


class TestTakingUp:
    def test_opens_a_closed_claim_again(self) -> None:
        denied = after(assess(DENY), claim=screening())

        claim = after(take_up(), claim=denied)

        assert (claim.stage, claim.closed_as) == (Stage.ASSESSING, None)

    def test_cites_the_appeal_in_what_is_determined_then(self) -> None:
        denied = after(assess(DENY), claim=screening())
        again = assess(
            PAY, confirms=True, by=HANDLER, appeal_id=APPEAL_ID, determination_id=AGAIN_ID
        )

        determined, ordered = events(after(take_up(), claim=denied), again)

        assert isinstance(determined, e.ClaimDetermined)
        assert determined.appeal_id == APPEAL_ID
        assert isinstance(ordered, e.PayoutOrdered)
        assert ordered.payout_id == AGAIN_ID

    @pytest.mark.parametrize(
        "claim",
        [
            pytest.param(paying(), id="while-money-is-on-its-way"),
            pytest.param(waiting_for(ReturnState.NOT_ASKED), id="while-a-return-may-be-chosen"),
        ],
    )
    def test_looks_again_at_a_claim_that_is_at_rest(self, claim: Claim) -> None:
        assert after(take_up(), claim=claim).stage is Stage.SCREENING

    @pytest.mark.parametrize(
        "claim",
        [
            pytest.param(screening(), id="before-anything-is-determined"),
            pytest.param(waiting_for(ReturnState.HANDED_OVER), id="while-goods-are-on-their-way"),
        ],
    )
    def test_waits_while_the_claim_moves_by_itself(self, claim: Claim) -> None:
        assert reason(claim, take_up()) == "claim_still_moves"

    def test_is_a_persons(self) -> None:  # P7
        assert reason(paid(), take_up(AUTOMATION)) == "decision_needs_a_person"


class TestAContest:
    def test_is_open_until_it_is_decided(self) -> None:
        contested = after(contest(), claim=paid())

        assert contested.recovery_state is RecoveryState.CONTESTED
        assert reason(contested, contest()) == "contest_open_already"
        ended = after(end(RecoveryState.CONTEST_LOST), claim=contested)
        assert ended.recovery_state is RecoveryState.CONTEST_LOST

    def test_needs_a_cost(self) -> None:
        assert reason(screening(), contest()) == "nothing_charged"

    def test_ends_once(self) -> None:
        assert reason(paid(), end(RecoveryState.CONTEST_WON)) == "no_contest_open"

    def test_is_decided_by_a_person_and_taken_back_by_its_seller(self) -> None:  # P7
        contested = after(contest(), claim=paid())

        won = end(RecoveryState.CONTEST_WON, by=SELLER)
        assert reason(contested, won) == "decision_needs_a_person"
        back = after(end(RecoveryState.NONE, by=SELLER), claim=contested)
        assert back.recovery_state is RecoveryState.NONE

    def test_taken_back_frees_nobody(self) -> None:
        contested = after(contest(), claim=paid())

        with pytest.raises(InvariantBroken, match="frees nobody"):
            after(end(RecoveryState.NONE, freed_minor=1), claim=contested)

    @pytest.mark.parametrize(
        ("freed", "charged", "moved"),
        [
            pytest.param(60_00, 0, [("contest_won", 60_00)], id="won"),
            pytest.param(0, 10_00, [("contest_over", 10_00)], id="lost-with-a-step-in"),
            pytest.param(0, 0, [], id="lost"),
        ],
    )
    def test_turns_the_cost_in_the_books_and_pays_nobody(
        self, freed: int, charged: int, moved: Sequence[tuple[str, int]]
    ) -> None:
        contested = after(contest(), claim=paid())
        command = end(RecoveryState.CONTEST_WON, freed_minor=freed, charged_minor=charged)
        (ended,) = events(contested, command)

        transfers = bookings(contested, ended, rail="sandbox")

        assert [(one.reason, one.amount_minor) for one in transfers] == list(moved)
        accounts = {key.code for one in transfers for key in (one.debit, one.credit)}
        assert accounts <= {AccountCode.STEP_IN, AccountCode.RECEIVABLE_SELLER}


class TestTurningTheCost:
    def test_determines_anew_and_closes_again(self) -> None:
        claim = after(turn(), claim=paid())

        assert (claim.stage, claim.closed_as) == (Stage.CLOSED, ClosedAs.PAID)
        assert claim.paid_total_minor == 60_00

    def test_leaves_money_on_its_way_alone(self) -> None:
        before = paying()
        (determined,) = events(before, turn())

        claim = after(turn(), claim=before)

        assert isinstance(determined, e.ClaimDetermined)
        assert (determined.bearer, determined.payable_minor) == ("programme", 0)
        assert (claim.stage, claim.due_at, claim.payouts) == (
            before.stage,
            before.due_at,
            before.payouts,
        )

    def test_takes_nothing_back_that_was_allowed(self) -> None:  # P2
        less = replace(WON, parts=(replace(PART, allowed_minor=40_00),))

        claim = after(turn(less), claim=paid())

        assert [part.allowed_minor for part in claim.parts] == [60_00]

    def test_is_a_persons_with_the_authority(self) -> None:  # P7, P9
        two = replace(WON, decided_by="two_people")

        assert reason(paid(), turn(by=AUTOMATION)) == "decision_needs_a_person"
        assert reason(paid(), turn(replace(WON, decided_by="lead"))) == "decision_needs_a_lead"
        assert reason(paid(), turn(two, by=LEAD)) == "second_person_needed"
        assert reason(paid(), turn(two, by=LEAD, seconded_by=LEAD)) == "second_person_needed"
        assert events(paid(), turn(two, by=LEAD, seconded_by=OTHER_LEAD))

    def test_waits_while_goods_are_on_their_way(self) -> None:
        assert reason(waiting_for(ReturnState.RECEIVED), turn()) == "claim_still_moves"

    def test_pays_nothing(self) -> None:
        with pytest.raises(InvariantBroken, match="pays nothing"):
            after(turn(replace(WON, payable_minor=1)), claim=paid())
        with pytest.raises(InvariantBroken, match="was paid"):
            after(turn(replace(DENY, decided_by="handler")), claim=paid())


def test_a_draft_has_nothing_to_appeal() -> None:
    assert reason(after(draft()), take_up()) == "claim_still_moves"
