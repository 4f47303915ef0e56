"""What each event moves in the books: the chart of accounts' table, as code.

| event | debit | credit |
|---|---|---|
| determined, programme bears | programme.concessions | payable.claimants |
| determined, seller bears | receivable.seller | payable.claimants |
| determined, bearer open | programme.step_in | payable.claimants |
| determined, insurer bears | receivable.insurer | payable.claimants |
| determined, insurer bears, the deductible | receivable.seller | payable.claimants |
| cost moved from one bearer to another | the new bearer's account | the old bearer's |
| contest won | programme.step_in | receivable.seller |
| contest over, not won | receivable.seller | programme.step_in |
| payout ordered | payable.claimants | in_transit.rail |
| payout settled | in_transit.rail | cash.rail |
| payout settled after it was called failed | payable.claimants | cash.rail |
| payout failed | in_transit.rail | payable.claimants |
| payout came back | cash.rail | payable.claimants |
"""

from uuid import UUID

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.require import require
from makewhole.core.ledger.transfer import AccountCode, AccountKey, Transfer

_BORNE_BY = {
    "programme": AccountCode.CONCESSIONS,
    "seller": AccountCode.RECEIVABLE_SELLER,
    "insurer": AccountCode.RECEIVABLE_INSURER,
    "open": AccountCode.STEP_IN,
}


def bookings(claim: Claim, event: e.Event, *, rail: str) -> tuple[Transfer, ...]:
    """Answer the transfers of one event of this claim; most events move no money."""

    def account(code: AccountCode, owner: UUID | str | None = None) -> AccountKey:
        return AccountKey(code, claim.currency, owner)

    payable = account(AccountCode.PAYABLE_CLAIMANTS)
    in_transit = account(AccountCode.IN_TRANSIT, rail)
    cash = account(AccountCode.CASH, rail)
    match event:
        case e.ClaimDetermined(payable_minor=amount, bearer=bearer) if amount > 0:
            charge = min(event.charge_seller_minor, amount)
            return tuple(
                Transfer(_borne_by(claim, name), payable, part, reason)
                for name, part, reason in _shared(bearer, amount, charge, "refund_determined")
            )
        case le.CostMoved(from_bearer=bearer, to_bearer=target, amount_minor=amount):
            left = _borne_by(claim, bearer)
            return tuple(
                Transfer(_borne_by(claim, name), left, part, reason)
                for name, part, reason in _shared(
                    target, amount, event.charge_seller_minor, f"cost_moved_from_{bearer}"
                )
            )
        case e.ContestEnded(freed_minor=freed, charged_minor=charged):
            seller = account(AccountCode.RECEIVABLE_SELLER, claim.seller_id)
            step_in = account(AccountCode.STEP_IN)
            turned = (
                (step_in, seller, freed, "contest_won"),
                (seller, step_in, charged, "contest_over"),
            )
            return tuple(Transfer(*one) for one in turned if one[2] > 0)
        case e.PayoutOrdered(amount_minor=amount):
            return (Transfer(payable, in_transit, amount, "payout_sent"),)
        case e.PayoutSettled(amount_minor=amount, was_failed=was_failed):
            source = payable if was_failed else in_transit
            return (Transfer(source, cash, amount, "payout_settled"),)
        case e.PayoutFailed(amount_minor=amount, came_back=came_back):
            back_from = cash if came_back else in_transit
            reason = "payout_returned" if came_back else "payout_failed"
            return (Transfer(back_from, payable, amount, reason),)
        case _:
            return ()


def _borne_by(claim: Claim, bearer: str) -> AccountKey:
    require(bearer in _BORNE_BY, f"nobody is booked for a cost borne by {bearer}")
    insurer_id = claim.loss.insurer_id if claim.loss is not None else None
    owner = {"seller": claim.seller_id, "insurer": insurer_id}.get(bearer)
    require(bearer in ("programme", "open") or owner is not None, f"a {bearer} who bears is known")
    return AccountKey(_BORNE_BY[bearer], claim.currency, owner)


def _shared(
    bearer: str, amount_minor: int, charge_minor: int, reason: str
) -> tuple[tuple[str, int, str], ...]:
    """Part a cost that an insurer bears: the seller bears the deductible."""
    if bearer != "insurer":
        return ((bearer, amount_minor, reason),)
    parts = (
        ("insurer", amount_minor - charge_minor, reason),
        ("seller", charge_minor, "deductible"),
    )
    return tuple(part for part in parts if part[1] > 0)
