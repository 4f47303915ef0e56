"""Where an appeal stands, whose it is, and how it can end."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Side(StrEnum):
    """Who asks for another look: a claimant appeals, a seller contests a cost.

    `programme` is our own correction of a slip, which nobody had to ask for.
    """

    CLAIMANT = "claimant"
    SELLER = "seller"
    PROGRAMME = "programme"


class Stage(StrEnum):
    """An appeal's place in its life."""

    FILED = "filed"  # Nobody is there who could look at it.
    ASSIGNED = "assigned"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Result(StrEnum):
    """What came of it."""

    SLIP = "slip"  # A mistake in writing or adding up that nobody disputes.
    UPHELD = "upheld"  # The determination stands.
    VARIED = "varied"  # Another amount.
    REVERSED = "reversed"  # Another outcome, or somebody else bears the cost.


NEXT_STAGES: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {
        Stage.FILED: frozenset({Stage.ASSIGNED, Stage.DECIDED, Stage.WITHDRAWN}),
        Stage.ASSIGNED: frozenset({Stage.DECIDED, Stage.WITHDRAWN}),
        Stage.DECIDED: frozenset(),
        Stage.WITHDRAWN: frozenset(),
    }
)

CLOCK = "appeal"  # One clock from the filing to the decision.
