"""Where the database is: in the home folder, or where `DATABASE_URL` says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from makewhole.embedded.cluster import PORT, SUPERUSER
from makewhole.embedded.refusal import ServerUnavailable

DATABASE = "makewhole"
_SOCKET_RECORD = "socket.path"  # Names the short folder, where the home's own path is too long.


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A server and a database on it, with the user who may make roles there."""

    host: str  # A host name, or the folder of the socket.
    port: str
    database: str
    user: str
    password: str = ""
    options: Mapping[str, str] = field(default_factory=dict)  # More words of libpq: `sslmode` ...
    is_embedded: bool

    def conninfo(
        self, *, user: str | None = None, password: str | None = None, database: str | None = None
    ) -> str:
        """Answer what `psycopg.connect` takes; without words, as the user who may make roles."""
        secret = self.password if password is None else password
        return make_conninfo(
            "",
            host=self.host,
            port=self.port,
            dbname=database or self.database,
            user=user or self.user,
            **({"password": secret} if secret else {}),
            **self.options,
        )


def address_of(home: Path, environment: Mapping[str, str]) -> Address:
    """Answer where the database of this home is; nothing is started.

    Raises:
        ServerUnavailable: `DATABASE_URL` cannot be read.
    """
    url = environment.get("DATABASE_URL", "")
    return _read(url, environment) if url else embedded_address(home)


def embedded_address(home: Path) -> Address:
    """Answer where the embedded server of this home is, running or not."""
    return Address(
        host=str(socket_folder(home)),
        port=PORT,
        database=DATABASE,
        user=SUPERUSER,
        is_embedded=True,
    )


def socket_folder(home: Path) -> Path:
    """Answer the folder of the socket: in the home, or where the home's record says."""
    try:
        return Path((home / _SOCKET_RECORD).read_text())
    except FileNotFoundError:
        return home / "socket"


def record_socket_folder(home: Path, folder: Path | None) -> None:
    """Remember a socket folder outside the home; None: it is gone."""
    if folder is None:
        (home / _SOCKET_RECORD).unlink(missing_ok=True)
    else:
        (home / _SOCKET_RECORD).write_text(str(folder))


def _read(url: str, environment: Mapping[str, str]) -> Address:
    example = "postgresql://user:password@host:5432/database"
    try:
        words = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError as problem:
        raise ServerUnavailable(
            f"DATABASE_URL cannot be read. Nothing was changed. Write it as {example}."
        ) from problem
    missing = [name for name in ("host", "dbname", "user") if not words.get(name)]
    if missing:
        raise ServerUnavailable(
            f"DATABASE_URL does not say: {', '.join(missing)}. Nothing was changed. "
            f"Write it as {example}."
        )
    return Address(
        host=words.pop("host"),
        port=words.pop("port", "5432"),
        database=words.pop("dbname"),
        user=words.pop("user"),
        password=words.pop("password", environment.get("PGPASSWORD", "")),
        options=words,
        is_embedded=False,
    )
