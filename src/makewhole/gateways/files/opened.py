"""A file on disk as text: plain or gzip, in whichever encoding it was saved.

Every file is surveyed once before anything is read from it, so that a damaged one is found before
the first row is taken, and so that an encoding is detected and said, never guessed on the way.
"""

import codecs
import gzip
import io
import zlib
from collections.abc import Generator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from makewhole.apps.orders.ports import SheetUnusable

_CHUNK = 1 << 20

_GZIP = b"\x1f\x8b"
_FOREIGN = {
    b"PK\x03\x04": "it is a ZIP or a spreadsheet; unpack it, or save the sheet as CSV",
    b"PAR1": "it is a Parquet file; say --format parquet",
    b"%PDF": "it is a PDF; export the orders as CSV",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look over the whole file found.

    `not_utf8_line` is the first line that is not UTF-8, or None; the file is then read as
    `encoding` says.
    """

    encoding: str
    not_utf8_line: int | None
    has_mark: bool


def survey(path: Path) -> Survey:
    """Look a file over, to its end, and answer how it is to be read.

    Raises:
        SheetUnusable: There is no such file, it is empty, damaged or not text.
    """
    if not path.is_file():
        raise SheetUnusable(path.name, [f"there is no file {path}"])
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise SheetUnusable(path.name, ["the file is empty"])
    for magic, advice in _FOREIGN.items():
        if head.startswith(magic):
            raise SheetUnusable(path.name, [advice])
    try:
        return _survey(path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SheetUnusable(path.name, [_damage(error)]) from error


def _survey(path: Path) -> Survey:
    with unpacked(path) as stream:
        head = stream.read(4)
    if not head:
        raise SheetUnusable(path.name, ["the file is empty once unpacked"])
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            _require_decodes(path, encoding)
            return Survey(encoding, not_utf8_line=None, has_mark=True)
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, broken_at, has_c1 = 1, None, False
    with unpacked(path) as stream:
        while chunk := stream.read(_CHUNK):
            if broken_at is None:
                try:
                    decoder.decode(chunk)
                    line += chunk.count(b"\n")
                except UnicodeDecodeError as error:
                    broken_at = line + chunk.count(b"\n", 0, error.start)
            if broken_at is not None:
                has_c1 = has_c1 or any(byte in chunk for byte in range(0x80, 0xA0))
        if broken_at is None:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                broken_at = line
    if broken_at is None:
        return Survey("utf-8", not_utf8_line=None, has_mark=False)
    # Windows-1252 is Latin-1 with letters and signs where Latin-1 has control characters.
    return Survey("cp1252" if has_c1 else "latin-1", not_utf8_line=broken_at, has_mark=False)


def _require_decodes(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with unpacked(path) as stream:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise SheetUnusable(
            path.name, [f"its first bytes say {encoding}, but it is not; save it as UTF-8"]
        ) from error


def unpacked(path: Path) -> IO[bytes]:
    """Open a file's content, unpacking gzip by its first two bytes, not by its name."""
    file = path.open("rb")
    head = file.read(2)
    file.seek(0)
    if head == _GZIP:
        return _Unpacked(file)  # type: ignore[return-value]  # Raw, as far as io wants it.
    return file


class _Unpacked(gzip.GzipFile):
    """A gzip file that closes the file beneath it too."""

    def __init__(self, beneath: IO[bytes]) -> None:
        super().__init__(fileobj=beneath, mode="rb")
        self._beneath = beneath

    def close(self) -> None:
        super().close()
        self._beneath.close()


def lines_of(path: Path, encoding: str) -> Generator[str, None, None]:
    """Answer the physical lines of a file; every kind of line end becomes one line feed.

    Raises:
        SheetUnusable: The file changed or broke since it was surveyed.
    """
    # A byte that Windows-1252 does not define becomes the replacement sign, and says so.
    errors = "replace" if encoding == "cp1252" else "strict"
    try:
        with io.TextIOWrapper(unpacked(path), encoding=encoding, errors=errors) as text:
            yield from text
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise SheetUnusable(path.name, [_damage(error)]) from error


def digest_of(path: Path) -> str:
    """Answer the SHA-256 of the file's bytes as they lie on disk."""
    hashed = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


def _damage(error: Exception) -> str:
    match error:
        case EOFError():
            return "the gzip file is cut short; fetch it again"
        case UnicodeDecodeError():
            return "the file changed while it was read; try again"
        case _:
            return "the gzip file is damaged; fetch it again"
