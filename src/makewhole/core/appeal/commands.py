"""What can be asked of an appeal; a command that does not stand is refused with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.values import Answer, Found, Reasons
from makewhole.core.claim.events import ClaimDetermined
from makewhole.core.claim.values import By
from makewhole.core.clocks.timetable import Timetable


@dataclass(frozen=True, slots=True)
class FileAppeal:
    """Ask for another look at one determination.

    `is_final` says that the determination was made on an appeal of the same side: there is one
    level inside the programme.
    """

    appeal_id: UUID
    claim_id: UUID
    determined: ClaimDetermined
    side: Side
    reasons: str
    new_evidence: str
    is_final: bool
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AssignReviewer:
    """Pick somebody who took no part, by a rule that nobody can steer."""

    people: tuple[By, ...]
    took_part: frozenset[UUID]
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """Write down what the reviewer found, with the reason."""

    found: Found
    took_part: frozenset[UUID]
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class PassOn:
    """Hand it to a lead: it is beyond the reviewer's authority, or too near to them."""

    reason: str
    took_part: frozenset[UUID]
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class DecideAppeal:
    """Decide as the terms say on the findings, with reasons to both sides."""

    answer: Answer
    reasons: Reasons
    took_part: frozenset[UUID]
    timetable: Timetable
    by: By
    at: datetime
    is_above_limit: bool = False  # It gives more than whoever decides may give alone.


@dataclass(frozen=True, slots=True)
class CorrectSlip:
    """Put a mistake in writing or adding up right, that nobody disputes: without a review."""

    appeal_id: UUID
    claim_id: UUID
    determined: ClaimDetermined
    found: tuple[Found, ...]
    answer: Answer
    reasons: Reasons
    is_disputed: bool  # An appeal or a contest of the claim is open.
    by: By
    at: datetime
    is_above_limit: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawAppeal:
    """Take it back, at any time before it is decided."""

    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class LetClockRunOut:
    """Draw the consequence of our own silence: the named clock is due."""

    clock: str
    timetable: Timetable
    at: datetime


Command = (
    FileAppeal
    | AssignReviewer
    | RecordFinding
    | PassOn
    | DecideAppeal
    | CorrectSlip
    | WithdrawAppeal
    | LetClockRunOut
)
