"""Copying a sheet into a temporary table of texts, each row with its line in the file."""

from collections.abc import Callable, Mapping, Sequence

from django.db import connection

from makewhole.apps.orders.importing.statements import run, statement
from makewhole.apps.orders.ports import REJECT_COLUMNS, Sheet, SheetUnusable

Progress = Callable[[str, int], None]


def stage(
    sheet: Sheet,
    *,
    table: str,
    known: Mapping[str, str],
    required: Sequence[str],
    progress: Progress,
) -> tuple[str, ...]:
    """Copy a sheet into a new temporary table, and answer its columns that nobody knows.

    Args:
        sheet: The file.
        table: The table's name.
        known: Each column that is used: its name in the file, and in the table. Those that the
            file lacks are there all the same, and empty.
        required: Columns of the file without which nothing can be made of it.
        progress: Is told the file's name and how many rows have been read.

    Raises:
        SheetUnusable: A required column is missing, or the file is damaged.
    """
    missing = [name for name in required if name not in sheet.columns]
    if missing:
        raise SheetUnusable(
            sheet.name,
            [f"it has no column {', '.join(missing)}; it has: {', '.join(sheet.columns)[:300]}"],
        )
    unknown = tuple(name for name in sheet.columns if name not in known)
    named = {name: f"unknown_{number}" for number, name in enumerate(unknown, start=1)}
    in_file = [known.get(name) or named[name] for name in sheet.columns]
    absent = [column for name, column in known.items() if name not in sheet.columns]
    run(
        "common.stage",
        table=table,
        columns=", ".join(f"{column} text" for column in (*in_file, *absent)),
    )
    _copy(sheet, table, in_file, progress)
    if any(name in REJECT_COLUMNS for name in sheet.columns):
        _unprefix(table, [known[name] for name in sheet.columns if name in known])
    return tuple(name for name in unknown if name not in REJECT_COLUMNS)


def _copy(sheet: Sheet, table: str, columns: Sequence[str], progress: Progress) -> None:
    delimiter = "E'\\t'" if sheet.delimiter == "\t" else f"'{sheet.delimiter}'"
    copying = statement("common.copy", table=table, columns=", ".join(columns), delimiter=delimiter)
    with connection.cursor() as cursor, cursor.copy(copying) as copy:
        for block in sheet.blocks():
            copy.write(block)
            progress(sheet.name, sheet.rows_read)


def _unprefix(table: str, columns: Sequence[str]) -> None:
    """Take off the quote that a reject file puts before what a spreadsheet would run."""
    changes = ", ".join(
        f"{column} = CASE WHEN {column} ~ '^''+[-=+@]' THEN substr({column}, 2) ELSE {column} END"
        for column in columns
    )
    run("common.unprefix", table=table, changes=changes)
