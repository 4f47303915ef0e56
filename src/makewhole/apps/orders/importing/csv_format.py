"""The csv and parquet formats: one row for each order line, judged and typed set-wise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.db import DataError, NotSupportedError
from django.db.transaction import atomic

from makewhole.apps.orders.importing import shapes
from makewhole.apps.orders.importing.csv_fields import Field, fields_of, judge, quick_rule
from makewhole.apps.orders.importing.hashing import line_bytes, order_bytes
from makewhole.apps.orders.importing.odd_hours import Timed, settle_odd_hours
from makewhole.apps.orders.importing.staging import Progress, stage
from makewhole.apps.orders.importing.statements import literal, rows, run, value
from makewhole.apps.orders.importing.taken import Settings, Staged, Taken, note_unread
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
STAGED = Staged("staged", "order_id", has_order_rows=False)

REQUIRED = ("order_id", "placed_at", "currency", "price", "state")

_TIMED = tuple(
    Timed(field=text, text=text, at=f"{name}_at", on=f"{name}_on")
    for name, text in (
        ("placed", "placed_at"), ("ship_by", "ship_by"), ("handed_over", "handed_over_at"),
        ("delivered", "delivered_at"),
    )
)  # fmt: skip


def take_in(sheets: Mapping[str, Sheet], *, settings: Settings, progress: Progress) -> Taken:
    """Copy the sheet in, judge it, and fill the incoming tables with what can be taken.

    Raises:
        SheetUnusable: The file is damaged, or lacks a required column.
    """
    sheet = sheets["orders"]
    unknown = stage(sheet, table="staged", known=COLUMNS, required=REQUIRED, progress=progress)
    note_unread(sheet)
    _take_out_problems(sheet.name)
    progress("reading", sheet.rows_read)
    currencies, zones = _kinds()
    reading = _Reading(
        settings=settings,
        fields=fields_of(
            places=_by_currency(currencies, places_of),
            zones=zones,
            currencies=settings.currencies,
        ),
        factor=_by_currency(currencies, lambda currency: 10 ** places_of(currency)),
        has_zones=bool(zones),
    )
    made, found = _read(reading, sheet.name, progress)
    repeated = _settle_repeats(sheet.name, found)
    odd = settle_odd_hours(
        file=sheet.name,
        read="incoming_line",
        staged="staged",
        timed=_TIMED,
        zone=f"coalesce(s.time_zone, {literal(settings.zone)})",
        zones=[settings.zone, *zones],
    )
    _see_orders(settings)
    notes = [*_notes_on_columns(sheet, unknown), *_notes_on_repeats(sheet, repeated)]
    return Taken(parties_made=made, notes=tuple(notes), odd_times=odd)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """How this file's rows are typed."""

    settings: Settings
    fields: tuple[Field, ...]
    factor: str  # SQL for the minor units in one of a row's currency.
    has_zones: bool


class _HasProblems(Exception):
    """Some row is not as the quick rule wants it; ends a savepoint."""


@dataclass(frozen=True, slots=True)
class _Found:
    """How many rows repeat, or disagree with, the one before them in their order."""

    repeating: int
    disagreeing: int


def _read(reading: _Reading, file: str, progress: Progress) -> tuple[int, _Found]:
    """Type the rows and make their parties known; answer how many parties were new.

    Nearly every file is without problems, so it is read as if it were. Where that fails, what was
    done is taken back, every row is judged, and what is left is read: it cannot fail then.
    """
    try:
        with atomic():
            return _read_as(reading, is_plain=quick_rule(reading.fields))
    except (DataError, NotSupportedError, _HasProblems):  # NaN is not supported, says the server.
        progress("looking at every field", 0)
        judge(file, reading.fields)
        _take_out_problems(file)
        return _read_as(reading, is_plain="true")


def _read_as(reading: _Reading, *, is_plain: str) -> tuple[int, _Found]:
    made = _enrol(reading.settings)
    _type_rows(reading, is_plain=is_plain)
    ((not_plain, repeating, disagreeing),) = rows("csv.findings")
    if not_plain:
        raise _HasProblems
    return made, _Found(repeating, disagreeing)


def _kinds() -> tuple[list[str], list[str]]:
    """Answer the currencies that the rows name, and those of the time zones that there are."""
    kinds = rows("csv.kinds")
    currencies = sorted({str(currency) for currency, _ in kinds if currency is not None})
    zones = sorted({str(zone) for _, zone in kinds if zone is not None} & available_timezones())
    return currencies, zones


def _by_currency(currencies: Sequence[str], answer: Callable[[str], int]) -> str:
    """Answer SQL for a number that depends on the row's currency."""
    usual = answer("")  # Of a row without a currency, which is rejected for that.
    answers = {currency: answer(currency) for currency in currencies}
    cases = [
        f"WHEN {literal(currency)} THEN {number}"
        for currency, number in answers.items()
        if number != usual
    ]
    return f"CASE currency {' '.join(cases)} ELSE {usual} END" if cases else str(usual)


def _take_out_problems(file: str) -> None:
    """Let the other rows of a rejected order go with it."""
    if value("common.problem_count"):
        run("common.companions", file=literal(file), table="staged", key="order_id")
        run("common.drop_problem_rows", table="staged")


def _enrol(settings: Settings) -> int:
    open_roll()
    run("csv.roll")
    return enrol(marketplace_id=settings.marketplace_id)


def _type_rows(reading: _Reading, *, is_plain: str) -> None:
    default = literal(reading.settings.zone)
    zone = f"coalesce(time_zone, {default})" if reading.has_zones else ""
    zone_of_read = "time_zone" if reading.has_zones else ""
    run(
        "csv.read",
        is_plain=is_plain,
        price=shapes.minor("price", reading.factor),
        shipping=shapes.minor("shipping", reading.factor),
        paid=shapes.minor("paid", reading.factor),
        state=shapes.state_value("staged.state"),
        zone_of_row=zone or "NULL",
        placed_at=shapes.instant("placed_at", zone),
        ship_by_at=shapes.instant_or_end_of_day("ship_by", zone),
        latest_estimate_on=shapes.day_of_text("latest_estimate", zone),
        handed_over_at=shapes.instant_or_end_of_day("handed_over_at", zone),
        delivered_at=shapes.instant("delivered_at", zone),
        **{
            f"{name}_on": shapes.day(f"{name}_at", zone_of_read)
            for name in ("placed", "ship_by", "handed_over", "delivered")
        },
    )


def _settle_repeats(file: str, found: _Found) -> int:
    """Keep one of equal rows; reject unequal ones, and orders that contradict themselves."""
    repeated = 0
    if found.repeating:
        columns = list(COLUMNS.values())
        run(
            "csv.unequal_repeats",
            file=literal(file),
            a_columns=", ".join(f"a.{column}" for column in columns),
            b_columns=", ".join(f"b.{column}" for column in columns),
        )
        repeated = run("csv.equal_repeats")
    if found.disagreeing:
        run("csv.disagreements", file=literal(file))
    if value("common.problem_count"):
        _take_out_problems(file)
        run("csv.drop_problem_orders")
    return repeated


def _see_orders(settings: Settings) -> None:
    states = ", ".join(literal(state) for state in shapes.STATES)
    rank = "array_position(ARRAY[{states}], {state})"
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
    named = ", ".join(unknown)[:300]
    sentence = f"{sheet.name} has columns that are not read, and not stored: {named}."
    return [Note("unknown_columns", sentence, len(unknown))]


def _notes_on_repeats(sheet: Sheet, repeated: int) -> list[Note]:
    if not repeated:
        return []
    sentence = f"{sheet.name} has rows that stand in it twice, alike: {repeated:,}. One is kept."
    return [Note("repeated_rows", sentence, repeated)]
