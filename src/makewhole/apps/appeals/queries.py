"""Appeals as others may see them: frozen values, one statement each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.appeals.models import Appeal as AppealRecord
from makewhole.apps.appeals.sealing import opened_appeals, opened_events
from makewhole.apps.journal.queries import events_of
from makewhole.core.appeal.evolve import fold
from makewhole.core.appeal.state import Appeal
from makewhole.core.kernel.require import require


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in a list, and how far its stream is."""

    reference: str
    version: int
    appeal: Appeal


@dataclass(frozen=True, slots=True)
class StoredAppeal:
    """An appeal's row as `verify` compares it with the journal."""

    appeal_id: UUID
    claim_id: UUID
    determination_id: UUID
    side: str
    clause: str
    stage: str
    result: str | None
    reviewer_id: UUID | None
    next_actor: str | None
    due_at: datetime | None
    filed_at: datetime
    version: int
    head_hash: str
    state: str
    sealed: bytes | None


@dataclass(frozen=True, slots=True)
class OverturnCount:
    """How many appeals of one side against one clause were decided, and how many changed it."""

    clause: str
    side: str
    decided: int
    overturned: int


def appeals_of_claims(
    *, marketplace_id: UUID, claim_ids: Sequence[UUID]
) -> dict[UUID, tuple[AppealRow, ...]]:
    """Answer the appeals of these claims, the earliest first."""
    found: dict[UUID, tuple[AppealRow, ...]] = {}
    records = AppealRecord.objects.filter(marketplace_id=marketplace_id, claim_id__in=claim_ids)
    for row in _rows(marketplace_id, list(records.order_by("filed_at", "id"))):
        claim_id = row.appeal.claim_id
        found[claim_id] = (*found.get(claim_id, ()), row)
    return found


def appeals_of_claim(*, marketplace_id: UUID, claim_id: UUID) -> tuple[AppealRow, ...]:
    """Answer the appeals of one claim, the earliest first."""
    return appeals_of_claims(marketplace_id=marketplace_id, claim_ids=[claim_id]).get(claim_id, ())


def appeal_by_reference(*, marketplace_id: UUID, reference: str) -> AppealRow | None:
    """Answer one appeal; None: there is none of that reference."""
    records = AppealRecord.objects.filter(
        marketplace_id=marketplace_id, reference=reference.upper()
    )
    return next(iter(_rows(marketplace_id, list(records[:1]))), None)


def appeal_as_of(*, marketplace_id: UUID, appeal_id: UUID, seq: int | None = None) -> Appeal:
    """Answer an appeal right after one event of its stream; None: after the latest."""
    stored = events_of(marketplace_id=marketplace_id, stream_id=appeal_id)
    until = [event for event in stored if seq is None or event.seq <= seq]
    appeal = fold(opened_events(marketplace_id=marketplace_id, stored=until))
    require(appeal is not None, "an appeal that is named was filed")
    assert appeal is not None
    return appeal


def open_appeals(*, marketplace_id: UUID, limit: int = 50) -> tuple[AppealRow, ...]:
    """Answer the appeals that wait for a person, by due time."""
    records = AppealRecord.objects.filter(marketplace_id=marketplace_id, due_at__isnull=False)
    return _rows(marketplace_id, list(records.order_by("due_at", "id")[:limit]))


def stored_appeals(*, marketplace_id: UUID) -> Iterator[StoredAppeal]:
    """Stream every appeal's row."""
    names = [
        "id", "claim_id", "determination_id", "side", "clause", "stage", "result", "reviewer_id",
        "next_actor", "due_at", "filed_at", "version", "head_hash", "state", "sealed",
    ]  # fmt: skip
    records = AppealRecord.objects.filter(marketplace_id=marketplace_id).order_by("id")
    for row in records.values_list(*names).iterator(chunk_size=5_000):
        yield StoredAppeal(*row)


def overturn_counts(*, marketplace_id: UUID) -> tuple[OverturnCount, ...]:
    """Count decided appeals by the clause they were against; a slip is nobody's appeal."""
    statement = """
        SELECT clause, side, count(*), count(*) FILTER (WHERE result <> 'upheld')
        FROM appeals_appeal
        WHERE marketplace_id = %s AND stage = 'decided' AND side <> 'programme'
        GROUP BY clause, side ORDER BY clause, side
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [marketplace_id])
        return tuple(OverturnCount(*row) for row in cursor.fetchall())


def _rows(marketplace_id: UUID, records: Sequence[AppealRecord]) -> tuple[AppealRow, ...]:
    opened = opened_appeals(marketplace_id=marketplace_id, records=records)
    return tuple(AppealRow(one.reference, one.version, opened[one.id]) for one in records)
