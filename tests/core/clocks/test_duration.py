"""On which day a length of time ends, forwards and backwards."""

from datetime import date

import pytest

from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.duration import LONGEST, Duration, Unit, first_day, last_day
from makewhole.core.clocks.said import Owner
from makewhole.core.kernel.calendar import BusinessCalendar, business_calendar
from makewhole.core.kernel.require import InvariantBroken

US = business_calendar("US")


@pytest.mark.parametrize(
    ("day", "value", "unit", "last"),
    [
        pytest.param(date(2026, 11, 20), 1, Unit.DAYS, date(2026, 11, 21), id="a-day"),
        pytest.param(date(2026, 11, 20), 2, Unit.WEEKS, date(2026, 12, 4), id="the-same-weekday"),
        pytest.param(date(2026, 11, 20), 4, Unit.BUSINESS_DAYS, date(2026, 11, 27), id="no-26th"),
        pytest.param(date(2027, 1, 15), 1, Unit.MONTHS, date(2027, 2, 15), id="the-same-date"),
        pytest.param(
            date(2027, 1, 28), 1, Unit.MONTHS, date(2027, 2, 28), id="february-has-a-28th"
        ),
        pytest.param(date(2027, 1, 29), 1, Unit.MONTHS, date(2027, 2, 28), id="and-no-29th"),
        pytest.param(date(2028, 1, 31), 1, Unit.MONTHS, date(2028, 2, 29), id="but-in-a-leap-year"),
        pytest.param(date(2027, 2, 28), 1, Unit.MONTHS, date(2027, 3, 28), id="not-the-month-end"),
        pytest.param(
            date(2026, 12, 31), 2, Unit.MONTHS, date(2027, 2, 28), id="into-the-next-year"
        ),
        pytest.param(date(2026, 11, 30), 1, Unit.MONTHS, date(2026, 12, 30), id="into-december"),
        pytest.param(
            date(2028, 2, 29), 1, Unit.YEARS, date(2029, 2, 28), id="a-leap-day-in-a-year"
        ),
        pytest.param(date(2028, 2, 29), 4, Unit.YEARS, date(2032, 2, 29), id="and-in-four"),
    ],
)
def test_ends_on_the_same_day_or_the_last_of_the_month(
    day: date, value: int, unit: Unit, last: date
) -> None:
    assert last_day(day, Duration(value, unit), US) == last


@pytest.mark.parametrize(
    ("day", "value", "unit", "first"),
    [
        (date(2026, 11, 20), 1, Unit.DAYS, date(2026, 11, 19)),
        (date(2026, 12, 4), 2, Unit.WEEKS, date(2026, 11, 20)),
        (date(2026, 11, 27), 4, Unit.BUSINESS_DAYS, date(2026, 11, 20)),
        (date(2027, 3, 31), 1, Unit.MONTHS, date(2027, 2, 28)),
        (date(2027, 1, 31), 1, Unit.MONTHS, date(2026, 12, 31)),
        (date(2028, 2, 29), 1, Unit.YEARS, date(2027, 2, 28)),
    ],
)
def test_counts_back_by_the_same_rules(day: date, value: int, unit: Unit, first: date) -> None:
    assert first_day(day, Duration(value, unit), US) == first


def test_hours_end_with_no_day() -> None:
    assert not Duration(48, Unit.HOURS).is_in_days
    with pytest.raises(InvariantBroken, match="to the second"):
        last_day(date(2026, 11, 20), Duration(48, Unit.HOURS), US)


def test_every_unit_has_a_longest_length_that_the_calendar_holds() -> None:
    for unit, value in LONGEST.items():
        if unit is not Unit.HOURS:
            assert last_day(date(2999, 12, 31), Duration(value, unit), US) < date.max
    assert set(LONGEST) == set(Unit)


class TestCalendar:
    def test_a_country_has_its_own_weekend(self) -> None:
        israel = business_calendar("IL")

        assert israel.is_business_day(date(2026, 11, 22))  # A Sunday.
        assert not israel.is_business_day(date(2026, 11, 20))  # A Friday.

    def test_a_weekend_day_worked_in_exchange_counts(self) -> None:
        assert business_calendar("CN").is_business_day(date(2024, 2, 4))  # A Sunday before a feast.

    def test_a_subdivision_has_holidays_of_its_own(self) -> None:
        corpus_christi = date(2027, 5, 27)

        assert not business_calendar("DE-BY").is_business_day(corpus_christi)
        assert business_calendar("DE-HH").is_business_day(corpus_christi)

    def test_a_day_can_be_closed_though_no_table_knows_it(self) -> None:
        mourning = BusinessCalendar("US", frozenset({date(2026, 11, 23)}))

        assert mourning.add(date(2026, 11, 20), 1) == date(2026, 11, 24)
        assert US.add(date(2026, 11, 20), 1) == date(2026, 11, 23)

    def test_a_rest_day_leads_to_the_next_business_day(self) -> None:
        assert US.on_or_after(date(2026, 12, 25)) == date(2026, 12, 28)
        assert US.on_or_after(date(2026, 12, 28)) == date(2026, 12, 28)

    def test_counting_back_and_between_agree_with_counting_on(self) -> None:
        start = date(2026, 12, 19)  # A Saturday.
        for days in range(1, 12):
            end = US.add(start, days)
            assert US.between(start, end) == days
            assert US.subtract(end, days) < end
            assert US.add(US.subtract(end, days), days) == end
        assert US.between(start, start) == 0


def test_whoever_acts_in_a_claim_can_own_a_clock() -> None:
    assert {actor.value for actor in Actor} <= {owner.value for owner in Owner}
