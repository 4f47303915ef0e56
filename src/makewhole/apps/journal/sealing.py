"""One order for all committed events of a marketplace, without a gap: what cursors read by.

Transactions commit in another order than they number their rows. An event is sealed only once every
transaction that could still commit an earlier one is over (`pg_snapshot_xmin`), so that a reader of
positions never misses one that appears behind it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from makewhole.apps.journal.streams import GENESIS
from makewhole.core.kernel.canonical import sha256_of

_LOCK_HEAD = """
INSERT INTO journal_sealhead (marketplace_id, position, chain_hash, sealed_below_xid)
VALUES (%s, 0, %s, 0)
ON CONFLICT (marketplace_id) DO UPDATE SET position = journal_sealhead.position
RETURNING position, chain_hash, sealed_below_xid
"""

_UNSEALED = """
SELECT stream_id, seq, hash, xid::text::bigint,
       pg_snapshot_xmin(pg_current_snapshot())::text::bigint
FROM journal_event
WHERE marketplace_id = %s AND xid >= %s::text::xid8
  AND xid < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY xid, stream_id, seq
"""

_SEAL = """
INSERT INTO journal_seal (marketplace_id, position, stream_id, seq, event_hash, chain_hash)
SELECT %s, * FROM unnest(%b::bigint[], %b::uuid[], %b::int[], %b::text[], %b::text[])
"""

_MOVE_HEAD = """
UPDATE journal_sealhead SET position = %s, chain_hash = %s, sealed_below_xid = %s
WHERE marketplace_id = %s
"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one run of the sealer did."""

    events: int
    position: int


def chain_hash(previous: str, event_hash: str) -> str:
    """Answer the hash over an event's hash and the sealed order before it."""
    return sha256_of(previous + event_hash)


def seal(*, marketplace_id: UUID) -> Sealed:
    """Seal every event that can no longer be preceded; call inside a transaction of its own."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_HEAD, [marketplace_id, GENESIS])
        position, chained, below = cursor.fetchone()
        cursor.execute(_UNSEALED, [marketplace_id, str(below)])
        rows = cursor.fetchall()
        if not rows:
            return Sealed(0, position)
        sealed: list[tuple[int, UUID, int, str, str]] = []
        for stream_id, seq, event_hash, _xid, _xmin in rows:
            position += 1
            chained = chain_hash(chained, event_hash)
            sealed.append((position, stream_id, seq, event_hash, chained))
        cursor.execute(_SEAL, [marketplace_id, *([row[i] for row in sealed] for i in range(5))])
        cursor.execute(_MOVE_HEAD, [position, chained, rows[0][4], marketplace_id])
    return Sealed(len(rows), position)
