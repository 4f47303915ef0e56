"""Reading the books."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

_TRANSFERS = """
SELECT t.id, d.code, d.owner, c.code, c.owner, d.currency, c.currency, t.amount_minor, t.claim_id,
       t.determination_id, t.event_seq, t.reason, t.occurred_at
FROM ledger_transfer t
JOIN ledger_account d ON d.id = t.debit_id
JOIN ledger_account c ON c.id = t.credit_id
WHERE t.marketplace_id = %s
ORDER BY t.occurred_at, t.claim_id, t.event_seq, t.reason
"""

_BALANCES = """
SELECT a.code, a.owner, a.currency, sum(m.amount_minor)::bigint
FROM (SELECT debit_id AS account_id, amount_minor FROM ledger_transfer WHERE marketplace_id = %s
      UNION ALL
      SELECT credit_id, -amount_minor FROM ledger_transfer WHERE marketplace_id = %s) m
JOIN ledger_account a ON a.id = m.account_id
GROUP BY a.code, a.owner, a.currency ORDER BY a.code, a.owner, a.currency
"""


@dataclass(frozen=True, slots=True)
class BookedTransfer:
    """One transfer as it stands in the books; amounts in whole minor units of `currency`."""

    transfer_id: UUID
    debit_code: str
    debit_owner: str
    credit_code: str
    credit_owner: str
    currency: str
    credit_currency: str
    amount_minor: int
    claim_id: UUID
    determination_id: UUID | None
    event_seq: int
    reason: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's balance: the sum of its transfers, debits positive."""

    code: str
    owner: str
    currency: str
    balance_minor: int


def transfers(*, marketplace_id: UUID) -> Iterator[BookedTransfer]:
    """Stream all transfers of a marketplace in the order they happened."""
    with connection.cursor() as cursor:
        cursor.execute(_TRANSFERS, [marketplace_id])
        while rows := cursor.fetchmany(5_000):
            for row in rows:
                yield BookedTransfer(*row)


def moved_by_reason(*, marketplace_id: UUID, reasons: Sequence[str]) -> dict[tuple[str, str], int]:
    """Answer what was moved for each of these reasons, by reason and currency."""
    statement = """
        SELECT t.reason, a.currency, sum(t.amount_minor)::bigint
        FROM ledger_transfer t JOIN ledger_account a ON a.id = t.debit_id
        WHERE t.marketplace_id = %s AND t.reason = ANY (%b::text[])
        GROUP BY t.reason, a.currency
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [marketplace_id, list(reasons)])
        return {(reason, currency): minor for reason, currency, minor in cursor.fetchall()}


def balances(*, marketplace_id: UUID) -> tuple[Balance, ...]:
    """Answer every account's balance; they sum to zero in each currency (P10)."""
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES, [marketplace_id, marketplace_id])
        return tuple(Balance(*row) for row in cursor.fetchall())
