"""Any order of appeals, findings and decisions by anybody: what must hold at every moment.

The walk starts from stories that left a claim denied, paid, or waiting for a return, and runs under
the shipped terms.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from makewhole.core.appeal import handle as thinking
from makewhole.core.appeal.deadlines import deadlines
from makewhole.core.appeal.handle import Asked, HandledAppeal, Matter
from makewhole.core.appeal.people import took_part
from makewhole.core.appeal.stages import CLOCK, Result, Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.appeal.weigh import cost_of
from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import handle as claim_handling
from makewhole.core.claim.evolve import fold
from makewhole.core.claim.stages import ReturnState, Stage
from makewhole.core.claim.values import By, PayoutState
from makewhole.core.kernel.outcome import Refused
from makewhole.core.ledger.transfer import AccountCode, AccountKey
from tests.scenarios import appeals
from tests.scenarios.story import ACTORS, Story, do, read_story

STORIES = Path(appeals.__file__).parent
BEGINNINGS = (
    ("a-denial-is-reversed-on-appeal-and-paid", 3),
    ("a-contest-is-lost", 2),
    ("a-contest-is-lost", 1),
    ("a-contest-is-won-in-part", 7),
    ("while-a-cost-is-contested-nothing-more-is-charged", 2),
)
FOUND = (
    Found("at_address", value=False, reason="seen"),
    Found("at_address", value=True, reason="seen"),
    Found("signature", value=True, reason="seen"),
    Found("tracking", "delivered", "seen"),
    Found("tracking", "lost", "seen"),
    Found("weighed", "claimant", "seen"),
    Found("weighed", "seller", "seen"),
    Found("fulfilled_by", "marketplace", "seen"),
    Found("dishonesty", "established", "seen"),
    Found("part_percent", 40, "seen", line=1),
)
REASONS = Reasons("We looked again.", "It was looked at again.")
ANYBODY = st.sampled_from(sorted(ACTORS))
OURS = st.sampled_from(["handler", "reviewer", "lead", "other lead", "buyer"])


class AppealLifecycle(RuleBasedStateMachine):
    """One claim, both sides and all of our people able to do everything, or to be silent."""

    @initialize(beginning=st.sampled_from(BEGINNINGS))
    def begin(self, beginning: tuple[str, int]) -> None:
        name, steps = beginning
        _, self.story, told = read_story(STORIES / f"{name}.toml")
        for when, _then in told[:steps]:
            do(self.story, when)
        self.paid_minor = 0
        self.own_decisions: list[Appeal] = []

    def attempt(self, appeal_id: UUID | None, think: Callable[[Matter], object]) -> None:
        """Do something to an appeal; note a decision by somebody who took no part no longer."""
        if appeal_id is None and not self.story.appeals:
            return
        matter = appeals.matter_of(self.story, appeal_id)
        outcome = think(matter)
        assert isinstance(outcome, HandledAppeal | Refused)
        if isinstance(outcome, HandledAppeal) and outcome.appeal.result not in (None, Result.SLIP):
            out = took_part(matter.events, matter.others, outcome.appeal.appeal_id)
            decided_by = outcome.appeal.decided_by
            if decided_by is None or decided_by.party_id in out:
                self.own_decisions.append(outcome.appeal)
        appeals.take(self.story, outcome)

    def _determination_id(self) -> UUID:
        return [one for one in self.story.events if isinstance(one, e.ClaimDetermined)][
            -1
        ].determination_id

    @rule(side=st.sampled_from([Side.CLAIMANT, Side.SELLER]), who=st.sampled_from(["own", "buyer"]))
    def ask(self, side: Side, who: str) -> None:
        who = {Side.CLAIMANT: "buyer", Side.SELLER: "seller"}[side] if who == "own" else who
        determination_id = self._determination_id()
        asked = Asked(uuid5(determination_id, side), determination_id, side, "because")
        self.attempt(asked.appeal_id, lambda matter: thinking.file(matter, asked, ACTORS[who]))

    @rule(found=st.sampled_from(FOUND), who=OURS)
    def find(self, found: Found, who: str) -> None:
        self.attempt(None, lambda matter: thinking.record_finding(matter, found, ACTORS[who]))

    @rule(found=st.sampled_from(FOUND))
    def the_reviewer_finds(self, found: Found) -> None:
        def think(matter: Matter) -> object:
            return thinking.record_finding(matter, found, _reviewer(matter))

        self.attempt(None, think)

    @rule(who=OURS)
    def decide(self, who: str) -> None:
        self.attempt(None, lambda matter: thinking.decide_it(matter, REASONS, ACTORS[who]))

    @rule()
    def the_reviewer_decides(self) -> None:
        def think(matter: Matter) -> object:
            return thinking.decide_it(matter, REASONS, _reviewer(matter))

        self.attempt(None, think)

    @rule(who=OURS)
    def pass_on(self, who: str) -> None:
        self.attempt(None, lambda matter: thinking.pass_on(matter, "too near", ACTORS[who]))

    @rule(who=ANYBODY)
    def withdraw(self, who: str) -> None:
        self.attempt(None, lambda matter: thinking.withdraw(matter, ACTORS[who]))

    @rule(found=st.sampled_from(FOUND), who=OURS)
    def correct_a_slip(self, found: Found, who: str) -> None:
        determination_id = self._determination_id()
        asked = Asked(uuid5(determination_id, "slip"), determination_id, Side.PROGRAMME, "slip")
        self.attempt(
            asked.appeal_id,
            lambda matter: thinking.correct_slip(matter, asked, [found], REASONS, ACTORS[who]),
        )

    @rule(days=st.integers(1, 20))
    def let_days_pass(self, days: int) -> None:
        self.story.now += timedelta(days=days)
        self.attempt(None, lambda matter: thinking.let_clock_run_out(matter, CLOCK))

    @rule(to=st.sampled_from(ReturnState), who=ANYBODY)
    def move_the_goods(self, to: ReturnState, who: str) -> None:
        command = c.MoveReturn(to, ACTORS[who], self.story.now)
        self.story.take(claim_handling.handle(self.story.case(), command))

    @rule()
    def hear_from_the_rail(self) -> None:
        claim = self.story.claim
        assert claim is not None
        waiting = [one for one in claim.payouts if one.state is not PayoutState.SETTLED]
        for payout in waiting[:1]:
            case = self.story.case()
            command = c.RecordPayout(
                payout.payout_id, payout.attempt, "settled", case.timetable, self.story.now
            )
            self.story.take(claim_handling.handle(case, command))

    @invariant()
    def nothing_takes_money_back_from_the_claimant(self) -> None:  # P2
        if self._begun():
            assert self.story.claim is not None
            assert self.story.claim.paid_total_minor >= self.paid_minor
            self.paid_minor = self.story.claim.paid_total_minor

    @invariant()
    def never_more_is_paid_than_was_claimed(self) -> None:  # P3
        if self._begun():
            assert self.story.claim is not None
            allowed = sum(part.allowed_minor for part in self.story.claim.parts)
            assert self.story.claim.paid_total_minor <= allowed <= 60_00

    @invariant()
    def an_open_appeal_has_a_clock(self) -> None:  # P5
        for appeal in self.story.appeals if self._begun() else ():
            assert bool(deadlines(appeal)) is not appeal.is_over

    @invariant()
    def only_people_decide_and_nobody_their_own(self) -> None:  # P7, P9
        if self._begun():
            assert self.own_decisions == []
            decided = [one.decided_by for one in self.story.appeals if one.result is not None]
            assert all(by is not None and by.decides_as_a_person for by in decided)

    @invariant()
    def books_tell_who_bears_it(self) -> None:  # P10
        if not self._begun():
            return
        totals: Counter[AccountKey] = Counter()
        for transfer in self.story.transfers:
            totals[transfer.debit] += transfer.amount_minor
            totals[transfer.credit] -= transfer.amount_minor
        charged = sum(v for k, v in totals.items() if k.code is AccountCode.RECEIVABLE_SELLER)
        borne = sum(
            amount
            for key, amount in totals.items()
            if key.code
            in (AccountCode.RECEIVABLE_SELLER, AccountCode.STEP_IN, AccountCode.CONCESSIONS)
        )
        assert self.story.claim is not None
        assert charged == cost_of(self.story.events).charged_minor >= 0
        assert borne == self.story.claim.paid_total_minor
        assert all(totals[key] >= 0 for key in totals if key.code is AccountCode.STEP_IN)

    @invariant()
    def history_retells_the_claim(self) -> None:
        if self._begun():
            assert fold(self.story.events) == self.story.claim

    @invariant()
    def a_claim_is_never_left_half_decided(self) -> None:
        if self._begun():
            assert self.story.claim is not None
            assert self.story.claim.stage is not Stage.SCREENING

    def _begun(self) -> bool:
        return isinstance(getattr(self, "story", None), Story)


def _reviewer(matter: Matter) -> By:
    assert matter.appeal is not None
    return matter.appeal.reviewer or ACTORS["lead"]


TestAppealLifecycle = AppealLifecycle.TestCase
TestAppealLifecycle.settings = settings(
    max_examples=80,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
