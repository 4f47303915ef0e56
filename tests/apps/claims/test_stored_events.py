"""Stored events can be read forever: a sample of every kind, in every version written."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.claims import translate
from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import GENESIS
from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.kernel.canonical import canonical_json
from makewhole.core.kernel.require import InvariantBroken
from tests.core.claim.claims import CLAIMANT, NOW, after, screening
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
        (kind, version)
        for kind in translate.KINDS
        for version in range(1, translate.version_of(kind) + 1)
    }


@pytest.mark.parametrize("sample", STORED, ids=lambda s: f"{s['kind']}-{s['version']}")
def test_a_stored_event_reads_as_todays_value(sample: dict[str, object]) -> None:
    body = str(sample["body"])
    event = translate.to_event(stored(str(sample["kind"]), int(str(sample["version"])), body))

    assert type(event).__name__ == sample["kind"]
    if sample["version"] == translate.version_of(str(sample["kind"])):
        assert canonical_json(translate.event_form(event)) == body


def test_what_an_earlier_version_left_out_reads_as_not_there() -> None:
    first = {sample["kind"]: str(sample["body"]) for sample in STORED if sample["version"] == 1}

    stated = translate.to_event(stored("FactStated", 1, first["FactStated"]))
    determined = translate.to_event(stored("ClaimDetermined", 1, first["ClaimDetermined"]))

    assert isinstance(stated, e.FactStated)
    assert stated.line is None
    assert isinstance(determined, e.ClaimDetermined)
    assert determined.body_hash is None


@pytest.mark.parametrize(
    "later", ['"line":null,', '"claimant_next_since":null,', '"reminders":null,', '"held_by":null,']
)
def test_a_row_that_lacks_what_came_later_reads_all_the_same(later: str) -> None:
    claim = after(c.StateFact("photos", 2, "", CLAIMANT, NOW), claim=screening())
    text = canonical_json(translate.claim_form(claim))
    before = text.replace(later, "")

    assert before != text
    assert translate.claim_from_text(before) == claim


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_what_is_written_reads_back(event: object) -> None:
    form = translate.event_form(event)  # type: ignore[arg-type]
    written = translate.new_event(event, canonical_json(form))  # type: ignore[arg-type]

    assert translate.to_event(stored(written.kind, written.version, written.body)) == event


def test_a_kind_nobody_knows_is_our_own_bug() -> None:
    with pytest.raises(InvariantBroken, match="no event"):
        translate.to_event(stored("ClaimForgotten", 1, "{}"))
