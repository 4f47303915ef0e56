"""What people do to a loss claim: amend it, answer for it, settle it, accept an offer.

As in `actions`, whoever calls has checked that the claim is this person's.
"""

from dataclasses import replace

from makewhole.apps.claims.actions import Act, do
from makewhole.apps.insurance.commands import NewPolicy, keep_policy, problems_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import handle as thinking
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim.loss import Head
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused


def amend_heads(act: Act, *, heads: tuple[Head, ...], reason: str = "") -> Claim | Refused:
    """Change what is asked for, until the answer is final."""
    return do(
        act, lambda case: thinking.handle(case, lc.AmendHeads(heads, reason, act.by, case.at))
    )


def answer_loss(act: Act, *, actor: Actor, answer: str, reason: str = "") -> Claim | Refused:
    """Answer for a seller or an insurer; our people write down what they were told, and why."""
    return do(
        act,
        lambda case: thinking.handle(
            case, lc.AnswerLoss(actor, answer, reason, case.timetable, act.by, case.at)
        ),
    )


def prove_insurance(
    act: Act, *, policy: NewPolicy, reason: str = ""
) -> Claim | Refused | tuple[Refused, ...]:
    """Write down the policy that a seller shows, and let the claim see it.

    Everything that is wrong with the policy is answered at once; then nothing was done. A policy
    that stands in the record is a fact of its own, also where the claim takes no proof any more.
    """
    problems = problems_of(policy)
    if problems:
        return problems
    with transaction(act.marketplace_id):
        kept = keep_policy(
            marketplace_id=act.marketplace_id, new=replace(policy, proof_on_file_at=act.at)
        )
    if isinstance(kept, tuple):
        return kept
    return answer_loss(act, actor=Actor.SELLER, answer="proven", reason=reason)


def confirm_settlement(
    act: Act, *, settled_by: Role, amount_minor: int, is_whole: bool, reason: str = ""
) -> Claim | Refused:
    """Say that the seller or its insurer has paid: a part, or all that is asked."""
    return do(
        act,
        lambda case: thinking.handle(
            case,
            lc.ConfirmSettlement(settled_by, amount_minor, is_whole, reason, act.by, case.at),
        ),
    )


def accept_offer(act: Act, *, reason: str = "", release_hash: str | None = None) -> Claim | Refused:
    """Accept a settlement offer with its release; `release_hash` is of the signed text."""
    return do(
        act,
        lambda case: thinking.accept_offer(
            case, by=act.by, reason=reason, release_hash=release_hash
        ),
    )


def take_back_release(act: Act, *, reason: str = "") -> Claim | Refused:
    """Take a signed release back in its time: what was paid stays paid, and a lead decides anew."""
    return do(act, lambda case: thinking.take_back_release(case, by=act.by, reason=reason))


def pay_ahead(act: Act, *, amount_minor: int, reason: str) -> Claim | Refused:
    """Pay a part of what is shown already, while others still have time to answer."""
    return do(
        act,
        lambda case: thinking.pay_ahead(case, amount_minor=amount_minor, by=act.by, reason=reason),
    )


def decline_offer(act: Act, *, reason: str = "") -> Claim | Refused:
    """Decline a settlement offer: nothing is lost by it, and a person looks again."""
    return do(
        act,
        lambda case: thinking.handle(
            case, lc.DeclineOffer(reason, case.timetable, act.by, case.at)
        ),
    )
