"""The programme's sample pages."""

from dataclasses import replace

from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.programme.pages import (
    Books,
    DayPage,
    GroundCount,
    MoneyCell,
    OutcomeCount,
    StageCount,
)
from makewhole.surfaces.shared.render import Page
from tests.surfaces.sample_values import FRAME, NOW, row, usd

PIA = replace(FRAME, person="Pia", telephone="")

DAY_PAGE = DayPage(
    frame=PIA,
    stages=(
        StageCount(
            stage=Stage.NEEDS_CLAIMANT, actor=Actor.CLAIMANT, open=388, due_today=31, past_due=0
        ),
        StageCount(stage=Stage.REFERRED, actor=Actor.HANDLER, open=61, due_today=9, past_due=0),
        StageCount(
            stage=Stage.AWAITING_ANSWERS, actor=Actor.SELLER, open=502, due_today=41, past_due=0
        ),
        StageCount(stage=Stage.ASSESSING, actor=None, open=318, due_today=14, past_due=3),
        StageCount(stage=Stage.PAYING, actor=Actor.RAIL, open=1_119, due_today=3, past_due=0),
    ),
    outcomes=(
        OutcomeCount(outcome="paid", claims=2_107),
        OutcomeCount(outcome="denied", claims=311),
        OutcomeCount(outcome="withdrawn", claims=57),
        OutcomeCount(outcome="lapsed", claims=4),
    ),
    grounds=(
        GroundCount(ground=Ground.NOT_RECEIVED, claims=902, open=240, paid=600, denied=62),
        GroundCount(ground=Ground.LATE, claims=1_630, open=500, paid=1_000, denied=130),
        GroundCount(ground=None, claims=12, open=12, paid=0, denied=0),
    ),
    money=(
        MoneyCell(payer="programme", bearer="seller", claims=1_702, amount=usd(309_412_40)),
        MoneyCell(payer="programme", bearer="programme", claims=405, amount=usd(103_393_80)),
    ),
    due_soon=tuple(
        row(number, stage=Stage.ASSESSING, actor=Actor.HANDLER, clock="decision")
        for number in range(1, 7)
    ),
    books=(
        Books(currency="USD", accounts=12, difference=usd(0)),
        Books(currency="CAD", accounts=0, difference=Money(0, "CAD")),
    ),
    books_at=NOW,
    payouts_failed=2,
)

PAGES: dict[str, tuple[str, Page]] = {
    "programme-day": ("programme/day.html", DAY_PAGE),
    "programme-day-lead": (
        "programme/day.html",
        replace(DAY_PAGE, frame=replace(PIA, role="lead"), claim_address="handler:claim"),
    ),
    "programme-day-unbalanced": (
        "programme/day.html",
        replace(
            DAY_PAGE,
            books=(Books(currency="USD", accounts=12, difference=usd(-1)),),
        ),
    ),
    "programme-day-empty": (
        "programme/day.html",
        DayPage(
            frame=PIA,
            stages=(),
            outcomes=(),
            grounds=(),
            money=(),
            due_soon=(),
            books=(),
            books_at=None,
        ),
    ),
}
