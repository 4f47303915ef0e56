"""The csv and parquet formats: one row for each order line, judged and typed set-wise."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import available_timezones

from makewhole.apps.orders.importing import shapes
from makewhole.apps.orders.importing.hashing import line_bytes, order_bytes
from makewhole.apps.orders.importing.odd_hours import Timed, settle_odd_hours
from makewhole.apps.orders.importing.staging import Progress, stage
from makewhole.apps.orders.importing.statements import literal, rows, run, value
from makewhole.apps.orders.importing.taken import Settings, Taken, note_unread
from makewhole.apps.orders.ports import Note, Sheet
from makewhole.apps.parties.commands import enrol, open_roll
from makewhole.core.kernel.money import places_of

# Column of the file -> column of the staged table, in which `line` is the file's own line.
COLUMNS = {
    name: {"line": "line_number"}.get(name, name)
    for name in (
        "order_id", "line", "placed_at", "time_zone", "currency", "seller", "product", "title",
        "quantity", "price", "shipping", "paid", "ship_by", "latest_estimate", "handed_over_at",
        "delivered_at", "state", "fulfilled_by", "buyer",
    )
}  # fmt: skip
REQUIRED = ("order_id", "placed_at", "currency", "price", "state")

_TIMED = tuple(
    Timed(at=f"{name}_at", on=f"{name}_on", text=text)
    for name, text in (
        ("placed", "placed_at"), ("ship_by", "ship_by"), ("handed_over", "handed_over_at"),
        ("delivered", "delivered_at"),
    )
)  # fmt: skip

_TIME = "a date and time such as 2026-03-01 14:30:00, with or without a zone such as -03:00"
_AMOUNT = "an amount of zero or more such as 19.90, no finer than the currency's minor unit"
_REFERENCE = f"at most {shapes.REF_MAX} characters, and never an e-mail address"


@dataclass(frozen=True, slots=True)
class _Field:
    """One column's rule: SQL that is true where it can be taken, and what would be accepted.

    `letters` names characters that make it false; the quick look searches all such columns at once.
    """

    name: str
    column: str
    is_fine: str
    accepted: str
    letters: str = ""
    is_needed: bool = False

    @property
    def rule(self) -> str:
        """SQL that is true, false, or null where a needed value is missing."""
        fine = self.is_fine
        return f"({fine})" if self.is_needed else f"({self.column} IS NULL OR ({fine}))"


def _fields(places: str, zones: str, currencies: str) -> tuple[_Field, ...]:
    times = (
        ("placed_at", True), ("ship_by", False), ("latest_estimate", False),
        ("handed_over_at", False), ("delivered_at", False),
    )  # fmt: skip
    amounts = (("price", True), ("shipping", False), ("paid", False))
    text = f"length(title) <= {shapes.TITLE_MAX}"
    listed = ", ".join(shapes.STATES)
    return (
        _Field("order_id", "order_id", shapes.reference("order_id"), _REFERENCE, is_needed=True),
        *(
            _Field(name, name, shapes.time(name), _TIME, shapes.TIME_LETTERS, needed)
            for name, needed in times
        ),
        _Field("time_zone", "time_zone", f"time_zone IN ({zones})", "a name such as Europe/Paris"),
        _Field("currency", "currency", f"currency IN ({currencies})",
               f"one of this market's currencies: {currencies.replace(chr(39), '')}",
               is_needed=True),
        *(
            _Field(name, name, shapes.amount(name, places), _AMOUNT, shapes.AMOUNT_LETTERS, needed)
            for name, needed in amounts
        ),
        _Field("line", "line_number", shapes.count("line_number"), "a whole number from 1",
               shapes.AMOUNT_LETTERS),
        _Field("quantity", "quantity", shapes.count("quantity"), "a whole number from 1",
               shapes.AMOUNT_LETTERS),
        _Field("state", "state", shapes.state("state"), f"one of: {listed}", is_needed=True),
        _Field("fulfilled_by", "fulfilled_by", "fulfilled_by IN ('seller', 'marketplace')",
               "seller, marketplace, or nothing"),
        *(
            _Field(name, name, shapes.reference(name), _REFERENCE)
            for name in ("seller", "product", "buyer")
        ),
        _Field("title", "title", text, f"at most {shapes.TITLE_MAX} characters"),
    )  # fmt: skip


def take_in(sheet: Sheet, *, settings: Settings, progress: Progress) -> Taken:
    """Copy the sheet in, judge it, and fill the incoming tables with what can be taken.

    Raises:
        SheetUnusable: The file is damaged, or lacks a required column.
    """
    file = sheet.name
    unknown = stage(sheet, table="staged", known=COLUMNS, required=REQUIRED, progress=progress)
    rows_staged = sheet.rows_read
    note_unread(sheet)
    progress("checking", rows_staged)
    zones = _zones()
    fields = _fields(
        places=_by_currency(places_of),
        zones=", ".join(map(literal, ["", *zones])),
        currencies=", ".join(map(literal, settings.currencies)),
    )
    _judge(file, fields)
    _take_out_problems(file)
    enrolled = _enrol(settings)
    progress("reading", rows_staged)
    _read(settings, has_zones=bool(zones))
    repeated = _settle_repeats(file)
    odd = settle_odd_hours(
        read="line_read",
        staged="staged",
        timed=_TIMED,
        zone=_zone_of_row(settings),
        zones=[settings.zone, *zones],
    )
    _fill(settings)
    notes = [*_notes_on_columns(sheet, unknown), *_notes_on_repeats(file, repeated)]
    return Taken(parties_made=enrolled, notes=tuple(notes), odd_times=odd)


def _zones() -> list[str]:
    known = available_timezones()
    return [str(name) for (name,) in rows("csv.zones") if name in known]


def _zone_of_row(settings: Settings) -> str:
    return f"coalesce(s.time_zone, {literal(settings.zone)})"


def _judge(file: str, fields: tuple[_Field, ...]) -> None:
    """Note every field that cannot be read."""
    run("csv.suspects", plain=_plain(fields))
    judged = ", ".join(
        f"({literal(f.name)}, {f.column}, {_precise(f)}, {literal(f.accepted)})" for f in fields
    )
    run("csv.judge", file=literal(file), fields=judged)


def _plain(fields: tuple[_Field, ...]) -> str:
    """Answer SQL that is true where every rule holds; searches for wrong letters once a row."""
    searched = [
        f"concat_ws(' ', {', '.join(f.column for f in fields if f.letters == letters)})"
        f' COLLATE "C" !~ {literal(letters)}'
        for letters in (shapes.AMOUNT_LETTERS, shapes.TIME_LETTERS)
    ]
    return " AND ".join([*searched, *(f.rule for f in fields)])


def _precise(field: _Field) -> str:
    if not field.letters:
        return field.rule
    optional = "" if field.is_needed else f"{field.column} IS NULL OR "
    letters = f'{field.column} COLLATE "C" !~ {literal(field.letters)}'
    return f"({optional}({letters} AND {field.rule}))"


def _by_currency(answer: Callable[[str], int]) -> str:
    """Answer SQL for a number that depends on the row's currency."""
    found = sorted(str(currency) for (currency,) in rows("csv.currencies"))
    answers = {currency: answer(currency) for currency in found}
    if len(set(answers.values())) <= 1:
        return str(next(iter(answers.values()), 0))
    cases = " ".join(f"WHEN {literal(name)} THEN {number}" for name, number in answers.items())
    return f"CASE currency {cases} END"


def _take_out_problems(file: str) -> None:
    """Let the other rows of a rejected order go with it."""
    if value("common.problem_count"):
        run("common.companions", file=literal(file), table="staged", key="order_id")
        run("common.drop_problem_rows", table="staged")


def _enrol(settings: Settings) -> int:
    open_roll()
    run("csv.roll")
    return enrol(marketplace_id=settings.marketplace_id)


def _read(settings: Settings, *, has_zones: bool) -> None:
    zone = f"coalesce(time_zone, {literal(settings.zone)})" if has_zones else ""
    factor = _by_currency(lambda currency: 10 ** places_of(currency))
    run(
        "csv.read",
        placed_at=shapes.instant("placed_at", zone),
        placed_on=shapes.day("placed_at", zone),
        price=shapes.minor("price", factor),
        shipping=shapes.minor("shipping", factor),
        paid=shapes.minor("paid", factor),
        ship_by_at=shapes.instant_or_end_of_day("ship_by", zone),
        ship_by_on=shapes.day("ship_by", zone),
        latest_estimate_on=shapes.day("latest_estimate", zone),
        handed_over_at=shapes.instant_or_end_of_day("handed_over_at", zone),
        handed_over_on=shapes.day("handed_over_at", zone),
        delivered_at=shapes.instant_if_timed("delivered_at", zone),
        delivered_on=shapes.day("delivered_at", zone),
        state=shapes.state_value("staged.state"),
    )


def _settle_repeats(file: str) -> int:
    """Keep one of equal rows, reject unequal ones and orders that contradict themselves."""
    columns = list(COLUMNS.values())
    run(
        "csv.unequal_repeats",
        file=literal(file),
        a_columns=", ".join(f"a.{column}" for column in columns),
        b_columns=", ".join(f"b.{column}" for column in columns),
    )
    repeated = run("csv.equal_repeats")
    run("csv.disagreements", file=literal(file))
    _take_out_problems(file)
    run("csv.drop_problem_orders")
    return repeated


def _fill(settings: Settings) -> None:
    states = ", ".join(literal(state) for state in shapes.STATES)
    rank = "array_position(ARRAY[{states}], {state})"
    run("csv.lines")
    run(
        "csv.orders",
        market_code=literal(settings.market_code),
        states=states,
        state_rank=rank.format(states=states, state="l.state"),
        state_rank_first=rank.format(states=states, state="line.state"),
        order_bytes=order_bytes("o"),
        line_bytes=line_bytes("line"),
        rest_line_bytes=line_bytes("l"),
    )


def _notes_on_columns(sheet: Sheet, unknown: tuple[str, ...]) -> list[Note]:
    if not unknown:
        return []
    named = ", ".join(unknown)
    return [
        Note(
            "unknown_columns",
            f"{sheet.name} has columns that are not read, and not stored: {named[:300]}",
            len(unknown),
        )
    ]


def _notes_on_repeats(file: str, repeated: int) -> list[Note]:
    if not repeated:
        return []
    return [
        Note("repeated_rows", f"{file} says {repeated:,} rows twice, alike; one is kept", repeated)
    ]
