"""Reject files: the rows that could not be taken, as they were, with why; to mend and bring again.

A reject file has the columns of the file that was read and four more, which an import passes over.
A value that a spreadsheet would run as a formula gets a quote before it; bringing the mended file
in takes the quote off again.
"""

import csv
import re
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from makewhole.apps.orders.ports import REJECT_COLUMNS, Problem, Sheet

_RUN_BY_SPREADSHEETS = re.compile("'*[-=+@]")


def write_rejects(sheet: Sheet, problems: Sequence[Problem], path: Path) -> None:
    """Write the rows that these problems name; several problems of a row stand in its one row.

    The file is for its owner only: it holds whatever the original held.
    """
    by_line: dict[int, list[Problem]] = {}
    for problem in problems:
        by_line.setdefault(problem.line, []).append(problem)
    kept = _own_columns(sheet)
    with _private(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(sheet.columns[at] for at in kept), *REJECT_COLUMNS])
        for line, fields in sheet.rows_again():
            if line in by_line:
                row = [fields[at] if at < len(fields) else "" for at in kept]
                why = _why(line, by_line[line])
                if len(fields) != len(sheet.columns):
                    why[2] += f": {sheet.delimiter.join(fields)}"  # So that nothing is lost.
                writer.writerow([harmless(cell) for cell in (*row, *why)])


def write_rows_of(sheet: Sheet, column: str, wanted: Container[str], path: Path) -> None:
    """Write every row of a sheet whose column has one of these values."""
    kept = _own_columns(sheet)
    with _private(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(sheet.columns[at] for at in kept), REJECT_COLUMNS[0]])
        for line, fields in _rows_of(sheet, column, wanted):
            writer.writerow([*(harmless(fields[at]) for at in kept), line])


def values_of(sheet: Sheet, column: str, key: str, wanted: Container[str]) -> set[str]:
    """Answer what stands in one column of the rows whose key is wanted."""
    at = sheet.columns.index(column)
    return {fields[at] for _, fields in _rows_of(sheet, key, wanted)}


def _rows_of(
    sheet: Sheet, column: str, wanted: Container[str]
) -> Iterator[tuple[int, Sequence[str]]]:
    key_at = sheet.columns.index(column)
    for line, fields in sheet.rows_again():
        if len(fields) == len(sheet.columns) and fields[key_at] in wanted:
            yield line, fields


def _own_columns(sheet: Sheet) -> list[int]:
    return [at for at, name in enumerate(sheet.columns) if name not in REJECT_COLUMNS]


def _why(line: int, problems: Sequence[Problem]) -> list[str]:
    return [
        str(line),
        "; ".join(problem.field for problem in problems),
        "; ".join(problem.found for problem in problems),
        "; ".join(problem.accepted for problem in problems),
    ]


def harmless(cell: str) -> str:
    """Answer the value, with a quote before it where a spreadsheet would run it.

    >>> harmless("=1+1"), harmless("'=1+1"), harmless("kettle")
    ("'=1+1", "''=1+1", 'kettle')
    """
    return f"'{cell}" if _RUN_BY_SPREADSHEETS.match(cell) else cell


def _private(path: Path) -> TextIO:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return path.open("w", encoding="utf-8", newline="")
