"""The books as a finance person reads them: the market's own days, names that can be looked up."""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from makewhole.apps.claims.queries import claims_to_tell
from makewhole.apps.ledger.queries import BookedTransfer, balances, transfers
from makewhole.apps.parties.queries import external_refs
from makewhole.apps.payouts.ports import payout_key
from makewhole.apps.payouts.queries import sent_payouts
from makewhole.apps.reporting.beancount import Entry

_TOGETHER = 5_000  # Transfers whose claims and payouts are looked up by one statement each.


def entries(*, marketplace_id: UUID) -> Iterator[Entry]:
    """Stream every transfer with its day and names, in the order they happened."""
    booked = transfers(marketplace_id=marketplace_id)
    attempts: dict[UUID, int] = {}
    while some := list(islice(booked, _TOGETHER)):
        claims = claims_to_tell(
            marketplace_id=marketplace_id, claim_ids=list({one.claim_id for one in some})
        )
        sent = sent_payouts(
            marketplace_id=marketplace_id,
            payout_ids={one.determination_id for one in some if one.determination_id is not None},
        )
        for transfer in some:
            claim = claims[transfer.claim_id]
            payout = None
            attempt = _attempt(transfer, attempts)
            if transfer.determination_id is not None and attempt:
                latest = sent.get(transfer.determination_id)
                is_latest = latest is not None and latest.attempt == attempt
                known = latest.rail_reference if latest is not None and is_latest else ""
                payout = known or payout_key(transfer.determination_id, attempt)
            day = transfer.occurred_at.astimezone(claim.zone).date()
            yield Entry(day, transfer, claim.reference, payout)


def _attempt(transfer: BookedTransfer, attempts: dict[UUID, int]) -> int:
    """Answer which attempt at its payout a transfer belongs to; 0: it moves no payout."""
    payout_id = transfer.determination_id
    if payout_id is None or not transfer.reason.startswith("payout_"):
        return 0
    if transfer.reason == "payout_sent":
        attempts[payout_id] = attempts.get(payout_id, 0) + 1
    return attempts.get(payout_id, 0)


def owners(*, marketplace_id: UUID) -> dict[str, str]:
    """Answer the marketplace's own ids of the parties that have an account, by the account's."""
    named = {balance.owner for balance in balances(marketplace_id=marketplace_id)}
    parties = {owner: UUID(owner) for owner in named if _is_party(owner)}
    known = external_refs(marketplace_id=marketplace_id, party_ids=set(parties.values()))
    return {owner: known[party] for owner, party in parties.items() if party in known}


def _is_party(owner: str) -> bool:
    """An owner is a party's id, a rail's name, or nobody."""
    try:
        UUID(owner)
    except ValueError:
        return False
    return True
