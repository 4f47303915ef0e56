"""The sweep: appeals that we did not decide in time go to a lead, each in a transaction."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import OperationalError, connection

from makewhole.apps.appeals import translate
from makewhole.apps.appeals.commands import On, Think, do_in_transaction
from makewhole.apps.tenancy.outage import FAILURES
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal import handle as thinking
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused

# Orders come first in the one order of locks; those that somebody works on are passed over.
_TAKE_DUE = """
SELECT clock.stream_id, clock.name, claim.id
FROM journal_runningclock clock
JOIN appeals_appeal appeal ON appeal.id = clock.stream_id
JOIN claims_claim claim ON claim.id = appeal.claim_id
JOIN orders_order o ON o.id = claim.order_id
WHERE clock.marketplace_id = %s AND clock.state = 'running' AND clock.due_at <= %s
  AND clock.stream_kind = %s AND claim.id <> ALL (%b::uuid[])
ORDER BY clock.due_at LIMIT 1 FOR UPDATE OF o SKIP LOCKED
"""

_log = logging.getLogger(__name__)


def let_due_appeals_run_out(*, marketplace_id: UUID, at: datetime, failed: dict[UUID, str]) -> int:
    """Draw the consequence of every appeal's clock that is due, and answer how many moved.

    A claim whose appeal cannot be handled is put into `failed`, with what stopped it, and is not
    taken again.
    """
    moved = 0
    passed_over: list[UUID] = list(failed)
    while True:
        claim_id: UUID | None = None
        try:
            with transaction(marketplace_id):
                due = _take_due(marketplace_id, at, passed_over)
                if due is None:
                    return moved
                appeal_id, clock, claim_id = due
                on = On(marketplace_id, claim_id, appeal_id, By(Role.CLOCK), at)
                answer = do_in_transaction(on, _running_out(clock))
        except OperationalError:
            raise  # The database is away or busy, and no appeal is to blame.
        except FAILURES as error:
            if claim_id is None:
                raise
            _log.exception("claim %s: its appeal's clock could not run out", claim_id)
            failed[claim_id] = type(error).__name__
            passed_over.append(claim_id)
            continue
        if isinstance(answer, Refused):
            passed_over.append(claim_id)
        else:
            moved += 1


def _take_due(
    marketplace_id: UUID, at: datetime, passed_over: list[UUID]
) -> tuple[UUID, str, UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_DUE, [marketplace_id, at, translate.STREAM_KIND, passed_over])
        row: tuple[UUID, str, UUID] | None = cursor.fetchone()
    return row


def _running_out(clock: str) -> Think:
    return lambda matter: thinking.let_clock_run_out(matter, clock)
