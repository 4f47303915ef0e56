"""Losses in another currency on PostgreSQL: rates looked up, waited for, kept, and proved again."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from makewhole.apps.claims.actions import state_facts
from makewhole.apps.claims.filing import Filing
from makewhole.apps.claims.queries import determinations_of
from makewhole.apps.claims.waiting import look_again_for_rates
from makewhole.apps.ledger.rates import keep_rates, rates_for_good
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Stage
from makewhole.core.kernel.rates import RateSheet
from tests.apps.claims.shop import Shop
from tests.apps.claims.test_losses import act, insured, loss, make, now, proved, stands
from tests.apps.order_files import row

LOSS_ON = date(2026, 11, 20)  # A Friday.


@pytest.fixture(autouse=True)
def delivered_order(shop: Shop) -> None:
    shop.bring(row())
    insured(shop)


def in_euros(shop: Shop) -> Filing:
    filing = loss(shop, 200_00)
    return replace(filing, of_heads=(*filing.of_heads, (1, "part_currency", "EUR")))


def bring_rates(shop: Shop, day: date, usd: str) -> int:
    sheet = RateSheet("ecb", day, "EUR", {"USD": Decimal(usd)})
    with transaction(shop.marketplace):
        keep_rates(marketplace_id=shop.marketplace, sheets=[sheet], file_hash="f" * 64)
    return look_again_for_rates(marketplace_id=shop.marketplace, at=shop.clock.now)


def test_a_claim_in_euros_is_paid_at_once_at_the_rate_that_is_kept(shop: Shop) -> None:
    bring_rates(shop, LOSS_ON, "1.0472")

    made = make(shop, in_euros(shop))

    assert made.claim.stage is Stage.PAYING
    assert made.claim.paid_total_minor == 209_44
    with transaction(shop.marketplace):
        (stored,) = determinations_of(marketplace_id=shop.marketplace, claim_id=made.claim.claim_id)
    (kept,) = json.loads(stored.body)["exchanged"]
    assert (kept["currency"], kept["to"], kept["day"]) == ("EUR", "USD", "2026-11-20")
    assert (kept["rate_from"], kept["rate_to"]) == ("1", "1.0472")
    proved(shop)


def test_a_claim_without_its_rate_waits_for_a_person_and_goes_on_by_itself(shop: Shop) -> None:
    claim = make(shop, in_euros(shop)).claim
    assert (claim.stage, claim.paid_total_minor) == (Stage.REFERRED, 0)
    assert claim.due_at is not None

    assert bring_rates(shop, date(2026, 11, 19), "1.0400") == 0  # Its own day may still come.
    assert bring_rates(shop, LOSS_ON, "1.0472") == 1
    assert look_again_for_rates(marketplace_id=shop.marketplace, at=shop.clock.now) == 0

    paid = now(shop)
    assert (paid.stage, paid.paid_total_minor) == (Stage.PAYING, 209_44)
    proved(shop)


def test_a_day_without_rates_takes_the_last_before_it_once_a_later_day_has_some(shop: Shop) -> None:
    bring_rates(shop, date(2026, 11, 19), "1.0400")
    make(shop, in_euros(shop))

    assert bring_rates(shop, date(2026, 11, 23), "1.0600") == 1

    assert now(shop).paid_total_minor == 208_00
    with transaction(shop.marketplace):
        found = rates_for_good(marketplace_id=shop.marketplace, source="ecb", day=LOSS_ON)
    assert found is not None
    assert found.day == date(2026, 11, 19)


def test_a_currency_that_is_said_later_is_looked_up_in_the_same_step(shop: Shop) -> None:
    bring_rates(shop, LOSS_ON, "1.0472")
    filing = replace(loss(shop, 200_00), is_draft=True)
    draft = make(shop, filing).claim

    stands(state_facts(act(shop, draft, shop.buyer()), stated={"part_currency": "EUR"}, line=1))
    filed = make(shop, replace(in_euros(shop), is_draft=False))

    assert filed.claim.claim_id == draft.claim_id
    assert filed.claim.paid_total_minor == 209_44
    proved(shop)
