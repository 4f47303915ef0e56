"""One claim as it is made: the same thought for filing it and for saying what would follow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from makewhole.apps.claims import reasons
from makewhole.apps.claims.earlier import EarlierClaim, earlier_claims, with_earlier
from makewhole.apps.tenancy.ids import new_id
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.loss import Capacity, Head
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, Role, SealedText, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.problems import FactsRefused

AS_FILED = "as filed"  # How a claimant's own words come with the form that files them.
ACCOUNT = "account"  # The fact behind which a claimant's own words of a loss stand.


@dataclass(frozen=True, slots=True)
class Filing:
    """A claim to make: on one order's lines, with what the claimant says at once.

    Without a ground it is begun as a draft, and the first question is what went wrong. `is_draft`
    keeps one with a ground too; the same once more goes on with that draft. `claim_id` is the id it
    gets, from whoever may send it twice: the second time is refused with the first one's reference.
    It must never be taken from outside. A loss names one line and its `heads`; `of_heads` is what
    the claimant says of them: the head's number, the fact and its value. `words` is what happened,
    in the claimant's own words and sealed; it stands behind their account of the cause. Where one
    of our people files for the claimant, `told_by` is whose words they are, `told` how they came.
    `claimant_id` is of whom the product hurt where another had bought it, and why it is so.
    """

    order_id: UUID
    lines: tuple[Line, ...]
    ground: Ground | None
    by: By
    stated: tuple[tuple[str, Value], ...] = ()
    is_draft: bool = False
    claim_id: UUID | None = None
    heads: tuple[Head, ...] = ()
    of_heads: tuple[tuple[int, str, Value], ...] = ()
    claimant_id: UUID | None = None
    claimant_reason: str = ""
    words: SealedText | None = None
    told_by: By | None = None
    told: str = AS_FILED

    @property
    def speaks(self) -> By:
        """Answer whose statements these are."""
        return self.told_by if self.told_by is not None else self.by


@dataclass(frozen=True, slots=True)
class Prospect:
    """An order on which a claim may be made, and the claims that were made on it before.

    The case's claim is a draft that would be filed; None: a claim would begin.
    """

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
    """Make the claim of a filing: as a draft, or filed and decided as far as the facts allow.

    Where the case has a claim, it is the draft that began as this filing, and is gone on with.
    Where nothing new was said of it, nothing happened: there are no events.
    """
    draft = case.claim
    if filing.speaks.role is Role.CLAIMANT and filing.speaks.party_id != case.order.buyer_id:
        return Refused("not_your_order")
    if filing.ground is Ground.PERSONAL_INJURY:
        return Refused("injury_cannot_be_filed_yet")  # What it says of health is not sealed yet.
    made = next((one for one in earlier if one.claim_id == filing.claim_id), None)
    if made is not None and (draft is None or made.claim_id != draft.claim_id):
        return Refused("claim_exists_already", {"reference": made.reference})
    whose = filing.claimant_id if draft is None else draft.claimant_id
    claimant_id = whose or case.order.buyer_id
    met = with_earlier(case, earlier, filing.lines, filing.ground, claimant_id)
    if isinstance(met, Refused):
        return met
    case = met
    # A draft goes on only where it could begin now: its lines may have been refunded meanwhile.
    begun = thinking.draft(
        replace(case, claim=None),
        claim_id=filing.claim_id or new_id(),
        ground=filing.ground,
        lines=filing.lines,
        by=filing.by,
        heads=filing.heads,
    )
    if isinstance(begun, Refused):
        return begun
    if draft is not None:
        begun = Handled(draft, (), (), deadlines(draft), ())
    elif filing.claimant_id is not None:
        named = _named(replace(case, claim=begun.claim), filing, filing.claimant_id)
        if isinstance(named, Refused):
            return named
        begun = thinking.joined(begun, named)
    try:
        then = _then(replace(case, claim=begun.claim), filing)
    except FactsRefused as refused:
        return reasons.refusal_of_facts(refused)
    if then is None or isinstance(then, Refused):
        return begun if then is None else then
    unkept = reasons.refuse_health_told(case.terms, then.events)
    return unkept or thinking.joined(begun, then)


def _named(case: Case, filing: Filing, claimant_id: UUID) -> Handled | Refused:
    """Let a claim that begins be the third person's from its beginning."""
    command = lc.NameClaimant(
        party_id=claimant_id,
        capacity=Capacity.THIRD_PERSON,
        reason=filing.claimant_reason,
        timetable=case.timetable,
        by=filing.by,
        at=case.at,
    )
    return thinking.handle(case, command)


def _then(case: Case, filing: Filing) -> Handled | Refused | None:
    """File what was begun, or keep with a draft what was said; None: nothing was."""
    by, told = filing.speaks, filing.told
    stated = tuple(
        c.StateFact(fact, value, told, by, case.at, sealed=_words(filing, fact))
        for fact, value in _unsaid(case.claim, filing)
    ) + tuple(
        c.StateFact(fact, value, told, by, case.at, head)
        for head, fact, value in _unsaid_of_heads(case.claim, filing)
    )
    if filing.ground is not None and not filing.is_draft:
        asked = _asked_otherwise(case.claim, filing, case.at)
        return thinking.file(case, ground=filing.ground, by=filing.by, stated=(*asked, *stated))
    if not stated:
        return None
    said = thinking.state(case, stated)
    if isinstance(said, Handled):
        thinking.look(replace(case, claim=said.claim))  # A value the terms refuse stays out.
    return said


def _words(filing: Filing, fact: str) -> SealedText | None:
    return filing.words if fact == ACCOUNT else None


def _asked_otherwise(
    claim: Claim | None, filing: Filing, at: datetime
) -> tuple[lc.AmendHeads, ...]:
    """Give a draft the heads that it is filed with, where it began with others or with none."""
    held = claim.loss.heads if claim is not None and claim.loss is not None else ()
    if not filing.heads or filing.heads == held:
        return ()
    return (lc.AmendHeads(filing.heads, filing.told, filing.speaks, at),)


def _unsaid(claim: Claim | None, filing: Filing) -> tuple[tuple[str, Value], ...]:
    """Answer what the draft does not hold yet as this person's latest word."""
    if claim is None:
        return filing.stated
    role, told = filing.speaks.role, claim.statements
    said = {one.fact: one.value for one in told if one.source is role and one.line is None}
    return tuple((fact, value) for fact, value in filing.stated if said.get(fact) != value)


def _unsaid_of_heads(claim: Claim | None, filing: Filing) -> tuple[tuple[int, str, Value], ...]:
    """Answer the same of the heads of a loss."""
    role, told = filing.speaks.role, claim.statements if claim is not None else ()
    said = {(one.line, one.fact): one.value for one in told if one.source is role}
    return tuple(one for one in filing.of_heads if said.get(one[:2]) != one[2])
