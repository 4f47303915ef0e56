"""Who must be told of what happens to a loss claim only (P6)."""

from typing import assert_never

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.loss import (
    CONTEST,
    COST_CLOCKS,
    INSURER_ACK,
    INSURER_ANSWER,
    INSURER_STATUS,
    LOSS_ANSWER,
    MANAGE,
    PROOF,
    SETTLEMENT,
    Asked,
)
from makewhole.core.notices.notice import Audience, Fact, PlannedNotice, to, to_all, to_both

_C, _S, _I = Audience.CLAIMANT, Audience.SELLER, Audience.INSURER

# Who reads that somebody was asked. Of a cost the claimant is not told: the money stays theirs.
_ASKED = {
    PROOF: (_S,),
    CONTEST: (_S,),
    LOSS_ANSWER: (_C, _S),
    MANAGE: (_C, _S),
    INSURER_ANSWER: (_C, _S, _I),
    INSURER_ACK: (_I,),
    INSURER_STATUS: (_I,),
    SETTLEMENT: (_C, _S, _I),
}


def of_a_loss(event: le.LossEvent) -> tuple[PlannedNotice, ...]:
    """Answer the notices that one event of a loss owes."""
    match event:
        case le.HeadsAmended():
            return to_all("heads_amended")
        case le.AnswersAsked(asked=asked):
            return tuple(notice for one in asked for notice in _asked(one))
        case le.LossAnswered():
            return _answered(event)
        case le.SettlementConfirmed(amount_minor=amount):
            return to_all("settlement_confirmed", amount_minor=amount)
        case le.OfferMade(amount_minor=amount, due_at=due_at):
            return (to(_C, "offer_made", amount_minor=amount, due_at=due_at),)
        case le.OfferEnded(how=how):
            return (to(_C, f"offer_{how}"),)
        case le.CostMoved():
            return _cost_moved(event)
        case le.ReleaseSigned() | le.ReleaseTakenBack() | le.ReleaseBecameFinal():
            return _of_the_release(event)
        case le.ClaimantNamed() | le.OccurrenceNamed():
            return _of_people(event)
        case le.AnswersAwaited() | le.OfferAccepted() | le.PaymentAheadDecided():
            return ()  # Told with what comes with it: the question, or the determination.
        case _:
            assert_never(event)


def _of_the_release(
    event: le.ReleaseSigned | le.ReleaseTakenBack | le.ReleaseBecameFinal,
) -> tuple[PlannedNotice, ...]:
    match event:
        case le.ReleaseSigned(open_until=None):
            return (to(_C, "release_signed_for_good"),)
        case le.ReleaseSigned(open_until=open_until):
            assert open_until is not None
            return (to(_C, "release_signed", due_at=open_until),)
        case le.ReleaseTakenBack(due_at=due_at):
            return to_all("release_taken_back", due_at=due_at)
        case _:
            return (to(_C, "release_final"),)


def _of_people(event: le.ClaimantNamed | le.OccurrenceNamed) -> tuple[PlannedNotice, ...]:
    if isinstance(event, le.OccurrenceNamed):
        return (to(_C, "occurrence_named"),)
    if event.due_at is None:
        return (to(_C, "claimant_named"),)
    return (to(_C, "claimant_named_with_time", due_at=event.due_at),)


def _asked(one: Asked) -> tuple[PlannedNotice, ...]:
    readers = _ASKED[one.clock]
    return tuple(to(reader, f"asked_{one.clock}", due_at=one.due_at) for reader in readers)


def _answered(event: le.LossAnswered) -> tuple[PlannedNotice, ...]:
    """Tell whoever answered that it arrived, and the claimant what it changes for them."""
    message = f"answered_{event.actor.value}_{event.answer}"
    if event.answer in ("proven", "informs"):
        return (to(_S, message),)
    told = (*to_both(message),)
    return (*told, to(_I, message)) if event.actor.value == _I.value else told


def of_an_answers_time(clock: str) -> tuple[PlannedNotice, ...]:
    """Tell that a seller's or insurer's time has ended; a lead, where nothing follows by itself."""
    message = f"silence_{clock}"
    if clock in (INSURER_ACK, INSURER_STATUS):
        return (to(_I, message), to(Audience.LEAD, message))
    if clock in COST_CLOCKS:
        return (to(_S, message),)
    told = (*to_both(message),)
    return (*told, to(_I, message)) if clock in (INSURER_ANSWER, SETTLEMENT) else told


def _cost_moved(event: le.CostMoved) -> tuple[PlannedNotice, ...]:
    facts: dict[str, Fact] = {
        "amount_minor": event.amount_minor,
        "charge_minor": event.charge_seller_minor,
    }
    if event.contest_by is not None:
        facts["contest_by"] = event.contest_by
    message = f"cost_moved_{event.to_bearer}"
    told = PlannedNotice(_S, message, facts)
    return (told, PlannedNotice(_I, message, facts)) if event.to_bearer == "insurer" else (told,)


def to_insurer(event: e.ClaimDetermined) -> tuple[PlannedNotice, ...]:
    """Tell an insurer of what it bears or has settled, and that nothing is asked of it."""
    if event.bearer != "insurer":
        is_open = event.bearer == "open"
        return (to(_I, "determined_open" if is_open else "determined_not_borne"),)
    facts: dict[str, Fact] = {
        "clause": event.clause,
        "amount_minor": event.payable_minor - event.charge_seller_minor,
    }
    if event.contest_by is not None:
        facts["contest_by"] = event.contest_by
    return (PlannedNotice(_I, f"determined_{event.outcome}_insurer", facts),)
