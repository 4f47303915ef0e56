"""Amounts as they are written in files and records: decimals, never rounded, never floats."""

import re

AMOUNT = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,4})?")
MINOR_MAX = 10**15


def read_amount(text: str, places: int) -> int | str:
    """Read a decimal as whole minor units, or say what to write instead.

    >>> read_amount("19.9", 2), read_amount("1200", 0)
    (1990, 1200)
    >>> read_amount("1.005", 2)
    'write at most 2 decimal places'
    """
    if AMOUNT.fullmatch(text) is None:
        return f'write an amount such as "{write_amount(1990, places)}"'
    whole, _, fraction = text.removeprefix("-").partition(".")
    if fraction[places:].strip("0"):
        return f"write at most {places} decimal places"
    minor = int(whole + fraction[:places].ljust(places, "0"))
    if minor > MINOR_MAX:
        return f"write at most {write_amount(MINOR_MAX, places)}"
    return -minor if text.startswith("-") else minor


def write_amount(minor: int, places: int) -> str:
    """Write whole minor units as a plain decimal.

    >>> write_amount(-5, 2), write_amount(1200, 0)
    ('-0.05', '1200')
    """
    if places == 0:
        return str(minor)
    sign = "-" if minor < 0 else ""
    whole, fraction = divmod(abs(minor), 10**places)
    return f"{sign}{whole}.{fraction:0{places}d}"
