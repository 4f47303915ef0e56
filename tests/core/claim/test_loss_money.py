"""What a loss claim pays, who bears it, and its clocks: what each refuses, and what follows."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.bookings import bookings
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.evolve import evolve
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.ledger.transfer import AccountCode
from tests.core.claim.claims import (
    CLAIMANT,
    DENY,
    HANDLER,
    LEAD,
    NOW,
    SECOND,
    SELLER,
    after,
    events,
    open_question,
    reason,
    run_out,
    screening,
)
from tests.core.claim.losses import (
    ASKS,
    BELIEVED,
    CONCESSION,
    LOSS_TIMES,
    OPEN_COST,
    SOON,
    STEP_IN,
    accepts,
    answers,
    asked,
    costs,
    declines,
    later,
    loss,
    offered,
    paid_open,
    settles,
    weigh,
)

PRICE = Head(2, HeadKind.PURCHASE_PRICE, 10_00)


def ends(claim: Claim, clock: str) -> c.LetClockRunOut:
    due = {one.name: one.due_at for one in deadlines(claim)}[clock]
    return replace(run_out(clock, due), timetable=LOSS_TIMES)


class TestSettling:
    def test_a_part_is_remembered(self) -> None:
        claim = after(settles(), weigh(ASKS), settles(), claim=asked())

        assert claim.loss is not None
        assert (claim.loss.settled_part_minor, claim.loss.is_settled) == (40_00, False)

    @pytest.mark.parametrize(
        ("by", "closed_as"),
        [
            (Role.SELLER, ClosedAs.SETTLED_BY_SELLER),
            (Role.INSURER, ClosedAs.SETTLED_BY_INSURER),
        ],
    )
    def test_a_whole_settlement_closes_by_whom_it_was_paid(
        self, by: Role, closed_as: ClosedAs
    ) -> None:
        settled = replace(later(CONCESSION), outcome="settled", payer=by.value, bearer=by.value)
        claim = after(settles(settled_by=by, is_whole=True), weigh(settled), claim=asked())

        assert claim.closed_as is closed_as
        assert claim.loss is not None
        assert claim.loss.open_answers == ()

    @pytest.mark.parametrize(
        ("changed", "refused"),
        [
            ({"by": SELLER}, "only_the_claimant_confirms"),
            ({"settled_by": Role.CARRIER}, "settled_by_nobody_asked"),
            ({"amount_minor": 0}, "nothing_settled"),
            ({"by": HANDLER}, "finding_needs_a_reason"),
        ],
    )
    def test_refuses(self, changed: dict[str, object], refused: str) -> None:
        assert reason(asked(), settles(**changed)) == refused

    def test_refuses_claims_about_orders_and_what_is_decided(self) -> None:
        assert reason(screening(), settles()) == "claim_not_about_a_loss"
        assert reason(paid_open(), settles()) == "claim_not_amendable"


class TestOffers:
    def test_money_above_the_limit_moves_only_once_it_is_accepted(self) -> None:
        claim = offered()

        assert claim.stage is Stage.OFFERED
        assert claim.paid_total_minor == 0
        accepted = after(accepts(), claim=claim)
        assert (accepted.stage, accepted.paid_total_minor) == (Stage.PAYING, 60_00)

    def test_who_made_the_offer_is_who_decided(self) -> None:
        (determined,) = [
            event for event in events(offered(), accepts()) if isinstance(event, e.ClaimDetermined)
        ]

        assert determined.by == LEAD

    @pytest.mark.parametrize(
        ("command", "refused"),
        [
            (accepts(by=SELLER), "only_the_claimant_accepts"),
            (accepts(needs_care=True), "offer_needs_a_lead"),
            (accepts(needs_care=True, by=LEAD), "acceptance_needs_a_reason"),
            (accepts(finding=replace(STEP_IN, payable_minor=59_00)), "offer_no_longer_stands"),
            (accepts(finding=DENY), "offer_no_longer_stands"),
            (accepts(at=NOW + timedelta(days=40)), "offer_has_ended"),
            (declines(by=SELLER), "only_the_claimant_accepts"),
        ],
    )
    def test_refuses(self, command: c.Command, refused: str) -> None:
        assert reason(offered(), command) == refused

    def test_a_lead_accepts_for_who_needs_care_with_a_reason(self) -> None:
        command = accepts(needs_care=True, by=LEAD, reason="the court approved it")

        assert after(command, claim=offered()).stage is Stage.PAYING

    def test_refuses_where_none_stands(self) -> None:
        assert reason(asked(), accepts()) == "no_offer_stands"
        assert reason(asked(), declines()) == "no_offer_stands"

    def test_declined_or_lapsed_leaves_it_to_who_decides(self) -> None:
        declined = after(declines(), claim=offered())
        lapsed = after(ends(offered(), "offer"), claim=offered())
        by_handler = replace(STEP_IN, decided_by="handler")
        handlers = after(
            weigh(by_handler),
            weigh(by_handler, confirms=True, by=HANDLER),
            declines(),
            claim=loss(),
        )

        assert (declined.stage, declined.next_actor) == (Stage.ASSESSING, Actor.LEAD)
        assert (lapsed.stage, lapsed.next_actor) == (Stage.ASSESSING, Actor.LEAD)
        assert handlers.next_actor is Actor.HANDLER


class TestCosts:
    def test_the_claimant_is_paid_while_the_seller_may_prove(self) -> None:
        claim = paid_open()

        assert claim.stage is Stage.PAYING
        assert {clock.name for clock in deadlines(claim)} >= {"payout", "proof_of_insurance"}
        assert claim.loss is not None
        assert claim.loss.borne_by("open") == 60_00

    @pytest.mark.parametrize(
        ("finding", "borne"),
        [
            (CONCESSION, {"programme": 60_00}),
            (replace(STEP_IN, claim_back="seller"), {"seller": 60_00}),
            (
                replace(STEP_IN, bearer="insurer", charge_seller_minor=10_00),
                {"insurer": 50_00, "seller": 10_00},
            ),
        ],
    )
    def test_an_open_cost_moves_and_no_money_of_the_claimant(
        self, finding: object, borne: dict[str, int]
    ) -> None:
        claim = after(costs(finding), claim=after(answers("proven"), claim=paid_open()))

        assert claim.loss is not None
        assert {one.bearer: one.amount_minor for one in claim.loss.borne} == borne
        assert (claim.paid_total_minor, len(claim.payouts)) == (60_00, 1)

    def test_late_proof_counts_until_the_contest_ends(self) -> None:
        silent = silent_on_proof()
        claim = after(costs(STEP_IN, at=silent.changed_at), claim=silent)
        in_time = LOSS_TIMES.end_of(date(2027, 3, 31)) - SECOND

        assert reason(claim, answers("proven", at=in_time + SECOND)) == "answer_too_late"
        freed = after(answers("proven", at=in_time), costs(CONCESSION, at=in_time), claim=claim)
        assert freed.loss is not None
        assert freed.loss.borne_by("programme") == 60_00

    def test_without_a_charge_late_proof_is_too_late(self) -> None:
        claim = silent_on_proof()

        assert reason(claim, answers("proven", at=claim.changed_at)) == "answer_too_late"

    @pytest.mark.parametrize("finding", [OPEN_COST, BELIEVED, replace(DENY, bearer="programme")])
    def test_what_is_not_settled_stays_open(self, finding: object) -> None:
        assert reason(paid_open(), costs(finding)) == "cost_stays_open"

    def test_what_the_programme_has_borne_stays_borne(self) -> None:
        claim = after(weigh(CONCESSION), claim=loss())

        assert reason(claim, costs(STEP_IN)) == "cost_stays_open"

    def test_of_an_order_no_cost_is_settled(self) -> None:
        assert reason(screening(), costs(STEP_IN)) == "cost_stays_open"

    def test_a_step_in_on_belief_waits_for_the_contest(self) -> None:
        claim = after(
            weigh(BELIEVED),
            weigh(BELIEVED, confirms=True, by=LEAD),
            accepts(finding=BELIEVED),
            claim=loss(),
        )

        assert {clock.name for clock in deadlines(claim)} >= {"contest"}

    def test_a_later_payment_takes_the_open_cost_with_it(self) -> None:
        insured = replace(
            STEP_IN, bearer="insurer", charge_seller_minor=70_00, release_needed=False,
            decided_by="automation", payable_minor=60_00,
        )  # fmt: skip
        claim = replace(paid_open(), stage=Stage.SCREENING)
        doubled = replace(
            insured, parts=(replace(insured.parts[0], claimed_minor=120_00, allowed_minor=120_00),)
        )
        after_it = after(weigh(doubled, determination_id=UUID(int=6)), claim=claim)

        assert after_it.loss is not None
        assert after_it.loss.borne_by("open") == 0
        assert after_it.loss.borne_by("seller") == 70_00
        assert after_it.loss.borne_by("insurer") == 50_00


def silent_on_proof() -> Claim:
    claim = paid_open()
    return after(ends(claim, "proof_of_insurance"), claim=claim)


class TestBookings:
    def test_an_insurers_cost_is_parted_from_the_deductible(self) -> None:
        claim = asked()
        (determined,) = [
            event
            for event in events(
                after(ends(claim, "loss_answer"), claim=claim),
                weigh(
                    replace(
                        STEP_IN,
                        bearer="insurer",
                        charge_seller_minor=10_00,
                        decided_by="automation",
                        release_needed=False,
                    ),
                    at=SOON + timedelta(days=10),
                ),
            )
            if isinstance(event, e.ClaimDetermined)
        ]

        booked = bookings(evolve(claim, determined), determined, rail="sandbox")

        assert [(one.debit.code, one.amount_minor) for one in booked] == [
            (AccountCode.RECEIVABLE_INSURER, 50_00),
            (AccountCode.RECEIVABLE_SELLER, 10_00),
        ]

    def test_a_cost_moves_between_bearers_of_any_claim(self) -> None:
        moved = le.CostMoved(UUID(int=4), "seller", "programme", 60_00, 0, None, NOW)

        (booked,) = bookings(screening(), moved, rail="sandbox")

        assert evolve(screening(), moved) == screening()
        assert (booked.debit.code, booked.credit.code) == (
            AccountCode.CONCESSIONS,
            AccountCode.RECEIVABLE_SELLER,
        )


class TestInjuries:
    def test_no_machine_turns_one_down(self) -> None:  # P7
        injury = loss(Ground.PERSONAL_INJURY)

        assert after(weigh(DENY), claim=injury).stage is Stage.ASSESSING
        assert reason(injury, weigh(DENY, confirms=True)) == "decision_needs_a_person"
        denied = after(weigh(DENY, confirms=True, by=HANDLER), claim=injury)
        assert denied.closed_as is ClosedAs.DENIED

    def test_no_clock_ends_one(self) -> None:  # P7
        asks = open_question("loss_on", source="claimant")
        injury = after(weigh(asks), claim=loss(Ground.PERSONAL_INJURY))
        silent = after(ends(injury, "evidence"), claim=injury)
        at = silent.changed_at

        referred = after(weigh(asks, at=at), claim=silent)
        assert referred.stage is Stage.REFERRED
        assert reason(referred, weigh(asks, at=at, confirms=True)) == "facts_missing"
        ended = after(weigh(asks, at=at, confirms=True, by=HANDLER), claim=referred)
        assert ended.closed_as is ClosedAs.LAPSED

    def test_nothing_more_is_said_by_a_person(self) -> None:  # P7
        injury = after(weigh(CONCESSION), claim=loss(Ground.PERSONAL_INJURY))
        again = replace(injury, stage=Stage.SCREENING)

        assert after(weigh(later(CONCESSION)), claim=again).stage is Stage.ASSESSING
        assert after(weigh(later(CONCESSION), by=HANDLER, confirms=True), claim=again)


class TestClocks:
    def test_a_reminder_is_of_one_party(self) -> None:
        claim = asked()
        (first, *_) = [row for row in claim.loss.answers if row.clock == "loss_answer"]  # type: ignore[union-attr]
        command = replace(run_out("reminder_loss_answer", first.remind_at[0]), timetable=LOSS_TIMES)

        (reminded,) = events(claim, command)

        assert isinstance(reminded, e.PartyReminded)
        assert reminded.actor is Actor.SELLER
        after_it = evolve(claim, reminded)
        assert after_it.loss is not None
        row = after_it.loss.answer("loss_answer")
        assert row is not None
        assert row.remind_at == first.remind_at[1:]

    def test_a_reminder_that_comes_too_late_is_the_end(self) -> None:
        claim = asked()
        assert claim.due_at is not None

        (ended,) = events(claim, run_out("reminder_loss_answer", claim.due_at))

        assert ended == e.SilencePresumed("loss_answer", claim.due_at)

    def test_after_its_last_reminder_only_the_end_is_left(self) -> None:
        claim = asked()
        while due := [one for one in deadlines(claim) if one.name == "reminder_loss_answer"]:
            reminds = replace(run_out(due[0].name, due[0].due_at), timetable=LOSS_TIMES)
            claim = after(reminds, claim=claim)

        assert "loss_answer" in {one.name for one in deadlines(claim)}
        assert reason(claim, run_out("reminder_loss_answer", SOON + timedelta(days=9))) == (
            "clock_does_not_run"
        )

    def test_refuses_what_does_not_run_or_is_not_due(self) -> None:
        claim = asked()
        answered = after(answers("rejected"), claim=claim)

        assert reason(claim, run_out("loss_answer", NOW)) == "clock_not_due"
        assert reason(answered, run_out("loss_answer", SOON)) == "clock_does_not_run"
        assert reason(claim, run_out("manage", SOON)) == "clock_does_not_run"

    def test_a_closed_claim_keeps_only_what_settles_its_cost(self) -> None:
        claim = paid_open()
        (payout,) = claim.payouts
        settled = c.RecordPayout(payout.payout_id, 1, "settled", LOSS_TIMES, NOW)

        closed = after(settled, claim=claim)

        assert closed.is_closed
        assert {clock.name.removeprefix("reminder_") for clock in deadlines(closed)} == {
            "proof_of_insurance"
        }
        withdrawn = after(c.WithdrawClaim(LOSS_TIMES, CLAIMANT, NOW), claim=asked())
        assert deadlines(withdrawn) == ()

    def test_of_a_head_only_those_of_the_claim_are_spoken_of(self) -> None:
        said = c.StateFact("part_shown", 60_00, "", CLAIMANT, NOW, 9)

        assert reason(asked(), said) == "head_not_in_claim"
        assert after(replace(said, line=1), claim=asked())
