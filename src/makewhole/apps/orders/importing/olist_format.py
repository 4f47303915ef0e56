"""The olist format: five tables of a real marketplace, read as they are, with their defects.

Times carry no zone and are local times of America/Sao_Paulo; amounts are Brazilian reais. Reviews
are counted and not kept: they hold what people wrote. Each defect's treatment stands in
`docs/how-to/bring-orders-in.md`.
"""

from collections.abc import Mapping
from dataclasses import replace

from makewhole.apps.orders.importing import shapes
from makewhole.apps.orders.importing.hashing import line_bytes, order_bytes
from makewhole.apps.orders.importing.odd_hours import OddTime, Timed, settle_odd_hours
from makewhole.apps.orders.importing.olist_tables import TABLES, TREATMENTS
from makewhole.apps.orders.importing.staging import Progress, stage
from makewhole.apps.orders.importing.statements import literal, rows, run, value
from makewhole.apps.orders.importing.taken import Settings, Staged, Taken, note_unread
from makewhole.apps.orders.ports import Note, Sheet
from makewhole.apps.parties.commands import enrol, open_roll

ZONE = "America/Sao_Paulo"
CURRENCY = "BRL"
STAGED = Staged("olist_orders", "order_id", has_order_rows=True)

_CENTAVOS = "100"
_PLACES = "2"


def take_in(sheets: Mapping[str, Sheet], *, settings: Settings, progress: Progress) -> Taken:
    """Copy the sheets in, judge the orders, and fill the incoming tables.

    Raises:
        SheetUnusable: A file is damaged, or lacks a required column.
    """
    settings = replace(settings, zone=ZONE)
    rows("common.settings", zone=literal(ZONE))
    for table in TABLES:
        if table.name in sheets:
            stage(
                sheets[table.name],
                table=table.staged,
                known=table.columns,
                required=table.required,
                progress=progress,
            )
        else:
            columns = ", ".join(f"{column} text" for column in table.columns.values())
            run("common.stage", table=table.staged, columns=columns)
    note_unread(sheets["orders"])
    for table in TABLES[1:3]:
        _mark_unread(sheets[table.name], table.staged)
    progress("checking", sheets["orders"].rows_read)
    _judge(sheets["orders"].name)
    progress("reading", sheets["orders"].rows_read)
    _read()
    open_roll()
    run("olist.roll")
    enrolled = enrol(marketplace_id=settings.marketplace_id)
    odd = _settle_odd_hours(sheets)
    _fill(settings)
    return Taken(parties_made=enrolled, notes=(*_unread_notes(sheets), *_notes()), odd_times=odd)


def _mark_unread(sheet: Sheet, staged: str) -> None:
    """Let an order know that an item or a payment of it cannot be taken apart."""
    keys = [row.key for row in sheet.unread if row.key]
    if keys:
        run("olist.mark_unread", staged=staged, keys=literal(keys))


def _judge(file: str) -> None:
    states = f"one of: {', '.join(shapes.STATES)}"
    run(
        "olist.judge",
        file=literal(file),
        id_is_fine="length(order_id) <= 200",
        time_is_fine=_time("purchased_at"),
        state_is_fine=shapes.state("status"),
        states=literal(states),
    )
    run(
        "olist.unequal_orders",
        file=literal(file),
        columns=", ".join(TABLES[0].columns.values()),
    )
    if value("common.problem_count"):
        run("common.companions", file=literal(file), table="olist_orders", key="order_id")
        run("common.drop_problem_rows", table="olist_orders")
    run("olist.equal_orders")


def _time(text: str) -> str:
    """A local date with a time of day; SQL that is true, false or null, without raising."""
    letters = f'{text} COLLATE "C" !~ {literal(shapes.TIME_LETTERS)}'
    return f"({letters} AND {shapes.time(text)})"


def _amount(text: str) -> str:
    letters = f'{text} COLLATE "C" !~ {literal(shapes.AMOUNT_LETTERS)}'
    return f"({letters} AND {shapes.amount(text, _PLACES)})"


def _read() -> None:
    run(
        "olist.items_read",
        number_is_fine=f"(i.number !~ '[^0-9]' AND {shapes.count('i.number')})",
        price_is_fine=_amount("i.price"),
        price=shapes.minor("i.price", _CENTAVOS),
        shipping_is_fine=_amount("i.shipping"),
        shipping=shapes.minor("i.shipping", _CENTAVOS),
        ship_by_is_fine=_time("i.ship_by"),
        ship_by_at=shapes.instant_or_end_of_day("i.ship_by", ""),
        ship_by_on=shapes.day(shapes.instant("i.ship_by", ""), ""),
    )
    run("olist.unsure_items", columns=", ".join(TABLES[1].columns.values()))
    run("olist.drop_unsure_items")
    run(
        "olist.paid",
        amount_is_fine=_amount("amount"),
        amount=shapes.minor("amount", _CENTAVOS),
    )
    delivered = shapes.instant("o.delivered_at", "")
    run(
        "olist.orders_read",
        placed_at=shapes.instant("o.purchased_at", ""),
        placed_on=shapes.day(shapes.instant("o.purchased_at", ""), ""),
        approved_is_fine=_time("o.approved_at"),
        approved_at=shapes.instant_or_end_of_day("o.approved_at", ""),
        approved_on=shapes.day(shapes.instant("o.approved_at", ""), ""),
        handed_over_is_fine=_time("o.handed_over_at"),
        handed_over_at=shapes.instant_or_end_of_day("o.handed_over_at", ""),
        handed_over_on=shapes.day(shapes.instant("o.handed_over_at", ""), ""),
        delivered_is_fine=_time("o.delivered_at"),
        delivered_at=f"CASE WHEN length(o.delivered_at) > 10 THEN {delivered} END",
        delivered_on=shapes.day(shapes.instant("o.delivered_at", ""), ""),
        estimate_is_fine=_time("o.estimate"),
        estimate_on=shapes.day(shapes.instant("o.estimate", ""), ""),
        state=shapes.state_value("o.status"),
    )


def _settle_odd_hours(sheets: Mapping[str, Sheet]) -> tuple[OddTime, ...]:
    of_orders = (
        Timed("order_purchase_timestamp", "purchased_at", "placed_at", "placed_on"),
        Timed("order_approved_at", "approved_at", "approved_at", "approved_on"),
        Timed("order_delivered_carrier_date", "handed_over_at", "handed_over_at", "handed_over_on"),
        Timed("order_delivered_customer_date", "delivered_at", "delivered_at", "delivered_on"),
    )
    of_items = (Timed("shipping_limit_date", "ship_by", "ship_by_at", "ship_by_on"),)
    return tuple(
        oddity
        for sheet, read, staged, timed in (
            ("orders", "order_read", "olist_orders", of_orders),
            ("order_items", "items_read", "olist_items", of_items),
        )
        for oddity in settle_odd_hours(
            file=sheets[sheet].name,
            read=read,
            staged=staged,
            timed=timed,
            zone=literal(ZONE),
            zones=(ZONE,),
        )
    )


def _fill(settings: Settings) -> None:
    run("olist.lines")
    run(
        "olist.orders",
        market_code=literal(settings.market_code),
        order_bytes=order_bytes("o"),
        line_bytes=line_bytes("l"),
    )
    run("olist.tracking")


def _unread_notes(sheets: Mapping[str, Sheet]) -> list[Note]:
    return [
        Note(
            "rows_unread",
            f"{sheet.name}: rows that cannot be taken apart: {len(sheet.unread):,}.",
            len(sheet.unread),
        )
        for name, sheet in sheets.items()
        if name != "orders" and sheet.unread
    ]


def _notes() -> list[Note]:
    found = dict(rows("olist.oddities"))
    return [
        Note(kind, f"{about}: {found[kind]:,}. {treatment}", found[kind])
        for kind, (about, treatment) in TREATMENTS.items()
        if kind in found
    ]
