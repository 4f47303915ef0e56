"""A CSV file as a sheet: a header, then rows of text, each with the line on which it begins."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from makewhole.apps.orders.ports import Note, Problem, SheetUnusable
from makewhole.gateways.files.opened import Survey, digest_of, lines_of, survey
from makewhole.gateways.files.rows import Broken, Lines, Row, blocks

_DELIMITERS = (",", ";", "\t")
_FOUND_MAX = 80


class CsvSheet:
    """A CSV file, surveyed: plain or gzip, in UTF-8 or what it was found to be."""

    def __init__(self, path: Path, *, key: str, encoding: str | None = None) -> None:
        """Look the file over and read its header.

        Args:
            path: The file.
            key: The column that holds the order's id.
            encoding: What the person says it is, where they know better than the survey.

        Raises:
            SheetUnusable: The file is missing, empty, damaged, not text or without a header.
        """
        self.path = path
        self.name = path.name
        self.survey = survey(path) if encoding is None else Survey(encoding, None, has_mark=False)
        self.delimiter, self.columns = self._header()
        self.notes = self._notes(encoding)
        self.unread: list[Problem] = []
        self.rows_read = 0
        self._key_at = self.columns.index(key) if key in self.columns else None
        self._seen_as = _identity(path)

    def _header(self) -> tuple[str, tuple[str, ...]]:
        with closing(lines_of(self.path, self.survey.encoding)) as lines:
            first = next(lines, "")
        delimiter = max(_DELIMITERS, key=first.count)
        row = Lines([first], width=0, delimiter=delimiter).take_row()
        if not isinstance(row, Row) or not row.fields:
            raise SheetUnusable(self.name, ["the first line is no header: it names no columns"])
        columns = tuple(name.casefold() for name in row.fields)
        twice = sorted({name for name in columns if columns.count(name) > 1})
        if twice:
            raise SheetUnusable(
                self.name, [f"the header names a column twice: {', '.join(twice) or 'no name'}"]
            )
        return delimiter, columns

    def _notes(self, told: str | None) -> list[Note]:
        notes = []
        line = self.survey.not_utf8_line
        if line is not None:
            called = {"cp1252": "Windows-1252 (Latin-1)", "latin-1": "Latin-1"}
            notes.append(
                Note(
                    "encoding",
                    f"{self.name} is not UTF-8 (first on line {line}); it was read as "
                    f"{called[self.survey.encoding]}. Say --encoding if that is wrong.",
                )
            )
        if told is not None:
            notes.append(Note("encoding", f"{self.name} was read as {told}, as told."))
        if self.delimiter != ",":
            written = {";": "semicolons", "\t": "tabs"}[self.delimiter]
            notes.append(Note("delimiter", f"{self.name} is split by {written}, not commas."))
        return notes

    def blocks(self) -> Iterator[bytes]:
        """Read the file once, as the port says.

        Raises:
            SheetUnusable: The file is damaged, or changed since it was surveyed.
        """
        broken: list[Broken] = []
        for rows, block in blocks(self._lines(), broken):
            self.rows_read += rows
            yield block
        self.unread = [self._problem(row) for row in broken]
        if _identity(self.path) != self._seen_as:
            raise SheetUnusable(self.name, ["the file changed while it was read; try again"])

    def _lines(self) -> Lines:
        lines = Lines(
            lines_of(self.path, self.survey.encoding),
            width=len(self.columns),
            delimiter=self.delimiter,
        )
        lines.take_row()  # The header.
        return lines

    def _problem(self, row: Broken) -> Problem:
        at = self._key_at
        key = row.fields[at] if at is not None and at < len(row.fields) else ""
        return Problem(self.name, row.line, key, "row", row.found[:_FOUND_MAX], row.accepted)

    def digest(self) -> str:
        """Answer the SHA-256 of the file as it lies on disk."""
        return digest_of(self.path)

    def rows_again(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Read every row again, broken ones as far as they can be taken apart."""
        source = self._lines()
        while (row := source.take_row()) is not None:
            yield row.line, row.fields


def _identity(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns
