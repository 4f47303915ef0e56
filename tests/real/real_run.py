"""The real orders through the programme, as the command line takes them, and what came of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import duckdb

from makewhole.apps.claims.bulk import BulkAnswer, BulkRow, file_rows
from makewhole.apps.claims.proposals import Proposed, propose_claims
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.orders.commands import import_orders
from makewhole.apps.orders.importing.running import Imported
from makewhole.apps.orders.importing.taken import Settings
from makewhole.apps.orders.queries import order_snapshots
from makewhole.apps.parties.queries import external_refs
from makewhole.apps.programme.commands import adopt_first_terms
from makewhole.apps.programme.shipped import shipped_terms
from makewhole.apps.tenancy.commands import move_clock_forward
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import Value
from makewhole.core.kernel.outcome import Refused
from makewhole.gateways.files.olist import olist_sheets
from makewhole.gateways.rails.sandbox import SandboxRail
from makewhole.surfaces.jobs.worker import Worked, advance
from tests.marketplaces import make_marketplace

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
AS_OF = datetime(2018, 10, 17, 23, 59, 59, tzinfo=SAO_PAULO)
LATE_DAYS = 3


@dataclass(frozen=True, slots=True)
class ClaimMade:
    """One claim of the run: which order and seller, on what ground, and what became of it."""

    order_id: str
    seller_id: str | None
    ground: str
    stage: str
    closed_as: str | None
    paid_total_minor: int


def brazil(olist: Path, start: datetime) -> tuple[UUID, Imported]:
    """Make a marketplace in Brazil, adopt the shipped terms, and bring the real orders in."""
    marketplace = make_marketplace("br", start=start)
    adopted = adopt_first_terms(
        marketplace_id=marketplace,
        market_code="br",
        file=shipped_terms("br"),
        approved_by="test",
        at=start,
    )
    assert not isinstance(adopted, Refused), adopted
    settings = Settings(
        marketplace_id=marketplace,
        market_code="br",
        zone=SAO_PAULO.key,
        currencies=("BRL",),
        source="import:olist",
    )
    imported = import_orders(
        settings=settings,
        layout="olist",
        sheets=olist_sheets(olist / "dev"),
        at=start,
        by="test",
        progress=_quiet,
    )
    return marketplace, imported


def propose(marketplace: UUID) -> Proposed:
    """Open what the programme's own facts show late or lost."""
    return propose_claims(
        marketplace_id=marketplace,
        market_code="br",
        late_days=LATE_DAYS,
        at=AS_OF,
        progress=_quiet,
    )


def let_time_pass(marketplace: UUID, start: datetime, days: int) -> Worked:
    """Let everybody be silent for so long."""
    return advance(
        marketplace_id=marketplace,
        rail=SandboxRail(),
        start=start,
        to=start + timedelta(days=days),
        tell=lambda _now, _worked: None,
    )


def claims_made(marketplace: UUID) -> list[ClaimMade]:
    """Answer every claim by the marketplace's own names, to compare with another road's rows."""
    with transaction(marketplace):
        rows = list_claims(marketplace_id=marketplace, limit=1_000_000)
        orders = order_snapshots(
            marketplace_id=marketplace, order_ids=[row.order_id for row in rows], for_update=False
        )
        sellers = external_refs(
            marketplace_id=marketplace,
            party_ids={row.seller_id for row in rows if row.seller_id is not None},
        )
    return [
        ClaimMade(
            order_id=orders[row.order_id].external_id,
            seller_id=sellers[row.seller_id] if row.seller_id is not None else None,
            ground=row.ground or "none",
            stage=row.stage,
            closed_as=row.closed_as,
            paid_total_minor=row.paid_total_minor,
        )
        for row in rows
    ]


# -- One claim for each order with the worst review ----------------------------------------------

_COMPLAINTS = """
SELECT o.order_id, min(CAST(r.review_creation_date AS date)) AS complained_on,
       o.order_status IN ('delivered', 'canceled')
           AND CAST(o.order_delivered_customer_date AS date)
               > CAST(o.order_estimated_delivery_date AS date) + 3 AS is_late,
       o.order_delivered_customer_date IS NULL
           AND o.order_status NOT IN ('canceled', 'unavailable') AS never_came,
       (SELECT list(CAST(i.order_item_id AS int) ORDER BY CAST(i.order_item_id AS int))
        FROM order_items i WHERE i.order_id = o.order_id AND i.seller_id =
            (SELECT min_by(f.seller_id, CAST(f.order_item_id AS int)) FROM order_items f
             WHERE f.order_id = o.order_id)) AS lines
FROM orders o JOIN order_reviews r USING (order_id)
WHERE r.review_score = '1'
GROUP BY ALL ORDER BY complained_on, o.order_id
"""


@dataclass(slots=True)
class Complaints:
    """What became of the complaints at the moment each was made."""

    made: int = 0
    came_back: int = 0  # Refused once as too early, and filed from the day they were told.
    refused: Counter[str] = field(default_factory=Counter)
    by_ground: Counter[str] = field(default_factory=Counter)
    settled_by: Counter[str] = field(default_factory=Counter)
    first_question: Counter[str] = field(default_factory=Counter)


def complaints(olist: Path) -> list[tuple[date, BulkRow]]:
    """One claim for each order with a score-1 review: its ground where delivery facts say so."""
    with duckdb.connect() as database:
        for table in ("orders", "order_items", "order_reviews"):
            path = olist / "dev" / f"{table}.csv.gz"
            database.execute(f"CREATE TABLE {table} AS FROM read_csv('{path}', all_varchar = true)")
        rows = database.execute(_COMPLAINTS).fetchall()
    return [
        (day, _complaint(order_id, is_late=is_late, never_came=never_came, lines=lines or ()))
        for order_id, day, is_late, never_came, lines in rows
    ]


def _complaint(order_id: str, *, is_late: bool, never_came: bool, lines: Iterable[int]) -> BulkRow:
    ground = Ground.LATE if is_late else Ground.NOT_RECEIVED if never_came else None
    return BulkRow(order_id, ground, tuple((n, None) for n in lines), "", "", ())


_FULL_REFUNDS = """
SELECT p.order_id,
       CAST(100 * least(sum(p.payment_value::decimal(12, 2)),
            coalesce((SELECT sum(i.price::decimal(12, 2) + i.freight_value::decimal(12, 2))
                      FROM order_items i WHERE i.order_id = p.order_id),
                     sum(p.payment_value::decimal(12, 2)))) AS bigint)
FROM order_payments p GROUP BY p.order_id
"""


def full_refunds(olist: Path, order_ids: set[str]) -> dict[str, int]:
    """Price and shipping of each order, never above what was paid, in centavos, by SQL alone."""
    with duckdb.connect() as database:
        for table in ("order_items", "order_payments"):
            path = olist / "dev" / f"{table}.csv.gz"
            database.execute(f"CREATE TABLE {table} AS FROM read_csv('{path}', all_varchar = true)")
        rows = database.execute(_FULL_REFUNDS).fetchall()
    return {order_id: minor for order_id, minor in rows if order_id in order_ids}


def file_complaints(
    marketplace: UUID, made: list[tuple[date, BulkRow]], *, wrote_first: bool, start: datetime
) -> Complaints:
    """File each complaint in its week, as time passes; then nobody answers anything.

    `wrote_first` says of each buyer that they wrote to the seller three days before. Whoever is too
    early is told from when on they can claim, and comes back then.
    """
    outcome = Complaints()
    now = start
    waiting = dict(_weeks(made))
    while waiting:
        week = min(waiting)
        rows = waiting.pop(week)
        at = datetime.fromisocalendar(*week, 7).replace(hour=12, tzinfo=SAO_PAULO)
        let_time_pass(marketplace, now, max(0, (at - now).days))
        now = max(now, at)
        move_clock_forward(marketplace_id=marketplace, to=now)
        stated: tuple[tuple[str, Value], ...] = ()
        if wrote_first:
            stated = (("seller_contacted", True), ("contacted_at", now - timedelta(days=3)))
        rows = [replace(row, stated=stated) for row in rows]
        for row, answer in zip(
            rows, file_rows(marketplace_id=marketplace, rows=rows, at=now), strict=True
        ):
            file_from = answer.refused.facts.get("file_from") if answer.refused else None
            if isinstance(file_from, date):
                outcome.came_back += 1
                waiting.setdefault(_week_of(file_from), []).append(row)
            else:
                _count(outcome, answer)
    return outcome


def _count(outcome: Complaints, answer: BulkAnswer) -> None:
    if answer.refused is not None:
        outcome.refused[answer.refused.reason] += 1
        return
    outcome.made += 1
    outcome.by_ground[answer.ground or "none"] += 1
    outcome.settled_by[answer.settled_by] += 1
    outcome.first_question[answer.first_question or "nothing"] += 1


_Week = tuple[int, int]


def _week_of(day: date) -> _Week:
    year, week, _ = day.isocalendar()
    return year, week


def _weeks(made: list[tuple[date, BulkRow]]) -> dict[_Week, list[BulkRow]]:
    weeks: dict[_Week, list[BulkRow]] = {}
    for day, row in made:
        weeks.setdefault(_week_of(day), []).append(row)
    return weeks


def _quiet(_doing: str, _done: int) -> None:
    """Tests print nothing while they work."""
