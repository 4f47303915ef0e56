"""What the terms say of a clock: what starts it, for whom it runs, what follows from silence."""

from dataclasses import dataclass
from enum import StrEnum

from makewhole.core.clocks.duration import Duration

PROGRAMME_LATE = "programme_late"  # A clock that pauses for this stands still while we are late.


class Owner(StrEnum):
    """Who must act before the clock ends; `nobody` where an end alone is measured."""

    CLAIMANT = "claimant"
    SELLER = "seller"
    INSURER = "insurer"
    PROVIDER = "provider"
    HANDLER = "handler"
    LEAD = "lead"
    RAIL = "rail"
    PROGRAMME = "programme"
    MARKETPLACE = "marketplace"
    OUTSIDE_BODY = "outside_body"
    NOBODY = "nobody"


class Whose(StrEnum):
    """Whose days are counted: the owner's own, the market's, or those of the law's authority."""

    OWNER = "owner"
    MARKET = "market"
    AUTHORITY = "authority"


class RestDays(StrEnum):
    """What happens where the last day is one of rest."""

    COUNT = "count"
    NEXT_BUSINESS_DAY = "next_business_day"  # Regulation 1182/71 Art. 3(4).


class Runs(StrEnum):
    """How a clock and its event hang together."""

    FROM = "from"  # It starts with the event.
    AFTER = "after"  # It starts where another clock ends.
    UNTIL = "until"  # It ends with the event, and starts so long before it.


@dataclass(frozen=True, slots=True)
class Rung:
    """One warning: at a share of the time, or so long before the end."""

    percent: int | None = None
    before: Duration | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """How a clock can be made longer: by how much, how often, and who may ask."""

    by: Duration
    times: int
    asked_by: tuple[Owner, ...]
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class ClockSaid:
    """All that the terms say of a clock besides its length, which is a dated figure."""

    runs: Runs
    event: str  # For `after`, the other clock.
    owner: Owner
    on_silence: str
    days_of: Whose = Whose.OWNER
    rest_days: RestDays = RestDays.COUNT
    warn: tuple[Rung, ...] = ()
    pause_while: tuple[str, ...] = ()
    extend: Extension | None = None
    first_of: tuple[str, ...] = ()  # Other clocks: whichever ends first ends this one.
    repeats: bool = False
