"""The counts documented for the real orders are what SQL over the files finds."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from tests.real.olist_facts import OlistFacts, olist_facts
from tests.real.olist_sql import ODD_HOURS

OLIST = Path(os.environ.get("MAKEWHOLE_DATA", "../shared/data")) / "olist"
SAO_PAULO = ZoneInfo("America/Sao_Paulo")

needs_the_orders = pytest.mark.skipif(
    not (OLIST / "dev" / "orders.csv.gz").exists(),
    reason=f"the real orders are not at {OLIST}; set MAKEWHOLE_DATA",
)
pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def facts() -> OlistFacts:
    return olist_facts(OLIST)


@needs_the_orders
def test_every_row_of_every_file_was_read(facts: OlistFacts) -> None:
    assert facts.rows == {
        "orders": 31_199,
        "order_items": 32_001,
        "order_payments": 32_920,
        "order_reviews": 20_622,
        "customers": 28_681,
    }


@needs_the_orders
def test_every_order_is_in_one_group(facts: OlistFacts) -> None:
    assert sum(group.orders for group in facts.groups.values()) == 31_199
    assert sum(group.claims for group in facts.groups.values()) == 31_506
    assert facts.orders_by_status == {
        "delivered": 28_742,
        "shipped": 902,
        "unavailable": 564,
        "canceled": 439,
        "processing": 294,
        "invoiced": 251,
        "created": 5,
        "approved": 2,
    }


@needs_the_orders
@pytest.mark.parametrize(
    ("group", "orders", "claims", "without_items", "full_refund_minor"),
    [
        ("delivered_late", 1_630, 1_632, 160, 30_033_273),
        ("shipped_never_delivered", 902, 904, 1, 14_362_610),
        ("paid_never_shipped", 552, 552, 7, 12_410_204),
        ("unavailable", 564, 565, 558, 11_286_808),
        ("cancelled_yet_delivered_late", 1, 1, 0, 4_409),
        ("cancelled_yet_delivered_in_time", 5, 5, 0, 70_449),
        ("cancelled_after_hand_over", 69, 69, 0, 811_908),
        ("cancelled_before_hand_over", 364, 364, 84, 7_929_512),
        ("delivered_up_to_3_days_late", 563, 566, 52, 8_469_799),
        ("delivered_without_a_date", 2, 2, 0, 32_883),
        ("delivered_in_time", 26_547, 26_846, 2_381, 416_268_068),
    ],
)
def test_a_group_has_as_many_orders_and_claims_as_documented(
    facts: OlistFacts,
    group: str,
    orders: int,
    claims: int,
    without_items: int,
    full_refund_minor: int,
) -> None:
    found = facts.groups[group]

    assert (found.orders, found.claims) == (orders, claims)
    assert found.orders_without_items == without_items
    assert found.full_refund_minor == full_refund_minor


@needs_the_orders
def test_claims_are_named_one_by_one(facts: OlistFacts) -> None:
    counts = {name: group.claims for name, group in facts.groups.items()}

    assert {name: len(claims) for name, claims in facts.claims.items()} == counts
    assert {order for order, seller in facts.claims["unavailable"] if seller} == {
        order for order, _ in facts.claims["unavailable"]
    } - facts.defects["no_item_rows"]


@needs_the_orders
def test_defects_touch_late_and_lost_orders_as_often_as_documented(facts: OlistFacts) -> None:
    late = {order for order, _ in facts.claims["delivered_late"]}
    lost = {order for order, _ in facts.claims["shipped_never_delivered"]}

    touched = {
        name: (len(orders & late), len(orders & lost))
        for name, orders in facts.defects.items()
        if orders & (late | lost)
    }

    assert touched == {
        "no_item_rows": (160, 1),
        "no_item_rows_though_the_sample_is_complete": (0, 1),
        "no_customer_row": (151, 0),
        "no_item_rows_and_no_customer_row": (138, 0),
        "no_payment_rows": (1, 0),
        "payment_of_zero": (0, 1),
        "paid_differs_from_items": (9, 4),
        "paid_differs_from_items_by_more_than_3_centavos": (4, 2),
        "paid_less_than_items": (2, 2),
        "handed_over_before_approval": (2, 6),
        "handed_over_before_purchase": (0, 1),
        "several_reviews": (6, 9),
        "score_1_and_a_better_score": (3, 3),
        "a_review_id_shared_with_another_order": (6, 7),
        "review_with_a_line_break": (61, 61),
        "several_sellers": (2, 2),
        "seconds_cut_off": (296, 0),
        "ship_by_more_than_a_year_after_purchase": (0, 1),
        "ship_by_after_the_estimated_day": (4, 2),
        "shipping_of_zero": (3, 1),
    }


@needs_the_orders
def test_late_orders_carry_the_shipping_that_is_refunded_at_once(facts: OlistFacts) -> None:
    assert facts.groups["delivered_late"].shipping_minor == 3_898_680


@needs_the_orders
def test_score_1_orders_fall_into_the_documented_groups(facts: OlistFacts) -> None:
    counted = {name: (group.orders, group.claims) for name, group in facts.score_1_groups.items()}

    assert sum(orders for orders, _ in counted.values()) == 3_669
    assert sum(claims for _, claims in counted.values()) == 3_732
    assert counted == {
        "delivered_in_time": (1_154, 1_214),
        "delivered_late": (664, 664),
        "shipped_never_delivered": (560, 561),
        "paid_never_shipped": (450, 450),
        "unavailable": (436, 437),
        "cancelled_before_hand_over": (255, 255),
        "delivered_up_to_3_days_late": (97, 98),
        "cancelled_after_hand_over": (49, 49),
        "cancelled_yet_delivered_in_time": (4, 4),
    }


@needs_the_orders
def test_each_defect_concerns_as_many_orders_as_documented(facts: OlistFacts) -> None:
    assert {name: len(orders) for name, orders in facts.defects.items()} == {
        "no_item_rows": 3_243,
        "no_item_rows_though_the_sample_is_complete": 650,
        "no_customer_row": 2_518,
        "no_item_rows_and_no_customer_row": 2_307,
        "no_payment_rows": 1,
        "payment_of_zero": 3,
        "paid_differs_from_items": 188,
        "paid_differs_from_items_by_more_than_3_centavos": 88,
        "paid_less_than_items": 65,
        "paid_less_than_items_by_more_than_3_centavos": 2,
        "delivered_without_a_delivery_date": 2,
        "delivered_without_a_hand_over_date": 1,
        "delivered_without_an_approval_date": 8,
        "delivered_before_hand_over": 8,
        "handed_over_before_approval": 194,
        "handed_over_before_purchase": 4,
        "cancelled_yet_delivered": 6,
        "cancelled_yet_handed_over": 75,
        "several_reviews": 157,
        "score_1_and_a_better_score": 27,
        "a_review_id_shared_with_another_order": 119,
        "review_with_a_line_break": 881,
        "several_sellers": 297,
        "seconds_cut_off": 4_761,
        "ship_by_more_than_a_year_after_purchase": 2,
        "ship_by_after_the_estimated_day": 16,
        "shipping_of_zero": 60,
    }


@needs_the_orders
def test_the_one_order_without_payment_was_delivered_late(facts: OlistFacts) -> None:
    assert facts.defects["no_payment_rows"] == {"bfbd0f9bdef84302105ad712db648a6c"}


@needs_the_orders
def test_what_is_documented_as_absent_is_absent(facts: OlistFacts) -> None:
    assert {name: count for name, count in facts.absent.items() if count} == {}


@needs_the_orders
def test_odd_times_stand_in_the_documented_columns(facts: OlistFacts) -> None:
    assert [(odd.column, odd.kind, odd.hour_starts, odd.rows) for odd in facts.odd_times] == [
        ("order_approved_at", "ambiguous", "2018-02-17 23:00", 3),
        ("order_purchase_timestamp", "ambiguous", "2017-02-18 23:00", 1),
        ("order_purchase_timestamp", "ambiguous", "2018-02-17 23:00", 4),
        ("review_answer_timestamp", "ambiguous", "2017-02-18 23:00", 1),
        ("review_answer_timestamp", "ambiguous", "2018-02-17 23:00", 2),
        ("shipping_limit_date", "ambiguous", "2017-02-18 23:00", 2),
    ]


@needs_the_orders
def test_a_midnight_that_did_not_exist_is_written_as_one_o_clock(facts: OlistFacts) -> None:
    # Reviews are opened at midnight. On the day Sao Paulo had none they were opened at one, which
    # is why the times, written without a zone, are read as the local time of Sao Paulo.
    assert facts.review_hours == {"00:00:00": 20_601, "2017-10-15 01:00:00": 21}


def test_the_odd_hours_are_those_of_the_time_zone_tables() -> None:
    with duckdb.connect() as database:
        database.execute(ODD_HOURS)
        listed = database.execute("SELECT kind, starts FROM odd_hour ORDER BY starts").fetchall()

    assert listed == _odd_hours(datetime(2016, 9, 1), datetime(2020, 3, 1))  # noqa: DTZ001  # local


def _odd_hours(first: datetime, last: datetime) -> list[tuple[str, datetime]]:
    """Ask the time zone tables, hour by hour, which local hours occur twice or never."""
    odd = []
    for count in range(int((last - first) / timedelta(hours=1))):
        local = first + timedelta(hours=count)
        early, late = (local.replace(tzinfo=SAO_PAULO, fold=fold) for fold in (0, 1))
        if early.utcoffset() != late.utcoffset():
            exists = early.astimezone(UTC).astimezone(SAO_PAULO).replace(tzinfo=None) == local
            odd.append(("ambiguous" if exists else "impossible", local))
    return odd
