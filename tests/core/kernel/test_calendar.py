from datetime import date

import pytest

from makewhole.core.kernel.calendar import business_calendar


@pytest.mark.parametrize(
    ("code", "start", "days", "end"),
    [
        pytest.param("US", date(2026, 12, 23), 2, date(2026, 12, 28), id="over-christmas-friday"),
        pytest.param("US", date(2027, 3, 5), 1, date(2027, 3, 8), id="friday-to-monday"),
        pytest.param(
            "US", date(2027, 3, 6), 1, date(2027, 3, 8), id="a-saturday-counts-for-nothing"
        ),
        pytest.param("BR", date(2018, 10, 11), 1, date(2018, 10, 15), id="aparecida-is-a-friday"),
        pytest.param("BR-SP", date(2018, 7, 6), 1, date(2018, 7, 10), id="sao-paulos-own-holiday"),
        pytest.param("US", date(2027, 3, 1), 0, date(2027, 3, 1), id="no-days"),
    ],
)
def test_counts_business_days(code: str, start: date, days: int, end: date) -> None:
    assert business_calendar(code).add(start, days) == end


def test_refuses_a_place_without_a_table() -> None:
    with pytest.raises(NotImplementedError):
        business_calendar("XX")
