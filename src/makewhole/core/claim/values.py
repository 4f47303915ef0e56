"""What commands and events carry: who acts, what was said, lines, amounts, open questions."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

Value = bool | int | str | date | datetime  # What a fact can be; money is whole minor units.


class Role(StrEnum):
    """In what capacity somebody acts."""

    CLAIMANT = "claimant"
    SELLER = "seller"
    INSURER = "insurer"
    HANDLER = "handler"
    LEAD = "lead"
    AUTOMATION = "automation"
    CLOCK = "clock"
    RAIL = "rail"
    MARKETPLACE = "marketplace"
    CARRIER = "carrier"


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: a role, and the party where there is one."""

    role: Role
    party_id: UUID | None = None

    @property
    def decides_as_a_person(self) -> bool:
        """Answer whether this is one of our people (P7, P9)."""
        return self.role in (Role.HANDLER, Role.LEAD)


@dataclass(frozen=True, slots=True)
class Line:
    """One order line of the claim, and how many of its units are concerned.

    `asked_minor` is what the claimant asks for these units, their shipping not included; None asks
    for all that was paid for them.
    """

    number: int
    quantity: int
    asked_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says a fact is; a later one stands beside it, never over it.

    `line` is the order line whose item it is about, in a loss claim the head of loss; None: the
    claim as a whole.
    """

    fact: str
    value: Value
    source: Role
    at: datetime
    line: int | None = None

    @property
    def said_as(self) -> str:
        """Answer under which source of the terms it counts: a lead's word is a handler's."""
        return Role.HANDLER.value if self.source is Role.LEAD else self.source.value


@dataclass(frozen=True, slots=True)
class SealedText:
    """A personal text: where it is kept under its person's key, and what proves it later."""

    text_id: UUID
    commitment: str  # HMAC with the person's salt, as hexadecimal digits.


@dataclass(frozen=True, slots=True)
class EarlierRejection:
    """What the seller said against an earlier claim on the same line and ground: it stands."""

    claim_id: UUID
    reason: str
    by: By


@dataclass(frozen=True, slots=True)
class PartAllowed:
    """One part of the claim's amount, as determined: a line's price, its shipping, a head of loss.

    Amounts are whole minor units of the claim's currency. `allowed_minor` is all that this claim
    allows for the part, earlier determinations of the same claim included. Of a head of loss
    `line_number` is the number of the head.
    """

    line_number: int
    kind: str
    claimed_minor: int
    allowed_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact that could still change the answer, and whom to ask (best question first)."""

    fact: str
    source: str
    presumed_after: str | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """When the party of this clock, which ends at `due_at`, is still to be reminded of it."""

    clock: str
    due_at: datetime
    at: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """Who may pay a part of a loss ahead of its answer, how much, and by which clause."""

    paid_by: str
    open_minor: int
    clause: str
    shown: tuple[PartAllowed, ...]  # All that is allowed so far, before any limit cuts it.


@dataclass(frozen=True, slots=True)
class Finding:
    """What the terms said about the facts on file: all that the decider reads of an evaluation.

    `outcome` and the others are None while undetermined. Amounts are whole minor units. `due_on`
    has the last days to answer for a loss, by the name of the clock.
    """

    terms_hash: str
    outcome: str | None
    payer: str | None
    bearer: str | None
    claim_back: str | None
    decided_by: str | None
    payable_minor: int | None
    charge_seller_minor: int | None
    payable_on_return_minor: int
    parts: tuple[PartAllowed, ...]
    needs: tuple[str, ...]
    offer_unasked: bool | None
    timely: str | None
    seller_turn: str | None
    claim_opens_at: datetime | None
    file_from: date | None
    file_by: date | None
    appeal_by: date | None
    contest_by: date | None
    clause: str | None
    missing: tuple[OpenFact, ...]
    route: str | None = None
    release_needed: bool = False
    due_on: tuple[tuple[str, date], ...] = ()
    ahead: Ahead | None = None

    def last_day(self, clock: str) -> date | None:
        """Answer the last day to answer of this clock, where the terms say one."""
        return next((day for name, day in self.due_on if name == clock), None)


class PayoutState(StrEnum):
    """How far a payout is."""

    IN_TRANSIT = "in_transit"
    FAILED = "failed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class PayoutOnFile:
    """One payout; its id is its determination's, so it cannot exist twice (P4)."""

    payout_id: UUID
    attempt: int
    amount_minor: int
    state: PayoutState
