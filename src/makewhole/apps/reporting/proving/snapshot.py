"""One moment of a marketplace, to be looked at for as long as it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.transaction import atomic


@contextmanager
def snapshot(marketplace_id: UUID) -> Iterator[None]:
    """Open a transaction that sees one moment throughout, and can write nothing.

    Whatever is filed or paid meanwhile belongs to a later moment. It cannot stand inside another
    transaction, whose first statement has chosen its moments already.
    """
    with atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(
                "SELECT set_config('makewhole.marketplace', %s, true)", [str(marketplace_id)]
            )
        yield


def rows_of(statement: str, marketplace_id: UUID, **parameters: bool) -> Iterator[tuple[Any, ...]]:
    """Stream a statement's rows from the server, with its parameters beside the marketplace."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, {"marketplace": marketplace_id, **parameters})
        while rows := cursor.fetchmany(5_000):
            yield from rows
