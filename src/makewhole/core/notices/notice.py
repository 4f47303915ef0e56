"""One message we owe somebody: its reader, its key, the values it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Audience(StrEnum):
    """Who reads it."""

    CLAIMANT = "claimant"
    SELLER = "seller"
    INSURER = "insurer"
    LEAD = "lead"


Fact = int | str | date | datetime | tuple[str, ...]  # Amounts are named `_minor`.


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """One message we owe: its key in the catalogue of messages, and the values it names.

    `words` is the key of its words, where one message is told in several. What belongs to the same
    step is told with it, `before` or `after` its own words.
    """

    audience: Audience
    message: str
    facts: Mapping[str, Fact]
    words: str = ""
    enclosed_id: UUID | None = None  # A personal text, sealed elsewhere, that goes with it.
    before: tuple["PlannedNotice", ...] = ()
    after: tuple["PlannedNotice", ...] = ()


def to(audience: Audience, message: str, **facts: Fact) -> PlannedNotice:
    return PlannedNotice(audience, message, facts)


def to_all(message: str, **facts: Fact) -> tuple[PlannedNotice, ...]:
    """Plan it for both sides, and for the insurer to which a loss was tendered."""
    return (*to_both(message, **facts), to(Audience.INSURER, message, **facts))


def to_both(message: str, **facts: Fact) -> tuple[PlannedNotice, ...]:
    return (to(Audience.CLAIMANT, message, **facts), to(Audience.SELLER, message, **facts))
