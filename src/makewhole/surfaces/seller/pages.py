"""What each page for sellers needs: one frozen dataclass a page, filled by its view."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.appeals import NO_APPEALS, Appealing
from makewhole.surfaces.shared.claim_parts import (
    ClaimHead,
    ClaimRow,
    Determination,
    FactRow,
    Happening,
    NoticeRow,
    PartRow,
    ReturnOfGoods,
    Turn,
)
from makewhole.surfaces.shared.frame import Frame, Pager
from makewhole.surfaces.shared.more_time import MoreTime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """What the seller answered."""

    answer: Literal["accepted", "rejected"]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim, for the seller: the same evidence the decider sees, and what it may cost."""

    here: ClassVar[str] = "claims"
    frame: Frame
    head: ClaimHead
    turn: Turn | None  # None: closed.
    at_stake: Money  # The most that this claim can still cost this seller.
    parts: tuple[PartRow, ...]
    facts: tuple[FactRow, ...]
    timeline: tuple[Happening, ...]
    notices: tuple[NoticeRow, ...]
    determination: Determination | None = None
    may_answer: bool = False
    answer: AnswerGiven | None = None
    answer_typed: str = ""  # After a refused try: what was chosen, what was typed, and why not.
    reason_typed: str = ""
    answer_error: str = ""
    goods: ReturnOfGoods | None = None
    appealing: Appealing = NO_APPEALS
    more_time: MoreTime | None = None  # What asking for it would give.
    command_id: str = ""
    version: int = 0

    @property
    def allowed(self) -> Money | None:
        """Answer what is allowed; None while nothing is determined."""
        return self.determination.allowed if self.determination else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    """All claims against one seller by due time; those that need the seller stand first."""

    here: ClassVar[str] = "claims"
    frame: Frame
    need_you: tuple[ClaimRow, ...]
    rows: tuple[ClaimRow, ...]  # All others, on this page of the list.
    pager: Pager
