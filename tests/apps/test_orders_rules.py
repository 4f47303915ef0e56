"""The quick rule for a row never says yes where the precise one says no."""

import itertools
from uuid import UUID

import pytest
from django.db import connection

from makewhole.apps.orders.importing import shapes
from makewhole.apps.orders.importing.csv_fields import Field, fields_of
from makewhole.apps.orders.importing.statements import literal
from makewhole.apps.tenancy.transactions import transaction

TIMES = (
    "2026-03-02 10:30:00", "2026-03-02T10:30:00Z", "2026-03-02T10:30:00", "2026-03-02",
    "2026-02-30", "2026-13-01 00:00:00", "2026-03-02 10:30:AM", "2026-03-02 1:30:0PM",
    "2026-03-02 24:00:00", "2026-03-02 24:00:01", "2026-03-02 23:59:60", "2026-MA-02",
    "2026-03-02 10:3o:00", "20260302", "202 -03-02", "2026-03-02 allballs", "2026-03-02 BC",
    "2026-03-02 10:30:00 UTC+3", "2026-03-02T10:30:0 Z", "epoch", "now", "infinity", "2099-12-31",
    "2100-01-01", "1969-12-31", "0000-00-00", "2026-03-02 10:30:00-03:00", "2026-03-02 10.30.00",
)  # fmt: skip
AMOUNTS = (
    "1", "1.", ".5", "1.5", "1.55", "1.555", "-1", "+1", "1e3", "NaN", "Infinity", "0x10", "1_0",
    "00000000000000001", "99999999999.99", "999999999999.9", "1 0", "1,0", ".", "", "1..0",
)  # fmt: skip
COUNTS = ("1", "01", "0", "000", "-1", "1.0", "999999", "1000000", "9999999999", "1e3", "0x1", "")


@pytest.mark.parametrize(
    ("name", "cast", "texts"),
    [
        ("placed_at", "timestamptz", TIMES),
        ("price", "numeric", AMOUNTS),
        ("quantity", "int", COUNTS),
    ],
)
def test_what_the_quick_rule_and_the_cast_let_through_the_precise_rule_does_too(
    marketplace: UUID, name: str, cast: str, texts: tuple[str, ...]
) -> None:
    (field,) = (
        field
        for field in fields_of(places="2", zones=[], currencies=("USD",))
        if field.name == name
    )
    letters = shapes.AMOUNT_LETTERS if field.letters == shapes.AMOUNT_LETTERS else ""
    disagreeing = [
        text
        for text in itertools.chain(texts, (f" {text}" for text in texts))
        if _holds(marketplace, field, cast, text, letters)
    ]

    assert disagreeing == []


def _holds(marketplace: UUID, field: Field, cast: str, text: str, letters: str) -> bool:
    """Answer whether the quick rule holds, the cast works, and the precise rule says no."""
    searched = f"{field.staged} !~ '{letters}'" if letters else "true"
    with transaction(marketplace), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ({searched}) AND ({field.quick})"  # noqa: S608 - rules of ours
            f" AND pg_input_is_valid({field.staged}, '{cast}') AND NOT ({field.precise})"
            f" FROM (SELECT {literal(text)}::text AS {field.staged}) AS given"
        )
        found = cursor.fetchone()
    return bool(found and found[0])
