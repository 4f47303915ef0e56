"""Amounts as a reader reads them: in notices and, by the same words, on pages."""

from django.utils import formats
from django.utils.translation import pgettext

from makewhole.core.kernel.money import Money, format_minor, places_of

# Symbols that mean one currency only, wherever they are read; all others show their ISO code.
_SYMBOLS = {
    "AUD": "A$", "BRL": "R$", "CAD": "CA$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥",
    "MXN": "MX$", "USD": "$",
}  # fmt: skip

_MINUS = "\N{MINUS SIGN}"  # A hyphen would part from its amount at the end of a line.
_NO_BREAK = "\N{NO-BREAK SPACE}"


def money_text(amount: Money) -> str:
    """Write an amount for a reader, such as "$1,519.90", "-$35.00" with a true minus, "CHF 5.00".

    The pattern is a translation, because languages put the symbol on different sides.
    """
    number = formats.number_format(
        format_minor(abs(amount.minor), amount.currency),
        decimal_pos=places_of(amount.currency),
        use_l10n=True,
        force_grouping=True,
    )
    symbol = _SYMBOLS.get(amount.currency)
    if symbol is None:
        text = f"{amount.currency}{_NO_BREAK}{number}"
    else:
        pattern = pgettext("money with its symbol", "%(symbol)s%(number)s")
        text = pattern % {"symbol": symbol, "number": number}
    return f"{_MINUS}{text}" if amount.minor < 0 else text
