"""How a claim ends: closed, or waiting for money that is still on its way."""

from datetime import datetime

from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs
from makewhole.core.claim.state import Claim
from makewhole.core.clocks.timetable import Timetable


def close(claim: Claim, closed_as: ClosedAs, timetable: Timetable, at: datetime) -> e.Event:
    """Answer what ends the claim; what was paid stays paid, whatever else ends it (P2).

    A claim on which something was determined to be paid closes as paid, and only once all of it
    has arrived.
    """
    if claim.owes_money:
        return e.PayoutAwaited(timetable.after_business_days(at, "pay_business_days"), at)
    if claim.paid_total_minor > 0:
        return e.ClaimClosed(ClosedAs.PAID, at)
    return e.ClaimClosed(closed_as, at)
