"""Generated Python, a plain walk over the tree and DuckDB give the same answer, unknown or not."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from makewhole.core.terms.amounts import MINOR_MAX
from makewhole.core.terms.emit import Constants, Emitter, Leaf
from makewhole.core.terms.expr import read_expression
from makewhole.core.terms.python import executed
from makewhole.core.terms.runtime import add_days, add_hours, add_months, portion, share
from makewhole.core.terms.sql import COLUMN_TYPES, Engine, NoTemplate, write_sql
from makewhole.core.terms.tree import Call, Function, Kind, Literal, Name, Node, kind_of
from makewhole.core.terms.written import write_expression
from tests.core.terms.expressions import FACTS, ORDERED, SCOPE, boundary_rows, conditions, values
from tests.core.terms.reference import walked

ROWS = boundary_rows(120)
FUZZ = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    columns = ", ".join(f'"{name}" {COLUMN_TYPES[kind]}' for name, kind in FACTS.items())
    connection.execute(f"CREATE TABLE rows_of_facts (number INTEGER, {columns})")
    marks = ", ".join("?" for _ in range(len(FACTS) + 1))
    connection.executemany(
        f"INSERT INTO rows_of_facts VALUES ({marks})",  # noqa: S608 - the test's own text
        [(at, *row.values()) for at, row in enumerate(ROWS)],
    )
    yield connection
    connection.close()


HUGE_SHARES = [(MINOR_MAX, 10_000), (-MINOR_MAX, 9_999), (MINOR_MAX - 1, -5_000), (0, 10_000)]


def share_node(amount: int, part: int) -> Node:
    given = (Literal(amount, Kind.MONEY), Literal(part, Kind.INT))
    return Call(Function.SHARE, given, Kind.MONEY)


def by_generated_python(node: Node) -> list[Any]:
    constants = Constants()
    places = {name: f"F[{at}]" for at, name in enumerate(FACTS)}
    leaves = {name: Leaf() for name in FACTS}
    emitter = Emitter(places.__getitem__, leaves, constants, 100, {})
    functions = (add_days, add_hours, add_months, portion, share)
    names: dict[str, object] = {function.__name__: function for function in functions}
    text = f"def decide(F):\n    return {emitter.whole(node)}\n"
    decide = executed(text, {**names, **constants.values}, "<test>")["decide"]
    return [decide(tuple(row.values())) for row in ROWS]


def by_walking(node: Node) -> list[Any]:
    return [walked(node, row) for row in ROWS]


def by_duckdb(node: Node, warehouse: duckdb.DuckDBPyConnection) -> list[Any]:
    sql = write_sql(node, Engine.DUCKDB)
    query = f"SELECT {sql} FROM rows_of_facts ORDER BY number"  # noqa: S608 - the test's own text
    return [row[0] for row in warehouse.execute(query).fetchall()]


@FUZZ
@given(node=conditions())
def test_conditions_mean_the_same_everywhere(
    node: Node, warehouse: duckdb.DuckDBPyConnection
) -> None:
    expected = by_walking(node)

    assert by_generated_python(node) == expected
    assert by_duckdb(node, warehouse) == expected


@pytest.mark.parametrize("kind", ORDERED)
def test_amounts_and_days_mean_the_same_everywhere(
    kind: Kind, warehouse: duckdb.DuckDBPyConnection
) -> None:
    @settings(max_examples=60, deadline=None)
    @given(node=values(kind, 2))
    def hold(node: Node) -> None:
        expected = by_walking(node)
        assert by_generated_python(node) == expected
        assert by_duckdb(node, warehouse) == expected

    hold()


@pytest.mark.parametrize("share_of", HUGE_SHARES)
def test_a_share_of_the_largest_amount_overflows_nowhere(
    share_of: tuple[int, int], warehouse: duckdb.DuckDBPyConnection
) -> None:
    sql = write_sql(share_node(*share_of), Engine.DUCKDB, share_whole=10_000)

    assert warehouse.execute(f"SELECT {sql}").fetchone() == (share(*share_of, 10_000),)


@FUZZ
@given(node=conditions())
def test_a_condition_written_and_read_again_means_the_same(node: Node) -> None:
    reading = read_expression(write_expression(node), Kind.BOOL, SCOPE)
    if reading.tree is None:  # A constant compared, or nested too deeply: refused, as it should be.
        assert reading.complaints
        return

    assert by_walking(reading.tree) == by_walking(node)
    assert write_expression(reading.tree) == write_expression(
        read_expression(write_expression(reading.tree), Kind.BOOL, SCOPE).tree or node
    )


def test_postgres_has_a_template_wherever_duckdb_has_one() -> None:
    for function in Function:
        arguments = tuple(Literal(1, Kind.INT) for _ in range(3))
        node = Call(function, arguments, Kind.INT)
        if function is Function.ADD_BUSINESS_DAYS:
            with pytest.raises(NoTemplate, match="add_business_days"):
                write_sql(node, Engine.DUCKDB)
            with pytest.raises(NoTemplate):
                write_sql(node, Engine.POSTGRES)
        else:
            assert "CAST(1 AS BIGINT)" in write_sql(node, Engine.DUCKDB)
            assert "//" not in write_sql(node, Engine.POSTGRES)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_value_can_be_compared(
    kind: Kind, warehouse: duckdb.DuckDBPyConnection
) -> None:
    name = next(name for name, of in FACTS.items() if of is kind)

    assert kind_of(Name(name, kind)) is kind
    assert by_duckdb(Name(name, kind), warehouse) == [row[name] for row in ROWS]
