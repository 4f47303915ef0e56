"""The wall between marketplaces, as it stands in the live database, for every table there is."""

from collections.abc import Iterator

import psycopg
import pytest

from makewhole.apps.tenancy.roles import APP, OWNER, READER
from tests import ground

OF_NO_MARKETPLACE = {"django_migrations"}
THE_MARKETPLACES = "tenancy_marketplace"  # The only table whose own id is the marketplace's.


@pytest.fixture(scope="module")
def catalog(database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(ground.server().conninfo(database=database)) as connection:
        yield connection


def _names(catalog: psycopg.Connection, query: str, *values: str) -> set[str]:
    return {str(row[0]) for row in catalog.execute(query.encode(), values or None).fetchall()}


def _tables(catalog: psycopg.Connection) -> set[str]:
    every = _names(
        catalog,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p')",
    )
    assert len(every) > len(OF_NO_MARKETPLACE)
    return {name for name in every - OF_NO_MARKETPLACE if not name.endswith("_staging")}


def test_every_row_says_whose_it_is(catalog: psycopg.Connection) -> None:
    with_owner = _names(
        catalog,
        "SELECT attrelid::regclass::text FROM pg_attribute"
        " WHERE attname = 'marketplace_id' AND attnotnull AND atttypid = 'uuid'::regtype",
    )
    assert _tables(catalog) - with_owner == {THE_MARKETPLACES}


def test_every_table_is_walled_in_for_its_owner_too(catalog: psycopg.Connection) -> None:
    walled = _names(
        catalog,
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity",
    )
    assert _tables(catalog) <= walled


def test_every_wall_asks_for_the_same_marketplace(catalog: psycopg.Connection) -> None:
    own = _names(
        catalog,
        "SELECT tablename FROM pg_policies WHERE cmd = 'ALL' AND permissive = 'PERMISSIVE'"
        " AND qual LIKE '(marketplace_id = ( SELECT (NULLIF(current_setting("
        "''makewhole.marketplace''::text, true), ''''::text))::uuid%'",
    )
    assert _tables(catalog) - own == {THE_MARKETPLACES}
    policies = _names(
        catalog,
        "SELECT tablename FROM pg_policies GROUP BY tablename HAVING count(*) > 1",
    )
    assert policies == {THE_MARKETPLACES}  # A second permissive policy would be a second door.


def test_staging_tables_are_unlogged_and_nothing_else_is(catalog: psycopg.Connection) -> None:
    unlogged = _names(
        catalog, "SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'"
    )
    staging = _names(
        catalog,
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%\\_staging'",
    )
    assert unlogged == staging


def test_the_owner_owns_and_the_others_do_not(catalog: psycopg.Connection) -> None:
    owners = _names(catalog, "SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert owners == {OWNER}


@pytest.mark.parametrize("role", [OWNER, APP, READER])
def test_no_role_can_climb_over(catalog: psycopg.Connection, role: str) -> None:
    row = catalog.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
        " (SELECT count(*) FROM pg_auth_members WHERE member = pg_roles.oid)"
        " FROM pg_roles WHERE rolname = %s",
        [role],
    ).fetchone()
    assert row == (False, False, False, False, 0)


def test_the_reader_only_reads(catalog: psycopg.Connection) -> None:
    granted = _names(
        catalog,
        "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = %s",
        READER,
    )
    assert granted == {"SELECT"}


def test_a_function_that_lends_its_owners_powers_is_closed(catalog: psycopg.Connection) -> None:
    """It finds its names in one place, whoever calls it, and not everybody may."""
    lending = _names(
        catalog,
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace",
    )
    closed = _names(
        catalog,
        "SELECT proname FROM pg_proc WHERE 'search_path=public, pg_temp' = ANY (proconfig)"
        " AND NOT has_function_privilege(%s, oid, 'EXECUTE')",
        READER,
    )
    assert lending <= closed


def test_append_only_tables_are_not_granted_more(catalog: psycopg.Connection) -> None:
    append_only = _names(
        catalog,
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_refuses\\_truncate'",
    )
    changed_too = _names(
        catalog,
        "SELECT DISTINCT table_name FROM information_schema.role_table_grants"
        " WHERE grantee = %s AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')",
        APP,
    )
    assert append_only
    assert append_only & changed_too == set()
