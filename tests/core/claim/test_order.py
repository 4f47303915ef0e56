"""What may be claimed on an order: the lines of one seller, and never beyond what was paid."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from makewhole.core.claim.order import LineOnFile, OrderOnFile, portion, refuse_lines
from makewhole.core.claim.values import Line

FIRST = LineOnFile(
    number=1,
    seller_id=UUID(int=3),
    title="Kettle",
    quantity=3,
    price_minor=100_00,
    shipping_minor=10_00,
    refunded_item_minor=0,
    refunded_shipping_minor=0,
    latest_estimate_on=date(2027, 2, 8),
    handed_over_at=datetime(2027, 2, 2, tzinfo=UTC),
    delivered_at=None,
    delivered_on=None,
    ship_by_at=datetime(2027, 2, 3, tzinfo=UTC),
    fulfilled_by="seller",
)
ORDER = OrderOnFile(
    order_id=UUID(int=2),
    external_id="A-1",
    market_code="us",
    buyer_id=UUID(int=10),
    placed_on=date(2027, 2, 1),
    currency="USD",
    paid_minor=110_00,
    refunded_minor=0,
    state="shipped",
    lines=(FIRST,),
    tracking=(),
)


def refused(order: OrderOnFile, *lines: Line) -> str | None:
    refusal = refuse_lines(order, lines)
    return refusal.reason if refusal is not None else None


def with_line(**changed: object) -> OrderOnFile:
    return replace(ORDER, lines=(replace(FIRST, **changed),))  # type: ignore[arg-type]


def test_takes_all_or_some_units_of_a_line() -> None:
    assert refused(ORDER, Line(1, 3)) is None
    assert refused(ORDER, Line(1, 1)) is None


@pytest.mark.parametrize(
    ("quantity", "reason"),
    [(4, "quantity_not_bought"), (0, "no_unit_claimed"), (-1, "no_unit_claimed")],
)
def test_refuses_units_that_were_not_bought(quantity: int, reason: str) -> None:
    assert refused(ORDER, Line(1, quantity)) == reason


def test_refuses_a_line_that_is_not_there() -> None:
    assert refused(ORDER, Line(2, 1)) == "line_not_in_order"


def test_refuses_lines_of_two_sellers() -> None:
    other = replace(FIRST, number=2, seller_id=UUID(int=4))
    order = replace(ORDER, lines=(FIRST, other))

    assert refused(order, Line(1, 1), Line(2, 1)) == "lines_of_two_sellers"
    assert refused(order, Line(1, 1)) is None


def test_refuses_lines_that_were_sent_by_two() -> None:
    by_us = replace(FIRST, number=2, fulfilled_by="marketplace")
    unsaid = replace(FIRST, number=3, fulfilled_by=None)
    order = replace(ORDER, lines=(FIRST, by_us, unsaid))

    assert refused(order, Line(1, 1), Line(2, 1)) == "lines_sent_by_two"
    assert refused(order, Line(1, 1), Line(3, 1)) is None


@pytest.mark.parametrize(
    ("asked_minor", "reason"),
    [(66_67, None), (66_68, "more_than_was_paid"), (0, "nothing_asked")],
)
def test_draws_the_line_at_what_was_paid_for_the_units(
    asked_minor: int, reason: str | None
) -> None:
    assert refused(ORDER, Line(1, 2, asked_minor)) == reason


@pytest.mark.parametrize(
    ("item", "shipping", "reason"),
    [(100_00, 9_99, None), (100_00, 10_00, "line_refunded_already")],
)
def test_refuses_a_line_only_when_all_of_it_was_refunded(
    item: int, shipping: int, reason: str | None
) -> None:
    order = with_line(refunded_item_minor=item, refunded_shipping_minor=shipping)

    assert refused(order, Line(1, 3)) == reason


@pytest.mark.parametrize(
    ("refunded_minor", "reason"), [(109_99, None), (110_00, "line_refunded_already")]
)
def test_refuses_an_order_that_was_refunded_in_full(
    refunded_minor: int, reason: str | None
) -> None:
    assert refused(replace(ORDER, refunded_minor=refunded_minor), Line(1, 3)) == reason


def test_rounds_a_portion_up_and_gives_all_units_the_total() -> None:
    assert [portion(100_00, units, 3) for units in (1, 2, 3)] == [33_34, 66_67, 100_00]
