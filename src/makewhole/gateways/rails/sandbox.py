"""A rail that moves no money and behaves like the worst of them: late, twice, and wrong at times.

What it does follows from the payout's key alone, so that it needs no memory of its own and a run
can be repeated: most payouts settle within days, some say so twice, some fail at first, a few come
back after they settled.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from makewhole.apps.payouts.ports import PayoutOrder, RailAnswer, RailState


@dataclass(frozen=True, slots=True)
class _Step:
    """From so many hours after it was sent, the rail says this."""

    after_hours: int
    state: RailState


_PROMPT = (_Step(4, RailState.SETTLED),)
_SLOW = (_Step(49, RailState.SETTLED),)
_TWICE = (_Step(4, RailState.SETTLED), _Step(5, RailState.SETTLED))
_FAILS = (_Step(20, RailState.FAILED),)
_COMES_BACK = (_Step(4, RailState.SETTLED), _Step(100, RailState.RETURNED))


def _behaviour(order: PayoutOrder) -> tuple[_Step, ...]:
    """Choose by the payout; a second attempt goes through, since its cause was mended."""
    draw = sha256(str(order.payout_id).encode()).digest()[0]  # 0 to 255
    if order.attempt > 1 or draw >= 40:
        return _PROMPT
    if draw >= 20:
        return _SLOW
    if draw >= 10:
        return _TWICE
    if draw >= 4:
        return _FAILS
    return _COMES_BACK


class SandboxRail:
    """The rail of sandbox marketplaces."""

    name = "sandbox"

    def send(self, order: PayoutOrder, *, at: datetime) -> RailAnswer:
        """Take the order; the first word comes hours later."""
        first = _behaviour(order)[0]
        return RailAnswer(
            RailState.PENDING, _reference(order), at + timedelta(hours=first.after_hours)
        )

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> RailAnswer:
        """Answer the latest word, and when the next one is due."""
        state = RailState.PENDING
        for step in _behaviour(order):
            if at < sent_at + timedelta(hours=step.after_hours):
                return RailAnswer(
                    state, _reference(order), sent_at + timedelta(hours=step.after_hours)
                )
            state = step.state
        return RailAnswer(state, _reference(order), None)


def _reference(order: PayoutOrder) -> str:
    return "SB-" + sha256(order.key.encode()).hexdigest()[:12].upper()
