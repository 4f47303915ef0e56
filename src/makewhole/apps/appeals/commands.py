"""What can be done to appeals: each function is one transaction and one decision.

Load, think, write: the order is locked, then the claim, then the appeal; `core.appeal.handle` is
asked once; the claim's desk writes what follows for the claim.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError

from makewhole.apps.appeals.matters import matter_of
from makewhole.apps.appeals.models import Appeal as AppealRecord
from makewhole.apps.appeals.rows import write_appeal
from makewhole.apps.appeals.sealing import Whose
from makewhole.apps.claims import desk, reasons
from makewhole.apps.claims import translate as claims
from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.rows import Written
from makewhole.apps.journal.streams import Head
from makewhole.apps.orders.queries import order_snapshots
from makewhole.apps.tenancy.ids import new_id, new_reference
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal import handle as thinking
from makewhole.core.appeal.handle import Asked, HandledAppeal, Matter
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.claim.private import private_facts
from makewhole.core.claim.values import By
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.problems import FactsRefused

Think = Callable[[Matter], HandledAppeal | Refused]


@dataclass(frozen=True, slots=True)
class On:
    """Who acts on which appeal of which claim, when, and what they had before them."""

    marketplace_id: UUID
    claim_id: UUID
    appeal_id: UUID
    by: By
    at: datetime
    seen_version: int | None = None


def appeal_id_of(determination_id: UUID, side: Side) -> UUID:
    """Answer the id of a side's one appeal against a determination: filed twice, it is the same."""
    return uuid5(determination_id, f"appeal:{side.value}")


def file_appeal(
    on: On, *, determination_id: UUID, side: Side, because: str, new_evidence: str = ""
) -> Appeal | Refused:
    """File an appeal or a contest; `on.appeal_id` is `appeal_id_of` what it is against."""
    asked = Asked(on.appeal_id, determination_id, side, because, new_evidence)
    return _do(on, lambda matter: thinking.file(matter, asked, on.by))


def assign_again(on: On) -> Appeal | Refused:
    """Look once more for somebody who took no part."""
    return _do(on, thinking.assign_again)


def record_finding(on: On, found: Found) -> Appeal | Refused:
    """Write down what the reviewer found."""
    return _do(on, lambda matter: thinking.record_finding(matter, found, on.by))


def pass_on(on: On, *, because: str) -> Appeal | Refused:
    """Hand it to a lead."""
    return _do(on, lambda matter: thinking.pass_on(matter, because, on.by))


def decide_appeal(on: On, because: Reasons) -> Appeal | Refused:
    """Decide as the terms say on the findings; the claim and the books follow at once."""
    return _do(on, lambda matter: thinking.decide_it(matter, because, on.by))


def correct_slip(
    on: On, *, determination_id: UUID, found: Sequence[Found], because: Reasons
) -> Appeal | Refused:
    """Put a slip right without a review."""
    asked = Asked(on.appeal_id, determination_id, Side.PROGRAMME, "")
    return _do(
        on,
        lambda matter: thinking.correct_slip(matter, asked, found, because, on.by),
    )


def withdraw_appeal(on: On) -> Appeal | Refused:
    """Take it back."""
    return _do(on, lambda matter: thinking.withdraw(matter, on.by))


def _do(on: On, think: Think) -> Appeal | Refused:
    try:
        with transaction(on.marketplace_id):
            return do_in_transaction(on, think)
    except IntegrityError as error:
        refusal = reasons.refusal_of(error)
        if refusal is None:
            raise
        return refusal


def do_in_transaction(on: On, think: Think) -> Appeal | Refused:
    """Let this happen; the caller opened the transaction."""
    marketplace_id = on.marketplace_id
    order_of = desk.orders_of(marketplace_id=marketplace_id, claim_ids=[on.claim_id])
    orders = order_snapshots(
        marketplace_id=marketplace_id, order_ids=list(order_of.values()), for_update=True
    )
    found = desk.lock_claims(marketplace_id=marketplace_id, claim_ids=[on.claim_id]).get(
        on.claim_id
    )
    if found is None:
        return Refused("claim_not_found")
    row = (
        AppealRecord.objects.select_for_update()
        .filter(marketplace_id=marketplace_id, id=on.appeal_id)
        .first()
    )
    if row is not None and on.seen_version not in (None, row.version):
        return Refused("appeal_changed_meanwhile")
    order = claims.order_on_file(orders[found.claim.order_id])
    cases = Cases(marketplace_id, on.at)
    case = cases.of(order, found.claim, found.terms_hash, by=on.by)
    try:
        handled = think(matter_of(marketplace_id=marketplace_id, case=case, appeal_id=on.appeal_id))
    except FactsRefused as refused:
        return reasons.refusal_of_facts(refused)
    if isinstance(handled, Refused):
        return handled

    command_id = new_id()
    if handled.claim is not None:
        written = Written(
            handled=handled.claim,
            order=order,
            reference=found.reference,
            market_code=found.market_code,
            terms_hash=found.terms_hash,
            before=found.claim,
            head=found.head,
            person_id=found.person_id,
            secret=found.secret,
        )
        desk.write(marketplace_id=marketplace_id, command_id=command_id, written=[written])
    write_appeal(
        marketplace_id=marketplace_id,
        command_id=command_id,
        handled=handled,
        reference=row.reference if row is not None else new_reference(),
        head=Head(row.version, row.head_hash) if row is not None else Head(),
        whose=Whose(
            person_id=found.person_id,
            secret=found.secret,
            private=private_facts(case.terms),
            of_loss=found.claim.loss is not None,
        ),
    )
    return handled.appeal
