"""What was proved so far, and what the journal says that the other tables must hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from makewhole.apps.ledger.commands import Posting
from makewhole.core.claim import events as e
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.require import InvariantBroken
from makewhole.core.terms.problems import FactsRefused

# What reading a stored text raises when it is not what we wrote.
UNREADABLE = (
    FactsRefused,
    InvariantBroken,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)


@dataclass(slots=True)
class Verified:
    """What was proved, and what does not agree; each problem names the place."""

    streams: int = 0
    events: int = 0
    sealed: int = 0
    determinations: int = 0
    transfers: int = 0
    texts: int = 0  # Sealed personal texts that still are what the journal committed to.
    erased: int = 0  # Those that were erased by right: only their commitment is left.
    problems: list[str] = field(default_factory=list)

    def differs(self, kind: str, place: object, finding: str) -> None:
        """Note a difference."""
        self.problems.append(f"{kind} {place}: {finding}")

    def differs_in(
        self, kind: str, place: object, names: Sequence[str], stored: Sequence[object],
        wanted: Sequence[object], of: str = "the journal",
    ) -> None:  # fmt: skip
        """Note, once for the row, which of its columns are not what they should be."""
        wrong = [n for n, s, w in zip(names, stored, wanted, strict=True) if s != w]
        if wrong:
            self.differs(kind, place, f"not as {of} says: {', '.join(wrong)}")


@dataclass(frozen=True, slots=True)
class FoldedClaim:
    """A claim as its stream tells it, and where the stream stands."""

    claim: Claim
    seq: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class Made:
    """A determination as the journal tells it, and the claim right after it."""

    event: e.ClaimDetermined
    claim: Claim
    seq: int


@dataclass(slots=True)
class Ordered:
    """A payout as the journal tells it: the last attempt, and what that was said to be so far."""

    claim: Claim
    attempt: int
    amount_minor: int
    told: list[frozenset[str]]  # Each a set of row states that mean the same, the latest last.


@dataclass(slots=True)
class Folded:
    """What the journal says the other tables must hold."""

    claims: dict[UUID, FoldedClaim] = field(default_factory=dict)
    transfers: dict[UUID, Posting] = field(default_factory=dict)
    determined: dict[UUID, Made] = field(default_factory=dict)
    payouts: dict[UUID, Ordered] = field(default_factory=dict)
    event_hashes: dict[tuple[UUID, int], str] = field(default_factory=dict)
    texts: dict[UUID, str] = field(default_factory=dict)  # Commitments, by the text's id.
    documents: dict[UUID, str] = field(default_factory=dict)  # Hashes of signed files, likewise.
