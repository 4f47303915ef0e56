"""When can a text be read as an amount, a count, a time or a name? As SQL, for whole columns.

Each answer is SQL that is true, false or null (not given), without raising. Casts accept more than
an order file may say (`1e3`, `now`, `24:00`), so the letters that a value may hold are looked at
too: `AMOUNT_LETTERS` and `TIME_LETTERS` name those that it may not.
"""

AMOUNT_LETTERS = "[^0-9. ]"
TIME_LETTERS = "[^-0-9:.+TZ ]"

# The shapes in which nearly every file writes its times: what fits one needs no search for letters.
_USUAL_TIMES = ("20__-__-__ __:__:__", "20__-__-__T__:__:__Z", "20__-__-__T__:__:__", "20__-__-__")

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
    return f"pg_input_is_valid({text}, 'numeric') AND {size_of_amount(text, places)}"


def size_of_amount(text: str, places: str) -> str:
    """As `amount`, of what is a number."""
    return (
        f"CASE strpos({text}, '.') WHEN 0 THEN length({text}) <= 11 ELSE"
        f" strpos({text}, '.') <= 12 AND length({text}) - strpos({text}, '.') <= {places} END"
    )


def minor(text: str, factor: str) -> str:
    """The amount in whole minor units; only where `amount` is true."""
    return f"({text}::numeric * {factor})::bigint"


def count(text: str) -> str:
    """A whole number from one to a million."""
    return f"pg_input_is_valid({text}, 'int') AND {size_of_count(text)}"


def size_of_count(text: str) -> str:
    """As `count`, of what is a whole number."""
    return f"length({text}) <= 6 AND ltrim({text}, '0') <> ''"


def time(text: str) -> str:
    """A day, or a day and a time of day, with or without a zone; of the calendar."""
    return (
        f"{text} LIKE '____-__-__%'"
        f" AND {text} COLLATE \"C\" >= '1970' AND {text} COLLATE \"C\" < '2100'"
        f" AND pg_input_is_valid({text}, 'timestamptz')"
    )


def usual_time(text: str) -> str:
    """In one of the usual shapes, of this century; of what is a time at all."""
    shapes = " OR ".join(f"{text} LIKE '{shape}'" for shape in _USUAL_TIMES)
    # A cast also takes 10:30:PM: the seconds must begin with a digit.
    return f"({shapes}) AND substr({text}, 18, 1) COLLATE \"C\" < ':'"


def reference(text: str) -> str:
    """Somebody's or something's own number; never an e-mail, which would be a personal fact."""
    return f"length({text}) <= {REF_MAX} AND strpos({text}, '@') = 0"


def state(text: str) -> str:
    """One of the states, whichever way `cancelled` is spelt."""
    listed = ", ".join(f"'{name}'" for name in (*STATES, "canceled"))
    return f"({text} IN ({listed}) OR lower({text}) IN ({listed}))"


def state_value(text: str) -> str:
    """The state; only where `state` is true."""
    listed = ", ".join(f"'{name}'" for name in STATES)
    return (
        f"CASE WHEN {text} IN ({listed}) THEN {text}"
        f" WHEN lower({text}) = 'canceled' THEN 'cancelled' ELSE lower({text}) END"
    )


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


def day(at: str, zone: str) -> str:
    """The local day of an instant: as written, or that of an instant written with its zone."""
    return f"({at} AT TIME ZONE {zone})::date" if zone else f"{at}::date"


def day_of_text(text: str, zone: str) -> str:
    """The local day of a text that mostly is a day alone, which needs no clock."""
    return (
        f"CASE WHEN length({text}) = 10 THEN {text}::date"
        f" ELSE {day(f'({instant(text, zone)})', zone)} END"
    )
