"""What a determination brings that pays: money on its way, and who bears it."""

from makewhole.core.claim import events as e
from makewhole.core.claim.answers import cost_questions
from makewhole.core.claim.cost import moves_with
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Finding
from makewhole.core.clocks.timetable import Timetable


def paid(
    claim: Claim, settled: e.ClaimDetermined, finding: Finding, timetable: Timetable
) -> tuple[e.Event, ...]:
    """Order the payout, and settle or ask who bears what is paid (B3, B4)."""
    ordered = e.PayoutOrdered(
        payout_id=settled.determination_id,
        attempt=1,
        amount_minor=settled.payable_minor,
        due_at=timetable.after_business_days(settled.at, "pay_business_days"),
        at=settled.at,
    )
    if claim.loss is None:
        return (ordered,)
    moved = moves_with(claim.loss, settled, finding)
    return (ordered, *moved, *cost_questions(claim, finding, timetable, settled.at))
