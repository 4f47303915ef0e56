"""The desk: many claims locked, thought about one by one, and written together.

One command and a sweep of five hundred take the same path: lock orders, then claims, in one order;
think in `core.claim.handle`; write each table with one statement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from makewhole.apps.claims import translate
from makewhole.apps.journal.commands import NewEffect, append, put_effects, set_clocks
from makewhole.apps.journal.streams import Head, chain
from makewhole.apps.ledger.commands import Posting, post
from makewhole.apps.orders.commands import Refund, raise_refunds
from makewhole.core.claim import events as e
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import PartAllowed
from makewhole.core.kernel.canonical import canonical_json, sha256_of

_LOCK_CLAIMS = """
SELECT id, reference, market_code, order_id, terms_hash, version, head_hash, state
FROM claims_claim WHERE marketplace_id = %s AND id = ANY (%s::uuid[]) ORDER BY id FOR UPDATE
"""

_ORDERS_OF = """
SELECT id, order_id FROM claims_claim WHERE marketplace_id = %s AND id = ANY (%s::uuid[])
"""

_COLUMNS = (
    ("id", "uuid"),
    ("reference", "text"),
    ("market_code", "text"),
    ("order_id", "uuid"),
    ("buyer_id", "uuid"),
    ("seller_id", "uuid"),
    ("ground", "text"),
    ("currency", "text"),
    ("opened_by", "text"),
    ("opened_at", "timestamptz"),
    ("filed_at", "timestamptz"),
    ("terms_hash", "text"),
    ("stage", "text"),
    ("closed_as", "text"),
    ("next_actor", "text"),
    ("due_at", "timestamptz"),
    ("paid_total_minor", "bigint"),
    ("settled_minor", "bigint"),
    ("version", "int"),
    ("head_hash", "text"),
    ("state", "text"),
)
_NAMES = ", ".join(name for name, _ in _COLUMNS)
_MOVING = ("ground", "filed_at", "stage", "closed_as", "next_actor", "due_at",
           "paid_total_minor", "settled_minor", "version", "head_hash", "state")  # fmt: skip

_WRITE_CLAIMS = f"""
INSERT INTO claims_claim (marketplace_id, {_NAMES})
SELECT %s, * FROM unnest({", ".join(f"{'%b' if kind == 'text' else '%s'}::{kind}[]" for _, kind in _COLUMNS)})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in _MOVING)}
"""  # noqa: S608 - names of our own columns, no input

_WRITE_LINES = """
INSERT INTO claims_claimline
    (marketplace_id, claim_id, order_id, line_number, quantity, ground, is_open)
SELECT %s, * FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::int[], %b::text[], %s::bool[])
ON CONFLICT (claim_id, line_number) DO UPDATE
    SET ground = EXCLUDED.ground, is_open = EXCLUDED.is_open
"""

_WRITE_DETERMINATIONS = """
INSERT INTO claims_determination
    (marketplace_id, id, claim_id, seq, terms_hash, outcome, payer, bearer, clause, currency,
     payable_minor, decided_by, determined_at, body, hash)
SELECT %s, * FROM unnest(
    %s::uuid[], %s::uuid[], %s::int[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[],
    %b::text[], %s::bigint[], %b::text[], %s::timestamptz[], %b::text[], %b::text[])
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
class Written:
    """One handled claim, ready to be written."""

    handled: Handled
    order: OrderOnFile
    reference: str
    market_code: str
    terms_hash: str
    before: Claim | None
    head: Head


def orders_of(*, marketplace_id: UUID, claim_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Answer each claim's order, without a lock: orders are locked before claims."""
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS_OF, [marketplace_id, list(claim_ids)])
        return dict(cursor.fetchall())


def lock_claims(*, marketplace_id: UUID, claim_ids: Sequence[UUID]) -> dict[UUID, OnDesk]:
    """Lock these claims, whose orders are locked already, and answer them as folded."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_CLAIMS, [marketplace_id, list(claim_ids)])
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
    _write_claims(marketplace_id, written, heads)
    _write_lines(marketplace_id, written)
    append(marketplace_id=marketplace_id, command_id=command_id, additions=additions)
    _write_determinations(marketplace_id, written)
    raise_refunds(marketplace_id=marketplace_id, refunds=_refunds(written))
    post(marketplace_id=marketplace_id, postings=_postings(written))
    set_clocks(
        marketplace_id=marketplace_id,
        stream_kind=translate.STREAM_KIND,
        clocks=[(w.handled.claim.claim_id, w.handled.clocks) for w in written],
    )
    put_effects(marketplace_id=marketplace_id, effects=_effects(written))


def _write_claims(marketplace_id: UUID, written: Sequence[Written], heads: Sequence[Head]) -> None:
    rows = [_claim_row(w, head) for w, head in zip(written, heads, strict=True)]
    columns = [[row[name] for row in rows] for name, _ in _COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_CLAIMS, [marketplace_id, *columns])


def _claim_row(w: Written, head: Head) -> Mapping[str, object]:
    claim = w.handled.claim
    due_at = min((clock.due_at for clock in w.handled.clocks), default=None)
    return {
        "id": claim.claim_id,
        "reference": w.reference,
        "market_code": w.market_code,
        "order_id": claim.order_id,
        "buyer_id": w.order.buyer_id,
        "seller_id": claim.seller_id,
        "ground": claim.ground.value if claim.ground is not None else None,
        "currency": claim.currency,
        "opened_by": claim.opened_by.value,
        "opened_at": claim.opened_at,
        "filed_at": claim.filed_at,
        "terms_hash": w.terms_hash,
        "stage": claim.stage.value,
        "closed_as": claim.closed_as.value if claim.closed_as is not None else None,
        "next_actor": claim.next_actor.value if claim.next_actor is not None else None,
        "due_at": due_at,
        "paid_total_minor": claim.paid_total_minor,
        "settled_minor": claim.settled_minor,
        "version": head.seq,
        "head_hash": head.hash,
        "state": translate.claim_to_text(claim),
    }


def _write_lines(marketplace_id: UUID, written: Sequence[Written]) -> None:
    """Write lines only where they changed: a claim began, was filed, closed or opened again."""
    rows = [
        (
            w.handled.claim.claim_id,
            w.handled.claim.order_id,
            line.number,
            line.quantity,
            w.handled.claim.ground.value if w.handled.claim.ground is not None else "",
            not w.handled.claim.is_closed,
        )
        for w in written
        if w.before is None
        or w.before.ground is not w.handled.claim.ground
        or w.before.is_closed is not w.handled.claim.is_closed
        for line in w.handled.claim.lines
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE_LINES, [marketplace_id, *([row[i] for row in rows] for i in range(6))]
            )


def _write_determinations(marketplace_id: UUID, written: Sequence[Written]) -> None:
    rows = []
    for w in written:
        for weighing in w.handled.weighings:
            determined = weighing.determined
            body = translate.determination_body(weighing)
            rows.append(
                (
                    determined.determination_id,
                    w.handled.claim.claim_id,
                    w.head.seq + 1 + w.handled.events.index(determined),
                    w.terms_hash,
                    determined.outcome,
                    determined.payer,
                    determined.bearer,
                    determined.clause,
                    w.handled.claim.currency,
                    determined.payable_minor,
                    translate.actor_text(determined.by),
                    determined.at,
                    body,
                    sha256_of(body),
                )
            )
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE_DETERMINATIONS,
                [marketplace_id, *([row[i] for row in rows] for i in range(14))],
            )


def _refunds(written: Sequence[Written]) -> list[Refund]:
    """Raise on each order line what its claim allows now beyond what it allowed before."""
    refunds = []
    for w in written:
        before = _allowed(w.before.parts) if w.before is not None else {}
        after = _allowed(w.handled.claim.parts)
        for number in sorted({number for number, _ in after}):
            item, shipping = (
                after.get((number, kind), 0) - before.get((number, kind), 0)
                for kind in ("order_line", "shipping")
            )
            if item or shipping:
                refunds.append(Refund(w.handled.claim.order_id, number, item, shipping))
    return refunds


def _allowed(parts: Sequence[PartAllowed]) -> dict[tuple[int, str], int]:
    return {(part.line_number, part.kind): part.allowed_minor for part in parts}


def _postings(written: Sequence[Written]) -> list[Posting]:
    postings: list[Posting] = []
    for w in written:
        determination_id = None
        for i, (event, transfers) in enumerate(
            zip(w.handled.events, w.handled.transfers, strict=True)
        ):
            if isinstance(event, e.ClaimDetermined):
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
    key = f"{claim.claim_id}:{key}"
    text = canonical_json({"claim_id": str(claim.claim_id), "currency": claim.currency, **body})
    return NewEffect(uuid5(claim.claim_id, f"{kind}:{key}"), kind, key, text, at)
