"""Fixtures of a test's own marketplace; a pytest plugin, loaded once Django is set up."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections

from makewhole.apps.tenancy.commands import create_marketplace, move_clock_forward, open_market
from makewhole.apps.tenancy.queries import MarketplaceFacts, now_of
from makewhole.apps.tenancy.shipped import SHIPPED_MARKETS

START = datetime(2026, 12, 1, 12, tzinfo=UTC)  # Where every test's sandbox clock stands at first.
_numbers = itertools.count(1)


@dataclass(slots=True)
class Clock:
    """The sandbox clock of the test's marketplace: read it, move it forward."""

    marketplace_id: UUID

    @property
    def now(self) -> datetime:
        return now_of(marketplace_id=self.marketplace_id)

    def forward(self, **passing: int) -> datetime:
        """Let time pass (`days=1`, `hours=48`), without drawing any consequence."""
        moved = move_clock_forward(
            marketplace_id=self.marketplace_id, to=self.now + timedelta(**passing)
        )
        assert isinstance(moved, datetime), moved
        return moved


def make_marketplace(market: str = "us", *, start: datetime = START) -> UUID:
    """Make one more sandbox marketplace with one market, and answer its id."""
    slug = f"sandbox-{next(_numbers)}"
    made = create_marketplace(name="Sandbox Market", slug=slug, sandbox=True, clock_at=start)
    assert isinstance(made, MarketplaceFacts), made
    open_market(marketplace_id=made.marketplace_id, shipped=SHIPPED_MARKETS[market])
    return made.marketplace_id


@pytest.fixture
def marketplace(database: str) -> Iterator[UUID]:  # noqa: ARG001 - it stands in this database
    """A sandbox marketplace of its own for each test, with the market `us`; its id."""
    yield make_marketplace()
    for connection in connections.all(initialized_only=True):
        assert not connection.in_atomic_block, "the test left a transaction open"


@pytest.fixture
def clock(marketplace: UUID) -> Clock:
    return Clock(marketplace)
