"""The programme's day from the rows: counts, money, what is due, whether the books balance."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from makewhole.apps.claims.queries import (
    Count,
    DeterminationCount,
    DueCount,
    count_claims,
    count_determinations,
    count_due,
    list_claims,
)
from makewhole.apps.ledger.queries import Balance, balances
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.surfaces.programme.pages import (
    Books,
    DayPage,
    GroundCount,
    MoneyCell,
    OutcomeCount,
    StageCount,
)
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.claim_parts import ClaimRow
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.listing import claim_rows

_DUE_SOON = 10

# Who acts in each stage first; what is late has gone to a lead, and stands in the list below.
_ACTORS: dict[Stage, Actor] = {
    Stage.DRAFT: Actor.CLAIMANT,
    Stage.SCREENING: Actor.PROGRAMME,
    Stage.NEEDS_CLAIMANT: Actor.CLAIMANT,
    Stage.WAITING_FOR_SELLER: Actor.SELLER,
    Stage.AWAITING_ANSWERS: Actor.SELLER,
    Stage.REFERRED: Actor.HANDLER,
    Stage.ASSESSING: Actor.HANDLER,
    Stage.OFFERED: Actor.CLAIMANT,
    Stage.PAYING: Actor.RAIL,
}


def day_page(at: Desk, person: Person, *, notes: tuple[Note, ...] = ()) -> DayPage:
    """Answer the programme's day; a fixed number of statements, whatever its size."""
    with transaction(at.marketplace_id):
        counts = count_claims(marketplace_id=at.marketplace_id)
        determined = count_determinations(marketplace_id=at.marketplace_id)
        due = count_due(marketplace_id=at.marketplace_id, at=at.now, end_of_day=_end_of_day(at))
        accounts = balances(marketplace_id=at.marketplace_id)
        due_soon = _due_soon(at.marketplace_id)
    return DayPage(
        frame=frame(at, person=person, notes=notes),
        stages=_stages(counts, due),
        outcomes=_outcomes(counts),
        grounds=_grounds(counts),
        money=_money(determined),
        due_soon=due_soon,
        books=_books(accounts),
        books_at=at.now,
        payouts_failed=sum(count.payouts_failed for count in due.values()),
        claim_address="handler:claim" if person.role == "lead" else "",
    )


def _end_of_day(at: Desk) -> datetime:
    """Answer the midnight that ends today where the marketplace is."""
    tomorrow = at.now.astimezone(at.zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), at.zone)


def _due_soon(marketplace_id: UUID) -> tuple[ClaimRow, ...]:
    found = list_claims(marketplace_id=marketplace_id, open_only=True, limit=_DUE_SOON)
    return claim_rows(marketplace_id=marketplace_id, found=found)


def _stages(counts: Sequence[Count], due: Mapping[str, DueCount]) -> tuple[StageCount, ...]:
    found: Counter[str] = Counter()
    for count in counts:
        found[count.stage] += count.claims
    none = DueCount(past_due=0, due_today=0, payouts_failed=0)
    return tuple(
        StageCount(
            stage=stage,
            actor=_ACTORS.get(stage),
            open=found[stage.value],
            due_today=due.get(stage.value, none).due_today,
            past_due=due.get(stage.value, none).past_due,
        )
        for stage in Stage
        if stage is not Stage.CLOSED and found[stage.value]
    )


def _outcomes(counts: Sequence[Count]) -> tuple[OutcomeCount, ...]:
    found: Counter[str] = Counter()
    for count in counts:
        if count.closed_as is not None:
            found[count.closed_as] += count.claims
    return tuple(OutcomeCount(outcome=name, claims=claims) for name, claims in found.items())


def _grounds(counts: Sequence[Count]) -> tuple[GroundCount, ...]:
    rows = []
    for ground in (*Ground, None):
        value = ground.value if ground is not None else None
        own = [count for count in counts if count.ground == value]
        if own:
            rows.append(
                GroundCount(
                    ground=ground,
                    claims=sum(count.claims for count in own),
                    open=sum(count.claims for count in own if count.closed_as is None),
                    paid=sum(count.claims for count in own if count.closed_as == "paid"),
                    denied=sum(count.claims for count in own if count.closed_as == "denied"),
                )
            )
    return tuple(rows)


def _money(determined: Sequence[DeterminationCount]) -> tuple[MoneyCell, ...]:
    """Add up by payer, bearer and currency; the largest amounts first."""
    cells: dict[tuple[str, str, str], tuple[int, int]] = {}
    for one in determined:
        key = (one.payer, one.bearer, one.currency)
        number, minor = cells.get(key, (0, 0))
        cells[key] = (number + one.determinations, minor + one.payable_minor)
    rows = [
        MoneyCell(payer=payer, bearer=bearer, claims=number, amount=Money(minor, currency))
        for (payer, bearer, currency), (number, minor) in cells.items()
        if minor
    ]
    return tuple(sorted(rows, key=lambda cell: (cell.amount.currency, -cell.amount.minor)))


def _books(accounts: Sequence[Balance]) -> tuple[Books, ...]:
    """Answer for each currency whether all balances sum to zero (P10)."""
    currencies = sorted({account.currency for account in accounts})
    return tuple(
        Books(
            currency=currency,
            accounts=sum(1 for account in accounts if account.currency == currency),
            difference=Money(
                sum(account.balance_minor for account in accounts if account.currency == currency),
                currency,
            ),
        )
        for currency in currencies
    )
