"""Claims, findings and timetables for tests: each test changes what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.decide import decide
from makewhole.core.claim.evolve import fold
from makewhole.core.claim.stages import WAY_BACK_KNOWN, Ground, ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import (
    By,
    Finding,
    Line,
    OpenFact,
    PartAllowed,
    Role,
    SealedText,
)
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.calendar import business_calendar
from makewhole.core.kernel.outcome import Accepted, Refused

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)  # A Monday.
CLAIM_ID = UUID(int=1)
ORDER_ID = UUID(int=2)
SELLER_ID = UUID(int=3)
DETERMINATION_ID = UUID(int=4)

CLAIMANT = By(Role.CLAIMANT, UUID(int=10))
SELLER = By(Role.SELLER, SELLER_ID)
HANDLER = By(Role.HANDLER, UUID(int=11))
LEAD = By(Role.LEAD, UUID(int=12))
OTHER_LEAD = By(Role.LEAD, UUID(int=13))
AUTOMATION = By(Role.AUTOMATION)

ADDRESS = SealedText(UUID(int=77), "c" * 64)

TIMETABLE = Timetable(
    durations={
        "draft_days": 30,
        "decide_days": 90,
        "appeal_decide_business_days": 10,
        "evidence_days": 14,
        "referred_business_days": 2,
        "contact_wait_hours": 48,
        "order_answer_hours": 48,
        "return_days": 14,
        "return_transit_days": 14,
        "inspect_business_days": 2,
        "pay_business_days": 5,
        "late_business_days": 10,
        "reminder_percent": 50,
        "last_reminder_percent": 85,
    },
    calendar=business_calendar("US"),
    zone=ZoneInfo("America/New_York"),
)

PART = PartAllowed(1, "order_line", claimed_minor=60_00, allowed_minor=60_00, reason="allowed")

PAY = Finding(
    terms_hash="h" * 64,
    outcome="pay",
    payer="programme",
    bearer="seller",
    claim_back="seller",
    decided_by="automation",
    payable_minor=60_00,
    charge_seller_minor=60_00,
    payable_on_return_minor=0,
    parts=(PART,),
    needs=(),
    offer_unasked=True,
    timely="in_time",
    seller_turn="done",
    claim_opens_at=None,
    file_from=None,
    file_by=date(2027, 5, 1),
    appeal_by=date(2027, 3, 31),
    contest_by=date(2027, 3, 31),
    clause="12.11",
    missing=(),
)
NOTHING = replace(
    PAY,
    payer="nobody",
    bearer="nobody",
    claim_back="none",
    payable_minor=0,
    charge_seller_minor=0,
    parts=(replace(PART, allowed_minor=0),),
)
DENY = replace(NOTHING, outcome="deny", clause="12.7")
REFER = replace(NOTHING, outcome="refer", clause="12.6")


def open_question(*facts: str, source: str) -> Finding:
    """A finding that these facts could still change."""
    return replace(
        PAY,
        outcome=None,
        payable_minor=None,
        missing=tuple(OpenFact(fact, source) for fact in facts),
    )


def draft(**changed: Any) -> c.DraftClaim:
    command = c.DraftClaim(
        claim_id=CLAIM_ID,
        order_id=ORDER_ID,
        seller_id=SELLER_ID,
        currency="USD",
        ground=Ground.NOT_RECEIVED,
        lines=(Line(1, 1),),
        timetable=TIMETABLE,
        by=CLAIMANT,
        at=NOW,
    )
    return replace(command, **changed)


def file(**changed: Any) -> c.FileClaim:
    return replace(c.FileClaim(Ground.NOT_RECEIVED, PAY, TIMETABLE, CLAIMANT, NOW), **changed)


def assess(finding: Finding, **changed: Any) -> c.AssessClaim:
    command = c.AssessClaim(
        finding=finding,
        determination_id=DETERMINATION_ID,
        timetable=TIMETABLE,
        confirms=False,
        by=AUTOMATION,
        at=NOW,
    )
    return replace(command, **changed)


def move(to: ReturnState, by: By, **changed: Any) -> c.MoveReturn:
    """A step of the goods; who accepts them says where they go."""
    sealed = ADDRESS if to in WAY_BACK_KNOWN else None
    return replace(c.MoveReturn(to, by, NOW, sealed), **changed)


def run_out(clock: str, at: datetime) -> c.LetClockRunOut:
    return c.LetClockRunOut(clock, TIMETABLE, at)


def after(*commands: c.Command, claim: Claim | None = None) -> Claim:
    """The claim after these commands, each of which stands."""
    for command in commands:
        claim = fold(events(claim, command), claim)
    assert claim is not None
    return claim


def events(claim: Claim | None, command: c.Command) -> tuple[e.Event, ...]:
    """What follows from a command that stands."""
    decision = decide(claim, command)
    assert isinstance(decision, Accepted), decision
    return decision.events


def reason(claim: Claim | None, command: c.Command) -> str:
    """Why a command does not stand."""
    decision = decide(claim, command)
    assert isinstance(decision, Refused), decision
    return decision.reason


def screening(**changed: Any) -> Claim:
    """A claim that was filed and not looked at yet."""
    return after(draft(**changed), file())


def paying() -> Claim:
    return after(assess(PAY), claim=screening())


SECOND = timedelta(seconds=1)
