"""Appeals and contests on the sample pages."""

from dataclasses import replace
from datetime import date, timedelta

from makewhole.core.appeal.stages import Result, Side
from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.surfaces.handler.appeal_pages import (
    AppealPage,
    AppealRow,
    AppealsPage,
    FoundRow,
    Would,
)
from makewhole.surfaces.shared.appeals import AppealCard, Appealing
from makewhole.surfaces.shared.claim_parts import Option, Question
from makewhole.surfaces.shared.render import Page
from tests.surfaces import sample_buyer, sample_seller
from tests.surfaces.sample_values import (
    DENIED_PARTS,
    DENY,
    FACTS,
    FRAME,
    NOW,
    PAID_PARTS,
    PAY,
    TIMELINE,
    head,
    usd,
)

HANA = replace(FRAME, person="Hana", telephone="")
LAST_DAY = date(2026, 12, 23)
MAY_FILE = Appealing(may_file=True, last_day=LAST_DAY)

OPEN = AppealCard(
    side=Side.SELLER,
    is_mine=True,
    is_open=True,
    result=None,
    was_withdrawn=False,
    filed_at=NOW,
    due_at=NOW + timedelta(days=9),
    reasons="You sent this parcel from your own warehouse.",
    new_evidence="The first scan.",
    decided_at=None,
    because="",
    paid_more=usd(0),
    freed=usd(0),
)
WON = replace(
    OPEN,
    is_open=False,
    due_at=None,
    decided_at=NOW,
    result=Result.REVERSED,
    because="The first scan is of our own warehouse.",
    freed=usd(44_90),
)
UPHELD = replace(WON, side=Side.CLAIMANT, result=Result.UPHELD, freed=usd(0))
GIVEN = replace(UPHELD, result=Result.REVERSED, paid_more=usd(44_90))
WITHDRAWN = replace(UPHELD, was_withdrawn=True, result=None, because="")
SLIP = replace(WON, side=Side.PROGRAMME, is_mine=False, result=Result.SLIP, reasons="")


def _cards(*cards: AppealCard, mine: bool = True) -> Appealing:
    return Appealing(cards=tuple(replace(one, is_mine=mine) for one in cards), last_day=LAST_DAY)


REVIEW = AppealPage(
    frame=HANA,
    reference="AP-1",
    head=head(Stage.CLOSED, ClosedAs.PAID, settled=usd(44_90)),
    side=Side.SELLER,
    filed_at=NOW,
    due_at=NOW + timedelta(days=9),
    reasons=OPEN.reasons,
    new_evidence=OPEN.new_evidence,
    passed_on_because="",
    may_work=True,
    may_pass_on=True,
    may_draw=False,
    is_over=False,
    found=(FoundRow(label="The sender of the item", value="marketplace", reason="Our scan."),),
    would=Would(result=Result.REVERSED, paid_more=usd(0), freed=usd(44_90)),
    facts=FACTS,
    parts=PAID_PARTS,
    timeline=TIMELINE,
    determination=PAY,
    choices=(Option(value="fulfilled_by", label="The sender of the item"),),
    question=Question(
        fact="fulfilled_by",
        ask="The sender of the item",
        kind="choice",
        options=(Option(value="marketplace", label="Marketplace"),),
    ),
)

_DENIED, _BEARS = sample_buyer.CLAIMS["denied"], sample_seller.CLAIMS["bears"]

PAGES: dict[str, tuple[str, Page]] = {
    "buyer-may-appeal": ("buyer/claim.html", replace(_DENIED, appealing=MAY_FILE)),
    "buyer-appeal-refused-try": (
        "buyer/claim.html",
        replace(_DENIED, appealing=replace(MAY_FILE, reasons="x", error="Tick it.")),
    ),
    "buyer-appeals": (
        "buyer/claim.html",
        replace(_DENIED, appealing=_cards(UPHELD, GIVEN, WITHDRAWN)),
    ),
    "buyer-contests": (
        "buyer/claim.html",
        replace(_DENIED, appealing=_cards(OPEN, WON, SLIP, mine=False)),
    ),
    "seller-may-contest": ("seller/claim.html", replace(_BEARS, appealing=MAY_FILE)),
    "seller-contests": ("seller/claim.html", replace(_BEARS, appealing=_cards(OPEN))),
    "seller-appeals": (
        "seller/claim.html",
        replace(_BEARS, appealing=_cards(replace(OPEN, side=Side.CLAIMANT), GIVEN, mine=False)),
    ),
    "handler-appeal": ("handler/appeal.html", REVIEW),
    "handler-appeal-open": (
        "handler/appeal.html",
        replace(
            REVIEW,
            side=Side.CLAIMANT,
            determination=DENY,
            parts=DENIED_PARTS,
            question=None,
            found=(),
            would=Would(
                result=None, paid_more=usd(0), freed=usd(0), why_open="Still to be found: x."
            ),
        ),
    ),
    "handler-appeal-return": (
        "handler/appeal.html",
        replace(
            REVIEW,
            side=Side.CLAIMANT,
            may_pass_on=False,
            may_draw=True,
            passed_on_because="They are my neighbours.",
            would=Would(
                result=Result.VARIED, paid_more=usd(5_00), freed=usd(0), awaits_return=True
            ),
        ),
    ),
    "handler-appeal-over": (
        "handler/appeal.html",
        replace(REVIEW, may_work=False, would=None, is_over=True, due_at=None),
    ),
    "handler-appeals": (
        "handler/appeals.html",
        AppealsPage(
            frame=HANA,
            rows=tuple(
                AppealRow(
                    reference=f"AP-{number}",
                    claim_reference="NW-4173",
                    side=side,
                    due_at=NOW,
                    is_mine=True,
                    is_with_lead=side is Side.SELLER,
                )
                for number, side in enumerate((Side.CLAIMANT, Side.SELLER))
            ),
        ),
    ),
    "handler-appeals-empty": ("handler/appeals.html", AppealsPage(frame=HANA, rows=())),
}
