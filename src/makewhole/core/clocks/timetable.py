"""How long each wait lasts: numbers of the terms, turned into instants of the market's days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from makewhole.core.clocks.place import Place
from makewhole.core.clocks.said import ClockSaid

# The parameters of the terms that say after which share of a wait its party is reminded.
REMINDERS = ("reminder_percent", "last_reminder_percent")
LAST_REMINDER = REMINDERS[-1:]


@dataclass(frozen=True, slots=True)
class Timetable(Place):
    """The waits of one claim: durations by the terms' parameter name, in the market's days.

    A wait in days ends when the last day ends where the market is; a wait in hours ends to the
    second. Sources: the parameters of the terms in force for the claim, each cited there.
    """

    durations: Mapping[str, int]
    clocks: Mapping[str, ClockSaid] = field(default_factory=dict)  # What the terms say of each.

    def after_hours(self, at: datetime, duration: str) -> datetime:
        """Answer the instant so many hours after `at`."""
        return at + timedelta(hours=self.durations[duration])

    def after_days(self, at: datetime, duration: str) -> datetime:
        """Answer the end of the last of so many calendar days after the day of `at`."""
        return self.end_of(self.local_day(at) + timedelta(days=self.durations[duration]))

    def after_business_days(self, at: datetime, duration: str) -> datetime:
        """Answer the end of the last of so many business days after the day of `at`."""
        return self.end_of(self.calendar.add(self.local_day(at), self.durations[duration]))

    def reminders(
        self, at: datetime, due_at: datetime, shares: Sequence[str] = REMINDERS
    ) -> tuple[datetime, ...]:
        """Answer when the party of a wait is reminded of its end; terms may name no share."""
        percents = (self.durations[share] for share in shares if share in self.durations)
        instants = (at + (due_at - at) * percent // 100 for percent in percents)
        return tuple(instant for instant in instants if at < instant < due_at)
