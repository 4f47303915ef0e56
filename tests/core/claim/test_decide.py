"""What people may do to a claim, each boundary on both sides."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, Role
from makewhole.core.clocks.clock import Actor
from tests.core.claim.claims import (
    AUTOMATION,
    CLAIMANT,
    DETERMINATION_ID,
    HANDLER,
    LEAD,
    NOTHING,
    NOW,
    PAY,
    SECOND,
    SELLER,
    TIMETABLE,
    after,
    assess,
    draft,
    events,
    file,
    open_question,
    paying,
    reason,
    run_out,
    screening,
)


class TestDraftClaim:
    def test_runs_for_thirty_days_in_the_market(self) -> None:
        claim = after(draft())

        assert claim.stage is Stage.DRAFT
        # 31 March ends in New York at 04:00 UTC, since daylight saving time has begun.
        assert claim.due_at == datetime(2027, 4, 1, 4, tzinfo=UTC)

    def test_refuses_a_second_beginning(self) -> None:
        assert reason(after(draft()), draft()) == "claim_exists_already"

    def test_refuses_no_line(self) -> None:
        assert reason(None, draft(lines=())) == "claim_names_no_line"

    def test_refuses_a_line_named_twice(self) -> None:
        assert reason(None, draft(lines=(Line(1, 1), Line(1, 2)))) == "claim_names_a_line_twice"

    def test_takes_its_ground_from_nobody_until_it_is_filed(self) -> None:
        assert after(draft()).ground is not None
        assert after(draft()).taken_ground is None
        assert after(draft(), file()).taken_ground is after(draft(), file()).ground


class TestFileClaim:
    def test_starts_our_own_time(self) -> None:
        claim = after(draft(), file())

        assert claim.stage is Stage.SCREENING
        assert claim.filed_at == NOW
        assert claim.decide_by == datetime(2027, 5, 31, 4, tzinfo=UTC)

    def test_says_from_when_on_where_it_is_too_early(self) -> None:
        early = file(finding=replace(NOTHING, outcome="not_yet", timely="too_early"))

        assert reason(after(draft()), early) == "too_early"

    def test_sends_the_claimant_to_the_seller_first(self) -> None:
        unasked = file(finding=replace(NOTHING, outcome="not_yet", seller_turn="contact"))

        assert reason(after(draft()), unasked) == "contact_seller_first"

    @pytest.mark.parametrize("offer", [False, None])
    def test_opens_nothing_unasked_that_the_terms_do_not_offer(self, offer: bool | None) -> None:
        unasked = file(by=AUTOMATION, finding=replace(PAY, offer_unasked=offer))

        assert reason(after(draft(by=AUTOMATION)), unasked) == "nothing_to_offer_unasked"

    def test_refuses_a_second_filing(self) -> None:
        assert reason(screening(), file()) == "claim_filed_already"

    def test_refuses_what_never_began(self) -> None:
        assert reason(None, file()) == "claim_not_found"

    def test_refuses_a_clock_that_goes_backwards(self) -> None:
        assert reason(after(draft()), file(at=NOW - SECOND)) == "clock_went_backwards"

    def test_needs_no_return_of_goods_that_never_came(self) -> None:
        assert screening().return_state is ReturnState.NOT_NEEDED


class TestStateFact:
    def test_sends_the_claim_back_to_the_terms(self) -> None:
        asked = after(assess(open_question("photos", source="claimant")), claim=screening())

        claim = after(c.StateFact("photos", 2, "", CLAIMANT, NOW), claim=asked)

        assert claim.stage is Stage.SCREENING
        assert [(s.fact, s.value) for s in claim.statements] == [("photos", 2)]

    def test_leaves_a_draft_a_draft(self) -> None:
        claim = after(draft(), c.StateFact("photos", 2, "", CLAIMANT, NOW))

        assert claim.stage is Stage.DRAFT

    def test_is_refused_once_money_is_on_its_way(self) -> None:
        late = c.StateFact("photos", 2, "", CLAIMANT, NOW)

        assert reason(paying(), late) == "claim_not_listening"

    @pytest.mark.parametrize("by", [HANDLER, LEAD])
    def test_needs_a_reason_from_our_own_people(self, by: By) -> None:
        finding = c.StateFact("difference", "material", "", by, NOW)

        assert reason(screening(), finding) == "finding_needs_a_reason"

    @pytest.mark.parametrize("state", ReturnState)
    def test_of_an_item_waits_until_it_is_back(self, state: ReturnState) -> None:
        claim = replace(screening(), return_state=state)
        worth = c.StateFact("part_percent", 60, "it was used", SELLER, NOW, line=1)

        if state in (ReturnState.RECEIVED, ReturnState.INSPECTED):
            assert after(worth, claim=claim).statements[-1].line == 1
        else:
            assert reason(claim, worth) == "goods_not_back"

    def test_of_an_item_names_a_line_of_the_claim(self) -> None:
        worth = c.StateFact("part_percent", 60, "it was used", HANDLER, NOW, line=7)

        assert reason(screening(), worth) == "line_not_in_claim"

    def test_of_an_item_needs_a_reason_from_the_seller_too(self) -> None:
        back = replace(screening(), return_state=ReturnState.INSPECTED)
        worth = c.StateFact("part_percent", 60, "", SELLER, NOW, line=1)

        assert reason(back, worth) == "finding_needs_a_reason"


class TestAnswerClaim:
    put = after(assess(open_question("seller_answer", source="seller")), claim=screening())
    due_at = NOW + timedelta(hours=48)

    def test_is_taken_to_the_last_second(self) -> None:
        claim = after(self.answer("accepted", at=self.due_at - SECOND), claim=self.put)

        assert claim.seller_answer == "accepted"
        assert claim.stage is Stage.SCREENING

    def test_is_too_late_when_the_clock_is_due(self) -> None:
        assert reason(self.put, self.answer("accepted", at=self.due_at)) == "answer_too_late"

    def test_needs_a_reason_to_reject(self) -> None:
        assert reason(self.put, self.answer("rejected")) == "rejection_needs_a_reason"

    def test_is_accepted_or_rejected(self) -> None:
        assert reason(self.put, self.answer("perhaps")) == "answer_unknown"

    def test_stands_once(self) -> None:
        answered = after(self.answer("accepted"), claim=self.put)

        assert reason(answered, self.answer("rejected", "new")) == "seller_answered_already"

    def test_is_refused_where_nothing_was_put(self) -> None:
        assert reason(screening(), self.answer("accepted")) == "claim_not_put_to_seller"

    def answer(self, answer: str, why: str = "", at: datetime = NOW) -> c.AnswerClaim:
        return c.AnswerClaim(answer, why, SELLER, at)


class TestRecordPayout:
    def test_closes_the_claim_when_the_money_arrived(self) -> None:
        claim = after(self.said("settled"), claim=paying())

        assert claim.closed_as is ClosedAs.PAID
        assert claim.settled_minor == 60_00
        assert not claim.owes_money

    def test_changes_nothing_when_the_rail_repeats_itself(self) -> None:
        claim = after(self.said("settled"), claim=paying())

        assert reason(claim, self.said("settled")) == "payout_result_changes_nothing"

    def test_sends_again_what_failed(self) -> None:
        failed, again = events(paying(), self.said("failed"))

        assert isinstance(failed, e.PayoutFailed)
        assert isinstance(again, e.PayoutOrdered)
        assert (again.payout_id, again.attempt) == (DETERMINATION_ID, 2)

    def test_leaves_a_third_failure_to_finance(self) -> None:
        claim = after(self.said("failed"), self.said("failed", 2), claim=paying())

        (failed,) = events(claim, self.said("failed", 3))

        assert isinstance(failed, e.PayoutFailed)
        assert failed.next_actor is Actor.PROGRAMME

    def test_opens_a_paid_claim_again_when_the_money_came_back(self) -> None:
        closed = after(self.said("settled"), claim=paying())

        claim = after(self.said("returned"), claim=closed)

        assert claim.stage is Stage.PAYING
        assert claim.closed_as is None
        assert claim.settled_minor == 0

    def test_sends_again_what_came_back_before_it_was_seen_to_arrive(self) -> None:
        came_back, again = events(paying(), self.said("returned"))

        assert isinstance(came_back, e.PayoutFailed)
        assert not came_back.came_back
        assert isinstance(again, e.PayoutOrdered)

    @pytest.mark.parametrize("result", ["failed", "returned"])
    def test_hears_of_each_attempt_once(self, result: str) -> None:  # P4
        second_attempt = after(self.said("failed"), claim=paying())

        assert reason(second_attempt, self.said(result)) == "payout_result_changes_nothing"

    def test_sends_again_what_nobody_looked_after(self) -> None:
        given_up = self.given_up()
        assert given_up.due_at is not None

        escalated, again = events(given_up, run_out("payout", given_up.due_at))

        assert isinstance(escalated, e.ReviewEscalated)
        assert isinstance(again, e.PayoutOrdered)
        assert again.attempt == 4

    def test_ignores_another_payout(self) -> None:
        other = replace(self.said("settled"), payout_id=UUID(int=99))

        assert reason(paying(), other) == "payout_not_known"

    def test_believes_a_rail_that_settles_what_it_had_called_failed(self) -> None:
        settled, closed = events(self.given_up(), self.said("settled", 3))

        assert isinstance(settled, e.PayoutSettled)
        assert settled.was_failed
        assert isinstance(closed, e.ClaimClosed)

    def given_up(self) -> Claim:
        return after(*(self.said("failed", attempt) for attempt in (1, 2, 3)), claim=paying())

    def said(self, result: str, attempt: int = 1) -> c.RecordPayout:
        return c.RecordPayout(DETERMINATION_ID, attempt, result, TIMETABLE, NOW)


class TestWithdrawClaim:
    def test_closes_an_undecided_claim(self) -> None:
        claim = after(c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW), claim=screening())

        assert claim.closed_as is ClosedAs.WITHDRAWN

    def test_is_refused_while_money_is_on_its_way(self) -> None:
        assert reason(paying(), c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW)) == "money_on_its_way"

    @pytest.mark.parametrize(
        "state",
        [
            ReturnState.HANDED_OVER,
            ReturnState.NOT_ARRIVED,
            ReturnState.RECEIVED,
            ReturnState.INSPECTED,
        ],
    )
    def test_is_refused_once_the_goods_went_back(self, state: ReturnState) -> None:
        claim = replace(screening(), return_state=state)

        assert reason(claim, c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW)) == "goods_went_back"

    def test_is_refused_when_the_claim_is_closed(self) -> None:
        closed = after(c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW), claim=screening())

        assert reason(closed, c.WithdrawClaim(TIMETABLE, CLAIMANT, NOW)) == "claim_closed"

    @pytest.mark.parametrize("by", [SELLER, AUTOMATION, By(Role.CLOCK)])
    def test_belongs_to_the_claimant(self, by: By) -> None:
        assert (
            reason(screening(), c.WithdrawClaim(TIMETABLE, by, NOW))
            == "only_the_claimant_withdraws"
        )
