"""Set Django up for a command, and word what the database could not do."""

import argparse
import gc
import os
from collections.abc import Callable

import django
import psycopg
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from psycopg.errors import DiskFull

from makewhole.apps.tenancy.outage import database_is_gone
from makewhole.embedded.address import Address, address_of
from makewhole.embedded.home import start
from makewhole.embedded.refusal import ServerUnavailable, disk_full, has_no_room
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.homes import home

Run = Callable[[argparse.Namespace, Console], Exit]


def set_up_django() -> None:
    """Read the settings and load the apps; the database is not asked yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makewhole.config.settings")
    django.setup()
    _look_for_garbage_rarely()


def _look_for_garbage_rarely() -> None:
    """A batch makes many small values and no circles: looking for some took up to a sixth."""
    gc.collect()
    gc.freeze()  # Modules and models stay for good.
    gc.set_threshold(100_000, 20, 20)


def start_database() -> Address:
    """Answer the database's address; the embedded server is started when it does not run.

    Raises:
        ServerUnavailable: There is no database to use.
    """
    address = address_of(home(), os.environ)
    if address.is_embedded:
        address = start(home())
        for database in settings.DATABASES.values():
            database["HOST"] = address.host  # Known only now, where the home's path is too long.
    return address


def run_telling(run: Run, arguments: argparse.Namespace, console: Console) -> Exit:
    """Run a command that uses the database.

    Raises:
        ServerUnavailable: The disk ran full or the server went away; what was not committed was
            taken back.
    """
    try:
        return run(arguments, console)
    except (DatabaseError, InterfaceError, psycopg.Error) as problem:
        told = _told(problem)
        if told is None:
            raise
        raise told from problem


def _told(problem: Exception) -> ServerUnavailable | None:
    """Word what happened to the server; None: nothing did, so it is our own bug."""
    cause = problem if isinstance(problem, psycopg.Error) else problem.__cause__
    is_ours = not os.environ.get("DATABASE_URL")
    if isinstance(cause, DiskFull) or (is_ours and has_no_room(home())):
        return disk_full("the database", "What was being written was taken back.")
    if database_is_gone(problem):
        return ServerUnavailable(
            "The database went away. What was being written was taken back; what was committed "
            f"before is safe. Run the command again.\n{cause}"
        )
    return None
