"""The handler's sample pages."""

from dataclasses import replace

from makewhole.core.claim.stages import ClosedAs, ReturnState, Stage
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.handler.pages import (
    ClaimPage,
    DecisionTable,
    Holding,
    MissingFact,
    NotReached,
    Proposal,
    QueuePage,
    RuleRow,
)
from makewhole.surfaces.shared.claim_parts import FactRow, Option, Question, ReturnOfGoods
from makewhole.surfaces.shared.frame import Pager
from makewhole.surfaces.shared.pages import InboxPage
from makewhole.surfaces.shared.render import Page
from tests.surfaces.sample_values import (
    DENIED_PARTS,
    DENY,
    FACTS,
    FRAME,
    NOTICES,
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

HANA = replace(FRAME, person="Hana", telephone="")

TABLES = (
    DecisionTable(
        name="timely",
        title="Filed in time? The first row that is met decides",
        answer="in time",
        rows=(
            RuleRow(
                rule="T01",
                clause="3.1",
                when="filing date is after 90 days after the latest estimated delivery date",
                verdict="not_met",
                then="too late",
                read=(("filing date", "2026-11-17"), ("latest estimate", "2026-11-02")),
            ),
            RuleRow(rule="T99", clause="3.5", when="otherwise", verdict="met", decides=True),
        ),
    ),
    DecisionTable(
        name="seller_turn",
        title="The seller first",
        answer="done",
        is_routine=True,
        rows=(RuleRow(rule="F99", clause="4.6", when="", verdict="met", decides=True),),
    ),
    DecisionTable(
        name="order_merit",
        title="Is the order claim valid?",
        rows=(),
    ),
)

MISSING = (
    MissingFact(
        name="signature",
        label="delivery was signed for",
        ask="Did somebody sign for it?",
        source=Role.CARRIER,
        presumed_value=False,
    ),
    MissingFact(
        name="difference",
        label="difference from the description",
        ask="How does it differ?",
        source="expert",
    ),
)

FINDINGS = (
    Question(
        fact="difference",
        ask="How does the item differ from its description?",
        kind="choice",
        options=(
            Option(value="material", label="Materially"),
            Option(value="slight", label="Slightly"),
            Option(value="none", label="Not at all"),
        ),
    ),
)

_QUEUE = tuple(
    row(number, stage=Stage.ASSESSING, actor=Actor.HANDLER, clock="decision") for number in range(8)
)

REFERRED = ClaimPage(
    frame=HANA,
    head=head(Stage.REFERRED),
    turn=turn(Actor.HANDLER, "referral"),
    facts=FACTS,
    tables=TABLES,
    missing=MISSING,
    parts=OPEN_PARTS,
    timeline=TIMELINE,
    notices=NOTICES,
    queue=_QUEUE,
    findings=FINDINGS,
    command_id="0192f0aa-0000-7000-8000-000000000003",
    version=11,
)

PROPOSAL = Proposal(
    outcome="pay",
    payable=usd(44_90),
    payable_on_return=usd(0),
    bearer="seller",
    authority="handler",
    may_confirm=True,
    statement="We pay you $44.90 for the kettle.\n\nThe carrier says that it was lost (5.2).",
)

_COLLEAGUES = (
    Option(value="0192f0aa-0000-7000-8000-00000000000b", label="Lena", hint="lead"),
    Option(value="0192f0aa-0000-7000-8000-00000000000c", label="Ines", hint="handler"),
)

CLAIMS: dict[str, ClaimPage] = {
    "referred": REFERRED,
    "deciding": replace(
        REFERRED,
        head=head(Stage.ASSESSING),
        turn=turn(Actor.HANDLER, "decision"),
        missing=(),
        findings=(),
        proposal=PROPOSAL,
    ),
    "held": replace(
        REFERRED,
        head=head(Stage.ASSESSING),
        findings=(),
        holding=Holding(holder="Hana", is_mine=True, note="yours", colleagues=_COLLEAGUES),
    ),
    "free": replace(REFERRED, holding=Holding(me="0192f0aa-0000-7000-8000-00000000000a")),
    "of-another": replace(
        REFERRED,
        holding=Holding(
            holder="Hugo",
            note="with Hugo",
            me="0192f0aa-0000-7000-8000-00000000000a",
            needs_reason=True,
            colleagues=_COLLEAGUES,
        ),
    ),
    "not-reached": replace(
        REFERRED,
        head=head(Stage.NEEDS_CLAIMANT),
        turn=turn(Actor.HANDLER, "reach_claimant"),
        findings=(),
        not_reached=(NotReached(actor=Actor.CLAIMANT, reach_by=HANA.now),),
    ),
    "first-of-two": replace(
        REFERRED,
        head=head(Stage.ASSESSING),
        findings=(),
        proposal=replace(PROPOSAL, goes_on=True),
    ),
    "denying": replace(
        REFERRED,
        head=head(Stage.ASSESSING),
        missing=(),
        findings=(),
        proposal=replace(PROPOSAL, outcome="deny", payable=usd(0), bearer="nobody"),
    ),
    "second-person": replace(
        REFERRED,
        head=head(Stage.ASSESSING),
        missing=(),
        findings=(),
        proposal=replace(
            PROPOSAL,
            authority="two_people",
            may_confirm=False,
            seconded_by="Hana",
            payable_on_return=usd(5_00),
            why_not="You agreed already; somebody else has to agree too.",
        ),
    ),
    "refused-try": replace(
        REFERRED,
        finding_tried=FINDINGS[0].key,
        finding_reason="",
        finding_error="Say why: both sides read it.",
    ),
    "worth": replace(REFERRED, findings=(WORTH, replace(WORTH, line=2))),
    "closed": replace(
        REFERRED,
        head=head(Stage.CLOSED, ClosedAs.PAID, settled=usd(44_90), seller=""),
        turn=None,
        missing=(),
        findings=(),
        determination=replace(PAY, by_name="Hana", by_role=Role.HANDLER),
        parts=PAID_PARTS,
        goods=ReturnOfGoods(
            state=ReturnState.ASKED,
            may_move_to=(ReturnState.ACCEPTED, ReturnState.LABEL_GIVEN),
            payable_on_return=usd(0),
        ),
    ),
    "private": replace(
        REFERRED,
        facts=(
            *REFERRED.facts,
            FactRow(
                name="injury_grade",
                label="the grade of the injury",
                value=None,
                source=Role.CLAIMANT,
                at=None,
                is_closed=True,
            ),
        ),
        private=("the claimant is a minor", "the grade of the injury"),
        private_error="Say why: the reason is kept with your name.",
    ),
    "erased": replace(
        REFERRED,
        head=head(Stage.CLOSED, ClosedAs.PAID),
        turn=None,
        missing=(),
        findings=(),
        is_erased=True,
    ),
    "denied": replace(
        REFERRED,
        head=head(Stage.CLOSED, ClosedAs.DENIED),
        turn=None,
        missing=(),
        findings=(),
        tables=(),
        queue=(),
        determination=DENY,
        parts=DENIED_PARTS,
    ),
}

_ROWS = tuple(
    row(
        number,
        stage=(Stage.REFERRED, Stage.ASSESSING, Stage.PAYING, Stage.AWAITING_ANSWERS)[number % 4],
        actor=(Actor.HANDLER, Actor.LEAD, Actor.RAIL, Actor.SELLER)[number % 4],
        clock="decision",
    )
    for number in range(50)
)

PAGES: dict[str, tuple[str, Page]] = {
    **{f"handler-claim-{name}": ("handler/claim.html", page) for name, page in CLAIMS.items()},
    "handler-queue": (
        "handler/queue.html",
        QueuePage(
            frame=HANA,
            rows=(
                replace(_ROWS[0], note="above your limit: agree first"),
                *_ROWS[1:],
            ),
            pager=Pager(first=1, last=50, total=10_214, older="?after=x"),
        ),
    ),
    "handler-inbox": (
        "handler/inbox.html",
        InboxPage(
            frame=replace(HANA, role="lead", unread=1),
            notices=NOTICES,
            pager=Pager(first=1, last=2, total=2),
            is_shared=True,
        ),
    ),
    "handler-queue-empty": (
        "handler/queue.html",
        QueuePage(
            frame=HANA,
            rows=(),
            pager=Pager(first=0, last=0, total=0),
        ),
    ),
}
