"""An appeal and its claim together, under the shipped terms."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.core.appeal import handle as thinking
from makewhole.core.appeal.handle import Asked, HandledAppeal, Matter
from makewhole.core.appeal.stages import Result, Side, Stage
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.claim import stages as claims
from makewhole.core.claim.colleagues import Mandate
from makewhole.core.claim.events import ClaimDetermined
from makewhole.core.claim.values import By
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.problems import FactsRefused
from tests.scenarios import appeals
from tests.scenarios.story import ACTORS, Story, do, read_story

STORIES = Path(appeals.__file__).parent
REASONS = Reasons("We looked again.", "It was looked at again.")
OURS = Found("fulfilled_by", "marketplace", "It is our own parcel.")


def told(name: str, steps: int) -> Story:
    """A story up to one of its steps."""
    _, story, all_steps = read_story(STORIES / f"{name}.toml")
    for when, _then in all_steps[:steps]:
        do(story, when)
    return story


def contested() -> tuple[Story, Matter]:
    story = told("a-contest-is-lost", 3)
    return story, appeals.matter_of(story)


def reviewer_of(matter: Matter) -> By:
    assert matter.appeal is not None
    assert matter.appeal.reviewer is not None
    return matter.appeal.reviewer


def refused(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.reason


def done(outcome: HandledAppeal | Refused) -> HandledAppeal:
    assert isinstance(outcome, HandledAppeal), outcome
    return outcome


def test_only_a_determination_of_the_claim_is_appealed() -> None:
    _, matter = contested()
    asked = Asked(UUID(int=1), UUID(int=2), Side.CLAIMANT, "because")
    nobody = replace(matter, appeal=None)

    assert refused(thinking.file(nobody, asked, ACTORS["buyer"])) == "nothing_determined"
    slip = thinking.correct_slip(nobody, asked, [], REASONS, ACTORS["handler"])
    assert refused(slip) == "nothing_determined"


def test_a_claim_is_contested_once_at_a_time() -> None:
    _, matter = contested()
    assert matter.appeal is not None
    asked = Asked(UUID(int=1), matter.appeal.determination_id, Side.SELLER, "because")
    second = replace(matter, appeal=None, others=(matter.appeal,))

    assert refused(thinking.file(second, asked, ACTORS["seller"])) == "contest_open_already"


def test_somebody_new_is_found_where_nobody_was_left() -> None:
    story = told("where-everybody-took-part-a-lead-is-next", 5)
    matter = appeals.matter_of(story)

    assert refused(thinking.assign_again(matter)) == "no_reviewer_left"
    assert matter.case.claim is not None
    people = (*matter.people, ACTORS["reviewer"])
    found = done(thinking.assign_again(replace(matter, people=people)))
    assert (found.appeal.stage, found.appeal.reviewer) == (Stage.ASSIGNED, ACTORS["reviewer"])
    assert found.claim is None


def test_a_value_that_the_terms_cannot_take_is_refused_at_once() -> None:
    _, matter = contested()

    with pytest.raises(FactsRefused):
        thinking.record_finding(matter, replace(OURS, value="nobody"), reviewer_of(matter))


def test_what_cannot_be_said_now_of_an_item_is_refused_at_once() -> None:
    _, matter = contested()
    unfit = Found("part_percent", 40, "It is worn.", line=9)

    assert refused(thinking.record_finding(matter, unfit, reviewer_of(matter))) == (
        "line_not_in_claim"
    )


def test_somebody_elses_finding_is_not_even_weighed() -> None:
    _, matter = contested()
    others = {ACTORS["reviewer"], ACTORS["lead"], ACTORS["other lead"]} - {reviewer_of(matter)}

    for by in others:
        assert refused(thinking.record_finding(matter, OURS, by)) == "appeal_of_another_reviewer"


def test_knows_who_may_not_look_at_it() -> None:
    story = told("a-denial-is-reversed-on-appeal-and-paid", 5)

    assert thinking.out_of(appeals.matter_of(story)) == {ACTORS["handler"].party_id}


def test_turns_no_cost_without_the_record_of_what_was_determined() -> None:
    story, matter = contested()
    by = reviewer_of(matter)
    found = done(thinking.record_finding(matter, OURS, by))
    bare = replace(matter, appeal=found.appeal, recorded=None)

    assert story.weighed is not None
    assert refused(thinking.decide_it(bare, REASONS, by)) == "review_leaves_it_open"


def test_turning_a_cost_pays_nothing_even_where_the_goods_went_on() -> None:
    matter = appeals.matter_of(told("while-a-cost-is-contested-nothing-more-is-charged", 3))
    by = reviewer_of(matter)
    found = done(thinking.record_finding(matter, OURS, by))
    claim = matter.case.claim
    assert claim is not None
    # Closed without what the return would have brought.
    back = replace(
        claim,
        stage=claims.Stage.CLOSED,
        closed_as=claims.ClosedAs.PAID,
        return_state=claims.ReturnState.INSPECTED,
        returned_at=claim.changed_at,
    )
    moved = replace(matter, appeal=found.appeal, case=replace(matter.case, claim=back))

    decided = done(thinking.decide_it(moved, REASONS, by))

    assert (decided.appeal.result, decided.appeal.freed_minor) == (Result.REVERSED, 10_00)
    assert decided.claim is not None
    assert decided.claim.claim.paid_total_minor == 10_00


def test_nothing_is_decided_while_the_claim_moves_by_itself() -> None:
    story = told("a-lost-contest-brings-what-the-programme-stepped-in-for", 2)
    do(story, "On 2027-02-20 the buyer appeals, because more is due.")
    do(story, "On 2027-02-21 the buyer asks to send the item back.")
    matter = appeals.matter_of(story)

    decided = thinking.decide_it(matter, REASONS, reviewer_of(matter))

    assert refused(decided) == "claim_still_moves"


def test_an_appeal_that_is_taken_back_leaves_its_claim_alone() -> None:
    story = told("an-appeal-that-shows-nothing-new-is-upheld", 5)

    ended = done(thinking.withdraw(appeals.matter_of(story), ACTORS["buyer"]))

    assert (ended.appeal.stage, ended.claim) == (Stage.WITHDRAWN, None)
    over = replace(appeals.matter_of(story), appeal=ended.appeal)
    assert refused(thinking.withdraw(over, ACTORS["buyer"])) == "appeal_is_over"


def test_a_slip_above_ones_limit_is_put_right_by_review() -> None:
    story = told("a-slip-is-put-right-without-a-review", 2)
    before = appeals.matter_of(story, UUID(int=1))
    bound = replace(before.case, mandate=Mandate(limits={"USD": 0}))
    determined = [one for one in story.events if isinstance(one, ClaimDetermined)][-1]
    asked = Asked(UUID(int=1), determined.determination_id, Side.PROGRAMME, "")
    found = Found("fulfilled_by", "marketplace", "It is our own parcel.")

    slip = thinking.correct_slip(
        replace(before, case=bound), asked, [found], REASONS, ACTORS["handler"]
    )

    assert refused(slip) == "slip_needs_a_review"


def test_an_injury_is_looked_at_again_by_somebody_with_the_skill() -> None:
    _, matter = contested()
    assert matter.case.claim is not None
    hurt = replace(matter.case.claim, ground=claims.Ground.PERSONAL_INJURY)
    unskilled = replace(matter, case=replace(matter.case, claim=hurt, mandate=Mandate()))
    reviewer = reviewer_of(matter)

    assert refused(thinking.decide_it(unskilled, REASONS, reviewer)) == "claim_needs_a_skill"
    assert refused(thinking.record_finding(unskilled, OURS, reviewer)) == "claim_needs_a_skill"
