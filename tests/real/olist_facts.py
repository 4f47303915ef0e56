"""What the real orders say, counted by SQL straight over the files.

This shares nothing with makewhole: no import, no loader, no word of the terms. So where makewhole
and this file agree on a count, two roads led to it.

A *claim* here is one (order, seller) pair, because a claim concerns the lines of one seller. An
order without item rows counts as one pair, whose seller nobody knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests.real import olist_sql

Claim = tuple[str, str | None]  # order id, seller id; None where nobody knows the seller.
TABLES = ("orders", "order_items", "order_payments", "order_reviews", "customers")


@dataclass(frozen=True, slots=True)
class Group:
    """Orders of one kind, the claims they would give, and their amounts in centavos."""

    orders: int
    claims: int  # (order, seller) pairs
    orders_without_items: int
    orders_of_several_sellers: int
    price_minor: int
    shipping_minor: int
    paid_minor: int
    full_refund_minor: int  # Price and shipping, never above what was paid, order by order.


@dataclass(frozen=True, slots=True)
class OddTimes:
    """Times written in one column that the clocks of Sao Paulo showed twice, or never."""

    column: str
    kind: str  # "ambiguous" or "impossible"
    hour_starts: str
    rows: int
    orders: frozenset[str]


@dataclass(frozen=True, slots=True)
class OlistFacts:
    """Everything counted, from one reading of the files."""

    rows: Mapping[str, int]  # by table
    orders_by_status: Mapping[str, int]
    groups: Mapping[str, Group]
    score_1_groups: Mapping[str, Group]
    claims: Mapping[str, frozenset[Claim]]  # by group: to compare with, row by row
    defects: Mapping[str, frozenset[str]]  # name -> the ids of the orders concerned
    absent: Mapping[str, int]
    odd_times: tuple[OddTimes, ...]
    review_hours: Mapping[str, int]  # "00:00:00", or the whole time where it is another


def olist_facts(olist: Path) -> OlistFacts:
    """Count what stands in `olist/dev` and `olist/reference`. Takes about two seconds."""
    with duckdb.connect() as database:
        _load(database, olist)
        return OlistFacts(
            rows={name: database.table(name).count("*").fetchall()[0][0] for name in TABLES},
            orders_by_status=dict(
                _rows(database, "SELECT order_status, count(*) FROM orders GROUP BY order_status")
            ),
            groups=_groups(database, where=""),
            score_1_groups=_groups(database, where=olist_sql.SCORE_1),
            claims={
                name: frozenset(zip(orders, sellers, strict=True))
                for name, orders, sellers in _rows(database, olist_sql.CLAIMS)
            },
            defects={
                name: frozenset(order_id for (order_id,) in _rows(database, query))
                for name, query in olist_sql.DEFECTS.items()
            },
            absent={name: _rows(database, query)[0][0] for name, query in olist_sql.ABSENT.items()},
            odd_times=tuple(
                OddTimes(column, kind, hour, rows, frozenset(orders))
                for column, kind, hour, rows, orders in _rows(database, olist_sql.ODD_TIMES)
            ),
            review_hours=dict(_rows(database, olist_sql.REVIEW_HOURS)),
        )


def _load(database: duckdb.DuckDBPyConnection, olist: Path) -> None:
    """Read every file as text, so that no type is guessed, and lay the views over it."""
    files = {name: olist / "dev" / f"{name}.csv.gz" for name in TABLES} | {
        "sellers": olist / "reference" / "olist_sellers_dataset.csv.gz",
        "products": olist / "reference" / "olist_products_dataset.csv.gz",
    }
    for name, file in files.items():
        database.read_csv(
            str(file), header=True, all_varchar=True, quotechar='"', escapechar='"'
        ).create(name)
    for statement in (
        olist_sql.GROUPED_ORDERS,
        olist_sql.CLAIM_PAIRS,
        olist_sql.ORDER_AMOUNTS,
        olist_sql.ODD_HOURS,
        olist_sql.WALL_TIMES,
    ):
        database.execute(statement)


def _groups(database: duckdb.DuckDBPyConnection, *, where: str) -> dict[str, Group]:
    return {
        name: Group(*counts)
        for name, *counts in _rows(database, olist_sql.GROUP_COUNTS.format(where=where))
    }


def _rows(database: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = database.execute(query).fetchall()
    return rows
