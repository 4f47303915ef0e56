"""Who bears what was paid, once it is settled: costs move, the claimant's money never does (P2)."""

from datetime import datetime

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.ahead import only_paid_ahead
from makewhole.core.claim.determining import determined
from makewhole.core.claim.loss import Loss
from makewhole.core.claim.loss_commands import SettleCost
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Finding
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused

_OPEN = "open"


def settle_cost(claim: Claim, command: SettleCost) -> Decision:
    """Settle who bears what was paid, in a determination of its own that pays nothing."""
    finding = command.finding
    pays_nothing = finding.outcome == "pay" and finding.payable_minor == 0
    if claim.loss is None or not pays_nothing or only_paid_ahead(claim):
        return Refused("cost_stays_open")
    if finding.bearer in (None, _OPEN):
        return Refused("cost_stays_open")
    settled = determined(
        finding, command.determination_id, command.by, command.at, appeal_id=command.appeal_id
    )
    moved = moves(claim.loss, settled, charge_minor=settled.charge_seller_minor)
    return Accepted((settled, *moved)) if moved else Refused("cost_stays_open")


def given_up(claim: Claim, at: datetime) -> tuple[le.CostMoved, ...]:
    """Answer what the programme bears of a payment ahead of a claim that ends without an answer.

    So it is where the answer asks nobody: nobody is charged for a claim that was turned down, taken
    back or settled by somebody else.
    """
    if claim.loss is None or not only_paid_ahead(claim):
        return ()
    moved = le.CostMoved(
        determination_id=claim.loss.ahead[-1],
        from_bearer=_OPEN,
        to_bearer="programme",
        amount_minor=claim.loss.borne_by(_OPEN),
        charge_seller_minor=0,
        contest_by=None,
        at=at,
    )
    return (moved,)


def moves(loss: Loss, settled: e.ClaimDetermined, *, charge_minor: int) -> tuple[le.CostMoved, ...]:
    """Answer the costs that move to whom a determination names.

    What is open goes to the bearer. What the seller bears goes only to the programme, and what the
    programme has borne stays borne.
    """
    bearers = (_OPEN, "seller") if settled.bearer == "programme" else (_OPEN,)
    return tuple(
        le.CostMoved(
            determination_id=settled.determination_id,
            from_bearer=bearer,
            to_bearer=settled.bearer,
            amount_minor=amount,
            charge_seller_minor=min(charge_minor, amount),
            contest_by=settled.contest_by,
            at=settled.at,
        )
        for bearer in bearers
        if settled.bearer != _OPEN and (amount := loss.borne_by(bearer)) > 0
    )


def moves_with(loss: Loss, settled: e.ClaimDetermined, finding: Finding) -> tuple[e.Event, ...]:
    """Answer the open costs that move with a determination that pays: its own charge comes first.

    What a seller was charged before stays as it is: only `settle_cost` turns it.
    """
    if finding.bearer is None or loss.borne_by(_OPEN) == 0:
        return ()
    left = max(0, settled.charge_seller_minor - settled.payable_minor)
    return tuple(one for one in moves(loss, settled, charge_minor=left) if one.from_bearer == _OPEN)
