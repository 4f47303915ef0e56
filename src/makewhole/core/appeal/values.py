"""What an appeal's commands and events carry."""

from dataclasses import dataclass
from uuid import UUID

from makewhole.core.appeal.stages import Result
from makewhole.core.claim.values import Value


@dataclass(frozen=True, slots=True)
class Found:
    """What a reviewer found: a fact, its value, and why; all but `reason` as in a statement."""

    fact: str
    value: Value | None
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why it was decided so, in words to each side."""

    to_claimant: str
    to_seller: str

    @property
    def are_given(self) -> bool:
        """Answer whether both sides have something to read."""
        return bool(self.to_claimant.strip() and self.to_seller.strip())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the terms say with the reviewer's findings, beside what stands.

    Amounts are whole minor units: `paid_more_minor` goes to the claimant, `freed_minor` is no
    longer borne by the seller. `determination_id` is the new determination, if one is made.
    """

    result: Result
    paid_more_minor: int = 0
    freed_minor: int = 0
    awaits_return: bool = False  # More is due, once the item is back.
    determination_id: UUID | None = None
    authority: str = "handler"  # Whose decision it is, as the terms say for the amount.
