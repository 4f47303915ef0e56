"""Make a marketplace, open a market in it, move its clock forward."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.models import Market, Marketplace
from makewhole.apps.tenancy.queries import (
    MarketFacts,
    MarketplaceFacts,
    market,
    marketplace,
)
from makewhole.apps.tenancy.shipped import ShippedMarket
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused


def create_marketplace(
    *, name: str, slug: str, sandbox: bool, clock_at: datetime | None = None
) -> MarketplaceFacts | Refused:
    """Make a marketplace; a live one has the machine's clock."""
    if clock_at is not None and not sandbox:
        return Refused("clock_of_a_live_marketplace", {"slug": slug})
    marketplace_id = new_id()
    with transaction(marketplace_id):
        Marketplace.objects.bulk_create(
            [
                Marketplace(
                    id=marketplace_id, name=name, slug=slug, sandbox=sandbox, clock_at=clock_at
                )
            ],
            ignore_conflicts=True,  # Two who make it at one moment: one does, the other is told.
        )
        if not Marketplace.objects.filter(id=marketplace_id).exists():
            return Refused("marketplace_exists", {"slug": slug})
        return marketplace(marketplace_id=marketplace_id)


def open_market(*, marketplace_id: UUID, shipped: ShippedMarket) -> MarketFacts:
    """Open a market in a marketplace; one that is open stays as it is."""
    with transaction(marketplace_id):
        Market.objects.bulk_create(
            [
                Market(
                    marketplace_id=marketplace_id,
                    code=shipped.code,
                    region=shipped.region,
                    currency=shipped.currency,
                    time_zone=shipped.time_zone,
                    calendar=shipped.calendar,
                    language=shipped.language,
                )
            ],
            ignore_conflicts=True,
        )
        return market(marketplace_id=marketplace_id, code=shipped.code)


def move_clock_forward(*, marketplace_id: UUID, to: datetime) -> datetime | Refused:
    """Move a sandbox's clock to a time that is not before its own, and answer its time.

    Refused: `clock_of_a_live_marketplace`, `clock_only_moves_forward` (`clock_at`, `to`).
    """
    with transaction(marketplace_id):
        moved = Marketplace.objects.filter(
            Q(clock_at__isnull=True) | Q(clock_at__lte=to), id=marketplace_id, sandbox=True
        ).update(clock_at=to)
        if moved:
            return to
        found = marketplace(marketplace_id=marketplace_id)
    if found.sandbox:
        return Refused("clock_only_moves_forward", {"clock_at": found.clock_at, "to": to})
    else:
        return Refused("clock_of_a_live_marketplace", {"slug": found.slug})
