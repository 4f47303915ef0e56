"""Turning an amount into another currency at the published rates of one day: known, or unknown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from makewhole.core.kernel.money import Money, places_of

# A bank publishes none on weekends and holidays; its longest pause is five days, around Christmas
# and Easter. An older sheet says nothing of a day.
DAYS_WITHOUT_RATES_MAX = 7


@dataclass(frozen=True, slots=True)
class RateSheet:
    """What one source published for one day: units of each currency for one unit of `base`."""

    source: str
    day: date
    base: str
    rates: Mapping[str, Decimal]

    def per_base(self, currency: str) -> Decimal | None:
        """Answer what one unit of the base is worth; None: the sheet does not name it."""
        return Decimal(1) if currency == self.base else self.rates.get(currency)


def sheet_of(day: date, sheets: Iterable[RateSheet]) -> RateSheet | None:
    """Answer the sheet that holds for a day: its own, else the last one published before it.

    None: nothing was published for so long that the rate of that day is unknown.
    """
    before = [sheet for sheet in sheets if 0 <= (day - sheet.day).days <= DAYS_WITHOUT_RATES_MAX]
    return max(before, key=lambda sheet: sheet.day, default=None)


def settled_sheet(day: date, sheets: Iterable[RateSheet]) -> RateSheet | None:
    """Answer the sheet that holds for a day for good; None: none does yet.

    A day without rates of its own takes those before it only once a later day has some: until then
    its own may still be published, and the answer would change.
    """
    known = tuple(sheets)
    found = sheet_of(day, known)
    is_for_good = found is not None and (
        found.day == day or any(sheet.day > day for sheet in known)
    )
    return found if is_for_good else None


def exchanged(amount: Money, to: str, sheet: RateSheet | None) -> Money | None:
    """Answer the amount in another currency, rounded half up once, at the end.

    None: a rate is missing. That is an unknown amount, and never one at the rate of 1.

    Args:
        amount: Zero or more, in whole minor units.
        to: The ISO code of the currency that is wanted.
        sheet: The rates of the day that counts; not needed within one currency.

    Source:
        Cross rates through the base, as the ECB works out its own.

    >>> day = RateSheet("ecb", date(2024, 11, 25), "EUR", {"USD": Decimal("1.0472")})
    >>> exchanged(Money(1000, "EUR"), "USD", day), exchanged(Money(1000, "EUR"), "SEK", day)
    (USD 1047m, None)
    """
    if amount.currency == to:
        return amount
    per_from = sheet.per_base(amount.currency) if sheet is not None else None
    per_to = sheet.per_base(to) if sheet is not None else None
    if per_from is None or per_to is None:
        return None
    places = places_of(to) - places_of(amount.currency)
    exact = Fraction(amount.minor) * Fraction(per_to) / Fraction(per_from) * Fraction(10) ** places
    return Money((2 * exact.numerator + exact.denominator) // (2 * exact.denominator), to)
