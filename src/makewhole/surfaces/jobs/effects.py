"""The outbox, carried out: many effects together, each alone where that fails.

One that cannot be carried out stops no other. It is put off, each time for twice as long and at
most a day, in the marketplace's own time, and told.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError

from makewhole.apps.journal.commands import finish_effects, put_effects_off, take_effects
from makewhole.apps.journal.queries import TakenEffect
from makewhole.apps.tenancy.outage import FAILURES
from makewhole.apps.tenancy.transactions import transaction

BATCH = 500
FIRST_WAIT = timedelta(minutes=1)
_DOUBLINGS_TO_A_DAY = 11  # 1 minute, 2, 4 ... 1,024; then a day.

Failed = Mapping[UUID, str]  # By effect, with what stopped it.

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PutOff:
    """An effect that could not be carried out; `claim_id` is None where its body is torn."""

    claim_id: UUID | None
    kind: str
    why: str
    again_at: datetime


@dataclass(slots=True)
class Carried:
    """What became of the effects that were taken; `made_good` had been put off before."""

    done: int = 0
    made_good: set[UUID] = field(default_factory=set)
    put_off: dict[UUID, PutOff] = field(default_factory=dict)


def wait_after(attempts: int) -> timedelta:
    """Answer how long an effect waits that so many attempts could not carry out."""
    if attempts > _DOUBLINGS_TO_A_DAY:
        return timedelta(days=1)
    return FIRST_WAIT * (1 << (attempts - 1))


def carry_out_inside(
    *,
    marketplace_id: UUID,
    kind: str,
    at: datetime,
    work: Callable[[Sequence[TakenEffect]], object],
) -> Carried:
    """Carry out what only writes our own rows: taken, done and finished in one transaction."""
    taken: tuple[TakenEffect, ...] = ()
    failed: Failed = {}

    def alone(effects: Sequence[TakenEffect]) -> Failed:
        with transaction(marketplace_id):
            work(effects)
            finish_effects(marketplace_id=marketplace_id, effects=effects)
        return {}

    try:
        with transaction(marketplace_id):
            taken = take_effects(marketplace_id=marketplace_id, kinds=[kind], at=at, limit=BATCH)
            if taken:
                work(taken)
                finish_effects(marketplace_id=marketplace_id, effects=taken)
    except OperationalError:
        raise  # The database is away or busy, and no effect is to blame.
    except FAILURES:
        if not taken:
            raise
        failed = _each_alone(taken, alone)
    return _carried(marketplace_id, taken, failed, at)


def carry_out_outside(
    *,
    marketplace_id: UUID,
    kinds: Sequence[str],
    at: datetime,
    work: Callable[[Sequence[TakenEffect]], Failed],
    limit: int = BATCH,
) -> Carried:
    """Carry out what reaches others: taken for a while first, finished once it was done.

    `work` opens its own transactions, and answers what failed of what it was given.
    """
    with transaction(marketplace_id):
        taken = take_effects(marketplace_id=marketplace_id, kinds=kinds, at=at, limit=limit)
    if not taken:
        return Carried()
    try:
        failed = work(taken)
    except OperationalError:
        raise
    except FAILURES:
        failed = _each_alone(taken, work)
    with transaction(marketplace_id):
        done = [effect for effect in taken if effect.effect_id not in failed]
        finish_effects(marketplace_id=marketplace_id, effects=done)
    return _carried(marketplace_id, taken, failed, at)


def _each_alone(
    taken: Sequence[TakenEffect], work: Callable[[Sequence[TakenEffect]], Failed]
) -> Failed:
    _log.warning("%d effects are taken one by one, since one failed", len(taken))
    failed: dict[UUID, str] = {}
    for effect in taken:
        try:
            failed |= work([effect])
        except OperationalError:
            raise
        except FAILURES as error:
            _log.exception("claim %s: %s", _claim_of(effect), effect.kind)
            failed[effect.effect_id] = type(error).__name__
    return failed


def _carried(
    marketplace_id: UUID, taken: Sequence[TakenEffect], failed: Failed, at: datetime
) -> Carried:
    later = {
        effect: at + wait_after(effect.attempts) for effect in taken if effect.effect_id in failed
    }
    if later:
        with transaction(marketplace_id):
            put_effects_off(marketplace_id=marketplace_id, effects=list(later.items()))
    return Carried(
        done=len(taken) - len(later),
        made_good={one.effect_id for one in taken if one.attempts > 1 and one not in later},
        put_off={
            one.effect_id: PutOff(_claim_of(one), one.kind, failed[one.effect_id], again_at)
            for one, again_at in later.items()
        },
    )


def _claim_of(effect: TakenEffect) -> UUID | None:
    try:
        return UUID(json.loads(effect.body)["claim_id"])
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
