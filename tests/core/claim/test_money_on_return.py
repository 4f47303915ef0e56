"""Late and kept: some money at once, the rest only against the goods."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState, Stage
from makewhole.core.clocks.clock import Actor
from tests.core.claim.claims import (
    CLAIMANT,
    DETERMINATION_ID,
    HANDLER,
    NOTHING,
    NOW,
    PAY,
    TIMETABLE,
    after,
    assess,
    draft,
    events,
    file,
    open_question,
)


class TestMoneyAgainstTheReturn:
    """Late and kept: the shipping at once, the rest against the return."""

    shipping_now = replace(PAY, payable_minor=10_00, payable_on_return_minor=50_00)
    late = after(draft(ground=Ground.LATE), file(ground=Ground.LATE))

    def test_waits_for_the_return_once_the_first_money_arrived(self) -> None:
        claim = after(assess(self.shipping_now), self.settled(), claim=self.late)

        assert claim.stage is Stage.AWAITING_RETURN
        assert claim.next_actor is Actor.CLAIMANT
        assert claim.paid_total_minor == 10_00

    def test_closes_as_paid_when_the_claimant_keeps_the_item(self) -> None:
        claim = after(assess(self.shipping_now), self.settled(), claim=self.late)
        kept = c.MoveReturn(ReturnState.CLAIMANT_KEEPS, CLAIMANT, NOW)

        claim = after(kept, assess(replace(PAY, payable_minor=0)), claim=claim)

        assert claim.closed_as is ClosedAs.PAID

    def test_keeps_what_was_paid_when_the_claim_is_withdrawn(self) -> None:  # P2
        claim = after(assess(self.shipping_now), self.settled(), claim=self.late)

        claim = after(c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW), claim=claim)

        assert claim.closed_as is ClosedAs.PAID

    def test_waits_at_once_where_nothing_is_due_before(self) -> None:
        free_shipping = replace(PAY, payable_minor=0, payable_on_return_minor=50_00)

        claim = after(assess(free_shipping), claim=self.late)

        assert claim.stage is Stage.AWAITING_RETURN

    def test_gives_each_step_of_the_goods_one_deadline(self) -> None:
        wants_return = replace(NOTHING, outcome="ask_claimant", needs=("return",))
        damaged = after(draft(ground=Ground.DAMAGED), file(ground=Ground.DAMAGED))
        asked = after(assess(wants_return), claim=damaged)
        tomorrow = NOW + timedelta(days=1)

        claim = after(
            c.StateFact("photos", 1, "", CLAIMANT, tomorrow),
            assess(wants_return, at=tomorrow),
            claim=asked,
        )

        assert (claim.return_state, claim.due_at) == (ReturnState.ASKED, asked.due_at)

    def test_asks_an_unknown_seller_for_nothing(self) -> None:
        wants_return = replace(NOTHING, outcome="ask_claimant", needs=("return",))
        claim = after(draft(ground=Ground.DAMAGED, seller_id=None), file(ground=Ground.DAMAGED))

        claim = after(assess(wants_return), claim=claim)

        assert claim.return_state is ReturnState.ASKED
        assert claim.next_actor is Actor.HANDLER

    def test_goes_on_while_money_that_came_back_is_sent_again(self) -> None:
        waiting = after(assess(self.shipping_now), self.settled(), claim=self.late)

        sent_again = after(self.said("returned"), claim=waiting)
        arrived = after(self.settled(), claim=sent_again)

        assert sent_again.stage is arrived.stage is Stage.AWAITING_RETURN
        assert (sent_again.settled_minor, arrived.settled_minor) == (0, 10_00)

    def test_ends_only_once_money_that_came_back_arrived(self) -> None:
        waiting = after(assess(self.shipping_now), self.settled(), claim=self.late)
        sent_again = after(self.said("returned"), claim=waiting)

        withdrawn = after(c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW), claim=sent_again)

        assert (withdrawn.stage, withdrawn.next_actor) == (Stage.PAYING, Actor.RAIL)
        assert after(self.settled(), claim=withdrawn).closed_as is ClosedAs.PAID

    def test_keeps_the_choice_and_its_deadline_when_a_fact_comes_in(self) -> None:
        waiting = after(assess(self.shipping_now), self.settled(), claim=self.late)
        tomorrow = NOW + timedelta(days=1)

        claim = after(
            c.StateFact("photos", 1, "", CLAIMANT, tomorrow),
            assess(replace(self.shipping_now, payable_minor=0), at=tomorrow),
            claim=waiting,
        )

        assert (claim.stage, claim.due_at) == (Stage.AWAITING_RETURN, waiting.due_at)

    def test_is_decided_whole_while_money_that_came_back_is_sent_again(self) -> None:
        waiting = after(assess(self.shipping_now), self.settled(), claim=self.late)
        rest = replace(PAY, payable_minor=50_00, decided_by="handler")
        inspected = replace(
            waiting, stage=Stage.SCREENING, return_state=ReturnState.INSPECTED, return_due_at=None
        )
        deciding = after(assess(rest), self.said("returned"), claim=inspected)

        paid = after(
            assess(rest, by=HANDLER, confirms=True, determination_id=UUID(int=5)), claim=deciding
        )

        assert deciding.stage is Stage.ASSESSING
        assert [payout.amount_minor for payout in paid.payouts] == [10_00, 50_00]

    @pytest.mark.parametrize("source", ["seller", "claimant"])
    def test_goes_on_with_its_questions_while_money_is_sent_again(self, source: str) -> None:
        waiting = after(assess(self.shipping_now), self.settled(), claim=self.late)
        asked = after(
            c.StateFact("photos", 1, "", CLAIMANT, NOW),
            assess(open_question("other", source=source)),
            claim=waiting,
        )

        sent_again = after(self.said("returned"), claim=asked)
        withdrawn = after(c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW), claim=sent_again)

        assert sent_again.stage is asked.stage
        assert withdrawn.stage is Stage.PAYING

    def test_asks_a_seller_nobody_knows_for_nothing_when_the_claimant_returns_it(self) -> None:
        late = after(draft(ground=Ground.LATE, seller_id=None), file(ground=Ground.LATE))
        waiting = after(assess(self.shipping_now), self.settled(), claim=late)

        claim = after(c.MoveReturn(ReturnState.ASKED, CLAIMANT, NOW), claim=waiting)

        assert claim.return_state is ReturnState.ASKED
        waits = after(
            assess(replace(NOTHING, outcome="ask_claimant", needs=("return",))), claim=claim
        )
        assert waits.next_actor is Actor.HANDLER

    def test_that_never_came_is_an_answer_with_reasons_where_nothing_is_due_any_more(self) -> None:
        waiting = after(assess(self.shipping_now), self.settled(), claim=self.late)
        never_came = replace(waiting, return_state=ReturnState.NOT_ARRIVED, stage=Stage.SCREENING)
        nothing_more = replace(NOTHING, outcome="pay", parts=PAY.parts)

        determined, *_ = events(never_came, assess(nothing_more))

        assert isinstance(determined, e.ClaimDetermined)

    def settled(self) -> c.RecordPayout:
        return self.said("settled")

    def said(self, result: str) -> c.RecordPayout:
        return c.RecordPayout(DETERMINATION_ID, 1, result, TIMETABLE, NOW)
