"""The rows of a claim as they are written: its latest fold, its lines, its determinations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import translate
from makewhole.apps.journal.streams import Head
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.state import Claim

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
    ("occurrence_id", "uuid"),
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
# Lists go in binary, here and wherever many rows are written: as text, each word, id and time
# is searched for what must be escaped, and takes five to sixteen times as long.
_ARRAYS = ", ".join(f"%b::{kind}[]" for _, kind in _COLUMNS)
_MOVING = ("buyer_id", "occurrence_id", "ground", "filed_at", "stage", "closed_as", "next_actor",
           "due_at", "paid_total_minor", "settled_minor", "version", "head_hash",
           "state")  # fmt: skip

_WRITE_CLAIMS = f"""
INSERT INTO claims_claim (marketplace_id, {_NAMES})
SELECT %s, * FROM unnest({_ARRAYS})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = EXCLUDED.{name}" for name in _MOVING)}
"""  # noqa: S608 - names of our own columns, no input

_WRITE_LINES = """
INSERT INTO claims_claimline
    (marketplace_id, claim_id, order_id, line_number, quantity, ground, is_open, claimant_id)
SELECT %s, * FROM unnest(
    %b::uuid[], %b::uuid[], %b::int[], %b::int[], %b::text[], %b::bool[], %b::uuid[])
ON CONFLICT (claim_id, line_number) DO UPDATE
    SET ground = EXCLUDED.ground, is_open = EXCLUDED.is_open, claimant_id = EXCLUDED.claimant_id
"""

_WRITE_DETERMINATIONS = """
INSERT INTO claims_determination
    (marketplace_id, id, claim_id, seq, terms_hash, outcome, payer, bearer, clause, currency,
     payable_minor, decided_by, determined_at, body, hash)
SELECT %s, * FROM unnest(
    %b::uuid[], %b::uuid[], %b::int[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[],
    %b::text[], %b::bigint[], %b::text[], %b::timestamptz[], %b::text[], %b::text[])
"""


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

    @property
    def claimant_id(self) -> UUID | None:
        """Answer who claims: whom the claim names, else the buyer of its order."""
        return self.handled.claim.claimant_id or self.order.buyer_id


def occurrence_of(claim: Claim | None) -> UUID | None:
    """Answer the event to which a claim was found to belong."""
    if claim is None or claim.loss is None or claim.loss.occurrence is None:
        return None
    return claim.loss.occurrence.occurrence_id


def write_claims(marketplace_id: UUID, written: Sequence[Written], heads: Sequence[Head]) -> None:
    """Write each claim's latest fold, with its copies for queues and counts."""
    rows = [_claim_row(w, head) for w, head in zip(written, heads, strict=True)]
    columns = [[row[name] for row in rows] for name, _ in _COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_CLAIMS, [marketplace_id, *columns])


def _claim_row(w: Written, head: Head) -> Mapping[str, object]:
    claim = w.handled.claim
    return {
        "id": claim.claim_id,
        "reference": w.reference,
        "market_code": w.market_code,
        "order_id": claim.order_id,
        "buyer_id": w.claimant_id,
        "seller_id": claim.seller_id,
        "ground": claim.ground.value if claim.ground is not None else None,
        "currency": claim.currency,
        "opened_by": claim.opened_by.value,
        "opened_at": claim.opened_at,
        "filed_at": claim.filed_at,
        "terms_hash": w.terms_hash,
        "occurrence_id": occurrence_of(claim),
        "stage": claim.stage.value,
        "closed_as": claim.closed_as.value if claim.closed_as is not None else None,
        "next_actor": claim.next_actor.value if claim.next_actor is not None else None,
        "due_at": claim.due_at,
        "paid_total_minor": claim.paid_total_minor,
        "settled_minor": claim.settled_minor,
        "version": head.seq,
        "head_hash": head.hash,
        "state": translate.claim_to_text(claim),
    }


def write_lines(marketplace_id: UUID, written: Sequence[Written]) -> None:
    """Write lines only where they changed: a claim began, was filed, closed or opened again."""
    rows = [
        (
            w.handled.claim.claim_id,
            w.handled.claim.order_id,
            line.number,
            line.quantity,
            w.handled.claim.taken_ground or "",
            not w.handled.claim.is_closed,
            w.claimant_id,
        )
        for w in written
        if w.before is None
        or w.before.taken_ground is not w.handled.claim.taken_ground
        or w.before.is_closed is not w.handled.claim.is_closed
        or w.before.claimant_id != w.handled.claim.claimant_id
        for line in w.handled.claim.lines
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE_LINES, [marketplace_id, *([row[i] for row in rows] for i in range(7))]
            )


def write_determinations(marketplace_id: UUID, written: Sequence[Written]) -> None:
    """Write each determination whole."""
    rows = []
    for w in written:
        for weighing in w.handled.weighings:
            determined = weighing.determined
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
                    weighing.body,
                    determined.body_hash,
                )
            )
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE_DETERMINATIONS,
                [marketplace_id, *([row[i] for row in rows] for i in range(14))],
            )
