"""Heads in another currency: turned at the rate of the day of the loss, or not known at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from makewhole.core.claim import commands as c
from makewhole.core.claim.exchange import (
    currency_of,
    exchanges,
    foreign_heads,
    in_claims_currency,
    rates_are_known,
)
from makewhole.core.claim.facts_loss import heads_on_file, loss_facts, rates_needed_on
from makewhole.core.claim.loss import Head, HeadKind, LossOnFile, OtherLoss, RatesOfDay
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.coverage.policies import Basis, Policy
from makewhole.core.kernel.rates import RateSheet
from tests.core.claim.claims import CLAIMANT, HANDLER, NOW, TIMETABLE, after, draft, reason
from tests.core.claim.losses import LOSS_TIMES, amends
from tests.core.claim.test_ahead import paid_ahead
from tests.core.claim.test_order import ORDER

DAY = date(2027, 3, 1)
SHEET = RateSheet("ecb", DAY, "EUR", {"USD": Decimal("1.0472")})
RATES = LossOnFile(rates=RatesOfDay(DAY, SHEET))
HEADS = (Head(1, HeadKind.PROPERTY, 100_00), Head(2, HeadKind.PURCHASE_PRICE, 10_00))
TRUST = {"loss_on": ("claimant",), "part_shown": ("claimant",), "part_currency": ("claimant",)}


def says(fact: str, value: Any, line: int | None = None, **changed: Any) -> c.StateFact:
    return replace(c.StateFact(fact, value, "", CLAIMANT, NOW, line), **changed)


def claimed(*said: c.StateFact) -> Claim:
    """A draft in dollars with a head in euros, on a day that is known."""
    return after(
        draft(ground=None, heads=HEADS, timetable=LOSS_TIMES),
        says("loss_on", DAY),
        says("part_currency", "EUR", 1),
        says("part_currency", "EUR", 2),
        says("part_shown", 80_00, 1),
        *said,
    )


def test_what_was_paid_for_the_product_is_in_the_currency_of_the_order() -> None:
    claim = claimed()

    assert [currency_of(claim, head) for head in HEADS] == ["EUR", "USD"]
    assert foreign_heads(claim) == HEADS[:1]


def test_a_persons_finding_on_the_currency_beats_the_claimants_word() -> None:
    found = says("part_currency", "USD", 1, by=HANDLER, reason="the bill is in dollars")

    assert foreign_heads(claimed(found)) == ()


def test_all_that_is_said_of_a_head_is_turned_once_at_the_rate_of_the_day() -> None:
    (first, price) = heads_on_file(claimed(), ORDER, trust=TRUST, on_file=RATES)

    assert (first["part_claimed"], first["part_shown"]) == (104_72, 83_78)
    assert first["part_currency"] == "EUR"
    assert price["part_claimed"] == 10_00


def test_without_a_rate_an_amount_is_unknown_and_never_taken_as_it_is() -> None:
    elsewhere = LossOnFile(rates=RatesOfDay(date(2027, 3, 2), SHEET))
    no_dollar = LossOnFile(rates=RatesOfDay(DAY, replace(SHEET, rates={})))

    for on_file in (
        None,
        LossOnFile(),
        elsewhere,
        no_dollar,
        LossOnFile(rates=RatesOfDay(DAY, None)),
    ):
        (first, _) = heads_on_file(claimed(), ORDER, trust=TRUST, on_file=on_file)
        assert "part_claimed" not in first
        assert "part_shown" not in first
        assert rates_are_known(claimed(), on_file, DAY) is False
        assert exchanges(claimed(), on_file, DAY) == ()


def test_rates_are_known_where_none_is_needed_or_nobody_can_say_which() -> None:
    own = after(draft(ground=None, heads=HEADS, timetable=LOSS_TIMES))

    assert rates_are_known(own, None, DAY)
    assert rates_are_known(claimed(), None, None)
    assert rates_are_known(claimed(), RATES, DAY)


def test_the_rate_is_kept_as_it_was_published() -> None:
    (kept,) = exchanges(claimed(), RATES, DAY)

    assert (kept.head, kept.currency, kept.to) == (1, "EUR", "USD")
    assert (kept.source, kept.day, kept.rate_from, kept.rate_to) == ("ecb", DAY, "1", "1.0472")


def test_what_is_no_amount_stays_out() -> None:
    assert in_claims_currency({"part_shown": True, "part_kind": "medical"}, "EUR", "USD", None) == {
        "part_kind": "medical"
    }


def policy(currency: str) -> Policy:
    return Policy(
        policy_id=ORDER.order_id,
        seller_id=ORDER.order_id,
        insurer_id=ORDER.order_id,
        number="P",
        basis=Basis.OCCURRENCE,
        from_on=date(2026, 9, 1),
        until_on=date(2027, 9, 1),
        retro_from_on=None,
        deductible_minor=500_00,
        currency=currency,
        proof_on_file_at=NOW,
    )


def test_rates_are_needed_for_a_policy_in_another_currency_too() -> None:
    own = after(draft(ground=None, heads=HEADS, timetable=LOSS_TIMES), says("loss_on", DAY))

    assert rates_needed_on(own, LossOnFile()) is None
    assert rates_needed_on(own, LossOnFile(policies=(policy("USD"),))) is None
    assert rates_needed_on(own, LossOnFile(policies=(policy("EUR"),))) == DAY
    assert rates_needed_on(claimed(), LossOnFile()) == DAY


def test_a_deductible_in_another_currency_is_turned_too() -> None:
    insured = LossOnFile(policies=(policy("EUR"),), rates=RatesOfDay(DAY, SHEET))

    facts = loss_facts(claimed(), insured, loss_on=DAY, at=NOW, timetable=TIMETABLE)

    assert facts["deductible"] == 523_60


def test_another_claim_that_nobody_can_add_up_yet_leaves_the_sum_unknown() -> None:
    other = OtherLoss(
        claim_id=ORDER.order_id,
        is_claimants=True,
        is_same_product=True,
        loss_on=DAY,
        filed_at=NOW,
        counted_minor=None,
        paid_minor=0,
    )
    known = replace(other, counted_minor=30_00)

    for others, total in (((other, known), None), ((known,), 30_00)):
        around = replace(RATES, others=others)
        facts = loss_facts(claimed(), around, loss_on=DAY, at=NOW, timetable=TIMETABLE)
        assert facts["related_total"] == total


def test_no_head_in_another_currency_can_ask_for_less_once_something_was_paid_ahead() -> None:
    from_before = paid_ahead()
    assert from_before.loss is not None
    said = after(says("part_currency", "EUR", 1), claim=from_before)
    abroad = replace(said, stage=Stage.ASSESSING)
    head = from_before.loss.heads[0]
    lower = replace(head, claimed_minor=head.claimed_minor - 1)

    assert after(amends(head), claim=abroad)
    assert reason_of(abroad, lower) == "less_than_was_paid"
    assert reason_of(abroad, replace(head, number=2)) == "less_than_was_paid"


def reason_of(claim: Claim, *heads: Head) -> str:
    return reason(claim, amends(*heads))
