"""A newer file changes what it may, keeps what was, and never touches what was refunded."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from makewhole.apps.journal.queries import events_of
from makewhole.apps.orders.commands import Refund, raise_refunds
from makewhole.apps.orders.queries import differing_orders, import_roots
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.order_files import bring_in, orders_on_file, row, write_csv


@pytest.fixture
def shipped(marketplace: UUID, tmp_path: Path) -> UUID:
    """The order A-1, on its way to the buyer, and a second one that stays as it is."""
    rows = [row(state="shipped", delivered_at=""), row(order_id="A-2")]
    bring_in(marketplace, write_csv(tmp_path / "first.csv", rows))
    return orders_on_file(marketplace, "A-1")["A-1"].order_id


def refund(marketplace: UUID, order_id: UUID, *, item: int, shipping: int, line: int = 1) -> None:
    with transaction(marketplace):
        raise_refunds(marketplace_id=marketplace, refunds=[Refund(order_id, line, item, shipping)])


def test_changed_facts_are_taken_and_the_version_before_is_kept(
    marketplace: UUID, tmp_path: Path, shipped: UUID
) -> None:
    again = bring_in(marketplace, write_csv(tmp_path / "next.csv", [row(), row(order_id="A-2")]))

    assert (again.counts.updated, again.counts.unchanged, again.counts.inserted) == (1, 1, 0)
    found = orders_on_file(marketplace, "A-1", "A-2")
    assert (found["A-1"].version, found["A-1"].state) == (2, "delivered")
    assert found["A-1"].order_id == shipped
    assert found["A-1"].lines[0].delivered_on is not None
    assert found["A-2"].version == 1
    with transaction(marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT version, replaced_by, facts FROM orders_revision")
        ((version, replaced_by, facts),) = cursor.fetchall()
    assert (version, replaced_by) == (1, again.import_id)
    assert json.loads(facts)["order"]["state"] == "shipped"
    assert json.loads(facts)["lines"][0]["delivered_on"] is None


def test_an_import_leaves_one_event_in_the_journal(
    marketplace: UUID, tmp_path: Path, shipped: UUID
) -> None:
    del shipped
    again = bring_in(marketplace, write_csv(tmp_path / "next.csv", [row()]))
    assert again.import_id is not None

    with transaction(marketplace):
        (event,) = events_of(marketplace_id=marketplace, stream_id=again.import_id)

    body = json.loads(event.body)
    assert (event.kind, event.version) == ("OrdersImported", 1)
    assert (body["inserted"], body["updated"], body["rejected"]) == (0, 1, 0)
    assert body["files"] == [{"name": "next.csv", "rows": 1, "sha256": again.files[0].sha256}]
    assert body["root"] == again.root_hash


def test_what_was_refunded_stays_when_facts_change(
    marketplace: UUID, tmp_path: Path, shipped: UUID
) -> None:
    refund(marketplace, shipped, item=1_000, shipping=499)

    bring_in(marketplace, write_csv(tmp_path / "next.csv", [row()]))

    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert (order.version, order.refunded_minor) == (2, 1_499)
    assert (order.lines[0].refunded_item_minor, order.lines[0].refunded_shipping_minor) == (
        1_000,
        499,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"paid": "14.98"}, "paid", id="paid-below-what-was-refunded"),
        pytest.param({"price": "9.99"}, "price", id="a-price-below-what-was-refunded"),
        pytest.param({"shipping": "0"}, "price", id="shipping-below-what-was-refunded"),
        pytest.param({"buyer": "buyer-2"}, "buyer", id="another-buyer"),
        pytest.param({"buyer": ""}, "buyer", id="no-buyer-any-more"),
        pytest.param({"seller": "Birch Home"}, "seller", id="another-seller"),
        pytest.param({"line": "2"}, "line", id="a-line-missing"),
    ],
)
def test_what_money_hangs_on_is_not_changed_by_a_file(
    marketplace: UUID, tmp_path: Path, shipped: UUID, changes: dict[str, str], field: str
) -> None:
    refund(marketplace, shipped, item=1_000, shipping=499)
    before = orders_on_file(marketplace, "A-1")["A-1"]

    again = bring_in(
        marketplace, write_csv(tmp_path / "next.csv", [row(**changes), row(order_id="A-3")])
    )

    assert [(p.line, p.field) for p in again.problems] == [(2, field)]
    assert again.counts.inserted == 1
    assert orders_on_file(marketplace, "A-1")["A-1"] == before


def test_a_buyer_or_seller_may_become_known(marketplace: UUID, tmp_path: Path) -> None:
    bring_in(marketplace, write_csv(tmp_path / "first.csv", [row(buyer="", seller="")]))

    bring_in(marketplace, write_csv(tmp_path / "next.csv", [row()]))

    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert order.buyer_id is not None
    assert order.lines[0].seller_id is not None


def test_lines_may_be_added(marketplace: UUID, tmp_path: Path, shipped: UUID) -> None:
    rows = [row(paid="58.98"), row(line="2", paid="58.98", state="shipped", delivered_at="")]

    bring_in(marketplace, write_csv(tmp_path / "next.csv", rows))

    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert order.order_id == shipped
    assert [line.state for line in order.lines] == ["delivered", "shipped"]
    assert order.state == "shipped"  # As far as the least of its lines.


def test_called_off_lines_do_not_hold_an_order_back(marketplace: UUID, tmp_path: Path) -> None:
    rows = [row(state="Canceled", delivered_at="", handed_over_at=""), row(line="2")]

    bring_in(marketplace, write_csv(tmp_path / "orders.csv", rows))

    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert (order.state, order.state_as_written) == ("delivered", "Canceled")


@pytest.mark.parametrize(
    ("item", "shipping", "constraint"),
    [
        (2_451, 0, "line_refunds_no_more_than_its_price"),
        (0, 500, "line_refunds_no_more_than_its_shipping"),
        (-1, 0, "line_refunds_no_more_than_its_price"),
    ],
)
def test_the_database_refuses_a_refund_beyond_what_a_line_cost(
    marketplace: UUID, shipped: UUID, item: int, shipping: int, constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        refund(marketplace, shipped, item=item, shipping=shipping)


def test_the_database_refuses_refunds_beyond_what_was_paid(
    marketplace: UUID, tmp_path: Path
) -> None:
    bring_in(marketplace, write_csv(tmp_path / "orders.csv", [row(paid="20.00")]))
    order_id = orders_on_file(marketplace, "A-1")["A-1"].order_id

    with pytest.raises(IntegrityError, match="order_refunds_no_more_than_paid"):
        refund(marketplace, order_id, item=2_001, shipping=0)


def test_refunds_of_one_line_in_one_batch_add_up(marketplace: UUID, shipped: UUID) -> None:
    with transaction(marketplace):
        raise_refunds(
            marketplace_id=marketplace,
            refunds=[Refund(shipped, 1, 100, 1), Refund(shipped, 1, 200, 2)],
        )

    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert (order.refunded_minor, order.lines[0].refunded_item_minor) == (303, 300)


def test_row_hashes_and_roots_are_worked_out_again_from_the_rows(
    marketplace: UUID, tmp_path: Path, shipped: UUID
) -> None:
    refund(marketplace, shipped, item=1, shipping=1)  # Ours, and not part of what came.
    bring_in(marketplace, write_csv(tmp_path / "next.csv", [row(), row(order_id="A-3", line="2")]))

    with transaction(marketplace):
        roots = import_roots(marketplace_id=marketplace)
        assert differing_orders(marketplace_id=marketplace) == ()

    assert len(roots) == 2
    assert all(root.recorded == root.worked_out for root in roots)


@pytest.mark.parametrize(
    ("statement", "is_of_the_hash"),
    [
        (
            "UPDATE orders_line SET delivered_on = delivered_on + 9 WHERE delivered_on IS NOT NULL",
            1,
        ),
        ("UPDATE orders_order SET paid_minor = paid_minor + 1 WHERE external_id = 'A-2'", 1),
        ("UPDATE orders_order SET row_hash = sha256('x') WHERE external_id = 'A-2'", 2),
    ],
)
def test_a_fact_changed_behind_our_back_shows(
    marketplace: UUID, shipped: UUID, statement: str, is_of_the_hash: int
) -> None:
    del shipped
    with transaction(marketplace), connection.cursor() as cursor:
        cursor.execute(statement)

    with transaction(marketplace):
        (root,) = import_roots(marketplace_id=marketplace)
        assert differing_orders(marketplace_id=marketplace) == ("A-2",)

    assert (root.recorded != root.worked_out) is (is_of_the_hash == 2)
