"""The desk: many claims locked, thought about one by one, and written together.

One command and a sweep of five hundred take the same path: lock orders, then claims, in one order;
think in `core.claim.handle`; write each table with one statement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from makewhole.apps.claims import rows, translate
from makewhole.apps.claims.loss_drafts import forget_drafts
from makewhole.apps.claims.occurrences import raise_occurrences
from makewhole.apps.claims.rows import Written
from makewhole.apps.journal.commands import (
    ClocksOf,
    NewEffect,
    append,
    put_effects,
    set_clocks,
)
from makewhole.apps.journal.streams import Head, chain
from makewhole.apps.ledger.commands import Posting, post
from makewhole.apps.orders.commands import Refund, raise_refunds
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.order import refunds_of
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.canonical import canonical_json

# A join and not a list: the planner, new to a table, would rather walk through a whole marketplace.
_LOCK_CLAIMS = """
SELECT claim.id, reference, market_code, order_id, terms_hash, version, head_hash, state
FROM unnest(%b::uuid[]) AS wanted (id) JOIN claims_claim claim ON claim.id = wanted.id
WHERE claim.marketplace_id = %s ORDER BY claim.id FOR UPDATE OF claim
"""

# Orders come first in the one order of locks, so a sweep locks orders, never clock rows; those that
# somebody works on are passed over, and the next ones taken.
_TAKE_DUE = """
SELECT clock.stream_id, clock.name, claim.order_id
FROM journal_runningclock clock
JOIN claims_claim claim ON claim.id = clock.stream_id
JOIN orders_order o ON o.id = claim.order_id
WHERE clock.marketplace_id = %s AND clock.state = 'running' AND clock.due_at <= %s
  AND clock.stream_kind = %s AND clock.stream_id <> ALL (%b::uuid[])
ORDER BY clock.due_at LIMIT %s FOR UPDATE OF o SKIP LOCKED
"""

_ORDERS_OF = """
SELECT id, order_id FROM claims_claim WHERE marketplace_id = %s AND id = ANY (%b::uuid[])
"""


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A claim's row beside its folded value: where the stream stands, and its fixed facts."""

    claim: Claim
    reference: str
    market_code: str
    terms_hash: str
    head: Head


@dataclass(frozen=True, slots=True)
class DueClock:
    """A clock that is due, and the order of its claim, which is locked."""

    claim_id: UUID
    clock: str
    order_id: UUID


def take_due(
    *, marketplace_id: UUID, at: datetime, limit: int, passing_over: Sequence[UUID] = ()
) -> tuple[DueClock, ...]:
    """Lock the orders of claims whose clocks are due, the longest overdue first.

    One clock of each order is answered: the next one has to see what this one's consequence wrote,
    so it is taken by the next call.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE_DUE, [marketplace_id, at, translate.STREAM_KIND, list(passing_over), limit]
        )
        first_of: dict[UUID, DueClock] = {}
        for row in cursor.fetchall():
            due = DueClock(*row)
            first_of.setdefault(due.order_id, due)
    return tuple(first_of.values())


def orders_of(*, marketplace_id: UUID, claim_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Answer each claim's order, without a lock: orders are locked before claims."""
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS_OF, [marketplace_id, list(claim_ids)])
        return dict(cursor.fetchall())


def lock_claims(*, marketplace_id: UUID, claim_ids: Sequence[UUID]) -> dict[UUID, OnDesk]:
    """Lock these claims, whose orders are locked already, and answer them as folded."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_CLAIMS, [list(claim_ids), marketplace_id])
        rows = cursor.fetchall()
    return {
        row[0]: OnDesk(
            claim=translate.claim_from_text(row[7]),
            reference=row[1],
            market_code=row[2],
            terms_hash=row[4],
            head=Head(row[5], row[6]),
        )
        for row in rows
    }


def write(*, marketplace_id: UUID, command_id: UUID, written: Sequence[Written]) -> None:
    """Write what was handled: journal, rows, determinations, refunds, books, clocks, effects.

    Raises:
        IntegrityError: A constraint does not hold; `reasons.refusal_of` words the known ones.
    """
    additions = [
        chain(
            marketplace_id=marketplace_id,
            stream_kind=translate.STREAM_KIND,
            stream_id=w.handled.claim.claim_id,
            after=w.head,
            events=[translate.to_new_event(event) for event in w.handled.events],
        )
        for w in written
    ]
    heads = [addition.head_after(w.head) for addition, w in zip(additions, written, strict=True)]
    rows.write_claims(marketplace_id, written, heads)
    rows.write_lines(marketplace_id, written)
    append(marketplace_id=marketplace_id, command_id=command_id, additions=additions)
    rows.write_determinations(marketplace_id, written)
    raise_occurrences(marketplace_id=marketplace_id, written=written)
    raise_refunds(marketplace_id=marketplace_id, refunds=_refunds(written))
    post(marketplace_id=marketplace_id, postings=_postings(written))
    set_clocks(
        marketplace_id=marketplace_id,
        stream_kind=translate.STREAM_KIND,
        clocks=[
            ClocksOf(
                w.handled.claim.claim_id,
                running=w.handled.clocks,
                ran=tuple(clock.name for clock in deadlines(w.before)) if w.before else (),
            )
            for w in written
        ],
    )
    put_effects(marketplace_id=marketplace_id, effects=_effects(written))
    forget_drafts(
        marketplace_id=marketplace_id,
        claim_ids=[w.handled.claim.claim_id for w in written if _ends_draft_of_loss(w)],
    )


def _ends_draft_of_loss(w: Written) -> bool:
    """Answer whether a loss was a draft until now, so that what was typed of it is not needed."""
    was = w.before
    is_over = w.handled.claim.stage is not Stage.DRAFT
    return was is not None and was.stage is Stage.DRAFT and was.is_loss and is_over


def _refunds(written: Sequence[Written]) -> list[Refund]:
    """Raise on each order line what its claim allows now beyond what it allowed before."""
    refunds = []
    for w in written:
        lines = w.handled.claim.lines
        before = refunds_of(lines, w.before.parts) if w.before is not None else {}
        after = refunds_of(lines, w.handled.claim.parts)
        for number in sorted({number for number, _ in after}):
            item, shipping = (
                after.get((number, kind), 0) - before.get((number, kind), 0)
                for kind in ("order_line", "shipping")
            )
            if item or shipping:
                refunds.append(Refund(w.handled.claim.order_id, number, item, shipping))
    return refunds


def _postings(written: Sequence[Written]) -> list[Posting]:
    postings: list[Posting] = []
    for w in written:
        determination_id = None
        for i, (event, transfers) in enumerate(
            zip(w.handled.events, w.handled.transfers, strict=True)
        ):
            if isinstance(event, e.ClaimDetermined | e.ContestEnded | le.CostMoved):
                determination_id = event.determination_id
            elif isinstance(event, e.PayoutOrdered | e.PayoutSettled | e.PayoutFailed):
                determination_id = event.payout_id  # A payout's id is its determination's (P4).
            postings.extend(
                Posting(
                    transfer=transfer,
                    claim_id=w.handled.claim.claim_id,
                    determination_id=determination_id,
                    event_seq=w.head.seq + 1 + i,
                    occurred_at=event.at,
                )
                for transfer in transfers
            )
    return postings


def _effects(written: Sequence[Written]) -> list[NewEffect]:
    """Leave for the worker: notices of all new events, and each payout that was ordered."""
    effects = []
    for w in written:
        claim = w.handled.claim
        first, last = w.head.seq + 1, w.head.seq + len(w.handled.events)
        at = w.handled.events[-1].at
        effects.append(
            _effect(claim, "notices", f"{first}-{last}", {"first": first, "last": last}, at)
        )
        effects.extend(
            _effect(
                claim,
                "changes",
                str(event.determination_id),
                {"determination_id": str(event.determination_id)},
                event.at,
            )
            for event in w.handled.events
            if isinstance(event, e.ClaimDetermined)
        )
        effects.extend(
            _effect(
                claim,
                "payout",
                f"{event.payout_id}:{event.attempt}",
                {
                    "payout_id": str(event.payout_id),
                    "attempt": event.attempt,
                    "amount_minor": str(event.amount_minor),
                },
                event.at,
            )
            for event in w.handled.events
            if isinstance(event, e.PayoutOrdered)
        )
    return effects


def _effect(
    claim: Claim, kind: str, key: str, body: Mapping[str, object], at: datetime
) -> NewEffect:
    text = canonical_json({"claim_id": str(claim.claim_id), "currency": claim.currency, **body})
    return NewEffect(uuid5(claim.claim_id, f"{kind}:{key}"), kind, text, at)
