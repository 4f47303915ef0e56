"""Two walls around a marketplace's rows: what each role may do, and whose rows it sees."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, connections

from makewhole.apps.tenancy import queries as tenants
from makewhole.apps.tenancy.commands import create_marketplace, move_clock_forward
from makewhole.apps.tenancy.models import Market, Marketplace
from makewhole.apps.tenancy.queries import markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from tests.marketplaces import Clock, make_marketplace

APPS = [
    config.label
    for config in apps.get_app_configs()
    if config.name.startswith("makewhole.apps.") and config.models_module is not None
]


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


@pytest.fixture
def event(marketplace: UUID) -> UUID:
    """The stream of one event, written by the app role."""
    stream = uuid4()
    with transaction(marketplace), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_event (marketplace_id, stream_kind, stream_id, seq, kind, version,"
            " at, actor, command_id, body, prev_hash, hash)"
            " VALUES (%s, 'claim', %s, 1, 'opened', 1, %s, 'claimant', %s, '{}', '', 'h')",
            [marketplace, stream, datetime(2026, 12, 1, tzinfo=UTC), uuid4()],
        )
    return stream


CHANGES = [
    pytest.param("UPDATE journal_event SET body = '[]'", id="update"),
    pytest.param("DELETE FROM journal_event", id="delete"),
    pytest.param("TRUNCATE journal_event", id="truncate"),
]


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("change", CHANGES)
def test_the_app_role_may_not_change_the_record(marketplace: UUID, change: str) -> None:
    with pytest.raises(DatabaseError) as refused, transaction(marketplace):
        connection.cursor().execute(change)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("change", CHANGES)
def test_the_record_refuses_even_its_owner(marketplace: UUID, change: str) -> None:
    with (
        pytest.raises(IntegrityError, match="journal_event is append-only"),
        transaction(marketplace, using="owner"),
    ):
        connections["owner"].cursor().execute(change)


def test_the_owner_sees_its_own_rows_only(event: UUID, marketplace: UUID) -> None:
    other = make_marketplace()
    count = "SELECT count(*) FROM journal_event WHERE stream_id = %s"
    for asking, seen in ((marketplace, 1), (other, 0)):
        with transaction(asking, using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(count, [event])
            assert cursor.fetchone() == (seen,)


def test_the_reader_reads_its_marketplace_and_writes_nothing(
    event: UUID, marketplace: UUID
) -> None:
    with transaction(marketplace, using="reader"), connections["reader"].cursor() as cursor:
        cursor.execute("SELECT stream_id FROM journal_event")
        assert cursor.fetchall() == [(event,)]
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction(marketplace, using="reader"),
    ):
        connections["reader"].cursor().execute("DELETE FROM journal_effect")


def test_a_session_cannot_become_another_role(marketplace: UUID) -> None:
    for role in ("makewhole_owner", "makewhole_reader", "postgres"):
        with pytest.raises(DatabaseError), transaction(marketplace):
            connection.cursor().execute(f"SET ROLE {role}")


def test_a_marketplace_may_be_looked_up_by_all_and_changed_by_itself_only(
    marketplace: UUID,
) -> None:
    other = make_marketplace()
    with transaction(marketplace):
        assert Marketplace.objects.filter(id=other).exists()
        assert Marketplace.objects.filter(id=other).update(name="taken over") == 0
        assert Marketplace.objects.filter(id=marketplace).update(name="renamed") == 1


def test_a_name_is_taken_once(marketplace: UUID) -> None:
    slug = tenants.marketplace(marketplace_id=marketplace).slug
    again = create_marketplace(name="Another", slug=slug, sandbox=True)
    assert again == Refused("marketplace_exists", {"slug": slug})


def test_a_live_marketplace_has_the_machines_time(database: str) -> None:  # noqa: ARG001
    live = create_marketplace(name="Real", slug="real", sandbox=False)
    assert isinstance(live, tenants.MarketplaceFacts)
    to = datetime(2030, 1, 1, tzinfo=UTC)
    assert move_clock_forward(marketplace_id=live.marketplace_id, to=to) == Refused(
        "clock_of_a_live_marketplace", {"slug": "real"}
    )
    assert create_marketplace(name="X", slug="x", sandbox=False, clock_at=to) == Refused(
        "clock_of_a_live_marketplace", {"slug": "x"}
    )
    assert tenants.now_of(marketplace_id=live.marketplace_id) < to


def test_a_transaction_cannot_hide_in_another(marketplace: UUID) -> None:
    with (
        pytest.raises(RuntimeError, match="durable"),
        transaction(marketplace),
        transaction(marketplace),
    ):
        pass


@pytest.fixture
def emptied(database: str) -> Iterator[None]:  # noqa: ARG001
    """Every migration taken back, and then applied again."""
    for app in reversed(APPS):
        call_command("migrate", app, "zero", database="owner", interactive=False, verbosity=0)
    yield
    call_command("migrate", database="owner", interactive=False, verbosity=0)


@pytest.mark.usefixtures("emptied")
def test_every_migration_can_be_taken_back() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relname <> 'django_migrations'"
            " UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        )
        assert cursor.fetchall() == []


def test_no_model_waits_for_a_migration(database: str) -> None:  # noqa: ARG001
    call_command("makemigrations", check=True, dry_run=True)
