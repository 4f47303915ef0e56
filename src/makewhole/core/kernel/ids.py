"""Ids that sort by the time they were made: UUID version 7 (RFC 9562, section 5.7)."""

from uuid import UUID

from makewhole.core.kernel.require import require

RANDOM_BITS = 74
_LOW_BITS = 62


def uuid7(*, milliseconds: int, random_bits: int) -> UUID:
    """Answer the id of this instant and this randomness.

    Args:
        milliseconds: Since 1970 in UTC; 48 bits are kept, enough until the year 10889.
        random_bits: A whole number of 74 bits; who knows it can guess the id.

    >>> uuid7(milliseconds=1_645_557_742_000, random_bits=(0xCC3 << 62) + 0x18C4DC0C0C07398F)
    UUID('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
    """
    require(0 <= milliseconds < 1 << 48, "an id holds 48 bits of milliseconds")
    require(0 <= random_bits < 1 << RANDOM_BITS, "an id holds 74 random bits")
    high, low = divmod(random_bits, 1 << _LOW_BITS)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)
