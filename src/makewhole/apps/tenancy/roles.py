"""The three roles of the database: who migrates, who works, who only reads.

`makewhole_owner` owns the tables and migrates them; `makewhole_app` is the web and the worker;
`makewhole_reader` is exports and audit. None is a superuser, none passes row-level security, and
none can become another.
"""

import hashlib
import hmac

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from makewhole.embedded.refusal import ServerUnavailable

OWNER = "makewhole_owner"
APP = "makewhole_app"
READER = "makewhole_reader"
ROLES = (OWNER, APP, READER)

VERSION_MIN = 160000  # PostgreSQL 16.


def role_password(*, admin_password: str, role: str) -> str:
    """Answer a role's password on a server that asks for one, from that of the user who made it.

    Derived, so that every machine with the same `DATABASE_URL` agrees without a shared file, two
    homes on one server do not lock each other out, and one role's does not tell another's.
    """
    if not admin_password:
        return ""  # The server knows its users by other means, such as the socket's folder.
    key = admin_password.encode()
    return hmac.new(key, f"makewhole role {role}".encode(), hashlib.sha256).hexdigest()


def refuse_unfit_server(connection: psycopg.Connection) -> None:
    """Refuse a server that is too old or does not speak UTF-8.

    Raises:
        ServerUnavailable: In a sentence for whoever chose the server.
    """
    version = connection.info.server_version
    if version < VERSION_MIN:
        raise ServerUnavailable(
            f"DATABASE_URL names a PostgreSQL {version // 10_000}. Nothing was changed. makewhole "
            "needs version 16 or newer; without DATABASE_URL it brings its own."
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise ServerUnavailable(
            f"DATABASE_URL names a database in {encoding}. Nothing was changed. "
            "Make one with ENCODING 'UTF8'."
        )


def prepare_roles(connection: psycopg.Connection, *, admin_password: str) -> None:
    """Make the three roles where they are missing, and open the database to them.

    `connection` is that of a user who may make roles. Safe to repeat.

    Raises:
        ServerUnavailable: A role of that name is there and could do too much.
    """
    for role in ROLES:
        _prepare_role(connection, role, role_password(admin_password=admin_password, role=role))
    _become_able_to_give_to_owner(connection)
    database = sql.Identifier(connection.info.dbname)
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}, {reader}",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {owner}, {app}",
        "GRANT CONNECT ON DATABASE {database} TO {reader}",
    ):
        connection.execute(
            sql.SQL(statement).format(
                owner=sql.Identifier(OWNER),
                app=sql.Identifier(APP),
                reader=sql.Identifier(READER),
                database=database,
            )
        )


def make_database(connection: psycopg.Connection, name: str, template: str = "template0") -> None:
    """Make a database that belongs to the owner role; one that is there stays as it is."""
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if found is None:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )


def _prepare_role(connection: psycopg.Connection, role: str, password: str) -> None:
    name = sql.Identifier(role)
    with connection.cursor(row_factory=tuple_row) as cursor:
        found = cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
            " FROM pg_roles WHERE rolname = %s",
            [role],
        ).fetchone()
    if found is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
    elif found[0]:
        raise ServerUnavailable(
            f"The server has a role {role} that may do more than makewhole allows. Nothing was "
            f"changed. Run: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB."
        )
    if password:
        # The verifier is sent, never the password: statements can end up in the server's log.
        verifier = connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        )
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(verifier.decode()))
        )


def _become_able_to_give_to_owner(connection: psycopg.Connection) -> None:
    """Let a user who is no superuser make databases that belong to the owner role."""
    with connection.cursor(row_factory=tuple_row) as cursor:
        able = cursor.execute("SELECT pg_has_role(current_user, %s, 'SET')", [OWNER]).fetchone()
    if able is None or not able[0]:
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
