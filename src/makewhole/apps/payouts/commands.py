"""Sending money, in two phases: written down as pending first, then handed to the rail (P4).

Every function may run twice: a payout's id is its determination's, and the rail gets one key for
each attempt. What the rail says is told to the claim, which alone decides what follows.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from makewhole.apps.claims.commands import change_claim
from makewhole.apps.journal.commands import NewEffect, put_effects
from makewhole.apps.payouts.models import Payout
from makewhole.apps.payouts.ports import PayoutOrder, Rail, RailAnswer, RailState
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Case, Handled
from makewhole.core.kernel.canonical import canonical_json
from makewhole.core.kernel.outcome import Refused


@dataclass(frozen=True, slots=True)
class OrderedPayout:
    """A payout as its claim ordered it: `attempt` counts how often it was handed to a rail."""

    payout_id: UUID
    claim_id: UUID
    attempt: int
    amount_minor: int
    currency: str


def send_payout(*, marketplace_id: UUID, ordered: OrderedPayout, rail: Rail, at: datetime) -> None:
    """Hand a payout to the rail; a repeated order of the same attempt changes nothing."""
    with transaction(marketplace_id):
        row, is_new = Payout.objects.select_for_update().get_or_create(
            id=ordered.payout_id,
            defaults={
                "marketplace_id": marketplace_id,
                "claim_id": ordered.claim_id,
                "amount_minor": ordered.amount_minor,
                "currency": ordered.currency,
                "rail": rail.name,
                "state": "pending",
                "attempts": ordered.attempt,
                "ordered_at": at,
                "changed_at": at,
            },
        )
        if not is_new and row.attempts < ordered.attempt:
            row.state, row.attempts, row.changed_at = "pending", ordered.attempt, at
            row.save(update_fields=["state", "attempts", "changed_at"])
        if row.state != "pending" or row.attempts > ordered.attempt:
            return
    answer = rail.send(_order(ordered), at=at)
    with transaction(marketplace_id):
        Payout.objects.filter(id=ordered.payout_id, state="pending").update(
            state="sent", rail_reference=answer.reference, sent_at=at, changed_at=at
        )
        _ask_later(marketplace_id, ordered, answer)


def ask_rail(*, marketplace_id: UUID, ordered: OrderedPayout, rail: Rail, at: datetime) -> None:
    """Ask the rail what became of a payout, and tell the claim what is new."""
    with transaction(marketplace_id):
        row = Payout.objects.get(id=ordered.payout_id)
        if row.attempts != ordered.attempt:
            return  # A later attempt speaks for the payout now.
        sent_at = row.sent_at or row.changed_at
    answer = rail.ask(_order(ordered), sent_at=sent_at, at=at)
    if answer.state is not RailState.PENDING:
        _record(marketplace_id, ordered, answer, at)
    with transaction(marketplace_id):
        _ask_later(marketplace_id, ordered, answer)


def _record(marketplace_id: UUID, ordered: OrderedPayout, answer: RailAnswer, at: datetime) -> None:
    """Tell the claim first: its journal decides, and the payout's row follows."""

    def think(case: Case) -> Handled | Refused:
        command = c.RecordPayout(
            payout_id=ordered.payout_id,
            result=answer.state.value,
            timetable=case.timetable,
            at=case.at,
        )
        return thinking.handle(case, command)

    told = change_claim(
        marketplace_id=marketplace_id, claim_id=ordered.claim_id, think=think, at=at
    )
    if isinstance(told, Refused):
        return  # The rail repeats itself, or speaks of what is over.
    with transaction(marketplace_id):
        Payout.objects.filter(id=ordered.payout_id, attempts=ordered.attempt).update(
            state=answer.state.value, changed_at=at
        )


def _order(ordered: OrderedPayout) -> PayoutOrder:
    return PayoutOrder(ordered.payout_id, ordered.attempt, ordered.amount_minor, ordered.currency)


def _ask_later(marketplace_id: UUID, ordered: OrderedPayout, answer: RailAnswer) -> None:
    if answer.ask_again_at is None:
        return
    key = f"{ordered.payout_id}:{ordered.attempt}:{answer.ask_again_at.isoformat()}"
    body = canonical_json(
        {
            "claim_id": str(ordered.claim_id),
            "payout_id": str(ordered.payout_id),
            "amount_minor": str(ordered.amount_minor),
            "currency": ordered.currency,
            "attempt": ordered.attempt,
        }
    )
    effect_id = uuid5(ordered.payout_id, f"rail:{key}")
    effect = NewEffect(effect_id, "rail", key, body, answer.ask_again_at)
    put_effects(marketplace_id=marketplace_id, effects=[effect])
