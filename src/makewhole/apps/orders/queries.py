"""What others may know of orders: frozen values, read inside the marketplace's transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.orders.importing.hashing import digest, line_bytes, order_bytes, root_of
from makewhole.apps.tenancy.queries import market
from makewhole.apps.tenancy.transactions import transaction

_ORDERS = """
SELECT id, external_id, market_code, buyer_id, placed_at, placed_on, currency, paid_minor,
       paid_is_assumed, refunded_minor, state, state_as_written, source, version
FROM orders_order WHERE marketplace_id = %s AND id = ANY (%b::uuid[])
ORDER BY id
"""

# Read after the orders are locked: lines change only under the order's lock.
_LINES_AND_TRACKING = """
SELECT order_id, 0, number, seller_id, product_ref, title, quantity, price_minor, shipping_minor,
       refunded_item_minor, refunded_shipping_minor, is_whole_order, ship_by_at, ship_by_on,
       latest_estimate_on, handed_over_at, handed_over_on, delivered_at, delivered_on,
       fulfilled_by, state, NULL, NULL
FROM orders_line WHERE marketplace_id = %(marketplace)s AND order_id = ANY (%(orders)s::uuid[])
UNION ALL
SELECT order_id, seq, line_number, NULL, kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, source, at, "on"
FROM orders_trackingevent
WHERE marketplace_id = %(marketplace)s AND order_id = ANY (%(orders)s::uuid[])
ORDER BY 1, 2, 3
"""

# The claim's lines are those of one seller, sent by one of seller and marketplace. An order that a
# seller never sent is not received too, however it stands with the marketplace, as long as it was
# neither cancelled nor out of stock.
_LATE_OR_LOST = """
WITH line AS (
    SELECT o.id, l.number, l.quantity, l.seller_id, l.latest_estimate_on,
           coalesce(l.fulfilled_by, 'seller') AS sender,
           coalesce(l.delivered_at <= %(at)s,
                    l.delivered_on <= %(today)s,
                    l.state = 'delivered') AS has_arrived,
           l.delivered_on - l.latest_estimate_on AS days_late,
           coalesce(l.handed_over_at <= %(at)s, l.handed_over_on <= %(today)s, false)
               AS was_shipped,
           l.state IN ('cancelled', 'unavailable') AS is_off
    FROM (SELECT id FROM orders_order
          WHERE marketplace_id = %(marketplace)s AND market_code = %(market)s AND id > %(after)s
            AND placed_at <= %(at)s
          ORDER BY id LIMIT %(page)s) o
    JOIN orders_line l ON l.order_id = o.id AND l.marketplace_id = %(marketplace)s
)
SELECT id, seller_id,
       CASE WHEN has_arrived THEN 'late' ELSE 'not_received' END AS ground,
       bool_or(was_shipped),
       array_agg(number ORDER BY number), array_agg(quantity ORDER BY number)
FROM line
WHERE CASE WHEN has_arrived THEN days_late > %(late_days)s
           ELSE NOT is_off AND %(today)s - latest_estimate_on > %(late_days)s END
GROUP BY id, seller_id, sender, has_arrived
UNION ALL
SELECT max_id, NULL, 'page', NULL, NULL, NULL
FROM (SELECT id AS max_id FROM line ORDER BY id DESC LIMIT 1) last_of_page
ORDER BY 1, 3 DESC
"""

_IDS = """
SELECT external_id, id FROM orders_order
WHERE marketplace_id = %s AND external_id = ANY (%b::text[])
"""

_OF_BUYER = """
SELECT id FROM orders_order WHERE marketplace_id = %s AND buyer_id = %s AND placed_at <= %s
ORDER BY placed_at DESC, id LIMIT %s OFFSET %s
"""

_SOME = """
SELECT id FROM orders_order WHERE marketplace_id = %s AND placed_at < %s
ORDER BY placed_at DESC, id LIMIT %s
"""

_DIFFERING_ORDERS = f"""
SELECT o.external_id FROM orders_order o
LEFT JOIN (SELECT order_id, string_agg({line_bytes("l")}, '' ORDER BY number) AS bytes
           FROM orders_line l WHERE marketplace_id = %(marketplace)s GROUP BY order_id) line
       ON line.order_id = o.id
WHERE o.marketplace_id = %(marketplace)s
  AND o.row_hash IS DISTINCT FROM sha256({order_bytes("o")} || line.bytes)
ORDER BY o.external_id LIMIT 100
"""  # noqa: S608 - names of our own columns, no input

# An import's orders are those that still stand as it wrote them, and those changed since.
_IMPORT_ROOTS = f"""
SELECT imported.id, imported.root_hash,
       {digest("version = 1")},
       {digest("version > 1")}
FROM orders_import imported
LEFT JOIN (
    SELECT import_id, external_id, row_hash, version FROM orders_order
    WHERE marketplace_id = %(marketplace)s
    UNION ALL
    SELECT r.import_id, o.external_id, r.row_hash, r.version
    FROM orders_revision r JOIN orders_order o ON o.id = r.order_id
    WHERE r.marketplace_id = %(marketplace)s
) wrote ON wrote.import_id = imported.id
WHERE imported.marketplace_id = %(marketplace)s
GROUP BY imported.id, imported.root_hash ORDER BY imported.id
"""  # noqa: S608 - names of our own columns, no input

_PAGE = 20_000  # Orders looked at in one transaction, so that a long search holds no snapshot.


@dataclass(frozen=True, slots=True)
class TrackingSnapshot:
    """Something reported of a parcel beyond hand-over and delivery, which stand on the lines."""

    line_number: int | None
    kind: str
    at: datetime
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class LineSnapshot:
    """One order line. Amounts are whole minor units, for the whole quantity."""

    number: int
    seller_id: UUID | None
    product_ref: str
    title: str
    quantity: int
    price_minor: int
    shipping_minor: int
    refunded_item_minor: int
    refunded_shipping_minor: int
    is_whole_order: bool
    ship_by_at: datetime | None
    ship_by_on: date | None
    latest_estimate_on: date | None
    handed_over_at: datetime | None
    handed_over_on: date | None
    delivered_at: datetime | None
    delivered_on: date | None
    fulfilled_by: str | None
    state: str


@dataclass(frozen=True, slots=True)
class OrderSnapshot:
    """One order as it stands, with its lines and tracking events in their order."""

    order_id: UUID
    external_id: str
    market_code: str
    buyer_id: UUID | None
    placed_at: datetime
    placed_on: date
    currency: str
    paid_minor: int
    paid_is_assumed: bool
    refunded_minor: int
    state: str
    state_as_written: str
    source: str
    version: int
    lines: tuple[LineSnapshot, ...]
    tracking: tuple[TrackingSnapshot, ...]


@dataclass(frozen=True, slots=True)
class LateOrLost:
    """Lines of one seller in one order that arrived too late, or have not arrived.

    `ground` is `late` or `not_received`; `lines` are (number, quantity); `was_shipped` says whether
    a carrier had any of them by then.
    """

    order_id: UUID
    seller_id: UUID | None
    ground: str
    was_shipped: bool
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ImportRoot:
    """An import's root over the row hashes of what it wrote: recorded, and worked out again."""

    import_id: UUID
    recorded: str
    worked_out: str


def order_snapshots(
    *, marketplace_id: UUID, order_ids: Sequence[UUID], for_update: bool
) -> dict[UUID, OrderSnapshot]:
    """Answer these orders, those that exist, in two statements; `for_update` locks them by id."""
    if not order_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _ORDERS + ("FOR UPDATE" if for_update else ""), [marketplace_id, list(order_ids)]
        )
        orders = cursor.fetchall()
        cursor.execute(
            _LINES_AND_TRACKING, {"marketplace": marketplace_id, "orders": list(order_ids)}
        )
        lines: dict[UUID, list[LineSnapshot]] = {}
        tracking: dict[UUID, list[TrackingSnapshot]] = {}
        for order_id, seq, *rest in cursor.fetchall():
            if seq == 0:
                lines.setdefault(order_id, []).append(LineSnapshot(*rest[:-2]))
            else:
                event = TrackingSnapshot(
                    line_number=rest[0], kind=rest[2], source=rest[-3], at=rest[-2], on=rest[-1]
                )
                tracking.setdefault(order_id, []).append(event)
    return {
        row[0]: OrderSnapshot(
            *(*row, tuple(lines.get(row[0], ())), tuple(tracking.get(row[0], ())))
        )
        for row in orders
    }


def order_snapshot(
    *, marketplace_id: UUID, order_id: UUID, for_update: bool = False
) -> OrderSnapshot | None:
    """Answer one order, or None; `for_update` locks it until the transaction ends."""
    found = order_snapshots(
        marketplace_id=marketplace_id, order_ids=[order_id], for_update=for_update
    )
    return found.get(order_id)


def order_ids_of(*, marketplace_id: UUID, external_ids: Sequence[str]) -> dict[str, UUID]:
    """Answer our ids of the marketplace's order numbers; a number we do not know is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_IDS, [marketplace_id, list(external_ids)])
        return dict(cursor.fetchall())


def orders_of_buyer(
    *, marketplace_id: UUID, buyer_id: UUID, at: datetime, limit: int, offset: int
) -> tuple[OrderSnapshot, ...]:
    """Answer what one buyer had ordered by an instant, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_BUYER, [marketplace_id, buyer_id, at, limit, offset])
        ids = [row[0] for row in cursor.fetchall()]
    found = order_snapshots(marketplace_id=marketplace_id, order_ids=ids, for_update=False)
    return tuple(found[order_id] for order_id in ids)


def some_orders(
    *, marketplace_id: UUID, placed_before: datetime, limit: int
) -> tuple[OrderSnapshot, ...]:
    """Answer the latest orders that were placed before an instant, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_SOME, [marketplace_id, placed_before, limit])
        ids = [row[0] for row in cursor.fetchall()]
    found = order_snapshots(marketplace_id=marketplace_id, order_ids=ids, for_update=False)
    return tuple(found[order_id] for order_id in ids)


def count_orders(*, marketplace_id: UUID) -> int:
    """Answer how many orders a marketplace has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM orders_order WHERE marketplace_id = %s", [marketplace_id]
        )
        (count,) = cursor.fetchone()
    return int(count)


def differing_orders(*, marketplace_id: UUID) -> tuple[str, ...]:
    """Answer the numbers of orders whose facts are not what their row hash covers, at most 100."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING_ORDERS, {"marketplace": marketplace_id})
        return tuple(external_id for (external_id,) in cursor.fetchall())


def import_roots(*, marketplace_id: UUID) -> tuple[ImportRoot, ...]:
    """Answer each import's root as it was recorded, and worked out again from the rows."""
    with connection.cursor() as cursor:
        cursor.execute(_IMPORT_ROOTS, {"marketplace": marketplace_id})
        return tuple(
            ImportRoot(import_id, recorded, root_of(inserted, updated))
            for import_id, recorded, inserted, updated in cursor.fetchall()
        )


def orders_late_or_lost(
    *, marketplace_id: UUID, market_code: str, at: datetime, late_days: int
) -> Iterator[LateOrLost]:
    """Answer order and seller wherever lines came more than `late_days` late, or have not come.

    Only what had happened by `at` counts: a later delivery has not happened yet. A line without an
    estimate is neither late nor lost. Cancelled and unavailable lines count only once they arrived.
    Days are the market's own. Call it outside a transaction: it opens one for each page.
    """
    after = UUID(int=0)
    with transaction(marketplace_id):
        zone = market(marketplace_id=marketplace_id, code=market_code).zone
    while True:
        with transaction(marketplace_id), connection.cursor() as cursor:
            cursor.execute(
                _LATE_OR_LOST,
                {
                    "marketplace": marketplace_id,
                    "market": market_code,
                    "at": at,
                    "today": at.astimezone(zone).date(),
                    "late_days": late_days,
                    "after": after,
                    "page": _PAGE,
                },
            )
            rows = cursor.fetchall()
        if not rows:
            return
        for order_id, seller_id, ground, was_shipped, numbers, quantities in rows:
            if ground == "page":
                after = order_id
            else:
                lines = tuple(zip(numbers, quantities, strict=True))
                yield LateOrLost(order_id, seller_id, ground, was_shipped, lines)
