"""References that people read out on the telephone: short, checked, impossible to guess.

Twelve signs in three groups, such as `7K4P-2M9X-Q3TC`. The last one checks the others: any one
wrong sign, and any two that were swapped, are noticed. No sign looks like another (no 0 O 1 I), and
no U, so that their number is a prime, which the check needs.
"""

from makewhole.core.kernel.require import require

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
_PRIME = 31
_RANDOM_SIGNS = 11
REFERENCES = _PRIME**_RANDOM_SIGNS  # How many there are: 54 bits.


def reference(number: int) -> str:
    """Answer the reference with this number; a random one below `REFERENCES` cannot be guessed.

    >>> reference(123_456_789)
    '2222-26BP-524J'
    """
    require(0 <= number < REFERENCES, "a reference has eleven signs and a check")
    values: list[int] = []
    for _ in range(_RANDOM_SIGNS):
        number, value = divmod(number, _PRIME)
        values.insert(0, value)
    signs = "".join(_SIGNS[value] for value in [*values, _check(values)])
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def as_written(typed: str) -> str:
    """Answer a reference as letters write it, however it was typed.

    >>> as_written("2222 26bp-524j")
    '2222-26BP-524J'
    """
    signs = "".join(typed.upper().replace("-", " ").split())
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _check(values: list[int]) -> int:
    """Make the sum of place times value, the check being the twelfth, a multiple of 31."""
    total = sum(place * value for place, value in enumerate(values, start=1))
    inverse_of_twelve = pow(_RANDOM_SIGNS + 1, -1, _PRIME)
    return -total * inverse_of_twelve % _PRIME
