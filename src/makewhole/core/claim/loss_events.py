"""What happens to loss claims only, and what moves a cost once money was paid."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from makewhole.core.claim.loss import Asked, Capacity, Head, Occurrence, SignedDocument
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor


@dataclass(frozen=True, slots=True)
class HeadsAmended:
    """What is asked for was changed: from now on these are the heads of the claim."""

    heads: tuple[Head, ...]
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswersAsked:
    """Sellers and insurers were asked, each with a time of its own; the stage stays."""

    asked: tuple[Asked, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswersAwaited:
    """The claim waits for those who were asked; the first of their ends is the claim's."""

    next_actor: Actor
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class LossAnswered:
    """A seller or its insurer answered, or only told us something: then its time runs on."""

    clock: str
    actor: Actor
    answer: str
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class SettlementConfirmed:
    """The claimant has money from the seller or its insurer: a part, or all that is asked."""

    settled_by: Role
    amount_minor: int
    is_whole: bool
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class OfferMade:
    """A settlement was offered against a release; who offered it has decided, if it is accepted."""

    determination_id: UUID
    amount_minor: int
    release_version: str
    due_at: datetime
    by: By
    at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """The offer was accepted, and with it the release; `release_hash` is of its signed text."""

    release_version: str
    release_hash: str | None
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseSigned:
    """The release was signed with the offer; None in `open_until`: it cannot be taken back.

    `document` is what was signed here; None: it was signed elsewhere, or before any was kept.
    """

    version: str
    open_until: datetime | None
    document: SignedDocument | None
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseTakenBack:
    """The release was taken back: what was paid stays paid, and a person decides anew (P2)."""

    reason: str
    next_actor: Actor
    due_at: datetime
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ReleaseBecameFinal:
    """The time to take the release back ended without a word."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PaymentAheadDecided:
    """A person decided to pay a part ahead; the determination of this id follows at once (P4)."""

    determination_id: UUID
    amount_minor: int
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class OfferEnded:
    """The offer was declined, or its time ended; the claim can be decided as before."""

    how: str  # declined | lapsed
    reason: str
    next_actor: Actor
    due_at: datetime
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class CostMoved:
    """Who bears what was paid was settled, or settled otherwise; the claimant's money stays (P2).

    `charge_seller_minor` is what of it the seller bears: all of it, or an insurer's deductible.
    """

    determination_id: UUID
    from_bearer: str
    to_bearer: str
    amount_minor: int
    charge_seller_minor: int
    contest_by: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimantNamed:
    """Another person is the claimant from now on; time that runs for them begins anew.

    `due_at` is the new end of the wait that runs for the claimant; None: none does.
    """

    party_id: UUID
    capacity: Capacity
    reason: str
    due_at: datetime | None
    by: By
    at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class OccurrenceNamed:
    """The loss was found to belong to one event with others: one limit holds for all of them."""

    occurrence: Occurrence
    reason: str
    by: By
    at: datetime


OfferEvent = (
    OfferMade
    | OfferAccepted
    | OfferEnded
    | ReleaseSigned
    | ReleaseTakenBack
    | ReleaseBecameFinal
    | PaymentAheadDecided
)

LossEvent = (
    HeadsAmended
    | AnswersAsked
    | AnswersAwaited
    | LossAnswered
    | SettlementConfirmed
    | OfferEvent
    | ClaimantNamed
    | OccurrenceNamed
    | CostMoved
)
