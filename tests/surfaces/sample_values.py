"""Invented values that sample pages share: one marketplace, one kettle, one autumn."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import (
    Change,
    ClaimHead,
    ClaimRow,
    Determination,
    FactRow,
    Happening,
    NoticeRow,
    PartRow,
    Question,
    Reason,
    Said,
    Turn,
)
from makewhole.surfaces.shared.frame import Frame

NOW = datetime(2026, 11, 24, 17, 50, tzinfo=UTC)  # 11:50 in Chicago, a Tuesday.
DAY = timedelta(days=1)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


FRAME = Frame(
    marketplace="Northwind Market",
    now=NOW,
    zone="America/Chicago",
    telephone="+1 555 0100",
    is_sandbox=True,
)

HEAD = ClaimHead(
    reference="NW-4173",
    about="Brisa kettle",
    ground=Ground.NOT_RECEIVED,
    stage=Stage.SCREENING,
    closed_as=None,
    order_reference="7731-20",
    ordered_on=date(2026, 10, 12),
    filed_at=NOW - 7 * DAY,
    opened_by=Role.CLAIMANT,
    buyer="Bea",
    seller="Sol Kitchenware",
    terms_version="2026-10",
    terms_hash="5f0c1d2e",
    claimed=usd(44_90),
    settled=usd(0),
)


def head(stage: Stage, closed_as: ClosedAs | None = None, **changes: Any) -> ClaimHead:
    return replace(HEAD, stage=stage, closed_as=closed_as, **changes)


def turn(actor: Actor, clock: str, due_at: datetime = NOW + 3 * DAY) -> Turn:
    return Turn(
        actor=actor, clock=clock, due_at=due_at, started_at=NOW - DAY, quantity=4, unit="days"
    )


OPEN_PARTS = (
    PartRow(label="Brisa kettle", kind="order_line", quantity=1, claimed=usd(39_90), allowed=None),
    PartRow(label="Brisa kettle", kind="shipping", claimed=usd(5_00), allowed=None),
)

PAID_PARTS = (
    PartRow(
        label="Brisa kettle",
        kind="order_line",
        quantity=1,
        claimed=usd(39_90),
        allowed=usd(39_90),
        reason="The carrier lost it.",
        clause="5.2",
        found=("The worth of the returned item: 60 percent. “It was used.”",),
    ),
    PartRow(
        label="Brisa kettle",
        kind="shipping",
        claimed=usd(5_00),
        allowed=usd(5_00),
        reason="Shipping goes with what never came.",
        clause="14.2",
    ),
)

WORTH = Question(
    fact="part_percent",
    line=1,
    ask="Brisa kettle: What percentage of the price is refunded for the returned item?",
    kind="number",
)

DENIED_PARTS = tuple(
    replace(part, allowed=usd(0), reason="Somebody signed for it at your address.", clause="5.5")
    for part in PAID_PARTS
)

FACTS = (
    FactRow(
        name="tracking",
        label="tracking",
        value="lost",
        source=Role.CARRIER,
        at=NOW - 5 * DAY,
        contradicted_by=(
            Said(source=Role.SELLER, value="delivered", at=NOW - DAY, reason="My label says so."),
        ),
    ),
    FactRow(
        name="edd_latest",
        label="latest estimated delivery date",
        value=date(2026, 11, 2),
        source=Role.MARKETPLACE,
        at=NOW - 7 * DAY,
    ),
    FactRow(
        name="seller_reply",
        label="the seller's reply",
        value="none",
        source=Role.CLOCK,
        at=NOW - 3 * DAY,
        is_presumed=True,
        presumed_because="No reply was on record when the time ended.",
    ),
    FactRow(name="signature", label="delivery was signed for", value=None, source=None, at=None),
)

REASONS = (
    Reason(clause="3.5", sentence="You told us in time.", rule="T99"),
    Reason(clause="5.2", sentence="The carrier says your parcel was lost.", rule="O02"),
)

PAY = Determination(
    determined_at=NOW - DAY,
    by_role=Role.AUTOMATION,
    outcome="pay",
    clause="5.2",
    payer="programme",
    bearer="seller",
    claimed=usd(44_90),
    allowed=usd(44_90),
    payable=usd(44_90),
    payable_on_return=usd(0),
    charge_seller=usd(44_90),
    reasons=REASONS,
    changes=(
        Change(
            label="tracking",
            was="lost",
            would_be="in_transit",
            outcome="not_yet",
            allowed=None,
        ),
    ),
    appeal_by=date(2026, 12, 24),
    contest_by=date(2026, 12, 23),
)

DENY = replace(
    PAY,
    by_role=Role.HANDLER,
    by_name="Hana",
    outcome="deny",
    summary="The carrier delivered to your address and somebody signed for it.",
    clause="5.5",
    bearer="nobody",
    payer="nobody",
    allowed=usd(0),
    payable=usd(0),
    charge_seller=usd(0),
    reasons=(
        REASONS[0],
        Reason(
            clause="5.5",
            sentence="The carrier delivered to your address and somebody signed for it.",
            rule="O05",
        ),
    ),
    changes=(
        Change(
            label="delivery was signed for",
            was=True,
            would_be=False,
            outcome="pay",
            allowed=usd(44_90),
        ),
    ),
    presumed=("Nobody from the household said who signed.",),
)

TIMELINE = (
    Happening(at=NOW - 7 * DAY, text="You filed the claim: not received."),
    Happening(at=NOW - 2 * DAY, text="The claim was put to the seller."),
    Happening(at=NOW + 3 * DAY, text="The seller answers.", place="now"),
    Happening(at=NOW + 30 * DAY, text="Last day to appeal.", place="ahead"),
)

ENDED = (
    *TIMELINE[:2],
    Happening(at=NOW - DAY, text="We decided."),
    Happening(at=NOW - DAY / 2, text="The claim closed."),
)

NOTICES = (
    NoticeRow(
        reference="n-2",
        at=NOW - 2 * DAY,
        subject="Your claim was put to the seller",
        body="We asked the seller to answer.\n\nYou need do nothing.",
        claim_reference="NW-4173",
        is_read=False,
    ),
    NoticeRow(reference="n-1", at=NOW - 7 * DAY, subject="We have your claim", body="At once."),
)


def row(number: int, *, stage: Stage, actor: Actor | None, clock: str | None) -> ClaimRow:
    closed = stage is Stage.CLOSED
    return ClaimRow(
        reference=f"NW-{4100 + number}",
        about=("Brisa kettle", "Desk lamp", "", "Garden hose, 25 m")[number % 4],
        ground=(Ground.NOT_RECEIVED, Ground.LATE, None, Ground.DAMAGED)[number % 4],
        stage=stage,
        closed_as=ClosedAs.PAID if closed else None,
        actor=None if closed else actor,
        clock=None if closed else clock,
        due_at=None if closed else NOW + timedelta(hours=7 * number - 5),
        asked=usd(19_90 + number * 1_111),
        paid=usd(4_99) if closed else None,
        opened_at=NOW - number * DAY,
        counterpart="" if number % 4 == 3 else "Sol Kitchenware",
    )
