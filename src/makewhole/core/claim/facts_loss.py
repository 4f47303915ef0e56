"""What is on file for a loss, by the names of the terms: answers, cover, other claims, heads."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from makewhole.core.claim.exchange import (
    currency_of,
    foreign_heads,
    in_claims_currency,
    rate_sheet,
    rates_are_known,
)
from makewhole.core.claim.loss import (
    CONTEST,
    INSURER_ANSWER,
    INSURER_STATUS,
    LOSS_ANSWER,
    MANAGE,
    PROOF,
    SETTLEMENT,
    Answer,
    AnswerState,
    HeadKind,
    Loss,
    LossOnFile,
    OccurrenceOnFile,
    OtherLoss,
)
from makewhole.core.claim.order import OrderOnFile, portion
from makewhole.core.claim.said import item_facts, said_of
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Value
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.coverage.policies import Policy, policy_that_answers
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.rates import RateSheet, exchanged
from makewhole.core.kernel.require import require

Facts = Mapping[str, Value | None]

_YEAR = timedelta(days=365)
_BY_CLAIMANT = {"loss_on": ("claimant",)}  # Whose word on the day counts, whatever the terms.
_FOUND_BY_A_PERSON = ("usage", "cause", "defect")


def loss_facts(
    claim: Claim,
    on_file: LossOnFile,
    *,
    loss_on: date | None,
    at: datetime,
    timetable: Timetable,
) -> Facts:
    """Answer what the record says of a loss claim; a fact that is None is not known."""
    loss = claim.loss
    require(loss is not None, "only a loss claim has facts of a loss")
    assert loss is not None
    policy = answering_policy(claim, on_file, loss_on=loss_on, at=at, timetable=timetable)
    return {
        **_of_the_cause(claim),
        **_of_other_claims(claim, on_file, loss_on, at),
        **_of_answers(loss, at, timetable),
        **_of_cover(claim, policy, at, timetable, rate_sheet(on_file, loss_on)),
        "settled_by": loss.settled_by.value if loss.is_settled and loss.settled_by else "nobody",
        "settled_part": loss.settled_part_minor,
        "stepped_in": loss.stepped_in,
        "rates_known": rates_are_known(claim, on_file, loss_on),
        "open_total": loss.borne_by("open"),
        "charged_on": timetable.local_day(loss.charged_at or at),
        "hold_from_on": timetable.local_day(loss.charged_at or at),
        "offered_on": timetable.local_day(at),
        "released_on": timetable.local_day(at),
    }


def answering_policy(
    claim: Claim,
    on_file: LossOnFile,
    *,
    loss_on: date | None,
    at: datetime,
    timetable: Timetable,
) -> Policy | None:
    """Answer the policy that answers for the loss, once the day of the loss is known."""
    if loss_on is None:
        return None
    filed_on = timetable.local_day(claim.filed_at or at)
    return policy_that_answers(on_file.policies, loss_on=loss_on, filed_on=filed_on)


def _of_the_cause(claim: Claim) -> Facts:
    examined = any(
        said.fact in _FOUND_BY_A_PERSON and said.said_as == "handler" for said in claim.statements
    )
    return {
        "cause_examined": examined,
        "own_fault_percent": 0,  # Unless a person finds some.
        "recall_match": False,  # No recalls are brought in yet: nothing is known to be recalled.
    }


def _of_other_claims(
    claim: Claim, on_file: LossOnFile, loss_on: date | None, at: datetime
) -> Facts:
    """Read other claims as they were when this one was determined, once it was.

    What was measured then is not measured anew when only the bearer of a cost is settled.
    """
    filed_at = claim.filed_at or at
    is_determined = claim.stage in (Stage.PAYING, Stage.CLOSED) and claim.determined_at is not None
    until = claim.determined_at if is_determined and claim.determined_at is not None else at
    others, occurrence = on_file.others, on_file.occurrence
    known = [other for other in others if other.filed_at <= until]
    same_event = [
        other
        for other in known
        if other.is_same_occurrence
        or (other.is_same_product and other.loss_on == loss_on is not None)
    ]
    return {
        "claims_12m": sum(
            other.is_claimants and filed_at - _YEAR <= other.filed_at <= filed_at for other in known
        ),
        "related_total": _related(same_event),
        "occurrence_paid": _paid_for_event(claim, same_event, occurrence),
    }


def _paid_for_event(
    claim: Claim, same_event: Sequence[OtherLoss], occurrence: OccurrenceOnFile | None
) -> int:
    """Answer what all claimants of the event were paid: the event's own sum, and who is not in it.

    The sum stands on the event's row and is read under its lock, so nobody adds to it meanwhile.
    """
    if occurrence is None:
        return claim.paid_total_minor + sum(other.paid_minor for other in same_event)
    beside = sum(other.paid_minor for other in same_event if not other.is_same_occurrence)
    return max(occurrence.paid_minor, claim.paid_total_minor) + beside


def _related(same_event: Sequence[OtherLoss]) -> int | None:
    """Add up the claimant's own claims from one event; None: one is in another currency still."""
    counted = [other.counted_minor for other in same_event if other.is_claimants]
    known = [amount for amount in counted if amount is not None]
    return sum(known) if len(known) == len(counted) else None


def _of_answers(loss: Loss, at: datetime, timetable: Timetable) -> Facts:
    """Read the answers of seller and insurer, and since when each had time."""
    seller, insurer = loss.answer(LOSS_ANSWER), loss.answer(INSURER_ANSWER)
    manage, proof = loss.answer(MANAGE), loss.answer(PROOF)
    tendered = _since(insurer, at, timetable)
    return {
        "loss_answer": seller.answer if seller is not None else None,
        "answered_on": _answered_on(seller, timetable),
        "loss_noticed_on": _since(seller, at, timetable),
        "insurer_answer": insurer.answer if insurer is not None else None,
        "insurer_answered_on": _answered_on(insurer, timetable),
        "tendered_on": tendered,
        "proof_complete_on": tendered,
        "last_status_on": _since(loss.answer(INSURER_STATUS) or insurer, at, timetable),
        "managed_from_on": _since(manage, at, timetable),
        "manage_time_up": _is_silent(manage),
        "insurer_time_up": _is_silent(loss.answer(SETTLEMENT)),
        "contest_over": _is_silent(loss.answer(CONTEST)),
        "proof_asked_on": _since(proof, at, timetable),
    }


def _since(row: Answer | None, at: datetime, timetable: Timetable) -> date:
    return timetable.local_day(row.since if row is not None else at)


def _answered_on(row: Answer | None, timetable: Timetable) -> date | None:
    answered_at = row.answered_at if row is not None else None
    return timetable.local_day(answered_at) if answered_at is not None else None


def _is_silent(row: Answer | None) -> bool:
    return row is not None and row.state is AnswerState.SILENT


def _of_cover(
    claim: Claim,
    policy: Policy | None,
    at: datetime,
    timetable: Timetable,
    sheet: RateSheet | None,
) -> Facts:
    """Read the policy that answers; where none does, the seller may still prove one."""
    proof = claim.loss.answer(PROOF) if claim.loss is not None else None
    given_on = _answered_on(proof, timetable)
    facts: dict[str, Value | None] = {"proof_on_file": False}
    if policy is not None:
        filed_at, proven_at = claim.filed_at or at, policy.proof_on_file_at
        is_on_file = proven_at is not None and proven_at <= filed_at
        if proven_at is not None and not is_on_file and given_on is None:
            given_on = timetable.local_day(proven_at)
        deductible = exchanged(
            Money(policy.deductible_minor, policy.currency), claim.currency, sheet
        )
        facts = {
            "proof_on_file": is_on_file,
            "cover_for_product": True,
            "cover_basis": policy.basis.value,
            "cover_from": policy.from_on,
            "cover_until": policy.until_on,
            "retro_from": policy.retro_from_on or policy.from_on,
            "deductible": deductible.minor if deductible is not None else None,
        }
    if given_on is not None:
        facts |= {"proof_given": True, "proof_given_on": given_on}
    return facts


# -- Heads ---------------------------------------------------------------------------------------


def heads_on_file(
    claim: Claim,
    order: OrderOnFile,
    *,
    trust: Mapping[str, Sequence[str]],
    on_file: LossOnFile | None = None,
) -> tuple[dict[str, Value], ...]:
    """Answer the heads of a loss as parts, in whole minor units of the claim's currency.

    What the price of the product was is on record, and so is what was refunded of it.
    """
    require(claim.loss is not None, "only a loss claim has heads")
    assert claim.loss is not None
    parts = []
    sheet = rate_sheet(on_file, said_loss_on(claim, trust))
    for head in claim.loss.heads:
        found = item_facts(claim, head.number, trust)
        part: dict[str, Value] = {
            "part_kind": head.kind.value,
            "part_claimed": head.claimed_minor,
            "part_supported": 0,
            "part_earlier": 0,
            **{name: known.value for name, known in found.items() if known is not None},
        }
        if head.kind is HeadKind.PURCHASE_PRICE:
            part |= _of_the_price(claim, order)
        currency = currency_of(claim, head)
        part["part_currency"] = currency
        if currency != claim.currency:
            part = in_claims_currency(part, currency, claim.currency, sheet)
        parts.append(part)
    return tuple(parts)


def _of_the_price(claim: Claim, order: OrderOnFile) -> dict[str, Value]:
    line = claim.lines[0]
    on_file = order.line(line.number)
    require(on_file is not None, "the lines of a claim stay on its order")
    assert on_file is not None
    paid_minor = portion(on_file.price_minor, line.quantity, on_file.quantity)
    others_minor = on_file.refunded_item_minor - own_price(claim)
    left_alone_minor = on_file.price_minor - paid_minor
    return {
        "part_shown": paid_minor,
        "part_supported": paid_minor,
        "part_earlier": max(0, others_minor - left_alone_minor),
    }


def own_price(claim: Claim) -> int:
    """Answer what this claim allowed of the price of its product."""
    return sum(
        part.allowed_minor for part in claim.parts if part.kind == HeadKind.PURCHASE_PRICE.value
    )


def said_loss_on(claim: Claim, trust: Mapping[str, Sequence[str]]) -> date | None:
    """Answer the day of the loss, as the most trusted word has it."""
    known = said_of(claim, trust).get("loss_on")
    return known.value if known is not None and isinstance(known.value, date) else None


def rates_needed_on(claim: Claim, on_file: LossOnFile) -> date | None:
    """Answer the day whose rates this claim needs; None: all is in its own currency.

    While the day of the loss is not known, nobody can say which rates are needed.
    """
    is_foreign = bool(foreign_heads(claim)) or any(
        policy.currency != claim.currency for policy in on_file.policies
    )
    return said_loss_on(claim, _BY_CLAIMANT) if is_foreign else None


__all__ = [
    "answering_policy",
    "heads_on_file",
    "loss_facts",
    "own_price",
    "rates_needed_on",
    "said_loss_on",
]
