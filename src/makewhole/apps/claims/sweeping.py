"""The sweep: due clocks run out, many claims in one transaction, and a failing one alone."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import OperationalError

from makewhole.apps.claims import desk, reasons
from makewhole.apps.claims.commands import Change, change_in_transaction
from makewhole.apps.tenancy.outage import FAILURES
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.outcome import Refused

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class SetAside:
    """Due claims that a run passes over from here on, so that it ends and all others move.

    `failed` could not be handled, with what stopped each: somebody has to look. `refused` has no
    consequence to draw at the run's instant, because something happened to it meanwhile.
    """

    failed: dict[UUID, str] = field(default_factory=dict)
    refused: set[UUID] = field(default_factory=set)

    def claim_ids(self) -> list[UUID]:
        """Answer all claims that are passed over."""
        return [*self.failed, *self.refused]


def let_due_clocks_run_out(
    *, marketplace_id: UUID, at: datetime, limit: int = 500, aside: SetAside | None = None
) -> int:
    """Draw the consequence of clocks that are due, and answer how many claims that moved.

    Nothing is left to move when it answers 0. Rows that another sweeper holds are passed over; the
    longest overdue come first. What does not move is put into `aside` and not taken again.
    """
    aside = aside if aside is not None else SetAside()
    while True:
        drawn = _sweep(marketplace_id, at, limit, aside)
        moved = 0
        for claim_id, answer in drawn.items():
            if isinstance(answer, str):
                aside.failed[claim_id] = answer
            elif isinstance(answer, Refused):
                aside.refused.add(claim_id)
            else:
                moved += 1
        if moved or not drawn:
            return moved


def _sweep(
    marketplace_id: UUID, at: datetime, limit: int, aside: SetAside
) -> dict[UUID, Claim | Refused | str]:
    """Take one batch in one transaction; where that fails, each of its claims in its own."""
    due: tuple[desk.DueClock, ...] = ()
    try:
        with transaction(marketplace_id):
            due = desk.take_due(
                marketplace_id=marketplace_id, at=at, limit=limit, passing_over=aside.claim_ids()
            )
            return _draw(marketplace_id, due, at)
    except OperationalError:
        raise  # The database is away or busy, and no claim is to blame.
    except FAILURES:
        if not due:
            raise
        _log.warning("%d due claims are taken one by one, since one failed", len(due))
    return {one.claim_id: _draw_alone(marketplace_id, one, at) for one in due}


def _draw_alone(marketplace_id: UUID, due: desk.DueClock, at: datetime) -> Claim | Refused | str:
    try:
        with transaction(marketplace_id):
            return _draw(marketplace_id, [due], at)[due.claim_id]
    except OperationalError:
        raise
    except FAILURES as error:
        _log.exception("claim %s: its clock %s could not run out", due.claim_id, due.clock)
        return type(error).__name__


def _draw(
    marketplace_id: UUID, due: Sequence[desk.DueClock], at: datetime
) -> dict[UUID, Claim | Refused | str]:
    """Let these clocks run out; a claim whose facts do not fit its terms is told apart."""
    changes = [Change(one.claim_id, _running_out(one.clock)) for one in due]
    order_of = {one.claim_id: one.order_id for one in due}
    drawn: dict[UUID, Claim | Refused | str] = {}
    for claim_id, answer in change_in_transaction(marketplace_id, changes, at, order_of).items():
        unfit = isinstance(answer, Refused) and answer.reason == reasons.FACT_NOT_ACCEPTABLE
        if unfit:
            _log.error("claim %s: a fact on file does not fit its terms: %s", claim_id, answer)
        drawn[claim_id] = reasons.FACT_NOT_ACCEPTABLE if unfit else answer
    return drawn


def _running_out(clock: str) -> Callable[[Case], Handled | Refused]:
    def run_out(case: Case) -> Handled | Refused:
        return thinking.handle(case, c.LetClockRunOut(clock, case.timetable, case.at))

    return run_out
