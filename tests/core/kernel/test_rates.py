"""An amount in another currency is known, or unknown: never a guess."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makewhole.core.kernel.money import Money
from makewhole.core.kernel.rates import (
    DAYS_WITHOUT_RATES_MAX,
    RateSheet,
    exchanged,
    settled_sheet,
    sheet_of,
)

DAY = date(2024, 11, 25)
SHEET = RateSheet(
    "ecb", DAY, "EUR", {"USD": Decimal("1.0472"), "JPY": Decimal("161.72"), "KWD": Decimal("0.32")}
)


@pytest.mark.parametrize(
    ("amount", "to", "is_worth"),
    [
        pytest.param(Money(1_000, "EUR"), "USD", Money(1_047, "USD"), id="from the base"),
        pytest.param(Money(10_472, "USD"), "EUR", Money(10_000, "EUR"), id="to the base"),
        pytest.param(Money(10_472, "USD"), "JPY", Money(16_172, "JPY"), id="no decimals"),
        pytest.param(Money(16_172, "JPY"), "USD", Money(10_472, "USD"), id="and back"),
        pytest.param(Money(100, "EUR"), "KWD", Money(320, "KWD"), id="three decimals"),
        pytest.param(Money(0, "EUR"), "USD", Money(0, "USD"), id="nothing"),
        pytest.param(Money(7, "SEK"), "SEK", Money(7, "SEK"), id="within one currency"),
        pytest.param(Money(7, "SEK"), "USD", None, id="a currency that is not named"),
        pytest.param(Money(7, "USD"), "SEK", None, id="to a currency that is not named"),
    ],
)
def test_an_amount_is_worth_what_the_sheet_says(
    amount: Money, to: str, is_worth: Money | None
) -> None:
    assert exchanged(amount, to, SHEET) == is_worth


def test_half_a_minor_unit_is_rounded_up() -> None:
    half = RateSheet("ecb", DAY, "EUR", {"USD": Decimal("1.5")})

    assert exchanged(Money(1, "EUR"), "USD", half) == Money(2, "USD")
    assert exchanged(Money(33, "EUR"), "USD", half) == Money(50, "USD")


def test_without_a_sheet_only_the_own_currency_is_known() -> None:
    assert exchanged(Money(5, "EUR"), "USD", None) is None
    assert exchanged(Money(5, "EUR"), "EUR", None) == Money(5, "EUR")


@pytest.mark.parametrize(
    ("days_later", "is_known"),
    [(-1, False), (0, True), (1, True), (DAYS_WITHOUT_RATES_MAX, True), (8, False)],
)
def test_a_sheet_holds_until_the_next_but_not_for_ever(days_later: int, *, is_known: bool) -> None:
    found = sheet_of(DAY + timedelta(days=days_later), [SHEET])

    assert found == (SHEET if is_known else None)


def test_the_latest_sheet_before_a_day_counts() -> None:
    friday = RateSheet("ecb", DAY - timedelta(days=3), "EUR", {})

    assert sheet_of(DAY - timedelta(days=1), [SHEET, friday]) is friday
    assert sheet_of(DAY, [friday, SHEET]) is SHEET


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_larger_amount_is_never_worth_less(one: int, other: int) -> None:
    smaller, larger = sorted((one, other))
    worth = [exchanged(Money(minor, "JPY"), "KWD", SHEET) for minor in (smaller, larger)]

    assert worth[0] is not None
    assert worth[1] is not None
    assert worth[0].minor <= worth[1].minor


class TestForGood:
    def test_a_day_with_rates_of_its_own_is_settled_at_once(self) -> None:
        assert settled_sheet(DAY, [SHEET]) is SHEET

    def test_a_day_without_takes_the_one_before_only_once_a_later_day_has_rates(self) -> None:
        day = DAY + timedelta(days=1)
        later = RateSheet("ecb", DAY + timedelta(days=2), "EUR", SHEET.rates)

        assert settled_sheet(day, [SHEET]) is None
        assert settled_sheet(day, [SHEET, later]) is SHEET

    def test_nothing_is_known_where_only_later_days_have_rates(self) -> None:
        assert settled_sheet(DAY - timedelta(days=1), [SHEET]) is None
