"""What happened to an appeal: append-only, versioned, one stored sample each in the tests."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.core.appeal.stages import Result, Side
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.claim.values import By


@dataclass(frozen=True, slots=True)
class AppealFiled:
    """One side asks for another look; we decide by `decide_by`."""

    appeal_id: UUID
    claim_id: UUID
    determination_id: UUID
    side: Side
    clause: str  # Of the determination: the overturn rate is counted by it.
    reasons: str
    new_evidence: str  # What was not on file when it was determined; empty: nothing.
    decide_by: datetime
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewerAssigned:
    """Somebody who took no part looks at it."""

    reviewer: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewerMissing:
    """All of our people took part in the claim, so a lead has to find somebody."""

    at: datetime


@dataclass(frozen=True, slots=True)
class FindingRecorded:
    """The reviewer found something; it counts on the appeal, and on the claim if that changes."""

    found: Found
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AppealEscalated:
    """A lead is next: our time ended, or the reviewer passed it on and says why."""

    reason: str  # Empty: our time ended.
    due_at: datetime
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AppealSeconded:
    """One of two leads agreed; the second must be another (P9)."""

    due_at: datetime
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """A person decided it (P7); amounts as in `Answer`."""

    result: Result
    paid_more_minor: int
    freed_minor: int
    awaits_return: bool
    determination_id: UUID | None
    reasons: Reasons
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class SlipCorrected:
    """A mistake in writing or adding up was put right without a review."""

    appeal_id: UUID
    claim_id: UUID
    determination_id: UUID  # The one that was wrong.
    clause: str
    found: tuple[Found, ...]
    paid_more_minor: int
    freed_minor: int
    new_determination_id: UUID | None
    reasons: Reasons
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AppealWithdrawn:
    """Whoever asked took it back."""

    by: By
    at: datetime


# What can follow once it was begun.
Step = (
    ReviewerAssigned
    | ReviewerMissing
    | FindingRecorded
    | AppealEscalated
    | AppealSeconded
    | AppealDecided
    | AppealWithdrawn
)

Event = AppealFiled | SlipCorrected | Step
