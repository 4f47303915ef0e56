"""Who claims, and with whom: third persons, who takes over, one event of several claims."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.facts import facts_on_file
from makewhole.core.claim.facts_loss import loss_facts
from makewhole.core.claim.loss import (
    Capacity,
    Head,
    HeadKind,
    LossOnFile,
    Occurrence,
    OccurrenceOnFile,
    OtherLoss,
)
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from tests.core.claim.claims import (
    CLAIMANT,
    HANDLER,
    LEAD,
    NOW,
    TIMETABLE,
    after,
    draft,
    events,
    file,
    open_question,
    reason,
)
from tests.core.claim.losses import HEADS, LOSS_TIMES, amends, asked, loss, offered, weigh
from tests.core.claim.test_order import ORDER

OTHER_ID = UUID(int=30)
PRICE = Head(2, HeadKind.PURCHASE_PRICE, 10_00)
FIRE = Occurrence(UUID(int=31), "fire in the hall")


def names(capacity: Capacity = Capacity.ESTATE, **changed: Any) -> lc.NameClaimant:
    command = lc.NameClaimant(OTHER_ID, capacity, "as the court says", LOSS_TIMES, LEAD, NOW)
    return replace(command, **changed)


def of_fire(**changed: Any) -> lc.NameOccurrence:
    return replace(lc.NameOccurrence(FIRE, "one fire", HANDLER, NOW), **changed)


def begun(*more: Head) -> Claim:
    heads = (*HEADS, *more)
    return after(draft(ground=Ground.PROPERTY_DAMAGE, heads=heads, timetable=LOSS_TIMES))


class TestThirdPersons:
    def test_claim_from_the_beginning_and_never_the_price(self) -> None:
        claim = after(names(Capacity.THIRD_PERSON), claim=begun())

        assert claim.claimant_id == OTHER_ID
        assert claim.taken_over is None
        assert reason(claim, amends(*HEADS, PRICE)) == "price_is_the_buyers"
        assert after(amends(*HEADS), claim=claim)
        assert reason(begun(PRICE), names(Capacity.THIRD_PERSON)) == "price_is_the_buyers"

    def test_are_not_put_into_a_claim_that_was_filed_or_is_about_an_order(self) -> None:
        third = names(Capacity.THIRD_PERSON)

        assert reason(loss(), third) == "third_person_only_at_first"
        assert reason(after(draft(timetable=LOSS_TIMES)), third) == "claim_not_about_a_loss"


class TestTakingOver:
    @pytest.mark.parametrize(
        ("changed", "refused"),
        [
            pytest.param({"by": CLAIMANT}, "claimant_named_by_a_person", id="by-the-claimant"),
            pytest.param({"reason": ""}, "finding_needs_a_reason", id="no-reason"),
        ],
    )
    def test_refuses(self, changed: dict[str, Any], refused: str) -> None:
        assert reason(asked(), names(**changed)) == refused

    def test_is_recorded_once(self) -> None:
        taken = after(names(), claim=asked())

        assert taken.taken_over is Capacity.ESTATE
        assert reason(taken, names()) == "claimant_already"

    def test_gives_whoever_is_new_to_it_the_whole_time(self) -> None:
        waits = after(weigh(open_question("photos", source="claimant")), claim=loss())
        assert waits.due_at is not None
        later = NOW.replace(day=NOW.day + 5)

        (named,) = events(waits, names(at=later))
        assert isinstance(named, le.ClaimantNamed)
        taken = after(names(at=later), claim=waits)

        assert named.due_at == taken.due_at == taken.claimant_due_at
        assert named.due_at is not None
        assert named.due_at > waits.due_at
        assert taken.reminders_of("evidence", taken.due_at)

    def test_never_shortens_the_time_that_runs(self) -> None:
        offer = offered()

        assert after(names(), claim=offer).due_at == offer.due_at
        assert after(names(), claim=offer).claimant_due_at == offer.claimant_due_at

    def test_of_a_claim_where_others_are_next_changes_no_time(self) -> None:
        claim = asked()

        taken = after(names(), claim=claim)

        assert (taken.due_at, taken.stage) == (claim.due_at, claim.stage)

    def test_means_that_somebody_acts_for_the_claimant_whatever_was_said(self) -> None:
        told = replace(after(names(Capacity.GUARDIAN), claim=asked()))
        trust = {"represented": ("claimant",)}

        facts = facts_on_file(
            told, ORDER, at=NOW, timetable=TIMETABLE, trust=trust, loss=LossOnFile()
        )

        assert facts["represented"] == (True, "handler")


class TestOccurrences:
    def test_are_found_by_a_person_with_a_reason_before_the_answer(self) -> None:
        claim = after(of_fire(), claim=asked())

        assert claim.stage is Stage.SCREENING  # What may be paid may be less now.
        assert claim.loss is not None
        assert claim.loss.occurrence == FIRE
        assert reason(claim, of_fire()) == "occurrence_named_already"

    @pytest.mark.parametrize(
        ("changed", "refused"),
        [
            pytest.param({"by": CLAIMANT}, "occurrence_found_by_a_person", id="by-the-claimant"),
            pytest.param({"reason": ""}, "finding_needs_a_reason", id="no-reason"),
        ],
    )
    def test_refuses(self, changed: dict[str, Any], refused: str) -> None:
        assert reason(asked(), of_fire(**changed)) == refused

    def test_refuses_orders_and_what_was_decided(self) -> None:
        decided = replace(asked(), determined_at=NOW)

        assert reason(after(draft(), file()), of_fire()) == "claim_not_about_a_loss"
        assert reason(decided, of_fire()) == "claim_not_listening"

    def test_leave_an_offer_standing_until_it_is_accepted(self) -> None:
        assert after(of_fire(), claim=offered()).stage is Stage.OFFERED

    def test_count_what_the_event_was_paid_and_who_is_not_in_it(self) -> None:
        claim = after(of_fire(), claim=asked())
        inside = OtherLoss(
            claim_id=UUID(int=40),
            is_claimants=False,
            is_same_product=False,
            loss_on=None,
            filed_at=NOW,
            counted_minor=70_00,
            paid_minor=70_00,
            is_same_occurrence=True,
        )
        day = TIMETABLE.local_day(NOW)
        beside = replace(inside, is_same_occurrence=False, is_same_product=True, loss_on=day)
        around = LossOnFile(others=(inside, beside))
        locked = replace(around, occurrence=OccurrenceOnFile(FIRE.occurrence_id, 90_00))

        unlocked_sum, locked_sum = (
            loss_facts(claim, one, loss_on=day, at=NOW, timetable=TIMETABLE)["occurrence_paid"]
            for one in (around, locked)
        )

        assert (unlocked_sum, locked_sum) == (140_00, 160_00)


def test_who_took_over_keeps_the_claim_when_it_is_closed() -> None:
    closed = replace(asked(), stage=Stage.CLOSED, due_at=None, next_actor=None)
    (named,) = events(closed, names())

    assert isinstance(named, le.ClaimantNamed)
    assert named.due_at is None
    # Closed stays closed: only money that comes back is theirs now.
    assert after(names(), claim=closed).claimant_id == OTHER_ID
