"""What the reviewer's pages need: the appeals that wait, and one with its whole case."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from makewhole.core.appeal.stages import Result, Side
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import (
    ClaimHead,
    Determination,
    FactRow,
    Happening,
    Option,
    PartRow,
    Question,
)
from makewhole.surfaces.shared.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRow:
    """One line of the list of appeals that wait."""

    reference: str
    claim_reference: str
    side: Side
    due_at: datetime | None
    is_mine: bool
    is_with_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealsPage:
    """The appeals that this person may look at, by due time; what they took part in is left out."""

    here: ClassVar[str] = "appeals"
    frame: Frame
    rows: tuple[AppealRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """What was found so far, by its label, with the reason."""

    label: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Would:
    """What the terms say with the findings so far; `why_open` says what is still missing."""

    result: Result | None
    paid_more: Money
    freed: Money
    awaits_return: bool = False
    why_open: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPage:
    """One appeal with the whole case, for whoever may decide it."""

    here: ClassVar[str] = "appeals"
    frame: Frame
    reference: str
    head: ClaimHead
    side: Side
    filed_at: datetime
    due_at: datetime | None
    reasons: str
    new_evidence: str
    passed_on_because: str
    may_work: bool  # It was given to this person, or to any lead.
    may_pass_on: bool
    may_draw: bool  # Nobody was left when it was drawn: a lead may try again.
    is_over: bool
    found: tuple[FoundRow, ...]
    would: Would | None
    facts: tuple[FactRow, ...]
    parts: tuple[PartRow, ...]
    timeline: tuple[Happening, ...]
    determination: Determination | None
    choices: tuple[Option, ...]  # Facts that may be found.
    question: Question | None = None  # The one that was chosen.
    finding_reason: str = ""
    error: str = ""
    to_claimant: str = ""
    to_seller: str = ""
    command_id: str = ""
    version: int = 0
