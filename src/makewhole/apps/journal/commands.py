"""Writing to the journal: events, clocks and effects, each for many streams in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from makewhole.apps.journal.queries import TakenEffect
from makewhole.apps.journal.streams import Addition
from makewhole.core.clocks.clock import Clock

_APPEND = """
INSERT INTO journal_event (marketplace_id, stream_kind, stream_id, seq, kind, version, at, actor,
                           command_id, body, prev_hash, hash)
SELECT %s, * FROM unnest(
    %b::text[], %b::uuid[], %b::int[], %b::text[], %b::int[], %b::timestamptz[], %b::text[],
    %b::uuid[], %b::text[], %b::text[], %b::text[])
"""

_SET_CLOCKS = """
WITH wanted AS (
    SELECT * FROM unnest(%b::uuid[], %b::text[], %b::text[], %b::timestamptz[])
        AS wanted (stream_id, name, actor, due_at)
), stopped AS (
    UPDATE journal_runningclock AS clock SET state = 'stopped'
    FROM unnest(%b::uuid[], %b::text[]) AS over (stream_id, name)
    WHERE clock.stream_id = over.stream_id AND clock.name = over.name
)
INSERT INTO journal_runningclock AS clock
    (marketplace_id, stream_kind, stream_id, name, actor, due_at, state)
SELECT %s, %s, stream_id, name, actor, due_at, 'running' FROM wanted
ON CONFLICT (stream_id, name) DO UPDATE
    SET actor = EXCLUDED.actor, due_at = EXCLUDED.due_at, state = 'running'
    WHERE (clock.actor, clock.due_at, clock.state)
          IS DISTINCT FROM (EXCLUDED.actor, EXCLUDED.due_at, 'running')
"""

_PUT_EFFECTS = """
INSERT INTO journal_effect (id, marketplace_id, kind, body, due_at, attempts)
SELECT id, %s, kind, body, due_at, 0
FROM unnest(%b::uuid[], %b::text[], %b::text[], %b::timestamptz[])
    AS effect (id, kind, body, due_at)
ON CONFLICT (id) DO NOTHING
"""

# The lease runs on the machine's clock, unlike every due time: it guards against a worker that
# died, and a sandbox marketplace's clock may stand still.
_TAKE_EFFECTS = """
UPDATE journal_effect SET attempts = attempts + 1,
                          leased_until = clock_timestamp() + interval '2 minutes'
WHERE id IN (
    SELECT id FROM journal_effect
    WHERE marketplace_id = %s AND due_at <= %s AND kind = ANY (%b::text[])
      AND (leased_until IS NULL OR leased_until < clock_timestamp())
    ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id, kind, body, attempts
"""

_FINISH_EFFECTS = """
DELETE FROM journal_effect WHERE marketplace_id = %s AND id = ANY (%b::uuid[])
"""

# The attempts are written as well: where the transaction that took an effect failed, the row has
# forgotten that it was taken.
_PUT_EFFECTS_OFF = """
UPDATE journal_effect AS effect
SET due_at = told.due_at, attempts = told.attempts, leased_until = NULL
FROM unnest(%b::uuid[], %b::timestamptz[], %b::int[]) AS told (id, due_at, attempts)
WHERE effect.marketplace_id = %s AND effect.id = told.id
"""


@dataclass(frozen=True, slots=True)
class NewEffect:
    """Something to do after the commit, at least once.

    Its id is made from what it does: the same effect left twice is one.
    """

    effect_id: UUID
    kind: str
    body: str  # Canonical JSON.
    due_at: datetime


def append(*, marketplace_id: UUID, command_id: UUID, additions: Sequence[Addition]) -> None:
    """Append chained events to their streams; a stream that moved meanwhile refuses by its key.

    Raises:
        IntegrityError: Somebody else wrote this place of a stream. The transaction is lost.
    """
    rows = [(addition, chained) for addition in additions for chained in addition.events]
    if not rows:
        return
    columns: list[list[Any]] = [
        [addition.stream_kind for addition, _ in rows],
        [addition.stream_id for addition, _ in rows],
        [chained.seq for _, chained in rows],
        [chained.event.kind for _, chained in rows],
        [chained.event.version for _, chained in rows],
        [chained.event.at for _, chained in rows],
        [chained.event.actor for _, chained in rows],
        [command_id for _ in rows],
        [chained.event.body for _, chained in rows],
        [chained.prev_hash for _, chained in rows],
        [chained.hash for _, chained in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [marketplace_id, *columns])


@dataclass(frozen=True, slots=True)
class ClocksOf:
    """The clocks of one stream that run from now on, and the names of those that ran so far."""

    stream_id: UUID
    running: tuple[Clock, ...]
    ran: tuple[str, ...] = ()


def set_clocks(*, marketplace_id: UUID, stream_kind: str, clocks: Sequence[ClocksOf]) -> None:
    """Let exactly these clocks run for each of these streams; what ran so far stops otherwise."""
    running = [(theirs.stream_id, clock) for theirs in clocks for clock in theirs.running]
    over = [
        (theirs.stream_id, name)
        for theirs in clocks
        for name in theirs.ran
        if all(clock.name != name for clock in theirs.running)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _SET_CLOCKS,
            [
                [stream_id for stream_id, _ in running],
                [clock.name for _, clock in running],
                [clock.actor.value for _, clock in running],
                [clock.due_at for _, clock in running],
                [stream_id for stream_id, _ in over],
                [name for _, name in over],
                marketplace_id,
                stream_kind,
            ],
        )


def put_effects(*, marketplace_id: UUID, effects: Sequence[NewEffect]) -> None:
    """Leave these effects for the worker."""
    if not effects:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _PUT_EFFECTS,
            [
                marketplace_id,
                [effect.effect_id for effect in effects],
                [effect.kind for effect in effects],
                [effect.body for effect in effects],
                [effect.due_at for effect in effects],
            ],
        )


def take_effects(
    *, marketplace_id: UUID, kinds: Sequence[str], at: datetime, limit: int
) -> tuple[TakenEffect, ...]:
    """Take effects that are due: nobody else gets them until they are done or the lease ends."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_EFFECTS, [marketplace_id, at, list(kinds), limit])
        return tuple(TakenEffect(*row) for row in cursor.fetchall())


def finish_effects(*, marketplace_id: UUID, effects: Sequence[TakenEffect]) -> None:
    """Remove effects that were carried out: the journal is the record."""
    with connection.cursor() as cursor:
        cursor.execute(_FINISH_EFFECTS, [marketplace_id, [effect.effect_id for effect in effects]])


def put_effects_off(
    *, marketplace_id: UUID, effects: Sequence[tuple[TakenEffect, datetime]]
) -> None:
    """Leave effects that could not be carried out for later, each until its instant."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PUT_EFFECTS_OFF,
            [
                [effect.effect_id for effect, _ in effects],
                [due_at for _, due_at in effects],
                [effect.attempts for effect, _ in effects],
                marketplace_id,
            ],
        )
