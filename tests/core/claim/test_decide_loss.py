"""A loss claim's commands: what each refuses, and what follows where it stands."""

from dataclasses import replace

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Line, OpenFact
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
    file,
    open_question,
    reason,
    run_out,
    screening,
)
from tests.core.claim.losses import (
    ASKS,
    HEADS,
    LOSS_TIMES,
    OTHERS_PAY,
    amends,
    answers,
    asked,
    by_insurer,
    loss,
    offered,
    paid_open,
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
            ({"heads": (replace(HEADS[0], kind=HeadKind.SEALED),)}, "head_kind_not_said"),
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
