"""Our own people: what was set for each of them (P9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from makewhole.core.claim.values import By

INJURY = "injury"  # The skill without which nobody works on a claim about one.


@dataclass(frozen=True, slots=True)
class Mandate:
    """What one of our people may do, as it was set; where nothing is set, what the role may.

    `limits` are in whole minor units by currency: the most that this person determines alone.
    `stands_in_for` names those who are away now and left their claims to this person.
    """

    limits: Mapping[str, int] = field(default_factory=dict)
    skills: frozenset[str] = frozenset()
    is_away: bool = False
    stands_in_for: frozenset[UUID] = frozenset()

    def is_enough(self, currency: str, amount_minor: int) -> bool:
        """Answer whether so much may be determined alone; no limit: as much as the role may."""
        limit = self.limits.get(currency)
        return limit is None or amount_minor <= limit


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of our people, and what that person may do."""

    by: By
    mandate: Mandate
