"""The clock of an appeal: every open one has it, and it has a consequence (P5)."""

from makewhole.core.appeal.stages import CLOCK
from makewhole.core.appeal.state import Appeal
from makewhole.core.clocks.clock import Clock
from makewhole.core.kernel.require import require


def deadlines(appeal: Appeal) -> tuple[Clock, ...]:
    """Answer the clock that runs for the appeal; none once it is over."""
    if appeal.is_over:
        return ()
    require(appeal.due_at is not None and appeal.next_actor is not None, "P5: no clock runs")
    assert appeal.due_at is not None
    assert appeal.next_actor is not None
    return (Clock(CLOCK, appeal.next_actor, appeal.due_at),)
