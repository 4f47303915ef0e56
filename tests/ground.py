"""The one server of a test run, the migrated template, and a fresh database for each module."""

import fcntl
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from makewhole.apps.tenancy.roles import make_database, prepare_roles, refuse_unfit_server
from makewhole.embedded.address import Address, address_of
from makewhole.embedded.home import start, stop
from makewhole.embedded.processes import is_alive

HOME = "MAKEWHOLE_TEST_HOME"  # Set by the run's first process; the others inherit it.
_PREFIX = "makewhole-tests-"  # Then the number of the run's first process.
_TEMPLATE = "makewhole_template"
_UNSAFE_BUT_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}
_numbers = itertools.count(1)


def begin_run() -> None:
    """Choose the run's home folder; nothing is started before a test asks."""
    if HOME not in os.environ:
        _remove_what_killed_runs_left()
        os.environ[HOME] = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")
    os.environ["MAKEWHOLE_HOME"] = os.environ[HOME]
    os.environ["DJANGO_SETTINGS_MODULE"] = "makewhole.config.settings"


def end_run() -> None:
    """Stop what was started; called by the run's first process, after all others."""
    home = Path(os.environ[HOME])
    stop(home)
    shutil.rmtree(home)


def _remove_what_killed_runs_left() -> None:
    for home in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        pid = home.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdigit() and not is_alive(int(pid)):
            stop(home)
            shutil.rmtree(home, ignore_errors=True)


def server() -> Address:
    """Answer the run's server with its template database, made by whoever comes first."""
    home = Path(os.environ[HOME])
    address = address_of(home, os.environ)
    with (home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if address.is_embedded:
            address = start(home, settings=_UNSAFE_BUT_QUICK)
        ready = home / "template.ready"
        if not ready.exists():
            _make_template(address)
            ready.touch()
    return address


@contextmanager
def fresh_database(address: Address) -> Iterator[str]:
    """Copy the template, let Django work on the copy, and drop it at the end."""
    name = f"makewhole_test_{os.getpid()}_{next(_numbers)}"
    _make(address, name, template=_TEMPLATE)
    _use(address, name)
    try:
        yield name
    finally:
        connections.close_all()
        _drop(address, name)


def _drop(address: Address, name: str) -> None:
    """Drop a database, whoever is still in it.

    Not `WITH (FORCE)`: while autovacuum is in it, PostgreSQL 16 refuses that to most roles.
    A plain DROP ends autovacuum by itself and waits for it.
    """
    with psycopg.connect(_admin(address), autocommit=True) as connection:
        connection.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = %s AND backend_type = 'client backend'
            """,
            [name],
        )
        connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _make_template(address: Address) -> None:
    with psycopg.connect(_admin(address), autocommit=True) as connection:
        refuse_unfit_server(connection)
        prepare_roles(connection, admin_password=address.password)
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(_TEMPLATE))
        )
    _make(address, _TEMPLATE, template="template0")
    with psycopg.connect(address.conninfo(database=_TEMPLATE), autocommit=True) as connection:
        prepare_roles(connection, admin_password=address.password)
    _use(address, _TEMPLATE)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections.close_all()


def _make(address: Address, name: str, *, template: str) -> None:
    with psycopg.connect(_admin(address), autocommit=True) as connection:
        make_database(connection, name, template)


def _use(address: Address, name: str) -> None:
    connections.close_all()
    for database in settings.DATABASES.values():
        database["HOST"] = address.host
        database["NAME"] = name


def _admin(address: Address) -> str:
    return address.conninfo(database="postgres")
