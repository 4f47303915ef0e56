"""What each page for the programme needs: one frozen dataclass a page, filled by its view."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import ClaimRow
from makewhole.surfaces.shared.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """Open claims in one stage, and how their clocks stand."""

    stage: Stage
    actor: Actor | None  # None: it depends on the claim.
    open: int
    due_today: int | None = None  # None: not counted.
    past_due: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """Claims that ended one way; `closed_as` and `outcome` use the core's words."""

    outcome: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundCount:
    """Claims filed on one ground, and what became of the money."""

    ground: Ground | None
    claims: int
    open: int
    paid: int
    denied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCell:
    """What was determined to be paid by one payer and borne by one bearer."""

    payer: str
    bearer: str
    claims: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Whether the ledger of one currency balances, and since when that is known."""

    currency: str
    accounts: int
    difference: Money  # Zero when it balances.


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPage:
    """The programme's day: what is open, what is due, what it cost, whether the books balance."""

    here: ClassVar[str] = "day"
    frame: Frame
    stages: tuple[StageCount, ...]
    outcomes: tuple[OutcomeCount, ...]
    grounds: tuple[GroundCount, ...]
    money: tuple[MoneyCell, ...]
    due_soon: tuple[ClaimRow, ...]
    books: tuple[Books, ...]
    books_at: datetime | None  # None: never checked.
    payouts_failed: int = 0
    claim_address: str = ""  # The name of a claim's address; empty: this reader opens none.

    @property
    def counts_due(self) -> bool:
        """Answer whether due and past due were counted, stage by stage."""
        return any(row.due_today is not None for row in self.stages)
