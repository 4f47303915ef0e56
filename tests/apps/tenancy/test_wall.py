from datetime import datetime
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection

from makewhole.apps.tenancy.commands import move_clock_forward
from makewhole.apps.tenancy.models import Market
from makewhole.apps.tenancy.queries import markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from tests.marketplaces import Clock, make_marketplace


def test_works_as_the_app_role(marketplace: UUID) -> None:
    with transaction(marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("makewhole_app", "makewhole_app")


def test_sees_its_own_rows_only(marketplace: UUID) -> None:
    other = make_marketplace("br")
    with transaction(marketplace):
        assert [row.code for row in Market.objects.all()] == ["us"]
        assert markets_of(marketplace_id=other) == {}


def test_sees_nothing_without_a_marketplace(marketplace: UUID) -> None:
    with transaction(marketplace):
        assert Market.objects.count() == 1
    assert Market.objects.count() == 0  # The same connection, after its transaction.


def test_cannot_write_rows_of_another(marketplace: UUID) -> None:
    other = make_marketplace()
    with pytest.raises(DatabaseError, match="row-level security"), transaction(marketplace):
        Market.objects.create(
            marketplace_id=other,
            code="xx",
            region="XX",
            currency="USD",
            time_zone="UTC",
            calendar="US",
            language="en",
        )


def test_moves_the_clock_forward_only(marketplace: UUID, clock: Clock) -> None:
    before = clock.now
    after = clock.forward(days=2)
    assert (after - before).days == 2
    refused = move_clock_forward(marketplace_id=marketplace, to=before)
    assert refused == Refused("clock_only_moves_forward", {"clock_at": after, "to": before})
    assert isinstance(move_clock_forward(marketplace_id=marketplace, to=after), datetime)


def test_app_role_may_not_change_the_schema(marketplace: UUID) -> None:  # noqa: ARG001
    with pytest.raises(DatabaseError) as refused, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE intruder (id int)")
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
