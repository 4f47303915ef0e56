"""What each page for buyers needs: one frozen dataclass a page, filled by its view."""

from dataclasses import dataclass
from typing import ClassVar

from makewhole.core.claim.stages import LOSS_GROUNDS, Stage
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.ahead import Ahead
from makewhole.surfaces.shared.appeals import NO_APPEALS, Appealing
from makewhole.surfaces.shared.claim_parts import (
    ClaimHead,
    ClaimRow,
    Determination,
    FactRow,
    Happening,
    NoticeRow,
    PartRow,
    Question,
    ReturnOfGoods,
    Turn,
)
from makewhole.surfaces.shared.frame import Frame, Pager
from makewhole.surfaces.shared.loss.told import WordsTold
from makewhole.surfaces.shared.more_time import MoreTime


@dataclass(frozen=True, slots=True)
class AllowedElsewhere:
    """What another claim of the same person allowed for the same items."""

    reference: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim, for the person who made it.

    `command_id` makes a double click act once; `version` says what the reader saw, so that an
    action on something that has changed since is refused and nothing typed is lost.
    """

    here: ClassVar[str] = "claims"
    frame: Frame
    head: ClaimHead
    turn: Turn | None  # None: closed.
    parts: tuple[PartRow, ...]
    facts: tuple[FactRow, ...]  # What we looked up, so that nobody need tell us.
    timeline: tuple[Happening, ...]
    notices: tuple[NoticeRow, ...]
    determination: Determination | None = None
    elsewhere: tuple[AllowedElsewhere, ...] = ()  # Named where less was allowed here.
    questions: tuple[Question, ...] = ()  # Asked now; the first is the best one.
    ahead: Ahead | None = None  # Of a draft: what would come of it if it were sent now.
    refused: Refused | None = None  # Of a draft: why it cannot be sent now.
    words: WordsTold | None = None  # Of a loss: what was told beside its facts.
    goods: ReturnOfGoods | None = None
    may_withdraw: bool = False
    appealing: Appealing = NO_APPEALS
    more_time: MoreTime | None = None  # What asking for it would give.
    command_id: str = ""
    version: int = 0

    @property
    def is_draft_of_loss(self) -> bool:
        """Answer whether it is told page by page, and not sent yet."""
        return self.head.stage is Stage.DRAFT and self.head.ground in LOSS_GROUNDS

    @property
    def allowed(self) -> Money | None:
        """Answer what is allowed; None while nothing is determined."""
        return self.determination.allowed if self.determination else None

    @property
    def claim_in_the_way(self) -> str:
        """Answer the claim because of which a draft cannot be sent; empty: none is."""
        return str(self.refused.facts.get("reference", "")) if self.refused else ""

    @property
    def is_short(self) -> bool:
        """Answer whether less was allowed than was asked for: then the way on is shown first."""
        return (
            self.determination is not None
            and self.determination.allowed.minor < self.determination.claimed.minor
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsPage:
    """All claims of one person, what needs them first."""

    here: ClassVar[str] = "claims"
    frame: Frame
    rows: tuple[ClaimRow, ...]
    pager: Pager
