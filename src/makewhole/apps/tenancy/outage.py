"""When the database is away, which is nobody's mistake and passes."""

import psycopg
from django.db import InterfaceError


def database_is_gone(error: BaseException) -> bool:
    """Answer whether the connection broke, or none could be made: nothing works until it is back.

    Both Django's errors and those of the driver are understood.
    """
    if isinstance(error, InterfaceError):
        return True
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(cause, psycopg.OperationalError):
        return False
    # Without a code of the server's the connection itself broke.
    return cause.sqlstate is None or cause.sqlstate.startswith(("08", "57P"))
