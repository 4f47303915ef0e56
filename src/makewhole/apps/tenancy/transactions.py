"""How every command's transaction opens: for one marketplace, and durable."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connections
from django.db.transaction import atomic


@contextmanager
def transaction(marketplace_id: UUID, *, using: str = "default") -> Iterator[None]:
    """Open a transaction that sees and writes only this marketplace's rows.

    Its first statement names the marketplace to row-level security; the name ends with it. Durable:
    when it returns, it is written, so it cannot stand inside another one.
    """
    with atomic(using=using, durable=True):
        with connections[using].cursor() as cursor:
            cursor.execute(
                "SELECT set_config('makewhole.marketplace', %s, true)", [str(marketplace_id)]
            )
        yield
