"""What every view of a marketplace begins with: which marketplace, what time it is, whose days."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from makewhole.apps.tenancy.machine import machine_now
from makewhole.apps.tenancy.queries import (
    MarketFacts,
    MarketplaceFacts,
    MarketplaceNotFound,
    all_marketplaces,
    marketplace,
    markets_of,
)
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.frame import Frame, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A marketplace at the moment of one request."""

    facts: MarketplaceFacts
    now: datetime
    markets: dict[str, MarketFacts]

    @property
    def marketplace_id(self) -> UUID:
        return self.facts.marketplace_id

    @property
    def zone(self) -> ZoneInfo:
        """Answer the zone of the first market; a claim's page takes that of its own market."""
        return next((market.zone for market in self.markets.values()), ZoneInfo("UTC"))


def public_desk() -> Desk:
    """Answer the desk that a reader who is not signed in stands at: the oldest marketplace.

    Raises:
        MarketplaceNotFound: There is none yet.
    """
    found = all_marketplaces()
    if not found:
        raise MarketplaceNotFound
    return _desk(found[0])


def desk(person: Person) -> Desk:
    """Answer the desk of whoever is signed in.

    Raises:
        MarketplaceNotFound: Their marketplace is gone.
    """
    return _desk(marketplace(marketplace_id=person.marketplace_id))


def _desk(facts: MarketplaceFacts) -> Desk:
    with transaction(facts.marketplace_id):
        markets = markets_of(marketplace_id=facts.marketplace_id)
    now = facts.clock_at or machine_now()
    return Desk(facts=facts, now=now, markets=markets)


def frame(
    at: Desk,
    *,
    person: Person | None = None,
    zone: ZoneInfo | None = None,
    unread: int = 0,
    notes: tuple[Note, ...] = (),
) -> Frame:
    """Answer what stands around a page."""
    return Frame(
        marketplace=at.facts.name,
        now=at.now,
        zone=str(zone or at.zone),
        person=person.name if person else "",
        role=person.role if person else "",
        is_sandbox=at.facts.sandbox,
        unread=unread,
        notes=notes,
    )
