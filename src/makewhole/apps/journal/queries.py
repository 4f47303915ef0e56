"""Reading the journal: streams, what is due, what is still to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.journal.models import Event

_NEXT_DUE = """
SELECT min(due_at) FROM (
    (SELECT due_at FROM journal_runningclock
     WHERE marketplace_id = %s AND state = 'running' AND due_at > %s ORDER BY due_at LIMIT 1)
    UNION ALL
    (SELECT due_at FROM journal_effect
     WHERE marketplace_id = %s AND due_at > %s ORDER BY due_at LIMIT 1)
) AS next
"""

_EVENTS_IN = """
SELECT e.stream_kind, e.stream_id, e.seq, e.kind, e.version, e.at, e.actor, e.body, e.prev_hash,
       e.hash
FROM unnest(%b::uuid[], %b::int[], %b::int[]) AS r (stream_id, first, last)
JOIN journal_event e ON e.stream_id = r.stream_id AND e.seq BETWEEN r.first AND r.last
WHERE e.marketplace_id = %s ORDER BY e.stream_id, e.seq
"""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event as it stands in the journal."""

    stream_kind: str
    stream_id: UUID
    seq: int
    kind: str
    version: int
    at: datetime
    actor: str
    body: str
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class TakenEffect:
    """An effect that a worker took: to be carried out now, at least once."""

    effect_id: UUID
    kind: str
    body: str
    attempts: int  # How often it was taken, this time included.


def next_due_at(*, marketplace_id: UUID, after: datetime) -> datetime | None:
    """Answer when the next clock or effect falls due after this; None when nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_DUE, [marketplace_id, after, marketplace_id, after])
        row = cursor.fetchone()
    due_at: datetime | None = row[0] if row is not None else None
    return due_at


def events_of(
    *, marketplace_id: UUID, stream_id: UUID, after_seq: int = 0
) -> tuple[StoredEvent, ...]:
    """Answer a stream's events, in order."""
    rows = Event.objects.filter(
        marketplace_id=marketplace_id, stream_id=stream_id, seq__gt=after_seq
    ).order_by("seq")
    return tuple(_stored(row) for row in rows)


def all_events(*, marketplace_id: UUID, stream_kind: str) -> Iterator[StoredEvent]:
    """Stream every event of this kind of stream, stream by stream, in order."""
    rows = Event.objects.filter(marketplace_id=marketplace_id, stream_kind=stream_kind)
    for row in rows.order_by("stream_id", "seq").iterator(chunk_size=5_000):
        yield _stored(row)


def events_in(
    *, marketplace_id: UUID, ranges: Sequence[tuple[UUID, int, int]]
) -> tuple[StoredEvent, ...]:
    """Answer the events of several streams between two places each, both included."""
    columns = [[place[i] for place in ranges] for i in range(3)]
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS_IN, [*columns, marketplace_id])
        return tuple(StoredEvent(*row) for row in cursor.fetchall())


def _stored(row: Event) -> StoredEvent:
    return StoredEvent(
        stream_kind=row.stream_kind,
        stream_id=row.stream_id,
        seq=row.seq,
        kind=row.kind,
        version=row.version,
        at=row.at,
        actor=row.actor,
        body=row.body,
        prev_hash=row.prev_hash,
        hash=row.hash,
    )
