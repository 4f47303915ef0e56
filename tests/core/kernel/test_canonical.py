import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from uuid import UUID

import pytest

from makewhole.core.kernel.canonical import (
    canonical_json,
    from_json,
    read_json,
    sha256_of,
    tagged,
    to_json,
    untagged,
)
from makewhole.core.kernel.require import InvariantBroken


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    amount_minor: int
    count: int


@dataclass(frozen=True, slots=True)
class Outer:
    id: UUID
    at: datetime
    day: date | None
    colour: Colour
    inner: tuple[Inner, ...]
    names: frozenset[str]
    value: bool | int | str | date | datetime
    flag: bool


OUTER = Outer(
    id=UUID(int=7),
    at=datetime(2027, 3, 1, 12, tzinfo=UTC),
    day=None,
    colour=Colour.RED,
    inner=(Inner(1990, 2),),
    names=frozenset({"b", "a"}),
    value=date(2027, 3, 1),
    flag=True,
)


def test_a_value_has_one_text() -> None:
    assert canonical_json(to_json(OUTER)) == (
        '{"at":"2027-03-01T12:00:00Z","colour":"red","day":null,"flag":true,'
        '"id":"00000000-0000-0000-0000-000000000007","inner":[{"amount_minor":"1990","count":2}],'
        '"names":["a","b"],"value":{"date":"2027-03-01"}}'
    )


@pytest.mark.parametrize("day", [None, date(2027, 3, 1)])
def test_a_value_reads_back_from_its_text(day: date | None) -> None:
    outer = replace(OUTER, day=day)

    assert from_json(Outer, json.loads(canonical_json(to_json(outer)))) == outer


@pytest.mark.parametrize(
    "value", [True, 3, "three", date(2027, 3, 1), datetime(2027, 3, 1, 12, tzinfo=UTC)]
)
def test_a_facts_value_keeps_its_type(value: bool | int | str | date | datetime) -> None:
    back = untagged(json.loads(canonical_json(tagged(value))))

    assert (back, type(back)) == (value, type(value))


def test_an_instant_is_written_in_utc() -> None:
    there = datetime(2027, 3, 1, 9, tzinfo=timezone(timedelta(hours=-3)))

    assert to_json(there) == "2027-03-01T12:00:00Z"


def test_a_mapping_keeps_its_amounts_exact() -> None:
    assert to_json({"paid_minor": 5, "count": 5}) == {"paid_minor": "5", "count": 5}
    assert to_json({"asked_minor": (5, 6)}) == {"asked_minor": ["5", "6"]}


def test_a_text_is_read_as_it_was_written() -> None:
    assert read_json(canonical_json({"é": ["ß", 7, None, True]})) == {"é": ["ß", 7, None, True]}


@pytest.mark.parametrize("value", [1.5, datetime(2027, 3, 1, 12)])  # noqa: DTZ001
def test_what_has_no_one_text_is_our_own_bug(value: object) -> None:
    with pytest.raises(InvariantBroken):
        to_json(value)


def test_another_versions_fields_are_our_own_bug() -> None:
    with pytest.raises(InvariantBroken, match="count"):
        from_json(Inner, {"amount_minor": "1"})


def test_a_hash_is_over_utf_8() -> None:
    assert sha256_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
