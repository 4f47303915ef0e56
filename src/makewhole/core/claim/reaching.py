"""Parties whom no notice reaches: their time stands still, and one of us is next (P5, P6)."""

from datetime import datetime

from makewhole.core.claim import time_events as te
from makewhole.core.claim.commands import Command
from makewhole.core.claim.loss_commands import AnswerLoss
from makewhole.core.claim.state import Claim, Unreached
from makewhole.core.claim.time_commands import LoseParty, ReachParty
from makewhole.core.claim.values import By
from makewhole.core.claim.waits import resumed
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import LAST_REMINDER, REMINDERS, Timetable
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[te.TimeEvent] | Refused

PARTIES = frozenset({Actor.CLAIMANT, Actor.SELLER, Actor.INSURER})
_ONE_REMINDER = frozenset({"draft", "return_choice"})


def lose_party(claim: Claim, command: LoseParty) -> Decision:
    """Let the party's time stand still, if any runs; a draft concerns nobody else yet."""
    actor = command.actor
    if claim.unreached_of(actor) is not None:
        return Refused("party_unreached_already", {"actor": actor})
    if claim.filed_at is None or not _is_awaited(claim, actor, command.at):
        return Refused("party_not_awaited", {"actor": actor})
    reach_by = command.timetable.after_business_days(command.at, "referred_business_days")
    return Accepted((te.PartyUnreached(actor, reach_by, command.at),))


def _is_awaited(claim: Claim, actor: Actor, at: datetime) -> bool:
    """Answer whether time of this party runs; what has run out is silence, whoever was reached."""
    rows = claim.loss.open_answers if claim.loss is not None else ()
    ends = [row.due_at for row in rows if row.actor is actor]
    if claim.next_actor is actor and claim.due_at is not None:
        ends.append(claim.due_at)
    return any(at < end for end in ends)


def reach_party(claim: Claim, command: ReachParty) -> Decision:
    """Let the party's time run again; one of our people says how it was reached."""
    unreached = claim.unreached_of(command.actor)
    if unreached is None:
        return Refused("party_not_unreached", {"actor": command.actor})
    is_itself = command.by.role.value == command.actor.value
    if not is_itself and not command.by.decides_as_a_person:
        return Refused("decision_needs_a_person")
    if not is_itself and not command.reason.strip():
        return Refused("reaching_needs_a_reason")
    moved = _moved(claim, unreached, command)
    reached = te.PartyReached(command.actor, moved, command.reason, command.by, command.at)
    return Accepted((reached,))


def _moved(claim: Claim, unreached: Unreached, command: ReachParty) -> tuple[te.Moved, ...]:
    rows = claim.loss.open_answers if claim.loss is not None else ()
    waits = [
        (row.clock, row.due_at, max(unreached.since, row.since))
        for row in rows
        if row.actor is command.actor
    ]
    if unreached.clock and unreached.due_at and unreached.stood_since:
        waits.append((unreached.clock, unreached.due_at, unreached.stood_since))
    return tuple(
        _again(clock, due_at, since, command) for clock, due_at, since in waits if since < due_at
    )


def _again(clock: str, due_at: datetime, since: datetime, command: ReachParty) -> te.Moved:
    timetable, at = command.timetable, command.at
    later = resumed(clock, due_at, since, timetable, at)
    shares = LAST_REMINDER if clock in _ONE_REMINDER else REMINDERS
    return te.Moved(clock, due_at, later, timetable.reminders(at, later, shares))


def reached_by(claim: Claim, command: Command, timetable: Timetable) -> ReachParty | None:
    """Answer what says that whoever acts is reached by it; None: nobody is who was not before.

    Our people who write down what a party answered have reached it, too.
    """
    by = getattr(command, "by", None)
    if not isinstance(by, By) or isinstance(command, ReachParty):
        return None
    speaks = command.actor.value if isinstance(command, AnswerLoss) else by.role.value
    for one in claim.unreached:
        if one.actor.value == speaks:
            reason = command.reason if isinstance(command, AnswerLoss) else ""
            return ReachParty(one.actor, reason, timetable, by, command.at)
    return None
