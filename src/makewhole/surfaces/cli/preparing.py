"""Bring the database to where this version needs it: roles, the database itself, its tables."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from makewhole.apps.tenancy.roles import make_database, prepare_roles, refuse_unfit_server
from makewhole.embedded.address import Address
from makewhole.embedded.refusal import ServerUnavailable
from makewhole.surfaces.cli.migrated import migrate

_ONE_AT_A_TIME = 7_266_943_501  # Our number among the server's advisory locks.


def prepare_database(address: Address) -> None:
    """Make what is missing; safe to repeat, and for two who do it at one moment.

    Raises:
        ServerUnavailable: The server is too old, or its user may not set it up.
    """
    if address.is_embedded:
        with _alone(address, "postgres") as connection:
            prepare_roles(connection, admin_password=address.password)
            make_database(connection, address.database)
    with _alone(address, address.database) as connection:
        refuse_unfit_server(connection)
        prepare_roles(connection, admin_password=address.password)
        migrate(address)


@contextmanager
def _alone(address: Address, database: str) -> Iterator[psycopg.Connection]:
    """Connect as the user who may make roles, and let nobody else prepare the same database."""
    try:
        with psycopg.connect(address.conninfo(database=database), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
            yield connection
    except psycopg.errors.InsufficientPrivilege as problem:
        raise ServerUnavailable(
            f"The user {address.user} may not set the database up: "
            f"{problem.diag.message_primary}. It needs CREATEROLE, and must own the database "
            f"{address.database}. What was done before stays, and init can be repeated."
        ) from problem
    except psycopg.OperationalError as problem:
        raise ServerUnavailable(
            f"The database does not answer. Nothing was changed.\n{problem}"
        ) from problem
