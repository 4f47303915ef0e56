"""The olist format: a real marketplace's tables, each defect with its stated treatment."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.orders.commands import Imported
from makewhole.apps.orders.ports import SheetUnusable
from makewhole.apps.orders.queries import OrderSnapshot
from makewhole.apps.parties.queries import party
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.olist_files import (
    CUSTOMER,
    ITEM,
    ORDER,
    PAYMENT,
    REVIEW,
    bring_olist_in,
    olist_folder,
)
from tests.apps.order_files import orders_on_file
from tests.marketplaces import make_marketplace


@pytest.fixture
def brazil(database: str) -> UUID:
    del database
    return make_marketplace("br")


def notes(imported: Imported) -> dict[str, int]:
    return {note.kind: note.count for note in imported.notes}


def the_order(marketplace: UUID, number: str = "o1") -> OrderSnapshot:
    return orders_on_file(marketplace, number)[number]


def buyer_ref(marketplace: UUID, order: OrderSnapshot) -> str:
    assert order.buyer_id is not None
    with transaction(marketplace):
        found = party(marketplace_id=marketplace, party_id=order.buyer_id)
    assert found is not None
    return found.external_ref


def test_an_order_is_put_together_from_all_its_tables(brazil: UUID, tmp_path: Path) -> None:
    folder = olist_folder(
        tmp_path, items=[ITEM, ITEM | {"order_item_id": "2", "price": "1.5", "freight_value": "0"}]
    )

    imported = bring_olist_in(brazil, folder)

    order = the_order(brazil)
    assert (imported.counts.orders, imported.counts.lines, imported.rejected) == (1, 2, 0)
    assert (order.currency, order.paid_minor, order.paid_is_assumed) == ("BRL", 21_687, False)
    assert (order.placed_at, order.placed_on) == (
        datetime(2018, 3, 1, 13, tzinfo=UTC),
        date(2018, 3, 1),
    )
    assert [(line.number, line.price_minor, line.shipping_minor) for line in order.lines] == [
        (1, 19_900, 1_787),
        (2, 150, 0),
    ]
    first = order.lines[0]
    assert (first.title, first.latest_estimate_on) == ("bed bath table", date(2018, 3, 20))
    assert (first.handed_over_on, first.delivered_on) == (date(2018, 3, 3), date(2018, 3, 9))
    assert first.ship_by_at == datetime(2018, 3, 5, 13, 20, tzinfo=UTC)
    assert [(event.kind, event.on) for event in order.tracking] == [("approved", date(2018, 3, 1))]
    assert buyer_ref(brazil, order) == "person1"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_id": ""}, "order_id"),
        ({"order_purchase_timestamp": "2018-02-30 10:00:00"}, "order_purchase_timestamp"),
        ({"order_purchase_timestamp": ""}, "order_purchase_timestamp"),
        ({"order_status": "vanished"}, "order_status"),
    ],
)
def test_only_id_purchase_time_and_status_reject_an_order(
    brazil: UUID, tmp_path: Path, changes: dict[str, str], field: str
) -> None:
    folder = olist_folder(tmp_path, orders=[ORDER | {"order_id": "o2"}, ORDER | changes])

    imported = bring_olist_in(brazil, folder)

    assert [(p.file, p.line, p.field) for p in imported.problems] == [("orders.csv", 3, field)]
    assert imported.counts.orders == 1


def test_without_item_rows_the_whole_order_is_one_line_of_what_was_paid(
    brazil: UUID, tmp_path: Path
) -> None:
    payments = [PAYMENT, PAYMENT | {"payment_sequential": "2", "payment_value": "3.13"}]

    imported = bring_olist_in(brazil, olist_folder(tmp_path, items=[], payments=payments))

    (line,) = the_order(brazil).lines
    assert line.is_whole_order
    assert (line.title, line.quantity, line.seller_id) == ("whole order", 1, None)
    assert (line.price_minor, line.shipping_minor) == (22_000, 0)
    assert notes(imported) == {"no_items": 1}


def test_without_a_customer_row_the_buyer_is_known_by_customer_id(
    brazil: UUID, tmp_path: Path
) -> None:
    imported = bring_olist_in(brazil, olist_folder(tmp_path, customers=[]))

    assert buyer_ref(brazil, the_order(brazil)) == "c1"
    assert notes(imported) == {"no_customer": 1}


def test_two_orders_of_one_person_have_one_buyer(brazil: UUID, tmp_path: Path) -> None:
    folder = olist_folder(
        tmp_path,
        orders=[ORDER, ORDER | {"order_id": "o2", "customer_id": "c2"}],
        customers=[CUSTOMER, CUSTOMER | {"customer_id": "c2"}],
    )

    bring_olist_in(brazil, folder)

    assert the_order(brazil, "o1").buyer_id == the_order(brazil, "o2").buyer_id


@pytest.mark.parametrize(
    ("payments", "paid_minor", "is_assumed", "noted"),
    [
        pytest.param([], 21_687, True, "no_payment", id="none"),
        pytest.param(
            [PAYMENT | {"payment_value": "some"}], 21_687, True, "no_payment", id="unreadable"
        ),
        pytest.param(
            [PAYMENT | {"payment_value": "399.68"}], 39_968, False, "paid_differs", id="more"
        ),
        pytest.param(
            [PAYMENT | {"payment_value": "200.00"}], 20_000, False, "paid_differs", id="less"
        ),
    ],
)
def test_paid_is_what_the_payments_say(
    brazil: UUID,
    tmp_path: Path,
    payments: list[dict[str, str]],
    paid_minor: int,
    is_assumed: bool,
    noted: str,
) -> None:
    imported = bring_olist_in(brazil, olist_folder(tmp_path, payments=payments))

    order = the_order(brazil)
    assert (order.paid_minor, order.paid_is_assumed) == (paid_minor, is_assumed)
    assert (order.lines[0].price_minor, order.lines[0].shipping_minor) == (19_900, 1_787)
    assert notes(imported) == {noted: 1}


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([ITEM, ITEM | {"order_item_id": "2", "price": "cheap"}], id="unreadable"),
        pytest.param([ITEM, ITEM | {"price": "1.00"}], id="one-item-twice-differently"),
        pytest.param([ITEM | {"order_item_id": "first"}], id="no-number"),
    ],
)
def test_items_that_cannot_be_read_make_the_order_one_whole(
    brazil: UUID, tmp_path: Path, items: list[dict[str, str]]
) -> None:
    imported = bring_olist_in(brazil, olist_folder(tmp_path, items=items))

    (line,) = the_order(brazil).lines
    assert (line.is_whole_order, line.price_minor) == (True, 21_687)
    assert notes(imported) == {"no_items": 1, "items_unread": 1}
    assert imported.rejected == 0


def test_equal_item_rows_are_one_item(brazil: UUID, tmp_path: Path) -> None:
    bring_olist_in(brazil, olist_folder(tmp_path, items=[ITEM, ITEM]))

    assert len(the_order(brazil).lines) == 1


@pytest.mark.parametrize(
    ("changes", "noted"),
    [
        ({"order_delivered_customer_date": ""}, "delivered_without_date"),
        ({"order_delivered_customer_date": "2018-03-02 17:00:00"}, "delivered_before_hand_over"),
        ({"order_approved_at": "2018-03-04 10:20:00"}, "hand_over_before_approval"),
        ({"order_status": "canceled"}, "cancelled_but_delivered"),
        ({"order_delivered_carrier_date": "some day"}, "time_unread"),
    ],
)
def test_contradictions_are_kept_and_told(
    brazil: UUID, tmp_path: Path, changes: dict[str, str], noted: str
) -> None:
    imported = bring_olist_in(brazil, olist_folder(tmp_path, orders=[ORDER | changes]))

    assert notes(imported) == {noted: 1}
    assert imported.rejected == 0
    assert the_order(brazil).state == ("cancelled" if "order_status" in changes else "delivered")


def test_reviews_are_counted_and_not_kept(brazil: UUID, tmp_path: Path) -> None:
    reviews = [REVIEW, REVIEW | {"review_id": "r2"}, REVIEW | {"order_id": "o2"}]
    folder = olist_folder(tmp_path, orders=[ORDER, ORDER | {"order_id": "o2"}], reviews=reviews)

    noted = notes(bring_olist_in(brazil, folder))

    assert (noted["several_reviews"], noted["shared_reviews"]) == (1, 1)


def test_rows_of_orders_that_are_not_there_are_told(brazil: UUID, tmp_path: Path) -> None:
    folder = olist_folder(tmp_path, items=[ITEM, ITEM | {"order_id": "elsewhere"}])

    assert notes(bring_olist_in(brazil, folder)) == {"rows_of_unknown_orders": 1}


def test_two_different_orders_of_one_id_are_both_rejected(brazil: UUID, tmp_path: Path) -> None:
    orders = [ORDER, ORDER | {"order_status": "shipped"}, ORDER | {"order_id": "o2"}]

    imported = bring_olist_in(brazil, olist_folder(tmp_path, orders=orders))

    assert [(p.line, p.field) for p in imported.problems] == [(2, "order_id"), (3, "order_id")]
    assert imported.counts.orders == 1


def test_ambiguous_times_are_told_of_their_own_file(brazil: UUID, tmp_path: Path) -> None:
    folder = olist_folder(
        tmp_path,
        orders=[ORDER | {"order_purchase_timestamp": "2018-02-17 23:30:00"}],
        items=[ITEM | {"shipping_limit_date": "2017-10-15 00:30:00"}],
    )

    imported = bring_olist_in(brazil, folder)

    assert [(o.file, o.field, o.kind, o.taken_as) for o in imported.odd_times] == [
        (
            "orders.csv",
            "order_purchase_timestamp",
            "ambiguous",
            datetime(2018, 2, 18, 1, 30, tzinfo=UTC),
        ),
        (
            "order_items.csv",
            "shipping_limit_date",
            "impossible",
            datetime(2017, 10, 15, 3, 30, tzinfo=UTC),
        ),
    ]
    order = the_order(brazil)
    assert (order.placed_at, order.placed_on) == (
        datetime(2018, 2, 18, 1, 30, tzinfo=UTC),
        date(2018, 2, 17),
    )


def test_again_nothing_changes_and_a_late_approval_is_added(brazil: UUID, tmp_path: Path) -> None:
    bring_olist_in(brazil, olist_folder(tmp_path, orders=[ORDER | {"order_approved_at": ""}]))

    added = bring_olist_in(brazil, olist_folder(tmp_path))
    again = bring_olist_in(brazil, olist_folder(tmp_path))

    assert (added.counts.unchanged, added.counts.tracking) == (1, 1)
    assert (again.counts.unchanged, again.counts.tracking, again.import_id) == (1, 0, None)
    assert [event.kind for event in the_order(brazil).tracking] == ["approved"]


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    folder = olist_folder(tmp_path)
    (folder / "customers.csv").unlink()

    with pytest.raises(SheetUnusable, match=r"customers\.csv or customers\.csv\.gz"):
        bring_olist_in(UUID(int=0), folder)
