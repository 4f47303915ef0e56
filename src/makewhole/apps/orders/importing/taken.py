"""What an import is told, and what a format answers once its rows are in the incoming tables."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from makewhole.apps.orders.importing.odd_hours import OddTime
from makewhole.apps.orders.ports import Note, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Whose orders they are, and how their times and amounts are to be read."""

    marketplace_id: UUID
    market_code: str
    zone: str  # An IANA name.
    currencies: tuple[str, ...]
    source: str  # Such as `import:csv`.


@dataclass(frozen=True, slots=True)
class Staged:
    """Where a format's orders lie as texts, and whether `incoming_order` is a table or a view."""

    table: str
    key: str  # The column that holds the order's number.
    has_order_rows: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a format's reading, beside the incoming tables."""

    parties_made: int
    notes: tuple[Note, ...]
    odd_times: tuple[OddTime, ...]


def note_unread(sheet: Sheet) -> None:
    """Put rows that the reader could not take apart on the list of problems."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO problem VALUES (%s, %s, %s, %s, %s, %s, NULL)",
            [
                (row.file, row.line, row.key, row.field, row.found, row.accepted)
                for row in sheet.unread
            ],
        )
