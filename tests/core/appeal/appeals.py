"""Appeals for tests: each test changes what it is about."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from makewhole.core.appeal import commands as c
from makewhole.core.appeal import events as e
from makewhole.core.appeal.decide import decide
from makewhole.core.appeal.evolve import fold
from makewhole.core.appeal.stages import Result, Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Answer, Found, Reasons
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Accepted, Refused
from tests.core.claim.claims import CLAIM_ID, CLAIMANT, HANDLER, NOW, TIMETABLE
from tests.core.claim.samples import DETERMINED

APPEAL_ID = UUID(int=50)
REVIEWER = By(Role.HANDLER, UUID(int=14))
REASONS = Reasons("We looked at everything again.", "It was looked at again.")
FOUND = Found("at_address", value=False, reason="The photograph shows another door.")
LAST_DAY = date(2027, 3, 31)
NOBODY: frozenset[UUID] = frozenset()
DECIDED_IT = frozenset({UUID(int=11)})  # The handler who determined the claim.


def filing(**changed: Any) -> c.FileAppeal:
    command = c.FileAppeal(
        appeal_id=APPEAL_ID,
        claim_id=CLAIM_ID,
        determined=DETERMINED,
        side=Side.CLAIMANT,
        reasons="It never came.",
        new_evidence="",
        is_final=False,
        timetable=TIMETABLE,
        by=CLAIMANT,
        at=NOW,
    )
    return replace(command, **changed)


def assigning(*people: By, took_part: frozenset[UUID] = NOBODY, **changed: Any) -> c.AssignReviewer:
    return replace(c.AssignReviewer(people or (REVIEWER,), took_part, NOW), **changed)


def finding(**changed: Any) -> c.RecordFinding:
    return replace(c.RecordFinding(FOUND, NOBODY, REVIEWER, NOW), **changed)


def passing_on(**changed: Any) -> c.PassOn:
    command = c.PassOn("They are my neighbours.", NOBODY, TIMETABLE, REVIEWER, NOW)
    return replace(command, **changed)


def deciding(**changed: Any) -> c.DecideAppeal:
    command = c.DecideAppeal(Answer(Result.UPHELD), REASONS, NOBODY, TIMETABLE, REVIEWER, NOW)
    return replace(command, **changed)


def correcting(**changed: Any) -> c.CorrectSlip:
    command = c.CorrectSlip(
        appeal_id=APPEAL_ID,
        claim_id=CLAIM_ID,
        determined=DETERMINED,
        found=(FOUND,),
        answer=Answer(Result.REVERSED, freed_minor=60_00),
        reasons=REASONS,
        is_disputed=False,
        by=HANDLER,
        at=NOW,
    )
    return replace(command, **changed)


def events(appeal: Appeal | None, command: c.Command) -> tuple[e.Event, ...]:
    decision = decide(appeal, command)
    assert isinstance(decision, Accepted), decision
    return decision.events


def after(*commands: c.Command, appeal: Appeal | None = None) -> Appeal:
    """The appeal after these commands, each of which stands."""
    for command in commands:
        appeal = fold(events(appeal, command), appeal)
    assert appeal is not None
    return appeal


def reason(appeal: Appeal | None, command: c.Command) -> str:
    """Why a command does not stand."""
    decision = decide(appeal, command)
    assert isinstance(decision, Refused), decision
    return decision.reason


def assigned() -> Appeal:
    return after(filing(), assigning())


A_DAY = timedelta(days=1)
