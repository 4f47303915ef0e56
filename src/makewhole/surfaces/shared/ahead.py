"""What would come of a claim if it were sent now, as a page says it before anything is sent."""

from dataclasses import dataclass
from datetime import datetime

from makewhole.core.claim.handle import Handled
from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.model import Terms
from makewhole.surfaces.shared.claim_parts import Reason
from makewhole.surfaces.shared.dossier.answer import reasons_under, said_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What would come of the claim if it were sent now."""

    stage: Stage
    closed_as: ClosedAs | None
    due_at: datetime | None
    payable: Money
    payable_on_return: Money
    asked: int = 0  # How many answers we would ask for.
    because: str = ""  # The sentence of the terms that decides it.
    reasons: tuple[Reason, ...] = ()


def ahead_of(foreseen: Handled | Refused, terms: Terms) -> Ahead | None:
    """Answer what would come of it, with the reasons; None: it is refused."""
    if isinstance(foreseen, Refused):
        return None
    claim = foreseen.claim
    currency = claim.currency
    determined = foreseen.weighings[-1] if foreseen.weighings else None
    said = _reasons(terms, determined.evaluation, currency) if determined else ()
    return Ahead(
        stage=claim.stage,
        closed_as=claim.closed_as,
        due_at=claim.due_at,
        payable=Money(claim.paid_total_minor, currency),
        payable_on_return=Money(claim.payable_on_return_minor, currency),
        asked=len(claim.asked) if claim.stage is Stage.NEEDS_CLAIMANT else 0,
        because=said_of("outcome", terms, determined.evaluation, said) if determined else "",
        reasons=said,
    )


def _reasons(terms: Terms, evaluation: Evaluation, currency: str) -> tuple[Reason, ...]:
    """Answer why, without who decided it: nobody has yet."""
    deciders = {table.name for table in terms.tables.values() if "decided_by" in table.outputs}
    rules = {rule.id for rule in evaluation.rules if rule.table in deciders}
    said = reasons_under(terms, evaluation, "claimant", currency)
    return tuple(reason for reason in said if reason.rule not in rules)
