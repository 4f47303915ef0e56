"""Inboxes: what was told to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, TextField, Value, When

from makewhole.apps.claims.queries import references_of
from makewhole.apps.notices.models import Delivery, DeliveryState, Notice
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
    enclosed = _enclosed(marketplace_id, rows)
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
            enclosed=enclosed[row.id],
        )
        for row in rows
    )


def _enclosed(marketplace_id: UUID, rows: Sequence[Notice]) -> dict[UUID, str | None]:
    """Answer the personal text that goes with each of these notices, as `FiledNotice` holds it."""
    texts = texts_of(
        marketplace_id=marketplace_id,
        text_ids={row.enclosed_id for row in rows if row.enclosed_id is not None},
        vault=this_vault(),
    )
    return {row.id: "" if row.enclosed_id is None else texts.get(row.enclosed_id) for row in rows}


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    """How many deliveries of a channel stand alike; `said` where the answer is our own."""

    channel: str
    state: str
    said: str
    count: int


def count_deliveries(*, marketplace_id: UUID) -> tuple[DeliveryCount, ...]:
    """Count deliveries by channel and state; of those not sent, by what is missing."""
    ours = Case(
        When(state=DeliveryState.NOT_SENT, then=F("said")),
        default=Value(""),
        output_field=TextField(),
    )
    rows = (
        Delivery.objects.filter(marketplace_id=marketplace_id)
        .annotate(ours=ours)
        .values_list("channel", "state", "ours")
        .annotate(number=Count("notice_id"))
        .order_by("channel", "state", "ours")
    )
    return tuple(DeliveryCount(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """One notice of one party, whole, as its letter needs it."""

    notice_id: UUID
    claim_id: UUID
    claim_reference: str
    appeal_id: UUID | None  # Of whose stream `seq` is; None: the claim's.
    seq: int
    audience: str
    message: str
    language: str
    subject: str
    text: str
    enclosed: str | None  # As `FiledNotice` holds it.
    at: datetime


class NoticeNotFound(Exception):
    """There is no such notice, or it is somebody else's: the answer is the same."""


def notice_of_party(*, marketplace_id: UUID, notice_id: UUID, party_id: UUID) -> ToldNotice:
    """Answer one notice to the party that it was told to.

    Raises:
        NoticeNotFound: There is none of that id that is theirs.
    """
    row = Notice.objects.filter(
        marketplace_id=marketplace_id, id=notice_id, party_id=party_id
    ).first()
    if row is None:
        raise NoticeNotFound(notice_id)
    references = references_of(marketplace_id=marketplace_id, claim_ids={row.claim_id})
    return ToldNotice(
        notice_id=row.id,
        claim_id=row.claim_id,
        claim_reference=references[row.claim_id],
        appeal_id=row.appeal_id,
        seq=row.seq,
        audience=row.audience,
        message=row.message,
        language=row.language,
        subject=row.subject,
        text=row.text,
        enclosed=_enclosed(marketplace_id, [row])[row.id],
        at=row.at,
    )
