"""How fast orders come in, against a raw COPY of the same orders: one server, one run, medians.

    python -m bench.orders_import --orders 1000000 --runs 3

Each run imports the file into a marketplace of its own, new each time, as `makewhole orders import`
does: surveyed, copied into staging, judged, typed, hashed, written, recorded. The limits stand in
`limits/orders_copy.sql`. Seconds of processor time (this process and the server's) are printed
beside, since they swing less than the clock on a busy machine.
"""

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import django
import psycopg

from makewhole.foresight.synthetic import COLUMNS, Wanted, order_lines

LIMIT = Path(__file__).parent / "limits" / "orders_copy.sql"
TARGET = 0.3  # Of a raw COPY's speed.
_BLOCK = 1 << 18
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Measured:
    """Seconds of each run: by the clock, and of processors."""

    name: str
    clock: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)

    def run(self, backend_pid: int, work: Callable[[], object]) -> None:
        """Run once, and note how long it took."""
        clock, busy = time.perf_counter(), _busy(backend_pid)
        work()
        self.clock.append(time.perf_counter() - clock)
        self.processors.append(_busy(backend_pid) - busy)


def _busy(backend_pid: int) -> float:
    """Answer the processor seconds of this process and of one server process."""
    stat = Path(f"/proc/{backend_pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return time.process_time() + (int(stat[11]) + int(stat[12])) / _TICKS


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


def _statements() -> dict[str, str]:
    parts = LIMIT.read_text(encoding="utf-8").split("-- name: ")[1:]
    return {name.strip(): body for name, _, body in (part.partition("\n") for part in parts)}


def _copy_in(connection: psycopg.Connection, statement: str, path: Path) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(_statements()[statement]) as copy,
        path.open("rb") as file,
    ):
        while block := file.read(_BLOCK):
            copy.write(block)


def _copy_out(connection: psycopg.Connection, table: str, path: Path) -> None:
    statement = f"COPY {table} TO STDOUT (FORMAT csv)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy, path.open("wb") as file:
        for block in copy:
            file.write(block)


def main() -> int:
    """Print the medians and ratios; 1 when the ratio is below the target."""
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
    # Loaded only now: they read the home folder and the settings at once.
    address = import_module("makewhole.surfaces.cli.setting_up").start_database()
    try:
        import_module("makewhole.surfaces.cli.preparing").prepare_database(address)
        path = folder / "orders.csv"
        lines = made_up_file(path, orders)
        print(f"{orders:,} orders, {lines:,} lines, {path.stat().st_size / 1e6:,.0f} MB")
        imported = Measured("import")
        final, flat = Measured("COPY into the final tables"), Measured("COPY into one flat table")
        with psycopg.connect(address.conninfo(), autocommit=True) as owner:
            for _ in range(runs):
                _run_once(owner, path, orders, imported, final, flat)
        return _print(lines, imported, (final, flat))
    finally:
        import_module("django.db").connections.close_all()
        import_module("makewhole.embedded.home").stop(Path(os.environ["MAKEWHOLE_HOME"]))


def _run_once(
    owner: psycopg.Connection,
    path: Path,
    orders: int,
    imported: Measured,
    final: Measured,
    flat: Measured,
) -> None:
    owner.execute("TRUNCATE orders_order, orders_line, parties_party")
    _import_once(path, orders, imported)
    order_rows, line_rows = (
        path.with_name("rows_of_orders.csv"),
        path.with_name("rows_of_lines.csv"),
    )
    _copy_out(owner, "orders_order", order_rows)
    _copy_out(owner, "orders_line", line_rows)
    owner.execute(_statements()["tables"])
    pid = owner.info.backend_pid

    def copy_both() -> None:
        with owner.transaction():
            _copy_in(owner, "orders", order_rows)
            _copy_in(owner, "lines", line_rows)

    final.run(pid, copy_both)
    flat.run(pid, lambda: _copy_in(owner, "flat", path))
    owner.execute(_statements()["drop"])


def _import_once(path: Path, orders: int, imported: Measured) -> None:
    tenancy = import_module("makewhole.apps.tenancy.commands")
    shipped = import_module("makewhole.apps.tenancy.shipped").SHIPPED_MARKETS["us"]
    commands = import_module("makewhole.apps.orders.commands")
    sheets = import_module("makewhole.gateways.files.sheets")
    connection = import_module("django.db").connection
    now = datetime.now(UTC)
    made = tenancy.create_marketplace(
        name="Bench", slug=f"bench-{now:%H%M%S%f}", sandbox=True, clock_at=now
    )
    tenancy.open_market(marketplace_id=made.marketplace_id, shipped=shipped)

    def bring_in() -> None:
        done = commands.import_orders(
            settings=commands.Settings(
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
        if done.counts.inserted != orders or done.rejected:
            raise SystemExit(f"not everything came in: {done.counts}")

    imported.run(connection.connection.info.backend_pid, bring_in)


def _print(lines: int, imported: Measured, limits: tuple[Measured, ...]) -> int:
    for each in (imported, *limits):
        clock, busy = statistics.median(each.clock), statistics.median(each.processors)
        print(
            f"{each.name:<27} {clock:6.1f} s by the clock, {busy:6.1f} s of processors, "
            f"{lines / clock:>9,.0f} lines/s"
        )
    ratios = []
    for limit in limits:
        clock = statistics.median(limit.clock) / statistics.median(imported.clock)
        busy = statistics.median(limit.processors) / statistics.median(imported.processors)
        ratios.append(clock)
        print(f"import / {limit.name:<27} {clock:5.2f} by the clock, {busy:5.2f} by processors")
    print(f"target {TARGET} of COPY into the final tables, by the clock")
    return 0 if ratios[0] >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
