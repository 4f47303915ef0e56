"""What an order's row hash covers: every fact of the order and of its lines, as stored.

The SHA-256 of the order's own columns and then each line's, by number, in PostgreSQL's binary form
of a row (`record_send`): types, lengths and nulls are part of it, so no two rows share one form. It
does not cover what we raise ourselves, the refunds. `differing_orders` works it out again.
"""

from hashlib import sha256

_ORDER = (
    ("external_id", "text"),
    ("market_code", "text"),
    ("buyer_id", "uuid"),
    ("placed_at", "timestamptz"),
    ("placed_on", "date"),
    ("currency", "text"),
    ("paid_minor", "bigint"),
    ("paid_is_assumed", "boolean"),
    ("state", "text"),
    ("state_as_written", "text"),
)
_LINE = (
    ("number", "int"),
    ("seller_id", "uuid"),
    ("product_ref", "text"),
    ("title", "text"),
    ("quantity", "int"),
    ("price_minor", "bigint"),
    ("shipping_minor", "bigint"),
    ("is_whole_order", "boolean"),
    ("ship_by_at", "timestamptz"),
    ("ship_by_on", "date"),
    ("latest_estimate_on", "date"),
    ("handed_over_at", "timestamptz"),
    ("handed_over_on", "date"),
    ("delivered_at", "timestamptz"),
    ("delivered_on", "date"),
    ("fulfilled_by", "text"),
    ("state", "text"),
)

LINE_COLUMNS = tuple(name for name, _ in _LINE if name != "number")


def order_bytes(alias: str) -> str:
    """Answer SQL for the bytes of an order's own columns; `alias` names the row."""
    return _bytes(_ORDER, alias)


def line_bytes(alias: str) -> str:
    """Answer SQL for the bytes of one line; `alias` names the row."""
    return _bytes(_LINE, alias)


def _bytes(columns: tuple[tuple[str, str], ...], alias: str) -> str:
    return f"record_send(ROW({', '.join(f'{alias}.{name}::{kind}' for name, kind in columns)}))"


def digest(where: str = "true") -> str:
    """Answer SQL for the SHA-256 over the row hashes of those rows, by the orders' numbers."""
    hashes = f"string_agg(row_hash, '' ORDER BY external_id COLLATE \"C\") FILTER (WHERE {where})"
    return f"encode(sha256(coalesce({hashes}, '')), 'hex')"


def root_of(inserted: str, updated: str) -> str:
    """Answer an import's root from the digests of the orders that it inserted and updated."""
    return sha256(f"{inserted}{updated}".encode()).hexdigest()
