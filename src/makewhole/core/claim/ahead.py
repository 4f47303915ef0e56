"""Money ahead of the answer: a part of what is shown is paid while others still have time (B7)."""

from collections.abc import Sequence
from dataclasses import replace

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.authority import above_limit, lacks_authority, refuse_worker
from makewhole.core.claim.loss_commands import PayAhead
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Ahead, PartAllowed
from makewhole.core.kernel.money import Money, allocate
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused

# While somebody still looks, or has time to answer. An offer is money that waits only for a yes.
_WAITING = frozenset(
    {Stage.NEEDS_CLAIMANT, Stage.REFERRED, Stage.AWAITING_ANSWERS, Stage.ASSESSING}
)


def pay_ahead(claim: Claim, command: PayAhead) -> Decision:
    """Pay a part ahead in a determination of its own; the claim goes on as it stood (P4)."""
    if claim.loss is None or not claim.is_loss:
        return Refused("claim_not_about_a_loss")
    if claim.stage not in _WAITING:
        return Refused("nothing_waits_for_an_answer", {"stage": claim.stage})
    may_be = command.finding.ahead
    if may_be is None or claim.determined_at is not None:
        return Refused("nothing_can_be_paid_ahead")
    by, mandate = command.by, command.mandate
    refusal = refuse_worker(claim, by, mandate) or lacks_authority(by, may_be.paid_by)
    if refusal is not None:
        return refusal
    if above_limit(mandate, claim.currency, command.amount_minor):
        return Refused("payment_ahead_above_your_limit")
    if not command.reason:
        return Refused("payment_ahead_needs_a_reason")
    if not 0 < command.amount_minor <= may_be.open_minor:
        return Refused(
            "more_than_can_be_paid_ahead",
            {"open_minor": may_be.open_minor, "currency": claim.currency},
        )
    decided = le.PaymentAheadDecided(
        determination_id=command.determination_id,
        amount_minor=command.amount_minor,
        reason=command.reason,
        by=command.by,
        at=command.at,
    )
    ordered = e.PayoutOrdered(
        payout_id=command.determination_id,
        attempt=1,
        amount_minor=command.amount_minor,
        due_at=command.timetable.after_business_days(command.at, "pay_business_days"),
        at=command.at,
    )
    return Accepted((decided, _determined(claim, command, may_be), ordered))


def _determined(claim: Claim, command: PayAhead, may_be: Ahead) -> e.ClaimDetermined:
    """Who bears it is open until the claim is decided: before that nobody can be asked for it."""
    return e.ClaimDetermined(
        determination_id=command.determination_id,
        outcome="pay",
        clause=may_be.clause,
        payer="programme",
        bearer="open",
        claim_back="none",
        payable_minor=command.amount_minor,
        charge_seller_minor=0,
        payable_on_return_minor=0,
        parts=_shared(may_be.shown, claim, command.amount_minor),
        appeal_by=None,
        contest_by=None,
        by=command.by,
        at=command.at,
    )


def _shared(
    shown: Sequence[PartAllowed], claim: Claim, amount_minor: int
) -> tuple[PartAllowed, ...]:
    """Spread what is paid ahead now over what is shown and was not paid ahead before."""
    before = [_before(part, claim) for part in shown]
    left = [max(0, part.allowed_minor - old) for part, old in zip(shown, before, strict=True)]
    shares = allocate(Money(amount_minor, claim.currency), left)
    return tuple(
        replace(part, allowed_minor=old + share.minor)
        for part, old, share in zip(shown, before, shares, strict=True)
    )


def _before(part: PartAllowed, claim: Claim) -> int:
    return next(
        (
            old.allowed_minor
            for old in claim.parts
            if (old.line_number, old.kind) == (part.line_number, part.kind)
        ),
        0,
    )


def only_paid_ahead(claim: Claim) -> bool:
    """Answer whether all that was paid on the claim was paid ahead of its answer."""
    return claim.paid_total_minor > 0 and claim.determined_at is None


def with_what_was_paid(parts: tuple[PartAllowed, ...], claim: Claim) -> tuple[PartAllowed, ...]:
    """Answer the parts with no less allowed in all than was paid ahead: it stays paid (P2, P3).

    Each is raised to what was paid ahead for it, then to what is asked for it, until it is enough.
    """
    missing = claim.paid_total_minor - sum(part.allowed_minor for part in parts)
    if missing <= 0 or not only_paid_ahead(claim):
        return parts
    raised = parts
    for ceilings in (
        [min(part.claimed_minor, _before(part, claim)) for part in parts],
        [part.claimed_minor for part in parts],
    ):
        filled = []
        for part, ceiling in zip(raised, ceilings, strict=True):
            added = max(0, min(missing, ceiling - part.allowed_minor))
            missing -= added
            filled.append(replace(part, allowed_minor=part.allowed_minor + added))
        raised = tuple(filled)
    return raised
