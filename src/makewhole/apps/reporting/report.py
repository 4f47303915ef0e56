"""The programme in numbers: claims, determinations and money, counted from the rows."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from uuid import UUID

from makewhole.apps.appeals.queries import OverturnCount, overturn_counts
from makewhole.apps.claims.queries import count_claims, count_determinations
from makewhole.apps.ledger.queries import balances, moved_by_reason
from makewhole.apps.orders.queries import count_orders


@dataclass(slots=True)
class Report:
    """Counts of claims, unless said otherwise. Money in whole minor units, by currency."""

    orders: int = 0
    orders_claimed: int = 0
    claims: int = 0
    by_stage: Counter[str] = field(default_factory=Counter)
    by_outcome: Counter[str] = field(default_factory=Counter)
    by_ground: Counter[str] = field(default_factory=Counter)
    by_opener: Counter[str] = field(default_factory=Counter)
    determinations: int = 0
    by_payer: Counter[str] = field(default_factory=Counter)
    by_bearer: Counter[str] = field(default_factory=Counter)
    by_clause: Counter[str] = field(default_factory=Counter)
    appeals: tuple[OverturnCount, ...] = ()
    money: dict[str, dict[str, int]] = field(default_factory=dict)
    balances: list[dict[str, object]] = field(default_factory=list)

    def as_document(self) -> dict[str, object]:
        """Answer the report as JSON takes it; amounts are whole minor units."""
        return {
            "orders": self.orders,
            "orders_claimed": self.orders_claimed,
            "claims": self.claims,
            "by_stage": dict(sorted(self.by_stage.items())),
            "by_outcome": dict(sorted(self.by_outcome.items())),
            "by_ground": dict(sorted(self.by_ground.items())),
            "by_opener": dict(sorted(self.by_opener.items())),
            "determinations": self.determinations,
            "by_payer": dict(sorted(self.by_payer.items())),
            "by_bearer": dict(sorted(self.by_bearer.items())),
            "by_clause": dict(sorted(self.by_clause.items())),
            "appeals": [asdict(count) for count in self.appeals],
            "money": self.money,
            "balances": self.balances,
        }


def report(*, marketplace_id: UUID) -> Report:
    """Count a marketplace's programme; six statements, whatever its size."""
    found = Report(orders=count_orders(marketplace_id=marketplace_id))
    for count in count_claims(marketplace_id=marketplace_id):
        found.claims += count.claims
        found.orders_claimed += count.orders
        found.by_stage[count.stage] += count.claims
        found.by_ground[count.ground or "none"] += count.claims
        found.by_opener[count.opened_by] += count.claims
        if count.closed_as is not None:
            found.by_outcome[count.closed_as] += count.claims
        money = found.money.setdefault(count.currency, {"determined_minor": 0, "settled_minor": 0})
        money["determined_minor"] += count.paid_total_minor
        money["settled_minor"] += count.settled_minor
    for decided in count_determinations(marketplace_id=marketplace_id):
        found.determinations += decided.determinations
        found.by_payer[decided.payer] += decided.determinations
        found.by_bearer[decided.bearer] += decided.determinations
        found.by_clause[decided.clause] += decided.determinations
        money = found.money.setdefault(decided.currency, {})
        name = f"borne_by_{decided.bearer}_minor"
        money[name] = money.get(name, 0) + decided.payable_minor
    _turn_costs(marketplace_id, found)
    found.appeals = overturn_counts(marketplace_id=marketplace_id)
    found.balances = [
        {
            "account": balance.code,
            "owner": balance.owner,
            "currency": balance.currency,
            "balance_minor": balance.balance_minor,
        }
        for balance in balances(marketplace_id=marketplace_id)
        if balance.code != "receivable.seller"
    ]
    return found


def _turn_costs(marketplace_id: UUID, found: Report) -> None:
    """Count a cost where it lies now: a won contest takes it back from the seller completely.

    Who bears what the programme stepped in for was open; a contest that is over settles it.
    """
    turned = moved_by_reason(marketplace_id=marketplace_id, reasons=("contest_won", "contest_over"))
    for (reason, currency), minor in turned.items():
        money = found.money[currency]
        from_, to = ("seller", "programme") if reason == "contest_won" else ("open", "seller")
        for bearer, amount in ((from_, -minor), (to, minor)):
            name = f"borne_by_{bearer}_minor"
            money[name] = money.get(name, 0) + amount
