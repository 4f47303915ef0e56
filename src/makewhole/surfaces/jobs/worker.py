"""The worker: what falls due is drawn, what was decided is carried out, what happened is sealed.

One part that fails stops no other: it is logged, told in the answer, and tried again by the next
run. So is a claim whose clock cannot run out. An effect that fails is put off (`effects.py`).
"""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError

from makewhole.apps.appeals.rows import NOTICES
from makewhole.apps.appeals.sweeping import let_due_appeals_run_out
from makewhole.apps.claims.changes import store_changes
from makewhole.apps.claims.queries import references_of
from makewhole.apps.claims.sweeping import SetAside, let_due_clocks_run_out
from makewhole.apps.journal.queries import TakenEffect, next_due_at
from makewhole.apps.journal.sealing import seal
from makewhole.apps.notices.commands import Happened, file_appeal_notices, file_notices
from makewhole.apps.notices.deliveries import MAIL, UNREACHED
from makewhole.apps.notices.mailing import send_mails
from makewhole.apps.notices.ports import Post
from makewhole.apps.notices.unreached import stop_time_of
from makewhole.apps.payouts.commands import OrderedPayout, ask_rail, send_payouts
from makewhole.apps.payouts.ports import Rail
from makewhole.apps.tenancy.commands import move_clock_forward
from makewhole.apps.tenancy.outage import FAILURES, database_is_gone
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.jobs.effects import (
    BATCH,
    Carried,
    Failed,
    PutOff,
    carry_out_inside,
    carry_out_outside,
)

# What one part of the work can meet: what a claim can, a database or a rail that is away.
PART_FAILURES = (*FAILURES, InterfaceError, OSError, RuntimeError)

MAILS = 50  # At a time: fewer than other effects, since each waits for a server.

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Worked:
    """What one run did, in counts, and what it could not do."""

    clocks: int = 0
    notices: int = 0
    payouts: int = 0
    mails: int = 0  # That a server took.
    sealed: int = 0
    claims_failed: dict[UUID, str] = field(default_factory=dict)  # With what stopped each.
    parts_failed: dict[str, str] = field(default_factory=dict)
    put_off: dict[UUID, PutOff] = field(default_factory=dict)  # By effect; tried again later.
    made_good: set[UUID] = field(default_factory=set)  # Effects that had been put off before.
    references: dict[UUID, str] = field(default_factory=dict)  # Of the claims that are named here.

    @property
    def is_whole(self) -> bool:
        """Answer whether everything that was due could be done."""
        return not (self.claims_failed or self.parts_failed or self.put_off)

    def add(self, other: "Worked") -> None:
        """Count what another run did."""
        self.clocks += other.clocks
        self.notices += other.notices
        self.payouts += other.payouts
        self.mails += other.mails
        self.sealed += other.sealed
        self.claims_failed |= other.claims_failed
        self.parts_failed |= other.parts_failed
        for effect_id in other.made_good:
            self.put_off.pop(effect_id, None)
        self.put_off |= other.put_off
        self.references |= other.references

    def find_references(self, marketplace_id: UUID) -> int:
        """Learn what people call the claims of which something could not be done."""
        named = {one.claim_id for one in self.put_off.values() if one.claim_id is not None}
        wanted = (named | self.claims_failed.keys()) - self.references.keys()
        if wanted:
            with transaction(marketplace_id):
                self.references |= references_of(marketplace_id=marketplace_id, claim_ids=wanted)
        return len(wanted)

    def attempt(self, part: str, work: Callable[[], int]) -> int:
        """Do one part of the work; once it failed, it is left to the next run."""
        if part in self.parts_failed:
            return 0
        try:
            return work()
        except PART_FAILURES as error:
            if database_is_gone(error):
                raise
            _log.exception("%s could not be worked", part)
            self.parts_failed[part] = type(error).__name__
            return 0

    def carry_out(self, part: str, work: Callable[[], Carried]) -> int:
        """Carry out effects, note what was put off, and answer how many were done."""

        def carried() -> int:
            what = work()
            self.put_off |= what.put_off
            self.made_good |= what.made_good
            return what.done

        return self.attempt(part, carried)


def work_what_is_due(
    *,
    marketplace_id: UUID,
    rail: Rail,
    at: datetime,
    post: Post | None = None,
    failed: dict[UUID, str] | None = None,
) -> Worked:
    """Do everything that is due at `at`, until nothing is; then seal the journal.

    Without `post`, mails are recorded as not sent, since there is no mail channel.

    Claims in `failed` are passed over: an earlier run of the same process found them so, and only
    claims that this run finds are told in its answer.
    """
    known = dict(failed or {})
    aside = SetAside(failed=dict(known))
    worked = Worked()
    while True:
        moved = worked.attempt(
            "clocks",
            lambda: let_due_clocks_run_out(
                marketplace_id=marketplace_id, at=at, limit=BATCH, aside=aside
            ),
        )
        moved += worked.attempt(
            "appeals' clocks",
            lambda: let_due_appeals_run_out(
                marketplace_id=marketplace_id, at=at, failed=aside.failed
            ),
        )
        told = worked.carry_out("notices", lambda: _notices(marketplace_id, at))
        told += worked.carry_out("appeals' notices", lambda: _appeal_notices(marketplace_id, at))
        paid = worked.carry_out("payouts", lambda: _payouts(marketplace_id, rail, at))
        mailed = worked.carry_out("mails", lambda: _mails(marketplace_id, post, at, worked))
        lost = worked.carry_out("lost mail", lambda: _unreached(marketplace_id, at))
        compared = worked.carry_out("changes", lambda: _changes(marketplace_id, at))
        worked.clocks += moved
        worked.notices += told
        worked.payouts += paid
        if not (moved or told or paid or compared or mailed or lost):
            break
    worked.claims_failed = {id_: why for id_, why in aside.failed.items() if id_ not in known}
    worked.attempt("references", lambda: worked.find_references(marketplace_id))
    worked.sealed = worked.attempt("sealing", lambda: _seal(marketplace_id))
    return worked


def advance(
    *,
    marketplace_id: UUID,
    rail: Rail,
    start: datetime,
    to: datetime,
    tell: Callable[[datetime, Worked], None],
    post: Post | None = None,
) -> Worked:
    """Move a sandbox marketplace's clock forward, from due time to due time, up to `to`.

    Each consequence happens at its own instant, so that a year is as true as a day. A claim that
    cannot be handled stays behind, and does not hold the clock.
    """
    total = Worked()
    now = start
    while True:
        total.add(
            work_what_is_due(
                marketplace_id=marketplace_id,
                rail=rail,
                at=now,
                post=post,
                failed=total.claims_failed,
            )
        )
        tell(now, total)
        if now >= to:
            break
        with transaction(marketplace_id):
            due_at = next_due_at(marketplace_id=marketplace_id, after=now)
        now = min(due_at, to) if due_at is not None else to
        move_clock_forward(marketplace_id=marketplace_id, to=now)
    return total


def _seal(marketplace_id: UUID) -> int:
    with transaction(marketplace_id):
        return seal(marketplace_id=marketplace_id).events


def _notices(marketplace_id: UUID, at: datetime) -> Carried:
    def file(effects: Sequence[TakenEffect]) -> None:
        file_notices(marketplace_id=marketplace_id, happened=[_happened(e) for e in effects])

    return carry_out_inside(marketplace_id=marketplace_id, kind="notices", at=at, work=file)


def _appeal_notices(marketplace_id: UUID, at: datetime) -> Carried:
    def file(effects: Sequence[TakenEffect]) -> None:
        happened = [_happened(effect) for effect in effects]
        file_appeal_notices(marketplace_id=marketplace_id, happened=happened)

    return carry_out_inside(marketplace_id=marketplace_id, kind=NOTICES, at=at, work=file)


def _changes(marketplace_id: UUID, at: datetime) -> Carried:
    """Work out what would have changed each new determination, and store it with it."""

    def store(effects: Sequence[TakenEffect]) -> None:
        ids = [UUID(json.loads(effect.body)["determination_id"]) for effect in effects]
        store_changes(marketplace_id=marketplace_id, determination_ids=ids)

    return carry_out_inside(marketplace_id=marketplace_id, kind="changes", at=at, work=store)


def _payouts(marketplace_id: UUID, rail: Rail, at: datetime) -> Carried:
    """Hand payouts over, and ask after those that were."""

    def hand_over(effects: Sequence[TakenEffect]) -> Failed:
        ordered = {effect: _ordered(effect) for effect in effects}
        to_send = [ordered[effect] for effect in effects if effect.kind == "payout"]
        to_ask = [ordered[effect] for effect in effects if effect.kind == "rail"]
        unsent = send_payouts(marketplace_id=marketplace_id, ordered=to_send, rail=rail, at=at)
        unasked = ask_rail(marketplace_id=marketplace_id, ordered=to_ask, rail=rail, at=at)
        silent = {"payout": unsent, "rail": unasked}
        return {
            effect.effect_id: silent[effect.kind][payout]
            for effect, payout in ordered.items()
            if payout in silent[effect.kind]
        }

    return carry_out_outside(
        marketplace_id=marketplace_id, kinds=["payout", "rail"], at=at, work=hand_over
    )


def _mails(marketplace_id: UUID, post: Post | None, at: datetime, worked: Worked) -> Carried:
    """Send notices by mail; what a server would not take now is put off."""

    def send(effects: Sequence[TakenEffect]) -> Failed:
        named = {UUID(json.loads(effect.body)["notice_id"]): effect for effect in effects}
        mailed = send_mails(marketplace_id=marketplace_id, notice_ids=list(named), post=post, at=at)
        worked.mails += mailed.sent
        return {named[notice_id].effect_id: said for notice_id, said in mailed.again.items()}

    return carry_out_outside(
        marketplace_id=marketplace_id,
        kinds=[MAIL],
        at=at,
        work=send,
        limit=BATCH if post is None else MAILS,
    )


def _unreached(marketplace_id: UUID, at: datetime) -> Carried:
    """Let the time of parties stand still whom no mail reaches."""

    def stop(effects: Sequence[TakenEffect]) -> Failed:
        bodies = [json.loads(effect.body) for effect in effects]
        lost = [(UUID(body["claim_id"]), body["audience"]) for body in bodies]
        stop_time_of(marketplace_id=marketplace_id, lost=lost, at=at)
        return {}

    return carry_out_outside(marketplace_id=marketplace_id, kinds=[UNREACHED], at=at, work=stop)


def _happened(effect: TakenEffect) -> Happened:
    body = json.loads(effect.body)
    appeal_id = UUID(body["appeal_id"]) if "appeal_id" in body else None
    return Happened(UUID(body["claim_id"]), body["first"], body["last"], appeal_id)


def _ordered(effect: TakenEffect) -> OrderedPayout:
    body = json.loads(effect.body)
    return OrderedPayout(
        payout_id=UUID(body["payout_id"]),
        claim_id=UUID(body["claim_id"]),
        attempt=body["attempt"],
        amount_minor=int(body["amount_minor"]),
        currency=body["currency"],
    )
