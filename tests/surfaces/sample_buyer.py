"""The buyer's sample pages: one for each stage, ending and state of the goods."""

from dataclasses import replace
from datetime import date
from typing import Any

from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.buyer.pages import ClaimPage, ClaimsPage
from makewhole.surfaces.shared.ahead import Ahead
from makewhole.surfaces.shared.claim_parts import Option, Question, ReturnOfGoods, TypedReturn
from makewhole.surfaces.shared.frame import Note, Pager
from makewhole.surfaces.shared.loss.pages import ToldRow
from makewhole.surfaces.shared.loss.told import HeadWords, WordsTold
from makewhole.surfaces.shared.more_time import MoreTime
from makewhole.surfaces.shared.pages import InboxPage
from makewhole.surfaces.shared.render import Page
from tests.surfaces.sample_values import (
    DAY,
    DENIED_PARTS,
    DENY,
    ENDED,
    FACTS,
    FRAME,
    NOTICES,
    NOW,
    OPEN_PARTS,
    PAID_PARTS,
    PAY,
    TIMELINE,
    head,
    row,
    turn,
    usd,
)

BEA = replace(FRAME, person="Bea", unread=1)

OPEN = ClaimPage(
    frame=BEA,
    head=head(Stage.SCREENING),
    turn=turn(Actor.PROGRAMME, "assessment"),
    parts=OPEN_PARTS,
    facts=FACTS,
    timeline=TIMELINE,
    notices=NOTICES,
    may_withdraw=True,
    command_id="0192f0aa-0000-7000-8000-000000000001",
    version=7,
)

QUESTIONS = (
    Question(
        fact="claim_kind",
        ask="What went wrong?",
        kind="choice",
        options=(
            Option(value="not_received", label="It has not arrived"),
            Option(value="late", label="It came late"),
            Option(value="damaged", label="It came damaged", hint="A photograph helps."),
        ),
        why="It decides which facts we look up, so that we ask you for less.",
        clause="3.1",
    ),
    Question(fact="seller_contacted", ask="Have you written to the seller?", kind="yes_no"),
    Question(
        fact="delivered_on",
        ask="On which day did it come?",
        kind="date",
        given="2027-11-02",
        error="2 November 2027 is after today. Did you mean 2026?",
    ),
    Question(fact="photos", ask="How many photographs do you have?", kind="number"),
    Question(fact="part_claimed", ask="How much is it?", kind="money", currency="USD"),
    Question(fact="words", ask="Is there anything else?", kind="text"),
)

GOODS = ReturnOfGoods(
    state=ReturnState.ACCEPTED,
    may_move_to=(ReturnState.HANDED_OVER, ReturnState.CLAIMANT_KEEPS),
    way_back="Returns\n12 Example Road\nSpringfield, IL 62700",
    payable_on_return=usd(39_90),
)

LATE_PAY = replace(PAY, payable=usd(5_00), payable_on_return=usd(39_90))


def _closed(closed_as: ClosedAs, **changes: Any) -> ClaimPage:
    page = replace(
        OPEN, head=head(Stage.CLOSED, closed_as), turn=None, may_withdraw=False, timeline=ENDED
    )
    return replace(page, **changes)


def _stage(stage: Stage, actor: Actor, clock: str, **changes: Any) -> ClaimPage:
    return replace(OPEN, **{"head": head(stage), "turn": turn(actor, clock), **changes})


CLAIMS: dict[str, ClaimPage] = {
    "draft": _stage(Stage.DRAFT, Actor.CLAIMANT, "draft", timeline=(), notices=()),
    "draft-too-early": _stage(
        Stage.DRAFT,
        Actor.CLAIMANT,
        "draft",
        questions=QUESTIONS,
        refused=Refused("too_early", {"file_from": date(2026, 12, 14)}),
    ),
    "draft-in-the-way": _stage(
        Stage.DRAFT,
        Actor.CLAIMANT,
        "draft",
        questions=QUESTIONS,
        refused=Refused("claim_open_already", {"reference": "NW-4173"}),
    ),
    "draft-ready": _stage(
        Stage.DRAFT,
        Actor.CLAIMANT,
        "draft",
        questions=QUESTIONS,
        ahead=Ahead(
            stage=Stage.AWAITING_ANSWERS,
            closed_as=None,
            due_at=NOW + DAY,
            payable=usd(0),
            payable_on_return=usd(0),
        ),
    ),
    "screening": OPEN,
    "needs": _stage(
        Stage.NEEDS_CLAIMANT,
        Actor.CLAIMANT,
        "evidence",
        questions=QUESTIONS,
        more_time=MoreTime(until=NOW + 14 * DAY),
    ),
    "not-reached": _stage(Stage.NEEDS_CLAIMANT, Actor.HANDLER, "reach_claimant"),
    "referred": _stage(Stage.REFERRED, Actor.HANDLER, "referral"),
    "seller-first": _stage(Stage.WAITING_FOR_SELLER, Actor.SELLER, "contact"),
    "put-to-seller": _stage(Stage.AWAITING_ANSWERS, Actor.SELLER, "seller_answer"),
    "assessing": replace(
        _stage(Stage.ASSESSING, Actor.LEAD, "decision"),
        turn=turn(Actor.LEAD, "decision", NOW - DAY),
    ),
    "return": _stage(
        Stage.AWAITING_RETURN,
        Actor.CLAIMANT,
        "return_handover",
        determination=LATE_PAY,
        goods=GOODS,
        parts=PAID_PARTS,
    ),
    "return-asked": _stage(
        Stage.AWAITING_RETURN,
        Actor.SELLER,
        "return_answer",
        goods=replace(GOODS, state=ReturnState.ASKED, may_move_to=(), way_back=""),
    ),
    "return-sent": _stage(
        Stage.AWAITING_RETURN,
        Actor.PROGRAMME,
        "return_transit",
        goods=replace(
            GOODS, state=ReturnState.HANDED_OVER, may_move_to=(), proof="tracked", number=None
        ),
    ),
    "return-never-came": _stage(
        Stage.NEEDS_CLAIMANT,
        Actor.CLAIMANT,
        "return_proof",
        goods=replace(
            GOODS,
            state=ReturnState.NOT_ARRIVED,
            may_move_to=(),
            asks_proof=True,
            form=TypedReturn(carrier="UPS", has_receipt=True, field="number", error="Write it."),
        ),
    ),
    "paying": _stage(
        Stage.PAYING,
        Actor.RAIL,
        "payout",
        determination=PAY,
        parts=PAID_PARTS,
        may_withdraw=False,
    ),
    "payout-failed": _stage(
        Stage.PAYING, Actor.HANDLER, "payout", determination=PAY, parts=PAID_PARTS
    ),
    "paid": _closed(
        ClosedAs.PAID,
        head=head(Stage.CLOSED, ClosedAs.PAID, settled=usd(44_90)),
        determination=PAY,
        parts=PAID_PARTS,
    ),
    "denied": _closed(ClosedAs.DENIED, determination=DENY, parts=DENIED_PARTS),
    "denied-on-a-finding": _closed(
        ClosedAs.DENIED,
        determination=replace(DENY, by_name="", finding_counted=True),
        parts=DENIED_PARTS,
    ),
    "out-of-scope": _closed(
        ClosedAs.OUT_OF_SCOPE,
        determination=replace(DENY, outcome="out_of_scope", changes=()),
        parts=DENIED_PARTS,
    ),
    "settled": _closed(ClosedAs.SETTLED_BY_SELLER),
    "withdrawn": _closed(ClosedAs.WITHDRAWN),
    "lapsed": _closed(ClosedAs.LAPSED),
    "loss-draft": replace(
        _stage(Stage.DRAFT, Actor.CLAIMANT, "draft", parts=(), timeline=(), notices=()),
        head=head(Stage.DRAFT, ground=Ground.PROPERTY_DAMAGE, filed_at=None, claimed=usd(0)),
    ),
    "loss-told": _stage(
        Stage.REFERRED,
        Actor.HANDLER,
        "referral",
        head=head(Stage.REFERRED, ground=Ground.PROPERTY_DAMAGE),
        words=WordsTold(
            rows=(ToldRow(ask="What happened", answer="It cracked.\nWater ran out."),),
            heads=(
                HeadWords(
                    number=1,
                    name="Oak worktop",
                    rows=(
                        ToldRow(ask="What it is", answer="Oak worktop"),
                        ToldRow(ask="Age", answer="3 years"),
                    ),
                ),
            ),
        ),
    ),
    "loss-words-erased": _closed(ClosedAs.PAID, words=WordsTold(is_erased=True)),
    "sent": replace(
        OPEN,
        frame=replace(
            BEA,
            notes=(
                Note(tone="good", title="Sent once, at 11:50", text="A copy is in your inbox."),
                Note(tone="danger", title="This was not sent", text="It changed at 11:49."),
            ),
        ),
    ),
}

_ROWS = tuple(
    row(
        number,
        stage=(Stage.NEEDS_CLAIMANT, Stage.AWAITING_ANSWERS, Stage.PAYING, Stage.CLOSED)[
            number % 4
        ],
        actor=(Actor.CLAIMANT, Actor.SELLER, Actor.RAIL, None)[number % 4],
        clock=("evidence", "seller_answer", "payout", None)[number % 4],
    )
    for number in range(8)
)

PAGES: dict[str, tuple[str, Page]] = {
    **{f"buyer-claim-{name}": ("buyer/claim.html", page) for name, page in CLAIMS.items()},
    "buyer-claims": (
        "buyer/claims.html",
        ClaimsPage(
            frame=BEA, rows=_ROWS, pager=Pager(first=1, last=8, total=10_214, older="?after=x")
        ),
    ),
    "buyer-claims-empty": (
        "buyer/claims.html",
        ClaimsPage(frame=BEA, rows=(), pager=Pager(first=0, last=0, total=0)),
    ),
    "buyer-inbox": (
        "buyer/inbox.html",
        InboxPage(frame=BEA, notices=NOTICES, pager=Pager(first=1, last=2, total=2)),
    ),
    "buyer-inbox-empty": (
        "buyer/inbox.html",
        InboxPage(frame=FRAME, notices=(), pager=Pager(first=0, last=0, total=0)),
    ),
}
