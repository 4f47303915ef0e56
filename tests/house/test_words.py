"""What parties read is translated, whole, into every language; the catalogues are compiled."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from makewhole.apps.notices.days import LANGUAGES
from makewhole.apps.notices.deliveries import NOT_REACHED
from makewhole.apps.notices.wording import WORDS

PROGRAM = Path(__file__).parents[2] / ".ci" / "catalogues.py"


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """The program of `make words`, which is no part of the package."""
    spec = spec_from_file_location("catalogues", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_sentence_is_translated_in_every_language(catalogues: Any) -> None:
    assert {"en", *catalogues.LANGUAGES} == set(LANGUAGES)
    assert not [one for language in catalogues.LANGUAGES for one in catalogues.problems(language)]


def test_every_notice_is_among_the_sentences(catalogues: Any) -> None:
    found = {catalogues._id(message) for message in catalogues.sentences()}  # noqa: SLF001
    noticed = {text for words in (*WORDS.values(), *NOT_REACHED.values()) for text in words}

    assert noticed - found == set()


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        ("", "no translation of"),
        ("Der Verkäufer hat Zeit.", "other placeholders in the translation of"),
        ("Zeit bis {due_at}", "other placeholders in the translation of"),
        ("Zeit bis {until}", "the compiled catalogue is not that of its sentences"),
    ],
    ids=["missing", "placeholder-lost", "placeholder-of-another-name", "not-compiled"],
)
def test_a_fault_in_a_catalogue_is_found(
    catalogues: Any, monkeypatch: pytest.MonkeyPatch, plant: str, told: str
) -> None:
    stored: Catalog = catalogues.catalogue("de")
    message = stored.get("The seller has until {until}")
    assert message is not None
    message.string = plant
    monkeypatch.setattr(catalogues, "catalogue", lambda _language: stored)

    assert any(told in problem for problem in catalogues.problems("de"))


def test_a_sentence_that_nobody_says_any_more_is_found(
    catalogues: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: Catalog = catalogues.catalogue("fr")
    stored.add("We say this no more.", "Nous ne disons plus cela.")
    monkeypatch.setattr(catalogues, "catalogue", lambda _language: stored)

    assert any("nobody says 'We say this no more.'" in one for one in catalogues.problems("fr"))


def test_placeholders_are_seen_in_both_ways_of_writing_them(catalogues: Any) -> None:
    assert catalogues.placeholders("{a} and %(b)s, never {c!r}") == {"a", "b", "c"}


def test_the_check_changes_nothing_and_ends_well(
    catalogues: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(catalogues.LOCALE.rglob("*.?o"))
    before = [path.read_bytes() for path in files]
    monkeypatch.setattr(sys, "argv", ["catalogues.py", "--check"])

    assert catalogues.main() == 0
    assert capsys.readouterr().out == "Every sentence that parties read is translated.\n"
    assert len(files) == 6
    assert [path.read_bytes() for path in files] == before
