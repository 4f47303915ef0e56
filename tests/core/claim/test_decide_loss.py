"""A loss claim's commands: what each refuses, and what follows where it stands."""

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
from makewhole.core.claim.values import Line, OpenFact, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.ledger.transfer import AccountCode
from tests.core.claim.claims import (
    CLAIMANT,
    DENY,
    HANDLER,
    LEAD,
    NOW,
    OTHER_LEAD,
    SECOND,
    SELLER,
    after,
    draft,
    events,
    file,
    open_question,
    reason,
    run_out,
    screening,
)
from tests.core.claim.losses import (
    ASKS,
    BELIEVED,
    CONCESSION,
    HEADS,
    LOSS_TIMES,
    OPEN_COST,
    OTHERS_PAY,
    SOON,
    STEP_IN,
    accepts,
    amends,
    answers,
    asked,
    by_insurer,
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


class TestBeginning:
    @pytest.mark.parametrize(
        ("changed", "refused"),
        [
            ({"lines": (Line(1, 1), Line(2, 1))}, "loss_names_one_line"),
            ({"ground": Ground.LATE}, "heads_are_of_a_loss"),
            ({"heads": (HEADS[0], HEADS[0])}, "claim_names_a_head_twice"),
            ({"heads": (replace(HEADS[0], claimed_minor=0),)}, "head_asks_nothing"),
            ({"heads": (PRICE, replace(PRICE, number=3))}, "price_claimed_twice"),
        ],
    )
    def test_refuses_what_is_no_loss(self, changed: dict[str, object], refused: str) -> None:
        command = draft(**{"ground": Ground.PROPERTY_DAMAGE, "heads": HEADS, **changed})

        assert reason(None, command) == refused

    def test_a_loss_without_heads_is_not_filed(self) -> None:
        begun = after(draft(ground=Ground.PROPERTY_DAMAGE))

        assert reason(begun, file(ground=Ground.PROPERTY_DAMAGE)) == "loss_names_no_head"

    def test_heads_are_not_filed_as_a_claim_about_an_order(self) -> None:
        begun = after(draft(ground=None, heads=HEADS))

        assert reason(begun, file()) == "heads_are_of_a_loss"

    def test_our_own_time_is_that_of_losses(self) -> None:
        assert loss().decide_by == LOSS_TIMES.after_days(NOW, "loss_decide_days")


class TestAmending:
    def test_looks_again_whatever_waited(self) -> None:
        amended = after(amends(*HEADS, PRICE), claim=asked())

        assert amended.stage is Stage.SCREENING
        assert amended.loss is not None
        assert amended.loss.heads == (*HEADS, PRICE)

    def test_gives_a_draft_its_heads(self) -> None:
        begun = after(amends(*HEADS), claim=after(draft(ground=None)))

        assert begun.stage is Stage.DRAFT
        assert begun.loss is not None

    def test_takes_a_standing_offer_back(self) -> None:
        amended = after(amends(*HEADS, PRICE), claim=offered())

        assert amended.loss is not None
        assert amended.loss.offer is None

    @pytest.mark.parametrize(
        ("changed", "refused"),
        [
            ({"by": SELLER}, "only_the_claimant_amends"),
            ({"heads": ()}, "loss_names_no_head"),
            ({"heads": (HEADS[0], HEADS[0])}, "claim_names_a_head_twice"),
            ({"by": HANDLER, "reason": ""}, "amendment_needs_a_reason"),
        ],
    )
    def test_refuses(self, changed: dict[str, object], refused: str) -> None:
        assert reason(asked(), amends(*HEADS, **changed)) == refused

    def test_refuses_a_claim_about_an_order(self) -> None:
        referred = after(weigh(open_question("difference", source="handler")), claim=screening())

        assert reason(referred, amends(*HEADS)) == "heads_are_of_a_loss"

    def test_refuses_what_is_decided(self) -> None:
        assert reason(paid_open(), amends(*HEADS)) == "claim_not_amendable"


class TestAsking:
    def test_asks_seller_and_insurer_at_once(self) -> None:
        claim = asked()

        assert claim.stage is Stage.AWAITING_ANSWERS
        running = {clock.name for clock in deadlines(claim) if "remind" not in clock.name}
        assert running == {"loss_answer", "insurer_answer", "insurer_ack", "our_time"}

    def test_asks_the_seller_alone_where_no_insurer_is_known(self) -> None:
        claim = after(weigh(ASKS, insurer_id=None), claim=loss())

        assert claim.loss is not None
        assert [row.clock for row in claim.loss.answers] == ["loss_answer"]

    def test_refers_to_a_person_where_only_an_unknown_insurer_could_answer(self) -> None:
        finding = replace(ASKS, missing=(OpenFact("insurer_answer", "insurer", "insurer_answer"),))

        claim = after(weigh(finding, insurer_id=None), claim=loss())

        assert claim.stage is Stage.REFERRED

    def test_waits_for_the_insurer_before_a_person_looks_again(self) -> None:
        claim = after(answers("rejected"), claim=asked())
        finding = replace(
            ASKS,
            missing=(
                OpenFact("second_look", "handler"),
                OpenFact("insurer_answer", "insurer", "insurer_answer"),
            ),
        )

        assert after(weigh(finding), claim=claim).stage is Stage.AWAITING_ANSWERS

    def test_asks_the_claimant_first(self) -> None:
        finding = replace(ASKS, missing=(OpenFact("photos", "claimant", "evidence"), *ASKS.missing))

        assert after(weigh(finding), claim=asked_again()).stage is Stage.NEEDS_CLAIMANT

    def test_asks_nobody_of_a_claim_about_an_order(self) -> None:
        assert after(weigh(ASKS), claim=screening()).loss is None


def asked_again() -> Claim:
    return after(amends(*HEADS), claim=asked())


class TestAnswering:
    def test_silence_of_each_is_its_own(self) -> None:
        claim = asked()
        claim = after(ends(claim, "loss_answer"), claim=claim)

        assert claim.loss is not None
        assert {row.clock for row in claim.loss.open_answers} == {"insurer_answer", "insurer_ack"}
        assert "loss_answer" in claim.silent

    @pytest.mark.parametrize("answer", ["accepted", "manages"])
    def test_who_takes_it_on_gets_time_to_settle(self, answer: str) -> None:
        claim = after(answers(answer), claim=asked())

        assert claim.loss is not None
        manage = claim.loss.answer("manage")
        assert manage is not None
        assert manage.due_at == LOSS_TIMES.after_days(NOW, "manage_days")
        assert after(weigh(OTHERS_PAY), claim=claim).stage is Stage.AWAITING_ANSWERS

    def test_an_insurers_answer_acknowledges_too(self) -> None:
        claim = after(by_insurer("denied"), claim=asked())

        assert claim.loss is not None
        assert [row.clock for row in claim.loss.open_answers] == ["loss_answer"]

    def test_what_is_only_told_stops_no_clock(self) -> None:
        assert after(answers("informs"), claim=asked()) == replace(asked(), changed_at=NOW)

    @pytest.mark.parametrize(
        ("command", "refused"),
        [
            (answers("perhaps"), "answer_unknown"),
            (answers("accepted", by=CLAIMANT), "answer_not_yours"),
            (answers("proven"), "answer_not_asked_for"),
            (answers("rejected", reason=""), "answer_needs_a_reason"),
            (answers("accepted", by=HANDLER, reason=""), "answer_needs_a_reason"),
        ],
    )
    def test_refuses(self, command: c.Command, refused: str) -> None:
        assert reason(asked(), command) == refused

    def test_refuses_a_second_answer(self) -> None:
        claim = after(answers("accepted"), claim=asked())

        assert reason(claim, answers("rejected")) == "answered_already"

    def test_refuses_an_answer_at_the_second_at_which_its_time_ends(self) -> None:
        claim = asked()
        assert claim.due_at is not None

        assert reason(claim, answers("accepted", at=claim.due_at)) == "answer_too_late"
        assert after(answers("accepted", at=claim.due_at - SECOND), claim=claim)

    def test_refuses_answers_to_a_claim_about_an_order(self) -> None:
        assert reason(screening(), answers("accepted")) == "claim_not_about_a_loss"

    def test_takes_no_news_of_a_closed_claim(self) -> None:
        denied = after(weigh(replace(DENY, decided_by="automation")), claim=loss())

        assert reason(denied, answers("informs")) == "claim_closed"


class TestSecondLook:
    LOOK = c.StateFact("second_look", "still_valid", "it was read", LEAD, NOW)

    def test_is_of_a_lead(self) -> None:
        assert reason(asked(), replace(self.LOOK, by=HANDLER)) == "second_look_needs_a_lead"

    def test_is_of_another_than_who_screened_it(self) -> None:
        found = c.StateFact("cause", "product", "tested", LEAD, NOW)
        claim = after(found, claim=asked())

        assert reason(claim, self.LOOK) == "second_look_needs_another"
        assert after(replace(self.LOOK, by=OTHER_LEAD), claim=claim)

    def test_needs_no_loss_to_be_refused_to_a_handler(self) -> None:
        assert after(self.LOOK, claim=screening()).loss is None


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
