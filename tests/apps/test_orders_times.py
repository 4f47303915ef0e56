"""Times: the written day is kept, the instant stored, what a change of clocks breaks is told."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.orders.importing.odd_hours import OddTime
from tests.apps.order_files import bring_in, orders_on_file, row, write_csv

# The market `us` keeps Chicago's time: six hours behind UTC, five from March to November.
SUMMER = timezone(timedelta(hours=-5))
WINTER = timezone(timedelta(hours=-6))


@pytest.mark.parametrize(
    ("written", "at", "on"),
    [
        pytest.param(
            "2026-03-02 23:30:00",
            datetime(2026, 3, 3, 5, 30, tzinfo=UTC),
            date(2026, 3, 2),
            id="local-time-late-in-the-evening",
        ),
        pytest.param(
            "2026-03-02T23:30",
            datetime(2026, 3, 3, 5, 30, tzinfo=UTC),
            date(2026, 3, 2),
            id="without-seconds",
        ),
        pytest.param(
            "2026-03-03T05:30:00Z",
            datetime(2026, 3, 3, 5, 30, tzinfo=UTC),
            date(2026, 3, 2),
            id="with-its-zone-the-day-is-the-markets",
        ),
        pytest.param(
            "2026-07-01 12:00:00-03:00",
            datetime(2026, 7, 1, 15, 0, tzinfo=UTC),
            date(2026, 7, 1),
            id="with-an-offset",
        ),
        pytest.param(
            "1999-12-31",
            datetime(1999, 12, 31, 6, 0, tzinfo=UTC),
            date(1999, 12, 31),
            id="a-day-alone-begins-at-midnight",
        ),
    ],
)
def test_an_order_keeps_its_instant_and_its_local_day(
    marketplace: UUID, tmp_path: Path, written: str, at: datetime, on: date
) -> None:
    bring_in(marketplace, write_csv(tmp_path / "orders.csv", [row(placed_at=written)]))

    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert (order.placed_at, order.placed_on) == (at, on)


def test_a_day_alone_ends_where_something_is_due_and_has_no_time_where_it_arrived(
    marketplace: UUID, tmp_path: Path
) -> None:
    days = row(
        ship_by="2026-03-04", handed_over_at="2026-03-03", delivered_at="2026-03-08",
        latest_estimate="2026-03-10",
    )  # fmt: skip

    bring_in(marketplace, write_csv(tmp_path / "orders.csv", [days]))

    line = orders_on_file(marketplace, "A-1")["A-1"].lines[0]
    assert line.ship_by_at == datetime(2026, 3, 4, 23, 59, 59, tzinfo=WINTER)
    assert line.handed_over_at == datetime(2026, 3, 3, 23, 59, 59, tzinfo=WINTER)
    assert (line.delivered_at, line.delivered_on) == (None, date(2026, 3, 8))
    assert line.latest_estimate_on == date(2026, 3, 10)


def test_a_time_that_happened_twice_is_taken_as_the_first_and_told(
    marketplace: UUID, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(placed_at="2025-11-02 01:30:00")])

    imported = bring_in(marketplace, file)

    first = datetime(2025, 11, 2, 1, 30, tzinfo=SUMMER)
    assert imported.odd_times == (
        OddTime("orders.csv", 2, "placed_at", "2025-11-02 01:30:00", "ambiguous", first),
    )
    order = orders_on_file(marketplace, "A-1")["A-1"]
    assert (order.placed_at, order.placed_on) == (first, date(2025, 11, 2))


def test_a_time_that_never_happened_is_taken_by_the_clocks_before_and_told(
    marketplace: UUID, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(delivered_at="2026-03-08 02:30:00")])

    imported = bring_in(marketplace, file)

    taken_as = datetime(2026, 3, 8, 2, 30, tzinfo=WINTER)
    assert [(odd.field, odd.kind, odd.taken_as) for odd in imported.odd_times] == [
        ("delivered_at", "impossible", taken_as)
    ]
    line = orders_on_file(marketplace, "A-1")["A-1"].lines[0]
    assert (line.delivered_at, line.delivered_on) == (taken_as, date(2026, 3, 8))


@pytest.mark.parametrize(
    "written",
    [
        "2025-11-02 00:59:59",
        "2025-11-02 02:00:00",
        "2026-03-08 01:59:59",
        "2026-03-08 03:00:00",
        "2025-11-02 01:30:00-06:00",
        "2025-11-02T06:30:00Z",
    ],
)
def test_times_beside_a_change_of_clocks_are_as_any_other(
    marketplace: UUID, tmp_path: Path, written: str
) -> None:
    imported = bring_in(marketplace, write_csv(tmp_path / "orders.csv", [row(placed_at=written)]))

    assert imported.odd_times == ()


def test_each_row_may_name_its_time_zone(marketplace: UUID, tmp_path: Path) -> None:
    here = row(order_id="A-1") | {"time_zone": ""}
    there = row(order_id="A-2", placed_at="2017-10-15 00:30:00") | {
        "time_zone": "America/Sao_Paulo"
    }
    nowhere = row(order_id="A-3") | {"time_zone": "Mars/Olympus"}

    imported = bring_in(marketplace, write_csv(tmp_path / "orders.csv", [here, there, nowhere]))

    assert [(p.line, p.field) for p in imported.problems] == [(4, "time_zone")]
    assert [(odd.line, odd.kind) for odd in imported.odd_times] == [(3, "impossible")]
    found = orders_on_file(marketplace, "A-1", "A-2")
    assert found["A-1"].placed_at == datetime(2026, 3, 2, 16, 30, tzinfo=UTC)
    assert found["A-2"].placed_at == datetime(2017, 10, 15, 3, 30, tzinfo=UTC)
    assert found["A-2"].placed_on == date(2017, 10, 15)
