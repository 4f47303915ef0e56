"""`makewhole orders import` as a person or a program runs it: answers, exits, reject files."""

import argparse
import csv
import json
import stat
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pytest

from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli import orders
from makewhole.surfaces.cli.console import Console, Exit
from tests.apps.olist_files import ITEM, ORDER, PAYMENT, olist_folder
from tests.apps.order_files import orders_on_file, row, write_csv
from tests.marketplaces import make_marketplace


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Reject files go to a home of the test's own."""
    home = tmp_path / "home"
    monkeypatch.setattr("makewhole.surfaces.cli.orders.home", lambda: home)
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)
    return home


def run(
    marketplace: UUID,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    layout: str = "csv",
    market: str | None = None,
) -> tuple[Exit, dict[str, Any], str]:
    with transaction(marketplace):
        slug = marketplace_facts(marketplace_id=marketplace).slug
    arguments = argparse.Namespace(
        action="import", format=layout, path=path, market=market, marketplace=slug, json=True
    )
    done = orders.run(arguments, Console(json=True))
    said = capsys.readouterr()
    return done, json.loads(said.out) if said.out else {}, said.err


def test_the_answer_is_one_document_and_the_exit_says_whether_all_came_in(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(), row(line="2")])

    done, answer, said = run(marketplace, file, capsys)

    assert done is Exit.DONE
    assert (answer["orders"], answer["lines"], answer["rejected"]) == (1, 2, 0)
    assert (answer["inserted"], answer["reject_file"], answer["problems"]) == (1, None, [])
    assert answer["files"][0]["rows"] == 2
    assert "orders.csv: 2" in said


def test_rejected_rows_are_told_kept_and_can_be_mended_and_brought_again(
    marketplace: UUID, own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        row(order_id="A-1"),
        row(order_id="A-2", price="-5", title="=1+1") | {"colour": "@red"},
        row(order_id="A-3", title="'=2+2", state="lost"),
    ]
    rows = [each | {"colour": each.get("colour", "")} for each in rows]
    file = write_csv(tmp_path / "orders.csv", rows)

    done, answer, said = run(marketplace, file, capsys)

    assert done is Exit.FOUND_PROBLEMS
    assert "orders.csv, line 3, price: found -5; would be accepted:" in said
    kept = Path(answer["reject_file"])
    assert kept.parent == own_home / "rejects"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with kept.open(newline="") as opened:
        second, third = csv.DictReader(opened)
    assert (second["price"], second["title"], second["colour"]) == ("'-5", "'=1+1", "'@red")
    assert third["title"] == "''=2+2"
    assert (second["rejected_line"], second["rejected_field"]) == ("3", "price")

    mended = tmp_path / "mended.csv"
    mended.write_text(kept.read_text().replace("'-5", "5.00").replace("lost", "delivered"))
    done, answer, _ = run(marketplace, mended, capsys)

    assert (done, answer["orders"]) == (Exit.DONE, 2)
    assert answer["warnings"] == {"unknown_columns": 1}
    found = orders_on_file(marketplace, "A-2", "A-3")
    assert found["A-2"].lines[0].title == "=1+1"
    assert found["A-3"].lines[0].title == "'=2+2"


def test_a_reject_file_loses_nothing_of_a_row_with_too_many_fields(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(",".join(row()) + "\n" + ",".join([*row().values(), "one more"]) + "\n")

    _, answer, _ = run(marketplace, file, capsys)

    with Path(answer["reject_file"]).open(newline="") as opened:
        (kept,) = csv.DictReader(opened)
    assert kept["rejected_found"].endswith(",buyer-1,one more")


def test_a_file_cannot_steer_the_terminal(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(price="\x1b[2J")])

    _, _, said = run(marketplace, file, capsys)

    assert "\x1b" not in said
    assert "\\x1b[2J" in said


def test_a_file_that_cannot_be_used_says_that_nothing_was_imported(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done, answer, said = run(marketplace, tmp_path / "missing.csv", capsys)

    assert done is Exit.FOUND_PROBLEMS
    assert (answer["orders"], answer["rejected"]) == (0, 0)
    assert "missing.csv cannot be used. Nothing was imported." in said


def test_a_market_that_is_not_there_is_named(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row()])

    done, _, said = run(marketplace, file, capsys, market="br")

    assert done is Exit.FOUND_PROBLEMS
    assert "There is no market br; there is us." in said


def test_parquet_brings_the_same_orders_as_csv(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(), row(order_id="A-2", price="-1")])
    parquet = tmp_path / "orders.parquet"
    # DuckDB guesses dates, times and decimals: as a marketplace's own export has them.
    duckdb.sql(f"COPY (FROM read_csv('{file}')) TO '{parquet}'")

    done, answer, _ = run(marketplace, parquet, capsys, layout="parquet")

    assert done is Exit.FOUND_PROBLEMS
    assert [(p["line"], p["field"]) for p in answer["problems"]] == [(2, "price")]
    by_parquet = orders_on_file(marketplace, "A-1")["A-1"]
    other = make_marketplace()
    run(other, file, capsys)
    by_csv = orders_on_file(other, "A-1")["A-1"]
    assert by_parquet.placed_at == by_csv.placed_at
    assert by_parquet.paid_minor == by_csv.paid_minor
    assert by_parquet.lines[0].delivered_at == by_csv.lines[0].delivered_at
    assert by_parquet.lines[0].price_minor == by_csv.lines[0].price_minor


def test_of_a_parquet_file_cut_short_nothing_is_taken(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row()])
    parquet = tmp_path / "orders.parquet"
    duckdb.sql(f"COPY (FROM read_csv('{file}')) TO '{parquet}'")
    parquet.write_bytes(parquet.read_bytes()[:-20])

    done, _, said = run(marketplace, parquet, capsys, layout="parquet")

    assert done is Exit.FOUND_PROBLEMS
    assert "no readable Parquet file" in said


def test_rejected_olist_orders_are_kept_as_a_folder_that_can_be_brought_again(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del database
    brazil = make_marketplace("br")
    folder = olist_folder(
        tmp_path,
        orders=[ORDER, ORDER | {"order_id": "o2", "order_status": "vanished"}],
        items=[ITEM, ITEM | {"order_id": "o2"}],
        payments=[PAYMENT, PAYMENT | {"order_id": "o2"}],
    )

    done, answer, _ = run(brazil, folder, capsys, layout="olist")

    assert (done, answer["orders"], answer["rejected"]) == (Exit.FOUND_PROBLEMS, 1, 1)
    kept = Path(answer["reject_file"])
    mended = kept / "orders.csv"
    mended.write_text(mended.read_text().replace("vanished", "delivered"))
    done, answer, _ = run(brazil, kept, capsys, layout="olist")
    assert (done, answer["orders"], answer["inserted"]) == (Exit.DONE, 1, 1)
    (line,) = orders_on_file(brazil, "o2")["o2"].lines
    assert (line.is_whole_order, line.price_minor) == (False, 19_900)


def test_olist_orders_are_not_brought_into_a_market_of_another_currency(
    marketplace: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done, _, said = run(marketplace, olist_folder(tmp_path), capsys, layout="olist")

    assert done is Exit.FOUND_PROBLEMS
    assert "init --market br" in said
