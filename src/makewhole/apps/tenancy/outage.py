"""What can go wrong: with one piece of work, or with the database, which passes."""

import psycopg
from django.db import DatabaseError, InterfaceError

from makewhole.core.kernel.require import InvariantBroken
from makewhole.core.terms.problems import FactsRefused

# What one claim or effect can meet that no other need suffer from: a constraint, or a bug of ours.
FAILURES = (
    DatabaseError,
    FactsRefused,
    InvariantBroken,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


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
