"""Proving the rows from the journal: everything is folded and decided again, and compared.

`makewhole verify` reads as the reader role and writes nothing. It names each difference with its
place, and the tables it covers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import queries as claims
from makewhole.apps.claims import translate
from makewhole.apps.claims.cases import RAIL
from makewhole.apps.claims.changes import altered_changes
from makewhole.apps.claims.replaying import replay
from makewhole.apps.journal import queries as journal
from makewhole.apps.journal.sealing import chain_hash
from makewhole.apps.journal.streams import GENESIS, NewEvent, event_hash
from makewhole.apps.ledger import queries as ledger
from makewhole.apps.ledger.commands import Posting
from makewhole.core.claim import events as e
from makewhole.core.claim.bookings import bookings
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.evolve import evolve
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.canonical import canonical_json, sha256_of

COVERED = (
    "journal_event",
    "journal_seal",
    "journal_runningclock",
    "claims_claim",
    "claims_determination",
    "claims_wouldhavechanged",
    "ledger_transfer",
    "orders_line",
    "payouts_payout",
)


@dataclass(slots=True)
class Verified:
    """What was proved, and what does not agree; each problem names the place."""

    streams: int = 0
    events: int = 0
    sealed: int = 0
    determinations: int = 0
    transfers: int = 0
    problems: list[str] = field(default_factory=list)

    def differs(self, kind: str, place: object, finding: str) -> None:
        """Note a difference."""
        self.problems.append(f"{kind} {place}: {finding}")


@dataclass(slots=True)
class _Expected:
    """What the journal says the other tables must hold."""

    claims: dict[UUID, tuple[Claim, int, str]] = field(default_factory=dict)
    transfers: dict[UUID, Posting] = field(default_factory=dict)
    determined: dict[UUID, e.ClaimDetermined] = field(default_factory=dict)
    event_hashes: dict[tuple[UUID, int], str] = field(default_factory=dict)


def verify(*, marketplace_id: UUID, progress: Callable[[str, int], None]) -> Verified:
    """Prove a marketplace's rows, books, hashes and determinations from its journal."""
    result = Verified()
    expected = _fold_streams(marketplace_id, result, progress)
    _compare_seals(marketplace_id, expected, result)
    _compare_claims(marketplace_id, expected, result)
    _compare_clocks(marketplace_id, expected, result)
    _compare_books(marketplace_id, expected, result)
    _compare_refunds(marketplace_id, expected, result)
    _compare_payouts(marketplace_id, expected, result)
    _replay(marketplace_id, expected, result, progress)
    return result


def _fold_streams(
    marketplace_id: UUID, result: Verified, progress: Callable[[str, int], None]
) -> _Expected:
    expected = _Expected()
    events = journal.all_events(marketplace_id=marketplace_id, stream_kind=translate.STREAM_KIND)
    for stream_id, stored in groupby(events, key=lambda event: event.stream_id):
        result.streams += 1
        progress("streams", result.streams)
        _fold_stream(marketplace_id, stream_id, stored, expected, result)
    return expected


def _fold_stream(
    marketplace_id: UUID,
    stream_id: UUID,
    stored: Iterator[journal.StoredEvent],
    expected: _Expected,
    result: Verified,
) -> None:
    claim: Claim | None = None
    seq, prev_hash = 0, GENESIS
    for event in stored:
        result.events += 1
        hashed = event_hash(
            marketplace_id=marketplace_id,
            stream_kind=event.stream_kind,
            stream_id=stream_id,
            seq=seq + 1,
            event=NewEvent(event.kind, event.version, event.at, event.actor, event.body),
            prev_hash=prev_hash,
        )
        if (event.seq, event.prev_hash, event.hash) != (seq + 1, prev_hash, hashed):
            result.differs("event", f"{stream_id}/{event.seq}", "the hash chain is broken here")
            return
        seq, prev_hash = event.seq, hashed
        expected.event_hashes[stream_id, seq] = hashed
        value = translate.to_event(event)
        claim = evolve(claim, value)
        _expect(claim, value, seq, expected)
    assert claim is not None
    expected.claims[stream_id] = (claim, seq, prev_hash)


def _expect(claim: Claim, event: e.Event, seq: int, expected: _Expected) -> None:
    if isinstance(event, e.ClaimDetermined):
        expected.determined[event.determination_id] = event
    for transfer in bookings(claim, event, rail=RAIL):
        posting = Posting(transfer, claim.claim_id, None, seq, event.at)
        expected.transfers[posting.transfer_id] = posting


def _compare_seals(marketplace_id: UUID, expected: _Expected, result: Verified) -> None:
    """Walk the sealed order: a gap, a changed event, a cut tail or a vanished stream shows."""
    chained, position = GENESIS, 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, stream_id, seq, event_hash, chain_hash FROM journal_seal"
            " WHERE marketplace_id = %s ORDER BY position",
            [marketplace_id],
        )
        for place, stream_id, seq, hashed, stored in cursor.fetchall():
            position += 1
            chained = chain_hash(chained, hashed)
            known = expected.event_hashes.get((stream_id, seq))
            if place != position or stored != chained:
                result.differs("seal", place, "the sealed order is broken here")
                return
            if known is not None and known != hashed:
                result.differs("seal", place, f"event {stream_id}/{seq} was changed")
            elif known is None and not _is_of_another_kind(marketplace_id, stream_id, seq, hashed):
                result.differs("seal", place, f"event {stream_id}/{seq} has vanished")
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


def _compare_claims(marketplace_id: UUID, expected: _Expected, result: Verified) -> None:
    missing = set(expected.claims)
    for row in claims.stored_claims(marketplace_id=marketplace_id):
        missing.discard(row.claim_id)
        found = expected.claims.get(row.claim_id)
        if found is None:
            result.differs("claim", row.claim_id, "the journal has no such stream")
            continue
        claim, seq, hashed = found
        due_at = min((clock.due_at for clock in deadlines(claim)), default=None)
        if row.state != translate.claim_to_text(claim):
            result.differs("claim", row.claim_id, "the row is not the fold of its journal")
        elif (row.version, row.head_hash) != (seq, hashed):
            result.differs("claim", row.claim_id, "the row stands at another event")
        elif (row.stage, row.due_at, row.paid_total_minor) != (
            claim.stage.value,
            due_at,
            claim.paid_total_minor,
        ):
            result.differs("claim", row.claim_id, "a column differs from the state beside it")
    for claim_id in missing:
        result.differs("claim", claim_id, "the row is missing")


def _compare_clocks(marketplace_id: UUID, expected: _Expected, result: Verified) -> None:
    wanted = {
        (claim_id, clock.name, clock.due_at)
        for claim_id, (claim, _, _) in expected.claims.items()
        for clock in deadlines(claim)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream_id, name, due_at FROM journal_runningclock"
            " WHERE marketplace_id = %s AND stream_kind = %s AND state = 'running'",
            [marketplace_id, translate.STREAM_KIND],
        )
        running: set[tuple[UUID, str, datetime]] = set(cursor.fetchall())
    for claim_id, name, due_at in wanted ^ running:
        verb = "does not run" if (claim_id, name, due_at) in wanted else "runs without a reason"
        result.differs("clock", f"{claim_id}/{name}", f"due {due_at:%Y-%m-%d %H:%M}: {verb}")


def _compare_books(marketplace_id: UUID, expected: _Expected, result: Verified) -> None:
    missing = dict(expected.transfers)
    totals: dict[str, int] = defaultdict(int)
    for booked in ledger.transfers(marketplace_id=marketplace_id):
        result.transfers += 1
        posting = missing.pop(booked.transfer_id, None)
        if posting is None:
            result.differs("transfer", booked.transfer_id, "no event of the journal moved it")
            continue
        transfer = posting.transfer
        if (
            booked.debit_code,
            booked.debit_owner,
            booked.credit_code,
            booked.credit_owner,
            booked.currency,
            booked.amount_minor,
            booked.claim_id,
        ) != (
            transfer.debit.code.value,
            str(transfer.debit.owner or ""),
            transfer.credit.code.value,
            str(transfer.credit.owner or ""),
            transfer.debit.currency,
            transfer.amount_minor,
            posting.claim_id,
        ):
            result.differs("transfer", booked.transfer_id, "it differs from the event behind it")
        if booked.currency != booked.credit_currency:
            result.differs("transfer", booked.transfer_id, "its accounts have two currencies")
    for transfer_id, posting in missing.items():
        result.differs("transfer", transfer_id, f"missing for claim {posting.claim_id}")
    for balance in ledger.balances(marketplace_id=marketplace_id):
        totals[balance.currency] += balance.balance_minor
    for currency, total in totals.items():
        if total != 0:
            result.differs("books", currency, f"they do not balance: {total} minor units (P10)")


def _compare_refunds(marketplace_id: UUID, expected: _Expected, result: Verified) -> None:
    """What claims raised on an order line is at most what stands there (P3)."""
    raised: dict[tuple[UUID, int], int] = defaultdict(int)
    for claim, _, _ in expected.claims.values():
        for part in claim.parts:
            raised[claim.order_id, part.line_number] += part.allowed_minor
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT order_id, number, refunded_item_minor + refunded_shipping_minor"
            " FROM orders_line WHERE marketplace_id = %s AND order_id = ANY (%s::uuid[])",
            [marketplace_id, list({order_id for order_id, _ in raised})],
        )
        standing = {(row[0], row[1]): row[2] for row in cursor.fetchall()}
    for (order_id, number), amount in raised.items():
        if standing.get((order_id, number), 0) < amount:
            result.differs(
                "order line", f"{order_id}/{number}", "less stands refunded than claimed"
            )


def _compare_payouts(marketplace_id: UUID, expected: _Expected, result: Verified) -> None:
    """Every payout cites one determination and moves exactly what that says (P4)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, amount_minor FROM payouts_payout WHERE marketplace_id = %s",
            [marketplace_id],
        )
        for payout_id, amount_minor in cursor.fetchall():
            determined = expected.determined.get(payout_id)
            if determined is None:
                result.differs("payout", payout_id, "no determination ordered it (P4)")
            elif determined.payable_minor != amount_minor:
                result.differs("payout", payout_id, "it moves another amount than determined")


def _replay(
    marketplace_id: UUID,
    expected: _Expected,
    result: Verified,
    progress: Callable[[str, int], None],
) -> None:
    """Decide every determination again from its recorded facts and terms (P8)."""
    missing = set(expected.determined)
    for stored in claims.stored_determinations(marketplace_id=marketplace_id):
        result.determinations += 1
        progress("determinations", result.determinations)
        missing.discard(stored.determination_id)
        if sha256_of(stored.body) != stored.hash:
            result.differs("determination", stored.determination_id, "its body was changed")
            continue
        if stored.determination_id not in expected.determined:
            result.differs("determination", stored.determination_id, "the journal has none")
            continue
        evaluation, answer = replay(marketplace_id=marketplace_id, stored=stored)
        if canonical_json(translate.answer_of(evaluation)) != canonical_json(answer):
            result.differs("determination", stored.determination_id, "it replays otherwise (P8)")
    for determination_id in missing:
        result.differs("determination", determination_id, "it is missing")
    for determination_id in altered_changes(marketplace_id=marketplace_id):
        result.differs("determination", determination_id, "what would have changed it was altered")
