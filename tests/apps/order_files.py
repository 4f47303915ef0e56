"""Order files for tests, and bringing them in as the command line does."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from makewhole.apps.orders.commands import Imported, Settings, import_orders
from makewhole.apps.orders.queries import OrderSnapshot, order_ids_of, order_snapshots
from makewhole.apps.tenancy.transactions import transaction
from makewhole.gateways.files.sheets import CsvSheet
from tests.marketplaces import START

ROW = {
    "order_id": "A-1",
    "line": "1",
    "placed_at": "2026-03-02 10:30:00",
    "currency": "USD",
    "seller": "Alder Home",
    "product": "P-1",
    "title": "Desk lamp",
    "quantity": "1",
    "price": "24.50",
    "shipping": "4.99",
    "paid": "29.49",
    "ship_by": "2026-03-04 12:00",
    "latest_estimate": "2026-03-10",
    "handed_over_at": "2026-03-03T09:00:00",
    "delivered_at": "2026-03-08T16:20:00",
    "state": "delivered",
    "fulfilled_by": "seller",
    "buyer": "buyer-1",
}


def row(**changes: str) -> dict[str, str]:
    """Answer one well-formed row, changed as told."""
    return {**ROW, **changes}


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], **options: str) -> Path:
    """Write rows as CSV; the columns are those of the first."""
    with path.open("w", encoding=options.get("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(
            file, list(rows[0]), lineterminator=options.get("lineterminator", "\n")
        )
        writer.writeheader()
        writer.writerows(rows)
    return path


def settings_of(marketplace: UUID, *, source: str = "import:csv") -> Settings:
    """Answer how orders of the test's marketplace are read."""
    return Settings(
        marketplace_id=marketplace,
        market_code="us",
        zone="America/Chicago",
        currencies=("USD",),
        source=source,
    )


def bring_in(marketplace: UUID, path: Path) -> Imported:
    """Import one CSV file."""
    return import_orders(
        settings=settings_of(marketplace),
        layout="csv",
        sheets={"orders": CsvSheet(path, key="order_id")},
        at=START,
        by="test",
        progress=lambda _doing, _done: None,
    )


def orders_on_file(marketplace: UUID, *numbers: str) -> dict[str, OrderSnapshot]:
    """Answer these orders, those that are on file, by their numbers."""
    with transaction(marketplace):
        ids = order_ids_of(marketplace_id=marketplace, external_ids=numbers)
        found = order_snapshots(
            marketplace_id=marketplace, order_ids=list(ids.values()), for_update=False
        )
    return {order.external_id: order for order in found.values()}
