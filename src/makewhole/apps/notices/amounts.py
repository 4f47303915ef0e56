"""Amounts as a reader reads them: in notices and, by the same words, on pages."""

import re
from copy import copy
from decimal import Decimal

from makewhole.apps.notices.days import reading_locale
from makewhole.core.kernel.money import Money, format_minor, places_of

_MINUS = "\N{MINUS SIGN}"  # A hyphen would part from its amount at the end of a line.
_NO_BREAK = "\N{NO-BREAK SPACE}"
_CODE_THEN_NUMBER = re.compile(r"(?<=[A-Za-z])(?=\d)")


def money_text(amount: Money) -> str:
    """Write an amount as the active language does: "$1,519.90", "1.519,90 $", "CHF 5.00".

    The places are those of the currency; a negative amount has a true minus.
    """
    locale = reading_locale()
    pattern = copy(locale.currency_formats["standard"])
    places = places_of(amount.currency)
    pattern.frac_prec = (places, places)
    number = Decimal(format_minor(abs(amount.minor), amount.currency))
    text = pattern.apply(number, locale, currency=amount.currency, currency_digits=False)
    spaced = _CODE_THEN_NUMBER.sub(_NO_BREAK, text)
    return f"{_MINUS}{spaced}" if amount.minor < 0 else spaced
