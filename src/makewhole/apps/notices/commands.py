"""Putting notices on file, from events that were journaled (P6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.formats import date_format

from makewhole.apps.claims.queries import ToldClaim, claims_to_tell
from makewhole.apps.claims.translate import to_event
from makewhole.apps.journal.queries import events_in
from makewhole.apps.notices.amounts import money_text
from makewhole.apps.notices.models import Notice
from makewhole.apps.notices.wording import words_for
from makewhole.core.kernel.canonical import canonical_json, to_json
from makewhole.core.kernel.money import Money
from makewhole.core.notices.plan import Audience, Fact, PlannedNotice, plan_steps

_FILE = """
INSERT INTO notices_notice
    (marketplace_id, id, claim_id, seq, audience, party_id, message, facts, subject, text,
     enclosed_id, at)
SELECT %s, * FROM unnest(
    %b::uuid[], %b::uuid[], %b::int[], %b::text[], %b::uuid[], %b::text[], %b::text[], %b::text[],
    %b::text[], %b::uuid[], %b::timestamptz[])
ON CONFLICT (claim_id, seq, audience, message) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Happened:
    """A stretch of a claim's stream that nobody was told of yet; both ends included."""

    claim_id: UUID
    first_seq: int
    last_seq: int


def file_notices(*, marketplace_id: UUID, happened: Sequence[Happened]) -> int:
    """Put every notice on file that these events owe; what is on file already stays as it is.

    Call inside a transaction. Answers how many notices were planned.
    """
    claims = claims_to_tell(
        marketplace_id=marketplace_id, claim_ids=[stretch.claim_id for stretch in happened]
    )
    events = events_in(
        marketplace_id=marketplace_id,
        ranges=[(s.claim_id, s.first_seq, s.last_seq) for s in happened],
    )
    rows: list[tuple[object, ...]] = []
    for claim_id, stream in groupby(events, key=lambda stored: stored.stream_id):
        claim, stretch = claims[claim_id], tuple(stream)
        planned = plan_steps(
            [to_event(stored) for stored in stretch],
            seller_is_known=claim.seller_id is not None,
            was_filed=claim.was_filed,
            may_begin_anew=claim.file_by is not None,
            insurer_is_known=claim.insurer_id is not None,
        )
        rows.extend(
            _row(claim, stored.seq, stored.at, notice)
            for stored, notices in zip(stretch, planned, strict=True)
            for notice in notices
        )
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_FILE, [marketplace_id, *([row[i] for row in rows] for i in range(11))])
    return len(rows)


def _row(claim: ToldClaim, seq: int, at: datetime, notice: PlannedNotice) -> tuple[object, ...]:
    subject, text = _said(claim, at, notice)
    party_id = {
        Audience.CLAIMANT: claim.buyer_id,
        Audience.SELLER: claim.seller_id,
        Audience.INSURER: claim.insurer_id,
    }.get(notice.audience)
    return (
        uuid5(claim.claim_id, f"notice:{seq}:{notice.audience}:{notice.message}"),
        claim.claim_id,
        seq,
        notice.audience.value,
        party_id,
        notice.message,
        canonical_json(to_json(dict(notice.facts))),
        subject,
        text,
        notice.enclosed_id,
        at,
    )


def _said(claim: ToldClaim, at: datetime, notice: PlannedNotice) -> tuple[str, str]:
    """Answer subject and text, with what is told in the same notice in its place."""
    told: dict[str, Fact] = {**notice.facts, "at": at}
    if claim.file_by is not None:
        told["file_by"] = claim.file_by
    values = {"reference": claim.reference, **_worded(told, claim)}
    words = notice.words or notice.message
    subject, text = words_for(notice.audience.value, words, values)
    before = [_said(claim, at, one)[1] for one in notice.before]
    after = [_said(claim, at, one)[1] for one in notice.after]
    return subject, "\n\n".join((*before, text, *after))


def _worded(facts: Mapping[str, Fact], claim: ToldClaim) -> dict[str, str]:
    """Write each value as its reader would: amounts with their currency, days in the market."""
    values = {}
    for name, fact in facts.items():
        if name.endswith("_minor") and isinstance(fact, int):
            values[name.removesuffix("_minor")] = money_text(Money(fact, claim.currency))
        else:
            values[name] = _text(fact, claim.zone)
    return values


def _text(fact: Fact, zone: ZoneInfo) -> str:
    match fact:
        case datetime():
            return _instant(fact.astimezone(zone))
        case date():
            return date_format(fact, "l, j F Y")
        case tuple():
            return ", ".join(fact)
        case _:
            return str(fact)


def _instant(local: datetime) -> str:
    """Write an instant; midnight is the end of the day before, which is how people count."""
    if (local.hour, local.minute) == (0, 0):
        return date_format((local - timedelta(days=1)).date(), "l, j F Y")
    return f"{date_format(local.date(), 'l, j F Y')}, {local:%H:%M}"


def mark_read(
    *, marketplace_id: UUID, party_id: UUID | None, audience: str = "", at: datetime
) -> None:
    """Remember that an inbox was read, as `queries.inbox` names it; call inside a transaction."""
    rows = Notice.objects.filter(marketplace_id=marketplace_id, party_id=party_id, read_at=None)
    if party_id is None:
        rows = rows.filter(audience=audience)
    rows.update(read_at=at.astimezone(UTC))
