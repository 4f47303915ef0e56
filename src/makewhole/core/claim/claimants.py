"""Who claims, and with whom: another claimant than the buyer, and one event of several claims (B8).

Both are found by one of our people, with a reason.
"""

from datetime import datetime

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.loss import Capacity, HeadKind
from makewhole.core.claim.loss_commands import NameClaimant, NameOccurrence
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused

# Where a claimant's own time runs, and how long somebody who is new to it has.
_TIME_OF = {
    Stage.DRAFT: "draft_days",
    Stage.NEEDS_CLAIMANT: "evidence_days",
    Stage.OFFERED: "offer_days",
}


def name_claimant(claim: Claim, command: NameClaimant) -> Decision:
    """Let somebody else be the claimant: from the beginning, or in the place of who was.

    A third person claims what was done to them; what was paid for the product is the buyer's.
    """
    if not command.by.decides_as_a_person:
        return Refused("claimant_named_by_a_person")
    if not command.reason:
        return Refused("finding_needs_a_reason", {"fact": "claimant"})
    if command.party_id == claim.claimant_id:
        return Refused("claimant_already", {"party_id": command.party_id})
    if command.capacity is Capacity.THIRD_PERSON:
        refusal = _refuse_third_person(claim)
        if refusal is not None:
            return refusal
    due_at = _new_end(claim, command)
    named = le.ClaimantNamed(
        party_id=command.party_id,
        capacity=command.capacity,
        reason=command.reason,
        due_at=due_at,
        by=command.by,
        at=command.at,
        remind_at=command.timetable.reminders(command.at, due_at) if due_at is not None else (),
    )
    return Accepted((named,))


def _refuse_third_person(claim: Claim) -> Refused | None:
    if claim.stage is not Stage.DRAFT:
        return Refused("third_person_only_at_first", {"stage": claim.stage})
    if claim.loss is None:
        return Refused("claim_not_about_a_loss")
    asks_price = any(head.kind is HeadKind.PURCHASE_PRICE for head in claim.loss.heads)
    return Refused("price_is_the_buyers") if asks_price else None


def _new_end(claim: Claim, command: NameClaimant) -> datetime | None:
    duration = _TIME_OF.get(claim.stage)
    if duration is None or claim.next_actor is not Actor.CLAIMANT or claim.due_at is None:
        return None
    return max(claim.due_at, command.timetable.after_days(command.at, duration))


def name_occurrence(claim: Claim, command: NameOccurrence) -> Decision:
    """Find the event of a loss; what was paid before counts towards that event from now on."""
    if claim.loss is None or not claim.is_loss:
        return Refused("claim_not_about_a_loss")
    if not command.by.decides_as_a_person:
        return Refused("occurrence_found_by_a_person")
    if not command.reason:
        return Refused("finding_needs_a_reason", {"fact": "occurrence"})
    if claim.loss.occurrence == command.occurrence:
        return Refused("occurrence_named_already", {"name": command.occurrence.name})
    if claim.determined_at is not None:
        return Refused("claim_not_listening", {"stage": claim.stage})
    return Accepted(
        (le.OccurrenceNamed(command.occurrence, command.reason, command.by, command.at),)
    )
