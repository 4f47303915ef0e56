"""Stored events can be read forever: a sample of every kind, in every version written."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.claims import translate
from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import GENESIS
from makewhole.core.kernel.require import InvariantBroken
from tests.core.claim.samples import SAMPLES

# Written once for each version and never changed: a new version adds its lines.
LINES = Path(__file__).with_name("stored_events.jsonl").read_text().splitlines()
STORED = [json.loads(line) for line in LINES]


def stored(kind: str, version: int, body: str) -> StoredEvent:
    return StoredEvent(
        stream_kind="claim",
        stream_id=UUID(int=1),
        seq=1,
        kind=kind,
        version=version,
        at=datetime(2027, 3, 1, tzinfo=UTC),
        actor="claimant",
        body=body,
        prev_hash=GENESIS,
        hash=GENESIS,
    )


def test_every_kind_has_a_sample_of_every_version() -> None:
    kept = {(sample["kind"], sample["version"]) for sample in STORED}

    assert kept == {
        (kind, version) for kind in translate.KINDS for version in range(1, translate.VERSION + 1)
    }


@pytest.mark.parametrize("sample", STORED, ids=lambda s: f"{s['kind']}-{s['version']}")
def test_a_stored_event_reads_as_todays_value(sample: dict[str, object]) -> None:
    body = str(sample["body"])
    event = translate.to_event(stored(str(sample["kind"]), int(str(sample["version"])), body))

    assert type(event).__name__ == sample["kind"]
    if sample["version"] == translate.VERSION:
        assert translate.to_new_event(event).body == body


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_what_is_written_reads_back(event: object) -> None:
    written = translate.to_new_event(event)  # type: ignore[arg-type]

    assert translate.to_event(stored(written.kind, written.version, written.body)) == event


def test_a_kind_nobody_knows_is_our_own_bug() -> None:
    with pytest.raises(InvariantBroken, match="no event"):
        translate.to_event(stored("ClaimForgotten", 1, "{}"))
