"""Claims through the command layer: what is written and what is refused, whole or not at all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makewhole.apps.claims.commands import file_claim
from makewhole.apps.claims.queries import determinations_of, list_claims
from makewhole.apps.ledger.queries import balances
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.record import facts_of
from makewhole.core.claim.said import Known
from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.values import Line
from tests.apps.claims.shop import LATE, LOST, NEVER_SENT, PAYABLE, Shop, filed, refused
from tests.apps.order_files import row

STATEMENTS_MAX = 14  # BEGIN and COMMIT are not counted; a multi-row insert counts one.


class TestFilingWhatTheFactsSettle:
    @pytest.fixture(autouse=True)
    def lost_order(self, shop: Shop) -> None:
        shop.bring(row(**LOST))

    def test_decides_and_orders_the_payout_at_once(self, shop: Shop) -> None:
        claim = filed(shop.claim()).claim

        assert claim.stage is Stage.PAYING
        assert claim.paid_total_minor == 29_49

    def test_books_what_is_owed(self, shop: Shop) -> None:
        filed(shop.claim())

        with transaction(shop.marketplace):
            found = {b.code: b.balance_minor for b in balances(marketplace_id=shop.marketplace)}
        assert found == {
            "receivable.seller": 29_49,
            PAYABLE: 0,
            "in_transit.rail": -29_49,
        }

    def test_raises_what_stands_refunded_on_the_order(self, shop: Shop) -> None:
        filed(shop.claim())

        order = shop.order()
        assert order.refunded_minor == 29_49
        assert order.lines[0].refunded_item_minor == 24_50
        assert order.lines[0].refunded_shipping_minor == 4_99

    def test_keeps_the_determination_whole(self, shop: Shop) -> None:
        claim = filed(shop.claim()).claim

        with transaction(shop.marketplace):
            (stored,) = determinations_of(marketplace_id=shop.marketplace, claim_id=claim.claim_id)
        assert (stored.outcome, stored.payer, stored.bearer) == ("pay", "programme", "seller")
        assert stored.clause == "12.12"
        facts = facts_of(json.loads(stored.body))
        assert facts["tracking"] == Known("in_transit", "carrier")

    def test_takes_at_most_fourteen_statements(self, shop: Shop) -> None:
        shop.bring(row(**LOST), row(order_id="A-2", **LOST))
        filed(shop.claim("A-2"))  # The terms are read once, by the first claim.
        filing, at = shop.filing(), shop.clock.now
        with counted() as statements:
            filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=at))

        assert len(statements) <= STATEMENTS_MAX, "\n".join(statements)

    def test_refuses_the_same_claim_while_it_is_open(self, shop: Shop) -> None:
        filed(shop.claim())

        assert refused(shop.claim()) == "claim_open_already"

    def test_refuses_the_same_claim_once_it_was_paid(self, shop: Shop) -> None:
        filed(shop.claim())
        shop.pass_days(7)

        assert refused(shop.claim()) == "claim_decided_already"

    def test_refuses_another_ground_once_all_was_refunded(self, shop: Shop) -> None:
        filed(shop.claim())

        assert refused(shop.claim(ground=Ground.LATE)) == "line_refunded_already"

    def test_refuses_a_day_before_the_estimate_has_passed(self, shop: Shop) -> None:
        at = shop.clock.now
        assert shop.order().lines[0].latest_estimate_on is not None
        shop.bring(row(order_id="A-2", latest_estimate=f"{at:%Y-%m-%d}", **LOST))

        asked = shop.claim("A-2", by=shop.buyer("A-2"), seller_contacted=False)

        assert refused(asked) == "too_early"

    def test_refuses_more_than_was_paid(self, shop: Shop) -> None:
        assert refused(shop.claim(lines=[Line(1, 1, 24_51)])) == "more_than_was_paid"

    def test_writes_nothing_when_it_refuses(self, shop: Shop) -> None:
        refused(shop.claim(lines=[Line(1, 2)]))

        with transaction(shop.marketplace):
            assert list_claims(marketplace_id=shop.marketplace) == ()


def test_a_claim_nobody_can_settle_is_put_to_the_seller_and_decided_on_silence(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    claim = filed(shop.claim()).claim
    assert claim.stage is Stage.AWAITING_ANSWERS

    shop.pass_days(2)

    with transaction(shop.marketplace):
        (row_,) = list_claims(marketplace_id=shop.marketplace)
    assert row_.claim.paid_total_minor == 29_49


def test_a_late_order_is_paid_in_two_steps_that_never_add_up_to_more(shop: Shop) -> None:
    shop.bring(row(**LATE))
    claim = filed(shop.claim(ground=Ground.LATE)).claim
    assert claim.paid_total_minor == 4_99

    shop.pass_days(30)

    with transaction(shop.marketplace):
        (row_,) = list_claims(marketplace_id=shop.marketplace)
    assert row_.claim.closed_as is ClosedAs.PAID
    assert row_.settled_minor == 4_99


def test_a_draft_without_a_ground_is_first_asked_what_went_wrong(shop: Shop) -> None:
    shop.bring(row())

    made = filed(shop.claim(ground=None, by=shop.buyer()))

    assert made.claim.stage is Stage.DRAFT
    assert made.first_question == "claim_kind"


def test_a_hundred_claims_on_one_order_cost_the_last_what_the_first_did(shop: Shop) -> None:
    shop.bring(*(row(line=str(n), paid="2948.99", **NEVER_SENT) for n in range(1, 101)))
    filed(shop.claim(lines=[Line(1, 1)]))
    counts, at = [], shop.clock.now
    for number in (2, 50, 100):
        filing = shop.filing(lines=[Line(number, 1)])
        with counted() as statements:
            filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=at))
        counts.append(len(statements))

    assert len(set(counts)) == 1


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement but those that open and close the transaction."""
    statements: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield statements
    statements.extend(
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT"))
    )
