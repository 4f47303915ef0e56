"""Limits, skills and holding: who decides alone, who agrees first, who is kept out."""

from dataclasses import replace
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.colleagues import INJURY, Colleague, Mandate
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from tests.core.claim.claims import (
    AUTOMATION,
    HANDLER,
    LEAD,
    NOW,
    OTHER_LEAD,
    PAY,
    SELLER,
    after,
    assess,
    events,
    reason,
    run_out,
    screening,
)

OTHER_HANDLER = By(Role.HANDLER, UUID(int=15))
SMALL = Mandate(limits={"USD": 59_99})
ENOUGH = Mandate(limits={"USD": 60_00})
BARE = Mandate()
SKILLED = Mandate(skills=frozenset({INJURY}))
FOR_HANDLER = replace(PAY, decided_by="handler")


def confirms(by: By, mandate: Mandate | None = BARE, decided_by: str = "handler") -> c.AssessClaim:
    asked = assess(replace(PAY, decided_by=decided_by), by=by, confirms=True)
    return replace(asked, mandate=mandate)


def waiting() -> Claim:
    return after(assess(FOR_HANDLER), claim=screening())


def hurt(claim: Claim) -> Claim:
    return replace(claim, ground=Ground.PERSONAL_INJURY)


def assigns(by: By, to: Colleague | None, why: str = "", mandate: Mandate = BARE) -> c.AssignClaim:
    return c.AssignClaim(to, why, mandate, by, NOW)


def takes(by: By, mandate: Mandate = BARE) -> c.AssignClaim:
    return assigns(by, Colleague(by, mandate), mandate=mandate)


class TestALimit:
    def test_lets_a_person_decide_alone_up_to_it(self) -> None:
        assert after(confirms(HANDLER, ENOUGH), claim=waiting()).stage is Stage.PAYING

    def test_makes_a_yes_above_it_the_first_of_two(self) -> None:  # P9
        (agreed,) = events(waiting(), confirms(HANDLER, SMALL))

        assert agreed == e.DeterminationSeconded(HANDLER, NOW)

    def test_of_another_currency_says_nothing(self) -> None:
        elsewhere = Mandate(limits={"BRL": 1})

        assert after(confirms(HANDLER, elsewhere), claim=waiting()).stage is Stage.PAYING

    def test_counts_what_is_due_against_the_goods_too(self) -> None:
        on_return = replace(FOR_HANDLER, payable_on_return_minor=1)
        asked = replace(assess(on_return, by=HANDLER, confirms=True), mandate=ENOUGH)

        assert isinstance(events(waiting(), asked)[0], e.DeterminationSeconded)

    def test_is_not_reached_by_the_same_person_twice(self) -> None:  # P9
        first = after(confirms(HANDLER, SMALL), claim=waiting())

        assert reason(first, confirms(HANDLER, SMALL)) == "second_person_needed"
        assert reason(first, confirms(HANDLER, ENOUGH)) == "second_person_needed"

    def test_is_not_made_up_by_a_second_small_one(self) -> None:
        first = after(confirms(HANDLER, SMALL), claim=waiting())

        assert reason(first, confirms(OTHER_HANDLER, SMALL)) == "decision_above_your_limit"
        assert after(confirms(OTHER_HANDLER, ENOUGH), claim=first).stage is Stage.PAYING

    def test_that_is_high_lets_no_handler_decide_what_the_terms_leave_to_a_lead(self) -> None:
        high = Mandate(limits={"USD": 1_000_000_00})

        assert reason(screening(), confirms(HANDLER, high, "lead")) == "decision_needs_a_lead"

    def test_that_is_high_lets_no_lead_decide_alone_what_takes_two(self) -> None:
        high = Mandate(limits={"USD": 1_000_000_00})
        first = after(confirms(LEAD, high, "two_people"), claim=screening())

        assert first.seconded_by == LEAD
        assert after(confirms(OTHER_LEAD, BARE, "two_people"), claim=first).stage is Stage.PAYING

    def test_binds_leads_as_well(self) -> None:
        first = after(confirms(LEAD, SMALL, "lead"), claim=screening())

        assert first.seconded_by == LEAD

    def test_is_told_to_the_queue_with_the_amount(self) -> None:
        assert waiting().deciding_minor == 60_00
        assert after(confirms(HANDLER), claim=waiting()).deciding_minor is None


class TestASkill:
    def test_is_needed_to_decide_about_an_injury(self) -> None:  # P7
        assert reason(hurt(waiting()), confirms(HANDLER, BARE)) == "claim_needs_a_skill"
        assert reason(hurt(waiting()), confirms(LEAD, BARE)) == "claim_needs_a_skill"
        assert after(confirms(HANDLER, SKILLED), claim=hurt(waiting())).stage is Stage.PAYING

    def test_is_needed_to_take_such_a_claim(self) -> None:
        assert reason(hurt(waiting()), takes(HANDLER)) == "claim_needs_a_skill"
        assert after(takes(HANDLER, SKILLED), claim=hurt(waiting())).held_by == HANDLER

    def test_is_needed_by_whom_it_is_handed_to(self) -> None:
        held = after(takes(HANDLER, SKILLED), claim=hurt(waiting()))
        to_anybody = assigns(LEAD, Colleague(OTHER_HANDLER, BARE), "she is free")

        assert reason(held, to_anybody) == "claim_needs_a_skill"

    def test_is_not_asked_of_other_claims(self) -> None:
        assert after(takes(HANDLER), claim=waiting()).held_by == HANDLER


class TestHolding:
    def test_keeps_other_handlers_out_and_no_lead(self) -> None:
        held = after(takes(HANDLER), claim=waiting())

        assert reason(held, confirms(OTHER_HANDLER)) == "claim_held_by_another"
        assert reason(held, takes(OTHER_HANDLER)) == "claim_held_by_another"
        assert after(confirms(HANDLER), claim=held).stage is Stage.PAYING
        assert after(confirms(LEAD), claim=held).stage is Stage.PAYING

    def test_is_open_to_the_deputy_of_who_is_away(self) -> None:
        held = after(takes(HANDLER), claim=waiting())
        deputy = Mandate(stands_in_for=frozenset({UUID(int=11)}))

        assert after(confirms(OTHER_HANDLER, deputy), claim=held).stage is Stage.PAYING

    def test_changes_hands_with_a_reason(self) -> None:
        held = after(takes(HANDLER), claim=waiting())
        over = assigns(HANDLER, Colleague(OTHER_HANDLER, BARE), "she knows the product")

        assert reason(held, replace(over, reason=" ")) == "handing_over_needs_a_reason"
        assert after(over, claim=held).held_by == OTHER_HANDLER

    def test_ends_with_giving_it_back(self) -> None:
        held = after(takes(HANDLER), claim=waiting())
        back = assigns(HANDLER, None, "I am away tomorrow")

        assert after(back, claim=held).held_by is None
        assert reason(waiting(), back) == "claim_held_so_already"

    def test_can_be_given_back_by_whoever_lost_the_skill(self) -> None:
        held = after(takes(HANDLER, SKILLED), claim=hurt(waiting()))

        assert after(assigns(HANDLER, None, "not mine any more"), claim=held).held_by is None

    def test_goes_to_nobody_who_is_away(self) -> None:
        away = Colleague(OTHER_HANDLER, Mandate(is_away=True))

        assert reason(waiting(), assigns(LEAD, away, "hers")) == "person_is_away"

    def test_goes_to_nobody_who_agreed_already(self) -> None:  # P9
        first = after(confirms(HANDLER, SMALL), claim=waiting())
        to_first = assigns(LEAD, Colleague(HANDLER, SMALL), "his")

        assert reason(first, to_first) == "second_person_needed"

    def test_of_a_leads_decision_is_a_leads(self) -> None:
        leads = after(assess(replace(PAY, decided_by="lead")), claim=screening())

        assert reason(leads, takes(HANDLER)) == "decision_needs_a_lead"
        assert after(takes(LEAD), claim=leads).held_by == LEAD

    @pytest.mark.parametrize("by", [SELLER, AUTOMATION])
    def test_is_for_our_people(self, by: By) -> None:
        assert reason(waiting(), takes(by)) == "decision_needs_a_person"

    def test_needs_a_claim_that_waits_for_us(self) -> None:
        assert reason(screening(), takes(HANDLER)) == "claim_waits_for_nobody_here"

    def test_ends_when_a_first_yes_sends_it_on(self) -> None:  # P9
        held = after(takes(HANDLER, SMALL), claim=waiting())

        assert after(confirms(HANDLER, SMALL), claim=held).held_by is None

    def test_ends_when_time_brings_it_to_the_leads(self) -> None:
        held = after(takes(HANDLER), claim=waiting())
        assert held.due_at is not None

        late = after(run_out("decision", at=held.due_at), claim=held)

        assert late.next_actor is Actor.LEAD
        assert late.held_by is None

    def test_of_a_lead_lasts_when_time_runs_out(self) -> None:
        held = after(takes(LEAD), claim=waiting())
        assert held.due_at is not None

        assert after(run_out("decision", at=held.due_at), claim=held).held_by == LEAD

    def test_ends_with_the_claim(self) -> None:
        held = after(takes(HANDLER), claim=waiting())
        denied = replace(PAY, outcome="deny", payable_minor=0, decided_by="handler", parts=())
        asked = replace(assess(denied, by=HANDLER, confirms=True), mandate=BARE)

        closed = after(asked, claim=held)

        assert closed.is_closed
        assert closed.held_by is None
