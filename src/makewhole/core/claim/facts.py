"""What is on file for a claim, by the names of the terms: each fact with its value and its source.

A fact that nobody knows is left out: unknown is not false. Everything is read as of an instant, so
that what happened later never decides what was asked before.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from makewhole.core.claim.facts_loss import heads_on_file, loss_facts, own_price, said_loss_on
from makewhole.core.claim.loss import LossOnFile
from makewhole.core.claim.order import LineOnFile, OrderOnFile, portion
from makewhole.core.claim.said import Known, item_facts, most_trusted, said
from makewhole.core.claim.stages import ClosedAs
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Role, Value
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.require import require


def _from(source: str, values: Mapping[str, Value | None]) -> dict[str, Known]:
    return {name: Known(value, source) for name, value in values.items() if value is not None}


# Facts of the marketplace that are the same for every claim.
_ALWAYS: Mapping[str, Known] = _from(
    "marketplace",
    {
        # What no order file can contradict once the order is here.
        "order_found": True,
        "bought_in_store": True,
        "paid_off_store": False,
        "sold_by": "seller",
        "same_claim_open": False,  # A second open claim on the same line and ground is refused.
        "product_kind": "physical",
        "label_by_marketplace": False,
        "chargeback_open": False,
        # No screens or restrictions exist yet: nothing speaks against anybody.
        "standing": "good",
        "strong_indicators": 0,
        "weak_indicators": 0,
        "audit_drawn": False,
        "settled_by": "nobody",
    },
)


def facts_on_file(
    claim: Claim,
    order: OrderOnFile,
    *,
    at: datetime,
    timetable: Timetable,
    trust: Mapping[str, Sequence[str]],
    loss: LossOnFile | None = None,
) -> dict[str, Known]:
    """Answer every fact known at `at`: gathered from the order, or stated by somebody.

    Args:
        claim: The claim as it stands; a draft counts as filed at `at`.
        order: The order as the marketplace reported it.
        at: The instant of the decision.
        timetable: Gives the market's own dates.
        trust: Each fact's sources in the terms' order of trust; a handler's finding beats all.
        loss: What is on file around a loss claim; of an order claim nothing.
    """
    lines = [on_file for line in claim.lines if (on_file := order.line(line.number)) is not None]
    gathered = {
        **_ALWAYS,
        **facts_of_claim(claim, order, at=at, timetable=timetable),
        **_from("marketplace", _of_order(claim, order, lines)),
        **_from("carrier", _of_delivery(order, lines, at, timetable)),
    }
    if claim.seller_answer is not None:
        gathered["seller_answer"] = Known(claim.seller_answer, "seller")
    if claim.loss is not None:
        require(loss is not None, "what is on file around a loss is gathered for it")
        assert loss is not None
        loss_on = said_loss_on(claim, trust)
        found = loss_facts(claim, loss, loss_on=loss_on, at=at, timetable=timetable)
        gathered |= _from("marketplace", found)
        if claim.taken_over is not None:
            # Who recorded that somebody acts in their place found it: no earlier word undoes that.
            gathered["represented"] = Known(value=True, source=Role.HANDLER.value)
    return _with_statements(claim, gathered, trust)


def facts_of_claim(
    claim: Claim, order: OrderOnFile, *, at: datetime, timetable: Timetable
) -> dict[str, Known]:
    """Answer what the claim's own life says: nobody states it, and no finding changes it."""
    return _from("marketplace", _of_claim(claim, order, at, timetable))


def _of_claim(
    claim: Claim, order: OrderOnFile, at: datetime, timetable: Timetable
) -> dict[str, Value | None]:
    filed_at = claim.filed_at or at
    today = timetable.local_day(at)
    withdrawn = claim.closed_as is ClosedAs.WITHDRAWN
    by_programme = claim.opened_by is Role.AUTOMATION
    by_staff = claim.opened_by in (Role.HANDLER, Role.LEAD)
    return {
        "claim_kind": claim.ground.value if claim.ground is not None else None,
        "order_on": order.placed_on,
        "order_from_at": timetable.start_of(order.placed_on),
        "opened_by": "programme" if by_programme else "staff" if by_staff else "claimant",
        "filed_on": timetable.local_day(filed_at),
        "filed_at": filed_at,
        "checked_on": today,
        "checked_at": at,
        "withdrawn": withdrawn,
        "claimant_time_up": "evidence" in claim.silent,
        "contact_time_up": "contact" in claim.silent,
        "seller_known": claim.seller_id is not None,
        "paid_total": claim.paid_total_minor,
        "put_to_seller_at": claim.put_to_seller_at or at,
        "evidence_asked_on": today,
        "return_from_on": timetable.local_day(claim.return_from_at or at),
        "told_on": today,
        "charged_on": today,
        "complete_on": timetable.local_day(filed_at),
        "return_state": claim.return_state.value,
        "recovery_state": claim.recovery_state.value,
        "returned_on": timetable.local_day(claim.returned_at) if claim.returned_at else None,
    }


def _of_order(
    claim: Claim, order: OrderOnFile, lines: Sequence[LineOnFile]
) -> dict[str, Value | None]:
    estimates = [line.latest_estimate_on for line in lines]
    fulfilled = {line.fulfilled_by for line in lines}
    cancelled = order.state in ("cancelled", "unavailable")
    own_minor = claim.paid_total_minor if claim.loss is None else own_price(claim)
    earlier_minor = order.refunded_minor - own_minor
    return {
        "currency": order.currency,
        "order_state": "cancelled" if cancelled else "open",
        "edd_latest": max((day for day in estimates if day is not None), default=None),
        "order_paid": order.paid_minor,
        # A cancelled sale is refunded elsewhere: how much, only the marketplace can say.
        "earlier_refund": None if cancelled and earlier_minor == 0 else earlier_minor,
        "fulfilled_by": fulfilled.pop() if len(fulfilled) == 1 else None,
    }


def _of_delivery(
    order: OrderOnFile, lines: Sequence[LineOnFile], at: datetime, timetable: Timetable
) -> dict[str, Value | None]:
    """Read tracking as of `at`: a later delivery has not happened yet."""
    numbers = {line.number for line in lines}
    reported = [
        event.kind
        for event in sorted(order.tracking, key=lambda event: event.at)
        if event.at <= at and (event.line_number is None or event.line_number in numbers)
    ]
    delivered = [line for line in lines if is_delivered(line, order, at, timetable)]
    if reported and reported[-1] in ("lost", "returned_to_sender", "awaiting_pickup"):
        tracking = reported[-1]
    elif lines and len(delivered) == len(lines):
        tracking = "delivered"
    elif any(line.handed_over_at is not None and line.handed_over_at <= at for line in lines):
        tracking = "in_transit"
    else:
        tracking = "none"
    days = [line.delivered_on for line in delivered if line.delivered_on is not None]
    in_time = [
        line.handed_over_at <= line.ship_by_at
        for line in lines
        if line.handed_over_at is not None and line.ship_by_at is not None
    ]
    return {
        "tracking": tracking,
        "delivered_on": max(days) if days and tracking == "delivered" else None,
        "sent_in_time": all(in_time) if len(in_time) == len(lines) else None,
    }


def is_delivered(line: LineOnFile, order: OrderOnFile, at: datetime, timetable: Timetable) -> bool:
    """Answer whether this line had arrived at `at`, as far as the order says."""
    if line.delivered_at is not None:
        return line.delivered_at <= at
    if line.delivered_on is not None:
        return line.delivered_on <= timetable.local_day(at)
    return order.state == "delivered"


def _with_statements(
    claim: Claim, gathered: Mapping[str, Known], trust: Mapping[str, Sequence[str]]
) -> dict[str, Known]:
    """Lay statements beside what was gathered; the most trusted source of each fact counts."""
    facts = dict(gathered)
    for fact, said_by in said(claim, None).items():
        known = gathered.get(fact)
        if known is not None:
            said_by.setdefault(known.source, known.value)
        found = most_trusted(said_by, trust.get(fact, ()))
        if found is not None:
            facts[fact] = found
    return facts


def parts_on_file(
    claim: Claim,
    order: OrderOnFile,
    *,
    trust: Mapping[str, Sequence[str]],
    loss: LossOnFile | None = None,
) -> tuple[dict[str, Value], ...]:
    """Answer the claim's parts: for each line its price and its shipping, in whole minor units.

    What other claims or the marketplace refunded on the line counts as made good already, as far
    as it reaches beyond the units that this claim leaves alone. What was found of a line's item
    concerns its price: the shipping out loses nothing by how the item comes back. Of a loss claim
    they are its heads.
    """
    if claim.loss is not None:
        return heads_on_file(claim, order, trust=trust, on_file=loss)
    own = {(part.line_number, part.kind): part.allowed_minor for part in claim.parts}
    parts: list[dict[str, Value]] = []
    for line in claim.lines:
        on_file = order.line(line.number)
        require(on_file is not None, "the lines of a claim stay on its order")
        assert on_file is not None
        for kind, total, refunded, asked in (
            ("order_line", on_file.price_minor, on_file.refunded_item_minor, line.asked_minor),
            ("shipping", on_file.shipping_minor, on_file.refunded_shipping_minor, None),
        ):
            paid_minor = portion(total, line.quantity, on_file.quantity)
            others_minor = refunded - own.get((line.number, kind), 0)
            part: dict[str, Value] = {
                "part_kind": kind,
                "part_claimed": paid_minor if asked is None else asked,
                "part_supported": paid_minor,
                "part_earlier": max(0, others_minor - (total - paid_minor)),
            }
            if kind == "order_line":
                found = item_facts(claim, line.number, trust)
                part |= {name: known.value for name, known in found.items() if known is not None}
            parts.append(part)
    return tuple(parts)


def part_names(claim: Claim) -> tuple[tuple[int, str], ...]:
    """Answer line and kind of each part, in the order of `parts_on_file`; of a head its number."""
    if claim.loss is not None:
        return tuple((head.number, head.kind.value) for head in claim.loss.heads)
    return tuple((line.number, kind) for line in claim.lines for kind in ("order_line", "shipping"))


def as_terms_take_it(value: Value) -> Value:
    """Answer a value as the terms language takes it: instants in UTC, without a zone."""
    return value.astimezone(UTC).replace(tzinfo=None) if type(value) is datetime else value
