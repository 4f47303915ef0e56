"""PostgreSQL decides claims in bulk as the compiled program decides them one by one."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import connections
from hypothesis import given, settings

from makewhole.core.terms.runtime import share
from makewhole.core.terms.sql import COLUMN_TYPES, Engine, write_sql
from makewhole.core.terms.tree import Kind, Node
from tests.core.terms.expressions import FACTS, ORDERED, conditions, values
from tests.core.terms.files import conformance, shipped_golden, shipped_pack
from tests.core.terms.in_bulk import Database, differences, random_claims
from tests.core.terms.test_equivalence import FUZZ, HUGE_SHARES, ROWS, by_walking, share_node
from tests.core.terms.test_query import mixed

CLAIMS, BATCHES_LONG = 3_000, 20
MARKETS = ("us", "br", "ca", "eu", "uk")


@pytest.fixture(scope="module")
def postgres(database: str) -> Iterator[Database]:
    del database

    def execute(statement: str, given: Sequence[Any]) -> Sequence[Sequence[Any]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement, list(given) or None)
            return cursor.fetchall() if cursor.description else []

    yield Database(Engine.POSTGRES, "%s", execute)
    connections["owner"].close()


@pytest.fixture(scope="module")
def facts(postgres: Database) -> Database:
    columns = ", ".join(f'"{name}" {COLUMN_TYPES[kind]}' for name, kind in FACTS.items())
    postgres.execute(f"CREATE TEMPORARY TABLE rows_of_facts (number INTEGER, {columns})", ())
    marks = ", ".join(["%s"] * (len(FACTS) + 1))
    for number, row in enumerate(ROWS):
        given = (number, *row.values())
        postgres.execute(f"INSERT INTO rows_of_facts VALUES ({marks})", given)  # noqa: S608 - the test's own text
    return postgres


def by_postgres(node: Node, facts: Database) -> list[Any]:
    sql = write_sql(node, Engine.POSTGRES)
    query = f"SELECT {sql} FROM rows_of_facts ORDER BY number"  # noqa: S608 - the test's own text
    return [row[0] for row in facts.execute(query, ())]


# -- Conditions and amounts ----------------------------------------------------------------------


@FUZZ
@given(node=conditions())
def test_conditions_mean_the_same_in_postgres(node: Node, facts: Database) -> None:
    assert by_postgres(node, facts) == by_walking(node)


@pytest.mark.parametrize("kind", ORDERED)
def test_amounts_and_days_mean_the_same_in_postgres(kind: Kind, facts: Database) -> None:
    @settings(max_examples=60, deadline=None)
    @given(node=values(kind, 2))
    def hold(node: Node) -> None:
        assert by_postgres(node, facts) == by_walking(node)

    hold()


@pytest.mark.parametrize("share_of", HUGE_SHARES)
def test_a_share_of_the_largest_amount_overflows_nowhere(
    share_of: tuple[int, int], postgres: Database
) -> None:
    sql = write_sql(share_node(*share_of), Engine.POSTGRES, share_whole=10_000)

    assert postgres.execute(f"SELECT {sql}", ()) == [(share(*share_of, 10_000),)]


# -- Whole files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("market", MARKETS)
def test_shipped_terms_decide_in_postgres_as_in_python(market: str, postgres: Database) -> None:
    terms = shipped_pack(market)
    claims = random_claims(terms, shipped_golden(), CLAIMS, seed=11)

    assert differences(terms, claims, postgres) == []


@pytest.mark.parametrize("terms", [mixed, conformance], ids=["mixed", "conformance"])
def test_every_construct_decides_in_postgres_as_in_python(terms: Any, postgres: Database) -> None:
    claims = random_claims(terms(), (), CLAIMS, seed=12)

    assert differences(terms(), claims, postgres) == []


@pytest.mark.long
@pytest.mark.parametrize("market", MARKETS)
def test_shipped_terms_decide_alike_at_length(
    market: str, postgres: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = shipped_pack(market)
    for seed in range(BATCHES_LONG):
        claims = random_claims(terms, shipped_golden(), CLAIMS, seed=100 + seed)
        assert differences(terms, claims, postgres) == []
    with capsys.disabled():
        print(f"\n{terms.name}: {BATCHES_LONG * CLAIMS:,} claims, no difference")  # noqa: T201 - its figures
