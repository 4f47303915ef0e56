"""When can a text be read as an amount, a count, a time or a name? As SQL, for whole columns.

Each answer is SQL that is true, false or null (not given), without raising. Casts accept more than
an order file may say (`1e3`, `now`, `24:00`), so the letters that a value may hold are looked at
too: `AMOUNT_LETTERS` and `TIME_LETTERS` name those that it may not.
"""

AMOUNT_LETTERS = "[^0-9. ]"
TIME_LETTERS = "[^-0-9:.+TZ ]"

REF_MAX = 200
TITLE_MAX = 500

STATES = (
    "created",
    "approved",
    "invoiced",
    "processing",
    "shipped",
    "delivered",
    "cancelled",
    "unavailable",
)


def amount(text: str, places: str) -> str:
    """Below a hundred thousand million, no finer than the currency's minor unit."""
    return (
        f"pg_input_is_valid({text}, 'numeric(15,4)') AND length({text}) <= 15"
        f" AND (strpos({text}, '.') = 0 OR length({text}) - strpos({text}, '.') <= {places})"
    )


def minor(text: str, factor: str) -> str:
    """The amount in whole minor units; only where `amount` is true."""
    return f"({text}::numeric * {factor})::bigint"


def count(text: str) -> str:
    """A whole number from one to a million."""
    return (
        f"pg_input_is_valid({text}, 'int') AND ltrim({text}, '0') <> ''"
        f" AND length(ltrim({text}, '0')) <= 6"
    )


def time(text: str) -> str:
    """A day, or a day and a time of day, with or without a zone; of the calendar."""
    return (
        f"{text} LIKE '____-__-__%' AND {text} >= '1970' AND {text} < '2100'"
        f" AND substr({text}, 12, 2) < '24' AND {text} NOT LIKE '%:60%'"
        f" AND pg_input_is_valid({text}, 'timestamptz')"
    )


def reference(text: str) -> str:
    """Somebody's or something's own number; never an e-mail, which would be a personal fact."""
    return f"length({text}) <= {REF_MAX} AND strpos({text}, '@') = 0"


def state(text: str) -> str:
    """One of the states, whichever way `cancelled` is spelt."""
    listed = ", ".join(f"'{name}'" for name in (*STATES, "canceled"))
    return f"lower({text}) IN ({listed})"


def state_value(text: str) -> str:
    """The state; only where `state` is true."""
    return f"CASE WHEN lower({text}) = 'canceled' THEN 'cancelled' ELSE lower({text}) END"


def is_zoned(text: str) -> str:
    """Whether a time was written with its zone, such as `Z` or `-03:00`."""
    return f"substr({text}, 11) ~ '[-+Z]'"


def instant(text: str, zone: str) -> str:
    """The instant; where no zone was written it is a time of `zone`.

    `zone` is SQL for a zone's name, or empty for the transaction's own, which is the quick way.
    """
    if not zone:
        return f"{text}::timestamptz"
    return (
        f"CASE WHEN {is_zoned(text)} THEN {text}::timestamptz"
        f" ELSE {text}::timestamp AT TIME ZONE {zone} END"
    )


def instant_or_end_of_day(text: str, zone: str) -> str:
    """The instant; of a day alone its last second, by when it had happened or was due."""
    whole = f"({text} || ' 23:59:59')"
    return (
        f"CASE WHEN length({text}) = 10 THEN {instant(whole, zone)} ELSE {instant(text, zone)} END"
    )


def instant_if_timed(text: str, zone: str) -> str:
    """The instant, or null where a day alone is given."""
    return f"CASE WHEN length({text}) > 10 THEN {instant(text, zone)} END"


def day(text: str, zone: str) -> str:
    """The local day: as written, or the local day of an instant that was written with its zone."""
    if not zone:
        return f"{text}::timestamptz::date"
    return f"(({instant(text, zone)}) AT TIME ZONE {zone})::date"
