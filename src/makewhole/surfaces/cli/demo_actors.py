"""The people of the demo: buyers, sellers, a carrier and handlers who act, answer or keep silent.

They do what people may do through the same commands as the pages, at the marketplace's own time. A
seed decides who does what, so that every demo is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from makewhole.apps.claims.actions import (
    Act,
    answer_claim,
    confirm_determination,
    hand_over,
    move_return,
    show_return,
    state_facts,
)
from makewhole.apps.claims.commands import Filed, file_claims
from makewhole.apps.claims.filing import Filing
from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.orders.queries import OrderSnapshot
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import RETURN_PROOF, Ground, ReturnState, Stage
from makewhole.core.claim.values import By, Line, Role, Value

_REJECTIONS = (
    "The photograph shows another item than the one we sent.",
    "The parcel was handed to the carrier in time; please look at the tracking again.",
    "The buyer told us on the telephone that the item works.",
)

_FINDINGS: Mapping[str, tuple[tuple[Value, str], ...]] = {
    "difference": (
        ("differs", "The photograph shows a crack that the offer does not mention."),
        ("matches", "The item is as the offer describes it."),
    ),
    "weighed": (
        ("claimant", "The buyer's photographs are dated and clear; the seller sent nothing."),
        ("seller", "The carrier's scan and the seller's record agree."),
    ),
    "return_in_policy": ((True, "The posted policy gives thirty days."),),
    "at_address": ((True, "The carrier's scan is at the order's address."),),
    "earlier_refund": ((0, "The marketplace's records show no refund."),),
}


@dataclass(slots=True)
class Cast:
    """Who plays, in which marketplace."""

    marketplace_id: UUID
    handler_id: UUID
    lead_id: UUID
    random: Random

    def draws(self, chance: float) -> bool:
        """Answer whether somebody does it this time."""
        return self.random.random() < chance


def buyers_claim(cast: Cast, orders: list[OrderSnapshot], *, at: datetime, most: int) -> int:
    """Let some buyers claim on orders that came, and on some that did not; answer how many did."""
    filings = []
    for order in cast.random.sample(orders, min(most, len(orders))):
        filing = _filing(cast, order, at)
        if filing is not None:
            filings.append(filing)
    answers = file_claims(marketplace_id=cast.marketplace_id, filings=filings, at=at)
    return sum(isinstance(answer, Filed) for answer in answers)


def _filing(cast: Cast, order: OrderSnapshot, at: datetime) -> Filing | None:
    line = order.lines[0]
    arrived = line.delivered_at is not None and line.delivered_at <= at
    if order.placed_at > at - timedelta(days=4):
        return None
    by = By(Role.CLAIMANT, order.buyer_id)
    if not arrived:
        ground = Ground.NOT_RECEIVED
    else:
        ground = cast.random.choice(
            (
                Ground.DAMAGED,
                Ground.NOT_AS_DESCRIBED,
                Ground.RETURN_REFUSED,
                Ground.RETURN_NOT_REFUNDED,
            )
        )
    stated: dict[str, Value] = {}
    if cast.draws(0.8):
        stated["seller_contacted"] = True
        stated["contacted_at"] = at - timedelta(hours=cast.random.choice((20, 60, 90)))
    if ground in (Ground.DAMAGED, Ground.NOT_AS_DESCRIBED) and cast.draws(0.75):
        stated["photos"] = cast.random.choice((1, 2, 3))
    return Filing(
        order_id=order.order_id,
        lines=(Line(line.number, line.quantity),),
        ground=None if cast.draws(0.06) else ground,
        by=by,
        stated=tuple(stated.items()),
    )


def everybody_acts(cast: Cast, *, at: datetime) -> int:
    """Let everybody whose turn it is act, or not; answer how many did."""
    acted = sum(_act(cast, row, at) for row in _open_claims(cast))
    # Who has just been asked where the goods should go mostly knows it at once.
    asked = [row for row in _open_claims(cast) if _is_asked_where(row)]
    return acted + sum(_move_goods(cast, row, at) for row in asked)


def show_each_step(cast: Cast, *, at: datetime) -> None:
    """Let a return stand at each of its steps: what chance left out is made up for."""
    for state, to in (
        (ReturnState.ASKED, ReturnState.ACCEPTED),
        (ReturnState.ASKED, ReturnState.LABEL_GIVEN),
        (ReturnState.HANDED_OVER, ReturnState.NOT_ARRIVED),
        (ReturnState.HANDED_OVER, ReturnState.RECEIVED),
    ):
        rows = _open_claims(cast)
        stand = [row for row in rows if _stands_at(row, state)]
        if len(stand) < 2 or any(_stands_at(row, to) for row in rows):
            continue
        row = next((row for row in stand if not _is_shown(row)), stand[0])
        act = Act(cast.marketplace_id, row.claim_id, By(Role.SELLER, row.seller_id), at)
        move_return(act, to=to, way_back=_WAYS_BACK.get(to, ""))


def _stands_at(row: ClaimRow, state: ReturnState) -> bool:
    stages = (Stage.AWAITING_RETURN, Stage.NEEDS_CLAIMANT)
    return row.claim.return_state is state and row.claim.stage in stages


def _is_shown(row: ClaimRow) -> bool:
    return any(said.fact == RETURN_PROOF for said in row.claim.statements)


def _open_claims(cast: Cast) -> tuple[ClaimRow, ...]:
    with transaction(cast.marketplace_id):
        return list_claims(marketplace_id=cast.marketplace_id, open_only=True, limit=2_000)


def _is_asked_where(row: ClaimRow) -> bool:
    claim = row.claim
    return claim.stage is Stage.AWAITING_RETURN and claim.return_state is ReturnState.ASKED


def _act(cast: Cast, row: ClaimRow, at: datetime) -> bool:
    claim = row.claim

    def by(role: Role, party_id: UUID | None) -> Act:
        return Act(cast.marketplace_id, row.claim_id, By(role, party_id), at)

    match claim.stage:
        case Stage.NEEDS_CLAIMANT if RETURN_PROOF in claim.asked:
            if not cast.draws(0.3):
                return False
            proof, number = cast.random.choice(_PROOFS)
            show_return(by(Role.CLAIMANT, row.buyer_id), proof=proof or "none", number=number)
            return True
        case Stage.NEEDS_CLAIMANT if cast.draws(0.5):
            stated = {fact: _said(cast, fact, at) for fact in claim.asked}
            known = {fact: value for fact, value in stated.items() if value is not None}
            if known:
                state_facts(by(Role.CLAIMANT, row.buyer_id), stated=known)
            return bool(known)
        case Stage.AWAITING_ANSWERS if cast.draws(0.6):
            accepts = cast.draws(0.6)
            answer_claim(
                by(Role.SELLER, claim.seller_id),
                answer="accepted" if accepts else "rejected",
                reason="" if accepts else cast.random.choice(_REJECTIONS),
            )
            return True
        case Stage.AWAITING_RETURN:
            return _move_goods(cast, row, at)
        case Stage.REFERRED if cast.draws(0.4):
            return _find(cast, by(Role.HANDLER, cast.handler_id), row)
        case Stage.ASSESSING if cast.draws(0.3):
            is_lead = claim.authority != "handler"
            person = by(Role.LEAD, cast.lead_id) if is_lead else by(Role.HANDLER, cast.handler_id)
            confirm_determination(person)
            return True
        case _:
            return False


def _said(cast: Cast, fact: str, at: datetime) -> Value | None:
    match fact:
        case "seller_contacted":
            return True
        case "contacted_at":
            return at - timedelta(hours=70)
        case "sent_back":
            return True
        case "sent_back_on":
            return (at - timedelta(days=3)).date()
        case "sent_back_record":
            return cast.random.choice(("tracked", "receipt", "none"))
        case "photos" | "photographs":
            return cast.random.choice((1, 2))
        case _:
            return None


def _find(cast: Cast, act: Act, row: ClaimRow) -> bool:
    for fact in row.claim.asked:
        if fact in _FINDINGS:
            value, reason = cast.random.choice(_FINDINGS[fact])
            state_facts(act, stated={fact: value}, reason=reason)
            return True
    return False


# Invented, like everybody in the demo.
_WAYS_BACK = {
    ReturnState.ACCEPTED: "Returns\n12 Example Road\nSpringfield, IL 62700",
    ReturnState.LABEL_GIVEN: "Example Post, EX 1234 5678 US",
}
_PROOFS = (("tracked", "Example Post, EX 8765 4321 US"), ("receipt", ""), ("", ""))

_STEPS = {
    ReturnState.NOT_ASKED: (Role.CLAIMANT, (ReturnState.ASKED, ReturnState.CLAIMANT_KEEPS), 0.4),
    ReturnState.ASKED: (
        Role.SELLER,
        (ReturnState.LABEL_GIVEN, ReturnState.ACCEPTED, ReturnState.ACCEPTED, ReturnState.REFUSED),
        0.6,
    ),
    ReturnState.ACCEPTED: (Role.CLAIMANT, (ReturnState.HANDED_OVER,), 0.5),
    ReturnState.LABEL_GIVEN: (Role.CLAIMANT, (ReturnState.HANDED_OVER,), 0.6),
    ReturnState.HANDED_OVER: (Role.SELLER, (ReturnState.RECEIVED, ReturnState.NOT_ARRIVED), 0.3),
    ReturnState.RECEIVED: (Role.SELLER, (ReturnState.INSPECTED,), 0.4),
}


def _move_goods(cast: Cast, row: ClaimRow, at: datetime) -> bool:
    role, ways, chance = _STEPS[row.claim.return_state]
    if not cast.draws(chance):
        return False
    party = {Role.CLAIMANT: row.buyer_id, Role.SELLER: row.seller_id}.get(role)
    act = Act(cast.marketplace_id, row.claim_id, By(role, party), at)
    to = cast.random.choice(ways)
    if to is ReturnState.HANDED_OVER:
        proof, number = cast.random.choice(_PROOFS)
        hand_over(act, proof=proof, number=number)
    else:
        move_return(act, to=to, way_back=_WAYS_BACK.get(to, ""))
    return True
