"""`makewhole doctor`: look at what the programme needs, start nothing, change nothing."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg

from makewhole.apps.tenancy.roles import ROLES, refuse_unfit_server
from makewhole.embedded.address import Address, address_of
from makewhole.embedded.binaries import MAJOR, binaries, run_program
from makewhole.embedded.home import is_made
from makewhole.embedded.refusal import ServerUnavailable
from makewhole.gateways.mail.server import (
    SANDBOX_URL,
    URL,
    MailSettingsWrong,
    contact_address,
    mail_server,
)
from makewhole.gateways.mail.smtp import SmtpMail
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.main import with_json

_PYTHON_MIN = (3, 11)
_FREE_BYTES_MIN = 2_000_000_000  # A home begins with 50 MB; a million orders with claims take 2 GB.


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at: what was found, and how to mend it where it is not well."""

    about: str
    found: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        return not self.mend


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:  # noqa: ARG001 - every command's form
    """Tell everything at once, the well and the unwell."""
    looks = tuple(look() for look in _looks())
    is_well = all(look.is_well for look in looks)
    document = {"ok": is_well, "looks": [asdict(look) for look in looks]}
    console.answer(document, "\n".join(_line(look) for look in looks))
    return Exit.DONE if is_well else Exit.FOUND_PROBLEMS


def _line(look: Look) -> str:
    if look.is_well:
        return f"well   {look.about}: {look.found}"
    else:
        return f"UNWELL {look.about}: {look.found}\n       {look.mend}"


def _looks() -> Iterator[Callable[[], Look]]:
    yield _python
    yield _home
    yield _disk
    if not os.environ.get("DATABASE_URL"):
        yield _programs
    yield _database
    yield lambda: _mail("Mail", sandbox=False)
    if os.environ.get(SANDBOX_URL):
        yield lambda: _mail("Mail of sandboxes", sandbox=True)
    yield lambda: _package("Letters", "typst")
    yield lambda: _package("Signatures of releases", "pyhanko")


def _python() -> Look:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _PYTHON_MIN:
        return Look("Python", found)
    return Look("Python", found, "Install Python 3.11 or newer, then run make clean and make demo.")


def _home() -> Look:
    place = _nearest(home())
    if not os.access(place, os.W_OK | os.X_OK):
        return Look(
            "Home", f"{place} is closed to this user", "Name another folder in MAKEWHOLE_HOME."
        )
    return Look("Home", str(home()) if home().exists() else f"{home()}, not made yet")


def _disk() -> Look:
    free = shutil.disk_usage(_nearest(home())).free
    found = f"{free / 1e9:,.1f} GB free"
    if free < _FREE_BYTES_MIN:
        return Look("Disk", found, "Free some space, or name a folder elsewhere in MAKEWHOLE_HOME.")
    return Look("Disk", found)


def _programs() -> Look:
    try:
        said = run_program([binaries().program("postgres"), "--version"])
    except ServerUnavailable as problem:
        return Look("Embedded PostgreSQL", "not installed", str(problem))
    if said.returncode != 0:
        return Look(
            "Embedded PostgreSQL",
            said.stderr.strip(),
            "Its programs do not run on this machine: set DATABASE_URL to a server instead.",
        )
    return Look("Embedded PostgreSQL", said.stdout.strip().removeprefix("postgres (PostgreSQL) "))


def _database() -> Look:
    init = "Run: makewhole init --market us"
    try:
        address = address_of(home(), os.environ)
        if address.is_embedded and not is_made(home()):
            return Look("Database", "none yet", init)
        return _server(address, init)
    except ServerUnavailable as problem:
        return Look("Database", "cannot be used", str(problem))
    except psycopg.OperationalError as problem:
        if os.environ.get("DATABASE_URL"):
            return Look("Database", str(problem).strip(), "See that the server runs and answers.")
        return Look("Database", f"PostgreSQL {MAJOR}, at rest: the next command starts it")


def _server(address: Address, init: str) -> Look:
    with psycopg.connect(address.conninfo(), connect_timeout=5) as connection:
        refuse_unfit_server(connection)
        there = connection.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname = ANY (%s)", [list(ROLES)]
        ).fetchone()
        version = connection.info.parameter_status("server_version")
    if there is None or there[0] < len(ROLES):
        return Look("Database", f"PostgreSQL {version}, not set up", init)
    return Look("Database", f"PostgreSQL {version}, running")


def _mail(about: str, *, sandbox: bool) -> Look:
    name = SANDBOX_URL if sandbox else URL
    try:
        server = mail_server(os.environ, sandbox=sandbox)
        contact_address(os.environ)
    except MailSettingsWrong as problem:
        return Look(about, "set up wrongly", f"{problem}.")
    if server is None:
        return Look(about, f"not configured ({name}): notices stand in the inbox only")
    answer = SmtpMail(server).greeting_problem()
    if answer is not None:
        return Look(
            about,
            f"{server.host}, port {server.port}: {answer}",
            f"See that the mail server runs, and that {name} names it with the right login.",
        )
    return Look(about, f"{server.host}, port {server.port}, answers; from {server.sender}")


def _package(about: str, name: str) -> Look:
    try:
        return Look(about, f"{name} {version(name)}")
    except PackageNotFoundError:
        return Look(about, "not available", f"Install the package {name}: pip install {name}")


def _nearest(folder: Path) -> Path:
    """Answer the folder, or the nearest one above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return folder
