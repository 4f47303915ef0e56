"""One claim as it is made: the same thought for filing it and for saying what would follow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from makewhole.apps.claims import reasons
from makewhole.apps.claims.earlier import EarlierClaim, earlier_claims, with_earlier
from makewhole.apps.tenancy.ids import new_id
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Case, Handled
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Line, Role, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.problems import FactsRefused


@dataclass(frozen=True, slots=True)
class Filing:
    """A claim to make: on one order's lines, with what the claimant says at once.

    Without a ground it is begun as a draft, and the first question is what went wrong. `is_draft`
    keeps one with a ground too. `claim_id` is the id it gets, from whoever may send it twice: the
    second time is refused with the first one's reference. It must never be taken from outside.
    """

    order_id: UUID
    lines: tuple[Line, ...]
    ground: Ground | None
    by: By
    stated: tuple[tuple[str, Value], ...] = ()
    is_draft: bool = False
    claim_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """An order on which a claim may be made, and the claims that were made on it before."""

    case: Case
    earlier: tuple[EarlierClaim, ...]


def prospect(*, marketplace_id: UUID, case: Case) -> Prospect:
    """Answer what a claim on the order of this case would meet; nothing is locked."""
    order_id = case.order.order_id
    found = earlier_claims(marketplace_id=marketplace_id, order_ids=[order_id])
    return Prospect(case, found.get(order_id, ()))


def foresee(on: Prospect, filing: Filing) -> Handled | Refused:
    """Answer what would come of a filing if it were sent now; nothing is written."""
    return begin(on.case, filing, on.earlier)


def begin(case: Case, filing: Filing, earlier: Sequence[EarlierClaim]) -> Handled | Refused:
    """Make the claim of a filing: as a draft, or filed and decided as far as the facts allow."""
    if filing.by.role is Role.CLAIMANT and filing.by.party_id != case.order.buyer_id:
        return Refused("not_your_order")
    made = next((one for one in earlier if one.claim_id == filing.claim_id), None)
    if made is not None:
        return Refused("claim_exists_already", {"reference": made.reference})
    met = with_earlier(case, earlier, filing.lines, filing.ground)
    if isinstance(met, Refused):
        return met
    case = met
    begun = thinking.draft(
        case,
        claim_id=filing.claim_id or new_id(),
        ground=filing.ground,
        lines=filing.lines,
        by=filing.by,
    )
    if isinstance(begun, Refused):
        return begun
    try:
        then = _then(replace(case, claim=begun.claim), filing)
    except FactsRefused as refused:
        return reasons.refusal_of_facts(refused)
    if then is None or isinstance(then, Refused):
        return begun if then is None else then
    return thinking.joined(begun, then)


def _then(case: Case, filing: Filing) -> Handled | Refused | None:
    """File what was begun, or keep with a draft what was said; None: nothing was."""
    stated = tuple(
        c.StateFact(fact, value, "as filed", filing.by, case.at) for fact, value in filing.stated
    )
    if filing.ground is not None and not filing.is_draft:
        return thinking.file(case, ground=filing.ground, by=filing.by, stated=stated)
    if not stated:
        return None
    said = thinking.state(case, stated)
    if isinstance(said, Handled):
        thinking.look(replace(case, claim=said.claim))  # A value the terms refuse stays out.
    return said
