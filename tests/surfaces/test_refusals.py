"""Every reason that a page can meet has its own words."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import makewhole
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.wording.refusals import (
    FOR_OPERATORS,
    is_worded,
    refusal_note,
    refusal_text,
)

_SOURCES = Path(makewhole.__file__).parent


def _reasons() -> set[str]:
    found: set[str] = set()
    for folder in ("core", "apps"):
        for path in (_SOURCES / folder).rglob("*.py"):
            found.update(re.findall(r'Refused\(\s*"([a-z_]+)"', path.read_text()))
    return found


def test_every_reason_in_use_is_worded_or_named_as_an_operators() -> None:
    unworded = {reason for reason in _reasons() if not is_worded(reason)} - FOR_OPERATORS

    assert unworded == set()


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (
            Refused("too_early", {"file_from": date(2026, 11, 26)}),
            "It can still arrive. From Thu 26 November 2026 on you can claim; nothing is lost.",
        ),
        (
            Refused("answer_too_late", {"due_at": datetime(2026, 11, 24, 17, tzinfo=UTC)}),
            "The time to answer ended on 24 November 2026, 17:00.",
        ),
        (Refused("claim_closed", {"closed_as": "paid"}), "The claim is closed (Closed: paid)."),
        (
            Refused("claim_open_already", {"reference": "NW-4173"}),
            "There is a claim about this already: NW-4173.",
        ),
        (Refused("claim_open_already"), "There is a claim about this already."),
    ],
)
def test_says_why_with_day_and_way_on(refused: Refused, sentence: str) -> None:
    assert refusal_text(refused) == sentence


def test_a_reason_without_words_still_says_that_nothing_happened() -> None:
    note = refusal_note(Refused("something_new"))

    assert note.title == "This was not done"
    assert note.text == "Nothing has changed, and no clock has run out."
