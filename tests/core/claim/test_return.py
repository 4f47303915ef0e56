"""Goods on their way back: who says where they go, that they came, that they never came."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim.decide import decide
from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role, SealedText
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused
from tests.core.claim.claims import (
    ADDRESS,
    CLAIMANT,
    HANDLER,
    NOTHING,
    NOW,
    SELLER,
    after,
    assess,
    draft,
    file,
    move,
    open_question,
    reason,
    run_out,
    screening,
)


class TestMoveReturn:
    """A damaged item: money is due only against its return."""

    wants_return = replace(NOTHING, outcome="ask_claimant", needs=("return",))
    asked = after(
        draft(ground=Ground.DAMAGED),
        file(ground=Ground.DAMAGED),
        assess(wants_return),
    )

    def test_asks_the_seller_for_an_address_first(self) -> None:
        assert self.asked.return_state is ReturnState.ASKED
        assert self.asked.next_actor is Actor.SELLER
        assert self.asked.due_at == NOW + timedelta(hours=48)

    def test_then_waits_for_the_claimant_to_hand_over(self) -> None:
        claim = self.moved(ReturnState.LABEL_GIVEN, SELLER)

        assert claim.next_actor is Actor.CLAIMANT
        assert claim.due_at == datetime(2027, 3, 16, 4, tzinfo=UTC)

    def test_then_waits_for_the_seller_to_look(self) -> None:
        claim = self.moved(ReturnState.ACCEPTED, SELLER)
        claim = self.moved(ReturnState.HANDED_OVER, CLAIMANT, claim)
        claim = self.moved(ReturnState.RECEIVED, By(Role.CARRIER), claim)

        assert claim.next_actor is Actor.SELLER
        assert claim.returned_at == NOW
        assert claim.due_at == datetime(2027, 3, 4, 5, tzinfo=UTC)  # Two business days: Wednesday.

    def test_keeps_the_steps_in_order(self) -> None:
        step = c.MoveReturn(ReturnState.INSPECTED, SELLER, NOW)

        assert reason(self.asked, step) == "return_step_out_of_order"

    @pytest.mark.parametrize(
        ("to", "by"),
        [
            (ReturnState.ACCEPTED, CLAIMANT),
            (ReturnState.LABEL_GIVEN, CLAIMANT),
            (ReturnState.REFUSED, CLAIMANT),
            (ReturnState.CLAIMANT_KEEPS, SELLER),
        ],
    )
    def test_takes_nobodys_word_for_the_others_step(self, to: ReturnState, by: By) -> None:
        assert reason(self.asked, move(to, by)) == "return_step_not_yours"

    def test_lets_nobody_claim_silence(self) -> None:
        step = c.MoveReturn(ReturnState.UNANSWERED, CLAIMANT, NOW)

        assert reason(self.asked, step) == "return_step_not_yours"

    @pytest.mark.parametrize(
        ("to", "why"),
        [
            (ReturnState.ACCEPTED, "return_needs_an_address"),
            (ReturnState.LABEL_GIVEN, "return_needs_a_label"),
            (ReturnState.HANDED_OVER, "return_has_no_address_yet"),
            (ReturnState.NOT_ARRIVED, "return_step_out_of_order"),
        ],
    )
    def test_says_first_where_the_goods_go(self, to: ReturnState, why: str) -> None:
        by = CLAIMANT if to is ReturnState.HANDED_OVER else SELLER

        assert reason(self.asked, c.MoveReturn(to, by, NOW)) == why

    def test_tells_until_when_somebody_has_time_to_say_where(self) -> None:
        decision = decide(self.asked, c.MoveReturn(ReturnState.HANDED_OVER, CLAIMANT, NOW))

        assert isinstance(decision, Refused)
        assert decision.facts == {"due_at": self.asked.due_at}

    def test_is_asked_for_before_anything_is_handed_over(self) -> None:
        choosing = replace(self.asked, return_state=ReturnState.NOT_ASKED)

        assert reason(choosing, move(ReturnState.HANDED_OVER, CLAIMANT)) == "return_not_asked_for"

    @pytest.mark.parametrize("to", [ReturnState.ACCEPTED, ReturnState.LABEL_GIVEN])
    def test_gives_the_time_to_hand_over_from_the_day_it_was_said_where(
        self, to: ReturnState
    ) -> None:
        later = NOW + timedelta(days=1)
        given = after(
            move(to, SELLER, at=later), assess(self.wants_return, at=later), claim=self.asked
        )
        assert given.return_from_at == later
        assert given.due_at == datetime(2027, 3, 17, 4, tzinfo=UTC)

    def test_begins_that_time_anew_where_an_address_is_put_right(self) -> None:
        given = self.moved(ReturnState.ACCEPTED, SELLER)
        later = NOW + timedelta(days=3)

        again = after(
            move(ReturnState.LABEL_GIVEN, SELLER, at=later),
            assess(self.wants_return, at=later),
            claim=given,
        )

        assert again.due_at is not None
        assert given.due_at is not None
        assert again.due_at - given.due_at > timedelta(days=2)

    def test_is_not_said_to_have_never_come_once_it_counts_as_received(self) -> None:
        received = self.moved(ReturnState.RECEIVED, SELLER, self.handed_over())

        step = move(ReturnState.NOT_ARRIVED, SELLER)
        assert reason(received, step) == "return_counts_as_received"

    def test_that_never_came_gives_the_claimant_time_of_their_own(self) -> None:
        asked_before = replace(
            self.handed_over(),
            claimant_due_at=NOW - timedelta(days=9),
            silent=frozenset({"evidence"}),
        )

        lost = after(self.never_came, assess(self.asks_proof), claim=asked_before)

        assert (lost.stage, lost.clock) == (Stage.NEEDS_CLAIMANT, "return_proof")
        assert lost.due_at is not None
        assert lost.due_at > NOW + timedelta(days=13)

    def test_that_never_came_asks_once_and_then_a_person(self) -> None:
        lost = after(self.never_came, assess(self.asks_proof), claim=self.handed_over())
        assert lost.due_at is not None
        silent = after(run_out("return_proof", lost.due_at), claim=lost)

        assert silent.silent == {"return_proof"}
        closed = after(assess(self.asks_proof, at=lost.due_at), claim=silent)
        assert closed.closed_as is ClosedAs.LAPSED  # Only where the terms still asked the same.

    def test_may_come_after_all(self) -> None:
        lost = after(self.never_came, assess(self.asks_proof), claim=self.handed_over())

        claim = self.moved(ReturnState.RECEIVED, SELLER, lost)

        assert (claim.stage, claim.return_state) == (Stage.AWAITING_RETURN, ReturnState.RECEIVED)

    @pytest.mark.parametrize(
        ("by", "sealed", "why"),
        [
            (CLAIMANT, None, "tracking_number_missing"),
            (CLAIMANT, ADDRESS, None),
            (HANDLER, None, None),
        ],
    )
    def test_is_shown_by_a_number_that_somebody_can_look_up(
        self, by: By, sealed: SealedText | None, why: str | None
    ) -> None:
        said = c.StateFact("return_proof", "tracked", "seen", by, NOW, sealed=sealed)
        decision = decide(self.handed_over(), said)

        assert (decision.reason if isinstance(decision, Refused) else None) == why

    def test_is_shown_only_once_it_was_handed_over(self) -> None:
        said = c.StateFact("return_proof", "receipt", "", CLAIMANT, NOW)

        assert reason(self.asked, said) == "return_not_handed_over"

    never_came = move(ReturnState.NOT_ARRIVED, SELLER)
    asks_proof = open_question("return_proof", source="claimant")

    def handed_over(self) -> Claim:
        return self.moved(
            ReturnState.HANDED_OVER, CLAIMANT, self.moved(ReturnState.ACCEPTED, SELLER)
        )

    def test_is_refused_where_no_return_is_awaited(self) -> None:
        step = c.MoveReturn(ReturnState.HANDED_OVER, CLAIMANT, NOW)

        assert reason(screening(), step) == "no_return_awaited"

    def moved(self, to: ReturnState, by: By, claim: Claim | None = None) -> Claim:
        return after(move(to, by), assess(self.wants_return), claim=claim or self.asked)
