"""Inboxes: what was told to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from makewhole.apps.claims.queries import references_of
from makewhole.apps.notices.models import Notice
from makewhole.apps.parties.texts import texts_of
from makewhole.apps.parties.vault import this_vault


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
    enclosed: str | None  # A personal text that goes with it; empty: none does. None: erased.


def notices_of_claim(
    *, marketplace_id: UUID, claim_id: UUID, reference: str, audience: str
) -> tuple[FiledNotice, ...]:
    """Answer what one side was told of a claim, the latest first."""
    rows = Notice.objects.filter(
        marketplace_id=marketplace_id, claim_id=claim_id, audience=audience
    ).order_by("-at", "-seq")
    return _filed(marketplace_id, list(rows), {claim_id: reference})


def inbox(
    *, marketplace_id: UUID, party_id: UUID | None, audience: str = "", limit: int, offset: int
) -> tuple[FiledNotice, ...]:
    """Answer a party's notices, or those to an audience of which somebody is on duty.

    The latest come first. `party_id` is None for an audience, such as the leads.
    """
    rows = _to(marketplace_id, party_id, audience).order_by("-at", "-seq")
    found = list(rows[offset : offset + limit])
    references = references_of(
        marketplace_id=marketplace_id, claim_ids={row.claim_id for row in found}
    )
    return _filed(marketplace_id, found, references)


def count_inbox(
    *, marketplace_id: UUID, party_id: UUID | None, audience: str = ""
) -> tuple[int, int]:
    """Answer how many notices an inbox has, and how many of them nobody has read."""
    counted = _to(marketplace_id, party_id, audience).aggregate(
        total=Count("id"), unread=Count("id", filter=Q(read_at=None))
    )
    return counted["total"], counted["unread"]


def _to(marketplace_id: UUID, party_id: UUID | None, audience: str) -> QuerySet[Notice]:
    rows = Notice.objects.filter(marketplace_id=marketplace_id, party_id=party_id)
    return rows if party_id is not None else rows.filter(audience=audience)


def _filed(
    marketplace_id: UUID, rows: list[Notice], references: Mapping[UUID, str]
) -> tuple[FiledNotice, ...]:
    enclosed = texts_of(
        marketplace_id=marketplace_id,
        text_ids={row.enclosed_id for row in rows if row.enclosed_id is not None},
        vault=this_vault(),
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
            enclosed=enclosed.get(row.enclosed_id) if row.enclosed_id is not None else "",
        )
        for row in rows
    )
