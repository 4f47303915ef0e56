"""The worker: what falls due is drawn, what was decided is carried out, what happened is sealed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.apps.claims.changes import store_changes
from makewhole.apps.claims.commands import let_due_clocks_run_out
from makewhole.apps.journal.commands import finish_effects, take_effects
from makewhole.apps.journal.queries import TakenEffect, next_due_at
from makewhole.apps.journal.sealing import seal
from makewhole.apps.notices.commands import Happened, file_notices
from makewhole.apps.payouts.commands import OrderedPayout, ask_rail, send_payouts
from makewhole.apps.payouts.ports import Rail
from makewhole.apps.tenancy.commands import move_clock_forward
from makewhole.apps.tenancy.transactions import transaction

BATCH = 500


@dataclass(slots=True)
class Worked:
    """What one run did, in counts."""

    clocks: int = 0
    notices: int = 0
    payouts: int = 0
    sealed: int = 0


def work_what_is_due(*, marketplace_id: UUID, rail: Rail, at: datetime) -> Worked:
    """Do everything that is due at `at`, until nothing is; then seal the journal."""
    worked = Worked()
    while True:
        moved = let_due_clocks_run_out(marketplace_id=marketplace_id, at=at, limit=BATCH)
        told = _notices(marketplace_id, at)
        paid = _payouts(marketplace_id, rail, at)
        compared = _changes(marketplace_id, at)
        worked.clocks += moved
        worked.notices += told
        worked.payouts += paid
        if not (moved or told or paid or compared):
            break
    with transaction(marketplace_id):
        worked.sealed = seal(marketplace_id=marketplace_id).events
    return worked


def advance(
    *,
    marketplace_id: UUID,
    rail: Rail,
    start: datetime,
    to: datetime,
    tell: Callable[[datetime, Worked], None],
) -> Worked:
    """Move a sandbox marketplace's clock forward, from due time to due time, up to `to`.

    Each consequence happens at its own instant, so that a year is as true as a day.
    """
    total = Worked()
    now = start
    while True:
        worked = work_what_is_due(marketplace_id=marketplace_id, rail=rail, at=now)
        total.clocks += worked.clocks
        total.notices += worked.notices
        total.payouts += worked.payouts
        total.sealed += worked.sealed
        tell(now, total)
        with transaction(marketplace_id):
            due_at = next_due_at(marketplace_id=marketplace_id)
        if due_at is None or due_at > to:
            break
        now = max(now, due_at)
        move_clock_forward(marketplace_id=marketplace_id, to=now)
    move_clock_forward(marketplace_id=marketplace_id, to=to)
    return total


def _notices(marketplace_id: UUID, at: datetime) -> int:
    with transaction(marketplace_id):
        taken = take_effects(marketplace_id=marketplace_id, kinds=["notices"], at=at, limit=BATCH)
        if not taken:
            return 0
        file_notices(marketplace_id=marketplace_id, happened=[_happened(e) for e in taken])
        finish_effects(marketplace_id=marketplace_id, effects=taken)
    return len(taken)


def _changes(marketplace_id: UUID, at: datetime) -> int:
    """Work out what would have changed each new determination, and store it with it."""
    with transaction(marketplace_id):
        taken = take_effects(marketplace_id=marketplace_id, kinds=["changes"], at=at, limit=BATCH)
        if not taken:
            return 0
        ids = [UUID(json.loads(effect.body)["determination_id"]) for effect in taken]
        store_changes(marketplace_id=marketplace_id, determination_ids=ids)
        finish_effects(marketplace_id=marketplace_id, effects=taken)
    return len(taken)


def _payouts(marketplace_id: UUID, rail: Rail, at: datetime) -> int:
    """Hand payouts over, and ask after those that were."""
    with transaction(marketplace_id):
        taken = take_effects(
            marketplace_id=marketplace_id, kinds=["payout", "rail"], at=at, limit=BATCH
        )
    to_send = [_ordered(effect) for effect in taken if effect.kind == "payout"]
    to_ask = [_ordered(effect) for effect in taken if effect.kind == "rail"]
    send_payouts(marketplace_id=marketplace_id, ordered=to_send, rail=rail, at=at)
    ask_rail(marketplace_id=marketplace_id, ordered=to_ask, rail=rail, at=at)
    if taken:
        with transaction(marketplace_id):
            finish_effects(marketplace_id=marketplace_id, effects=taken)
    return len(taken)


def _happened(effect: TakenEffect) -> Happened:
    body = json.loads(effect.body)
    return Happened(UUID(body["claim_id"]), body["first"], body["last"])


def _ordered(effect: TakenEffect) -> OrderedPayout:
    body = json.loads(effect.body)
    return OrderedPayout(
        payout_id=UUID(body["payout_id"]),
        claim_id=UUID(body["claim_id"]),
        attempt=body["attempt"],
        amount_minor=int(body["amount_minor"]),
        currency=body["currency"],
    )
