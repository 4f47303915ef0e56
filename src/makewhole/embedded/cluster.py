"""One data folder of PostgreSQL: make it, start it, stop it, whatever was left behind before."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from psycopg.pq import PGconn, Ping

from makewhole.embedded import processes
from makewhole.embedded.binaries import Binaries, as_owner_of, give_to_owner_of, run_program
from makewhole.embedded.refusal import (
    DISK_FULL_WORDS,
    ServerUnavailable,
    disk_full,
    has_no_room,
    is_disk_full,
)

SUPERUSER = "postgres"
PORT = "5432"  # The socket's name; also the TCP port where there is one.
_SETTINGS_FILE = "makewhole.conf"
_LOG_KEPT_BYTES = 10_000_000
_SILENCE_SECONDS = 60  # A server that says nothing for so long is given up.
_RECOVERY_SECONDS = 1800  # After a crash it answers "starting up" while it replays its log.
_STOP_SECONDS = 120

BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # From 17 on.


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data folder, its log, and the programs that may open it."""

    data: Path
    log: Path
    binaries: Binaries


def create(cluster: Cluster, *, locale: Sequence[str] = BUILTIN_LOCALE) -> None:
    """Make the data folder beside its place, then move it there: half of one is never used.

    Raises:
        ServerUnavailable: It could not be made; nothing was left.
    """
    for left_behind in cluster.data.parent.glob(f"{cluster.data.name}.new-*"):
        shutil.rmtree(left_behind)
    unfinished = cluster.data.with_name(f"{cluster.data.name}.new-{os.getpid()}")
    unfinished.mkdir(mode=0o700)
    give_to_owner_of(cluster.data.parent, unfinished)
    words = [
        cluster.binaries.program("initdb"),
        f"--pgdata={unfinished}",
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--auth-local=trust",  # Only its owner can enter the socket's folder.
        "--auth-host=scram-sha-256",
        *locale,
    ]
    made = run_program([*as_owner_of(unfinished), *words])
    if made.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _could_not_be_made(cluster, made.stderr)
    with (unfinished / "postgresql.conf").open("a") as conf:
        conf.write(f"\ninclude '{_SETTINGS_FILE}'\n")
    unfinished.rename(cluster.data)


def made_by(cluster: Cluster) -> str | None:
    """Answer the major version of PostgreSQL that made the data folder; None: there is none yet."""
    try:
        return (cluster.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return None


def is_answering(conninfo: str) -> bool:
    """Answer whether a server takes connections there: the only proof that one runs."""
    return PGconn.ping(conninfo.encode()) == Ping.OK


def launch(
    cluster: Cluster, *, socket_folder: Path, settings: Mapping[str, str], conninfo: str
) -> None:
    """Start the server and return when it takes connections at `conninfo`.

    Its socket is made in `socket_folder`, which holds nothing else.

    Raises:
        ServerUnavailable: It does not start; the reason is in the message.
    """
    _wait_for_an_earlier_one(cluster, conninfo)
    if is_answering(conninfo):
        return
    # Nobody works here: what a killed server left behind names a process that may be another's by
    # now, or a dead one that nobody collected; PostgreSQL would take either for a running server.
    for left_behind in (cluster.data / "postmaster.pid", *socket_folder.glob(".s.PGSQL.*")):
        left_behind.unlink(missing_ok=True)
    quoted = str(socket_folder).replace('"', '""')
    _write_settings(cluster, {"unix_socket_directories": f'"{quoted}"', **settings})
    _wait_until_it_answers(cluster, conninfo, _spawn(cluster))


def halt(cluster: Cluster) -> bool:
    """Stop the server and answer whether one ran; open transactions are rolled back.

    Raises:
        ServerUnavailable: It has not stopped in two minutes.
    """
    pid = processes.postmaster_of(cluster.data)
    if pid is None:
        return False
    os.kill(
        pid, signal.SIGINT
    )  # PostgreSQL's fast shutdown: clients are let go, a checkpoint made.
    deadline = monotonic() + _STOP_SECONDS
    while processes.is_alive(pid):
        if monotonic() > deadline:
            raise ServerUnavailable(
                f"The database has not stopped in {_STOP_SECONDS} seconds. It is still stopping; "
                f"nothing is lost. Its log is {cluster.log}."
            )
        sleep(0.01)
    return True


def _wait_for_an_earlier_one(cluster: Cluster, conninfo: str) -> None:
    """Give a server that starts, stops or has just been killed the time it needs.

    Backends outlive a killed server for a moment and still write: a new one must not start then.
    """
    deadline = monotonic() + _SILENCE_SECONDS
    while True:
        ping = PGconn.ping(conninfo.encode())
        working = processes.working_in(cluster.data)
        if ping == Ping.OK:
            return
        if ping == Ping.REJECT:  # It is starting, or stopping.
            deadline = monotonic() + _SILENCE_SECONDS
        elif not working:
            break
        if monotonic() > deadline:
            numbers = ", ".join(map(str, working))
            raise ServerUnavailable(
                f"Another PostgreSQL works on {cluster.data} (process {numbers}) and does not "
                "answer. Nothing was started, so that nothing is damaged. End it, then try again."
            )
        sleep(0.05)


def _write_settings(cluster: Cluster, settings: Mapping[str, str]) -> None:
    quoted = {name: value.replace("'", "''") for name, value in settings.items()}
    lines = [f"{name} = '{value}'\n" for name, value in quoted.items()]
    path = cluster.data / _SETTINGS_FILE
    try:
        path.write_text("".join(lines))
    except OSError as problem:
        if is_disk_full(problem):
            raise disk_full(cluster.data, "The database was not started.") from problem
        raise
    give_to_owner_of(cluster.data, path)


def _spawn(cluster: Cluster) -> int:
    """Start the server's process, apart from this one and its terminal; answer its number."""
    if cluster.log.exists() and cluster.log.stat().st_size > _LOG_KEPT_BYTES:
        cluster.log.replace(cluster.log.with_suffix(".log.old"))
    cluster.log.touch(mode=0o600)
    give_to_owner_of(cluster.log.parent, cluster.log)
    words = [*as_owner_of(cluster.data), cluster.binaries.program("postgres"), "-D"]
    started = subprocess.run(  # noqa: S603 - our own words; the shell sees them as arguments only
        [
            "/bin/sh",
            "-c",
            '"$@" </dev/null >>"$0" 2>&1 & echo $!',
            cluster.log,
            *words,
            cluster.data,
        ],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C in the terminal ends the command, not the database.
    )
    return int(started.stdout)


def _wait_until_it_answers(cluster: Cluster, conninfo: str, pid: int) -> None:
    begun = monotonic()
    while (ping := PGconn.ping(conninfo.encode())) != Ping.OK:
        if not processes.is_alive(pid):
            raise _did_not_start(cluster)
        if monotonic() - begun > (_RECOVERY_SECONDS if ping == Ping.REJECT else _SILENCE_SECONDS):
            raise ServerUnavailable(
                f"The database was started and does not answer. Its log is {cluster.log}."
            )
        sleep(0.02)


def _did_not_start(cluster: Cluster) -> ServerUnavailable:
    said = "".join(cluster.log.read_text(errors="replace").splitlines(keepends=True)[-8:])
    if DISK_FULL_WORDS in said or has_no_room(cluster.data):
        return disk_full(cluster.data, "The database was not started.")
    return ServerUnavailable(
        f"The database did not start. The last lines of its log, {cluster.log}:\n{said}"
    )


def _could_not_be_made(cluster: Cluster, said: str) -> ServerUnavailable:
    if DISK_FULL_WORDS in said:
        return disk_full(cluster.data.parent, "The database was not made, and nothing was left.")
    return ServerUnavailable(
        f"The database could not be made in {cluster.data}. Nothing was left there.\n{said}"
    )
