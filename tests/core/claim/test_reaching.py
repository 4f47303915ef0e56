"""Parties whom no notice reaches: their time stands still, we are next, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import handle as thinking
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim import loss_events as le
from makewhole.core.claim import time_commands as tc
from makewhole.core.claim import time_events as te
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.evolve import evolve
from makewhole.core.claim.loss import CONTEST, INSURER_ANSWER, LOSS_ANSWER, Asked, Loss
from makewhole.core.claim.reaching import reached_by
from makewhole.core.claim.stages import ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By
from makewhole.core.claim.waits import WAITS, resumed
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused
from tests.core.claim.claims import (
    AUTOMATION,
    CLAIMANT,
    HANDLER,
    NOW,
    REFER,
    SELLER,
    TIMETABLE,
    after,
    assess,
    draft,
    events,
    open_question,
    paying,
    reason,
    run_out,
    screening,
)
from tests.core.claim.losses import HEADS, INSURER_ID
from tests.scenarios import people
from tests.scenarios.story import do, read_story

STORY = Path(people.__file__).with_name("a-seller-whom-no-mail-reaches-answers-all-the-same.toml")
DAY = timedelta(days=1)
TWO_BUSINESS_DAYS = datetime(2027, 3, 4, 5, tzinfo=UTC)
_LOSS = Loss(HEADS)
FIFTEEN_DAYS_ON = datetime(2027, 4, 6, 4, tzinfo=UTC)  # From 21 March, when it runs again.
EVIDENCE_ENDS = datetime(2027, 3, 16, 4, tzinfo=UTC)  # Fourteen days after Monday, 1 March.


def asked() -> Claim:
    return after(assess(open_question("photos", source="claimant")), claim=screening())


def put_to_seller() -> Claim:
    return after(assess(open_question("tracking", source="seller")), claim=screening())


def loses(actor: Actor, at: datetime = NOW) -> tc.LoseParty:
    return tc.LoseParty(actor, TIMETABLE, at)


def reaches(
    actor: Actor, at: datetime, by: By = HANDLER, how: str = "by telephone"
) -> tc.ReachParty:
    return tc.ReachParty(actor, how, TIMETABLE, by, at)


def running(claim: Claim) -> dict[str, tuple[Actor, datetime]]:
    return {one.name: (one.actor, one.due_at) for one in deadlines(claim)}


class TestAPartyThatIsNotReached:
    def test_has_time_that_stands_still_and_one_of_us_is_next(self) -> None:  # P5
        claim = after(loses(Actor.CLAIMANT), claim=asked())

        assert (claim.stage, claim.next_actor) == (Stage.NEEDS_CLAIMANT, Actor.HANDLER)
        assert (claim.clock, claim.due_at) == ("reach_claimant", TWO_BUSINESS_DAYS)
        assert "evidence" not in running(claim)
        assert "reminder" not in running(claim)
        assert running(claim)["reach_claimant"] == (Actor.HANDLER, TWO_BUSINESS_DAYS)

    def test_is_not_presumed_to_be_silent(self) -> None:
        claim = after(loses(Actor.CLAIMANT), claim=asked())

        assert reason(claim, run_out("evidence", at=EVIDENCE_ENDS)) == "clock_does_not_run"

    def test_is_a_leads_to_reach_once_our_time_has_ended(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())
        assert reason(lost, run_out("reach_claimant", at=NOW)) == "clock_not_due"
        assert reason(asked(), run_out("reach_claimant", at=NOW)) == "clock_does_not_run"

        late = after(run_out("reach_claimant", at=TWO_BUSINESS_DAYS), claim=lost)

        assert (late.next_actor, late.clock) == (Actor.LEAD, "reach_claimant")
        assert late.due_at == datetime(2027, 3, 9, 5, tzinfo=UTC)
        assert late.unreached[0].due_at == EVIDENCE_ENDS

    def test_is_lost_once_and_only_while_its_time_runs(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())

        assert reason(lost, loses(Actor.CLAIMANT)) == "party_unreached_already"
        assert reason(asked(), loses(Actor.SELLER)) == "party_not_awaited"
        assert reason(asked(), loses(Actor.CLAIMANT, EVIDENCE_ENDS)) == "party_not_awaited"
        assert reason(after(draft()), loses(Actor.CLAIMANT)) == "party_not_awaited"
        assert reason(paying(), loses(Actor.CLAIMANT)) == "party_not_awaited"


class TestReaching:
    def test_gives_back_all_the_days_that_were_left(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())

        claim = after(reaches(Actor.CLAIMANT, NOW + 20 * DAY), claim=lost)

        assert (claim.next_actor, claim.clock) == (Actor.CLAIMANT, "evidence")
        # From 1 to 15 March were left, the day on which it stood still among them.
        assert claim.due_at == FIFTEEN_DAYS_ON
        assert claim.claimant_due_at == claim.due_at
        assert claim.unreached == ()
        assert running(claim)["reminder"] == (
            Actor.CLAIMANT,
            NOW + 20 * DAY + (FIFTEEN_DAYS_ON - NOW - 20 * DAY) / 2,
        )

    def test_gives_back_hours_to_the_second(self) -> None:
        lost = after(loses(Actor.SELLER, NOW + timedelta(hours=8)), claim=put_to_seller())

        claim = after(reaches(Actor.SELLER, NOW + 3 * DAY), claim=lost)

        assert claim.due_at == NOW + 3 * DAY + timedelta(hours=40)
        assert claim.seller_due_at == claim.due_at

    def test_is_said_by_one_of_us_with_how(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())

        silent = reaches(Actor.CLAIMANT, NOW, how=" ")
        assert reason(lost, silent) == "reaching_needs_a_reason"
        assert reason(lost, reaches(Actor.CLAIMANT, NOW, by=SELLER)) == "decision_needs_a_person"
        assert reason(asked(), reaches(Actor.CLAIMANT, NOW)) == "party_not_unreached"

    def test_of_who_acts_themselves_needs_no_words(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())

        (reached,) = events(lost, reaches(Actor.CLAIMANT, NOW + DAY, by=CLAIMANT, how=""))

        assert isinstance(reached, te.PartyReached)
        assert after(reaches(Actor.CLAIMANT, NOW + DAY, by=CLAIMANT, how=""), claim=lost).clock == (
            "evidence"
        )

    def test_follows_from_an_act_of_the_party_and_of_nobody_else(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())
        says = c.StateFact("photos", 2, "", CLAIMANT, NOW)
        found = c.StateFact("photos", 2, "by telephone", HANDLER, NOW)
        looks = assess(REFER, by=AUTOMATION)

        reached = reached_by(lost, says, TIMETABLE)

        assert reached == tc.ReachParty(Actor.CLAIMANT, "", TIMETABLE, CLAIMANT, NOW)
        assert reached_by(lost, found, TIMETABLE) is None
        assert reached_by(lost, looks, TIMETABLE) is None
        assert reached_by(lost, loses(Actor.CLAIMANT), TIMETABLE) is None
        assert reached_by(lost, reaches(Actor.CLAIMANT, NOW), TIMETABLE) is None


class TestWhatHappensMeanwhile:
    def test_a_new_look_asks_again_and_the_time_still_stands(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())
        later = NOW + 20 * DAY
        looked = after(
            c.StateFact("photos", 2, "seen", HANDLER, later),
            assess(open_question("usage", source="claimant"), at=later),
            claim=lost,
        )

        assert (looked.stage, looked.next_actor) == (Stage.NEEDS_CLAIMANT, Actor.HANDLER)
        assert looked.unreached[0].stood_since == NOW
        reached = after(reaches(Actor.CLAIMANT, later), claim=looked)
        assert reached.due_at == FIFTEEN_DAYS_ON

    def test_a_claim_that_waits_for_somebody_else_runs_their_time(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())

        referred = after(c.StateFact("photos", 2, "seen", HANDLER, NOW), assess(REFER), claim=lost)

        assert (referred.stage, referred.clock) == (Stage.REFERRED, "referral")
        assert "reach_claimant" not in running(referred)
        assert referred.unreached[0].due_at == EVIDENCE_ENDS

    def test_a_party_that_is_reached_while_others_are_next_keeps_its_days(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())
        later = NOW + 20 * DAY
        referred = after(c.StateFact("photos", 2, "seen", HANDLER, NOW), assess(REFER), claim=lost)

        reached = after(reaches(Actor.CLAIMANT, later), claim=referred)

        assert (reached.stage, reached.due_at) == (Stage.REFERRED, referred.due_at)
        assert reached.claimant_due_at == FIFTEEN_DAYS_ON

    def test_a_new_wait_of_a_party_that_is_not_reached_never_begins(self) -> None:
        lost = after(loses(Actor.CLAIMANT), claim=asked())
        later = NOW + 2 * DAY
        waits = e.ReturnAwaited(
            ReturnState.NOT_ASKED, Actor.CLAIMANT, EVIDENCE_ENDS + DAY, later, (later,)
        )
        screened = after(c.StateFact("photos", 2, "seen", HANDLER, later), claim=lost)

        claim = evolve(screened, waits)

        assert (claim.next_actor, claim.clock) == (Actor.HANDLER, "reach_claimant")
        assert claim.unreached[0].stood_since == later
        assert claim.unreached[0].clock == "return_choice"


class TestALoss:
    def asked_both(self) -> Claim:
        rows = (
            Asked(LOSS_ANSWER, Actor.SELLER, SELLER.party_id, NOW + 7 * DAY),
            Asked(INSURER_ANSWER, Actor.INSURER, INSURER_ID, NOW + 40 * DAY),
        )
        claim = replace(screening(), loss=_LOSS)
        return evolve(
            evolve(claim, le.AnswersAsked(rows, NOW)),
            le.AnswersAwaited(Actor.SELLER, NOW + 7 * DAY, NOW),
        )

    def test_stands_still_for_the_one_and_runs_for_the_other(self) -> None:
        claim = after(loses(Actor.SELLER), claim=self.asked_both())

        assert running(claim)["reach_seller"] == (Actor.HANDLER, TWO_BUSINESS_DAYS)
        assert LOSS_ANSWER not in running(claim)
        assert running(claim)[INSURER_ANSWER] == (Actor.INSURER, NOW + 40 * DAY)
        assert (claim.next_actor, claim.due_at) == (Actor.HANDLER, TWO_BUSINESS_DAYS)

    def test_is_the_insurers_where_its_time_ends_before_ours(self) -> None:
        soon = NOW + timedelta(hours=1)
        both = self.asked_both()
        assert both.loss is not None
        rows = tuple(
            replace(row, due_at=soon) if row.actor is Actor.INSURER else row
            for row in both.loss.answers
        )

        claim = after(
            loses(Actor.SELLER), claim=replace(both, loss=replace(both.loss, answers=rows))
        )

        assert (claim.next_actor, claim.due_at, claim.clock) == (
            Actor.INSURER,
            soon,
            INSURER_ANSWER,
        )

    def test_goes_on_with_all_that_was_left(self) -> None:
        lost = after(loses(Actor.SELLER), claim=self.asked_both())

        claim = after(reaches(Actor.SELLER, NOW + 10 * DAY), claim=lost)

        # The last of seven days was 8 March: eight days, that of the pause among them, were left.
        ends_at = datetime(2027, 3, 20, 4, tzinfo=UTC)
        assert (claim.next_actor, claim.due_at, claim.clock) == (
            Actor.SELLER,
            ends_at,
            LOSS_ANSWER,
        )
        assert running(claim)[LOSS_ANSWER] == (Actor.SELLER, ends_at)

    def test_waits_for_both_where_neither_is_reached(self) -> None:
        lost = after(loses(Actor.SELLER), loses(Actor.INSURER), claim=self.asked_both())

        assert set(running(lost)) >= {"reach_seller", "reach_insurer"}
        late = after(run_out("reach_seller", at=TWO_BUSINESS_DAYS), claim=lost)

        assert late.next_actor is Actor.HANDLER  # For the insurer, whose turn is as old.
        assert running(late)["reach_seller"][0] is Actor.LEAD

    def test_that_settles_a_cost_beside_the_stage_stands_still_too(self) -> None:
        contest = Asked(CONTEST, Actor.SELLER, SELLER.party_id, NOW + 30 * DAY)
        claim = evolve(replace(paying(), loss=_LOSS), le.AnswersAsked((contest,), NOW))

        lost = after(loses(Actor.SELLER), claim=claim)

        assert (lost.next_actor, lost.clock) == (Actor.RAIL, "payout")
        assert CONTEST not in running(lost)
        assert running(lost)["reach_seller"][0] is Actor.HANDLER


@pytest.mark.parametrize("clock", sorted(WAITS))
def test_a_wait_that_stands_still_never_ends_earlier(clock: str) -> None:
    due_at = NOW + 5 * DAY

    assert resumed(clock, due_at, NOW, TIMETABLE, NOW + DAY) > due_at


def test_an_answer_that_our_people_write_down_says_how_it_came() -> None:
    """It reaches the party, so it needs the words that reaching does."""
    _, story, steps = read_story(STORY)
    for when, _then in steps[:2]:
        do(story, when)
    answered = lc.AnswerLoss(Actor.SELLER, "accepted", "", TIMETABLE, HANDLER, story.now)

    refused = thinking.handle(story.case(), answered)

    assert isinstance(refused, Refused)
    assert refused.reason == "reaching_needs_a_reason"


def test_an_act_that_does_not_stand_reaches_nobody() -> None:
    _, story, steps = read_story(STORY)
    for when, _then in steps[:2]:
        do(story, when)
    unknown = c.AnswerClaim("perhaps", "", SELLER, story.now)

    refused = thinking.handle(story.case(), unknown)

    assert isinstance(refused, Refused)
    assert refused.reason == "answer_unknown"
