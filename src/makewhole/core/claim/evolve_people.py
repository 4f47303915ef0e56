"""What events change about whose turn it is among our own people; no rule lives here."""

from collections.abc import Callable, Mapping
from typing import Any

from makewhole.core.claim import events as e
from makewhole.core.claim.evolve_time import reaching_late
from makewhole.core.claim.stages import REACH, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor

Changes = Mapping[str, Any]


def _person_awaited(claim: Claim, event: e.PersonAwaited) -> Changes:
    is_handlers = event.authority == "handler"
    return {
        "stage": Stage.ASSESSING,
        "due_at": event.due_at,
        "next_actor": Actor.HANDLER if is_handlers else Actor.LEAD,
        "authority": event.authority,
        "deciding_minor": event.amount_minor,
        "held_by": claim.held_by if is_handlers else _lead_who_holds(claim),
    }


def _lead_who_holds(claim: Claim) -> By | None:
    """What is a lead's decision, or was left too long, no handler keeps from the leads."""
    holder = claim.held_by
    return holder if holder is not None and holder.role is Role.LEAD else None


def _assigned(_: Claim, event: e.ClaimAssigned) -> Changes:
    return {"held_by": event.to}


def _seconded(_: Claim, event: e.DeterminationSeconded) -> Changes:
    return {"seconded_by": event.by, "held_by": None}  # It goes on to somebody else (P9).


def _escalated(claim: Claim, event: e.ReviewEscalated) -> Changes:
    if event.clock == "our_time":
        return {"decide_by": event.due_at}
    if event.clock.startswith(REACH):
        return reaching_late(claim, event)
    holder = _lead_who_holds(claim)
    return {"due_at": event.due_at, "next_actor": Actor.LEAD, "held_by": holder}


# Any: each function takes its own event; see `evolve`.
PEOPLE_EVOLVERS: Mapping[type, Callable[[Claim, Any], Changes]] = {
    e.PersonAwaited: _person_awaited,
    e.ClaimAssigned: _assigned,
    e.DeterminationSeconded: _seconded,
    e.ReviewEscalated: _escalated,
}
