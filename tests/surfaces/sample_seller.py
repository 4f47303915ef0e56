"""The seller's sample pages."""

from dataclasses import replace

from makewhole.core.claim.stages import ClosedAs, ReturnState, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.seller.pages import AnswerGiven, ClaimPage, ClaimsPage
from makewhole.surfaces.shared.claim_parts import ReturnOfGoods, TypedReturn
from makewhole.surfaces.shared.frame import Pager
from makewhole.surfaces.shared.more_time import MoreTime
from makewhole.surfaces.shared.pages import InboxPage
from makewhole.surfaces.shared.render import Page
from tests.surfaces.sample_values import (
    DAY,
    DENIED_PARTS,
    DENY,
    FACTS,
    FRAME,
    NOTICES,
    NOW,
    OPEN_PARTS,
    PAID_PARTS,
    PAY,
    TIMELINE,
    WORTH,
    head,
    row,
    turn,
    usd,
)

SOL = replace(FRAME, person="Sol", acting_for="Sol Kitchenware", unread=12)

PUT_TO_SELLER = ClaimPage(
    frame=SOL,
    head=head(Stage.AWAITING_ANSWERS),
    turn=turn(Actor.SELLER, "seller_answer", NOW + DAY / 4),
    at_stake=usd(44_90),
    parts=OPEN_PARTS,
    facts=FACTS,
    timeline=TIMELINE[1:],
    notices=NOTICES,
    may_answer=True,
    command_id="0192f0aa-0000-7000-8000-000000000002",
    version=9,
)

_ANSWERED = AnswerGiven(answer="rejected", reason="It was delivered.", at=NOW - DAY)


def _goods(state: ReturnState, *steps: ReturnState) -> ReturnOfGoods:
    return ReturnOfGoods(state=state, may_move_to=steps, payable_on_return=usd(39_90))


CLAIMS: dict[str, ClaimPage] = {
    "put": PUT_TO_SELLER,
    "refused-try": replace(
        PUT_TO_SELLER,
        answer_typed="rejected",
        reason_typed="",
        answer_error="A rejection needs its reason. Nothing was sent.",
    ),
    "more-time": replace(
        PUT_TO_SELLER,
        more_time=MoreTime(until=NOW, needs_reason=True, typed="We wait for the carrier."),
    ),
    "not-reached": replace(
        PUT_TO_SELLER, turn=turn(Actor.HANDLER, "reach_seller"), may_answer=False
    ),
    "answered": replace(
        PUT_TO_SELLER,
        head=head(Stage.ASSESSING),
        turn=turn(Actor.HANDLER, "decision"),
        may_answer=False,
        answer=_ANSWERED,
    ),
    "return-asked": replace(
        PUT_TO_SELLER,
        head=head(Stage.AWAITING_RETURN),
        turn=turn(Actor.SELLER, "return_answer"),
        may_answer=False,
        goods=_goods(
            ReturnState.ASKED, ReturnState.ACCEPTED, ReturnState.LABEL_GIVEN, ReturnState.REFUSED
        ),
    ),
    "return-asked-again": replace(
        PUT_TO_SELLER,
        head=head(Stage.AWAITING_RETURN),
        turn=turn(Actor.SELLER, "return_answer"),
        may_answer=False,
        goods=replace(
            _goods(ReturnState.ASKED, ReturnState.ACCEPTED, ReturnState.LABEL_GIVEN),
            form=TypedReturn(link="labels", field="link", error="Write a whole link."),
        ),
    ),
    "return-agreed": replace(
        PUT_TO_SELLER,
        head=head(Stage.AWAITING_RETURN),
        turn=turn(Actor.CLAIMANT, "return_handover"),
        may_answer=False,
        goods=replace(
            _goods(ReturnState.LABEL_GIVEN, ReturnState.ACCEPTED, ReturnState.LABEL_GIVEN),
            way_back="https://labels.example/1",
            is_label=True,
        ),
    ),
    "return-on-its-way": replace(
        PUT_TO_SELLER,
        head=head(Stage.AWAITING_RETURN),
        turn=turn(Actor.PROGRAMME, "return_transit"),
        may_answer=False,
        goods=replace(
            _goods(ReturnState.HANDED_OVER, ReturnState.RECEIVED, ReturnState.NOT_ARRIVED),
            way_back=None,
            proof="tracked",
            number="Example Post, EX 1",
            due_at=NOW + DAY,
        ),
    ),
    "return-never-came": replace(
        PUT_TO_SELLER,
        head=head(Stage.NEEDS_CLAIMANT),
        turn=turn(Actor.CLAIMANT, "return_proof"),
        may_answer=False,
        goods=_goods(ReturnState.NOT_ARRIVED, ReturnState.RECEIVED),
    ),
    "return-back": replace(
        PUT_TO_SELLER,
        head=head(Stage.AWAITING_RETURN),
        turn=turn(Actor.SELLER, "return_inspection"),
        may_answer=False,
        goods=_goods(ReturnState.RECEIVED, ReturnState.INSPECTED),
    ),
    "return-worth-less": replace(
        PUT_TO_SELLER,
        head=head(Stage.AWAITING_RETURN),
        turn=turn(Actor.SELLER, "return_inspection"),
        may_answer=False,
        goods=replace(
            _goods(ReturnState.RECEIVED, ReturnState.INSPECTED),
            items=(WORTH, replace(WORTH, line=2, given="many", error="Write a whole number.")),
            reason="It was used for weeks.",
            error="Say what is wrong with them. Nothing was sent yet.",
        ),
    ),
    "bears": replace(
        PUT_TO_SELLER,
        head=head(Stage.PAYING),
        turn=turn(Actor.RAIL, "payout"),
        may_answer=False,
        answer=_ANSWERED,
        determination=PAY,
        parts=PAID_PARTS,
    ),
    "costs-nothing": replace(
        PUT_TO_SELLER,
        head=head(Stage.CLOSED, ClosedAs.PAID, settled=usd(44_90)),
        turn=None,
        may_answer=False,
        determination=replace(PAY, bearer="programme", charge_seller=usd(0), contest_by=None),
        parts=PAID_PARTS,
    ),
    "denied": replace(
        PUT_TO_SELLER,
        head=head(Stage.CLOSED, ClosedAs.DENIED),
        turn=None,
        may_answer=False,
        determination=replace(DENY, contest_by=None),
        parts=DENIED_PARTS,
    ),
    "withdrawn": replace(
        PUT_TO_SELLER,
        head=head(Stage.CLOSED, ClosedAs.WITHDRAWN),
        turn=None,
        may_answer=False,
    ),
}

_NEED = tuple(
    row(number, stage=Stage.AWAITING_ANSWERS, actor=Actor.SELLER, clock=clock)
    for number, clock in enumerate(
        ("seller_answer", "return_answer", "return_inspection", "contact"), start=1
    )
)
_OTHERS = tuple(
    row(
        number,
        stage=(Stage.REFERRED, Stage.PAYING, Stage.NEEDS_CLAIMANT, Stage.CLOSED)[number % 4],
        actor=(Actor.HANDLER, Actor.RAIL, Actor.CLAIMANT, None)[number % 4],
        clock=("referral", "payout", "evidence", None)[number % 4],
    )
    for number in range(5, 30)
)

PAGES: dict[str, tuple[str, Page]] = {
    **{f"seller-claim-{name}": ("seller/claim.html", page) for name, page in CLAIMS.items()},
    "seller-claims": (
        "seller/claims.html",
        ClaimsPage(
            frame=SOL,
            need_you=_NEED,
            rows=_OTHERS,
            pager=Pager(first=51, last=75, total=None, newer="?before=a", older="?after=b"),
        ),
    ),
    "seller-claims-empty": (
        "seller/claims.html",
        ClaimsPage(frame=SOL, need_you=(), rows=(), pager=Pager(first=0, last=0, total=0)),
    ),
    "seller-inbox": (
        "seller/inbox.html",
        InboxPage(frame=SOL, notices=NOTICES, pager=Pager(first=1, last=2, total=2)),
    ),
}
