"""What a loss claim has besides what every claim has: heads, answers, an offer, who bears."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from makewhole.core.claim.values import By, Role, SealedText
from makewhole.core.clocks.clock import Actor
from makewhole.core.coverage.policies import Policy
from makewhole.core.kernel.rates import RateSheet

RELEASE_VERSION = "2026-12"  # Of the text that a claimant agrees to; a new text has a new version.


class HeadKind(StrEnum):
    """One kind of loss in money, by the terms' own word."""

    PURCHASE_PRICE = "purchase_price"
    PROPERTY = "property"
    MEDICAL = "medical"
    LOST_EARNINGS = "lost_earnings"
    OTHER = "other"


# Where a limit cuts the sum, these come first.
HEADS_IN_ORDER = (
    HeadKind.MEDICAL,
    HeadKind.LOST_EARNINGS,
    HeadKind.PROPERTY,
    HeadKind.OTHER,
    HeadKind.PURCHASE_PRICE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """One head of loss, and what is asked for it in whole minor units of the claim's currency."""

    number: int
    kind: HeadKind
    claimed_minor: int


# -- Who has to answer ---------------------------------------------------------------------------

PROOF, LOSS_ANSWER, INSURER_ANSWER = "proof_of_insurance", "loss_answer", "insurer_answer"
INSURER_ACK, MANAGE, SETTLEMENT, CONTEST = "insurer_ack", "manage", "settlement", "contest"

INSURER_STATUS = "insurer_status"  # To report how far it is, again and again until it answers.

# The claimant's own time to take a signed release back.
COOLING_OFF = "cooling_off"

# Whose time each clock is.
ANSWERS_OF: Mapping[str, Actor] = MappingProxyType(
    {
        PROOF: Actor.SELLER,
        LOSS_ANSWER: Actor.SELLER,
        MANAGE: Actor.SELLER,
        CONTEST: Actor.SELLER,
        INSURER_ANSWER: Actor.INSURER,
        INSURER_ACK: Actor.INSURER,
        INSURER_STATUS: Actor.INSURER,
        SETTLEMENT: Actor.INSURER,
    }
)

# Clocks that only settle who bears a cost: they run beside money on its way, and after it.
COST_CLOCKS = frozenset({PROOF, CONTEST})


class AnswerState(StrEnum):
    """How one party's time stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Asked:
    """A seller or insurer is asked for something until `due_at`."""

    clock: str
    actor: Actor
    party_id: UUID | None
    due_at: datetime
    remind_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One party's time for one answer, by the name of its clock."""

    clock: str
    actor: Actor
    party_id: UUID | None
    since: datetime
    due_at: datetime
    remind_at: tuple[datetime, ...]
    state: AnswerState = AnswerState.OPEN
    answer: str | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is AnswerState.OPEN


# -- Who bears what was paid -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Borne:
    """What one bearer bears of a claim, in whole minor units; `open` is not settled yet."""

    bearer: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A settlement offer that stands, and who made it with which authority."""

    determination_id: UUID
    amount_minor: int
    by: By


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A document that somebody signed: what was shown, what was kept, and where that is kept.

    Both hashes are the SHA-256 of a file, as hexadecimal digits.
    """

    shown_hash: str
    document_hash: str
    sealed: SealedText


class Capacity(StrEnum):
    """In what capacity somebody else than the order's buyer, or than before, is the claimant."""

    THIRD_PERSON = "third_person"  # Hurt by a product that another bought.
    ESTATE = "estate"  # Of a claimant who died.
    GUARDIAN = "guardian"  # Of a claimant who cannot act any more.


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One event that hurt several people or things; the same name is the same event."""

    occurrence_id: UUID
    name: str


class ReleaseState(StrEnum):
    """Whether a signed release can still be taken back."""

    OPEN = "open"
    FINAL = "final"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was signed; until `open_until` it can be taken back, without one never."""

    version: str
    signed_at: datetime
    open_until: datetime | None
    state: ReleaseState
    document: SignedDocument | None

    @property
    def is_open(self) -> bool:
        return self.state is ReleaseState.OPEN


@dataclass(frozen=True, slots=True)
class Loss:
    """The part of a claim's state that only a loss claim has."""

    heads: tuple[Head, ...]
    answers: tuple[Answer, ...] = ()
    screened_by: frozenset[UUID] = frozenset()  # Our people who found something in it (P9).
    offer: Offer | None = None
    settled_part_minor: int = 0  # What others paid in part, as the claimant confirmed it.
    settled_by: Role | None = None  # Who settled last, in part or as a whole.
    is_settled: bool = False  # As a whole.
    stepped_in: bool = False
    borne: tuple[Borne, ...] = ()
    charged_at: datetime | None = None
    contest_by: date | None = None
    insurer_id: UUID | None = None  # To whom it was tendered, and first when: also once it is over.
    tendered_at: datetime | None = None
    ahead: tuple[UUID, ...] = ()  # The determinations of what was paid ahead of the answer.
    release: Release | None = None
    occurrence: Occurrence | None = None
    is_third_persons: bool = False  # The claimant did not buy the product.

    def head(self, number: int) -> Head | None:
        """Answer the head of this number, if there is one."""
        return next((head for head in self.heads if head.number == number), None)

    def answer(self, clock: str) -> Answer | None:
        """Answer how this clock stands; None: it never ran."""
        return next((answer for answer in self.answers if answer.clock == clock), None)

    @property
    def open_answers(self) -> tuple[Answer, ...]:
        """Answer who still has time, the earliest end first."""
        still = [answer for answer in self.answers if answer.is_open]
        return tuple(sorted(still, key=lambda answer: (answer.due_at, answer.clock)))

    def borne_by(self, bearer: str) -> int:
        """Answer what this bearer bears, in whole minor units."""
        return sum(borne.amount_minor for borne in self.borne if borne.bearer == bearer)


def with_borne(borne: Sequence[Borne], bearer: str, added_minor: int) -> tuple[Borne, ...]:
    """Answer who bears what once this bearer bears so much more, or less."""
    amounts = {one.bearer: one.amount_minor for one in borne}
    amounts[bearer] = amounts.get(bearer, 0) + added_minor
    return tuple(Borne(name, amount) for name, amount in sorted(amounts.items()) if amount)


# -- What the record says around it --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OtherLoss:
    """Another loss claim: by the same claimant, or about the same product."""

    claim_id: UUID
    is_claimants: bool
    is_same_product: bool
    loss_on: date | None
    filed_at: datetime
    # As allowed, or as asked while not yet assessed; None: asked in another currency.
    counted_minor: int | None
    paid_minor: int
    is_same_occurrence: bool = False


@dataclass(frozen=True, slots=True)
class RatesOfDay:
    """The rates that hold for good for a day; `sheet` is None while they are not known."""

    day: date
    sheet: RateSheet | None


@dataclass(frozen=True, slots=True)
class OccurrenceOnFile:
    """What is determined to be paid for one event so far, to all its claimants together."""

    occurrence_id: UUID
    paid_minor: int


@dataclass(frozen=True, slots=True)
class LossOnFile:
    """What the record knows of a loss claim's surroundings.

    `rates` are of the day of the loss, where an amount is in another currency than the claim's;
    `occurrence` is of the event to which the claim was found to belong.
    """

    policies: tuple[Policy, ...] = ()
    others: tuple[OtherLoss, ...] = ()
    rates: RatesOfDay | None = None
    occurrence: OccurrenceOnFile | None = None
