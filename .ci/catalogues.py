"""The catalogues of what parties read: brought up to date with the sources, and compiled.

`python .ci/catalogues.py` takes new sentences into each language's catalogue, drops those that are
gone, compiles, and lists what is still to be translated; with `--check` it changes nothing. It ends
with 1 where something is missing, differs in its placeholders, or is not compiled.
"""

import argparse
import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "makewhole"
LOCALE = SOURCE / "locale"
LANGUAGES = ("de", "es", "fr")

# Where the sentences of notices, mails and letters stand. Pages are in English so far.
READ_BY_PARTIES = (
    "apps/notices/*.py",
    "surfaces/shared/letters/*.py",
    "surfaces/shared/formats.py",
    "surfaces/shared/dossier/answer.py",
    "surfaces/shared/dossier/values.py",
)
_KEYWORDS = {
    "_": None,
    "_N": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
_HEADER = """\
# What parties read: notices, mails and letters. Formal address throughout.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # The same sentences compile to the same bytes.
_PERCENT = re.compile(r"%\((\w+)\)s")


def sentences() -> Catalog:
    """Answer every sentence that the sources hold, each with the files that say it."""
    found = Catalog(charset="utf-8")
    for path in sorted(path for pattern in READ_BY_PARTIES for path in SOURCE.glob(pattern)):
        for _line, said, _comments, context in extract_from_file(
            "python", path, keywords=_KEYWORDS
        ):
            place = path.relative_to(SOURCE).as_posix()
            # Without its line, so that a catalogue changes only with its sentences.
            found.add(said, locations=[(place, None)], context=context)  # type: ignore[list-item]
    return found


def po_file(language: str) -> Path:
    """Answer where a language's sentences stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """Answer a language's catalogue as it stands."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def problems(language: str) -> Iterator[str]:
    """Answer what keeps a language's catalogue from being whole, sentence by sentence."""
    stored = catalogue(language)
    wanted = sentences()
    for message in wanted:
        if not message.id:
            continue
        translated = stored.get(_id(message), message.context)
        if translated is None or not all(_strings(translated)):
            yield f"{language}: no translation of {_id(message)!r}"
        elif any(placeholders(each) != placeholders(_id(message)) for each in _strings(translated)):
            yield f"{language}: other placeholders in the translation of {_id(message)!r}"
    for message in stored:
        if message.id and wanted.get(_id(message), message.context) is None:
            yield f"{language}: nobody says {_id(message)!r} any more"
    if not _is_compiled(language, stored):
        yield f"{language}: the compiled catalogue is not that of its sentences"


def placeholders(text: str) -> set[str]:
    """Answer the names that a sentence leaves open, in either way of writing them."""
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return named | set(_PERCENT.findall(text))


def bring_up_to_date(language: str) -> None:
    """Take new sentences in, drop those that are gone, and compile."""
    stored = catalogue(language)
    stored.update(sentences(), no_fuzzy_matching=True)
    stored.obsolete.clear()
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(_HEADER.format(language=language, plurals=stored.plural_forms).encode())
        write_po(file, stored, width=100, sort_output=False, omit_header=True)
    path.with_suffix(".mo").write_bytes(_compiled(stored))


def _compiled(stored: Catalog) -> bytes:
    plain = Catalog(locale=stored.locale, charset="utf-8", creation_date=_NO_DAY)
    for message in stored:
        if message.id and all(_strings(message)):
            plain.add(message.id, message.string, context=message.context)
    target = BytesIO()
    write_mo(target, plain)
    return target.getvalue()


def _is_compiled(language: str, stored: Catalog) -> bool:
    path = po_file(language).with_suffix(".mo")
    if not path.exists():
        return False
    with path.open("rb") as file:
        return _told(read_mo(file)) == _told(stored)


def _told(held: Catalog) -> dict[tuple[str, str | None], tuple[str, ...]]:
    whole = (message for message in held if message.id and all(_strings(message)))
    return {(_id(message), _context(message)): _strings(message) for message in whole}


def _context(message: Message) -> str | None:
    found: str | bytes | None = message.context  # Babel reads it from a compiled file as bytes.
    return found.decode() if isinstance(found, bytes) else found


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--check", action="store_true", help="change nothing")
    is_check = words.parse_args().check
    found: list[str] = []
    for language in LANGUAGES:
        if not is_check:
            bring_up_to_date(language)
        found += problems(language)
    print("\n".join(found) or "Every sentence that parties read is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
