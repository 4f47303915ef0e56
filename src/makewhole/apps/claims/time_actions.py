"""What is done about the time that parties have: it stands still, and runs again."""

from datetime import datetime
from uuid import UUID

from makewhole.apps.claims.actions import Act, do
from makewhole.apps.claims.commands import change_claim
from makewhole.core.claim import handle as thinking
from makewhole.core.claim import time_commands as tc
from makewhole.core.claim.state import Claim
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused


def lose_party(
    *, marketplace_id: UUID, claim_id: UUID, actor: Actor, at: datetime
) -> Claim | Refused:
    """Let a party's time stand still, because nothing that we sent arrived."""
    return change_claim(
        marketplace_id=marketplace_id,
        claim_id=claim_id,
        think=lambda case: thinking.handle(case, tc.LoseParty(actor, case.timetable, case.at)),
        at=at,
    )


def ask_for_time(act: Act, *, actor: Actor, reason: str) -> Claim | Refused:
    """Ask for more time for a party, as the terms give it."""
    return do(
        act,
        lambda case: thinking.handle(
            case, tc.AskForTime(actor, reason, case.timetable, act.by, case.at)
        ),
    )


def reach_party(act: Act, *, actor: Actor, reason: str) -> Claim | Refused:
    """Say that a party was reached, and how: its time runs again."""
    return do(
        act,
        lambda case: thinking.handle(
            case, tc.ReachParty(actor, reason, case.timetable, act.by, case.at)
        ),
    )
