"""The doors to an order: one answer for not found and not yours."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from makewhole.apps.orders.access import OrderNotFound, order_for_buyer, order_for_seller
from makewhole.apps.orders.queries import count_orders, order_snapshot
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.order_files import bring_in, orders_on_file, row, write_csv
from tests.marketplaces import make_marketplace


@pytest.fixture
def order_file(marketplace: UUID, tmp_path: Path) -> Path:
    file = write_csv(
        tmp_path / "orders.csv",
        [row(), row(order_id="A-2", buyer="buyer-2", seller="Birch Home")],
    )
    bring_in(marketplace, file)
    return file


def test_a_buyer_and_a_seller_see_their_own_order(marketplace: UUID, order_file: Path) -> None:
    del order_file
    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert order.buyer_id is not None
    assert order.lines[0].seller_id is not None

    with transaction(marketplace):
        bought = order_for_buyer(
            marketplace_id=marketplace, buyer_id=order.buyer_id, external_id="A-1"
        )
        sold = order_for_seller(
            marketplace_id=marketplace, seller_id=order.lines[0].seller_id, external_id="A-1"
        )

    assert bought == sold == order


def test_an_order_that_is_not_theirs_answers_as_one_that_is_not_there(
    marketplace: UUID, order_file: Path
) -> None:
    del order_file
    other = orders_on_file(marketplace, "A-2")["A-2"]
    answers = []
    for external_id in ("A-1", "no-such-order"):
        with transaction(marketplace), pytest.raises(OrderNotFound) as refused:
            order_for_buyer(
                marketplace_id=marketplace,
                buyer_id=other.buyer_id or uuid4(),
                external_id=external_id,
            )
        with transaction(marketplace), pytest.raises(OrderNotFound):
            order_for_seller(
                marketplace_id=marketplace,
                seller_id=other.lines[0].seller_id or uuid4(),
                external_id=external_id,
            )
        answers.append(type(refused.value))
    assert answers == [OrderNotFound, OrderNotFound]


def test_another_marketplace_sees_nothing_of_it(marketplace: UUID, order_file: Path) -> None:
    order_id = orders_on_file(marketplace, "A-1")["A-1"].order_id
    other = make_marketplace()

    with transaction(other):
        assert count_orders(marketplace_id=marketplace) == 0
        assert order_snapshot(marketplace_id=marketplace, order_id=order_id) is None

    assert bring_in(other, order_file).counts.inserted == 2  # The same numbers, other orders.
