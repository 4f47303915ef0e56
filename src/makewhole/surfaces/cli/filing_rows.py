"""Claims in a CSV file: each row becomes a filing, or a problem with its place and repair.

| column | meaning |
|---|---|
| `order_id` | the marketplace's own order number; needed |
| `ground` | one of the grounds; empty begins a draft whose first question is what went wrong |
| `lines` | order lines, such as `1 3`, with units such as `1:2`; empty means all of one seller |
| `buyer` | who claims; a row for somebody else's order is not taken |
| `amount` | what is asked for the only line named; empty asks for all that was paid |
| `seller_contacted`, `contacted_at`, `seller_reply`, `photos` | what the claimant says |
| `sent_back`, `sent_back_on`, `sent_back_record` | what the claimant says of a return sent before |
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from makewhole.core.claim.stages import LOSS_GROUNDS, Ground
from makewhole.core.claim.values import Value

COLUMNS = (
    "order_id", "ground", "lines", "buyer", "amount", "seller_contacted", "contacted_at",
    "seller_reply", "photos", "sent_back", "sent_back_on", "sent_back_record",
)  # fmt: skip
_OF_ORDERS = tuple(ground.value for ground in Ground if ground not in LOSS_GROUNDS)
REFUSED_BECAUSE = "refused_because"  # Written into reject files; a mended one may keep it.


@dataclass(frozen=True, slots=True)
class FilingRow:
    """One row as read; `lines` are (number, units), units None for all of the line."""

    line: int
    order_id: str
    ground: Ground | None
    lines: tuple[tuple[int, int | None], ...]
    buyer: str
    amount: str
    stated: tuple[tuple[str, Value], ...]
    raw: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was not taken: where, what was found, what would be accepted."""

    line: int
    field: str
    found: str
    accepted: str


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row with all of its problems; kept as it came."""

    problems: tuple[RowProblem, ...]
    raw: Mapping[str, str]


class FileCannotBeRead(Exception):
    """The file is not a CSV file of claims; nothing of it was taken."""


def read_filings(path: Path, zone: ZoneInfo) -> Iterator[FilingRow | UnreadRow]:
    """Read each row, or all of its problems at once.

    Raises:
        FileCannotBeRead: It cannot be opened, is not UTF-8, or lacks a needed column.
    """
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise FileCannotBeRead(
            f"{path} cannot be read: {error.strerror}. Nothing was filed."
        ) from error
    try:
        with file:
            rows = csv.DictReader(file, strict=True)
            _check_columns(path, rows.fieldnames or ())
            for row in rows:
                cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
                yield _row(rows.line_num, cells, zone)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileCannotBeRead(f"{path}: {error}. Nothing was filed from here on.") from error


def _check_columns(path: Path, columns: Sequence[str]) -> None:
    unknown = sorted(set(columns) - {*COLUMNS, REFUSED_BECAUSE})
    if "order_id" not in columns:
        raise FileCannotBeRead(f"{path}: the column order_id is missing. Nothing was filed.")
    if unknown:
        known = ", ".join(COLUMNS)
        raise FileCannotBeRead(
            f"{path}: unknown columns {', '.join(unknown)}; known are {known}. Nothing was filed."
        )


def _row(line: int, cells: Mapping[str, str], zone: ZoneInfo) -> FilingRow | UnreadRow:
    problems: list[RowProblem] = []

    def read(field: str, reader: Callable[[str], Value], accepted: str) -> Value | None:
        if not cells[field]:
            return None
        try:
            return reader(cells[field])
        except ValueError:
            problems.append(RowProblem(line, field, cells[field], accepted))
            return None

    if not cells["order_id"]:
        problems.append(RowProblem(line, "order_id", "", "the marketplace's order number"))
    grounds = "one of " + ", ".join(_OF_ORDERS)
    if cells["ground"] in LOSS_GROUNDS:
        grounds += "; a loss is filed from a file of JSON lines (.jsonl)"
    ground = read("ground", _ground, grounds)
    lines = read("lines", _lines_text, "numbers such as 1 3, with units such as 1:2")
    stated = {
        "seller_contacted": read("seller_contacted", _yes_no, "yes or no"),
        "contacted_at": read(
            "contacted_at", lambda text: _instant(text, zone), "an instant such as 2026-11-25T10:00"
        ),
        "seller_reply": read("seller_reply", _reply, "none, agreed or refused"),
        "photos": read("photos", _count, "a whole number such as 2"),
        "sent_back": read("sent_back", _yes_no, "yes or no"),
        "sent_back_on": read("sent_back_on", date.fromisoformat, "a day such as 2026-11-25"),
        "sent_back_record": read("sent_back_record", _record, "tracked, receipt or none"),
    }
    for moment, happened in (("contacted_at", "seller_contacted"), ("sent_back_on", "sent_back")):
        if stated[happened] is False and cells[moment]:
            problems.append(
                RowProblem(line, moment, cells[moment], f"nothing, since {happened} is no")
            )
    if problems:
        return UnreadRow(tuple(problems), cells)
    return FilingRow(
        line=line,
        order_id=cells["order_id"],
        ground=Ground(ground) if isinstance(ground, str) else None,
        lines=_lines(lines) if isinstance(lines, str) else (),
        buyer=cells["buyer"],
        amount=cells["amount"],
        stated=tuple((fact, value) for fact, value in stated.items() if value is not None),
        raw=cells,
    )


def _ground(text: str) -> str:
    """Read a ground of an order; a loss has parts, and a form of its own (`filing_losses`)."""
    return _one_of(text, _OF_ORDERS)


def _lines_text(text: str) -> str:
    _lines(text)
    return text


def _lines(text: str) -> tuple[tuple[int, int | None], ...]:
    parsed = []
    for word in text.replace(",", " ").split():
        number, colon, units = word.partition(":")
        parsed.append((int(number), int(units) if colon else None))
    return tuple(parsed)


def _yes_no(text: str) -> bool:
    answers = {"yes": True, "no": False}
    if text.lower() not in answers:
        raise ValueError(text)
    return answers[text.lower()]


def _instant(text: str, zone: ZoneInfo) -> datetime:
    """Read an instant; one without a zone is local where the market is."""
    typed = datetime.fromisoformat(text)
    aware = typed if typed.tzinfo is not None else typed.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def _reply(text: str) -> str:
    return _one_of(text, ("none", "agreed", "refused"))


def _record(text: str) -> str:
    return _one_of(text, ("tracked", "receipt", "none"))


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise ValueError(text)
    return text


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError(text)
    return count
