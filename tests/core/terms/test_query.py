"""A database decides whole files as the compiled program does, and says what it leaves out."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from makewhole.core.terms.model import GoldenClaim, Level, Terms
from makewhole.core.terms.query import write_query
from makewhole.core.terms.sql import Engine
from tests.core.terms.files import (
    conformance,
    drafted,
    drafted_golden,
    read,
    shipped,
    shipped_golden,
)
from tests.core.terms.in_bulk import Database, differences, random_claims
from tests.core.terms.small import small

CLAIMS = 400


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Database]:
    connection = duckdb.connect()

    def execute(statement: str, given: Sequence[Any]) -> Sequence[Sequence[Any]]:
        rows: list[tuple[Any, ...]] = connection.execute(statement, list(given)).fetchall()
        return rows

    yield Database(Engine.DUCKDB, "?", execute)
    connection.close()


@cache
def mixed() -> Terms:
    return read((Path(__file__).parent / "mixed.yaml").read_text())


def at_hand(name: str) -> tuple[Terms, Sequence[GoldenClaim]]:
    match name:
        case "conformance":
            return conformance(), ()
        case "drafted":
            return drafted(), drafted_golden()
        case "shipped":
            return shipped(), shipped_golden()
        case _:
            return mixed(), ()


@pytest.mark.parametrize("name", ["conformance", "drafted", "shipped", "mixed"])
def test_duckdb_decides_claims_as_the_program_does(name: str, warehouse: Database) -> None:
    terms, golden = at_hand(name)
    claims = random_claims(terms, golden, CLAIMS, seed=10)

    assert differences(terms, claims, warehouse) == []


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("engine", list(Engine))
def test_a_database_decides_all_of_the_shipped_terms_but_one_clock(
    engine: Engine, level: Level
) -> None:
    query = write_query(shipped(), level, engine, source="claims")

    assert set(query.left_out) <= {"inspect_by"}  # It counts business days.


def test_the_mixed_terms_have_no_warnings() -> None:
    assert mixed().warnings == ()


def test_terms_without_parameters_decide_alike(warehouse: Database) -> None:
    terms = read(
        "terms: tiny\nversion: '1'\ntitle: Tiny\ngoverning_date: day\n"
        "facts: {day: {type: date, source: carrier}, yes: {type: bool, source: seller}}\n"
        "tables: {t: {hit: unique, outputs: {is_so: bool},"
        " rules: [{id: A, when: 'yes', then: {is_so: true}}]}}"
    )

    assert differences(terms, random_claims(terms, (), 50, seed=13), warehouse) == []


@pytest.mark.parametrize("engine", list(Engine))
def test_what_has_no_template_is_left_out_with_all_that_reads_it(engine: Engine) -> None:
    terms = small(
        ("title: Small", "title: Small\nmarket: {calendar: US}"),
        ("add_days(order_on, grace)", "add_business_days(order_on, grace)"),
        ("compute:\n", "compute:\n  closing: {type: bool, is: 'until > order_on'}\n"),
        ("compute:\n", "compute:\n  closed: {type: date, is: 'add_days(order_on, 1)'}\n"),
    )

    query = write_query(terms, Level.CLAIM, engine, source="claims")

    assert query.left_out == ("until", "closing")
    assert query.answers == ("closed", "outcome", "reason", "payable")
