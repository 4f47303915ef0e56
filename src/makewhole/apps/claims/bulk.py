"""Claims by the marketplace's own order numbers, many at once: what files and imports bring."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from makewhole.apps.claims.commands import Filed, file_claims
from makewhole.apps.claims.filing import Filing
from makewhole.apps.orders.queries import OrderSnapshot, order_ids_of, order_snapshots
from makewhole.apps.parties.queries import buyer_ids_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, Role, Value
from makewhole.core.kernel.money import parse_minor
from makewhole.core.kernel.outcome import Refused


@dataclass(frozen=True, slots=True)
class BulkHead:
    """One head of loss as a file names it; amounts are texts, empty where nothing was said."""

    kind: HeadKind
    amount: str
    shown: str
    other_paid: str
    for_trade: bool | None


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One claim as a file names it: `lines` are (number, units); none means all of one seller.

    A claim for a loss names one line, and its heads.
    """

    order_number: str
    ground: Ground | None
    lines: tuple[tuple[int, int | None], ...]
    buyer: str
    amount: str
    stated: tuple[tuple[str, Value], ...]
    heads: tuple[BulkHead, ...] = ()


@dataclass(frozen=True, slots=True)
class BulkAnswer:
    """What became of one row: a claim with its stage, or the refusal.

    `was_there`: the same row had begun the claim before, and nothing was made now.
    """

    refused: Refused | None = None
    reference: str = ""
    stage: str = ""
    ground: str | None = None
    settled_by: str = ""  # facts | seller | claimant | person
    first_question: str | None = None
    was_there: bool = False


def file_rows(
    *, marketplace_id: UUID, rows: Sequence[BulkRow], at: datetime
) -> tuple[BulkAnswer, ...]:
    """Make a claim of each row, at most one per order in one transaction; each stands alone."""
    unfit = [_refuse_row(row, at) for row in rows]
    readable = [row for row, refusal in zip(rows, unfit, strict=True) if refusal is None]
    with transaction(marketplace_id):
        ids = order_ids_of(
            marketplace_id=marketplace_id, external_ids=[row.order_number for row in readable]
        )
        orders = order_snapshots(
            marketplace_id=marketplace_id, order_ids=list(ids.values()), for_update=False
        )
        buyers = buyer_ids_of(
            marketplace_id=marketplace_id,
            external_refs=[row.buyer for row in readable if row.buyer],
        )
    filings: list[Filing | Refused] = []
    for row, refusal in zip(rows, unfit, strict=True):
        if refusal is not None:
            filings.append(refusal)
            continue
        order_id = ids.get(row.order_number)
        order = orders.get(order_id) if order_id is not None else None
        filings.append(_filing(row, order, buyers))
    return _file_in_rounds(marketplace_id, filings, at)


def _refuse_row(row: BulkRow, at: datetime) -> Refused | None:
    """Answer what no row can hold: a NUL character, or an instant that has not come yet."""
    named = [("order_id", row.order_number), ("buyer", row.buyer), ("amount", row.amount)]
    for place, value in (*named, *row.stated):
        if isinstance(value, str) and "\x00" in value:
            return _unfit(place, "found a NUL character", "write the text without it")
        if isinstance(value, datetime) and value > at:
            found = f"found {value.isoformat()}, which is in the future"
            return _unfit(place, found, f"write an instant up to {at.isoformat()}")
    return None


def _unfit(place: str, finding: str, repair: str) -> Refused:
    return Refused("row_not_acceptable", {"place": place, "finding": finding, "repair": repair})


def _filing(row: BulkRow, order: OrderSnapshot | None, buyers: dict[str, UUID]) -> Filing | Refused:
    """Answer the filing; an order of somebody else has the same answer as one we do not know."""
    if order is None or (row.buyer and buyers.get(row.buyer) != order.buyer_id):
        return Refused("order_not_found", {"order": row.order_number})
    lines = _lines(row, order)
    if isinstance(lines, Refused):
        return lines
    by = By(Role.CLAIMANT, order.buyer_id)
    filing = Filing(order.order_id, lines, row.ground, by, row.stated)
    if not row.heads:
        return filing
    try:
        heads, said = _heads(row.heads, order.currency)
    except ValueError as problem:
        return Refused("amount_cannot_be_read", {"problem": str(problem)})
    return replace(filing, heads=heads, of_heads=said)


def _heads(
    told: Sequence[BulkHead], currency: str
) -> tuple[tuple[Head, ...], tuple[tuple[int, str, Value], ...]]:
    """Answer the heads and what is said of each, in whole minor units of the order's currency."""
    heads, said = [], []
    for number, one in enumerate(told, start=1):
        heads.append(Head(number, one.kind, parse_minor(one.amount, currency)))
        for fact, amount in (("part_shown", one.shown), ("part_other_paid", one.other_paid)):
            if amount:
                said.append((number, fact, parse_minor(amount, currency)))
        if one.for_trade is not None:
            said.append((number, "part_for_trade", one.for_trade))
    return tuple(heads), tuple(said)


def _lines(row: BulkRow, order: OrderSnapshot) -> tuple[Line, ...] | Refused:
    bought = {line.number: line.quantity for line in order.lines}
    named = row.lines or tuple((number, None) for number in bought)
    asked = None
    if row.amount:
        if len(named) != 1:
            return Refused("amount_needs_one_line")
        try:
            asked = parse_minor(row.amount, order.currency)
        except ValueError as problem:
            return Refused("amount_cannot_be_read", {"problem": str(problem)})
    return tuple(
        Line(number, units if units is not None else bought.get(number, 1), asked)
        for number, units in named
    )


def _file_in_rounds(
    marketplace_id: UUID, filings: Sequence[Filing | Refused], at: datetime
) -> tuple[BulkAnswer, ...]:
    """File what can be filed together; a second claim on one order waits for the next round."""
    answers: dict[int, BulkAnswer] = {
        place: BulkAnswer(refused=filing)
        for place, filing in enumerate(filings)
        if isinstance(filing, Refused)
    }
    while len(answers) < len(filings):
        this_round: dict[UUID, tuple[int, Filing]] = {}
        for place, filing in enumerate(filings):
            if place not in answers and isinstance(filing, Filing):
                this_round.setdefault(filing.order_id, (place, filing))
        filed = file_claims(
            marketplace_id=marketplace_id,
            filings=[filing for _, filing in this_round.values()],
            at=at,
        )
        for (place, _), answer in zip(this_round.values(), filed, strict=True):
            answers[place] = _answer(answer)
    return tuple(answers[place] for place in range(len(filings)))


def _answer(answer: Filed | Refused) -> BulkAnswer:
    if isinstance(answer, Refused):
        return BulkAnswer(refused=answer)
    claim = answer.claim
    return BulkAnswer(
        reference=answer.reference,
        stage=claim.stage.value,
        ground=claim.ground.value if claim.ground is not None else None,
        settled_by=_settled_by(claim),
        first_question=answer.first_question,
        was_there=answer.was_there,
    )


def _settled_by(claim: Claim) -> str:
    """Answer whose word the claim waits for; `facts` when what is on file settled it."""
    match claim.stage:
        case Stage.DRAFT | Stage.NEEDS_CLAIMANT:
            return "claimant"
        case Stage.WAITING_FOR_SELLER | Stage.AWAITING_ANSWERS:
            return "seller"
        case Stage.REFERRED | Stage.ASSESSING:
            return "person"
        case _:
            return "facts"
