"""What can be done to orders: bring them in, and raise what was refunded on their lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.orders.importing.running import Imported, run_import
from makewhole.apps.orders.importing.staging import Progress
from makewhole.apps.orders.importing.taken import Settings
from makewhole.apps.orders.ports import Sheet
from makewhole.core.kernel.require import require

__all__ = ["Imported", "Refund", "Settings", "import_orders", "raise_refunds"]

_RAISE_REFUNDS = """
WITH refund AS (
    SELECT order_id, number, sum(item)::bigint AS item, sum(shipping)::bigint AS shipping
    FROM unnest(%b::uuid[], %b::int[], %b::bigint[], %b::bigint[])
         AS given (order_id, number, item, shipping)
    GROUP BY order_id, number
), raised_line AS (
    UPDATE orders_line l
    SET refunded_item_minor = l.refunded_item_minor + refund.item,
        refunded_shipping_minor = l.refunded_shipping_minor + refund.shipping
    FROM refund
    WHERE l.marketplace_id = %s AND l.order_id = refund.order_id AND l.number = refund.number
    RETURNING 1
), raised_order AS (
    UPDATE orders_order o SET refunded_minor = o.refunded_minor + total.minor
    FROM (SELECT order_id, sum(item + shipping)::bigint AS minor FROM refund GROUP BY order_id)
         AS total
    WHERE o.marketplace_id = %s AND o.id = total.order_id
    RETURNING 1
)
SELECT (SELECT count(*) FROM refund) = (SELECT count(*) FROM raised_line),
       (SELECT count(*) FROM raised_order)
"""


@dataclass(frozen=True, slots=True)
class Refund:
    """What is refunded now on one order line, beyond what was before; less than zero takes back.

    Amounts are whole minor units of the order's currency.
    """

    order_id: UUID
    line_number: int
    item_minor: int
    shipping_minor: int


def raise_refunds(*, marketplace_id: UUID, refunds: Sequence[Refund]) -> None:
    """Raise what was refunded on these lines and their orders, which the caller has locked.

    Raises:
        IntegrityError: More than a line costs, or than was paid for its order (P3). The transaction
            is lost.
    """
    if not refunds:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _RAISE_REFUNDS,
            [
                [refund.order_id for refund in refunds],
                [refund.line_number for refund in refunds],
                [refund.item_minor for refund in refunds],
                [refund.shipping_minor for refund in refunds],
                marketplace_id,
                marketplace_id,
            ],
        )
        found = cursor.fetchone()
    require(found is not None and bool(found[0]), "a refund names a line that is on file")


def import_orders(
    *,
    settings: Settings,
    layout: str,
    sheets: Mapping[str, Sheet],
    at: datetime,
    by: str,
    progress: Progress,
) -> Imported:
    """Bring orders in from files: all that can be read, or nothing where a file is damaged.

    Safe to repeat: equal orders are left, changed ones updated and traced. See `run_import`.

    Raises:
        SheetUnusable: A file cannot be used; nothing was written.
    """
    return run_import(
        settings=settings, layout=layout, sheets=sheets, at=at, by=by, progress=progress
    )
