"""What the lifecycles draw from: findings as the terms can give them, people, times."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from makewhole.core.claim.colleagues import INJURY, Mandate
from makewhole.core.claim.loss import COOLING_OFF
from makewhole.core.claim.stages import ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Finding, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.duration import Duration, Unit
from makewhole.core.clocks.said import ClockSaid, Extension, Owner, Runs
from tests.core.claim.claims import (
    AUTOMATION,
    CLAIMANT,
    DENY,
    HANDLER,
    LEAD,
    NOTHING,
    OTHER_LEAD,
    PART,
    PAY,
    REFER,
    SELLER,
    open_question,
)
from tests.core.claim.losses import (
    ASKS,
    BELIEVED,
    CONCESSION,
    HEAD,
    LOSS_TIMES,
    OPEN_COST,
    STEP_IN,
)

SHIPPING_NOW = replace(
    PAY,
    payable_minor=10_00,
    charge_seller_minor=10_00,
    payable_on_return_minor=50_00,
    parts=(replace(PART, claimed_minor=60_00, allowed_minor=10_00),),
)
WANTS_RETURN = replace(NOTHING, outcome="ask_claimant", needs=("return",))
NOT_YET = replace(NOTHING, outcome="not_yet", seller_turn="wait")

FINDINGS = st.sampled_from(
    [
        PAY,
        SHIPPING_NOW,
        replace(PAY, decided_by="handler"),
        replace(PAY, decided_by="two_people"),
        replace(PAY, bearer="programme", claim_back="none", charge_seller_minor=0),
        DENY,
        replace(DENY, decided_by="handler"),
        REFER,
        NOT_YET,
        replace(NOTHING, outcome="settled"),
        open_question("photos", source="claimant"),
        open_question("return_proof", source="claimant"),
        open_question("seller_answer", source="seller"),
        open_question("difference", source="handler"),
    ]
)
LOSS_FINDINGS = st.sampled_from(
    [
        CONCESSION,
        OPEN_COST,
        STEP_IN,
        BELIEVED,
        replace(STEP_IN, parts=(replace(HEAD, allowed_minor=5_00),)),
        replace(STEP_IN, bearer="insurer", charge_seller_minor=10_00, claim_back="insurer"),
        ASKS,
    ]
)
OPEN_RELEASE = ((COOLING_OFF, date(2027, 12, 31)),)
PARTIES = st.sampled_from([Actor.CLAIMANT, Actor.SELLER, Actor.INSURER])
SKILLED = Mandate(skills=frozenset({INJURY}))


def _longer(owner: Owner, days: int) -> ClockSaid:
    extension = Extension(Duration(days, Unit.DAYS), 2, (owner,), needs_reason=True)
    return ClockSaid(Runs.FROM, "asked", owner, "silence", extend=extension)


LONGER_TIMES = replace(
    LOSS_TIMES,
    clocks={
        "evidence_days": _longer(Owner.CLAIMANT, 14),
        "return_days": _longer(Owner.CLAIMANT, 7),
        "respond_days": _longer(Owner.SELLER, 7),
        "insurer_decide_days": _longer(Owner.INSURER, 20),
    },
)
PEOPLE = st.sampled_from(
    [CLAIMANT, SELLER, HANDLER, LEAD, OTHER_LEAD, AUTOMATION, By(Role.CARRIER)]
)


def honest(finding: Finding, claim: Claim) -> Finding:
    """The terms as they can be: no unknown seller is asked, and what was paid is taken off."""
    if claim.seller_id is None and finding.bearer == "seller":
        finding = replace(finding, bearer="open", claim_back="none")
    is_unknown = claim.seller_id is None
    if finding.missing and finding.missing[0].source == "seller" and is_unknown:
        return replace(DENY, decided_by="handler")
    goods_wait = claim.return_state in (
        ReturnState.NOT_ASKED,
        ReturnState.ASKED,
        ReturnState.ACCEPTED,
        ReturnState.LABEL_GIVEN,
        ReturnState.HANDED_OVER,
        ReturnState.RECEIVED,
    )
    if finding.payable_on_return_minor and not goods_wait:
        finding = replace(finding, payable_on_return_minor=0, parts=PAY.parts)
    if finding.outcome == "pay":
        assert finding.payable_minor is not None
        total = sum(part.allowed_minor for part in finding.parts)
        left = max(0, total - claim.paid_total_minor)
        on_return = finding.payable_on_return_minor if left else 0
        return replace(finding, payable_minor=left, payable_on_return_minor=on_return)
    return finding
