"""What the events of a loss claim change; no rule lives here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.loss import (
    COST_CLOCKS,
    INSURER_ACK,
    INSURER_ANSWER,
    INSURER_STATUS,
    Answer,
    AnswerState,
    Borne,
    Capacity,
    Loss,
    Offer,
    Release,
    ReleaseState,
    with_borne,
)
from makewhole.core.claim.stages import (
    CLOCK_OF_STAGE,
    Stage,
)
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Reminders
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.require import require

Changes = Mapping[str, Any]

# What is only told, and leaves the time of whoever tells it running.
TOLD_ONLY = frozenset({"informs", "settled"})

# Where an answer, or its want, brings a new look at the terms; elsewhere the claim stays.
_LOOKS_AGAIN = frozenset(
    {
        Stage.SCREENING,
        Stage.NEEDS_CLAIMANT,
        Stage.REFERRED,
        Stage.AWAITING_ANSWERS,
        Stage.ASSESSING,
    }
)


def loss_of(claim: Claim) -> Loss:
    """Answer the part of the state that only a loss claim has."""
    require(claim.loss is not None, "only a loss claim has heads and answers")
    assert claim.loss is not None
    return claim.loss


def to_screening(event: e.Event) -> Changes:
    """Something new is known: the programme looks at once."""
    return {
        "stage": Stage.SCREENING,
        "due_at": event.at,
        "next_actor": Actor.PROGRAMME,
        "asked": (),
        "seconded_by": None,  # What was seconded is no longer what would be decided (P9).
    }


def looks_again(claim: Claim, event: e.Event) -> Changes:
    """Look at the terms again where the answer is not final."""
    return to_screening(event) if claim.stage in _LOOKS_AGAIN else {}


def silent_row(claim: Claim, clock: str) -> Loss | None:
    """Answer the loss once this clock ran out; None: it is no seller's or insurer's."""
    if claim.loss is None or claim.loss.answer(clock) is None:
        return None
    return _with_row(claim.loss, clock, state=AnswerState.SILENT)


def _with_row(loss: Loss, clock: str, **changed: Any) -> Loss:
    answers = tuple(
        replace(row, **changed) if row.clock == clock and row.is_open else row
        for row in loss.answers
    )
    return replace(loss, answers=answers)


def reminded_row(claim: Claim, event: e.PartyReminded) -> Loss | None:
    """Answer the loss once a party was reminded; None: it is no seller's or insurer's time."""
    row = claim.loss.answer(event.clock) if claim.loss is not None else None
    if claim.loss is None or row is None:
        return None
    still = tuple(at for at in row.remind_at if at > event.at)
    return _with_row(claim.loss, event.clock, remind_at=still)


def _heads_amended(claim: Claim, event: le.HeadsAmended) -> Changes:
    loss = claim.loss if claim.loss is not None else Loss(())
    amended = {"loss": replace(loss, heads=event.heads, offer=None)}
    if claim.stage is Stage.DRAFT:
        return amended
    return {**to_screening(event), **amended}


def _answers_asked(claim: Claim, event: le.AnswersAsked) -> Changes:
    loss = loss_of(claim)
    rows = tuple(
        Answer(one.clock, one.actor, one.party_id, event.at, one.due_at, one.remind_at)
        for one in event.asked
    )
    anew = {row.clock for row in rows}  # A report that was given, or not, makes room for the next.
    others = tuple(row for row in loss.answers if row.clock not in anew)
    asked = replace(loss, answers=(*others, *rows))
    insurer_id = next((one.party_id for one in event.asked if one.clock == INSURER_ANSWER), None)
    if insurer_id is not None:
        first_at = loss.tendered_at or event.at
        asked = replace(asked, insurer_id=insurer_id, tendered_at=first_at)
    return {"loss": asked}


def _answers_awaited(_: Claim, event: le.AnswersAwaited) -> Changes:
    return {
        "stage": Stage.AWAITING_ANSWERS,
        "due_at": event.due_at,
        "next_actor": event.next_actor,
    }


def _loss_answered(claim: Claim, event: le.LossAnswered) -> Changes:
    if event.answer in TOLD_ONLY:
        return {}
    loss = loss_of(claim)
    answered: Changes = {
        "state": AnswerState.ANSWERED,
        "answer": event.answer,
        "answered_at": event.at,
    }
    # Proof counts as long as the cost can be contested, also once its time has ended.
    rows = tuple(
        replace(row, **answered) if row.clock == event.clock else row for row in loss.answers
    )
    loss = replace(loss, answers=rows)
    if event.clock == INSURER_ANSWER:
        for done in (INSURER_ACK, INSURER_STATUS):
            loss = _with_row(loss, done, state=AnswerState.ANSWERED, answered_at=event.at)
    return {**looks_again(claim, event), "loss": loss}


def _settlement_confirmed(claim: Claim, event: le.SettlementConfirmed) -> Changes:
    loss = loss_of(claim)
    settled = replace(
        loss,
        settled_by=event.settled_by,
        settled_part_minor=loss.settled_part_minor + event.amount_minor,
        is_settled=loss.is_settled or event.is_whole,
    )
    return {**looks_again(claim, event), "loss": settled}


def _offer_made(claim: Claim, event: le.OfferMade) -> Changes:
    offer = Offer(event.determination_id, event.amount_minor, event.by)
    return {
        "stage": Stage.OFFERED,
        "due_at": event.due_at,
        "next_actor": Actor.CLAIMANT,
        "reminders": Reminders(CLOCK_OF_STAGE[Stage.OFFERED], event.due_at, event.remind_at),
        "loss": replace(loss_of(claim), offer=offer),
    }


def _payment_ahead_decided(claim: Claim, event: le.PaymentAheadDecided) -> Changes:
    loss = loss_of(claim)
    return {"loss": replace(loss, ahead=(*loss.ahead, event.determination_id))}


def _release_signed(claim: Claim, event: le.ReleaseSigned) -> Changes:
    state = ReleaseState.FINAL if event.open_until is None else ReleaseState.OPEN
    release = Release(event.version, event.at, event.open_until, state, event.document)
    return {"loss": replace(loss_of(claim), release=release)}


def _release_taken_back(claim: Claim, event: le.ReleaseTakenBack) -> Changes:
    """A claim that had come to rest is decided anew; one that is looked at anyway goes on."""
    changed = _release_is(claim, ReleaseState.TAKEN_BACK)
    if claim.stage not in (Stage.PAYING, Stage.CLOSED):
        return changed
    return {
        **changed,
        "stage": Stage.ASSESSING,
        "closed_as": None,
        "due_at": event.due_at,
        "next_actor": event.next_actor,
    }


def _release_final(claim: Claim, _: le.ReleaseBecameFinal) -> Changes:
    return _release_is(claim, ReleaseState.FINAL)


def _release_is(claim: Claim, state: ReleaseState) -> Changes:
    loss = loss_of(claim)
    require(loss.release is not None, "only what was signed changes")
    assert loss.release is not None
    return {"loss": replace(loss, release=replace(loss.release, state=state))}


def _offer_accepted(_: Claim, __: le.OfferAccepted) -> Changes:
    return {}  # What follows is the determination that was offered.


def _offer_ended(claim: Claim, event: le.OfferEnded) -> Changes:
    return {
        "stage": Stage.ASSESSING,
        "due_at": event.due_at,
        "next_actor": event.next_actor,
        "seconded_by": None,
        "loss": replace(loss_of(claim), offer=None),
    }


def _claimant_named(claim: Claim, event: le.ClaimantNamed) -> Changes:
    if event.capacity is Capacity.THIRD_PERSON:
        loss = replace(loss_of(claim), is_third_persons=True)
        return {"claimant_id": event.party_id, "loss": loss}
    taken_over: Changes = {"claimant_id": event.party_id, "taken_over": event.capacity}
    if event.due_at is None:
        return taken_over
    asked_until = event.due_at if claim.stage is Stage.NEEDS_CLAIMANT else claim.claimant_due_at
    return {
        **taken_over,
        "due_at": event.due_at,
        "claimant_due_at": asked_until,
        "reminders": Reminders(claim.clock or "", event.due_at, event.remind_at),
    }


def _occurrence_named(claim: Claim, event: le.OccurrenceNamed) -> Changes:
    loss = replace(loss_of(claim), occurrence=event.occurrence)
    return {**looks_again(claim, event), "loss": loss}


def _cost_moved(claim: Claim, event: le.CostMoved) -> Changes:
    if claim.loss is None:
        return {}
    borne = with_borne(claim.loss.borne, event.from_bearer, -event.amount_minor)
    borne = _bearing(borne, event.to_bearer, event.amount_minor, event.charge_seller_minor)
    charged = event.charge_seller_minor > 0 or event.to_bearer == "insurer"
    loss = replace(claim.loss, borne=borne)
    if charged:
        loss = replace(loss, charged_at=event.at, contest_by=event.contest_by)
    return {"loss": loss}


def determined_loss(claim: Claim, event: e.ClaimDetermined) -> Changes:
    """Answer what a determination changes of a loss claim besides what it changes of every one."""
    if claim.loss is None:
        return {}
    loss, paid = claim.loss, event.payable_minor
    stepped_in = loss.stepped_in or (event.route or "").startswith("step_in")
    if paid == 0:
        return {"loss": replace(loss, stepped_in=stepped_in, offer=None)}
    charged = min(event.charge_seller_minor, paid)
    after = replace(
        loss,
        stepped_in=stepped_in,
        offer=None,
        borne=_bearing(loss.borne, event.bearer, paid, charged),
    )
    if charged > 0 or event.bearer == "insurer":
        after = replace(after, charged_at=event.at, contest_by=event.contest_by)
    return {"loss": after}


def _bearing(
    borne: tuple[Borne, ...], bearer: str, amount_minor: int, charged_minor: int
) -> tuple[Borne, ...]:
    if bearer != "insurer":
        return with_borne(borne, bearer, amount_minor)
    insured = with_borne(borne, bearer, amount_minor - charged_minor)
    return with_borne(insured, "seller", charged_minor)


def closed_loss(claim: Claim) -> Changes:
    """Answer what closing changes: only what settles who bears a cost goes on."""
    if claim.loss is None:
        return {}
    goes_on = COST_CLOCKS if claim.loss.borne_by("open") else frozenset[str]()
    answers = tuple(row for row in claim.loss.answers if not row.is_open or row.clock in goes_on)
    return {"loss": replace(claim.loss, answers=answers, offer=None)}


# Any: each function takes its own event; see `evolve`.
LOSS_EVOLVERS: Mapping[type, Callable[[Claim, Any], Changes]] = {
    le.HeadsAmended: _heads_amended,
    le.AnswersAsked: _answers_asked,
    le.AnswersAwaited: _answers_awaited,
    le.LossAnswered: _loss_answered,
    le.SettlementConfirmed: _settlement_confirmed,
    le.OfferMade: _offer_made,
    le.OfferAccepted: _offer_accepted,
    le.OfferEnded: _offer_ended,
    le.ReleaseSigned: _release_signed,
    le.ReleaseTakenBack: _release_taken_back,
    le.ReleaseBecameFinal: _release_final,
    le.PaymentAheadDecided: _payment_ahead_decided,
    le.ClaimantNamed: _claimant_named,
    le.OccurrenceNamed: _occurrence_named,
    le.CostMoved: _cost_moved,
}
