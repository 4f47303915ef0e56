"""What an appeal or a contest does to its claim: it is decided again, or the cost turns."""

from dataclasses import replace

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.authority import lacks_authority
from makewhole.core.claim.determining import determined
from makewhole.core.claim.stages import ClosedAs, RecoveryState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import PartAllowed
from makewhole.core.kernel.outcome import Accepted, Refused
from makewhole.core.kernel.require import require

Decision = Accepted[e.Event] | Refused


def appealed(
    claim: Claim, command: c.TakeUpOnAppeal | c.ContestCost | c.EndContest | c.TurnCost
) -> Decision:
    """Answer what follows from a step of an appeal or a contest."""
    match command:
        case c.TakeUpOnAppeal():
            return _take_up(claim, command)
        case c.ContestCost():
            return _contest(claim, command)
        case c.EndContest():
            return _end_contest(claim, command)
        case _:
            return _turn_cost(claim, command)


def _take_up(claim: Claim, command: c.TakeUpOnAppeal) -> Decision:
    """Open the claim again; a person does, and only once nothing else would decide it anyway."""
    refusal = _refuse(claim, command)
    return refusal or Accepted((e.TakenUpOnAppeal(command.appeal_id, command.by, command.at),))


def _contest(claim: Claim, command: c.ContestCost) -> Decision:
    """Note the contest of a cost that was determined; one is open at a time."""
    if claim.determined_at is None:
        return Refused("nothing_charged")
    if claim.recovery_state is RecoveryState.CONTESTED:
        return Refused("contest_open_already")
    return Accepted((e.CostContested(command.appeal_id, command.by, command.at),))


def _end_contest(claim: Claim, command: c.EndContest) -> Decision:
    """Turn the cost as the contest ended: a person decides it, or the seller takes it back."""
    if claim.recovery_state is not RecoveryState.CONTESTED:
        return Refused("no_contest_open")
    is_taken_back = command.result is RecoveryState.NONE
    if not is_taken_back and not command.by.decides_as_a_person:
        return Refused("decision_needs_a_person")
    require(not is_taken_back or command.freed_minor == 0, "a contest taken back frees nobody")
    ended = e.ContestEnded(
        appeal_id=command.appeal_id,
        determination_id=command.determination_id,
        result=command.result,
        freed_minor=command.freed_minor,
        charged_minor=command.charged_minor,
        by=command.by,
        at=command.at,
    )
    return Accepted((ended,))


def _turn_cost(claim: Claim, command: c.TurnCost) -> Decision:
    """Determine anew who bears what was paid; of what was allowed nothing is taken back (P2)."""
    finding = command.finding
    refusal = _refuse(claim, command) or lacks_authority(command.by, finding.decided_by or "")
    if refusal is not None:
        return refusal
    if finding.decided_by == "two_people" and command.seconded_by in (None, command.by):
        return Refused("second_person_needed")
    require(finding.outcome == "pay", "only a cost that was paid turns")
    require(finding.payable_minor == 0, "turning a cost pays nothing")
    parts = tuple(_kept(part, claim) for part in finding.parts)
    made = determined(
        replace(finding, parts=parts),
        command.determination_id,
        command.by,
        command.at,
        appeal_id=command.appeal_id,
    )
    if not claim.is_closed:
        return Accepted((made,))
    taken_up = e.TakenUpOnAppeal(command.appeal_id, command.by, command.at)
    return Accepted((taken_up, made, e.ClaimClosed(ClosedAs.PAID, command.at)))


def _kept(part: PartAllowed, claim: Claim) -> PartAllowed:
    """Answer the part with no less allowed than before: what was paid stays paid."""
    before = next(
        (
            old.allowed_minor
            for old in claim.parts
            if (old.line_number, old.kind) == (part.line_number, part.kind)
        ),
        0,
    )
    return replace(part, allowed_minor=max(part.allowed_minor, before))


def _refuse(claim: Claim, command: c.TakeUpOnAppeal | c.TurnCost) -> Refused | None:
    if not command.by.decides_as_a_person:
        return Refused("decision_needs_a_person")
    if claim.determined_at is None or not claim.is_at_rest:
        return Refused("claim_still_moves", {"stage": claim.stage})
    return None
