"""Lists of claims: a page at a time, each row with what it is about and how much."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest

from makewhole.apps.claims import queries as claims
from makewhole.apps.orders.queries import OrderSnapshot, order_snapshots
from makewhole.apps.parties.queries import display_names
from makewhole.core.claim.exchange import foreign_heads
from makewhole.core.claim.order import portion
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import ClaimRow
from makewhole.surfaces.shared.frame import Pager

ROWS = 50  # On one page of a list.
PAGE_MAX = 10_000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list the reader is: pages are counted from 1."""

    page: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * ROWS

    def pager(
        self, found: Collection[object], total: int | None = None, *, keep: str = ""
    ) -> Pager:
        """Answer the pager for what was found; one row more than a page holds means a next page.

        `keep` is the part of the query that stays the same.
        """
        query = f"?{keep}&" if keep else "?"
        shown = min(len(found), ROWS)
        return Pager(
            first=self.offset + 1 if shown else 0,
            last=self.offset + shown if shown else 0,
            total=total,
            newer=f"{query}page={self.page - 1}" if self.page > 1 else "",
            older=f"{query}page={self.page + 1}" if len(found) > ROWS else "",
        )


def place_of(request: HttpRequest) -> Place:
    """Answer which page is asked for; what is not a page is the first one."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return Place(min(max(page, 1), PAGE_MAX))


def on_this_page(found: Sequence[Row]) -> tuple[Row, ...]:
    """Leave out the row that only says that there are more."""
    return tuple(found[:ROWS])


def claim_rows(
    *, marketplace_id: UUID, found: Sequence[claims.ClaimRow], name: str = ""
) -> tuple[ClaimRow, ...]:
    """Answer rows of a list; three statements, whatever their number.

    `name` says whose name stands beside each: `seller_id`, `buyer_id` or nobody's.
    """
    orders = order_snapshots(
        marketplace_id=marketplace_id,
        order_ids=list({row.order_id for row in found}),
        for_update=False,
    )
    parties = {party for row in found if name and (party := getattr(row, name)) is not None}
    names = display_names(marketplace_id=marketplace_id, party_ids=parties) if parties else {}
    return tuple(
        _row(row, orders.get(row.order_id), names.get(getattr(row, name), "") if name else "")
        for row in found
    )


def _row(row: claims.ClaimRow, order: OrderSnapshot | None, counterpart: str) -> ClaimRow:
    claim = row.claim
    return ClaimRow(
        reference=row.reference,
        about=_about(claim, order),
        ground=claim.ground,
        stage=claim.stage,
        closed_as=claim.closed_as,
        actor=claim.next_actor,
        clock=claim.clock,
        due_at=claim.due_at,
        asked=Money(_claimed_minor(claim, order), row.currency),
        paid=Money(row.settled_minor, row.currency) if row.settled_minor else None,
        opened_at=row.opened_at,
        counterpart=counterpart,
    )


def _about(claim: Claim, order: OrderSnapshot | None) -> str:
    first = claim.lines[0].number if claim.lines else None
    lines = order.lines if order is not None else ()
    return next(
        (line.title for line in lines if line.number == first and not line.is_whole_order), ""
    )


def _claimed_minor(claim: Claim, order: OrderSnapshot | None) -> int:
    if claim.parts:
        return sum(part.claimed_minor for part in claim.parts)
    if claim.loss is not None:
        abroad = foreign_heads(claim)  # Shown once they are turned into the claim's currency.
        return sum(head.claimed_minor for head in claim.loss.heads if head not in abroad)
    if claim.is_loss:
        return 0  # A draft: what is asked for is not sent yet.
    by_number = {line.number: line for line in (order.lines if order is not None else ())}
    total = 0
    for line in claim.lines:
        bought = by_number.get(line.number)
        if bought is not None:
            price = portion(bought.price_minor, line.quantity, bought.quantity)
            total += price if line.asked_minor is None else line.asked_minor
            total += portion(bought.shipping_minor, line.quantity, bought.quantity)
    return total
