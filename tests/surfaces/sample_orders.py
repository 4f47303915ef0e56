"""Sample pages of a buyer's orders, and of a claim before it is sent: one for each sentence."""

from dataclasses import replace
from datetime import date

from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.buyer.order_pages import (
    AskedFor,
    BeforePage,
    ChoosePage,
    ClaimLink,
    LineChoice,
    LineRow,
    OrderPage,
    OrderRow,
    OrdersPage,
    SellerLines,
)
from makewhole.surfaces.shared.ahead import Ahead
from makewhole.surfaces.shared.claim_parts import Option, Question, Reason
from makewhole.surfaces.shared.frame import Note, Pager
from makewhole.surfaces.shared.render import Page
from tests.surfaces.sample_values import DAY, FRAME, NOW, usd

BEA = replace(FRAME, person="Bea", unread=1)
NUMBER = "7731-20 / B&C"  # The marketplace's own numbers may hold anything.

CLAIM = ClaimLink(
    reference="NW-4173", ground=Ground.LATE, stage=Stage.AWAITING_ANSWERS, closed_as=None
)
KETTLE = LineRow(
    number=1,
    title="Brisa kettle",
    quantity=1,
    price=usd(39_90),
    shipping=usd(5_00),
    refunded=usd(0),
    left=usd(39_90),
    promised_on=date(2026, 11, 10),
    sent_on=date(2026, 11, 3),
    arrived_on=date(2026, 11, 14),
    has_arrived=True,
    state="delivered",
    claims=(CLAIM,),
)
CUPS = replace(
    KETTLE,
    number=2,
    title="Cups",
    quantity=6,
    price=usd(510_00),
    left=usd(8_99),
    shipping=usd(0),
    arrived_on=None,
    has_arrived=False,
    claims=(),
)
REFUNDED = replace(
    KETTLE, number=3, title="Lid", refunded=usd(44_90), left=usd(0), is_refunded=True, claims=()
)
WHOLE = replace(CUPS, number=4, title="", promised_on=None, sent_on=None, quantity=1)

OURS = SellerLines(
    seller="Sol Kitchenware", is_sent_by_marketplace=False, lines=(KETTLE, CUPS, REFUNDED)
)
THEIRS = SellerLines(seller="", is_sent_by_marketplace=True, lines=(WHOLE,))

GROUND = Question(
    fact="claim_kind",
    ask="What went wrong?",
    kind="choice",
    options=(
        Option(value="late", label="It came late"),
        Option(value="damaged", label="It came damaged"),
    ),
)

CHOOSE = ChoosePage(
    frame=BEA,
    number=NUMBER,
    ordered_on=date(2026, 11, 2),
    group=OURS,
    others=(THEIRS,),
    choices=tuple(LineChoice(line=line) for line in OURS.lines),
    question=GROUND,
)
WRONG = replace(
    CHOOSE,
    frame=replace(
        BEA,
        notes=(
            Note(
                tone="danger",
                title="Nothing was sent yet",
                text="Write a whole number, such as 2.",
                href="#field-units-2",
                link="To the place",
            ),
        ),
    ),
    choices=(
        LineChoice(line=KETTLE, is_chosen=True, amount="0", amount_error="Write more than zero."),
        LineChoice(
            line=CUPS, is_chosen=True, units="many", units_error="Write a whole number, such as 2."
        ),
        LineChoice(line=REFUNDED, error="This item was refunded already."),
    ),
    error="Choose at least one item of the order.",
)

AHEAD = Ahead(
    stage=Stage.PAYING,
    closed_as=None,
    due_at=NOW + 7 * DAY,
    payable=usd(44_90),
    payable_on_return=usd(0),
    because="It came damaged.",
    reasons=(Reason(clause="5.12", sentence="It came damaged.", rule="O12"),),
)
BEFORE = BeforePage(
    frame=BEA,
    number=NUMBER,
    asked_for=(
        AskedFor(title="Brisa kettle", units=1, of=1, amount=usd(39_90), is_part=False),
        AskedFor(title="Cups", units=2, of=6, amount=usd(100_00), is_part=True),
    ),
    ground="It came damaged",
    ahead=AHEAD,
    refused=None,
    claim_reference="",
    questions=(),
    terms_hash="5f0c1d2e",
    sent=(("number", NUMBER), ("line", "1"), ("line", "2"), ("units-2", "2")),
    change="number=7731-20&line=1&step=choose",
    draft_until=NOW + 30 * DAY,
    key="signed",
)


def _ahead(stage: Stage, closed_as: ClosedAs | None = None) -> BeforePage:
    return replace(BEFORE, ahead=replace(AHEAD, stage=stage, closed_as=closed_as, reasons=()))


def _refused(reason: str, reference: str = "") -> BeforePage:
    facts = {"reference": reference} if reference else {"file_from": date(2026, 11, 26)}
    return replace(BEFORE, ahead=None, refused=Refused(reason, facts), claim_reference=reference)


AHEADS = {
    **{
        f"buyer-before-{stage.value}": _ahead(stage)
        for stage in Stage
        if stage not in (Stage.DRAFT, Stage.CLOSED, Stage.SCREENING)
    },
    "buyer-before-draft": replace(_ahead(Stage.DRAFT), ground=""),
    "buyer-before-denied": _ahead(Stage.CLOSED, ClosedAs.DENIED),
    "buyer-before-not-covered": _ahead(Stage.CLOSED, ClosedAs.OUT_OF_SCOPE),
    "buyer-before-settled": _ahead(Stage.CLOSED, ClosedAs.SETTLED_BY_SELLER),
    "buyer-before-early": _refused("too_early"),
    "buyer-before-seller-first": _refused("contact_seller_first"),
    "buyer-before-again": _refused("claim_open_already", "NW-4173"),
    "buyer-before-decided": _refused("claim_decided_already", "NW-4173"),
    "buyer-before-refunded": _refused("line_refunded_already"),
    "buyer-before-two-sellers": _refused("lines_of_two_sellers"),
    "buyer-before-questions": replace(
        BEFORE,
        questions=(
            Question(fact="seller_contacted", ask="Have you written to the seller?", kind="yes_no"),
            Question(
                fact="contacted_at",
                ask="When did you first write to the seller?",
                kind="instant",
                error="This is still ahead. Write when it happened.",
            ),
        ),
    ),
}

PAGES: dict[str, tuple[str, Page]] = {
    "buyer-orders": (
        "buyer/orders.html",
        OrdersPage(
            frame=BEA,
            rows=(
                OrderRow(
                    number=NUMBER,
                    lines=(KETTLE, CUPS),
                    ordered_on=date(2026, 11, 2),
                    paid=usd(554_90),
                    claims=(CLAIM,),
                ),
                OrderRow(
                    number="7731-21",
                    lines=(WHOLE,),
                    ordered_on=date(2026, 10, 2),
                    paid=usd(9_90),
                    claims=(),
                ),
            ),
            pager=Pager(first=1, last=2, total=None, older="?page=2"),
        ),
    ),
    "buyer-orders-empty": (
        "buyer/orders.html",
        OrdersPage(frame=BEA, rows=(), pager=Pager(first=0, last=0, total=None)),
    ),
    "buyer-order": (
        "buyer/order.html",
        OrderPage(
            frame=BEA,
            number=NUMBER,
            ordered_on=date(2026, 11, 2),
            paid=usd(554_90),
            groups=(OURS, THEIRS, replace(OURS, lines=(REFUNDED,))),
            claims=(CLAIM,),
        ),
    ),
    "buyer-choose": ("buyer/choose.html", CHOOSE),
    "buyer-choose-wrong": ("buyer/choose.html", WRONG),
    **{
        name: ("buyer/before.html", page)
        for name, page in {**AHEADS, "buyer-before": BEFORE}.items()
    },
}
