"""What follows from what the terms say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.core.claim.values import By, Finding
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.require import InvariantBroken
from tests.core.claim.claims import (
    AUTOMATION,
    CLAIMANT,
    DENY,
    DETERMINATION_ID,
    HANDLER,
    LEAD,
    NOTHING,
    NOW,
    OTHER_LEAD,
    PART,
    PAY,
    REFER,
    SELLER,
    after,
    assess,
    events,
    open_question,
    paying,
    reason,
    run_out,
    screening,
)


class TestOpenQuestions:
    def test_go_to_the_claimant_together(self) -> None:
        asked = assess(open_question("photos", "seller_contacted", source="claimant"))

        claim = after(asked, claim=screening())

        assert claim.stage is Stage.NEEDS_CLAIMANT
        assert claim.asked == ("photos", "seller_contacted")
        assert claim.due_at == datetime(2027, 3, 16, 4, tzinfo=UTC)

    def test_keep_one_deadline_however_many_answers(self) -> None:
        first = after(assess(open_question("photos", source="claimant")), claim=screening())
        a_week_later = NOW + timedelta(days=7)

        claim = after(
            c.StateFact("photos", 1, "", CLAIMANT, a_week_later),
            assess(open_question("seller_contacted", source="claimant"), at=a_week_later),
            claim=first,
        )

        assert claim.due_at == first.due_at

    def test_go_to_the_seller_with_a_clock(self) -> None:
        claim = after(assess(open_question("seller_answer", source="seller")), claim=screening())

        assert claim.stage is Stage.AWAITING_ANSWERS
        assert claim.due_at == NOW + timedelta(hours=48)

    def test_leave_the_sellers_deadline_alone_when_a_fact_comes_in(self) -> None:
        question = open_question("seller_answer", source="seller")
        asked = after(assess(question), claim=screening())
        tomorrow = NOW + timedelta(days=1)

        claim = after(
            c.StateFact("photos", 1, "", CLAIMANT, tomorrow),
            assess(question, at=tomorrow),
            claim=asked,
        )

        assert claim.stage is Stage.AWAITING_ANSWERS
        assert (claim.due_at, claim.put_to_seller_at) == (asked.due_at, NOW)

    def test_go_to_a_person_once_the_seller_had_its_say(self) -> None:
        question = open_question("seller_answer", source="seller")
        asked = after(assess(question), claim=screening())

        answered = c.AnswerClaim("rejected", "It arrived.", SELLER, NOW)
        claim = after(answered, assess(question), claim=asked)

        assert claim.stage is Stage.REFERRED

    @pytest.mark.parametrize("source", ["handler", "marketplace", "carrier", "expert"])
    def test_go_to_a_person_where_nobody_outside_can_answer(self, source: str) -> None:
        claim = after(assess(open_question("difference", source=source)), claim=screening())

        assert claim.stage is Stage.REFERRED
        assert claim.asked == ("difference",)

    def test_never_go_to_a_seller_nobody_knows(self) -> None:
        unknown_seller = screening(seller_id=None)

        with pytest.raises(InvariantBroken):
            events(unknown_seller, assess(open_question("seller_answer", source="seller")))

    def test_end_the_claim_when_the_claimants_time_is_over(self) -> None:
        question = open_question("photos", source="claimant")
        asked = after(assess(question), claim=screening())
        assert asked.due_at is not None

        claim = after(
            run_out("evidence", asked.due_at), assess(question, at=asked.due_at), claim=asked
        )

        assert claim.closed_as is ClosedAs.LAPSED

    def test_that_the_outcome_names_go_to_the_claimant_too(self) -> None:
        needs_photos = replace(NOTHING, outcome="ask_claimant", needs=("photos",))
        asked = after(assess(needs_photos), claim=screening())
        assert asked.due_at is not None

        lapsed = after(
            run_out("evidence", asked.due_at), assess(needs_photos, at=asked.due_at), claim=asked
        )

        assert asked.asked == ("photos",)
        assert lapsed.closed_as is ClosedAs.LAPSED

    def test_stop_a_person_from_deciding(self) -> None:
        confirmed = assess(open_question("difference", source="handler"), by=HANDLER, confirms=True)

        assert reason(screening(), confirmed) == "facts_missing"

    @pytest.mark.parametrize("hole", ["payer", "bearer", "claim_back", "decided_by"])
    def test_count_as_open_while_payer_or_bearer_is(self, hole: str) -> None:
        finding = replace(
            open_question("seller_answer", source="seller"), outcome="pay", payable_minor=60_00
        )

        open_there: dict[str, Any] = {hole: None}
        claim = after(assess(replace(finding, **open_there)), claim=screening())

        assert claim.stage is Stage.AWAITING_ANSWERS


class TestDetermination:
    def test_pays_at_once_what_the_terms_settle(self) -> None:
        determined, ordered = events(screening(), assess(PAY))

        assert isinstance(determined, e.ClaimDetermined)
        assert isinstance(ordered, e.PayoutOrdered)
        assert ordered.payout_id == determined.determination_id == DETERMINATION_ID
        assert ordered.amount_minor == 60_00

    def test_denies_with_its_clause(self) -> None:
        determined, closed = events(screening(), assess(DENY))

        assert isinstance(determined, e.ClaimDetermined)
        assert determined.clause == "12.7"
        assert closed == e.ClaimClosed(ClosedAs.DENIED, NOW)

    @pytest.mark.parametrize(
        ("outcome", "closed_as"),
        [("out_of_scope", ClosedAs.OUT_OF_SCOPE), ("settled", ClosedAs.SETTLED_BY_SELLER)],
    )
    def test_closes_as_the_outcome_says(self, outcome: str, closed_as: ClosedAs) -> None:
        claim = after(assess(replace(NOTHING, outcome=outcome)), claim=screening())

        assert claim.closed_as is closed_as

    def test_never_pays_more_than_was_allowed(self) -> None:  # P3
        with pytest.raises(InvariantBroken, match="P3"):
            events(screening(), assess(replace(PAY, payable_minor=60_01)))

    def test_never_allows_more_than_was_claimed(self) -> None:  # P3
        part = replace(PART, allowed_minor=60_01)

        with pytest.raises(InvariantBroken, match="P3"):
            events(screening(), assess(replace(PAY, parts=(part,))))

    def test_pays_nothing_with_a_denial(self) -> None:
        with pytest.raises(InvariantBroken):
            events(screening(), assess(replace(DENY, payable_minor=1)))

    def test_always_cites_a_clause(self) -> None:
        with pytest.raises(InvariantBroken, match="clause"):
            events(screening(), assess(replace(PAY, clause=None)))

    def test_is_under_the_terms_the_claim_was_made_under(self) -> None:  # P8
        with pytest.raises(InvariantBroken, match="P8"):
            events(screening(), assess(replace(PAY, terms_hash="other")))

    def test_is_made_once(self) -> None:
        assert reason(paying(), assess(PAY)) == "claim_not_being_assessed"


class TestAuthority:
    def test_waits_for_a_handler(self) -> None:
        claim = after(assess(self.needing("handler")), claim=screening())

        assert claim.stage is Stage.ASSESSING
        assert claim.next_actor is Actor.HANDLER

    @pytest.mark.parametrize("authority", ["lead", "two_people"])
    def test_waits_for_a_lead(self, authority: str) -> None:
        claim = after(assess(self.needing(authority)), claim=screening())

        assert claim.next_actor is Actor.LEAD

    @pytest.mark.parametrize("by", [HANDLER, LEAD])
    def test_is_enough_with_a_handler_or_a_lead(self, by: By) -> None:
        claim = after(self.confirmed("handler", by), claim=screening())

        assert claim.stage is Stage.PAYING

    @pytest.mark.parametrize("by", [AUTOMATION, CLAIMANT, SELLER])
    def test_belongs_to_our_people(self, by: By) -> None:
        assert reason(screening(), self.confirmed("handler", by)) == "decision_needs_a_person"

    def test_above_a_handlers_belongs_to_a_lead(self) -> None:
        assert reason(screening(), self.confirmed("lead", HANDLER)) == "decision_needs_a_lead"

    def test_of_two_people_needs_another_one(self) -> None:  # P9
        seconded = after(self.confirmed("two_people", LEAD), claim=screening())

        assert seconded.stage is Stage.SCREENING
        assert reason(seconded, self.confirmed("two_people", LEAD)) == "second_person_needed"
        assert after(self.confirmed("two_people", OTHER_LEAD), claim=seconded).stage is Stage.PAYING

    def test_of_the_first_of_two_ends_when_something_new_is_known(self) -> None:  # P9
        seconded = after(self.confirmed("two_people", LEAD), claim=screening())

        claim = after(
            c.StateFact("photos", 1, "", CLAIMANT, NOW),
            assess(replace(DENY, decided_by="two_people"), by=OTHER_LEAD, confirms=True),
            claim=seconded,
        )

        assert not claim.is_closed
        assert claim.seconded_by == OTHER_LEAD

    def test_is_awaited_once(self) -> None:
        waiting = after(assess(self.needing("handler")), claim=screening())

        assert reason(waiting, assess(self.needing("handler"))) == "still_being_assessed"

    def needing(self, authority: str) -> Finding:
        return replace(PAY, decided_by=authority)

    def confirmed(self, authority: str, by: By) -> c.AssessClaim:
        return assess(self.needing(authority), by=by, confirms=True)


class TestReferral:
    def test_gives_a_person_two_business_days(self) -> None:
        claim = after(assess(REFER), claim=screening())

        assert claim.stage is Stage.REFERRED
        assert claim.due_at == datetime(2027, 3, 4, 5, tzinfo=UTC)

    def test_stays_as_it_is_while_nothing_is_new(self) -> None:
        referred = after(assess(REFER), claim=screening())

        assert reason(referred, assess(REFER)) == "still_referred"


class TestWaiting:
    def test_lasts_until_the_terms_open_the_claim(self) -> None:
        opens_at = NOW + timedelta(hours=7)
        wait = replace(NOTHING, outcome="not_yet", seller_turn="wait", claim_opens_at=opens_at)

        claim = after(assess(wait), claim=screening())

        assert claim.stage is Stage.WAITING_FOR_SELLER
        assert claim.due_at == opens_at

    @pytest.mark.parametrize("opens_at", [None, NOW])
    def test_lasts_the_sellers_whole_time_where_no_later_instant_is_known(
        self, opens_at: datetime | None
    ) -> None:
        wait = replace(NOTHING, outcome="not_yet", claim_opens_at=opens_at)

        assert after(assess(wait), claim=screening()).due_at == NOW + timedelta(hours=48)
