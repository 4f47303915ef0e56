"""Double entry as values: a transfer moves one amount between two accounts (P10)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from makewhole.core.kernel.require import require


class AccountCode(StrEnum):
    """The chart of accounts; where money is owed there is one account for each party."""

    CONCESSIONS = "programme.concessions"
    STEP_IN = "programme.step_in"
    WRITTEN_OFF = "programme.written_off"
    PAYABLE_CLAIMANTS = "payable.claimants"
    PAYABLE_SELLER = "payable.seller"
    RECEIVABLE_SELLER = "receivable.seller"
    RECEIVABLE_INSURER = "receivable.insurer"
    IN_TRANSIT = "in_transit.rail"
    CASH = "cash.rail"
    CLEARING_DISBURSEMENTS = "clearing.disbursements"
    CLEARING_RECOVERIES = "clearing.recoveries"
    HELD_SELLER = "held.seller"
    HELD_CONTRA = "held.contra"
    SUSPENSE = "suspense.rail"
    FX = "fx"


@dataclass(frozen=True, slots=True)
class AccountKey:
    """Names one account of a marketplace in one currency."""

    code: AccountCode
    currency: str
    owner: UUID | str | None = None  # A seller, an insurer, or a rail's name.


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money moved from `credit` to `debit`, in whole minor units: more than zero, one currency."""

    debit: AccountKey
    credit: AccountKey
    amount_minor: int
    reason: str

    def __post_init__(self) -> None:
        require(self.amount_minor > 0, "a transfer moves something")
        require(self.debit != self.credit, "a transfer has two accounts")
        require(self.debit.currency == self.credit.currency, "a transfer has one currency")
