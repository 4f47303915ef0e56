"""A party that no channel reaches: its time on the claim stands still."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from makewhole.apps.claims.time_actions import lose_party
from makewhole.core.clocks.clock import Actor

Lost = tuple[UUID, str]  # The claim, and the audience that was not reached.


def stop_time_of(*, marketplace_id: UUID, lost: Sequence[Lost], at: datetime) -> None:
    """Let the time of each of these parties stand still, where any runs; opens transactions."""
    for claim_id, audience in lost:
        lose_party(marketplace_id=marketplace_id, claim_id=claim_id, actor=Actor(audience), at=at)
