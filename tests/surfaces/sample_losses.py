"""Sample pages of the interview about a loss: each matter's make, at both desks."""

from dataclasses import replace
from datetime import date

from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.buyer.loss_views import WHERE as OWN
from makewhole.surfaces.handler.loss_views import WHERE as STAFF
from makewhole.surfaces.handler.pages import TakeLossPage
from makewhole.surfaces.shared.ahead import Ahead
from makewhole.surfaces.shared.claim_parts import Option, Question, Reason
from makewhole.surfaces.shared.loss.pages import (
    BeginPage,
    HeadRow,
    HeadsPage,
    MatterPage,
    ProductRow,
    Progress,
    ReviewPage,
    ToldMatter,
    ToldRow,
)
from makewhole.surfaces.shared.render import Page
from tests.surfaces.sample_values import DAY, FRAME, NOW, usd

BEA = replace(FRAME, person="Bea", unread=1)
HANA = replace(FRAME, person="Hana", role="handler")
HASH = "0" * 64

QUESTIONS = (
    Question(
        fact="place", ask="Where did it happen?", kind="text", instead="empty", given="At home"
    ),
    Question(
        fact="what", ask="Tell us what happened", kind="long", instead="", hint="In your words."
    ),
    Question(
        fact="loss_on",
        ask="On which day did it happen?",
        kind="date",
        given="2027-02-01",
        error="1 February 2027 is after today.",
        hint="If it came slowly: the day on which you noticed it.",
    ),
    Question(
        fact="account",
        ask="What caused it?",
        kind="choice",
        options=(Option(value="product", label="The product"),),
        given="unknown",
        hint="As far as you know.",
    ),
    Question(
        fact="part_shown",
        line=1,
        ask="Oak worktop: what do the bills come to?",
        kind="money",
        currency="USD",
        given="unknown",
        hint="Say that you do not know if you have none yet.",
    ),
    Question(fact="minor", ask="Under 18?", kind="yes_no", given="unknown"),
)

MATTER = MatterPage(
    where=OWN,
    frame=BEA,
    reference="NW-4173",
    about="Brisa kettle",
    terms_hash=HASH,
    kept_until=NOW + 30 * DAY,
    version=1,
    matter="incident",
    title="What happened",
    back="hurt",
    progress=Progress(answered=1, left_most=8),
    questions=QUESTIONS,
    why=(
        Reason(clause="19.1", sentence="The days for telling us are counted from it."),
        Reason(clause="", sentence="Please keep the product."),
    ),
)

ROWS = (
    HeadRow(
        matter="head-1", number=1, kind="One damaged thing", name="Oak worktop", asked=usd(240_00)
    ),
    HeadRow(
        matter="head-2",
        number=2,
        kind="The price of the product",
        name="The price of the product",
        asked=None,
    ),
)

HEADS = HeadsPage(
    where=OWN,
    frame=BEA,
    reference="NW-4173",
    about="Brisa kettle",
    terms_hash=HASH,
    kept_until=NOW + 30 * DAY,
    back="court",
    progress=Progress(answered=6, left_most=3),
    rows=ROWS,
    kinds=(Option(value="property", label="One damaged thing", hint="Each thing by itself."),),
    total=usd(240_00),
)

REVIEW = ReviewPage(
    where=OWN,
    frame=BEA,
    reference="NW-4173",
    about="Brisa kettle",
    terms_hash=HASH,
    kept_until=NOW + 30 * DAY,
    back="product",
    told=(
        ToldMatter(
            matter="incident",
            title="What happened",
            rows=(
                ToldRow(ask="Where", answer="In the kitchen"),
                ToldRow(ask="Day of the loss", answer="", is_unknown=True),
            ),
        ),
    ),
    heads=ROWS,
    total=usd(240_00),
    ahead=Ahead(
        stage=Stage.PAYING,
        closed_as=None,
        due_at=NOW + DAY,
        payable=usd(240_00),
        payable_on_return=usd(0),
        reasons=(Reason(clause="20.12", sentence="Your claim is valid."),),
    ),
    refused=None,
    open_matters=(),
    may_send=True,
)

BEGIN = BeginPage(
    where=OWN,
    frame=BEA,
    number="7731-20 / B&C",
    ordered_on=date(2026, 11, 2),
    caller="",
    rows=(
        ProductRow(number=1, title="Brisa kettle", seller="Sol Kitchenware", is_chosen=True),
        ProductRow(
            number=2,
            title="",
            seller="",
            units=Question(
                fact="units",
                line=2,
                ask="How many pieces did harm?",
                kind="number",
                instead="empty",
            ),
        ),
    ),
    key="key",
)

OPEN_ALREADY = Refused("claim_open_already", {"reference": "NW-4174"})

PAGES: dict[str, tuple[str, Page]] = {
    "loss-begin": ("loss/begin.html", BEGIN),
    "loss-begin-refused": (
        "loss/begin.html",
        replace(BEGIN, error="Choose the product that did the harm.", refused=OPEN_ALREADY),
    ),
    "loss-begin-by-telephone": (
        "loss/begin.html",
        replace(BEGIN, where=STAFF, frame=HANA, caller="buyer-1"),
    ),
    "loss-matter": ("loss/matter.html", MATTER),
    "loss-matter-head": (
        "loss/matter.html",
        replace(MATTER, matter="head-1", back="heads", head_number=1, about_head="Oak worktop"),
    ),
    "loss-matter-injury": (
        "loss/matter.html",
        replace(MATTER, matter="hurt", back="", refused=Refused("injury_cannot_be_filed_yet")),
    ),
    "loss-matter-in-the-way": ("loss/matter.html", replace(MATTER, refused=OPEN_ALREADY)),
    "loss-matter-by-telephone": (
        "loss/matter.html",
        replace(MATTER, where=STAFF, frame=HANA, caller="buyer-1"),
    ),
    "loss-heads": ("loss/heads.html", HEADS),
    "loss-heads-none": (
        "loss/heads.html",
        replace(HEADS, rows=(), total=usd(0), error="Add at least one thing or cost."),
    ),
    "loss-review": ("loss/review.html", REVIEW),
    "loss-review-not-declared": (
        "loss/review.html",
        replace(REVIEW, error="Tick that it is true."),
    ),
    "loss-review-incomplete": (
        "loss/review.html",
        replace(
            REVIEW, ahead=None, may_send=False, open_matters=(("heads", "What did it cost you?"),)
        ),
    ),
    "loss-review-not-covered": (
        "loss/review.html",
        replace(
            REVIEW,
            heads=(),
            may_send=False,
            ahead=Ahead(
                stage=Stage.CLOSED,
                closed_as=ClosedAs.OUT_OF_SCOPE,
                due_at=None,
                payable=usd(0),
                payable_on_return=usd(0),
                because="This programme is for people and their households.",
            ),
        ),
    ),
    "loss-review-by-telephone": (
        "loss/review.html",
        replace(REVIEW, where=STAFF, frame=HANA, caller="buyer-1"),
    ),
    "handler-take-loss": (
        "handler/take_loss.html",
        TakeLossPage(frame=HANA, number="A-9", error="No order has this number."),
    ),
}
