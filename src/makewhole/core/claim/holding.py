"""Who of our people works on a claim: taken, handed over with a reason, given back (P9)."""

from makewhole.core.claim import events as e
from makewhole.core.claim.authority import lacks_skill, refuse_worker
from makewhole.core.claim.colleagues import Colleague
from makewhole.core.claim.commands import AssignClaim
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused


def assign(claim: Claim, command: AssignClaim) -> Decision:
    """Let somebody hold the claim who may work on it; nobody else is kept from a lead's claims."""
    refusal = _refuse_actor(claim, command)
    if refusal is None and command.to is not None:
        refusal = _refuse_receiver(claim, command.to)
    if refusal is not None:
        return refusal
    holder = claim.held_by
    to = command.to.by if command.to is not None else None
    if to == holder:
        return Refused("claim_held_so_already")
    is_taken = to == command.by and holder is None
    if not is_taken and not command.reason.strip():
        return Refused("handing_over_needs_a_reason")
    return Accepted((e.ClaimAssigned(to, command.reason, command.by, command.at),))


def _refuse_actor(claim: Claim, command: AssignClaim) -> Refused | None:
    if not command.by.decides_as_a_person:
        return Refused("decision_needs_a_person")
    if claim.next_actor not in (Actor.HANDLER, Actor.LEAD):
        return Refused("claim_waits_for_nobody_here", {"stage": claim.stage})
    if command.to is None and claim.held_by is not None and command.by == claim.held_by:
        return None  # Who cannot go on gives it back, whatever the reason.
    if command.by.role is Role.LEAD:
        return None  # Leads hand out the work, also what they may not do themselves.
    return refuse_worker(claim, command.by, command.mandate)


def _refuse_receiver(claim: Claim, to: Colleague) -> Refused | None:
    if claim.next_actor is Actor.LEAD and to.by.role is not Role.LEAD:
        return Refused("decision_needs_a_lead")
    if to.mandate.is_away:
        return Refused("person_is_away")
    if claim.seconded_by is not None and claim.seconded_by.party_id == to.by.party_id:
        return Refused("second_person_needed")
    return lacks_skill(claim, to.mandate)
