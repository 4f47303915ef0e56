"""The machine's own clock and randomness: the one module below the surfaces that asks for them.

Used for ids, sessions and `recorded_at`, and as the clock of a marketplace that is live.
"""

import secrets
import time
from datetime import UTC, datetime


def machine_now() -> datetime:
    """Answer the machine's time, in UTC."""
    return datetime.now(UTC)


def machine_milliseconds() -> int:
    """Answer the milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def random_number(*, below: int) -> int:
    """Answer a number that nobody can guess."""
    return secrets.randbelow(below)
