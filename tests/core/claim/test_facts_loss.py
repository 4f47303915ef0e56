"""What is on file for a loss: cover, other claims of the same event, the price on record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim.facts_loss import heads_on_file, loss_facts
from makewhole.core.claim.findings import _capped
from makewhole.core.claim.loss import Head, HeadKind, LossOnFile, OtherLoss
from makewhole.core.claim.order import refunds_of, refuse_product
from makewhole.core.claim.values import Line, PartAllowed
from makewhole.core.coverage.policies import Basis, Policy, policy_that_answers
from makewhole.core.kernel.money import Money
from tests.core.claim.claims import CLAIMANT, HANDLER, NOW, after
from tests.core.claim.losses import CONCESSION, LOSS_TIMES, answers, loss, paid_open, weigh
from tests.core.claim.test_order import with_line

LOSS_ON, FILED_ON = date(2027, 2, 20), date(2027, 3, 1)
YEAR = Policy(
    policy_id=UUID(int=1),
    seller_id=UUID(int=3),
    insurer_id=UUID(int=14),
    number="P-1",
    basis=Basis.OCCURRENCE,
    from_on=date(2026, 9, 1),
    until_on=date(2027, 9, 1),
    retro_from_on=None,
    deductible_minor=500_00,
    currency="USD",
    proof_on_file_at=datetime(2026, 9, 5, tzinfo=UTC),
)
CLAIMS_MADE = replace(YEAR, number="C-1", basis=Basis.CLAIMS_MADE)
OTHER = OtherLoss(
    claim_id=UUID(int=9),
    is_claimants=True,
    is_same_product=True,
    loss_on=LOSS_ON,
    filed_at=NOW - timedelta(days=2),
    counted_minor=70_00,
    paid_minor=30_00,
)


def facts(on_file: LossOnFile, claim: object = None, loss_on: date | None = LOSS_ON) -> dict:  # type: ignore[type-arg]
    found = loss_facts(
        claim or loss(),  # type: ignore[arg-type]
        on_file,
        loss_on=loss_on,
        at=NOW,
        timetable=LOSS_TIMES,
    )
    return dict(found)


class TestWhichPolicyAnswers:
    @pytest.mark.parametrize(
        ("policy", "answers_it"),
        [
            (YEAR, True),
            (replace(YEAR, until_on=LOSS_ON), False),
            (replace(YEAR, from_on=LOSS_ON), True),
            (CLAIMS_MADE, True),
            (replace(CLAIMS_MADE, until_on=FILED_ON), False),
            (replace(CLAIMS_MADE, from_on=date(2027, 2, 25), retro_from_on=LOSS_ON), True),
            (replace(CLAIMS_MADE, from_on=date(2027, 2, 25)), False),
        ],
    )
    def test_by_its_basis_and_days(self, policy: Policy, answers_it: bool) -> None:
        assert policy.answers(loss_on=LOSS_ON, filed_on=FILED_ON) is answers_it

    def test_an_occurrence_comes_first_and_the_order_of_writing_changes_nothing(self) -> None:
        unproven = replace(YEAR, number="P-0", proof_on_file_at=None)
        known = (CLAIMS_MADE, unproven, YEAR)

        for policies in (known, known[::-1]):
            found = policy_that_answers(policies, loss_on=LOSS_ON, filed_on=FILED_ON)
            assert found == YEAR

    def test_none_where_none_does(self) -> None:
        assert policy_that_answers((), loss_on=LOSS_ON, filed_on=FILED_ON) is None


class TestCover:
    def test_is_on_file_where_it_was_proven_before_the_claim(self) -> None:
        assert facts(LossOnFile((YEAR,)))["proof_on_file"] is True

    def test_was_given_where_it_was_proven_after_it(self) -> None:
        late = replace(YEAR, proof_on_file_at=NOW + timedelta(days=1))
        found = facts(LossOnFile((late,)))

        assert (found["proof_on_file"], found["proof_given"]) == (False, True)
        assert found["proof_given_on"] == date(2027, 3, 2)

    def test_counts_from_the_sellers_own_answer(self) -> None:
        found = facts(LossOnFile(), after(answers("proven"), claim=paid_open()))

        assert found["proof_given_on"] == date(2027, 3, 1)

    def test_has_no_deductible_in_money_that_is_not_the_claims(self) -> None:
        assert facts(LossOnFile((replace(YEAR, currency="EUR"),)))["deductible"] is None

    def test_is_unknown_before_the_day_of_the_loss_is_known(self) -> None:
        assert "cover_for_product" not in facts(LossOnFile((YEAR,)), loss_on=None)


class TestOtherClaims:
    def test_of_the_same_event_are_measured_together(self) -> None:
        found = facts(LossOnFile(others=(OTHER,)))

        assert (found["related_total"], found["occurrence_paid"]) == (70_00, 30_00)
        assert found["claims_12m"] == 1

    @pytest.mark.parametrize(
        "changed",
        [{"loss_on": date(2027, 2, 21)}, {"is_same_product": False}, {"loss_on": None}],
    )
    def test_of_another_event_are_not(self, changed: dict[str, object]) -> None:
        found = facts(LossOnFile(others=(replace(OTHER, **changed),)))  # type: ignore[arg-type]

        assert (found["related_total"], found["occurrence_paid"]) == (0, 0)

    def test_of_others_count_towards_the_limit_of_the_event_only(self) -> None:
        found = facts(LossOnFile(others=(replace(OTHER, is_claimants=False),)))

        assert (found["related_total"], found["occurrence_paid"]) == (0, 30_00)

    def test_filed_after_this_one_was_determined_change_nothing_of_it(self) -> None:
        later = replace(OTHER, filed_at=NOW + timedelta(days=1))
        paid = after(weigh(CONCESSION), claim=loss())

        assert facts(LossOnFile(others=(later,)), paid)["related_total"] == 0


class TestHeads:
    def test_the_price_is_what_was_paid_less_what_was_refunded(self) -> None:
        bought = with_line(quantity=1, price_minor=80_00, refunded_item_minor=30_00)
        claim = loss()
        assert claim.loss is not None
        priced = replace(
            claim, loss=replace(claim.loss, heads=(Head(1, HeadKind.PURCHASE_PRICE, 90_00),))
        )

        (part,) = heads_on_file(priced, bought, trust={})

        assert (part["part_shown"], part["part_earlier"]) == (80_00, 30_00)

    def test_a_handlers_finding_beats_what_the_claimant_shows(self) -> None:
        shown = c.StateFact("part_shown", 60_00, "", CLAIMANT, NOW, 1)
        found = c.StateFact("part_shown", 45_00, "the bill says so", HANDLER, NOW, 1)
        claim = after(shown, found, claim=loss())

        (part,) = heads_on_file(claim, with_line(), trust={"part_shown": ("claimant",)})

        assert part["part_shown"] == 45_00

    def test_a_limit_cuts_the_price_first_and_medical_costs_last(self) -> None:
        parts = tuple(
            PartAllowed(number, kind.value, 50_00, 50_00, "allowed")
            for number, kind in enumerate(
                (HeadKind.PURCHASE_PRICE, HeadKind.PROPERTY, HeadKind.MEDICAL), start=1
            )
        )

        cut = _capped(parts, Money(80_00, "USD"))

        assert [part.allowed_minor for part in cut] == [0, 30_00, 50_00]

    def test_the_price_of_a_loss_stands_refunded_on_its_line(self) -> None:
        parts = (
            PartAllowed(1, "property", 50_00, 50_00, "allowed"),
            PartAllowed(2, "purchase_price", 80_00, 80_00, "allowed"),
        )

        assert refunds_of((Line(7, 1),), parts) == {(7, "order_line"): 80_00}


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ((), "loss_names_one_line"),
        ((Line(9, 1),), "line_not_in_order"),
        ((Line(1, 1, 5_00),), "heads_say_what_is_asked"),
        ((Line(1, 9),), "quantity_not_bought"),
    ],
)
def test_a_loss_is_about_one_product(lines: tuple[Line, ...], refused: str) -> None:
    found = refuse_product(with_line(), lines)

    assert found is not None
    assert found.reason == refused


def test_a_product_that_was_refunded_can_still_have_done_harm() -> None:
    refunded = with_line(refunded_item_minor=100_00, refunded_shipping_minor=10_00)

    assert refuse_product(refunded, (Line(1, 1),)) is None


def test_an_orders_parts_stand_refunded_where_they_are() -> None:
    parts = (
        PartAllowed(1, "order_line", 50_00, 40_00, "allowed"),
        PartAllowed(1, "shipping", 5_00, 5_00, "allowed"),
    )

    assert refunds_of((Line(1, 1),), parts) == {(1, "order_line"): 40_00, (1, "shipping"): 5_00}
