"""What can be asked of a claim; a command that does not stand is refused with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.core.claim.colleagues import Colleague, Mandate
from makewhole.core.claim.loss import Head
from makewhole.core.claim.loss_commands import LossCommand
from makewhole.core.claim.stages import Ground, RecoveryState, ReturnState
from makewhole.core.claim.time_commands import TimeCommand
from makewhole.core.claim.values import (
    By,
    EarlierRejection,
    Finding,
    Line,
    SealedText,
    Value,
)
from makewhole.core.clocks.timetable import Timetable


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """Begin a claim that can be saved and resumed; the ground may still be open."""

    claim_id: UUID
    order_id: UUID
    seller_id: UUID | None
    currency: str
    ground: Ground | None
    lines: tuple[Line, ...]
    timetable: Timetable
    by: By
    at: datetime
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class FileClaim:
    """Make the claim; refused when it is too early or the seller was not asked first (A2, A3)."""

    ground: Ground
    finding: Finding
    timetable: Timetable
    by: By
    at: datetime
    rejected_before: EarlierRejection | None = None


@dataclass(frozen=True, slots=True)
class StateFact:
    """Say what a fact is: the claimant answers a question, a handler records a finding.

    `line` names the order line whose item it is about: what came back of it is worth. `sealed` is
    a personal text that stands behind it: the carrier and number of a return.
    """

    fact: str
    value: Value
    reason: str
    by: By
    at: datetime
    line: int | None = None
    sealed: SealedText | None = None


@dataclass(frozen=True, slots=True)
class AnswerClaim:
    """The seller accepts or rejects the claim, a rejection with its reason."""

    answer: str
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class MoveReturn:
    """Record that the goods are one step further on their way back.

    Who accepts the return says where it goes: `sealed` is the address or the label.
    """

    to: ReturnState
    by: By
    at: datetime
    sealed: SealedText | None = None


@dataclass(frozen=True, slots=True)
class AssessClaim:
    """Weigh the facts on file as the terms do, and go where the answer leads.

    A person confirms with `confirms`; automation never does. `determination_id` is chosen by the
    caller, so that a retry finds the same determination and the same payout. `insurer_id` is of the
    policy that answers for the loss, where one is known.
    """

    finding: Finding
    determination_id: UUID
    timetable: Timetable
    confirms: bool
    by: By
    at: datetime
    insurer_id: UUID | None = None
    appeal_id: UUID | None = None
    mandate: Mandate | None = None  # Of the person who confirms.


@dataclass(frozen=True, slots=True)
class AssignClaim:
    """Let one of our people take a claim, hand it over, or give it back to the queue."""

    to: Colleague | None  # None: it goes back to the queue.
    reason: str
    mandate: Mandate  # Of whoever acts.
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class TakeUpOnAppeal:
    """Decide the claim again, because an appeal showed that another answer is due."""

    appeal_id: UUID
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ContestCost:
    """Note that the seller contests what it is asked to bear."""

    appeal_id: UUID
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class EndContest:
    """Turn the cost as the contest ended; amounts as in the event."""

    appeal_id: UUID
    determination_id: UUID
    result: RecoveryState
    freed_minor: int
    charged_minor: int
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class TurnCost:
    """Determine anew who bears what was paid; the claimant's own answer stays as it is (P2)."""

    finding: Finding
    determination_id: UUID
    appeal_id: UUID
    seconded_by: By | None
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class LetClockRunOut:
    """Draw the consequence of silence: the named clock is due."""

    clock: str
    timetable: Timetable
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordPayout:
    """Record what the rail said of one attempt at a payout: `settled`, `failed` or `returned`."""

    payout_id: UUID
    attempt: int
    result: str
    timetable: Timetable
    at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawClaim:
    """The claimant takes the claim back, at any time before money is on its way."""

    timetable: Timetable
    by: By
    at: datetime


Command = (
    DraftClaim
    | FileClaim
    | StateFact
    | AnswerClaim
    | MoveReturn
    | AssessClaim
    | AssignClaim
    | TakeUpOnAppeal
    | ContestCost
    | EndContest
    | TurnCost
    | LetClockRunOut
    | RecordPayout
    | WithdrawClaim
    | LossCommand
    | TimeCommand
)
