"""Claims that the programme opens itself, where its own facts show an order late or lost."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from uuid import UUID

from django.db import OperationalError

from makewhole.apps.claims.commands import Filed, file_claims
from makewhole.apps.claims.filing import Filing
from makewhole.apps.orders.queries import LateOrLost, orders_late_or_lost
from makewhole.apps.tenancy.outage import FAILURES
from makewhole.core.claim.handle import AUTOMATION
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import Line
from makewhole.core.kernel.outcome import Refused

CHUNK = 200  # Claims in one transaction: short locks, and a killed run loses at most one chunk.

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Proposed:
    """What one run opened, and what it passed over, by reason. Counts are of claims."""

    claims: int = 0
    by_ground: Counter[str] = field(default_factory=Counter)
    orders_by_ground: dict[str, set[UUID]] = field(default_factory=dict)
    never_shipped: int = 0  # Of the claims not received: paid, and never handed to a carrier.
    passed_over: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Proposed") -> None:
        """Count what another market's run did."""
        self.claims += other.claims
        self.by_ground += other.by_ground
        self.never_shipped += other.never_shipped
        self.passed_over += other.passed_over
        for ground, orders in other.orders_by_ground.items():
            self.orders_by_ground.setdefault(ground, set()).update(orders)


def propose_claims(
    *,
    marketplace_id: UUID,
    market_code: str,
    late_days: int,
    at: datetime,
    progress: Callable[[str, int], None],
) -> Proposed:
    """Open a claim for every order and seller that is late or lost at `at`; safe to repeat.

    Only what had happened by `at` counts. The terms decide each one; `late_days` only narrows the
    search to what they could offer.
    """
    proposed = Proposed()
    candidates = orders_late_or_lost(
        marketplace_id=marketplace_id, market_code=market_code, at=at, late_days=late_days
    )
    for chunk in _chunks(candidates):
        filings = [_filing(candidate) for candidate in chunk]
        answers = _file(marketplace_id, filings, at)
        for candidate, answer in zip(chunk, answers, strict=True):
            if isinstance(answer, Filed):
                _count(proposed, candidate)
            else:
                proposed.passed_over[answer.reason] += 1
        progress("claims opened", proposed.claims)
    return proposed


def _file(
    marketplace_id: UUID, filings: Sequence[Filing], at: datetime
) -> tuple[Filed | Refused, ...]:
    """File a chunk together; where that fails, each claim alone, so that one stops no other."""
    try:
        return file_claims(marketplace_id=marketplace_id, filings=filings, at=at)
    except OperationalError:
        raise  # The database is away or busy, and no order is to blame.
    except FAILURES:
        if len(filings) == 1:
            _log.exception("order %s: no claim could be opened", filings[0].order_id)
            return (Refused("could_not_be_handled"),)
        _log.warning("%d claims are opened one by one, since one failed", len(filings))
    return tuple(answer for one in filings for answer in _file(marketplace_id, [one], at))


def _chunks(candidates: Iterator[LateOrLost]) -> Iterator[list[LateOrLost]]:
    """Cut into chunks that name each order once: its second seller waits for the next chunk."""
    waiting: list[LateOrLost] = []
    while True:
        chunk: dict[UUID, LateOrLost] = {}
        later: list[LateOrLost] = []
        for candidate in chain(waiting, islice(candidates, CHUNK)):
            if candidate.order_id in chunk:
                later.append(candidate)
            else:
                chunk[candidate.order_id] = candidate
        if not chunk:
            return
        yield list(chunk.values())
        waiting = later


def _filing(candidate: LateOrLost) -> Filing:
    return Filing(
        order_id=candidate.order_id,
        lines=tuple(Line(number, quantity) for number, quantity in candidate.lines),
        ground=Ground(candidate.ground),
        by=AUTOMATION,
    )


def _count(proposed: Proposed, candidate: LateOrLost) -> None:
    proposed.claims += 1
    proposed.by_ground[candidate.ground] += 1
    proposed.orders_by_ground.setdefault(candidate.ground, set()).add(candidate.order_id)
    if candidate.ground == Ground.NOT_RECEIVED.value and not candidate.was_shipped:
        proposed.never_shipped += 1
