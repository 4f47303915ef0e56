"""What a payment rail must be able to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class RailState(StrEnum):
    """What a rail says of one attempt at a payout. `FAILED` is final: it never settles later."""

    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"
    RETURNED = "returned"


def payout_key(payout_id: UUID, attempt: int) -> str:
    """Answer what a rail knows one attempt at a payout by."""
    return f"{payout_id}:{attempt}"


@dataclass(frozen=True, slots=True)
class PayoutOrder:
    """One payout as it is handed to a rail; `key` lets the rail know a repeated order."""

    payout_id: UUID
    attempt: int
    amount_minor: int
    currency: str

    @property
    def key(self) -> str:
        """Answer the idempotency key: one for each attempt of each payout."""
        return payout_key(self.payout_id, self.attempt)


@dataclass(frozen=True, slots=True)
class RailAnswer:
    """What the rail knows now, and when to ask again; None when it will say nothing more."""

    state: RailState
    reference: str
    ask_again_at: datetime | None


class Rail(Protocol):
    """A payment rail: an order may be handed over twice and pays once.

    One that does not answer raises an `OSError`, such as a `TimeoutError`: the order counts as
    neither taken nor refused, and is handed over again under the same key.
    """

    name: str

    def send(self, order: PayoutOrder, *, at: datetime) -> RailAnswer:
        """Hand over a payout; the same key again gives the same answer."""
        ...

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> RailAnswer:
        """Answer what became of a payout that was handed over at `sent_at`."""
        ...
