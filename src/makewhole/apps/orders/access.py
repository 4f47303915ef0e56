"""The only doors to an order: one answer for not found and not yours."""

from uuid import UUID

from makewhole.apps.orders.queries import OrderSnapshot, order_ids_of, order_snapshot


class OrderNotFound(Exception):
    """There is no such order, or it is somebody else's: whoever asks cannot tell which."""


def order_for_buyer(*, marketplace_id: UUID, buyer_id: UUID, external_id: str) -> OrderSnapshot:
    """Answer an order of this buyer.

    Raises:
        OrderNotFound: There is none, or it is not theirs.
    """
    order = _order(marketplace_id, external_id)
    if order is None or order.buyer_id != buyer_id:
        raise OrderNotFound(external_id)
    return order


def order_for_seller(*, marketplace_id: UUID, seller_id: UUID, external_id: str) -> OrderSnapshot:
    """Answer an order in which this seller sold something.

    Raises:
        OrderNotFound: There is none, or nothing in it is theirs.
    """
    order = _order(marketplace_id, external_id)
    if order is None or all(line.seller_id != seller_id for line in order.lines):
        raise OrderNotFound(external_id)
    return order


def order_for_staff(*, marketplace_id: UUID, external_id: str) -> OrderSnapshot:
    """Answer any order of the marketplace, for our own people.

    Raises:
        OrderNotFound: There is none.
    """
    order = _order(marketplace_id, external_id)
    if order is None:
        raise OrderNotFound(external_id)
    return order


def _order(marketplace_id: UUID, external_id: str) -> OrderSnapshot | None:
    ids = order_ids_of(marketplace_id=marketplace_id, external_ids=[external_id])
    if external_id not in ids:
        return None
    return order_snapshot(marketplace_id=marketplace_id, order_id=ids[external_id])
