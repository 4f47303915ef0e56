"""A Parquet file as a sheet: every value as text, each row with its number, through DuckDB."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from makewhole.apps.orders.ports import Note, Problem, SheetUnusable
from makewhole.gateways.files.opened import digest_of

_BLOCK_ROWS = 4_000


class ParquetSheet:
    """A Parquet file; rows are counted from 1, since it has no lines."""

    delimiter = ","

    def __init__(self, path: Path, *, key: str) -> None:
        """Read the file's columns.

        Raises:
            SheetUnusable: The file is missing, or is no Parquet file.
        """
        self.path = path
        self.name = path.name
        if not path.is_file():
            raise SheetUnusable(path.name, [f"there is no file {path}"])
        try:
            found = self._run("SELECT * FROM read_parquet(?) LIMIT 0").description
        except duckdb.Error as error:
            raise SheetUnusable(path.name, [f"it is no readable Parquet file: {error}"]) from error
        self._written = [column[0] for column in found]
        self.columns = tuple(name.strip().casefold() for name in self._written)
        self.notes: list[Note] = []
        self.unread: list[Problem] = []
        self.rows_read = 0
        self._key_at = self.columns.index(key) if key in self.columns else None

    def blocks(self) -> Iterator[bytes]:
        """Read the file once, as the port says.

        Raises:
            SheetUnusable: The file is cut short or damaged.
        """
        self.rows_read = 0
        block = io.StringIO()
        write = csv.writer(block, lineterminator="\n").writerow
        for number, fields in self._rows():
            if any("\0" in text for text in fields):
                self.unread.append(self._problem(number, fields))
                continue
            write([number, *fields])
            self.rows_read += 1
            if self.rows_read % _BLOCK_ROWS == 0:
                yield block.getvalue().encode()
                block.seek(0)
                block.truncate()
        yield block.getvalue().encode()

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        # An instant with a zone is written in UTC with its offset; a plain one as it stands.
        texts = ", ".join(f"{_quoted(name)}::VARCHAR" for name in self._written)
        number = 0
        try:
            rows = self._run(f"SELECT {texts} FROM read_parquet(?)")  # noqa: S608 - quoted names
            while batch := rows.fetchmany(_BLOCK_ROWS):
                for row in batch:
                    number += 1
                    yield number, ["" if value is None else value.strip() for value in row]
        except duckdb.Error as error:
            raise SheetUnusable(self.name, [f"it breaks off after row {number}"]) from error

    def _problem(self, number: int, fields: Sequence[str]) -> Problem:
        key = "" if self._key_at is None else fields[self._key_at].replace("\0", "")
        return Problem(
            self.name, number, key, "row", "a NUL character", "text without NUL characters"
        )

    def _run(self, statement: str) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        return connection.execute(statement, [str(self.path)])

    def digest(self) -> str:
        """Answer the SHA-256 of the file as it lies on disk."""
        return digest_of(self.path)

    def rows_again(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Read every row again, with its number."""
        return self._rows()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
