"""Posting to the books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid5

from django.db import connection

from makewhole.core.ledger.transfer import AccountKey, Transfer

_POST = """
WITH account AS (
    INSERT INTO ledger_account (id, marketplace_id, code, currency, owner)
    SELECT DISTINCT id, %s, code, currency, owner
    FROM unnest(%b::uuid[], %b::text[], %b::text[], %b::text[])
        AS account (id, code, currency, owner)
    ON CONFLICT DO NOTHING
)
INSERT INTO ledger_transfer (id, marketplace_id, debit_id, credit_id, amount_minor, group_id,
                             claim_id, determination_id, event_seq, reason, occurred_at)
SELECT id, %s, debit_id, credit_id, amount_minor, id, claim_id, determination_id, event_seq,
       reason, occurred_at
FROM unnest(%b::uuid[], %b::uuid[], %b::uuid[], %b::bigint[], %b::uuid[], %b::uuid[], %b::int[],
            %b::text[], %b::timestamptz[])
    AS transfer (id, debit_id, credit_id, amount_minor, claim_id, determination_id, event_seq,
                 reason, occurred_at)
"""


@dataclass(frozen=True, slots=True)
class Posting:
    """One transfer with what moved it: the claim's event at `event_seq`."""

    transfer: Transfer
    claim_id: UUID
    determination_id: UUID | None
    event_seq: int
    occurred_at: datetime

    @property
    def transfer_id(self) -> UUID:
        """Answer the transfer's id, derived from its event: a retry cannot book twice."""
        return uuid5(self.claim_id, f"transfer:{self.event_seq}:{self.transfer.reason}")


@lru_cache(maxsize=10_000)
def account_id(marketplace_id: UUID, key: AccountKey) -> UUID:
    """Answer an account's id, derived from what it names."""
    return uuid5(marketplace_id, f"account:{key.code}:{key.currency}:{key.owner or ''}")


def post(*, marketplace_id: UUID, postings: Sequence[Posting]) -> None:
    """Write transfers to the books, opening accounts that are new.

    Raises:
        IntegrityError: A transfer of this id stands already. The transaction is lost.
    """
    if not postings:
        return
    keys = {key for p in postings for key in (p.transfer.debit, p.transfer.credit)}
    # One order for everybody, so that two posters never wait for each other in a circle.
    accounts = sorted(keys, key=lambda key: str(account_id(marketplace_id, key)))
    with connection.cursor() as cursor:
        cursor.execute(
            _POST,
            [
                marketplace_id,
                [account_id(marketplace_id, key) for key in accounts],
                [key.code.value for key in accounts],
                [key.currency for key in accounts],
                [str(key.owner or "") for key in accounts],
                marketplace_id,
                [p.transfer_id for p in postings],
                [account_id(marketplace_id, p.transfer.debit) for p in postings],
                [account_id(marketplace_id, p.transfer.credit) for p in postings],
                [p.transfer.amount_minor for p in postings],
                [p.claim_id for p in postings],
                [p.determination_id for p in postings],
                [p.event_seq for p in postings],
                [p.transfer.reason for p in postings],
                [p.occurred_at for p in postings],
            ],
        )
