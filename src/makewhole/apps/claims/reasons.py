"""What the database, the terms or the shell refuse, as reasons: translated at one point."""

from collections.abc import Sequence

from django.db import IntegrityError

from makewhole.core.claim import events as e
from makewhole.core.claim.looking import Case
from makewhole.core.claim.private import private_facts
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.problems import FactsRefused

FACT_NOT_ACCEPTABLE = "fact_not_acceptable"

_REASONS = {
    "one_open_claim_per_line_ground_and_claimant": "claim_open_already",
    "occurrence_pays_no_more_than_its_limit": "occurrence_limit_reached",
    "line_refunds_no_more_than_its_price": "line_refunded_already",
    "line_refunds_no_more_than_its_shipping": "line_refunded_already",
    "order_refunds_no_more_than_paid": "line_refunded_already",
}


def refusal_of(error: IntegrityError) -> Refused | None:
    """Answer the refusal that a broken constraint stands for; None when it is our own bug."""
    cause = error.__cause__
    name = getattr(getattr(cause, "diag", None), "constraint_name", None)
    reason = _REASONS.get(name or "")
    return Refused(reason) if reason is not None else None


def refusal_of_facts(error: FactsRefused) -> Refused:
    """Answer the refusal of facts that do not fit the terms: the first one, in its own words."""
    problem = error.problems[0]
    words = {"place": problem.place, "finding": problem.finding, "repair": problem.repair}
    return Refused("fact_not_acceptable", words)


def refuse_nobodys(case: Case, events: Sequence[e.Event]) -> Refused | None:
    """Answer why nothing private can be kept here: under whose key would it be?"""
    if case.order.buyer_id is not None:
        return None
    private = private_facts(case.terms)
    begins_a_loss = any(isinstance(event, e.ClaimDrafted) and event.heads for event in events)
    says_something = any(isinstance(one, e.FactStated) and one.fact in private for one in events)
    return Refused("buyer_not_known") if begins_a_loss or says_something else None
