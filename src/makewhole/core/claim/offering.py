"""Settlement offers: above the limit the claimant accepts before anything is paid (B7).

With the offer goes a release. It can be taken back for the days that the terms give: what was paid
stays paid, and a person decides anew (P2).
"""

from dataclasses import replace
from datetime import datetime

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.ahead import with_what_was_paid
from makewhole.core.claim.commands import AssessClaim
from makewhole.core.claim.determining import determined
from makewhole.core.claim.loss import COOLING_OFF, RELEASE_VERSION
from makewhole.core.claim.loss_commands import AcceptOffer, DeclineOffer, TakeBackRelease
from makewhole.core.claim.paying import paid
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused

_STAFF = frozenset({Role.HANDLER, Role.LEAD})


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


def accept_offer(claim: Claim, command: AcceptOffer) -> Decision:
    """Accept what was offered, if it still is what the terms bring; then it is determined."""
    refusal = _refuse_offer(claim, command)
    if refusal is not None:
        return refusal
    assert claim.loss is not None
    assert claim.loss.offer is not None
    offer, finding = claim.loss.offer, command.finding
    if finding.outcome != "pay" or finding.payable_minor != offer.amount_minor:
        return Refused("offer_no_longer_stands", {"offered_minor": offer.amount_minor})
    document_hash = command.document.document_hash if command.document is not None else None
    accepted = le.OfferAccepted(
        RELEASE_VERSION, document_hash, command.reason, command.by, command.at
    )
    # Who made the offer had the authority, and decided.
    settled = determined(
        replace(finding, parts=with_what_was_paid(finding.parts, claim)),
        offer.determination_id,
        offer.by,
        command.at,
    )
    money = paid(claim, settled, finding, command.timetable)
    return Accepted((accepted, _signed(command), settled, *money))


def _signed(command: AcceptOffer) -> le.ReleaseSigned:
    """Say until when the release can be taken back; terms that give no day give no such time."""
    last_day = command.finding.last_day(COOLING_OFF)
    is_open = last_day is not None and last_day > command.timetable.local_day(command.at)
    open_until = command.timetable.end_of(last_day) if is_open and last_day is not None else None
    return le.ReleaseSigned(RELEASE_VERSION, open_until, command.document, command.by, command.at)


def _refuse_offer(claim: Claim, command: AcceptOffer) -> Refused | None:
    if claim.stage is not Stage.OFFERED or claim.due_at is None:
        return Refused("no_offer_stands", {"stage": claim.stage})
    if command.at >= claim.due_at:
        return Refused("offer_has_ended", {"due_at": claim.due_at})
    return _refuse_who_signs(command)


def _refuse_who_signs(command: AcceptOffer | TakeBackRelease) -> Refused | None:
    """Of who needs care a lead takes the step, with them and with a reason; else the claimant."""
    if command.needs_care:
        if command.by.role is not Role.LEAD:
            return Refused("offer_needs_a_lead")
        return None if command.reason else Refused("acceptance_needs_a_reason")
    return None if command.by.role is Role.CLAIMANT else Refused("only_the_claimant_accepts")


def decline_offer(claim: Claim, command: DeclineOffer) -> Decision:
    """Decline the offer: nothing is lost by it, and a person looks again."""
    if claim.stage is not Stage.OFFERED:
        return Refused("no_offer_stands", {"stage": claim.stage})
    if command.by.role not in ({Role.CLAIMANT} | _STAFF):
        return Refused("only_the_claimant_accepts")
    ended = offer_ended(claim, "declined", command.timetable, command.by, command.at)
    return Accepted((replace(ended, reason=command.reason),))


def take_back_release(claim: Claim, command: TakeBackRelease) -> Decision:
    """Take the release back in its time: what was paid stays paid, and a lead is next (P2)."""
    release = claim.loss.release if claim.loss is not None else None
    if release is None or release.open_until is None:
        return Refused("no_release_to_take_back")
    if not release.is_open or command.at >= release.open_until:
        return Refused("release_stands_or_is_gone", {"due_at": release.open_until})
    refusal = _refuse_who_signs(command)
    if refusal is not None:
        return refusal
    taken_back = le.ReleaseTakenBack(
        reason=command.reason,
        next_actor=Actor.LEAD,
        due_at=command.timetable.after_business_days(command.at, "referred_business_days"),
        by=command.by,
        at=command.at,
    )
    return Accepted((taken_back,))


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
