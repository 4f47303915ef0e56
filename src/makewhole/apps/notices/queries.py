"""Inboxes: what was told to whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.apps.claims.queries import references_of
from makewhole.apps.notices.models import Notice


@dataclass(frozen=True, slots=True)
class FiledNotice:
    """One notice as it stands in an inbox."""

    notice_id: UUID
    claim_id: UUID
    audience: str
    subject: str
    text: str
    at: datetime
    is_read: bool
    claim_reference: str


def notices_of_claim(
    *, marketplace_id: UUID, claim_id: UUID, audience: str
) -> tuple[FiledNotice, ...]:
    """Answer what one side was told of a claim, the latest first."""
    rows = Notice.objects.filter(
        marketplace_id=marketplace_id, claim_id=claim_id, audience=audience
    ).order_by("-at", "-seq")
    return _filed(marketplace_id, list(rows))


def inbox(
    *, marketplace_id: UUID, party_id: UUID, limit: int, offset: int
) -> tuple[FiledNotice, ...]:
    """Answer a party's notices, the latest first."""
    rows = Notice.objects.filter(marketplace_id=marketplace_id, party_id=party_id)
    return _filed(marketplace_id, list(rows.order_by("-at", "-seq")[offset : offset + limit]))


def count_inbox(*, marketplace_id: UUID, party_id: UUID) -> tuple[int, int]:
    """Answer how many notices a party has, and how many of them it has not read."""
    rows = Notice.objects.filter(marketplace_id=marketplace_id, party_id=party_id)
    return rows.count(), rows.filter(read_at=None).count()


def _filed(marketplace_id: UUID, rows: list[Notice]) -> tuple[FiledNotice, ...]:
    references = references_of(
        marketplace_id=marketplace_id, claim_ids={row.claim_id for row in rows}
    )
    return tuple(
        FiledNotice(
            notice_id=row.id,
            claim_id=row.claim_id,
            audience=row.audience,
            subject=row.subject,
            text=row.text,
            at=row.at,
            is_read=row.read_at is not None,
            claim_reference=references[row.claim_id],
        )
        for row in rows
    )
