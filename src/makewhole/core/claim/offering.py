"""Settlement offers: above the limit the claimant accepts before anything is paid (B7)."""

from datetime import datetime

from makewhole.core.claim import loss_events as le
from makewhole.core.claim.commands import AssessClaim
from makewhole.core.claim.loss import RELEASE_VERSION
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import Timetable


def offer(command: AssessClaim, amount_minor: int) -> le.OfferMade:
    """Offer what the terms bring; it is determined once the claimant accepts."""
    due_at = command.timetable.after_days(command.at, "offer_days")
    return le.OfferMade(
        determination_id=command.determination_id,
        amount_minor=amount_minor,
        release_version=RELEASE_VERSION,
        due_at=due_at,
        by=command.by,
        at=command.at,
        remind_at=command.timetable.reminders(command.at, due_at),
    )


def offer_ended(
    claim: Claim, how: str, timetable: Timetable, by: By, at: datetime
) -> le.OfferEnded:
    """End the offer that stands: who decides such a claim is next, and nothing is lost."""
    return le.OfferEnded(
        how=how,
        reason="",
        next_actor=Actor.HANDLER if claim.authority == "handler" else Actor.LEAD,
        due_at=timetable.after_business_days(at, "referred_business_days"),
        by=by,
        at=at,
    )
