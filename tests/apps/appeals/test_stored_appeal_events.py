"""Stored events of appeals can be read forever: a sample of every kind, in every version."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.appeals import translate
from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import GENESIS
from makewhole.core.kernel.canonical import canonical_json
from makewhole.core.kernel.require import InvariantBroken
from tests.core.appeal.appeals import assigned
from tests.core.appeal.samples import SAMPLES

# Written once for each version and never changed: a new version adds its lines.
LINES = Path(__file__).with_name("stored_events.jsonl").read_text().splitlines()
STORED = [json.loads(line) for line in LINES]


def stored(kind: str, version: int, body: str) -> StoredEvent:
    at = datetime(2027, 3, 1, tzinfo=UTC)
    return StoredEvent(
        "appeal", UUID(int=50), 1, kind, version, at, "claimant", body, GENESIS, GENESIS
    )


def test_every_kind_has_a_sample() -> None:
    assert {(one["kind"], one["version"]) for one in STORED} == {
        (kind, 1) for kind in translate.KINDS
    }


@pytest.mark.parametrize("sample", STORED, ids=lambda s: s["kind"])
def test_a_stored_event_reads_as_todays_value(sample: dict[str, str]) -> None:
    event = translate.to_event(stored(sample["kind"], 1, sample["body"]))

    assert canonical_json(translate.event_form(event)) == sample["body"]


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_what_is_written_reads_back(event: object) -> None:
    form = translate.event_form(event)  # type: ignore[arg-type]
    written = translate.new_event(event, canonical_json(form))  # type: ignore[arg-type]

    assert translate.to_event(stored(written.kind, written.version, written.body)) == event


def test_a_row_reads_back() -> None:
    text = canonical_json(translate.appeal_form(assigned()))

    assert translate.appeal_from_text(text) == assigned()


@pytest.mark.parametrize(("kind", "version"), [("AppealForgotten", 1), ("AppealFiled", 2)])
def test_what_nobody_knows_is_our_own_bug(kind: str, version: int) -> None:
    with pytest.raises(InvariantBroken, match="no event"):
        translate.to_event(stored(kind, version, "{}"))
