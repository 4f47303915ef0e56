"""What others may know of marketplaces: who they are, their markets, what time it is for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from makewhole.apps.tenancy.machine import machine_now
from makewhole.apps.tenancy.models import Marketplace

_MARKETS = """
SELECT code, region, currency, time_zone, calendar, language FROM tenancy_market
WHERE marketplace_id = %s ORDER BY code
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketplaceFacts:
    """One marketplace; `clock_at` is a sandbox's own time, None until it is first told."""

    marketplace_id: UUID
    name: str
    slug: str
    sandbox: bool
    clock_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketFacts:
    """One market of a marketplace."""

    marketplace_id: UUID
    code: str
    region: str
    currency: str
    zone: ZoneInfo
    calendar: str
    language: str


class MarketplaceNotFound(Exception):
    """There is no marketplace of this name or id."""


def the_marketplace(*, slug: str) -> MarketplaceFacts:
    """Answer the marketplace with this short name.

    Raises:
        MarketplaceNotFound: There is none.
    """
    for row in Marketplace.objects.filter(slug=slug):
        return _facts(row)
    raise MarketplaceNotFound(slug)


def marketplace(*, marketplace_id: UUID) -> MarketplaceFacts:
    """Answer the marketplace with this id.

    Raises:
        MarketplaceNotFound: There is none.
    """
    for row in Marketplace.objects.filter(id=marketplace_id):
        return _facts(row)
    raise MarketplaceNotFound(marketplace_id)


def all_marketplaces() -> tuple[MarketplaceFacts, ...]:
    """Answer every marketplace of this deployment, the oldest first."""
    return tuple(_facts(row) for row in Marketplace.objects.order_by("id"))


def now_of(*, marketplace_id: UUID) -> datetime:
    """Answer what time it is for this marketplace: its sandbox clock, else the machine's time.

    A sandbox whose clock was never told the time has the machine's until then.
    """
    return marketplace(marketplace_id=marketplace_id).clock_at or machine_now()


def markets_of(*, marketplace_id: UUID) -> dict[str, MarketFacts]:
    """Answer the markets by their codes; inside the marketplace's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKETS, [marketplace_id])
        return {
            code: MarketFacts(
                marketplace_id=marketplace_id,
                code=code,
                region=region,
                currency=currency,
                zone=ZoneInfo(zone),
                calendar=calendar,
                language=language,
            )
            for code, region, currency, zone, calendar, language in cursor.fetchall()
        }


def market(*, marketplace_id: UUID, code: str) -> MarketFacts:
    """Answer one market; inside the marketplace's transaction.

    Raises:
        KeyError: The marketplace has no such market.
    """
    return markets_of(marketplace_id=marketplace_id)[code]


def _facts(row: Marketplace) -> MarketplaceFacts:
    return MarketplaceFacts(
        marketplace_id=row.id,
        name=row.name,
        slug=row.slug,
        sandbox=row.sandbox,
        clock_at=row.clock_at,
    )
