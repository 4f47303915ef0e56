"""The living page `/design/`: every component in every state, from invented values.

A state that is not here does not exist yet: add it here first.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.charts import BarChart, BarInput, bar_chart
from makewhole.surfaces.shared.claim_parts import (
    Change,
    ClaimRow,
    FactRow,
    Happening,
    NoticeRow,
    Option,
    PartRow,
    Question,
    Reason,
    Said,
    Turn,
)
from makewhole.surfaces.shared.frame import Frame, Note, Pager

_NOW = datetime(2026, 11, 24, 17, 50, tzinfo=UTC)  # 11:50 in Chicago, a Tuesday.
_DAY = timedelta(days=1)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingPage:
    """What the living page shows: values for each component, in each of its states."""

    here: ClassVar[str] = "design"
    frame: Frame
    turn: Turn
    stages: tuple[tuple[Stage, ClosedAs | None], ...]
    due: tuple[datetime, ...]
    amounts: tuple[tuple[str, Money | None], ...]
    parts: tuple[PartRow, ...]
    claimed: Money
    allowed: Money
    facts: tuple[FactRow, ...]
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...]
    timeline: tuple[Happening, ...]
    notices: tuple[NoticeRow, ...]
    questions: tuple[Question, ...]
    queue: tuple[ClaimRow, ...]
    pager: Pager
    chart: BarChart
    notes: tuple[Note, ...]


def living_page() -> LivingPage:
    """Fill the living page."""
    return LivingPage(
        frame=_frame(),
        turn=Turn(
            actor=Actor.SELLER,
            clock="seller_answer",
            due_at=_NOW + timedelta(hours=5, minutes=10),
            started_at=_NOW - timedelta(hours=42, minutes=50),
            quantity=48,
            unit="hours",
        ),
        stages=(
            *((stage, None) for stage in Stage if stage is not Stage.CLOSED),
            *((Stage.CLOSED, closed_as) for closed_as in ClosedAs),
        ),
        due=(
            datetime(2026, 12, 25, 6, tzinfo=UTC),
            _NOW + timedelta(hours=5, minutes=10),
            datetime(2026, 11, 25, 6, tzinfo=UTC),
            _NOW - _DAY,
        ),
        amounts=(
            ("In the market's currency", usd(519_90)),
            ("Taken off", usd(-35_00)),
            ("In another currency", Money(480_00, "CHF")),
            ("Without minor units", Money(110_000, "JPY")),
            ("Not known yet", None),
        ),
        parts=_parts(),
        claimed=usd(554_90),
        allowed=usd(519_90),
        facts=_facts(),
        reasons=(
            Reason(clause="3.5", sentence="You told us in time.", rule="T99"),
            Reason(clause="5.2", sentence="The carrier says your parcel was lost.", rule="O02"),
        ),
        changes=(
            Change(
                label="delivery date",
                was=date(2026, 11, 10),
                would_be=date(2026, 11, 14),
                outcome="pay",
                allowed=usd(19_90),
            ),
        ),
        timeline=_timeline(),
        notices=_notices(),
        questions=_questions(),
        queue=_queue(),
        pager=Pager(first=51, last=100, total=10_214, newer="?before=a", older="?after=b"),
        chart=_chart(),
        notes=_notes(),
    )


def _frame() -> Frame:
    return Frame(
        marketplace="Northwind Market",
        now=_NOW,
        zone="America/Chicago",
        telephone="+1 555 0100",
        is_sandbox=True,
    )


def _notes() -> tuple[Note, ...]:
    return (
        Note(tone="info", title="The terms change on 15 December"),
        Note(tone="good", title="Sent once, at 10:05", text="A copy is in your inbox."),
        Note(tone="warning", title="One thing is still open", text="It does not stop the rest."),
        Note(
            tone="danger",
            title="This was not sent",
            text="Somebody else changed the claim at 10:03. Nothing of yours is lost.",
            href="#notice",
            link="See both, then send",
        ),
    )


def _parts() -> tuple[PartRow, ...]:
    return (
        PartRow(
            label="Brisa kettle",
            kind="order_line",
            quantity=1,
            claimed=usd(39_90),
            allowed=usd(39_90),
            reason="It was damaged when it came.",
            clause="5.12",
            found=("The worth of the returned item: 60 percent. “It was used.”",),
        ),
        PartRow(
            label="Brisa kettle",
            kind="shipping",
            claimed=usd(5_00),
            allowed=usd(0),
            reason="Shipping is paid back for late orders only.",
            clause="14.2",
        ),
        PartRow(
            label="Cups",
            kind="order_line",
            quantity=6,
            claimed=usd(510_00),
            allowed=None,
        ),
    )


def _facts() -> tuple[FactRow, ...]:
    at = _NOW - 4 * _DAY
    return (
        FactRow(name="tracking", label="tracking", value="in_transit", source=Role.CARRIER, at=at),
        FactRow(
            name="seller_reply",
            label="the seller's reply",
            value="none",
            source=Role.CLOCK,
            at=at,
            is_presumed=True,
            presumed_because="No reply was on record when the time ended.",
        ),
        FactRow(
            name="delivered_on",
            label="delivery date",
            value=date(2026, 11, 10),
            source=Role.CARRIER,
            at=at,
            contradicted_by=(Said(source=Role.CLAIMANT, value=date(2026, 11, 14), at=at + _DAY),),
        ),
        FactRow(name="photos", label="photographs", value=None, source=None, at=None),
    )


def _timeline() -> tuple[Happening, ...]:
    return (
        Happening(at=_NOW - 7 * _DAY, text="You filed the claim: not received."),
        Happening(at=_NOW - 2 * _DAY, text="The claim was put to the seller."),
        Happening(at=_NOW + timedelta(hours=5), text="The seller answers.", place="now"),
        Happening(at=_NOW + 8 * _DAY, text="If approved, the money arrives.", place="ahead"),
    )


def _notices() -> tuple[NoticeRow, ...]:
    return (
        NoticeRow(
            reference="n-2",
            at=_NOW - 2 * _DAY,
            subject="Your claim was put to the seller",
            body="We asked the seller to answer by Tuesday, 17:00.\n\nYou need do nothing.",
            is_read=False,
        ),
        NoticeRow(
            reference="n-1",
            at=_NOW - 7 * _DAY,
            subject="We have your claim",
            body="We look at it at once.",
        ),
    )


def _questions() -> tuple[Question, ...]:
    return (
        Question(
            fact="seller_contacted",
            ask="Have you written to the seller?",
            kind="yes_no",
            why="Most things are put right there.",
            clause="4.2",
        ),
        Question(
            fact="claim_kind",
            ask="What went wrong?",
            kind="choice",
            options=(
                Option(value="late", label="It came late"),
                Option(value="damaged", label="It came damaged", hint="A photograph helps."),
            ),
            given="late",
        ),
        Question(
            fact="delivered_on",
            ask="On which day did it come?",
            kind="date",
            given="2027-11-02",
            error="2 November 2027 is after today. Did you mean 2026?",
        ),
        Question(
            fact="part_percent",
            line=2,
            ask="Cups: What percentage of the price is refunded for the returned item?",
            kind="number",
        ),
        Question(
            fact="part_claimed",
            ask="How much is the repair?",
            kind="money",
            currency="USD",
            given="about 480",
            error="Write a number with at most 2 decimals, such as 480.00.",
        ),
    )


def _queue() -> tuple[ClaimRow, ...]:
    rows = (
        ("NW-4155", "Pan handle", Ground.DAMAGED, 40, timedelta(minutes=10)),
        ("NW-4181", "Desk lamp", Ground.NOT_RECEIVED, 88, timedelta(hours=5)),
        ("NW-4201", "Garden hose", Ground.RETURN_REFUSED, 129, timedelta(days=3)),
        ("NW-4099", "Six cups", Ground.LATE, 19, -timedelta(hours=3)),
    )
    return tuple(
        ClaimRow(
            reference=reference,
            about=about,
            ground=ground,
            stage=Stage.ASSESSING,
            closed_as=None,
            actor=Actor.HANDLER,
            clock="decision",
            due_at=_NOW + left,
            asked=usd(amount * 100),
            paid=usd(4_99) if reference == "NW-4099" else None,
            opened_at=_NOW - 6 * _DAY,
        )
        for reference, about, ground, amount, left in rows
    )


def _chart() -> BarChart:
    return bar_chart(
        title="Claims by ground",
        of="Ground",
        figure="Claims",
        inputs=[
            BarInput("Late", 1_630, "1,630"),
            BarInput("Not received", 902, "902"),
            BarInput("Damaged", 4, "4"),
            BarInput("Return refused", 0, "0"),
        ],
    )
