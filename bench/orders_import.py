"""How fast orders come in, against a raw COPY of the same file: one server, one run, medians.

    python -m bench.orders_import --orders 1000000 --runs 3

Each run imports the file into a marketplace of its own, new each time, as `makewhole orders import`
does: surveyed, copied into staging, judged, typed, hashed, written, recorded. The limit copies the
same bytes into one table with the same keys, and nothing more.
"""

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import django
import psycopg

from makewhole.foresight.synthetic import COLUMNS, Wanted, order_lines

LIMIT = Path(__file__).parent / "limits" / "orders_copy.sql"
TARGET = 0.3  # Of a raw COPY's speed.
_BLOCK = 1 << 18


def made_up_file(path: Path, orders: int) -> int:
    """Write so many made-up orders as CSV, and answer how many lines they have."""
    wanted = Wanted(
        orders=orders, sellers=5_000, until=date(2026, 11, 23), days=365, currency="USD", seed=1
    )
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in order_lines(wanted):
            writer.writerow(row)
            rows += 1
    return rows


def seconds(work: Callable[[], object]) -> float:
    """Answer how long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def copy_raw(connection: psycopg.Connection, path: Path) -> None:
    """Copy the file's bytes into the final table."""
    copying = _statements()["copy"]
    with (
        connection.cursor() as cursor,
        cursor.copy(copying) as copy,
        path.open("rb") as file,
    ):
        while block := file.read(_BLOCK):
            copy.write(block)


def _statements() -> dict[str, str]:
    parts = LIMIT.read_text(encoding="utf-8").split("-- name: ")[1:]
    return {name.strip(): body for name, _, body in (part.partition("\n") for part in parts)}


def main() -> int:
    """Print both medians and their ratio; 1 when the ratio is below the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="makewhole-bench-") as folder:
        os.environ["MAKEWHOLE_HOME"] = str(Path(folder) / "home")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makewhole.config.settings")
        django.setup()
        return _bench(Path(folder), arguments.orders, arguments.runs)


def _bench(folder: Path, orders: int, runs: int) -> int:
    # Read only now: they read the home folder and the settings at once.
    cli = import_module("makewhole.surfaces.cli.setting_up")
    address = cli.start_database()
    try:
        import_module("makewhole.surfaces.cli.preparing").prepare_database(address)
        path = folder / "orders.csv"
        lines = made_up_file(path, orders)
        print(f"{orders:,} orders, {lines:,} lines, {path.stat().st_size / 1e6:,.0f} MB")
        copied, imported = [], []
        for _ in range(runs):
            with psycopg.connect(address.conninfo(), autocommit=True) as connection:
                connection.execute(_statements()["table"])
                copied.append(seconds(lambda: copy_raw(connection, path)))
                connection.execute(_statements()["drop"])
                connection.execute("TRUNCATE orders_order, orders_line, parties_party")
            imported.append(_import_once(path, orders))
        return _print(lines, copied, imported)
    finally:
        import_module("django.db").connections.close_all()
        import_module("makewhole.embedded.home").stop(Path(os.environ["MAKEWHOLE_HOME"]))


def _import_once(path: Path, orders: int) -> float:
    tenancy = import_module("makewhole.apps.tenancy.commands")
    shipped = import_module("makewhole.apps.tenancy.shipped").SHIPPED_MARKETS["us"]
    commands = import_module("makewhole.apps.orders.commands")
    taken = import_module("makewhole.apps.orders.importing.taken")
    sheets = import_module("makewhole.gateways.files.sheets")
    now = datetime.now(UTC)
    made = tenancy.create_marketplace(
        name="Bench", slug=f"bench-{now:%H%M%S%f}", sandbox=True, clock_at=now
    )
    tenancy.open_market(marketplace_id=made.marketplace_id, shipped=shipped)

    def bring_in() -> None:
        imported = commands.import_orders(
            settings=taken.Settings(
                marketplace_id=made.marketplace_id,
                market_code=shipped.code,
                zone=shipped.time_zone,
                currencies=(shipped.currency,),
                source="import:csv",
            ),
            layout="csv",
            sheets={"orders": sheets.CsvSheet(path, key="order_id")},
            at=now,
            by="bench",
            progress=lambda _doing, _done: None,
        )
        if imported.counts.inserted != orders or imported.rejected:
            raise SystemExit(f"not everything came in: {imported.counts}")

    return seconds(bring_in)


def _print(lines: int, copied: list[float], imported: list[float]) -> int:
    limit, ours = statistics.median(copied), statistics.median(imported)
    ratio = limit / ours
    for name, each in (("raw COPY", copied), ("import", imported)):
        median = statistics.median(each)
        seen = ", ".join(f"{one:.1f}" for one in each)
        print(f"{name:<9} {median:6.1f} s  {lines / median:>9,.0f} lines/s  ({seen})")
    print(f"ratio     {ratio:6.2f}    target {TARGET}")
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
