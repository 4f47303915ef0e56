"""`decide(claim, command) -> Accepted(events) | Refused(reason)`: every rule of a claim's life.

What the terms say arrives as a `Finding`; what follows from it is in `assess`, what follows from an
appeal in `appealed`, and from silence in `silence`. This file holds the commands that people send.
"""

from datetime import datetime

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import time_commands as tc
from makewhole.core.claim.appealed import appealed
from makewhole.core.claim.assess import assess
from makewhole.core.claim.closing import close
from makewhole.core.claim.cost import given_up
from makewhole.core.claim.decide_loss import of_a_loss, refuse_heads
from makewhole.core.claim.extending import ask_for_time
from makewhole.core.claim.holding import assign
from makewhole.core.claim.rail_words import record_payout
from makewhole.core.claim.reaching import lose_party, reach_party
from makewhole.core.claim.silence import let_clock_run_out
from makewhole.core.claim.stages import (
    GOODS_BACK,
    GOODS_GONE,
    LOSS_GROUNDS,
    NEXT_RETURN_STATES,
    RETURN_PROOF,
    WAY_BACK_KNOWN,
    ClosedAs,
    Ground,
    ReturnState,
    Stage,
)
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, EarlierRejection, Role
from makewhole.core.clocks.timetable import LAST_REMINDER
from makewhole.core.kernel.outcome import Accepted, Refused
from makewhole.core.kernel.require import require

Decision = Accepted[e.Event] | Refused

# Where new facts may still change the answer.
_LISTENING = frozenset(
    {
        Stage.DRAFT,
        Stage.SCREENING,
        Stage.NEEDS_CLAIMANT,
        Stage.REFERRED,
        Stage.WAITING_FOR_SELLER,
        Stage.AWAITING_ANSWERS,
        Stage.ASSESSING,
        Stage.AWAITING_RETURN,
    }
)

_R = ReturnState
_STAFF = frozenset({Role.HANDLER, Role.LEAD})
_CARRIERS = frozenset({Role.CARRIER, Role.MARKETPLACE})

# Whose word moves the goods to where; staff may write down what a caller tells them.
_MAY_MOVE_RETURN = {
    _R.ASKED: {Role.CLAIMANT} | _STAFF,
    _R.ACCEPTED: {Role.SELLER} | _STAFF,
    _R.LABEL_GIVEN: {Role.SELLER} | _STAFF | _CARRIERS,
    _R.REFUSED: {Role.SELLER} | _STAFF,
    _R.HANDED_OVER: {Role.CLAIMANT} | _STAFF | _CARRIERS,
    _R.NOT_ARRIVED: {Role.SELLER} | _STAFF,
    _R.RECEIVED: {Role.SELLER} | _STAFF | _CARRIERS,
    _R.INSPECTED: {Role.SELLER} | _STAFF,
    _R.CLAIMANT_KEEPS: {Role.CLAIMANT} | _STAFF,
}


def decide(  # noqa: C901, PLR0912 - one flat line for each command
    claim: Claim | None, command: c.Command
) -> Decision:
    """Answer the events that follow, or the reason why the command does not stand."""
    if isinstance(command, c.DraftClaim):
        return _draft(claim, command)
    if claim is None:
        return Refused("claim_not_found")
    if command.at < claim.changed_at:
        return Refused("clock_went_backwards", {"changed_at": claim.changed_at, "at": command.at})
    match command:
        case c.FileClaim():
            return _file(claim, command)
        case c.StateFact():
            return _state_fact(claim, command)
        case c.AnswerClaim():
            return _answer(claim, command)
        case c.MoveReturn():
            return _move_return(claim, command)
        case c.AssessClaim():
            return assess(claim, command)
        case c.AssignClaim():
            return assign(claim, command)
        case c.TakeUpOnAppeal() | c.ContestCost() | c.EndContest() | c.TurnCost():
            return appealed(claim, command)
        case c.LetClockRunOut():
            return let_clock_run_out(claim, command)
        case c.RecordPayout():
            return record_payout(claim, command)
        case c.WithdrawClaim():
            return _withdraw(claim, command)
        case tc.LoseParty():
            return lose_party(claim, command)
        case tc.ReachParty():
            return reach_party(claim, command)
        case tc.AskForTime():
            return ask_for_time(claim, command)
        case _:
            return of_a_loss(claim, command)


def _refuse_mismatch(ground: Ground | None, lines: int, heads: int) -> Refused | None:
    """A loss names one product and its heads; a claim about an order names neither so."""
    is_loss = ground in LOSS_GROUNDS
    if is_loss and lines != 1:
        return Refused("loss_names_one_line")
    if heads and ground is not None and not is_loss:
        return Refused("heads_are_of_a_loss")
    return None


def _draft(claim: Claim | None, command: c.DraftClaim) -> Decision:
    if claim is not None:
        return Refused("claim_exists_already", {"claim_id": claim.claim_id})
    if not command.lines:
        return Refused("claim_names_no_line")
    numbers = [line.number for line in command.lines]
    if len(set(numbers)) < len(numbers):
        return Refused("claim_names_a_line_twice", {"lines": numbers})
    refusal = _refuse_mismatch(command.ground, len(numbers), len(command.heads)) or refuse_heads(
        command.heads
    )
    if refusal is not None:
        return refusal
    ends_at = command.timetable.after_days(command.at, "draft_days")
    return Accepted(
        (
            e.ClaimDrafted(
                claim_id=command.claim_id,
                order_id=command.order_id,
                seller_id=command.seller_id,
                currency=command.currency,
                ground=command.ground,
                lines=command.lines,
                ends_at=ends_at,
                by=command.by,
                at=command.at,
                remind_at=command.timetable.reminders(command.at, ends_at, LAST_REMINDER),
                heads=command.heads,
            ),
        )
    )


def _file(claim: Claim, command: c.FileClaim) -> Decision:
    """File, or say from when on it can be: too early is never a denial."""
    finding = command.finding
    if claim.stage is not Stage.DRAFT:
        return Refused("claim_filed_already", {"claim_id": claim.claim_id})
    heads = claim.loss.heads if claim.loss is not None else ()
    mismatch = _refuse_mismatch(command.ground, len(claim.lines), len(heads))
    if mismatch is not None:
        return mismatch
    if command.ground in LOSS_GROUNDS and not heads:
        return Refused("loss_names_no_head")
    if command.by.role is Role.AUTOMATION and finding.offer_unasked is not True:
        return Refused("nothing_to_offer_unasked")
    if finding.timely == "too_early":
        return Refused("too_early", {"file_from": finding.file_from})
    if finding.seller_turn == "contact":
        return Refused("contact_seller_first")
    filed = e.ClaimFiled(
        ground=command.ground,
        terms_hash=finding.terms_hash,
        decide_by=command.timetable.after_days(
            command.at, "loss_decide_days" if command.ground in LOSS_GROUNDS else "decide_days"
        ),
        by=command.by,
        at=command.at,
    )
    if command.rejected_before is None:
        return Accepted((filed,))
    return Accepted((filed, carried(command.rejected_before, command.at)))


def carried(before: EarlierRejection, at: datetime) -> e.SellerAnswered:
    """Answer the rejection of an earlier claim as it stands for the same claim made again."""
    return e.SellerAnswered("rejected", before.reason, before.by, at, carried_from=before.claim_id)


def _state_fact(claim: Claim, command: c.StateFact) -> Decision:
    if claim.stage not in _LISTENING:
        return Refused("claim_not_listening", {"stage": claim.stage})
    if command.line is not None:
        refusal = refuse_item(claim, command.line)
        if refusal is not None:
            return refusal
    of_an_item = command.line is not None and claim.loss is None
    if not command.reason and (command.by.decides_as_a_person or of_an_item):
        return Refused("finding_needs_a_reason", {"fact": command.fact})
    if command.fact == RETURN_PROOF and claim.return_state not in GOODS_GONE:
        return Refused("return_not_handed_over", {"return_state": claim.return_state})
    if command.fact == "second_look":
        refusal = _refuse_second_look(claim, command.by)
        if refusal is not None:
            return refusal
    if _lacks_its_number(command):
        return Refused("tracking_number_missing")
    stated = e.FactStated(
        fact=command.fact,
        value=command.value,
        reason=command.reason,
        by=command.by,
        at=command.at,
        line=command.line,
        sealed=command.sealed,
    )
    return Accepted((stated,))


def _refuse_second_look(claim: Claim, by: By) -> Refused | None:
    """A lead who found nothing in it before looks again: nobody reviews their own finding (P9)."""
    if by.role is not Role.LEAD:
        return Refused("second_look_needs_a_lead")
    if claim.loss is not None and by.party_id in claim.loss.screened_by:
        return Refused("second_look_needs_another")
    return None


def _lacks_its_number(command: c.StateFact) -> bool:
    """A number that nobody can look up shows nothing; staff may have seen it."""
    is_tracked = (command.fact, command.value) == (RETURN_PROOF, "tracked")
    return is_tracked and command.by.role is Role.CLAIMANT and command.sealed is None


def refuse_item(claim: Claim, line: int) -> Refused | None:
    """Answer why nothing can be said of this item or head, or None when it can."""
    if claim.loss is not None:
        is_there = claim.loss.head(line) is not None
        return None if is_there else Refused("head_not_in_claim", {"head": line})
    if line not in {each.number for each in claim.lines}:
        return Refused("line_not_in_claim", {"line": line})
    if claim.return_state not in GOODS_BACK:
        return Refused("goods_not_back", {"return_state": claim.return_state})
    return None


def _answer(claim: Claim, command: c.AnswerClaim) -> Decision:
    """The seller answers once, while the claim is put to it; a rejection needs its reason."""
    if claim.seller_answer is not None:
        return Refused("seller_answered_already", {"answer": claim.seller_answer})
    if claim.stage is not Stage.AWAITING_ANSWERS:
        return Refused("claim_not_put_to_seller", {"stage": claim.stage})
    require(claim.due_at is not None, "P5: what is put to the seller has a clock")
    assert claim.due_at is not None
    if command.at >= claim.due_at:
        return Refused("answer_too_late", {"due_at": claim.due_at})
    if command.answer not in ("accepted", "rejected"):
        return Refused("answer_unknown", {"answer": command.answer})
    if command.answer == "rejected" and not command.reason:
        return Refused("rejection_needs_a_reason")
    return Accepted((e.SellerAnswered(command.answer, command.reason, command.by, command.at),))


def _move_return(claim: Claim, command: c.MoveReturn) -> Decision:
    comes_after_all = claim.return_state is ReturnState.NOT_ARRIVED and claim.stage in _LISTENING
    if claim.stage is not Stage.AWAITING_RETURN and not comes_after_all:
        return Refused("no_return_awaited", {"stage": claim.stage})
    if command.to not in NEXT_RETURN_STATES[claim.return_state]:
        return _out_of_order(claim, command)
    if command.by.role not in _MAY_MOVE_RETURN.get(command.to, frozenset()):
        return Refused("return_step_not_yours", {"to": command.to})
    if command.to in WAY_BACK_KNOWN and command.sealed is None:
        needs_a_label = command.to is ReturnState.LABEL_GIVEN
        return Refused("return_needs_a_label" if needs_a_label else "return_needs_an_address")
    return Accepted((e.ReturnMoved(command.to, command.by, command.at, command.sealed),))


def _out_of_order(claim: Claim, command: c.MoveReturn) -> Refused:
    """Say what comes before this step, or what came instead of it."""
    match command.to:
        case ReturnState.HANDED_OVER if claim.return_state is ReturnState.ASKED:
            return Refused("return_has_no_address_yet", {"due_at": claim.due_at})
        case ReturnState.HANDED_OVER if claim.return_state is ReturnState.NOT_ASKED:
            return Refused("return_not_asked_for")
        case ReturnState.NOT_ARRIVED if claim.return_state in GOODS_BACK:
            return Refused("return_counts_as_received", {"returned_at": claim.returned_at})
        case _:
            steps = {"from": claim.return_state, "to": command.to}
            return Refused("return_step_out_of_order", steps)


def _withdraw(claim: Claim, command: c.WithdrawClaim) -> Decision:
    """Take the claim back before money or goods are on their way; what was paid stays paid (P2)."""
    if claim.is_closed:
        return Refused("claim_closed", {"closed_as": claim.closed_as})
    if claim.stage is Stage.PAYING:
        return Refused("money_on_its_way")
    if command.by.role not in ({Role.CLAIMANT} | _STAFF):
        return Refused("only_the_claimant_withdraws")
    if claim.return_state in GOODS_GONE:
        return Refused("goods_went_back", {"return_state": claim.return_state})
    withdrawn = close(claim, ClosedAs.WITHDRAWN, command.timetable, command.at)
    return Accepted((withdrawn, *given_up(claim, command.at)))
