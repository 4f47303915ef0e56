"""Run a command against a second kind of server: an older PostgreSQL, over TCP, with a password.

    python -m tests.second_server pytest tests/apps

Starts the wheel's PostgreSQL 16 in a temporary folder, as somebody's own server would be: its user
may make roles and databases and is no superuser. `DATABASE_URL` names it for the command.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from makewhole.embedded.binaries import binaries, give_to_owner_of
from makewhole.embedded.cluster import SUPERUSER, Cluster, create, halt, launch
from makewhole.embedded.processes import is_alive

MAJOR = 16
LOCALE = ("--locale=C.UTF-8",)  # The builtin provider came with 17.
ADMIN = "somebody"
DATABASE = "theirs"
PREFIX = "makewhole-second-"  # Then the number of the process that started it.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def second_server() -> Iterator[str]:
    """Start it, answer its `DATABASE_URL`, and remove it."""
    for left_behind in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        _remove_if_killed(left_behind)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    cluster = Cluster(folder / "data", folder / "server.log", binaries(MAJOR))
    try:
        create(cluster, locale=LOCALE)
        give_to_owner_of(cluster.data, folder)
        port = _free_port()
        local = make_conninfo("", host=str(folder), port=port, user=SUPERUSER, dbname="postgres")
        settings = {"listen_addresses": "127.0.0.1", "port": str(port), **QUICK}
        launch(cluster, socket_folder=folder, settings=settings, conninfo=local)
        password = secrets.token_urlsafe(16)
        _make_their_user(local, password)
        yield f"postgresql://{ADMIN}:{password}@127.0.0.1:{port}/{DATABASE}"
    finally:
        halt(cluster)
        shutil.rmtree(folder)


def _remove_if_killed(folder: Path) -> None:
    pid = folder.name.removeprefix(PREFIX).partition("-")[0]
    if pid.isdigit() and not is_alive(int(pid)):
        halt(Cluster(folder / "data", folder / "server.log", binaries(MAJOR)))
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make_their_user(conninfo: str, password: str) -> None:
    admin = sql.Identifier(ADMIN)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD {}").format(
                admin, sql.Literal(password)
            )
        )
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), admin)
        )


def main() -> int:
    with second_server() as url:
        words = [sys.executable, "-m", *sys.argv[1:]]
        ran = subprocess.run(words, check=False, env={**os.environ, "DATABASE_URL": url})
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main())
