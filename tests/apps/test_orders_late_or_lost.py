"""What the programme could offer unasked: only what had happened by then, by order and seller."""

from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from makewhole.apps.orders.queries import LateOrLost, orders_late_or_lost
from tests.apps.order_files import bring_in, orders_on_file, row, write_csv

CHICAGO = ZoneInfo("America/Chicago")


def on(day: str, hour: int = 23) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=CHICAGO)


def found(marketplace: UUID, at: datetime) -> list[LateOrLost]:
    return list(
        orders_late_or_lost(marketplace_id=marketplace, market_code="us", at=at, late_days=3)
    )


def grounds(marketplace: UUID, day: str) -> list[str]:
    return [each.ground for each in found(marketplace, on(day))]


@pytest.mark.parametrize(
    ("delivered", "grounds_found"),
    [
        pytest.param("2026-03-13 23:59:59", [], id="three-days-late-is-not-late-enough"),
        pytest.param("2026-03-14 00:00:01", ["late"], id="four-days-late-is"),
    ],
)
def test_late_counts_calendar_days_after_the_estimate(
    marketplace: UUID, tmp_path: Path, delivered: str, grounds_found: list[str]
) -> None:
    bring_in(marketplace, write_csv(tmp_path / "orders.csv", [row(delivered_at=delivered)]))

    assert grounds(marketplace, "2026-05-01") == grounds_found


@pytest.mark.parametrize(
    ("day", "grounds_found"),
    [
        pytest.param("2026-03-13", [], id="it-could-still-come"),
        pytest.param("2026-03-14", ["not_received"], id="it-has-not-come"),
        pytest.param("2026-03-19", ["not_received"], id="the-day-before-it-came"),
        pytest.param("2026-03-20", ["late"], id="the-day-it-came"),
    ],
)
def test_a_later_delivery_has_not_happened_yet(
    marketplace: UUID, tmp_path: Path, day: str, grounds_found: list[str]
) -> None:
    file = write_csv(tmp_path / "orders.csv", [row(delivered_at="2026-03-20 18:00:00")])
    bring_in(marketplace, file)

    assert grounds(marketplace, day) == grounds_found


def test_an_order_not_yet_placed_is_not_missed(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "orders.csv",
        [row(latest_estimate="2025-01-01", delivered_at="", state="created")],
    )
    bring_in(marketplace, file)

    assert grounds(marketplace, "2026-03-01") == []


@pytest.mark.parametrize(
    ("state", "handed_over", "was_shipped"),
    [
        ("shipped", "2026-03-03 09:00:00", True),
        ("processing", "", False),
        ("invoiced", "", False),
        ("approved", "", False),
    ],
)
def test_what_was_paid_and_never_came_is_not_received_whether_or_not_it_was_sent(
    marketplace: UUID, tmp_path: Path, state: str, handed_over: str, was_shipped: bool
) -> None:
    file = write_csv(
        tmp_path / "orders.csv", [row(state=state, handed_over_at=handed_over, delivered_at="")]
    )
    bring_in(marketplace, file)

    (only,) = found(marketplace, on("2026-05-01"))

    assert (only.ground, only.was_shipped) == ("not_received", was_shipped)


@pytest.mark.parametrize("state", ["cancelled", "unavailable"])
def test_what_was_called_off_counts_only_once_it_arrived(
    marketplace: UUID, tmp_path: Path, state: str
) -> None:
    file = write_csv(
        tmp_path / "orders.csv",
        [
            row(order_id="A-1", state=state, delivered_at=""),
            row(order_id="A-2", state=state, delivered_at="2026-03-20 18:00:00"),
        ],
    )
    bring_in(marketplace, file)

    (only,) = found(marketplace, on("2026-05-01"))

    assert only.ground == "late"
    assert only.order_id == orders_on_file(marketplace, "A-2")["A-2"].order_id


def test_delivered_at_an_unknown_time_is_neither_late_nor_lost(
    marketplace: UUID, tmp_path: Path
) -> None:
    bring_in(marketplace, write_csv(tmp_path / "orders.csv", [row(delivered_at="")]))

    assert grounds(marketplace, "2026-05-01") == []


def test_without_an_estimate_nothing_is_late_or_lost(marketplace: UUID, tmp_path: Path) -> None:
    file = write_csv(
        tmp_path / "orders.csv",
        [
            row(latest_estimate="", delivered_at="2026-12-01"),
            row(order_id="B", latest_estimate="", state="shipped", delivered_at=""),
        ],
    )
    bring_in(marketplace, file)

    assert grounds(marketplace, "2027-05-01") == []


def test_each_seller_and_ground_of_an_order_stands_alone(marketplace: UUID, tmp_path: Path) -> None:
    late = {"delivered_at": "2026-03-20 18:00:00", "paid": ""}
    lost = {"delivered_at": "", "state": "shipped", "paid": ""}
    file = write_csv(
        tmp_path / "orders.csv",
        [
            row(line="1", **late),
            row(line="2", quantity="3", **late),
            row(line="3", **lost),
            row(line="4", seller="Birch Home", **late),
            row(line="5", seller="", **late),
            row(line="6", seller="Birch Home", paid=""),
        ],
    )
    bring_in(marketplace, file)

    lines = {
        (each.seller_id, each.ground): each.lines for each in found(marketplace, on("2026-05-01"))
    }

    order = orders_on_file(marketplace, "A-1")["A-1"]
    alder, birch = order.lines[0].seller_id, order.lines[3].seller_id
    assert lines == {
        (alder, "late"): ((1, 1), (2, 3)),
        (alder, "not_received"): ((3, 1),),
        (birch, "late"): ((4, 1),),
        (None, "late"): ((5, 1),),
    }


def test_the_search_goes_page_by_page_and_misses_nothing(
    marketplace: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(order_id=f"A-{n}", delivered_at="2026-03-20 18:00:00") for n in range(25)]
    bring_in(marketplace, write_csv(tmp_path / "orders.csv", rows))
    monkeypatch.setattr("makewhole.apps.orders.queries._PAGE", 10)

    assert len({each.order_id for each in found(marketplace, on("2026-05-01"))}) == 25
