"""Order files as people really send them: each gets a clear answer, and nothing is half taken."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.orders.commands import Imported
from makewhole.apps.orders.ports import SheetUnusable
from makewhole.apps.orders.queries import count_orders
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.order_files import ROW, bring_in, orders_on_file, row, write_csv
from tests.marketplaces import START


def count(marketplace: UUID) -> int:
    with transaction(marketplace):
        return count_orders(marketplace_id=marketplace)


def told(imported: Imported) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.field, problem.found) for problem in imported.problems]


def notes(imported: Imported) -> dict[str, int]:
    return {note.kind: note.count for note in imported.notes}


@pytest.mark.parametrize(
    ("changes", "field", "found"),
    [
        pytest.param({"price": "-3.00"}, "price", "-3.00", id="a-negative-amount"),
        pytest.param({"price": "9" * 30}, "price", "9" * 30, id="an-absurd-amount"),
        pytest.param({"price": "1e3"}, "price", "1e3", id="an-amount-with-an-exponent"),
        pytest.param({"price": "NaN"}, "price", "NaN", id="an-amount-that-is-no-number"),
        pytest.param({"price": "19,90"}, "price", "19,90", id="a-comma-for-a-point"),
        pytest.param({"price": "1.2.3"}, "price", "1.2.3", id="two-points"),
        pytest.param({"price": "."}, "price", ".", id="a-point-alone"),
        pytest.param({"price": "$5"}, "price", "$5", id="a-sign-of-money"),
        pytest.param({"price": ""}, "price", "nothing", id="no-price"),
        pytest.param({"paid": "19.999"}, "paid", "19.999", id="finer-than-the-minor-unit"),
        pytest.param({"shipping": "-0.01"}, "shipping", "-0.01", id="shipping-below-zero"),
        pytest.param({"placed_at": "2026-02-30"}, "placed_at", "2026-02-30", id="30-february"),
        pytest.param({"placed_at": "02/03/2026"}, "placed_at", "02/03/2026", id="which-day-first"),
        pytest.param({"placed_at": "now"}, "placed_at", "now", id="a-word-for-a-time"),
        pytest.param({"placed_at": ""}, "placed_at", "nothing", id="no-purchase-time"),
        pytest.param(
            {"placed_at": "2026-03-02 25:00:00"}, "placed_at", "2026-03-02 25:00:00", id="hour-25"
        ),
        pytest.param(
            {"placed_at": "2026-03-02 10:00 UTC+3"},
            "placed_at",
            "2026-03-02 10:00 UTC+3",
            id="a-zone-whose-sign-two-standards-read-differently",
        ),
        pytest.param({"delivered_at": "soon"}, "delivered_at", "soon", id="delivered-soon"),
        pytest.param({"currency": ""}, "currency", "nothing", id="no-currency"),
        pytest.param({"currency": "XXX"}, "currency", "XXX", id="a-currency-not-of-the-market"),
        pytest.param({"quantity": "0"}, "quantity", "0", id="nothing-bought"),
        pytest.param({"quantity": "1.5"}, "quantity", "1.5", id="half-a-thing"),
        pytest.param({"line": "-1"}, "line", "-1", id="a-line-below-one"),
        pytest.param({"state": "lost"}, "state", "lost", id="a-state-nobody-knows"),
        pytest.param({"state": ""}, "state", "nothing", id="no-state"),
        pytest.param({"order_id": ""}, "order_id", "nothing", id="no-number"),
        pytest.param({"order_id": "A" * 201}, "order_id", "A" * 80, id="a-number-too-long"),
        pytest.param({"title": "x" * 501}, "title", "x" * 80, id="a-title-too-long"),
        pytest.param({"fulfilled_by": "amazon"}, "fulfilled_by", "amazon", id="fulfilled-by-whom"),
        pytest.param({"buyer": "ann@example.org"}, "buyer", "ann@example.org", id="an-e-mail"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_stops_only_its_order(
    marketplace: UUID, tmp_path: Path, changes: dict[str, str], field: str, found: str
) -> None:
    file = write_csv(
        tmp_path / "orders.csv",
        [row(order_id="A-1"), row(**{"order_id": "A-2", **changes}), row(order_id="A-3")],
    )

    imported = bring_in(marketplace, file)

    assert told(imported) == [(3, field, found)]
    assert imported.problems[0].accepted
    assert imported.problems[0].file == "orders.csv"
    assert (imported.counts.orders, imported.rejected) == (2, 1)
    assert set(orders_on_file(marketplace, "A-1", "A-2", "A-3")) == {"A-1", "A-3"}


def test_every_problem_of_a_row_is_told_at_once(marketplace: UUID, tmp_path: Path) -> None:
    bad = row(price="-1", currency="", placed_at="2026-02-30", state="lost")

    imported = bring_in(marketplace, write_csv(tmp_path / "orders.csv", [bad]))

    assert {field for _, field, _ in told(imported)} == {"price", "currency", "placed_at", "state"}
    assert imported.rejected == 1


def test_an_order_comes_in_whole_or_not_at_all(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(line="1"), row(line="2", price="-1")])

    imported = bring_in(marketplace, file)

    assert [(p.line, p.field) for p in imported.problems] == [(2, "row"), (3, "price")]
    assert "line 3" in imported.problems[0].accepted
    assert count(marketplace) == 0


def test_a_byte_order_mark_is_no_part_of_the_first_column(
    marketplace: UUID, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "orders.csv", [ROW], encoding="utf-8-sig")

    assert bring_in(marketplace, file).counts.orders == 1


def test_utf_16_is_read_by_its_mark(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(title="Café")], encoding="utf-16")

    bring_in(marketplace, file)

    assert orders_on_file(marketplace, "A-1")["A-1"].lines[0].title == "Café"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_latin_1_is_detected_read_and_said(
    marketplace: UUID, tmp_path: Path, encoding: str
) -> None:
    rows = [row(order_id="A-0"), row(title="Café über" + ("€" if encoding == "cp1252" else ""))]
    file = write_csv(tmp_path / "orders.csv", rows, encoding=encoding)

    imported = bring_in(marketplace, file)

    assert orders_on_file(marketplace, "A-1")["A-1"].lines[0].title == rows[1]["title"]
    (note,) = imported.notes
    assert note.kind == "encoding"
    assert "line 3" in note.sentence


def test_an_order_placed_later_is_taken_and_said(marketplace: UUID, tmp_path: Path) -> None:
    now = {"order_id": "A-0", "placed_at": START.isoformat()}
    later = {"placed_at": (START + timedelta(seconds=1)).isoformat()}
    file = write_csv(tmp_path / "orders.csv", [row(**now), row(**later), row(line="2", **later)])

    imported = bring_in(marketplace, file)

    assert imported.counts.inserted == 2
    assert notes(imported) == {"placed_later": 1}
    assert "placed after now, 2026-12-01 12:00 UTC: 1." in imported.notes[0].sentence


def test_crlf_ends_lines_as_well(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "orders.csv",
        [row(order_id="A-1"), row(order_id="A-2", price="x")],
        lineterminator="\r\n",
    )

    imported = bring_in(marketplace, file)

    assert told(imported) == [(3, "price", "x")]
    assert orders_on_file(marketplace, "A-1")["A-1"].lines[0].fulfilled_by == "seller"


def test_line_numbers_count_the_line_breaks_inside_quotes(
    marketplace: UUID, tmp_path: Path
) -> None:
    file = write_csv(
        tmp_path / "orders.csv",
        [
            row(order_id="A-1", title="Two\nlines, and a tab\t"),
            row(order_id="A-2", title='A "quoted" word'),
            row(order_id="A-3", price="x"),
        ],
    )

    imported = bring_in(marketplace, file)

    assert told(imported) == [(5, "price", "x")]
    found = orders_on_file(marketplace, "A-1", "A-2")
    assert found["A-1"].lines[0].title == "Two\nlines, and a tab"
    assert found["A-2"].lines[0].title == 'A "quoted" word'


def test_of_equal_rows_one_is_kept(marketplace: UUID, tmp_path: Path) -> None:
    imported = bring_in(marketplace, write_csv(tmp_path / "orders.csv", [ROW, ROW, ROW]))

    assert (imported.counts.orders, imported.counts.lines, imported.rejected) == (1, 1, 0)
    assert notes(imported) == {"repeated_rows": 2}


def test_of_unequal_rows_for_one_line_neither_is_believed(
    marketplace: UUID, tmp_path: Path
) -> None:
    file = write_csv(
        tmp_path / "orders.csv", [row(), row(order_id="B"), row(price="1.00"), row(line="2")]
    )

    imported = bring_in(marketplace, file)

    assert [(p.line, p.field) for p in imported.problems] == [(2, "line"), (4, "line"), (5, "row")]
    assert set(orders_on_file(marketplace, "A-1", "B")) == {"B"}


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("placed_at", "2026-03-02 10:31:00"),
        ("buyer", "buyer-2"),
        ("paid", "30.00"),
    ],
)
def test_rows_of_one_order_must_agree_on_the_order(
    marketplace: UUID, tmp_path: Path, field: str, other: str
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(), row(line="2", **{field: other})])

    imported = bring_in(marketplace, file)

    assert [(p.line, p.field) for p in imported.problems] == [(2, "row"), (3, field)]
    assert count(marketplace) == 0


def test_unknown_columns_are_told_and_not_stored(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "orders.csv", [row() | {"Buyer Name": "Ann", "colour": "red"}])

    imported = bring_in(marketplace, file)

    (note,) = imported.notes
    assert (note.kind, note.count) == ("unknown_columns", 2)
    assert "buyer name, colour" in note.sentence
    assert imported.counts.orders == 1


def test_semicolons_are_noticed(marketplace: UUID, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(";".join(ROW) + "\n" + ";".join(ROW.values()) + "\n")

    imported = bring_in(marketplace, file)

    assert imported.counts.orders == 1
    assert notes(imported) == {"delimiter": 1}


def test_rows_that_cannot_be_taken_apart_cost_only_themselves(
    marketplace: UUID, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    good = {number: ",".join(row(order_id=number).values()) for number in ("A", "B", "C")}
    file.write_text(
        "\n".join(
            [
                ",".join(ROW),
                good["A"],
                "X,too,short",
                good["B"].replace("Desk lamp", '"Desk lamp'),  # Never closed.
                good["C"],
                good["A"].replace("A,1,", "A,2,").replace("Desk lamp", "Desk\0lamp"),
                "",
            ]
        )
    )

    imported = bring_in(marketplace, file)

    assert [(p.line, p.field, p.key) for p in imported.problems] == [
        (2, "row", "A"),  # Another row of its order holds a NUL character.
        (3, "row", "X"),
        (4, "row", "B"),
        (6, "row", "A"),
    ]
    assert "3 fields" in imported.problems[1].found
    assert "NUL" in imported.problems[3].found
    assert set(orders_on_file(marketplace, "A", "B", "C")) == {"C"}


def test_formulas_are_kept_as_the_text_they_are(marketplace: UUID, tmp_path: Path) -> None:
    title = '=HYPERLINK("http://example.org","x")'

    bring_in(marketplace, write_csv(tmp_path / "orders.csv", [row(title=title)]))

    assert orders_on_file(marketplace, "A-1")["A-1"].lines[0].title == title


def test_spaces_around_values_do_not_count(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "orders.csv", [{name: f" {value} " for name, value in ROW.items()}])

    bring_in(marketplace, file)

    assert set(orders_on_file(marketplace, "A-1")) == {"A-1"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "empty", id="an-empty-file"),
        pytest.param(gzip.compress(b""), "empty", id="an-empty-file-in-gzip"),
        pytest.param(b"PK\x03\x04rest of a workbook", "spreadsheet", id="a-workbook"),
        pytest.param(b"PAR1...", "--format parquet", id="a-parquet-file"),
        pytest.param(b"order_id,price\nA,1\n", "placed_at", id="columns-missing"),
        pytest.param(b"order_id,order_id\nA,1\n", "twice", id="a-column-twice"),
        pytest.param(b"\n\n", "header", id="no-header"),
        pytest.param(b"\xff\xfeo", "utf-16", id="a-mark-that-lies"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_leaves_nothing(
    marketplace: UUID, tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(content)

    with pytest.raises(SheetUnusable, match=re.escape(says)):
        bring_in(marketplace, file)

    assert count(marketplace) == 0


def test_a_missing_file_is_named(marketplace: UUID, tmp_path: Path) -> None:
    with pytest.raises(SheetUnusable, match="there is no file"):
        bring_in(marketplace, tmp_path / "orders.csv")


def test_a_header_alone_brings_nothing_and_is_no_problem(marketplace: UUID, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(",".join(ROW) + "\n")

    imported = bring_in(marketplace, file)

    assert (imported.counts.orders, imported.rejected, imported.import_id) == (0, 0, None)


@pytest.mark.parametrize("broken", ["cut", "damaged"])
def test_of_a_broken_gzip_file_nothing_is_taken(
    marketplace: UUID, tmp_path: Path, broken: str
) -> None:
    rows = [row(order_id=f"A-{number}", title=f"Lamp {number * 7919}") for number in range(3_000)]
    packed = bytearray(gzip.compress(write_csv(tmp_path / "plain.csv", rows).read_bytes()))
    if broken == "cut":
        del packed[-2_000:]
    else:
        packed[len(packed) // 2] ^= 0xFF
    file = tmp_path / "orders.csv.gz"
    file.write_bytes(packed)

    with pytest.raises(SheetUnusable, match=r"gzip file is (cut short|damaged)"):
        bring_in(marketplace, file)

    assert count(marketplace) == 0


def test_gzip_is_known_by_its_content_not_its_name(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "orders.csv", [ROW])
    file.write_bytes(gzip.compress(file.read_bytes()))

    assert bring_in(marketplace, file).counts.orders == 1
