"""Money as whole minor units of one currency: never a float, never a guess about places."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from makewhole.core.kernel.require import require

# ISO 4217 minor units that are not two (the list of 2024-06). A code not named here has two.
_PLACES = {
    "BHD": 3, "BIF": 0, "CLF": 4, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3,
    "JPY": 0, "KMF": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3,
    "UGX": 0, "UYI": 0, "UYW": 4, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip

MINOR_MAX = 10**15  # Far above any claim, far below what a database bigint or JSON's 2**53 holds.


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in whole minor units of `currency`; negative only between our own accounts."""

    minor: int
    currency: str

    def __repr__(self) -> str:
        return f"{self.currency} {self.minor}m"

    def __add__(self, other: "Money") -> "Money":
        require(self.currency == other.currency, "amounts of two currencies never add up")
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        require(self.currency == other.currency, "amounts of two currencies never subtract")
        return Money(self.minor - other.minor, self.currency)


def places_of(currency: str) -> int:
    """Answer how many decimal places the currency's minor unit has (ISO 4217).

    >>> places_of("USD"), places_of("JPY"), places_of("KWD")
    (2, 0, 3)
    """
    return _PLACES.get(currency, 2)


def parse_minor(text: str, currency: str) -> int:
    """Read a decimal amount, such as `"19.90"`, as whole minor units.

    Raises:
        ValueError: Not a plain decimal number, finer than the minor unit, or absurdly large. The
            message says what was found and what would be accepted.

    >>> parse_minor("19.9", "USD"), parse_minor("1200", "JPY")
    (1990, 1200)
    """
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError(f'found "{text}"; write a decimal number such as 19.90') from None
    if not amount.is_finite():
        raise ValueError(f'found "{text}"; write a decimal number such as 19.90')
    scaled = amount.scaleb(places_of(currency))
    if abs(scaled) > MINOR_MAX:
        raise ValueError(f'found "{text}", which is more than any order can cost')
    if scaled != scaled.to_integral_value():
        raise ValueError(
            f'found "{text}"; {currency} has {places_of(currency)} decimal places at most'
        )
    return int(scaled)


def format_minor(minor: int, currency: str) -> str:
    """Write whole minor units as a plain decimal, such as `"19.90"`: for files, not for people.

    >>> format_minor(1990, "USD"), format_minor(-5, "USD"), format_minor(1200, "JPY")
    ('19.90', '-0.05', '1200')
    """
    places = places_of(currency)
    if places == 0:
        return str(minor)
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 10**places)
    return f"{sign}{whole}.{rest:0{places}d}"


def share(minor: int, basis_points: int) -> int:
    """Answer a share of an amount in basis points, rounded half up to a whole minor unit.

    >>> share(105, 5_000), share(1, 4_999)
    (53, 0)
    """
    require(minor >= 0 and basis_points >= 0, "a share is taken of something there is")
    return (minor * basis_points + 5_000) // 10_000


def allocate(total: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Split `total` in proportion to `weights`, to the last minor unit.

    Each share is rounded down; the units left over go one each to the largest remainders, the
    earlier weight first when two are equal. So the shares always sum to `total`, and no share is
    larger than its weight while the total is not larger than the weights together.

    Args:
        total: The amount to split: zero or more, in minor units of one currency.
        weights: Relative sizes: whole numbers, none negative, not all zero.

    Raises:
        InvariantBroken: `total` or a weight is negative, or all weights are zero. The caller
            has a bug; no claimant's input can cause this.

    Source:
        Hamilton's largest-remainder method.

    >>> allocate(Money(100, "USD"), [1, 2])
    (USD 33m, USD 67m)
    """
    require(total.minor >= 0, "only an amount of zero or more is split")
    require(all(weight >= 0 for weight in weights), "no weight is negative")
    sum_of_weights = sum(weights)
    require(sum_of_weights > 0, "not all weights are zero")

    shares = [total.minor * weight // sum_of_weights for weight in weights]
    remainders = [total.minor * weight % sum_of_weights for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: total.minor - sum(shares)]:
        shares[i] += 1
    return tuple(Money(minor, total.currency) for minor in shares)
