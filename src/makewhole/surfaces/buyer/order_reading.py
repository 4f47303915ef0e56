"""The pages about orders from what is on file: a list, an order, and the lines of one seller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.claims.translate import order_on_file
from makewhole.apps.notices.queries import count_inbox
from makewhole.apps.orders.access import OrderNotFound, order_for_buyer
from makewhole.apps.orders.queries import OrderSnapshot, orders_of_buyer
from makewhole.apps.parties.queries import display_names
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.facts import is_delivered
from makewhole.core.claim.looking import Case
from makewhole.core.claim.order import LineOnFile, OrderOnFile
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.money import Money
from makewhole.surfaces.buyer.order_pages import (
    ClaimLink,
    LineRow,
    OrderPage,
    OrderRow,
    OrdersPage,
    SellerLines,
)
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier.items import title_on
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.listing import ROWS, Place, on_this_page

Notes = tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """An order as its buyer may see it at this moment."""

    case: Case  # Of a claim that is about to begin.
    groups: tuple[SellerLines, ...]
    claims: tuple[ClaimLink, ...]
    drafts: tuple[Claim, ...]

    @property
    def order(self) -> OrderOnFile:
        return self.case.order

    @property
    def timetable(self) -> Timetable:
        return self.case.timetable


def address_of(number: str, name: str = "buyer:order", **more: str) -> str:
    """Answer an order's address; its number may hold any character, so it is no part of a path."""
    return f"{reverse(name)}?{urlencode({'number': number, **more})}"


def orders_page(at: Desk, person: Person, place: Place) -> OrdersPage:
    """Answer what one person ordered, the latest first."""
    with transaction(at.marketplace_id):
        found = orders_of_buyer(
            marketplace_id=at.marketplace_id,
            buyer_id=person.party_id,
            at=at.now,
            limit=ROWS + 1,
            offset=place.offset,
        )
        shown = on_this_page(found)
        claims = _claims_on(at, person, shown)
        cases = Cases(at.marketplace_id, at.now, at.markets)
        orders = [order_on_file(one) for one in shown]
        timetables = [cases.new(order).timetable for order in orders]
        unread = count_inbox(marketplace_id=at.marketplace_id, party_id=person.party_id)[1]
    return OrdersPage(
        frame=frame(at, person=person, unread=unread),
        rows=tuple(
            OrderRow(
                number=order.external_id,
                lines=tuple(_line(line, order, at.now, timetable, ()) for line in order.lines),
                ordered_on=order.placed_on,
                paid=Money(order.paid_minor, order.currency),
                claims=tuple(_link(row) for row in claims if row.order_id == order.order_id),
            )
            for order, timetable in zip(orders, timetables, strict=True)
        ),
        pager=place.pager(found),
    )


def order_page(at: Desk, person: Person, number: str, *, notes: Notes = ()) -> OrderPage:
    """Answer one order's page.

    Raises:
        OrderNotFound: There is none of that number that is theirs.
    """
    with transaction(at.marketplace_id):
        seen = order_seen(at, person, number)
        unread = count_inbox(marketplace_id=at.marketplace_id, party_id=person.party_id)[1]
    return OrderPage(
        frame=frame(at, person=person, zone=seen.timetable.zone, unread=unread, notes=notes),
        number=number,
        ordered_on=seen.order.placed_on,
        paid=Money(seen.order.paid_minor, seen.order.currency),
        groups=seen.groups,
        claims=seen.claims,
    )


def order_seen(at: Desk, person: Person, number: str) -> OrderSeen:
    """Answer one order as its buyer sees it; call inside the transaction.

    Raises:
        OrderNotFound: There is none of that number that is theirs.
    """
    snapshot = order_for_buyer(
        marketplace_id=at.marketplace_id, buyer_id=person.party_id, external_id=number
    )
    if snapshot.placed_at > at.now:
        raise OrderNotFound(number)  # A sandbox's clock has not come to it yet.
    claims = _claims_on(at, person, [snapshot])
    order = order_on_file(snapshot)
    case = Cases(at.marketplace_id, at.now, at.markets).new(order)
    sellers = {line.seller_id for line in order.lines if line.seller_id is not None}
    names = display_names(marketplace_id=at.marketplace_id, party_ids=sellers) if sellers else {}
    together: dict[tuple[object, str], list[LineOnFile]] = {}
    for line in order.lines:
        together.setdefault((line.seller_id, line.fulfilled_by or "seller"), []).append(line)
    groups = tuple(
        SellerLines(
            seller=names.get(lines[0].seller_id, "") if lines[0].seller_id else "",
            is_sent_by_marketplace=sender == "marketplace",
            lines=tuple(_line(line, order, at.now, case.timetable, claims) for line in lines),
        )
        for (_, sender), lines in together.items()
    )
    drafts = tuple(row.claim for row in claims if row.claim.stage is Stage.DRAFT)
    return OrderSeen(case, groups, tuple(_link(row) for row in claims), drafts)


def _claims_on(at: Desk, person: Person, orders: Sequence[OrderSnapshot]) -> tuple[ClaimRow, ...]:
    return list_claims(
        marketplace_id=at.marketplace_id,
        buyer_id=person.party_id,
        order_ids=[order.order_id for order in orders],
        limit=10 * ROWS,
    )


def _link(row: ClaimRow) -> ClaimLink:
    claim = row.claim
    return ClaimLink(
        reference=row.reference, ground=claim.ground, stage=claim.stage, closed_as=claim.closed_as
    )


def _line(
    line: LineOnFile,
    order: OrderOnFile,
    now: datetime,
    timetable: Timetable,
    claims: Sequence[ClaimRow],
) -> LineRow:
    """Answer one line as of now: what happens later has not happened yet."""
    has_arrived = is_delivered(line, order, now, timetable)
    sent_at = line.handed_over_at
    reported = sorted(
        (event.at, event.kind)
        for event in order.tracking
        if event.at <= now and event.line_number in (None, line.number)
    )
    refunded = line.refunded_item_minor + line.refunded_shipping_minor
    left = line.price_minor + line.shipping_minor - refunded
    return LineRow(
        number=line.number,
        title=title_on(order, line.number),
        quantity=line.quantity,
        price=Money(line.price_minor, order.currency),
        shipping=Money(line.shipping_minor, order.currency),
        refunded=Money(refunded, order.currency),
        left=Money(max(0, line.price_minor - line.refunded_item_minor), order.currency),
        promised_on=line.latest_estimate_on,
        sent_on=timetable.local_day(sent_at) if sent_at and sent_at <= now else None,
        arrived_on=line.delivered_on if has_arrived else None,
        has_arrived=has_arrived,
        state=order.state,
        tracking=reported[-1][1] if reported else "",
        is_refunded=left <= 0 or order.refunded_minor >= order.paid_minor,
        claims=tuple(
            _link(row) for row in claims if line.number in {one.number for one in row.claim.lines}
        ),
    )
