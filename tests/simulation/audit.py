"""What must hold when the year is over: each finding is one sentence; none is what we want."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from makewhole.apps.ledger.queries import balances
from makewhole.apps.programme.queries import governing, hashes_in_force
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from tests.simulation.world import MARKET, STEP, World

# By claim and account: what was debited less what was credited.
_MOVED = """
SELECT t.claim_id, a.code, a.currency, sum(t.signed) AS minor
FROM (SELECT claim_id, debit_id AS account_id, amount_minor AS signed FROM ledger_transfer
      WHERE marketplace_id = %s
      UNION ALL
      SELECT claim_id, credit_id, -amount_minor FROM ledger_transfer WHERE marketplace_id = %s) t
JOIN ledger_account a ON a.id = t.account_id GROUP BY t.claim_id, a.code, a.currency
"""

_PAST_DUE = """
SELECT c.reference, r.name, r.due_at
FROM journal_runningclock r JOIN claims_claim c ON c.id = r.stream_id
WHERE r.marketplace_id = %s AND r.state = 'running' AND r.due_at < %s AND r.stream_kind = 'claim'
"""

_CLOCKLESS = """
SELECT c.reference, c.stage FROM claims_claim c
WHERE c.marketplace_id = %s AND c.stage <> 'closed' AND NOT EXISTS (
    SELECT FROM journal_runningclock r WHERE r.stream_id = c.id AND r.state = 'running')
"""

# Of a line nobody gets back more than was paid for it, on however many claims.
_PAID_TWICE = """
SELECT o.external_id, o.paid_minor, sum(c.settled_minor)
FROM claims_claim c JOIN orders_order o ON o.id = c.order_id
WHERE c.marketplace_id = %s AND c.ground NOT IN ('property_damage', 'personal_injury')
GROUP BY o.id, o.external_id, o.paid_minor HAVING sum(c.settled_minor) > o.paid_minor
"""

_OVERPAID = """
SELECT reference, paid_total_minor, settled_minor FROM claims_claim
WHERE marketplace_id = %s AND settled_minor > paid_total_minor
"""

_PAYOUTS = "SELECT id, state, amount_minor FROM payouts_payout WHERE marketplace_id = %s"

_TERMS = """
SELECT c.reference, o.placed_on, c.terms_hash
FROM claims_claim c JOIN orders_order o ON o.id = c.order_id WHERE c.marketplace_id = %s
"""

_OWED = f"""
SELECT c.reference, m.minor FROM ({_MOVED}) m JOIN claims_claim c ON c.id = m.claim_id
WHERE c.stage = 'closed' AND m.code = 'payable.claimants' AND m.minor <> 0
"""  # noqa: S608 - our own statement, no input

_CHARGED = f"""
SELECT c.reference, m.minor FROM ({_MOVED}) m JOIN claims_claim c ON c.id = m.claim_id
WHERE m.code IN ('receivable.seller', 'receivable.insurer')
    AND m.minor NOT BETWEEN 0 AND c.paid_total_minor
"""  # noqa: S608 - our own statement, no input

_UNTOLD = """
SELECT c.reference FROM claims_claim c
WHERE c.marketplace_id = %s AND c.filed_at IS NOT NULL AND c.buyer_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM notices_notice n
        WHERE n.claim_id = c.id AND n.party_id = c.buyer_id)
"""


def findings(world: World) -> list[str]:
    """Answer everything that does not hold."""
    problems = list(verify(marketplace_id=world.marketplace_id, progress=_silently).problems)
    with transaction(world.marketplace_id):
        for found in (_books, _clocks, _money, _bank, _governed, _told):
            problems += found(world)
    problems += [f"the worker could not do {part}" for part in world.worked.parts_failed]
    problems += [f"claim {id_} could not be handled" for id_ in world.worked.claims_failed]
    return problems


def _silently(_doing: str, _done: int) -> None:
    pass


def _rows(statement: str, *parameters: UUID | datetime) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _books(world: World) -> Iterator[str]:
    total: Counter[str] = Counter()
    for balance in balances(marketplace_id=world.marketplace_id):
        total[balance.currency] += balance.balance_minor
    for currency, minor in total.items():
        if minor:
            yield f"P10: the books are off by {minor} {currency}"
    for reference, minor in _rows(_CHARGED, world.marketplace_id, world.marketplace_id):
        yield f"P11: {minor} is asked for claim {reference}, more than it cost"
    for reference, minor in _rows(_OWED, world.marketplace_id, world.marketplace_id):
        yield f"P4: claim {reference} is closed, and {minor} is still owed to its claimant"


def _clocks(world: World) -> Iterator[str]:
    for reference, name, due_at in _rows(_PAST_DUE, world.marketplace_id, world.now - STEP):
        yield f"P5: the clock {name} of claim {reference} ran out at {due_at}, and nothing followed"
    for reference, stage in _rows(_CLOCKLESS, world.marketplace_id):
        yield f"P5: no clock runs for claim {reference}, which is {stage}"


def _money(world: World) -> Iterator[str]:
    for order, paid, back in _rows(_PAID_TWICE, world.marketplace_id):
        yield f"P3: {back} came back for order {order}, which cost {paid}"
    for reference, allowed, settled in _rows(_OVERPAID, world.marketplace_id):
        yield f"P3: claim {reference} was paid {settled}, and {allowed} was determined"


def _bank(world: World) -> Iterator[str]:
    """Compare with what the bank says it paid: nobody was paid twice, and nothing is forgotten."""
    paid = world.bank.paid_minor()
    known: set[UUID] = set()
    for payout_id, state, amount in _rows(_PAYOUTS, world.marketplace_id):
        known.add(payout_id)
        got = paid.get(payout_id, 0)
        if got not in (0, amount):
            yield f"P4: payout {payout_id} of {amount} reached the payee as {got}"
        if state == "settled" and got != amount:
            yield f"P4: payout {payout_id} is settled on file, and the bank paid {got}"
    for payout_id in paid.keys() - known:
        yield f"P4: the bank paid {payout_id}, which is not on file"


def _governed(world: World) -> Iterator[str]:
    in_force = hashes_in_force(marketplace_id=world.marketplace_id, market_code=MARKET)
    for reference, placed_on, terms_hash in _rows(_TERMS, world.marketplace_id):
        if governing(in_force, placed_on) != terms_hash:
            yield f"P8, P14: claim {reference} is not under the terms of its order's day"


def _told(world: World) -> Iterator[str]:
    for (reference,) in _rows(_UNTOLD, world.marketplace_id):
        yield f"P6: the buyer of claim {reference} was never told anything"
    overdue = [
        put_off.kind
        for put_off in world.worked.put_off.values()
        if put_off.again_at < world.now - timedelta(days=1)
    ]
    if overdue:
        yield f"P6: {len(overdue)} effects were put off and forgotten: {sorted(set(overdue))}"
