"""A marketplace for benchmarks, in a home of its own: many orders, made by the database itself."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import django

START = datetime(2026, 12, 1, 12, tzinfo=UTC)

_ORDERS = """
INSERT INTO orders_order
    (id, marketplace_id, market_code, external_id, buyer_id, placed_at, placed_on, currency,
     paid_minor, paid_is_assumed, state, state_as_written, source, import_id, version, row_hash)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, %s, 'us', 'B-' || n,
       gen_random_uuid(), '2026-09-01', '2026-09-01', 'USD', 2949 * %s, false, %s, %s, 'bench',
       gen_random_uuid(), 1, ''
FROM generate_series(%s::int, %s::int) n
"""

_LINES = """
INSERT INTO orders_line
    (order_id, number, marketplace_id, seller_id, product_ref, title, quantity, price_minor,
     shipping_minor, is_whole_order, latest_estimate_on, handed_over_at, fulfilled_by, state)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, line, %s,
       ('00000000-0000-4000-9000-' || lpad(to_hex(n %% 5000), 12, '0'))::uuid, 'P-1', 'Desk lamp',
       1, 2450, 499, false, '2026-09-10', %s, 'seller', %s
FROM generate_series(%s::int, %s::int) n, generate_series(1, %s::int) line
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """Where the benchmark works."""

    marketplace_id: UUID
    home: Path
    address: Any


def order_id(number: int) -> UUID:
    """Answer the id of the order of this number."""
    return UUID(f"00000000-0000-7000-8000-{number:012x}")


@contextmanager
def shop() -> Iterator[Shop]:
    """Set a marketplace up on an embedded server as `init` does, with fsync as in production."""
    with tempfile.TemporaryDirectory(prefix="makewhole-bench-") as folder:
        os.environ["MAKEWHOLE_HOME"] = str(Path(folder) / "home")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makewhole.config.settings")
        django.setup()
        main = import_module("makewhole.surfaces.cli.main").main
        console_out = os.dup(1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Only the figures are printed.
        try:
            main(["init", "--market", "us", "--clock", START.isoformat(), "--json"])
        finally:
            os.dup2(console_out, 1)
        queries = import_module("makewhole.apps.tenancy.queries")
        setting_up = import_module("makewhole.surfaces.cli.setting_up")
        made = queries.the_marketplace(slug="marketplace")
        try:
            yield Shop(made.marketplace_id, Path(folder) / "home", setting_up.start_database())
        finally:
            import_module("django.db").connections.close_all()
            import_module("makewhole.embedded.home").stop(Path(folder) / "home")


def make_orders(made: Shop, first: int, last: int, *, shipped: bool, lines: int = 1) -> None:
    """Make orders that are long overdue: on their way, or never sent at all."""
    connection = import_module("django.db").connection
    transaction = import_module("makewhole.apps.tenancy.transactions").transaction
    state = "shipped" if shipped else "approved"
    handed_over = "2026-09-03" if shipped else None
    with transaction(made.marketplace_id), connection.cursor() as cursor:
        cursor.execute(_ORDERS, [made.marketplace_id, lines, state, state, first, last])
        cursor.execute(_LINES, [made.marketplace_id, handed_over, state, first, last, lines])


def gather_statistics() -> None:
    """Do what the server does by itself within a minute: look at what is new in the tables."""
    with import_module("django.db").connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def backend_pid() -> int:
    """Answer the process of the server that works for this one."""
    connection = import_module("django.db").connection
    connection.ensure_connection()
    pid: int = connection.connection.info.backend_pid
    return pid


def cpu_seconds(pid: int) -> float:
    """Answer the processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
