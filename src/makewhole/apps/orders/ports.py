"""What the orders app needs from outside: sheets, that is files read as rows of text.

`gateways.files` reads CSV and Parquet as sheets; a command line or a test hands them in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

# Columns of a reject file that say why a row was rejected; a mended file may keep them.
REJECT_COLUMNS = ("rejected_line", "rejected_field", "rejected_found", "rejected_accepted")


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a file or its rows that the person who brought it should know.

    `kind` is a stable key; `count` is how many rows it concerns, or 1 for the whole file.
    """

    kind: str
    sentence: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken: where it stands, what was found, what would be accepted.

    `key` is the order's id where it can be told, else empty: rows of one order stand or fall
    together. `line` counts physical lines of the file from 1, or rows of a Parquet file.
    """

    file: str
    line: int
    key: str
    field: str
    found: str
    accepted: str


class SheetUnusable(Exception):
    """A file cannot be read at all, or not to its end; nothing of it was taken."""

    def __init__(self, file: str, problems: Sequence[str]) -> None:
        super().__init__(f"{file}: {'; '.join(problems)}")
        self.file = file
        self.problems = tuple(problems)


class Sheet(Protocol):
    """A file as rows of text, each with the line on which it begins.

    `blocks` gives CSV for the database's COPY: the line number, then every column in the file's
    order, split by `delimiter`. `unread` and `digest` are complete when it is exhausted.
    """

    @property
    def name(self) -> str:
        """The file's own name, as problems cite it."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the header, in order; trimmed, in lower case."""

    @property
    def delimiter(self) -> str:
        """What stands between two columns of a block."""

    @property
    def notes(self) -> Sequence[Note]:
        """What the reader found odd about the file as a whole."""

    @property
    def unread(self) -> Sequence[Problem]:
        """Rows that could not be taken apart; none of them is in a block."""

    @property
    def rows_read(self) -> int:
        """How many rows the blocks held so far."""

    def blocks(self) -> Iterator[bytes]:
        """Read the file once.

        Raises:
            SheetUnusable: The file ends too early or is damaged.
        """

    def digest(self) -> str:
        """Answer the SHA-256 of the file's bytes, as 64 hexadecimal digits."""

    def rows_again(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Read every row again, with its line, as far as it can be taken apart."""
