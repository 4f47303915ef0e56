"""Money: the books, what stands refunded on orders, and payouts."""

from collections import defaultdict
from uuid import UUID

from makewhole.apps.claims.cases import RAIL
from makewhole.apps.ledger import queries as ledger
from makewhole.apps.ledger.commands import Posting
from makewhole.apps.reporting.proving.folded import Folded, Ordered, Verified
from makewhole.apps.reporting.proving.outbox import waiting_for
from makewhole.apps.reporting.proving.snapshot import rows_of
from makewhole.core.claim.order import refunds_of

_GROUPED = """
SELECT id FROM ledger_transfer WHERE marketplace_id = %(marketplace)s AND group_id <> id
"""

_REFUNDED_LINES = """
SELECT order_id, number, refunded_item_minor, refunded_shipping_minor FROM orders_line
WHERE marketplace_id = %(marketplace)s
  AND (refunded_item_minor <> 0 OR refunded_shipping_minor <> 0)
"""

_REFUNDED_ORDERS = """
SELECT id, refunded_minor FROM orders_order
WHERE marketplace_id = %(marketplace)s AND refunded_minor <> 0
"""

_PAYOUTS = """
SELECT id, state, attempts, claim_id, amount_minor, currency, rail FROM payouts_payout
WHERE marketplace_id = %(marketplace)s ORDER BY id
"""

_TRANSFER = (
    "debit_code", "debit_owner", "credit_code", "credit_owner", "currency", "credit_currency",
    "amount_minor", "claim_id", "determination_id", "event_seq", "reason", "occurred_at",
)  # fmt: skip


def compare_books(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Compare each transfer with the event that moved it; the books balance (P10)."""
    missing = dict(folded.transfers)
    for booked in ledger.transfers(marketplace_id=marketplace_id):
        result.transfers += 1
        posting = missing.pop(booked.transfer_id, None)
        if posting is None:
            result.differs("transfer", booked.transfer_id, "no event of the journal moved it")
            continue
        stored = [getattr(booked, name) for name in _TRANSFER]
        result.differs_in("transfer", booked.transfer_id, _TRANSFER, stored, _wanted(posting))
    for transfer_id, posting in missing.items():
        result.differs("transfer", transfer_id, f"missing for claim {posting.claim_id}")
    for (transfer_id,) in rows_of(_GROUPED, marketplace_id):
        result.differs("transfer", transfer_id, "it stands in a group that no event made")
    totals: dict[str, int] = defaultdict(int)
    for balance in ledger.balances(marketplace_id=marketplace_id):
        totals[balance.currency] += balance.balance_minor
    for currency, total in totals.items():
        if total != 0:
            result.differs("books", currency, f"they do not balance: {total} minor units (P10)")


def _wanted(posting: Posting) -> tuple[object, ...]:
    transfer = posting.transfer
    return (
        transfer.debit.code.value,
        str(transfer.debit.owner or ""),
        transfer.credit.code.value,
        str(transfer.credit.owner or ""),
        transfer.debit.currency,
        transfer.credit.currency,
        transfer.amount_minor,
        posting.claim_id,
        posting.determination_id,
        posting.event_seq,
        transfer.reason,
        posting.occurred_at,
    )


def compare_refunds(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """What stands refunded on a line and an order is what claims allowed there, no more (P3)."""
    lines: dict[tuple[UUID, int], list[int]] = defaultdict(lambda: [0, 0])
    orders: dict[UUID, int] = defaultdict(int)
    for found in folded.claims.values():
        order_id = found.claim.order_id
        for (number, kind), amount in refunds_of(found.claim.lines, found.claim.parts).items():
            lines[order_id, number][kind == "shipping"] += amount
            orders[order_id] += amount
    names = ("refunded_item_minor", "refunded_shipping_minor")
    for order_id, number, *stored in rows_of(_REFUNDED_LINES, marketplace_id):
        wanted = lines.pop((order_id, number), [0, 0])
        place = f"{order_id}/{number}"
        result.differs_in("order line", place, names, stored, wanted, "its claims'")
    for (order_id, number), amounts in lines.items():
        if any(amounts):
            result.differs(
                "order line", f"{order_id}/{number}", "less stands refunded than claimed"
            )
    for order_id, stored in rows_of(_REFUNDED_ORDERS, marketplace_id):
        if stored != orders.pop(order_id, 0):
            result.differs("order", order_id, "its refunds are not what its claims allowed")
    for order_id, amount in orders.items():
        if amount:
            result.differs("order", order_id, "less stands refunded than claimed")


def compare_payouts(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Every payout cites one determination and moves what that says, as ordered (P4).

    A row may be behind its claim while the outbox still holds what brings it up to date.
    """
    to_do = waiting_for(marketplace_id, "payout_id", "payout", "rail")
    missing = dict(folded.payouts)
    for payout_id, state, attempts, *copied in rows_of(_PAYOUTS, marketplace_id):
        ordered = missing.pop(payout_id, None)
        made = folded.determined.get(payout_id)
        if made is None:
            result.differs("payout", payout_id, "no determination ordered it (P4)")
        elif ordered is None:
            result.differs("payout", payout_id, "its claim never ordered it")
        else:
            names = ("claim_id", "amount_minor", "currency", "rail")
            wanted = (ordered.claim.claim_id, made.event.payable_minor, made.claim.currency, RAIL)
            result.differs_in("payout", payout_id, names, copied, wanted)
            if not _stands_as_told(state, attempts, ordered, is_behind=payout_id in to_do):
                result.differs("payout", payout_id, f"{state} is not what its claim was told")
    for payout_id in missing.keys() - to_do:
        result.differs("payout", payout_id, "ordered, and neither written down nor waiting")


def _stands_as_told(state: str, attempts: int, ordered: Ordered, *, is_behind: bool) -> bool:
    if is_behind:
        return attempts <= ordered.attempt and any(state in states for states in ordered.told)
    return attempts == ordered.attempt and state in ordered.told[-1]
