"""Money, days and due times as a reader reads them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.formats import due_text, fact_text, money_machine, money_text

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 17, 50, tzinfo=UTC)  # 11:50 in Chicago, a Tuesday.


def chicago(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=CHICAGO)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        pytest.param(Money(1_519_90, "USD"), "$1,519.90", id="grouped-with-both-places"),
        pytest.param(Money(5, "USD"), "$0.05", id="less-than-a-unit"),
        pytest.param(Money(-35_00, "USD"), "\N{MINUS SIGN}$35.00", id="a-true-minus"),
        pytest.param(Money(110_000, "JPY"), "¥110,000", id="no-minor-unit"),
        pytest.param(Money(1_234, "KWD"), "KWD\N{NO-BREAK SPACE}1.234", id="three-places-and-code"),
        pytest.param(Money(0, "EUR"), "€0.00", id="zero"),
    ],
)
def test_writes_money_with_the_places_of_its_currency(amount: Money, text: str) -> None:
    assert money_text(amount) == text


@pytest.mark.parametrize(
    ("language", "amount", "text"),
    [
        ("pt-br", Money(1_519_90, "BRL"), "R$\N{NO-BREAK SPACE}1.519,90"),
        ("de", Money(1_519_90, "EUR"), "1.519,90\N{NO-BREAK SPACE}€"),
        ("es", Money(1_519_90, "USD"), "1.519,90\N{NO-BREAK SPACE}US$"),
        ("fr", Money(-5, "EUR"), "\N{MINUS SIGN}0,05\N{NO-BREAK SPACE}€"),
        ("de", Money(1_234, "KWD"), "1,234\N{NO-BREAK SPACE}KWD"),
        ("xx", Money(1_00, "USD"), "$1.00"),
    ],
)
def test_writes_money_by_the_language(language: str, amount: Money, text: str) -> None:
    with translation.override(language):
        assert money_text(amount) == text


def test_writes_money_for_programs_without_grouping() -> None:
    assert money_machine(Money(-1_519_90, "USD")) == "-1519.90 USD"


@pytest.mark.parametrize(
    ("due_at", "moment", "left", "tone"),
    [
        pytest.param(
            chicago(2026, 12, 3, 0, 0),
            "Wed 2 December 2026",
            "in 8 days",
            "far",
            id="midnight-is-the-end-of-the-day-before",
        ),
        pytest.param(
            chicago(2026, 12, 3, 0, 1),
            "Thu 3 December 2026, 00:01",
            "in 9 days",
            "far",
            id="a-minute-after-midnight-is-that-day",
        ),
        pytest.param(
            chicago(2026, 11, 25, 0, 0),
            "today, by midnight",
            "in 12 hours",
            "soon",
            id="the-midnight-to-come-is-today",
        ),
        pytest.param(
            chicago(2026, 11, 24, 17, 0), "today, 17:00", "in 5 hours", "soon", id="today"
        ),
        pytest.param(NOW + timedelta(seconds=30), "today, 11:50", "in 1 minute", "soon", id="now"),
        pytest.param(
            NOW + timedelta(hours=24),
            "Wed 25 November 2026, 11:50",
            "in 24 hours",
            "soon",
            id="a-day-away-is-soon",
        ),
        pytest.param(
            NOW + timedelta(hours=24, seconds=1),
            "Wed 25 November 2026, 11:50",
            "in 1 day",
            "far",
            id="a-second-later-is-far",
        ),
        pytest.param(NOW, "today, 11:50", "past due", "late", id="the-instant-itself-is-late"),
        pytest.param(
            NOW - timedelta(days=2, hours=1),
            "Sun 22 November 2026, 10:50",
            "2 days past due",
            "late",
            id="days-past",
        ),
    ],
)
def test_says_until_when_and_how_long(due_at: datetime, moment: str, left: str, tone: str) -> None:
    with timezone.override(CHICAGO):
        due = due_text(due_at, NOW)

    assert (due.moment, due.left, due.tone) == (moment, left, tone)


def test_a_due_time_is_the_readers_own() -> None:
    due_at = datetime(2026, 12, 3, 6, 0, tzinfo=UTC)  # Midnight in Chicago, 07:00 in Berlin.
    with timezone.override(ZoneInfo("Europe/Berlin")):
        assert due_text(due_at, NOW).moment == "Thu 3 December 2026, 07:00"


def test_a_list_leaves_out_this_year_and_keeps_another() -> None:
    with timezone.override(CHICAGO):
        assert due_text(chicago(2026, 12, 3, 0, 0), NOW).short == "Wed 2 Dec"
        assert due_text(chicago(2027, 1, 3, 0, 0), NOW).short == "Sat 2 January 2027"


def test_a_due_time_for_programs_is_utc() -> None:
    assert due_text(chicago(2026, 12, 3, 0, 0), NOW).machine == "2026-12-03T06:00:00Z"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (1_234, "1,234"),
        ("in_transit", "in transit"),
        (date(2026, 11, 2), "2 November 2026"),
        (Money(0, "USD"), "$0.00"),
        (None, "not known"),
    ],
)
def test_writes_what_a_fact_is_taken_as(value: object, text: str) -> None:
    assert fact_text(value) == text  # type: ignore[arg-type]
