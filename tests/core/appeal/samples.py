"""At least one sample of every event of an appeal, and of every branch that somebody is told of."""

from dataclasses import replace
from uuid import UUID

from makewhole.core.appeal import events as e
from makewhole.core.appeal.stages import Result, Side
from makewhole.core.claim.values import By, Role
from tests.core.appeal.appeals import APPEAL_ID, FOUND, REASONS, REVIEWER
from tests.core.claim.claims import CLAIM_ID, CLAIMANT
from tests.core.claim.samples import AT, DUE, SELLER

FILED = e.AppealFiled(
    appeal_id=APPEAL_ID,
    claim_id=CLAIM_ID,
    determination_id=UUID(int=4),
    side=Side.CLAIMANT,
    clause="12.8",
    reasons="It never came.",
    new_evidence="A photograph of the door.",
    decide_by=DUE,
    by=CLAIMANT,
    at=AT,
)
DECIDED = e.AppealDecided(
    result=Result.REVERSED,
    paid_more_minor=60_00,
    freed_minor=0,
    awaits_return=False,
    determination_id=UUID(int=5),
    reasons=REASONS,
    by=REVIEWER,
    at=AT,
)

SAMPLES: tuple[e.Event, ...] = (
    FILED,
    replace(FILED, side=Side.SELLER, by=SELLER),
    e.ReviewerAssigned(REVIEWER, AT),
    e.ReviewerMissing(AT),
    e.FindingRecorded(FOUND, REVIEWER, AT),
    e.AppealEscalated("", DUE, By(Role.CLOCK), AT),
    e.AppealEscalated("They are my neighbours.", DUE, REVIEWER, AT),
    e.AppealSeconded(DUE, By(Role.LEAD, UUID(int=12)), AT),
    *(
        replace(DECIDED, result=result)
        for result in (Result.UPHELD, Result.VARIED, Result.REVERSED)
    ),
    replace(DECIDED, awaits_return=True, paid_more_minor=0, determination_id=None),
    e.SlipCorrected(
        appeal_id=APPEAL_ID,
        claim_id=CLAIM_ID,
        determination_id=UUID(int=4),
        clause="12.8",
        found=(FOUND,),
        paid_more_minor=0,
        freed_minor=60_00,
        new_determination_id=UUID(int=5),
        reasons=REASONS,
        by=REVIEWER,
        at=AT,
    ),
    e.AppealWithdrawn(CLAIMANT, AT),
)
