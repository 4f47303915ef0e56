"""An order as the marketplace reported it: what the deciders read, as of an instant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from makewhole.core.claim.values import Line, PartAllowed
from makewhole.core.kernel.outcome import Refused

_OF_ORDERS = ("order_line", "shipping")
_PRICE_AS_A_HEAD = "purchase_price"


@dataclass(frozen=True, slots=True)
class LineOnFile:
    """One order line. Amounts are whole minor units, for the whole quantity."""

    number: int
    seller_id: UUID | None
    title: str
    quantity: int
    price_minor: int
    shipping_minor: int
    refunded_item_minor: int
    refunded_shipping_minor: int
    latest_estimate_on: date | None
    handed_over_at: datetime | None
    delivered_at: datetime | None
    delivered_on: date | None  # The local day, as written.
    ship_by_at: datetime | None
    fulfilled_by: str | None


@dataclass(frozen=True, slots=True)
class TrackingOnFile:
    """What the carrier reported, of the whole order or of one line."""

    kind: str
    at: datetime
    line_number: int | None


@dataclass(frozen=True, slots=True)
class OrderOnFile:
    """One order with its lines. `refunded_minor` counts every refund, whoever made it."""

    order_id: UUID
    external_id: str
    market_code: str
    buyer_id: UUID | None
    placed_on: date
    currency: str
    paid_minor: int
    refunded_minor: int
    state: str
    lines: tuple[LineOnFile, ...]
    tracking: tuple[TrackingOnFile, ...]

    def line(self, number: int) -> LineOnFile | None:
        """Answer the line of this number, if the order has it."""
        return next((line for line in self.lines if line.number == number), None)


def portion(total_minor: int, units: int, of: int) -> int:
    """Answer what was paid for some of a line's units, rounded up: the buyer loses no cent.

    What was refunded before is taken off, so that claims on all units give the total, never more.

    >>> portion(1000, 1, 3), portion(1000, 3, 3)
    (334, 1000)
    """
    return -(-total_minor * units // of)


def refunds_of(
    lines: Sequence[Line], parts: Iterable[PartAllowed]
) -> Mapping[tuple[int, str], int]:
    """Answer what these parts bring back of each order line: its price and its shipping.

    The price that a loss claim names is the price of its product; other heads are none of the
    order's.
    """
    found: dict[tuple[int, str], int] = {}
    for part in parts:
        if part.kind in _OF_ORDERS:
            found[part.line_number, part.kind] = part.allowed_minor
        elif part.kind == _PRICE_AS_A_HEAD:
            found[lines[0].number, "order_line"] = part.allowed_minor
    return found


def refuse_lines(order: OrderOnFile, lines: tuple[Line, ...]) -> Refused | None:
    """Answer why these lines cannot be claimed together, or None when they can.

    One claim concerns the lines of one seller, sent by one of seller and marketplace: who bears the
    loss is decided for the claim as a whole. Nothing is claimed beyond what was paid for it, and
    nothing that was refunded in full is claimed again (P3).
    """
    sellers, senders = set(), set()
    for line in lines:
        on_file = order.line(line.number)
        if on_file is None:
            return Refused("line_not_in_order", {"line": line.number})
        sellers.add(on_file.seller_id)
        senders.add(on_file.fulfilled_by or "seller")  # As the terms presume.
        refusal = _refuse_line(order, line, on_file)
        if refusal is not None:
            return refusal
    if len(sellers) > 1:
        return Refused("lines_of_two_sellers")
    if len(senders) > 1:
        return Refused("lines_sent_by_two")
    return None


def refuse_product(order: OrderOnFile, lines: tuple[Line, ...]) -> Refused | None:
    """Answer why these are not one product that did harm, or None when they are.

    What was refunded of it does not matter: the harm is another thing.
    """
    if len(lines) != 1:
        return Refused("loss_names_one_line")
    (line,) = lines
    on_file = order.line(line.number)
    if on_file is None:
        return Refused("line_not_in_order", {"line": line.number})
    if line.asked_minor is not None:
        return Refused("heads_say_what_is_asked", {"line": line.number})
    return _refuse_units(line, on_file)


def _refuse_units(line: Line, on_file: LineOnFile) -> Refused | None:
    if 1 <= line.quantity <= on_file.quantity:
        return None
    return Refused(
        "no_unit_claimed" if line.quantity < 1 else "quantity_not_bought",
        {"line": line.number, "found": line.quantity, "bought": on_file.quantity},
    )


def _refuse_line(order: OrderOnFile, line: Line, on_file: LineOnFile) -> Refused | None:
    refusal = _refuse_units(line, on_file)
    if refusal is not None:
        return refusal
    paid_minor = portion(on_file.price_minor, line.quantity, on_file.quantity)
    if line.asked_minor is not None and not 0 < line.asked_minor <= paid_minor:
        return Refused(
            "nothing_asked" if line.asked_minor <= 0 else "more_than_was_paid",
            {
                "line": line.number,
                "found_minor": line.asked_minor,
                "paid_minor": paid_minor,
                "currency": order.currency,
            },
        )
    left_minor = (
        on_file.price_minor
        + on_file.shipping_minor
        - on_file.refunded_item_minor
        - on_file.refunded_shipping_minor
    )
    if left_minor <= 0 or order.refunded_minor >= order.paid_minor:
        return Refused("line_refunded_already", {"line": line.number})
    return None
