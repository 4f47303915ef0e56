"""What can be asked of a loss claim only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.core.claim.colleagues import Mandate
from makewhole.core.claim.loss import Capacity, Head, Occurrence, SignedDocument
from makewhole.core.claim.values import By, Finding, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import Timetable


@dataclass(frozen=True, slots=True)
class AmendHeads:
    """Change what is asked for, until the answer is final; the terms are asked again (B8)."""

    heads: tuple[Head, ...]
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerLoss:
    """Answer for a seller or an insurer; our people may write down what they were told, and why.

    A seller `informs`, `accepted`, `manages`, `rejected`, `settled`, or has `proven` its insurance;
    an insurer `acknowledged`, `accepted`, `denied` or `settled`.
    """

    actor: Actor
    answer: str
    reason: str
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmSettlement:
    """Say that the seller or its insurer has paid: a part, or all that is asked."""

    settled_by: Role
    amount_minor: int
    is_whole: bool
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """Accept the settlement offer and its release; `finding` is what the terms say now.

    `needs_care`: the claimant is a minor or is represented, so a lead accepts for them, and says
    why.
    """

    finding: Finding
    needs_care: bool
    document: SignedDocument | None
    reason: str
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """Decline the settlement offer."""

    reason: str
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class TakeBackRelease:
    """Take a signed release back in its time; `needs_care` as for accepting it."""

    needs_care: bool
    reason: str
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class PayAhead:
    """Pay a part of what is shown already, ahead of the answer; `finding` says how much may be."""

    finding: Finding
    amount_minor: int
    determination_id: UUID
    reason: str
    timetable: Timetable
    by: By
    at: datetime
    mandate: Mandate | None = None


@dataclass(frozen=True, slots=True)
class NameClaimant:
    """Record that another than the order's buyer, or than before, is the claimant, and why."""

    party_id: UUID
    capacity: Capacity
    reason: str
    timetable: Timetable
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class NameOccurrence:
    """Find that the loss belongs to one event with others, whatever orders they are about."""

    occurrence: Occurrence
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class SettleCost:
    """Say who bears what was paid, as the terms do now; no money of the claimant's moves."""

    finding: Finding
    determination_id: UUID
    by: By
    at: datetime
    appeal_id: UUID | None = None  # The contest whose end settles it.


LossCommand = (
    AmendHeads
    | AnswerLoss
    | ConfirmSettlement
    | AcceptOffer
    | DeclineOffer
    | TakeBackRelease
    | PayAhead
    | NameClaimant
    | NameOccurrence
    | SettleCost
)
