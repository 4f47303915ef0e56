"""What changes where time stands still and runs again; no rule lives here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from makewhole.core.claim import events as e
from makewhole.core.claim import time_events as te
from makewhole.core.claim.loss import Answer, Loss
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim, Unreached
from makewhole.core.claim.values import Reminders
from makewhole.core.clocks.clock import Actor

Changes = Mapping[str, Any]

# Where a claim waits for a party, by its own clock.
_PARTY_STAGES = frozenset(
    {
        Stage.NEEDS_CLAIMANT,
        Stage.WAITING_FOR_SELLER,
        Stage.AWAITING_ANSWERS,
        Stage.AWAITING_RETURN,
        Stage.OFFERED,
    }
)

# What of an event's changes says for whom the claim waits now.
_NEEDED = ("stage", "due_at", "next_actor", "return_state", "loss")

# The deadlines that a claim remembers beside the one that runs.
_REMEMBERED = ("claimant_due_at", "seller_due_at", "return_due_at")


def standing_still(claim: Claim, changes: Changes, event: e.Event) -> Changes:
    """Answer what else changes because a party is not reached: whoever is to reach it is next."""
    if not claim.unreached or "unreached" in changes or "stage" not in changes:
        return {}
    after = replace(claim, **{name: changes[name] for name in _NEEDED if name in changes})
    unreached = tuple(_held(after, one, event.at) for one in claim.unreached)
    return {"unreached": unreached, **_next(replace(after, unreached=unreached))}


def _held(after: Claim, one: Unreached, at: datetime) -> Unreached:
    """Answer the same with the wait of the claim that stands still for this party, if one does."""
    is_next = after.next_actor is one.actor and after.stage in _PARTY_STAGES
    if not is_next or (after.loss is not None and after.stage is Stage.AWAITING_ANSWERS):
        return replace(one, holds=False)
    is_same = one.due_at == after.due_at
    return replace(
        one,
        clock=replace(after, unreached=()).clock,
        due_at=after.due_at,
        stood_since=one.stood_since if is_same else at,
        holds=True,
    )


def _next(after: Claim) -> Changes:
    """Answer who is next and until when, those who are not reached passed over."""
    held = [(one.reach_by, one.next_actor) for one in after.unreached if one.holds]
    if after.stage is Stage.AWAITING_ANSWERS and after.loss is not None:
        held = [(one.reach_by, one.next_actor) for one in after.held_up]
        held += [(row.due_at, row.actor) for row in after.running_answers]
    if not held:
        return {}
    due_at, actor = min(held)
    return {"due_at": due_at, "next_actor": actor}


def _unreached(claim: Claim, event: te.PartyUnreached) -> Changes:
    new = Unreached(event.actor, event.at, event.reach_by, Actor.HANDLER)
    unreached = (*claim.unreached, _held(claim, new, event.at))
    return {"unreached": unreached, **_next(replace(claim, unreached=unreached))}


def _reached(claim: Claim, event: te.PartyReached) -> Changes:
    """Move every wait of the party to its new end; the claim's own is next again if it was held."""
    gone = claim.unreached_of(event.actor)
    left = tuple(one for one in claim.unreached if one is not gone)
    is_next = gone is not None and gone.holds
    return {"unreached": left, **_moved(claim, event.actor, event.moved, is_next, left)}


def _extended(claim: Claim, event: te.TimeExtended) -> Changes:
    """Move the end of one wait, and remember that it was made longer."""
    is_next = claim.next_actor is event.actor
    moved = _moved(claim, event.actor, (event.moved,), is_next, claim.unreached)
    return {**moved, "extended": (*claim.extended, event.moved.clock)}


def _moved(
    claim: Claim,
    actor: Actor,
    all_moved: Sequence[te.Moved],
    is_next: bool,
    unreached: tuple[Unreached, ...],
) -> Changes:
    changes: dict[str, Any] = {}
    loss = claim.loss
    for moved in all_moved:
        row = loss.answer(moved.clock) if loss is not None else None
        if loss is not None and row is not None:
            loss = _with_end(loss, row, moved)
            continue
        changes |= {
            name: moved.due_at for name in _REMEMBERED if getattr(claim, name) == moved.due_before
        }
        if is_next:
            changes |= {"due_at": moved.due_at, "next_actor": actor}
            changes["reminders"] = Reminders(moved.clock, moved.due_at, moved.remind_at)
    changes["loss"] = loss
    if loss is not None and claim.stage is Stage.AWAITING_ANSWERS:
        changes |= _next(replace(claim, unreached=unreached, loss=loss))
    return changes


def _with_end(loss: Loss, row: Answer, moved: te.Moved) -> Loss:
    later = replace(row, due_at=moved.due_at, remind_at=moved.remind_at)
    answers = tuple(later if one is row else one for one in loss.answers)
    return replace(loss, answers=answers)


def reaching_late(claim: Claim, event: e.ReviewEscalated) -> Changes:
    """Answer what changes when our own time to reach a party ended: a lead is next."""
    unreached = tuple(
        replace(one, reach_by=event.due_at, next_actor=Actor.LEAD)
        if one.own_clock == event.clock
        else one
        for one in claim.unreached
    )
    return {"unreached": unreached, **_next(replace(claim, unreached=unreached))}


TIME_EVOLVERS: Mapping[type, Callable[[Claim, Any], Changes]] = {
    te.PartyUnreached: _unreached,
    te.PartyReached: _reached,
    te.TimeExtended: _extended,
}
