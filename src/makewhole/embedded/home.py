"""Start and stop the embedded server of a home folder, safely for two who try at one moment."""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from makewhole.embedded.address import (
    Address,
    embedded_address,
    record_socket_folder,
    socket_folder,
)
from makewhole.embedded.binaries import binaries, give_to_owner_of
from makewhole.embedded.cluster import PORT, Cluster, create, halt, is_answering, launch, made_by
from makewhole.embedded.refusal import ServerUnavailable, disk_full, is_disk_full

_SOCKET_PATH_BYTES_MAX = 107  # The kernel's limit for the path of a socket, without its last zero.
_STOPPED = "stopped"  # An empty file in the home, from a stop to the next start.
_NOTHING: Mapping[str, str] = MappingProxyType({})

_SETTINGS = {
    "listen_addresses": "",  # The socket only: nobody else on the machine or network can ask.
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    # Parallel queries share memory in files of the data folder: /dev/shm is small in containers,
    # and a killed server would leave its files there.
    "dynamic_shared_memory_type": "mmap",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def start(home: Path, *, settings: Mapping[str, str] = _NOTHING) -> Address:
    """Answer the running server of this home, which is made and started when needed.

    `settings` are more of PostgreSQL's own, for a server that this call starts.

    Raises:
        ServerUnavailable: There is no server to use; the message says why and what to do.
    """
    home = home.absolute()
    address = embedded_address(home)
    if is_answering(address.conninfo(database="postgres")):
        return address
    cluster = _cluster(home)
    try:
        with _only_one(home):
            return _start(home, cluster, settings)
    except OSError as problem:
        if is_disk_full(problem):
            raise disk_full(home, "The database was not started.") from problem
        if isinstance(problem, PermissionError):
            raise ServerUnavailable(
                f"{problem.filename} belongs to another user, or is closed to this one. Nothing "
                "was changed. Run as its owner, or name another folder in MAKEWHOLE_HOME."
            ) from problem
        raise


def is_made(home: Path) -> bool:
    """Answer whether this home has an embedded database, running or not."""
    return (home.absolute() / "postgres" / "PG_VERSION").exists()


def stop(home: Path) -> bool:
    """Stop the server of this home and answer whether one ran.

    Raises:
        ServerUnavailable: It does not stop.
    """
    home = home.absolute()
    if not home.is_dir():
        return False
    with _only_one(home):
        _mark_stopped(home)  # Before it ends: whoever keeps it running then knows.
        was_running = halt(_cluster(home))
        folder = socket_folder(home)
        if folder.parent != home and _is_private(folder):
            shutil.rmtree(folder)
        record_socket_folder(home, None)
    return was_running


def was_stopped(home: Path) -> bool:
    """Answer whether somebody stopped the server of this home on purpose, after its last start."""
    return (home.absolute() / _STOPPED).exists()


def _mark_stopped(home: Path) -> None:
    with suppress(OSError):  # On a full disk it is stopped all the same.
        (home / _STOPPED).touch()
        give_to_owner_of(home, home / _STOPPED)


def _start(home: Path, cluster: Cluster, settings: Mapping[str, str]) -> Address:
    major = made_by(cluster)
    if major is None:
        create(cluster)
    elif major != str(cluster.binaries.major):
        raise ServerUnavailable(
            f"The database in {home} was made by PostgreSQL {major}; this makewhole brings "
            f"PostgreSQL {cluster.binaries.major}. Nothing was changed. Use the makewhole that "
            "made it, or name another folder in MAKEWHOLE_HOME."
        )
    (home / _STOPPED).unlink(missing_ok=True)
    folder = _open_socket_folder(home)
    give_to_owner_of(cluster.data, folder)
    address = embedded_address(home)
    launch(
        cluster,
        socket_folder=folder,
        settings={**_SETTINGS, **settings},
        conninfo=address.conninfo(database="postgres"),
    )
    return address


def _cluster(home: Path) -> Cluster:
    return Cluster(home / "postgres", home / "logs" / "postgres.log", binaries())


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Let one process at a time start or stop; the lock ends with the process that holds it."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "logs").mkdir(mode=0o700, exist_ok=True)
    with (home / "start.lock").open("w") as lock:
        give_to_owner_of(home, home / "logs", home / "start.lock")
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open_socket_folder(home: Path) -> Path:
    """Answer a folder for the socket that only its owner may enter, with a path that is usable.

    libpq takes a comma for the end of a path, and the kernel a short path only: then it is a short
    folder in the machine's place for temporary files, until `stop`.
    """
    folder = home / "socket"
    socket_path = os.fsencode(folder / f".s.PGSQL.{PORT}")
    if len(socket_path) <= _SOCKET_PATH_BYTES_MAX and b"," not in socket_path:
        record_socket_folder(home, None)
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        return folder
    recorded = socket_folder(home)
    if recorded != folder and _is_private(recorded):
        return recorded
    short = Path(tempfile.mkdtemp(prefix="makewhole-"))
    record_socket_folder(home, short)
    return short


def _is_private(folder: Path) -> bool:
    """Answer whether this is a real folder that nobody but its owner and we can enter."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    is_ours = os.getuid() in {found.st_uid, 0}
    return stat.S_ISDIR(found.st_mode) and is_ours and stat.S_IMODE(found.st_mode) == 0o700
