"""Ids for whole sets of rows, made in SQL: as good as `new_id`, a million at a time."""

from makewhole.apps.tenancy.ids import new_id

_VARIANT = 1 << 63  # The highest two bits of an id's second half are 10 (RFC 9562).


def numbered_ids(number: str) -> str:
    """Answer an SQL expression that makes an id from a row's own number within this one set.

    The first half is a fresh id's, so that no two sets meet; rows sort as their numbers do, which
    keeps indexes in order. `number` is SQL for a whole number below 2^32.
    """
    fresh = new_id().hex
    spare = int(fresh[16:], 16) & ((1 << 30) - 1)  # Random; 32 bits are left for the number.
    start = spare - _VARIANT
    return f"('{fresh[:16]}' || to_hex({start} + (({number})::bigint << 30)))::uuid"
