"""Putting notices on file, from events that were journaled (P6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from uuid import UUID, uuid5

from django.db import connection
from django.utils import translation

from makewhole.apps.appeals.translate import to_event as to_appeal_event
from makewhole.apps.claims.queries import ToldClaim, claims_to_tell
from makewhole.apps.claims.translate import to_event
from makewhole.apps.journal.queries import StoredEvent, events_in, events_of
from makewhole.apps.notices.amounts import money_text
from makewhole.apps.notices.days import day_in_full, instant_in_full, written_language
from makewhole.apps.notices.deliveries import ToSend, queue_mails
from makewhole.apps.notices.models import Notice
from makewhole.apps.notices.wording import words_for
from makewhole.apps.parties.queries import languages_of
from makewhole.apps.programme.queries import terms_of
from makewhole.core.appeal.evolve import evolve
from makewhole.core.kernel.canonical import canonical_json, to_json
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.require import require
from makewhole.core.notices.appeals import plan_appeal_notices
from makewhole.core.notices.notice import Audience, Fact, PlannedNotice
from makewhole.core.notices.plan import plan_steps
from makewhole.core.terms.model import Terms

_FILE = """
INSERT INTO notices_notice
    (marketplace_id, id, claim_id, appeal_id, seq, audience, party_id, message, facts, language,
     subject, text, enclosed_id, at)
SELECT %s, * FROM unnest(
    %b::uuid[], %b::uuid[], %b::uuid[], %b::int[], %b::text[], %b::uuid[], %b::text[], %b::text[],
    %b::text[], %b::text[], %b::text[], %b::uuid[], %b::timestamptz[])
ON CONFLICT (claim_id, appeal_id, seq, audience, message) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Happened:
    """A stretch of a claim's stream that nobody was told of yet; both ends included."""

    claim_id: UUID
    first_seq: int
    last_seq: int
    appeal_id: UUID | None = None  # The stream is that of an appeal of the claim.


@dataclass(frozen=True, slots=True)
class _Row:
    """A notice as it is written down; its fields stand in the order of the statement."""

    notice_id: UUID
    claim_id: UUID
    appeal_id: UUID | None
    seq: int
    audience: str
    party_id: UUID | None
    message: str
    facts: str
    language: str
    subject: str
    text: str
    enclosed_id: UUID | None
    at: datetime


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
    languages = languages_of(marketplace_id=marketplace_id, party_ids=_parties(claims.values()))
    rows: list[_Row] = []
    for claim_id, stream in groupby(events, key=lambda stored: stored.stream_id):
        claim, stretch = claims[claim_id], tuple(stream)
        planned = plan_steps(
            [to_event(stored) for stored in stretch],
            seller_is_known=claim.seller_id is not None,
            was_filed=claim.was_filed,
            may_begin_anew=claim.file_by is not None,
            tendered_at=claim.tendered_at,
        )
        rows.extend(
            _row(marketplace_id, claim, stored, notice, languages)
            for stored, notices in zip(stretch, planned, strict=True)
            for notice in notices
        )
    return _write(marketplace_id, rows)


def file_appeal_notices(*, marketplace_id: UUID, happened: Sequence[Happened]) -> int:
    """Do the same for stretches of appeals' streams; each is folded to know whose it is."""
    claims = claims_to_tell(
        marketplace_id=marketplace_id, claim_ids=[stretch.claim_id for stretch in happened]
    )
    languages = languages_of(marketplace_id=marketplace_id, party_ids=_parties(claims.values()))
    rows: list[_Row] = []
    for stretch in happened:
        require(stretch.appeal_id is not None, "an appeal's notices name the appeal")
        assert stretch.appeal_id is not None
        claim, appeal = claims[stretch.claim_id], None
        for stored in events_of(marketplace_id=marketplace_id, stream_id=stretch.appeal_id):
            event = to_appeal_event(stored)
            appeal = evolve(appeal, event)
            if not stretch.first_seq <= stored.seq <= stretch.last_seq:
                continue
            planned = plan_appeal_notices(
                event, appeal, seller_is_known=claim.seller_id is not None
            )
            rows.extend(
                _row(marketplace_id, claim, stored, notice, languages, appeal_id=stretch.appeal_id)
                for notice in planned
            )
    return _write(marketplace_id, rows)


def _write(marketplace_id: UUID, rows: Sequence[_Row]) -> int:
    if rows:
        columns = [[getattr(row, name) for row in rows] for name in _Row.__slots__]
        with connection.cursor() as cursor:
            cursor.execute(_FILE, [marketplace_id, *columns])
        named = [row for row in rows if row.party_id is not None]
        queue_mails(
            marketplace_id=marketplace_id,
            to_send=[ToSend(row.notice_id, row.claim_id, row.at) for row in named],
        )
    return len(rows)


def _parties(claims: Iterable[ToldClaim]) -> set[UUID]:
    sides = (
        party for claim in claims for party in (claim.buyer_id, claim.seller_id, claim.insurer_id)
    )
    return {party for party in sides if party is not None}


def _row(
    marketplace_id: UUID,
    claim: ToldClaim,
    stored: StoredEvent,
    notice: PlannedNotice,
    languages: Mapping[UUID, str],
    *,
    appeal_id: UUID | None = None,
) -> _Row:
    """Word a notice in its reader's language, once and for good."""
    party_id = {
        Audience.CLAIMANT: claim.buyer_id,
        Audience.SELLER: claim.seller_id,
        Audience.INSURER: claim.insurer_id,
    }.get(notice.audience)
    chosen = languages.get(party_id, "") if party_id is not None else ""
    language = written_language(chosen, claim.language)
    with translation.override(language):
        subject, text = _said(marketplace_id, claim, stored.at, notice)
    stream_id = appeal_id or claim.claim_id
    return _Row(
        uuid5(stream_id, f"notice:{stored.seq}:{notice.audience}:{notice.message}"),
        claim.claim_id,
        appeal_id,
        stored.seq,
        notice.audience.value,
        party_id,
        notice.message,
        canonical_json(to_json(dict(notice.facts))),
        language,
        subject,
        text,
        notice.enclosed_id,
        stored.at,
    )


def _said(
    marketplace_id: UUID, claim: ToldClaim, at: datetime, notice: PlannedNotice
) -> tuple[str, str]:
    """Answer subject and text, with what is told in the same notice in its place."""
    told: dict[str, Fact] = {**notice.facts, "at": at}
    if claim.file_by is not None:
        told["file_by"] = claim.file_by
    values = {"reference": claim.reference, **_worded(told, claim, marketplace_id)}
    words = notice.words or notice.message
    subject, text = words_for(notice.audience.value, words, values)
    before = [_said(marketplace_id, claim, at, one)[1] for one in notice.before]
    after = [_said(marketplace_id, claim, at, one)[1] for one in notice.after]
    return subject, "\n\n".join((*before, text, *after))


def _worded(facts: Mapping[str, Fact], claim: ToldClaim, marketplace_id: UUID) -> dict[str, str]:
    """Write each value as its reader would: amounts with their currency, days in the market.

    Names out of the terms are called as the terms call them, in the language of the terms.
    """
    values = {}
    for name, fact in facts.items():
        if name.endswith("_minor") and isinstance(fact, int):
            values[name.removesuffix("_minor")] = money_text(Money(fact, claim.currency))
        else:
            values[name] = _text(fact, claim, marketplace_id)
    return values


def _text(fact: Fact, claim: ToldClaim, marketplace_id: UUID) -> str:
    match fact:
        case datetime():
            return instant_in_full(fact.astimezone(claim.zone))
        case date():
            return day_in_full(fact)
        case tuple():
            terms = terms_of(marketplace_id=marketplace_id, terms_hash=claim.terms_hash)
            return "; ".join(_called(terms, name) for name in fact)
        case _:
            return str(fact)


def _called(terms: Terms, name: str) -> str:
    known = terms.facts.get(name)
    return (known.label if known is not None else None) or name.replace("_", " ")


def mark_read(
    *, marketplace_id: UUID, party_id: UUID | None, audience: str = "", at: datetime
) -> None:
    """Remember that an inbox was read, as `queries.inbox` names it; call inside a transaction."""
    rows = Notice.objects.filter(marketplace_id=marketplace_id, party_id=party_id, read_at=None)
    if party_id is None:
        rows = rows.filter(audience=audience)
    rows.update(read_at=at.astimezone(UTC))
