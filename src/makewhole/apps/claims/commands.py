"""What can be done to claims: each function is one transaction and one decision per claim.

Load, think, write: orders are locked before claims, `core.claim.handle` is asked once, and
`desk.write` writes everything. Mail and payouts follow from the outbox, never from here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError

from makewhole.apps.claims import desk, reasons, translate
from makewhole.apps.claims.cases import Cases, first_question
from makewhole.apps.claims.earlier import (
    EarlierClaim,
    Wanted,
    earlier_claims,
    standing,
    with_earlier,
)
from makewhole.apps.claims.filing import Filing, begin
from makewhole.apps.claims.rows import Written
from makewhole.apps.journal.streams import Head
from makewhole.apps.orders.queries import order_snapshots
from makewhole.apps.parties.texts import SealedNow, keep_texts
from makewhole.apps.tenancy.ids import new_id, new_reference
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.stages import LOSS_GROUNDS, Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require
from makewhole.core.terms.problems import FactsRefused


@dataclass(frozen=True, slots=True)
class Filed:
    """A claim that was made, as it stands now, and the fact that is asked for first."""

    claim: Claim
    reference: str
    first_question: str | None
    was_there: bool = False  # The same filing had begun it before; no second one was made.


@dataclass(frozen=True, slots=True)
class Change:
    """One claim and what is to happen to it; `think` is pure and sees the locked case.

    `seen_version` is what the person who acts had before them: if something happened since, the
    change is refused and nothing of it is lost. None acts on whatever stands. `files_on` is the
    ground that a draft is filed on: it is refused where a new claim on that ground would be.
    `texts` are kept with what refers to them, and only if the change stands. `by` is who acts: of
    our own people the case says what they may do.
    """

    claim_id: UUID
    think: Callable[[Case], Handled | Refused]
    seen_version: int | None = None
    files_on: Ground | None = None
    texts: tuple[SealedNow, ...] = ()
    by: By | None = None


def file_claims(
    *, marketplace_id: UUID, filings: Sequence[Filing], at: datetime
) -> tuple[Filed | Refused, ...]:
    """Make claims, each at most one per order, in one transaction; each stands or falls alone."""
    try:
        with transaction(marketplace_id):
            return _file(marketplace_id, filings, at)
    except IntegrityError as error:
        refusal = reasons.refusal_of(error)
        if refusal is None:
            raise
        if len(filings) == 1:
            return (refusal,)
        # Somebody else was faster on one of them: alone, each gets its own answer.
        return tuple(
            file_claims(marketplace_id=marketplace_id, filings=[filing], at=at)[0]
            for filing in filings
        )


def file_claim(*, marketplace_id: UUID, filing: Filing, at: datetime) -> Filed | Refused:
    """Make one claim and decide it as far as the facts on file allow."""
    return file_claims(marketplace_id=marketplace_id, filings=[filing], at=at)[0]


def change_claims(
    *, marketplace_id: UUID, changes: Sequence[Change], at: datetime
) -> dict[UUID, Claim | Refused]:
    """Let something happen to claims, at most once to each, in one transaction.

    What a constraint refuses is refused alone: then each change has its own transaction.
    """
    try:
        with transaction(marketplace_id):
            claim_ids = [change.claim_id for change in changes]
            order_of = desk.orders_of(marketplace_id=marketplace_id, claim_ids=claim_ids)
            answers: dict[UUID, Claim | Refused] = {}
            for this_round in _rounds(changes, order_of):
                answers |= change_in_transaction(marketplace_id, this_round, at, order_of)
            return answers
    except IntegrityError as error:
        refusal = reasons.refusal_of(error)
        if refusal is None:
            raise
        if len(changes) == 1:
            return {changes[0].claim_id: refusal}
    answers = {}
    for change in changes:
        answers |= change_claims(marketplace_id=marketplace_id, changes=[change], at=at)
    return answers


def change_claim(
    *,
    marketplace_id: UUID,
    claim_id: UUID,
    think: Callable[[Case], Handled | Refused],
    at: datetime,
    seen_version: int | None = None,
    files_on: Ground | None = None,
    texts: tuple[SealedNow, ...] = (),
    by: By | None = None,
) -> Claim | Refused:
    """Let something happen to one claim."""
    change = Change(claim_id, think, seen_version, files_on, texts, by)
    return change_claims(marketplace_id=marketplace_id, changes=[change], at=at)[claim_id]


# -- Load, think, write ----------------------------------------------------------------------------


def _file(
    marketplace_id: UUID, filings: Sequence[Filing], at: datetime
) -> tuple[Filed | Refused, ...]:
    order_ids = [filing.order_id for filing in filings]
    require(len(set(order_ids)) == len(order_ids), "one filing per order in one transaction")
    orders = order_snapshots(marketplace_id=marketplace_id, order_ids=order_ids, for_update=True)
    earlier = earlier_claims(marketplace_id=marketplace_id, order_ids=order_ids)
    wanted = {
        one.order_id: Wanted(
            one.lines, one.ground, one.by, one.claimant_id or orders[one.order_id].buyer_id
        )
        for one in filings
        if one.order_id in orders
    }
    there = standing(marketplace_id=marketplace_id, wanted=wanted, earlier=earlier)
    cases = Cases(marketplace_id, at)
    written: list[Written] = []
    answers: list[Filed | Refused] = []
    for filing in filings:
        snapshot = orders.get(filing.order_id)
        if snapshot is None or snapshot.placed_at > at:  # A clock has not come to it yet.
            answers.append(Refused("order_not_found"))
            continue
        order = translate.order_on_file(snapshot)
        found = there.get(filing.order_id)
        if isinstance(found, Refused):
            answers.append(found)
        elif found is not None and filing.ground is None:
            answers.append(_there_already(cases, order, found))
        else:
            others = earlier.get(filing.order_id, ())
            answer, new = _make(cases, order, filing, others, found)
            answers.append(answer)
            written.extend(new)
    desk.write(marketplace_id=marketplace_id, command_id=new_id(), written=written)
    return tuple(answers)


def _make(
    cases: Cases,
    order: OrderOnFile,
    filing: Filing,
    earlier: Sequence[EarlierClaim],
    draft: desk.OnDesk | None,
) -> tuple[Filed | Refused, tuple[Written, ...]]:
    """Make the claim of a filing, from the draft that began as it where there is one."""
    before = draft.claim if draft is not None else None
    terms_hash = draft.terms_hash if draft is not None else cases.terms_hash(order)
    case = cases.of(order, before, terms_hash)
    if filing.heads and case.loss is None:
        case = cases.with_surroundings(case, filing.lines, filing.claimant_id)
    handled = _thought(cases, case, lambda seen: begin(seen, filing, earlier))
    if isinstance(handled, Refused):
        return handled, ()
    refusal = reasons.refuse_nobodys(case, handled.events)
    if refusal is not None:
        return refusal, ()
    answer = Filed(
        claim=handled.claim,
        reference=draft.reference if draft is not None else new_reference(),
        first_question=first_question(cases.of(order, handled.claim, terms_hash)),
        was_there=draft is not None and filing.is_draft,
    )
    if not handled.events:
        return answer, ()
    new = Written(
        handled=handled,
        order=order,
        reference=answer.reference,
        market_code=order.market_code,
        terms_hash=terms_hash,
        before=before,
        head=draft.head if draft is not None else Head(),
        person_id=draft.person_id if draft is not None else order.buyer_id,
        secret=draft.secret if draft is not None else None,
    )
    return answer, (new,)


def _there_already(cases: Cases, order: OrderOnFile, found: desk.OnDesk) -> Filed:
    question = first_question(cases.of(order, found.claim, found.terms_hash))
    return Filed(found.claim, found.reference, question, was_there=True)


def _rounds(changes: Sequence[Change], order_of: Mapping[UUID, UUID]) -> Iterator[list[Change]]:
    """Cut so that each round has one change of an order: the next one sees what it wrote."""
    waiting = list(changes)
    while waiting:
        this_round: dict[UUID, Change] = {}
        later: list[Change] = []
        for change in waiting:
            order_id = order_of.get(change.claim_id, change.claim_id)
            if this_round.setdefault(order_id, change) is not change:
                later.append(change)
        yield list(this_round.values())
        waiting = later


def change_in_transaction(
    marketplace_id: UUID,
    changes: Sequence[Change],
    at: datetime,
    order_of: Mapping[UUID, UUID],
) -> dict[UUID, Claim | Refused]:
    """Let these things happen, one on each order at most; the caller opened the transaction."""
    claim_ids = [change.claim_id for change in changes]
    orders = order_snapshots(
        marketplace_id=marketplace_id, order_ids=list(order_of.values()), for_update=True
    )
    on_desk = desk.lock_claims(marketplace_id=marketplace_id, claim_ids=claim_ids)
    filed_on = {
        order_of[one.claim_id] for one in changes if one.files_on if one.claim_id in order_of
    }
    earlier = earlier_claims(marketplace_id=marketplace_id, order_ids=sorted(filed_on))
    cases = Cases(marketplace_id, at)
    cases.locks([found.claim for found in on_desk.values()])
    written: list[Written] = []
    answers: dict[UUID, Claim | Refused] = {}
    for change in changes:
        found = on_desk.get(change.claim_id)
        if found is None:
            answers[change.claim_id] = Refused("claim_not_found")
            continue
        if change.seen_version not in (None, found.head.seq):
            answers[change.claim_id] = Refused("claim_changed_meanwhile")
            continue
        order = translate.order_on_file(orders[found.claim.order_id])
        others = [
            one for one in earlier.get(order.order_id, ()) if one.reference != found.reference
        ]
        case = cases.of(order, found.claim, found.terms_hash, by=change.by)
        if change.files_on in LOSS_GROUNDS and case.loss is None:
            case = cases.with_surroundings(case, found.claim.lines)
        handled = _thought(cases, case, partial(_think, change, others))
        if isinstance(handled, Refused):
            answers[change.claim_id] = handled
            continue
        answers[change.claim_id] = handled.claim
        cases.paid_more(found.claim, handled.claim)
        if change.texts:
            keep_texts(marketplace_id=marketplace_id, texts=change.texts)
        written.append(
            Written(
                handled=handled,
                order=order,
                reference=found.reference,
                market_code=found.market_code,
                terms_hash=found.terms_hash,
                before=found.claim,
                head=found.head,
                person_id=found.person_id,
                secret=found.secret,
            )
        )
    desk.write(marketplace_id=marketplace_id, command_id=new_id(), written=written)
    return answers


def _thought(
    cases: Cases, case: Case, think: Callable[[Case], Handled | Refused]
) -> Handled | Refused:
    """Think, and once more where what is said only now shows what has to be looked up.

    Thinking changes nothing, so that what was thought first is simply left.
    """
    handled = think(case)
    if isinstance(handled, Refused):
        return handled
    seen = cases.looked_up(case, handled.claim)
    if isinstance(seen, Refused):
        return seen
    return handled if seen is case else think(seen)


def _think(change: Change, others: Sequence[EarlierClaim], case: Case) -> Handled | Refused:
    """Let the change think; what it says that the terms cannot take is a refusal of its own."""
    claim = case.claim
    if claim is not None and claim.stage is Stage.DRAFT:
        claimant_id = claim.claimant_id or case.order.buyer_id
        told = with_earlier(case, others, claim.lines, change.files_on, claimant_id)
        if isinstance(told, Refused):
            return told
        case = told
    try:
        handled = change.think(case)
    except FactsRefused as refused:
        return reasons.refusal_of_facts(refused)
    if isinstance(handled, Refused):
        return handled
    return reasons.refuse_nobodys(case, handled.events) or handled
