"""What can be done to claims: each function is one transaction and one decision per claim.

Load, think, write: orders are locked before claims, `core.claim.handle` is asked once, and
`desk.write` writes everything. Mail and payouts follow from the outbox, never from here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from makewhole.apps.claims import desk, reasons, translate
from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.earlier import EarlierClaim, earlier_claims, refuse_repetition
from makewhole.apps.claims.rows import Written
from makewhole.apps.journal.streams import Head
from makewhole.apps.orders.queries import order_snapshots
from makewhole.apps.tenancy.ids import new_id, new_reference
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Case, Handled
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require


@dataclass(frozen=True, slots=True)
class Filing:
    """A claim to make: on one order's lines, with what the claimant says at once.

    Without a ground it is begun as a draft, and the first question is what went wrong.
    """

    order_id: UUID
    lines: tuple[Line, ...]
    ground: Ground | None
    by: By
    stated: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Filed:
    """A claim that was made, as it stands now, and the fact that is asked for first."""

    claim: Claim
    reference: str
    first_question: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One claim and what is to happen to it; `think` is pure and sees the locked case.

    `seen_version` is what the person who acts had before them: if something happened since, the
    change is refused and nothing of it is lost. None acts on whatever stands.
    """

    claim_id: UUID
    think: Callable[[Case], Handled | Refused]
    seen_version: int | None = None


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
    """Let something happen to claims, at most once to each, in one transaction."""
    with transaction(marketplace_id):
        claim_ids = [change.claim_id for change in changes]
        order_of = desk.orders_of(marketplace_id=marketplace_id, claim_ids=claim_ids)
        return _change(marketplace_id, changes, at, order_of)


def change_claim(
    *,
    marketplace_id: UUID,
    claim_id: UUID,
    think: Callable[[Case], Handled | Refused],
    at: datetime,
    seen_version: int | None = None,
) -> Claim | Refused:
    """Let something happen to one claim."""
    change = Change(claim_id, think, seen_version)
    return change_claims(marketplace_id=marketplace_id, changes=[change], at=at)[claim_id]


def let_due_clocks_run_out(*, marketplace_id: UUID, at: datetime, limit: int = 500) -> int:
    """Draw the consequence of clocks that are due, and answer how many claims that moved.

    Rows that another sweeper holds are passed over; the longest overdue come first.
    """
    with transaction(marketplace_id):
        first_of: dict[UUID, desk.DueClock] = {}
        for due in desk.take_due(marketplace_id=marketplace_id, at=at, limit=limit):
            first_of.setdefault(due.claim_id, due)
        changes = [Change(due.claim_id, _running_out(due.clock)) for due in first_of.values()]
        order_of = {due.claim_id: due.order_id for due in first_of.values()}
        return len(_change(marketplace_id, changes, at, order_of))


def _running_out(clock: str) -> Callable[[Case], Handled | Refused]:
    def run_out(case: Case) -> Handled | Refused:
        return thinking.handle(case, c.LetClockRunOut(clock, case.timetable, case.at))

    return run_out


# -- Load, think, write ----------------------------------------------------------------------------


def _file(
    marketplace_id: UUID, filings: Sequence[Filing], at: datetime
) -> tuple[Filed | Refused, ...]:
    order_ids = [filing.order_id for filing in filings]
    require(len(set(order_ids)) == len(order_ids), "one filing per order in one transaction")
    orders = order_snapshots(marketplace_id=marketplace_id, order_ids=order_ids, for_update=True)
    earlier = earlier_claims(marketplace_id=marketplace_id, order_ids=order_ids)
    cases = Cases(marketplace_id, at)
    written: list[Written] = []
    answers: list[Filed | Refused] = []
    for filing in filings:
        snapshot = orders.get(filing.order_id)
        if snapshot is None:
            answers.append(Refused("order_not_found"))
            continue
        order = translate.order_on_file(snapshot)
        handled = _file_one(cases, order, filing, earlier.get(filing.order_id, ()))
        if isinstance(handled, Refused):
            answers.append(handled)
            continue
        reference = new_reference()
        question = _first_question(cases.of(order, handled.claim, cases.terms_hash(order)))
        answers.append(Filed(handled.claim, reference, question))
        written.append(
            Written(
                handled=handled,
                order=order,
                reference=reference,
                market_code=order.market_code,
                terms_hash=cases.terms_hash(order),
                before=None,
                head=Head(),
            )
        )
    desk.write(marketplace_id=marketplace_id, command_id=new_id(), written=written)
    return tuple(answers)


def _first_question(case: Case) -> str | None:
    """Answer what is asked first; no draft can be filed without what every claim must say."""
    claim = case.claim
    if claim is None or claim.stage is not Stage.DRAFT:
        return claim.asked[0] if claim is not None and claim.asked else None
    finding, _, facts = thinking.look(case)
    needed = [name for name, fact in case.terms.facts.items() if fact.mandatory]
    unsaid = [name for name in needed if name not in facts]
    return unsaid[0] if unsaid else finding.missing[0].fact if finding.missing else None


def _file_one(
    cases: Cases, order: OrderOnFile, filing: Filing, earlier: tuple[EarlierClaim, ...]
) -> Handled | Refused:
    repeated = refuse_repetition(earlier, filing.lines, filing.ground)
    if repeated is not None:
        return repeated
    case = cases.new(order)
    begun = thinking.draft(
        case, claim_id=new_id(), ground=filing.ground, lines=filing.lines, by=filing.by
    )
    if isinstance(begun, Refused) or filing.ground is None:
        return begun
    stated = tuple(
        c.StateFact(fact, value, "as filed", filing.by, cases.at) for fact, value in filing.stated
    )
    filed = thinking.file(
        replace(case, claim=begun.claim), ground=filing.ground, by=filing.by, stated=stated
    )
    return filed if isinstance(filed, Refused) else thinking.joined(begun, filed)


def _change(
    marketplace_id: UUID,
    changes: Sequence[Change],
    at: datetime,
    order_of: Mapping[UUID, UUID],
) -> dict[UUID, Claim | Refused]:
    claim_ids = [change.claim_id for change in changes]
    orders = order_snapshots(
        marketplace_id=marketplace_id, order_ids=list(order_of.values()), for_update=True
    )
    on_desk = desk.lock_claims(marketplace_id=marketplace_id, claim_ids=claim_ids)
    cases = Cases(marketplace_id, at)
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
        handled = change.think(cases.of(order, found.claim, found.terms_hash))
        if isinstance(handled, Refused):
            answers[change.claim_id] = handled
            continue
        answers[change.claim_id] = handled.claim
        written.append(
            Written(
                handled=handled,
                order=order,
                reference=found.reference,
                market_code=found.market_code,
                terms_hash=found.terms_hash,
                before=found.claim,
                head=found.head,
            )
        )
    desk.write(marketplace_id=marketplace_id, command_id=new_id(), written=written)
    return answers
