"""What people send to a loss claim: amendments, answers, settlements."""

from typing import assert_never

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.ahead import pay_ahead
from makewhole.core.claim.answers import asked_until, next_report
from makewhole.core.claim.claimants import name_claimant, name_occurrence
from makewhole.core.claim.cost import settle_cost
from makewhole.core.claim.loss import (
    INSURER_ACK,
    INSURER_ANSWER,
    INSURER_STATUS,
    LOSS_ANSWER,
    MANAGE,
    PROOF,
    SETTLEMENT,
    AnswerState,
    Head,
    HeadKind,
)
from makewhole.core.claim.loss_commands import (
    AcceptOffer,
    AmendHeads,
    AnswerLoss,
    ConfirmSettlement,
    DeclineOffer,
    LossCommand,
    NameClaimant,
    NameOccurrence,
    PayAhead,
    SettleCost,
    TakeBackRelease,
)
from makewhole.core.claim.offering import accept_offer, decline_offer, take_back_release
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Accepted, Refused
from makewhole.core.kernel.require import require

Decision = Accepted[e.Event] | Refused

_STAFF = frozenset({Role.HANDLER, Role.LEAD})

# Until the answer is final, more or less can be asked for.
_AMENDABLE = frozenset(
    {
        Stage.DRAFT,
        Stage.NEEDS_CLAIMANT,
        Stage.REFERRED,
        Stage.AWAITING_ANSWERS,
        Stage.ASSESSING,
        Stage.OFFERED,
    }
)

# Which clock an answer stops. What is only told stops none.
_CLOCK_OF = {
    (Actor.SELLER, "proven"): PROOF,
    (Actor.SELLER, "accepted"): LOSS_ANSWER,
    (Actor.SELLER, "manages"): LOSS_ANSWER,
    (Actor.SELLER, "rejected"): LOSS_ANSWER,
    (Actor.SELLER, "informs"): "",
    (Actor.SELLER, "settled"): MANAGE,
    (Actor.INSURER, "acknowledged"): INSURER_ACK,
    (Actor.INSURER, "reports"): INSURER_STATUS,
    (Actor.INSURER, "accepted"): INSURER_ANSWER,
    (Actor.INSURER, "denied"): INSURER_ANSWER,
    (Actor.INSURER, "settled"): SETTLEMENT,
}

_NEEDS_A_REASON = frozenset({"rejected", "denied", "informs", "settled", "reports"})

# Who takes a claim on settles it in a time of its own.
_TAKES_ON = {
    (LOSS_ANSWER, "accepted"): (MANAGE, "manage_days"),
    (LOSS_ANSWER, "manages"): (MANAGE, "manage_days"),
    (INSURER_ANSWER, "accepted"): (SETTLEMENT, "insurer_pay_days"),
}


def of_a_loss(claim: Claim, command: LossCommand) -> Decision:
    """Answer what follows from a command that only a loss claim takes."""
    match command:
        case AmendHeads():
            return amend_heads(claim, command)
        case AnswerLoss():
            return answer_loss(claim, command)
        case ConfirmSettlement():
            return confirm_settlement(claim, command)
        case AcceptOffer():
            return accept_offer(claim, command)
        case DeclineOffer():
            return decline_offer(claim, command)
        case TakeBackRelease():
            return take_back_release(claim, command)
        case PayAhead():
            return pay_ahead(claim, command)
        case NameClaimant():
            return name_claimant(claim, command)
        case NameOccurrence():
            return name_occurrence(claim, command)
        case SettleCost():
            return settle_cost(claim, command)
        case _:
            assert_never(command)


def refuse_heads(heads: tuple[Head, ...]) -> Refused | None:
    """Answer why these heads cannot be claimed together, or None when they can."""
    numbers = [head.number for head in heads]
    if len(set(numbers)) < len(numbers):
        return Refused("claim_names_a_head_twice", {"heads": numbers})
    for head in heads:
        if head.claimed_minor <= 0:
            return Refused("head_asks_nothing", {"head": head.number})
    if [head.kind for head in heads].count(HeadKind.PURCHASE_PRICE) > 1:
        return Refused("price_claimed_twice")
    return None


def amend_heads(claim: Claim, command: AmendHeads) -> Decision:
    """Change what is asked for; whatever that changes of the way, the terms say (B8)."""
    if claim.stage not in _AMENDABLE:
        return Refused("claim_not_amendable", {"stage": claim.stage})
    if not claim.is_loss and claim.filed_at is not None:
        return Refused("heads_are_of_a_loss")
    if command.by.role not in ({Role.CLAIMANT} | _STAFF):
        return Refused("only_the_claimant_amends")
    if not command.heads:
        return Refused("loss_names_no_head")
    refusal = refuse_heads(command.heads)
    if refusal is not None:
        return refusal
    if command.by.role in _STAFF and not command.reason:
        return Refused("amendment_needs_a_reason")
    is_third_persons = claim.loss is not None and claim.loss.is_third_persons
    if is_third_persons and HeadKind.PURCHASE_PRICE in [head.kind for head in command.heads]:
        return Refused("price_is_the_buyers")
    if _asks_less(claim, command.heads):
        return Refused(
            "less_than_was_paid",
            {"paid_minor": claim.paid_total_minor, "currency": claim.currency},
        )
    return Accepted((le.HeadsAmended(command.heads, command.reason, command.by, command.at),))


def _asks_less(claim: Claim, heads: tuple[Head, ...]) -> bool:
    """Answer whether less is asked for than was paid ahead: that much was allowed, and is paid.

    Where a head is in another currency no head can ask for less than it did.
    """
    if claim.loss is None or not claim.loss.ahead:
        return False
    if not any(said.fact == "part_currency" for said in claim.statements):
        return sum(head.claimed_minor for head in heads) < claim.paid_total_minor
    asked = {head.number: head.claimed_minor for head in heads}
    return any(asked.get(head.number, 0) < head.claimed_minor for head in claim.loss.heads)


# -- Answers -------------------------------------------------------------------------------------


def answer_loss(claim: Claim, command: AnswerLoss) -> Decision:
    """Take a seller's or insurer's answer while its time runs; a second late is too late."""
    clock = _CLOCK_OF.get((command.actor, command.answer))
    if clock is None:
        return Refused("answer_unknown", {"answer": command.answer})
    if command.by.role.value != command.actor.value and command.by.role not in _STAFF:
        return Refused("answer_not_yours", {"actor": command.actor})
    refusal = _refuse_answer(claim, command, clock)
    if refusal is not None:
        return refusal
    if not command.reason and (command.answer in _NEEDS_A_REASON or command.by.role in _STAFF):
        return Refused("answer_needs_a_reason", {"answer": command.answer})
    answered = le.LossAnswered(
        clock, command.actor, command.answer, command.reason, command.by, command.at
    )
    return Accepted((answered, *_taken_on(claim, command, clock)))


def _refuse_answer(claim: Claim, command: AnswerLoss, clock: str) -> Refused | None:
    """Answer why this answer cannot be taken now, or None when it can."""
    if not claim.is_loss or claim.loss is None:
        return Refused("claim_not_about_a_loss")
    if not clock:
        return Refused("claim_closed") if claim.is_closed else None
    row = claim.loss.answer(clock)
    if row is None:
        return Refused("answer_not_asked_for", {"answer": command.answer})
    if row.state is AnswerState.ANSWERED:
        return Refused("answered_already", {"answer": row.answer})
    if row.is_open and command.at < row.due_at:
        return None
    contest_by = claim.loss.contest_by
    may_cure = clock == PROOF and contest_by is not None
    if may_cure and contest_by is not None:
        if command.timetable.local_day(command.at) <= contest_by:
            return None
        return Refused("answer_too_late", {"due_at": command.timetable.end_of(contest_by)})
    return Refused("answer_too_late", {"due_at": row.due_at})


def _taken_on(claim: Claim, command: AnswerLoss, clock: str) -> tuple[e.Event, ...]:
    if clock == INSURER_STATUS and claim.loss is not None:
        return next_report(claim.loss, command.timetable, command.at)
    taken = _TAKES_ON.get((clock, command.answer))
    if taken is None:
        return ()
    settling, duration = taken
    require(claim.loss is not None, "only a loss is taken on")
    assert claim.loss is not None
    row = claim.loss.answer(clock)
    due_at = command.timetable.after_days(command.at, duration)
    party_id = row.party_id if row is not None else None
    asked = asked_until(settling, party_id, due_at, command.timetable, command.at)
    return (le.AnswersAsked((asked,), command.at),)


def confirm_settlement(claim: Claim, command: ConfirmSettlement) -> Decision:
    """Take the claimant's word that somebody paid; ours too, with the reason."""
    if not claim.is_loss or claim.loss is None:
        return Refused("claim_not_about_a_loss")
    if claim.stage not in (_AMENDABLE - {Stage.DRAFT}):
        return Refused("claim_not_amendable", {"stage": claim.stage})
    if command.by.role not in ({Role.CLAIMANT} | _STAFF):
        return Refused("only_the_claimant_confirms")
    if command.settled_by not in (Role.SELLER, Role.INSURER):
        return Refused("settled_by_nobody_asked", {"settled_by": command.settled_by})
    if command.amount_minor <= 0:
        return Refused("nothing_settled")
    if command.by.role in _STAFF and not command.reason:
        return Refused("finding_needs_a_reason", {"fact": "settled_by"})
    confirmed = le.SettlementConfirmed(
        settled_by=command.settled_by,
        amount_minor=command.amount_minor,
        is_whole=command.is_whole,
        reason=command.reason,
        by=command.by,
        at=command.at,
    )
    return Accepted((confirmed,))
