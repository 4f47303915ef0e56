"""A clock: time that runs for one party, with a consequence for silence (P5)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Actor(StrEnum):
    """Whose turn it is."""

    CLAIMANT = "claimant"
    SELLER = "seller"
    INSURER = "insurer"
    HANDLER = "handler"
    LEAD = "lead"
    RAIL = "rail"
    PROGRAMME = "programme"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time that runs for `actor` until `due_at`; then what `name` says happens by itself."""

    name: str
    actor: Actor
    due_at: datetime
