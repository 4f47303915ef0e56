"""The journal itself: hash chains, the fold of every stream, and the sealed order."""

from collections.abc import Callable, Iterator
from itertools import groupby
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import translate
from makewhole.apps.claims.cases import RAIL
from makewhole.apps.journal import queries as journal
from makewhole.apps.journal.sealing import chain_hash
from makewhole.apps.journal.streams import GENESIS, NewEvent, event_hash
from makewhole.apps.ledger.commands import Posting
from makewhole.apps.reporting.proving.folded import (
    UNREADABLE,
    Folded,
    FoldedClaim,
    Made,
    Ordered,
    Verified,
)
from makewhole.apps.reporting.proving.notices import NoticeWalk
from makewhole.apps.reporting.proving.snapshot import rows_of
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.bookings import bookings
from makewhole.core.claim.evolve import evolve
from makewhole.core.claim.state import Claim

_SEALS = """
SELECT position, stream_id, seq, event_hash, chain_hash FROM journal_seal
WHERE marketplace_id = %(marketplace)s ORDER BY position
"""


def fold_streams(
    marketplace_id: UUID, result: Verified, progress: Callable[[str, int], None]
) -> Folded:
    """Fold every claim's stream, and note what the other tables must hold for it.

    Its notices, the most numerous rows, are compared at once.
    """
    folded = Folded()
    told = NoticeWalk(marketplace_id, result)
    events = journal.all_events(marketplace_id=marketplace_id, stream_kind=translate.STREAM_KIND)
    for stream_id, stored in groupby(events, key=lambda event: event.stream_id):
        result.streams += 1
        progress("streams", result.streams)
        if _fold_stream(marketplace_id, stream_id, stored, folded, result, told):
            told.close(folded.claims[stream_id].claim)
        else:
            told.pass_over(stream_id)
    told.end()
    return folded


def _fold_stream(
    marketplace_id: UUID,
    stream_id: UUID,
    stored: Iterator[journal.StoredEvent],
    folded: Folded,
    result: Verified,
    told: NoticeWalk,
) -> bool:
    """Fold one stream, and answer whether it could be read to its end."""
    claim: Claim | None = None
    seq, prev_hash = 0, GENESIS
    for event in stored:
        hashed = next_hash(marketplace_id, event, seq, prev_hash, result)
        if hashed is None:
            return False
        seq, prev_hash = event.seq, hashed
        folded.event_hashes[stream_id, seq] = hashed
        try:
            value = translate.to_event(event)
            claim = evolve(claim, value)
            _expect(claim, value, seq, folded)
            told.owe(claim, value, seq)
        except UNREADABLE as problem:
            result.differs("event", f"{stream_id}/{seq}", f"it cannot be read: {problem}")
            return False
    assert claim is not None
    folded.claims[stream_id] = FoldedClaim(claim, seq, prev_hash)
    return True


def next_hash(
    marketplace_id: UUID, event: journal.StoredEvent, seq: int, prev_hash: str, result: Verified
) -> str | None:
    """Answer the hash of the event that follows `seq` in its stream; None: the chain is broken."""
    result.events += 1
    hashed = event_hash(
        marketplace_id=marketplace_id,
        stream_kind=event.stream_kind,
        stream_id=event.stream_id,
        seq=seq + 1,
        event=NewEvent(event.kind, event.version, event.at, event.actor, event.body),
        prev_hash=prev_hash,
    )
    if (event.seq, event.prev_hash, event.hash) != (seq + 1, prev_hash, hashed):
        result.differs("event", f"{event.stream_id}/{event.seq}", "the hash chain is broken here")
        return None
    return hashed


def _expect(claim: Claim, event: e.Event, seq: int, folded: Folded) -> None:
    determination_id: UUID | None = None
    match event:
        case e.ClaimDetermined():
            determination_id = event.determination_id
            folded.determined[determination_id] = Made(event, claim, seq)
        case e.ContestEnded() | le.CostMoved():
            determination_id = event.determination_id
        case e.PayoutOrdered():
            determination_id = event.payout_id
            told = [frozenset({"pending", "sent"})]
            if event.payout_id in folded.payouts:
                told = folded.payouts[event.payout_id].told + told
            folded.payouts[event.payout_id] = Ordered(
                claim, event.attempt, event.amount_minor, told
            )
        case e.PayoutSettled():
            determination_id = event.payout_id
            folded.payouts[event.payout_id].told.append(frozenset({"settled"}))
        case e.PayoutFailed():
            determination_id = event.payout_id
            folded.payouts[event.payout_id].told.append(frozenset({"failed", "returned"}))
        case e.ReturnMoved(sealed=sealed) | e.FactStated(sealed=sealed) if sealed is not None:
            folded.texts[sealed.text_id] = sealed.commitment
        case le.ReleaseSigned(document=document) if document is not None:
            folded.texts[document.sealed.text_id] = document.sealed.commitment
            folded.documents[document.sealed.text_id] = document.document_hash
        case _:
            pass
    for transfer in bookings(claim, event, rail=RAIL):
        # A payout's id is its determination's (P4).
        posting = Posting(transfer, claim.claim_id, determination_id, seq, event.at)
        folded.transfers[posting.transfer_id] = posting


def compare_seals(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Walk the sealed order: a gap, a changed event, a cut tail or a vanished stream shows."""
    chained, position = GENESIS, 0
    for place, stream_id, seq, hashed, stored in rows_of(_SEALS, marketplace_id):
        position += 1
        chained = chain_hash(chained, hashed)
        known = folded.event_hashes.get((stream_id, seq))
        if place != position or stored != chained:
            result.differs("seal", place, "the sealed order is broken here")
            return
        if known is not None and known != hashed:
            result.differs("seal", place, f"event {stream_id}/{seq} was changed")
        elif known is None and not _is_of_another_kind(marketplace_id, stream_id, seq, hashed):
            result.differs("seal", place, f"event {stream_id}/{seq} has vanished")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, chain_hash FROM journal_sealhead WHERE marketplace_id = %s",
            [marketplace_id],
        )
        head = cursor.fetchone()
    if head is not None and head != (position, chained):
        result.differs("seal", position, "the end of the sealed order is missing")
    result.sealed = position


def _is_of_another_kind(marketplace_id: UUID, stream_id: UUID, seq: int, hashed: str) -> bool:
    events = journal.events_of(
        marketplace_id=marketplace_id, stream_id=stream_id, after_seq=seq - 1
    )
    return bool(events) and events[0].seq == seq and events[0].hash == hashed
