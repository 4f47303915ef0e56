"""Where terms files are found: the named one, those beside it, and the shipped ones."""

from collections.abc import Iterator
from pathlib import Path

import makewhole
from makewhole.core.terms.model import Terms
from makewhole.core.terms.problems import Problem, TermsRefused
from makewhole.core.terms.schema import read_terms

SHIPPED = Path(makewhole.__file__).parent / "terms"
SIZE_MAX = 4_000_000


class FileUnreadable(Exception):
    """A file that is not there, or is no text."""


def read_text(path: Path) -> str:
    """Read a file as UTF-8.

    Raises:
        FileUnreadable: It is not there, not UTF-8, or far too large; the message says which.
    """
    try:
        if path.stat().st_size > SIZE_MAX:
            raise FileUnreadable(f"{path} is larger than {SIZE_MAX:,} bytes; no terms file is.")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise FileUnreadable(
            f"{path} is not UTF-8: byte {error.start} cannot be read. Save it as UTF-8."
        ) from None


def load(path: Path) -> Terms | TermsRefused:
    """Read a terms file with the files it may build on.

    Raises:
        FileUnreadable: The file cannot be read at all.
    """
    return read_terms(read_text(path), name=path.name, bases=dict(_bases(path)))


def texts(path: Path) -> tuple[str, dict[str, str]]:
    """Answer a file's text, and the text of the file it builds on, by name.

    Raises:
        FileUnreadable: The file cannot be read at all.
    """
    terms = load(path)
    named = {terms.base.name} if isinstance(terms, Terms) and terms.base is not None else set()
    return read_text(path), {name: text for name, text in _bases(path) if name in named}


def _bases(path: Path) -> Iterator[tuple[str, str]]:
    """Answer the texts that a pack may name: shipped ones first, so that those beside it win."""
    for folder in (SHIPPED, path.absolute().parent):
        for file in sorted(folder.glob("*.yaml")):
            if file.name != path.name or folder == SHIPPED:
                try:
                    yield file.stem, read_text(file)
                except FileUnreadable:
                    continue  # A broken neighbour matters only if it is named; then it is missing.


def golden_files(path: Path, terms: Terms) -> Iterator[Path]:
    """Find the files of golden claims for these terms beside the file."""
    for file in sorted(path.absolute().parent.glob("*.yaml")):
        if not file.name.startswith("golden") or file.name == path.name:
            continue
        try:
            head = read_text(file)
        except FileUnreadable:
            continue
        named = [line for line in head.splitlines() if line.startswith("golden:")]
        if named and named[0].split(":", 1)[1].split("#")[0].strip() == terms.name:
            yield file


def refused(path: Path, message: str) -> TermsRefused:
    """Answer a file that could not be read as one that was refused."""
    return TermsRefused(path.name, (Problem(0, "", message.rstrip("."), "name a readable file"),))
