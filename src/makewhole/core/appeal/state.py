"""An appeal as its events tell it: what `decide` looks at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.core.appeal.stages import Result, Side, Stage
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.claim.values import By
from makewhole.core.clocks.clock import Actor


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, by whom and when."""

    found: Found
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class Appeal:
    """One appeal, folded from its journal."""

    appeal_id: UUID
    claim_id: UUID
    determination_id: UUID  # The one that it is against.
    side: Side
    clause: str
    reasons: str
    new_evidence: str
    filed_by: By
    filed_at: datetime
    changed_at: datetime
    stage: Stage
    next_actor: Actor | None
    due_at: datetime | None  # None once it is over.

    reviewer: By | None = None
    is_with_lead: bool = False  # Any lead who took no part may decide it.
    passed_on_because: str = ""
    findings: tuple[Finding, ...] = ()
    seconded_by: By | None = None
    result: Result | None = None
    decided_by: By | None = None
    decided_at: datetime | None = None
    decided_because: Reasons | None = None
    paid_more_minor: int = 0
    freed_minor: int = 0
    awaits_return: bool = False
    led_to: UUID | None = None  # The determination that was made on it.

    @property
    def is_over(self) -> bool:
        return self.stage in (Stage.DECIDED, Stage.WITHDRAWN)
