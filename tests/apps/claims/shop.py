"""A test's shop: adopted terms, orders brought in as files, claims made through the commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.claims.commands import Filed, file_claim
from makewhole.apps.claims.filing import Filing
from makewhole.apps.orders.queries import OrderSnapshot, order_ids_of, order_snapshots
from makewhole.apps.programme.commands import adopt_first_terms
from makewhole.apps.programme.shipped import shipped_terms
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.handle import AUTOMATION
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Line, Role, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.ledger.transfer import AccountCode
from makewhole.gateways.rails.sandbox import SandboxRail
from makewhole.surfaces.jobs.worker import Worked, advance, work_what_is_due
from tests.apps.order_files import bring_in, row, write_csv
from tests.marketplaces import Clock

LOST = {"delivered_at": "", "state": "shipped"}
NEVER_SENT = {"delivered_at": "", "handed_over_at": "", "state": "approved"}
LATE = {"delivered_at": "2026-03-14T16:20:00"}

PAYABLE = AccountCode.PAYABLE_CLAIMANTS.value


@dataclass(slots=True)
class Shop:
    """One marketplace with orders, and what happens in it at its own time."""

    marketplace: UUID
    clock: Clock
    folder: Path

    def adopt(self) -> None:
        adopted = adopt_first_terms(
            marketplace_id=self.marketplace,
            market_code="us",
            file=shipped_terms("us"),
            approved_by="test",
            at=self.clock.now,
        )
        assert not isinstance(adopted, Refused), adopted

    def bring(self, *rows: dict[str, str]) -> None:
        bring_in(self.marketplace, write_csv(self.folder / "orders.csv", rows or (row(),)))

    def order(self, number: str = "A-1") -> OrderSnapshot:
        with transaction(self.marketplace):
            ids = order_ids_of(marketplace_id=self.marketplace, external_ids=[number])
            found = order_snapshots(
                marketplace_id=self.marketplace, order_ids=list(ids.values()), for_update=False
            )
        return found[ids[number]]

    def filing(
        self,
        number: str = "A-1",
        ground: Ground | None = Ground.NOT_RECEIVED,
        *,
        by: By = AUTOMATION,
        lines: Sequence[Line] | None = None,
        **stated: Value,
    ) -> Filing:
        order = self.order(number)
        whole = tuple(Line(line.number, line.quantity) for line in order.lines)
        return Filing(
            order_id=order.order_id,
            lines=tuple(lines) if lines is not None else whole,
            ground=ground,
            by=by,
            stated=tuple(stated.items()),
        )

    def claim(
        self,
        number: str = "A-1",
        ground: Ground | None = Ground.NOT_RECEIVED,
        *,
        by: By = AUTOMATION,
        lines: Sequence[Line] | None = None,
        **stated: Value,
    ) -> Filed | Refused:
        filing = self.filing(number, ground, by=by, lines=lines, **stated)
        return file_claim(marketplace_id=self.marketplace, filing=filing, at=self.clock.now)

    def buyer(self, number: str = "A-1") -> By:
        return By(Role.CLAIMANT, self.order(number).buyer_id)

    def work(self) -> Worked:
        return work_what_is_due(
            marketplace_id=self.marketplace, rail=SandboxRail(), at=self.clock.now
        )

    def pass_days(self, days: int) -> Worked:
        start = self.clock.now
        return advance(
            marketplace_id=self.marketplace,
            rail=SandboxRail(),
            start=start,
            to=start + timedelta(days=days),
            tell=lambda _now, _worked: None,
        )


@pytest.fixture
def shop(marketplace: UUID, clock: Clock, tmp_path: Path) -> Shop:
    """A marketplace with the shipped terms, ready for orders."""
    made = Shop(marketplace, clock, tmp_path)
    made.adopt()
    return made


def filed(outcome: Filed | Refused) -> Filed:
    assert isinstance(outcome, Filed), outcome
    return outcome


def refused(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.reason
