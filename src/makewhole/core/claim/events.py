"""What happened to a claim: append-only, versioned, one stored sample each in the tests."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from makewhole.core.claim.loss import Head
from makewhole.core.claim.loss_events import LossEvent
from makewhole.core.claim.stages import ClosedAs, Ground, RecoveryState, ReturnState
from makewhole.core.claim.time_events import TimeEvent
from makewhole.core.claim.values import By, Line, PartAllowed, SealedText, Value
from makewhole.core.clocks.clock import Actor


@dataclass(frozen=True, slots=True)
class ClaimDrafted:
    """A claim was begun; it lapses when it is not filed by `ends_at`."""

    claim_id: UUID
    order_id: UUID
    seller_id: UUID | None
    currency: str
    ground: Ground | None
    lines: tuple[Line, ...]
    ends_at: datetime
    by: By
    at: datetime
    remind_at: tuple[datetime, ...] = ()
    heads: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimFiled:
    """The claim was made on this ground; our own time to decide runs until `decide_by`."""

    ground: Ground
    terms_hash: str
    decide_by: datetime
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class FactStated:
    """Somebody said what a fact is: of the claim, or of the item of one of its lines.

    `sealed`: the personal text behind it, such as a tracking number. A `value` of None is private
    and not open here, or was erased.
    """

    fact: str
    value: Value | None
    reason: str
    by: By
    at: datetime
    line: int | None = None
    sealed: SealedText | None = None


@dataclass(frozen=True, slots=True)
class SellerAwaited:
    """The seller still has time to help before the claim goes on (A2)."""

    until: datetime
    at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimantAsked:
    """The claimant was asked for these facts."""

    facts: tuple[str, ...]
    due_at: datetime
    at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimReferred:
    """A person must look, or find these facts."""

    facts: tuple[str, ...]
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class PutToSeller:
    """The claim was put to the seller, with these questions."""

    facts: tuple[str, ...]
    due_at: datetime
    at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class SellerAnswered:
    """The seller accepted or rejected the claim.

    `carried_from` is the claim that was answered so, where that was taken back or lapsed and made
    again: what the seller said against it stands.
    """

    answer: str
    reason: str
    by: By
    at: datetime
    carried_from: UUID | None = None


@dataclass(frozen=True, slots=True)
class PartyReminded:
    """A party was reminded of the clock that runs for it until `due_at`; nothing else changed."""

    clock: str
    actor: Actor
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class SilencePresumed:
    """Somebody's time ended: from now on the terms' presumptions after this clock apply."""

    clock: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReturnAwaited:
    """Money is due only against the return: the goods are asked back."""

    state: ReturnState
    next_actor: Actor
    due_at: datetime
    at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnMoved:
    """The goods are one step further on their way back, or stay where they are.

    `sealed`: the address or the label that says where they go.
    """

    to: ReturnState
    by: By
    at: datetime
    sealed: SealedText | None = None


@dataclass(frozen=True, slots=True)
class PersonAwaited:
    """The terms settle it, and a person with this authority must decide.

    `amount_minor` is the money that the decision would give; None where it is not kept.
    """

    authority: str
    due_at: datetime
    at: datetime
    amount_minor: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimAssigned:
    """One of our people works on it: whoever took it, or was given it; None: whoever is free."""

    to: By | None
    reason: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class DeterminationSeconded:
    """One of two people agreed; the second must be another (P9)."""

    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewEscalated:
    """A person's time ended: the lead is next."""

    clock: str
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimDetermined:
    """The programme answered; the whole answer is stored under `determination_id`.

    `body_hash` is the SHA-256 of what is stored; None only where it was decided before events kept
    it. `appeal_id` is the appeal or contest on which it was decided again. `route` is what follows
    from a valid claim, in the terms' word; None where it is not kept.
    """

    determination_id: UUID
    outcome: str
    clause: str
    payer: str
    bearer: str
    claim_back: str
    payable_minor: int
    charge_seller_minor: int
    payable_on_return_minor: int
    parts: tuple[PartAllowed, ...]
    appeal_by: date | None
    contest_by: date | None
    by: By
    at: datetime
    body_hash: str | None = None
    appeal_id: UUID | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True)
class TakenUpOnAppeal:
    """Somebody who took no part found that another answer is due: the claim is decided again."""

    appeal_id: UUID
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class CostContested:
    """The seller contests what it is asked to bear: until that is decided, who bears it is open."""

    appeal_id: UUID
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class ContestEnded:
    """The contest was decided, or the seller took it back: the cost turns, never a refund (P2).

    `freed_minor` is what the seller no longer bears of what it was charged; `charged_minor` what it
    bears now of what the programme bore while the contest was open.
    """

    appeal_id: UUID
    determination_id: UUID  # The one that was contested.
    result: RecoveryState
    freed_minor: int
    charged_minor: int
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class PayoutOrdered:
    """Money is on its way to the claimant: the payout's id is its determination's (P4)."""

    payout_id: UUID
    attempt: int
    amount_minor: int
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class PayoutSettled:
    """The rail confirmed that the money arrived; `was_failed`: it had said otherwise before."""

    payout_id: UUID
    amount_minor: int
    was_failed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class PayoutFailed:
    """The rail could not deliver the money, or it came back; it is still owed."""

    payout_id: UUID
    amount_minor: int
    came_back: bool
    next_actor: Actor
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class PayoutAwaited:
    """Nothing is left to decide, and money is still on its way: the claim waits for it."""

    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimClosed:
    """Nothing more happens by itself."""

    closed_as: ClosedAs
    at: datetime


Event = (
    ClaimDrafted
    | ClaimFiled
    | FactStated
    | SellerAwaited
    | ClaimantAsked
    | ClaimReferred
    | PutToSeller
    | SellerAnswered
    | PartyReminded
    | SilencePresumed
    | ReturnAwaited
    | ReturnMoved
    | PersonAwaited
    | ClaimAssigned
    | DeterminationSeconded
    | ReviewEscalated
    | ClaimDetermined
    | TakenUpOnAppeal
    | CostContested
    | ContestEnded
    | PayoutOrdered
    | PayoutSettled
    | PayoutFailed
    | PayoutAwaited
    | ClaimClosed
    | LossEvent
    | TimeEvent
)
