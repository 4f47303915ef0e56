"""What goes into a stream and how it is hashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from makewhole.core.kernel.canonical import Json, canonical_json, sha256_of

GENESIS = "0" * 64  # What the first event of a stream is chained to.


@dataclass(frozen=True, slots=True)
class NewEvent:
    """One event as its owner translated it: `body` is canonical JSON, kept as it is hashed."""

    kind: str
    version: int
    at: datetime
    actor: str
    body: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: how many events it has, and the hash of the last."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, slots=True)
class Chained:
    """An event with its place in the stream and its hash."""

    event: NewEvent
    seq: int
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Addition:
    """New events of one stream."""

    stream_kind: str
    stream_id: UUID
    events: tuple[Chained, ...]

    def head_after(self, before: Head) -> Head:
        """Answer where the stream stands with these events."""
        if not self.events:
            return before
        return Head(self.events[-1].seq, self.events[-1].hash)


def chain(
    *,
    marketplace_id: UUID,
    stream_kind: str,
    stream_id: UUID,
    after: Head,
    events: Sequence[NewEvent],
) -> Addition:
    """Give each event its place and its hash, which covers everything before it."""
    chained = []
    seq, prev_hash = after.seq, after.hash
    for event in events:
        seq += 1
        hashed = event_hash(
            marketplace_id=marketplace_id,
            stream_kind=stream_kind,
            stream_id=stream_id,
            seq=seq,
            event=event,
            prev_hash=prev_hash,
        )
        chained.append(Chained(event, seq, prev_hash, hashed))
        prev_hash = hashed
    return Addition(stream_kind, stream_id, tuple(chained))


def event_hash(
    *,
    marketplace_id: UUID,
    stream_kind: str,
    stream_id: UUID,
    seq: int,
    event: NewEvent,
    prev_hash: str,
) -> str:
    """Answer the hash of one event: its header, its body as written, and the event before it."""
    header: dict[str, Json] = {
        "actor": event.actor,
        "at": event.at.astimezone(UTC).isoformat(),
        "kind": event.kind,
        "marketplace": str(marketplace_id),
        "prev": prev_hash,
        "seq": seq,
        "stream": f"{stream_kind}:{stream_id}",
        "version": event.version,
    }
    return sha256_of(canonical_json(header) + "\n" + event.body)
