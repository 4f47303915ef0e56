"""What each page for handlers needs: one frozen dataclass a page, filled by its view."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from makewhole.core.claim.stages import LOSS_GROUNDS, Stage
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import (
    ClaimHead,
    ClaimRow,
    Determination,
    FactRow,
    FactValue,
    Happening,
    NoticeRow,
    Option,
    PartRow,
    Question,
    ReturnOfGoods,
    Turn,
)
from makewhole.surfaces.shared.frame import Frame, Pager
from makewhole.surfaces.shared.loss.told import WordsTold

Authority = Literal["automation", "handler", "lead", "two_people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One row of a decision table, and what it says of this claim."""

    rule: str
    clause: str
    when: str  # The condition in words.
    verdict: Literal["met", "not_met", "unknown", "not_reached"]
    decides: bool = False
    then: str = ""  # What follows from it, in words.
    read: tuple[tuple[str, FactValue], ...] = ()  # The facts it read: label and value.


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """One table of the terms; the rows passed over alike may be folded into their count."""

    name: str
    title: str
    rows: tuple[RuleRow, ...]
    answer: str = ""  # What the table gives; empty: undetermined.
    is_routine: bool = False  # Its last row decided, "in every other case": nothing to look at.
    passed_over: int = 0  # Rows before the first one shown, none of which is met.


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """A fact that could still change the answer, and whom to ask."""

    name: str
    label: str
    ask: str
    source: Role | str
    presumed_value: FactValue = None  # What silence will let us presume; None: nothing.


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the terms say, waiting for a person; `why_not` says why it is not this person's."""

    outcome: str
    payable: Money
    payable_on_return: Money
    bearer: str
    authority: Authority
    may_confirm: bool
    why_not: str = ""
    goes_on: bool = False  # A yes is a first one: somebody else has to agree after it.
    seconded_by: str = ""
    statement: str = ""  # The draft to the claimant, plain paragraphs.


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who of our people works on the claim, and what this reader may do about it."""

    holder: str = ""  # Empty: nobody.
    is_mine: bool = False
    note: str = ""  # What the claim is to this reader, where it is not simply free.
    me: str = ""  # The reader's own id, to take it; empty: they may not, or hold it.
    needs_reason: bool = False  # Taking it takes it from somebody.
    colleagues: tuple[Option, ...] = ()  # Whom this reader may hand it to.


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReached:
    """A party whose time stands still until somebody has reached it."""

    actor: Actor
    reach_by: datetime
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """The whole claim on one page."""

    here: ClassVar[str] = "queue"
    frame: Frame
    head: ClaimHead
    turn: Turn | None
    facts: tuple[FactRow, ...]
    tables: tuple[DecisionTable, ...]
    missing: tuple[MissingFact, ...]
    parts: tuple[PartRow, ...]
    timeline: tuple[Happening, ...]
    notices: tuple[NoticeRow, ...]
    queue: tuple[ClaimRow, ...] = ()  # The neighbours in the queue, this claim among them.
    determination: Determination | None = None
    proposal: Proposal | None = None
    findings: tuple[Question, ...] = ()  # Facts that this handler may find, each with a reason.
    finding_tried: str = ""  # The key of the question of a refused try, its reason, and why not.
    finding_reason: str = ""
    finding_error: str = ""
    private: tuple[str, ...] = ()  # The labels of private facts that are kept closed.
    private_reason: str = ""  # What was typed of why they must be seen, and what is wrong with it.
    private_error: str = ""
    is_erased: bool = False  # Something private was erased by right.
    words: WordsTold | None = None  # Of a loss: what was told beside its facts.
    goods: ReturnOfGoods | None = None
    holding: Holding | None = None
    not_reached: tuple[NotReached, ...] = ()
    command_id: str = ""
    version: int = 0

    @property
    def is_draft_of_loss(self) -> bool:
        """Answer whether it is told page by page, and not sent yet."""
        return self.head.stage is Stage.DRAFT and self.head.ground in LOSS_GROUNDS

    @property
    def telling_tables(self) -> tuple[DecisionTable, ...]:
        """Answer the tables where a row of its own decided."""
        return tuple(table for table in self.tables if table.rows and not table.is_routine)

    @property
    def routine_tables(self) -> tuple[DecisionTable, ...]:
        """Answer the tables that nothing came of."""
        return tuple(table for table in self.tables if table.rows and table.is_routine)

    @property
    def open_tables(self) -> tuple[DecisionTable, ...]:
        """Answer the tables that wait for a missing fact."""
        return tuple(table for table in self.tables if not table.rows and not table.answer)

    @property
    def allowed(self) -> Money | None:
        """Answer what is allowed; None while nothing is determined."""
        return self.determination.allowed if self.determination else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLossPage:
    """Which order a caller speaks about."""

    here: ClassVar[str] = "new_loss"
    frame: Frame
    number: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """What waits for a person, ordered by due time."""

    here: ClassVar[str] = "queue"
    frame: Frame
    rows: tuple[ClaimRow, ...]
    pager: Pager
    show: Literal["waiting", "open", "all"] = "waiting"
