"""An import happens once and whole: repeated, run twice at once, or killed in the middle."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from makewhole.apps.tenancy.transactions import transaction
from tests.apps.order_files import bring_in, row, write_csv

ORDERS = 2_000
TABLES = (
    "orders_order",
    "orders_line",
    "orders_import",
    "orders_revision",
    "orders_trackingevent",
    "parties_party",
    "journal_event",
)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    rows = [
        row(order_id=f"A-{number}", line=str(line), buyer=f"buyer-{number}", paid="58.98")
        for number in range(ORDERS)
        for line in (1, 2)
    ]
    return write_csv(tmp_path / "orders.csv", rows)


def start(marketplace: UUID, database: str, file: Path) -> subprocess.Popen[str]:
    host = settings.DATABASES["default"]["HOST"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.apps.order_process", database, host, str(marketplace), file],
        stdout=subprocess.PIPE,
        text=True,
    )


def rows_of(marketplace: UUID) -> dict[str, int]:
    with transaction(marketplace), connection.cursor() as cursor:
        counted = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - from the list above
            counted[table] = cursor.fetchone()[0]
        return counted


@pytest.fixture
def owner(database: str) -> Iterator[psycopg.Connection]:
    """A connection of the tables' owner, which sees locks and may take any."""
    alias = settings.DATABASES["owner"]
    words = {"host": alias["HOST"], "port": alias["PORT"], "user": alias["USER"]}
    if alias["PASSWORD"]:
        words["password"] = alias["PASSWORD"]
    with psycopg.connect(dbname=database, **words) as connected:
        yield connected


def test_the_same_file_again_changes_nothing(marketplace: UUID, many: Path) -> None:
    first = bring_in(marketplace, many)
    before = rows_of(marketplace)

    again = bring_in(marketplace, many)

    assert first.counts.inserted == ORDERS
    assert again.counts.unchanged == ORDERS
    assert again.import_id is None
    assert rows_of(marketplace) == before
    assert before["journal_event"] == 1


def test_two_at_once_bring_each_order_in_once(marketplace: UUID, database: str, many: Path) -> None:
    both = [start(marketplace, database, many) for _ in range(2)]
    answers = [json.loads(process.communicate(timeout=120)[0]) for process in both]

    assert sorted(answer["inserted"] for answer in answers) == [0, ORDERS]
    assert sorted(answer["unchanged"] for answer in answers) == [0, ORDERS]
    assert rows_of(marketplace)["orders_order"] == ORDERS
    assert rows_of(marketplace)["orders_import"] == 1


@pytest.mark.parametrize("table", ["parties_party", "orders_order", "orders_line", "journal_event"])
def test_killed_before_any_of_its_writes_it_leaves_nothing_and_can_be_repeated(
    marketplace: UUID, database: str, many: Path, owner: psycopg.Connection, table: str
) -> None:
    owner.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")  # Holds the import up right there.
    process = start(marketplace, database, many)
    wait_until(lambda: is_waiting_for(owner, table))

    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    owner.rollback()
    wait_until(lambda: not is_there(owner))

    assert set(rows_of(marketplace).values()) == {0}
    assert bring_in(marketplace, many).counts.inserted == ORDERS


def is_waiting_for(owner: psycopg.Connection, table: str) -> bool:
    found = owner.execute(
        "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table]
    ).fetchone()
    return found is not None and found[0] > 0


def is_there(owner: psycopg.Connection) -> bool:
    found = owner.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone()
    owner.rollback()
    return found is not None and found[0] > 0


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it did not come to that within a minute"
        time.sleep(0.05)
