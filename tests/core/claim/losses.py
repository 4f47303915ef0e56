"""Loss claims for tests: each test changes what it is about."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim.loss import PROOF, Head, HeadKind
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, OpenFact, PartAllowed, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.clocks.timetable import Timetable
from tests.core.claim.claims import (
    CLAIMANT,
    LEAD,
    NOW,
    PAY,
    SELLER,
    TIMETABLE,
    after,
    assess,
    draft,
    file,
)

INSURER_ID = UUID(int=14)
INSURER = By(Role.INSURER, INSURER_ID)

LOSS_TIMES: Timetable = replace(
    TIMETABLE,
    durations={
        **TIMETABLE.durations,
        "loss_decide_days": 90,
        "manage_days": 30,
        "insurer_pay_days": 30,
        "offer_days": 30,
        "insurer_status_days": 30,
    },
)

HEADS = (Head(1, HeadKind.PROPERTY, 60_00),)
HEAD = PartAllowed(1, "property", claimed_minor=60_00, allowed_minor=60_00, reason="allowed")

DUE_ON = tuple(
    (clock, date(2027, 3, 8))
    for clock in ("proof_of_insurance", "loss_answer", "insurer_ack", "insurer_answer")
)

# A small loss of a seller that was insured, of one that has not shown it yet, and a step-in.
CONCESSION = replace(
    PAY,
    bearer="programme",
    claim_back="none",
    charge_seller_minor=0,
    parts=(HEAD,),
    route="concession",
    due_on=DUE_ON,
)
OPEN_COST = replace(
    CONCESSION,
    bearer=None,
    claim_back=None,
    charge_seller_minor=None,
    contest_by=None,
    missing=(OpenFact("proof_given", "seller", PROOF),),
)
STEP_IN = replace(
    CONCESSION,
    bearer="seller",
    claim_back="seller",
    charge_seller_minor=60_00,
    decided_by="lead",
    route="step_in_silence",
    release_needed=True,
)
BELIEVED = replace(
    STEP_IN, bearer="open", claim_back="after_contest", charge_seller_minor=0,
    route="step_in_believed",
)  # fmt: skip
OTHERS_PAY = replace(
    CONCESSION, outcome="others_pay", payer="seller", bearer="seller", payable_minor=0
)
ASKS = replace(
    CONCESSION,
    outcome=None,
    payable_minor=None,
    missing=(
        OpenFact("loss_answer", "seller", "loss_answer"),
        OpenFact("insurer_answer", "insurer", "insurer_answer"),
    ),
)


def later(finding: Any) -> Any:
    """The same finding once all of it is paid."""
    return replace(finding, payable_minor=0)


def loss(ground: Ground = Ground.PROPERTY_DAMAGE, **changed: Any) -> Claim:
    """A loss claim that was filed and not looked at yet."""
    command = draft(ground=ground, heads=HEADS, timetable=LOSS_TIMES, **changed)
    return after(command, file(ground=ground, timetable=LOSS_TIMES))


def weigh(finding: Any, **changed: Any) -> Any:
    return assess(finding, timetable=LOSS_TIMES, **{"insurer_id": INSURER_ID, **changed})


def asked(**changed: Any) -> Claim:
    """A loss that was put to the seller and tendered to its insurer."""
    return after(weigh(ASKS), claim=loss(**changed))


def offered() -> Claim:
    return after(weigh(STEP_IN), weigh(STEP_IN, confirms=True, by=LEAD), claim=loss())


def paid_open() -> Claim:
    """A small loss that is paid while the seller may still prove its insurance."""
    return after(weigh(OPEN_COST), claim=loss())


def answers(answer: str, **changed: Any) -> lc.AnswerLoss:
    command = lc.AnswerLoss(Actor.SELLER, answer, "because", LOSS_TIMES, SELLER, NOW)
    return replace(command, **changed)


def by_insurer(answer: str, **changed: Any) -> lc.AnswerLoss:
    return answers(answer, **{"actor": Actor.INSURER, "by": INSURER, **changed})


def amends(*heads: Head, **changed: Any) -> lc.AmendHeads:
    return replace(lc.AmendHeads(heads, "it grew", CLAIMANT, NOW), **changed)


def settles(**changed: Any) -> lc.ConfirmSettlement:
    command = lc.ConfirmSettlement(Role.SELLER, 20_00, False, "", CLAIMANT, NOW)  # noqa: FBT003
    return replace(command, **changed)


def accepts(**changed: Any) -> lc.AcceptOffer:
    command = lc.AcceptOffer(STEP_IN, False, None, "", LOSS_TIMES, CLAIMANT, NOW)  # noqa: FBT003
    return replace(command, **changed)


def declines(**changed: Any) -> lc.DeclineOffer:
    return replace(lc.DeclineOffer("too little", LOSS_TIMES, CLAIMANT, NOW), **changed)


def costs(finding: Any, **changed: Any) -> lc.SettleCost:
    command = lc.SettleCost(later(finding), UUID(int=5), By(Role.AUTOMATION), NOW)
    return replace(command, **changed)


SOON = NOW + timedelta(days=1)
