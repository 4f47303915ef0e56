"""Lines of a CSV file as rows: which line each begins on, and which cannot be taken apart.

Most lines hold no quote, and such a line is a row as it stands: it is handed on untouched. Only the
others go through the CSV reader, which takes as many lines as a quoted field spans. The rules are
RFC 4180's; a quote that never closes costs its own line and none of those after it.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

_BLOCK_ROWS = 4_000
_FIELD_MAX = 131_072  # A field this long is a quote that was never closed.


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was taken apart: trimmed fields, and the line on which it begins."""

    line: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be taken apart, and why; `fields` is what could be read of it."""

    line: int
    found: str
    accepted: str
    fields: list[str]


class Lines:
    """Physical lines with their numbers; a row is taken from them, with every line it spans."""

    def __init__(self, source: Iterable[str], *, width: int, delimiter: str) -> None:
        """`width` is how many fields a row has; 0 takes any number."""
        csv.field_size_limit(_FIELD_MAX)
        self.number = 0
        self.width = width
        self.delimiter = delimiter
        self._source = iter(source)
        self._taken: list[str] = []
        self._given_back: list[str] = []
        self._reader = csv.reader(self, delimiter=delimiter, strict=True)

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._given_back.pop() if self._given_back else next(self._source)
        self.number += 1
        self._taken.append(line)
        return line

    def each_line(self) -> Iterator[str]:
        """Take physical lines one by one, as they stand; rows may be taken in between."""
        while True:
            while self._given_back:
                self.number += 1
                yield self._given_back.pop()
            for line in self._source:
                self.number += 1
                yield line
                if self._given_back:
                    break
            else:
                if not self._given_back:
                    return

    def take_row(self, line: str | None = None) -> Row | Broken | None:
        """Take one row apart, beginning with `line` if it was taken already; None at the end."""
        if line is not None:
            self._give_back([line])
        self._taken.clear()
        begins = self.number + 1
        try:
            fields = next(self._reader)
        except StopIteration:
            return None
        except csv.Error:
            first = self._taken[0]
            self._give_back(self._taken[1:])
            return Broken(
                begins,
                "a quote that is not closed, or text after a closing quote",
                'quotes around the whole field, and "" for a quote inside it',
                [part.strip() for part in first.split(self.delimiter)],
            )
        return self._checked(begins, [part.strip() for part in fields])

    def _give_back(self, lines: list[str]) -> None:
        self.number -= len(lines)
        self._given_back.extend(reversed(lines))

    def _checked(self, line: int, fields: list[str]) -> Row | Broken:
        if fields and self.width and len(fields) != self.width:
            return Broken(
                line, f"{len(fields)} fields", f"{self.width}, one for each column", fields
            )
        if any("\0" in text for text in self._taken):
            return Broken(
                line,
                "a NUL character",
                "text without NUL characters",
                [part.replace("\0", "") for part in fields],
            )
        # A blank line is a row without fields.
        return Row(line, fields)


class _Echo:
    """Gives back what a CSV writer writes."""

    def write(self, text: str) -> str:
        return text


def blocks(source: Lines, broken: list[Broken]) -> Iterator[tuple[int, bytes]]:
    """Answer blocks of CSV for COPY, each with how many rows it holds; broken rows are set apart.

    Each row starts with the number of the line on which it begins.
    """
    delimiter, delimiters = source.delimiter, source.width - 1
    space_before, space_after = " " + delimiter, delimiter + " "
    write = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\n").writerow
    out: list[str] = []
    for line in source.each_line():
        plain = line.strip(" \n")
        if (
            '"' not in plain
            and plain.count(delimiter) == delimiters
            and space_before not in plain
            and space_after not in plain
            and "\0" not in plain
            and plain
        ):
            out.append(f"{source.number}{delimiter}{plain}\n")
        else:
            row = source.take_row(line)
            if isinstance(row, Broken):
                broken.append(row)
            elif row is not None and row.fields:
                out.append(cast("str", write([row.line, *row.fields])))
        if len(out) >= _BLOCK_ROWS:
            yield len(out), "".join(out).encode()
            out = []
    if out:
        yield len(out), "".join(out).encode()
