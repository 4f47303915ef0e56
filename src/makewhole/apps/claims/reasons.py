"""What the database, the terms or the shell refuse, as reasons: translated at one point."""

from collections.abc import Iterable

from django.db import IntegrityError

from makewhole.core.claim import events as e
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.model import Privacy, Terms
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


def refuse_health(terms: Terms, facts: Iterable[str]) -> Refused | None:
    """Answer why none of these facts is written down: the journal keeps nothing about health."""
    known = (terms.facts.get(name) for name in facts)
    if any(fact is not None and fact.privacy is Privacy.HEALTH for fact in known):
        return Refused("health_cannot_be_kept_yet")
    return None


def refuse_health_told(terms: Terms, events: Iterable[e.Event]) -> Refused | None:
    """Answer the same of what these events would tell."""
    return refuse_health(terms, (one.fact for one in events if isinstance(one, e.FactStated)))
