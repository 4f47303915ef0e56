"""Claims in a CSV file: every problem of a row at once, and nothing lost."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from makewhole.core.claim.stages import Ground
from makewhole.surfaces.cli.filing_rows import (
    FileCannotBeRead,
    FilingRow,
    UnreadRow,
    read_filings,
)

ZONE = ZoneInfo("America/Chicago")


def read(folder: Path, text: str) -> list[FilingRow | UnreadRow]:
    path = folder / "claims.csv"
    path.write_text(text, encoding="utf-8")
    return list(read_filings(path, ZONE))


def test_a_row_is_read_with_its_lines_and_statements(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "order_id,ground,lines,photos\nA-1,damaged,1 3:2,2\n")

    assert isinstance(row, FilingRow)
    assert (row.order_id, row.ground, row.lines) == ("A-1", Ground.DAMAGED, ((1, None), (3, 2)))
    assert row.stated == (("photos", 2),)


def test_a_row_says_whether_and_when_the_item_was_sent_back(tmp_path: Path) -> None:
    columns = "order_id,ground,sent_back,sent_back_on,sent_back_record"
    read_, unread = read(
        tmp_path,
        f"{columns}\nA-1,return_not_refunded,yes,2027-02-10,tracked\n"
        "A-2,return_not_refunded,perhaps,10 Feb,1Z999\n",
    )

    assert isinstance(read_, FilingRow)
    assert read_.stated == (
        ("sent_back", True),
        ("sent_back_on", date(2027, 2, 10)),
        ("sent_back_record", "tracked"),
    )
    assert isinstance(unread, UnreadRow)
    assert [problem.field for problem in unread.problems] == columns.split(",")[2:]


@pytest.mark.parametrize("kind", ["property_damage", "personal_injury"])
def test_a_loss_is_refused_with_the_reason(tmp_path: Path, kind: str) -> None:
    (row,) = read(tmp_path, f"order_id,ground\nA-1,{kind}\n")

    assert isinstance(row, UnreadRow)
    (problem,) = row.problems
    assert problem.accepted.endswith("a loss is filed from a file of JSON lines (.jsonl)")


def test_a_moment_is_not_taken_for_what_did_not_happen(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "order_id,seller_contacted,contacted_at\nA-1,no,2026-11-20T10:00\n")

    assert isinstance(row, UnreadRow)
    assert [(problem.field, problem.accepted) for problem in row.problems] == [
        ("contacted_at", "nothing, since seller_contacted is no")
    ]


def test_every_problem_of_a_row_is_said_at_once_and_the_row_kept(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "order_id,ground,lines,photos\n,broken,first,-1\n")

    assert isinstance(row, UnreadRow)
    assert [problem.field for problem in row.problems] == ["order_id", "ground", "lines", "photos"]
    assert row.raw["ground"] == "broken"


def test_a_mended_reject_file_is_read_as_it_is(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "order_id,ground,refused_because\nA-1,late,order_not_found\n")

    assert isinstance(row, FilingRow)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("order_id,grund\nA-1,late\n", "unknown columns grund"),
        ("ground\nlate\n", "order_id is missing"),
    ],
)
def test_another_file_is_refused_whole(tmp_path: Path, text: str, finding: str) -> None:
    with pytest.raises(FileCannotBeRead, match=finding):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    with pytest.raises(FileCannotBeRead) as refused:
        list(read_filings(path, ZONE))

    said = f"{path} cannot be read: No such file or directory. Nothing was filed."
    assert str(refused.value) == said


def test_rows_before_a_place_that_cannot_be_read_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    # Far enough on that the reader has not met it when it gives the first row.
    path.write_bytes(b"order_id,ground\nA-1,late\n" + b"A-2,late\n" * 20_000 + b"\xff\n")
    rows = read_filings(path, ZONE)

    assert isinstance(next(rows), FilingRow)
    with pytest.raises(FileCannotBeRead, match="from here on"):
        list(rows)
