"""The waits of parties: which duration of the terms each is, and how one that stood still ends."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from makewhole.core.clocks.duration import Duration, Unit
from makewhole.core.clocks.running import Did, Running, Step, pause, resume
from makewhole.core.clocks.said import ClockSaid, Owner, Runs
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.calendar import DAY

UNREACHED = "unreached"  # Why a wait stands still whose party no notice reaches.

# The duration of the terms that each clock takes, and in what it is counted.
WAITS: Mapping[str, tuple[str, Unit]] = MappingProxyType(
    {
        "draft": ("draft_days", Unit.DAYS),
        "evidence": ("evidence_days", Unit.DAYS),
        "return_proof": ("evidence_days", Unit.DAYS),
        "referral": ("referred_business_days", Unit.BUSINESS_DAYS),
        "decision": ("referred_business_days", Unit.BUSINESS_DAYS),
        **{
            f"reach_{party}": ("referred_business_days", Unit.BUSINESS_DAYS)
            for party in ("claimant", "seller", "insurer")
        },
        "contact": ("contact_wait_hours", Unit.HOURS),
        "seller_answer": ("order_answer_hours", Unit.HOURS),
        "payout": ("pay_business_days", Unit.BUSINESS_DAYS),
        "offer": ("offer_days", Unit.DAYS),
        "return_choice": ("return_days", Unit.DAYS),
        "return_answer": ("order_answer_hours", Unit.HOURS),
        "return_handover": ("return_days", Unit.DAYS),
        "return_transit": ("return_transit_days", Unit.DAYS),
        "return_inspection": ("inspect_business_days", Unit.BUSINESS_DAYS),
        "proof_of_insurance": ("proof_days", Unit.DAYS),
        "loss_answer": ("respond_days", Unit.DAYS),
        "manage": ("manage_days", Unit.DAYS),
        "contest": ("contest_days", Unit.DAYS),
        "insurer_ack": ("insurer_ack_days", Unit.DAYS),
        "insurer_status": ("insurer_status_days", Unit.DAYS),
        "insurer_answer": ("insurer_decide_days", Unit.DAYS),
        "settlement": ("insurer_pay_days", Unit.DAYS),
    }
)


def resumed(
    clock: str, due_at: datetime, stood_since: datetime, timetable: Timetable, at: datetime
) -> datetime:
    """Answer when a wait ends that stood still since then and runs again from `at`.

    Hours that were left are left. Where days are counted, a day on which it stood still for any
    part does not count, and what was left of them is counted on from the day of `at`.
    """
    running = running_wait(clock, due_at, stood_since, timetable)
    said = replace(running.said, pause_while=(UNREACHED,))
    return resume(pause(replace(running, said=said), UNREACHED, stood_since), at).due_at


def running_wait(
    clock: str,
    due_at: datetime,
    since: datetime,
    timetable: Timetable,
    extended: Sequence[str] = (),
) -> Running:
    """Answer a wait as a clock that runs, as far as standing still and getting longer need it.

    `extended` names the clocks that were made longer so far, each as often as it was.
    """
    name, unit = WAITS[clock]
    said = timetable.clocks.get(name) or ClockSaid(Runs.FROM, clock, Owner.NOBODY, clock)
    last = None if unit is Unit.HOURS else timetable.local_day(due_at - timedelta(microseconds=1))
    started = Step(Did.STARTED, since, clock, None, due_at)
    longer = [Step(Did.EXTENDED, since, clock, due_at, due_at)] * extended.count(clock)
    return Running(
        said=said,
        length=Duration(1, unit),
        place=timetable,
        started_at=since,
        counted_after=timetable.local_day(since) - DAY,
        last_day=last,
        due_at=due_at,
        history=(started, *longer),
    )
