"""Any order of commands, any silence: what must hold of a claim at every moment."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim import time_commands as tc
from makewhole.core.claim.bookings import bookings
from makewhole.core.claim.colleagues import Colleague
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.decide import decide
from makewhole.core.claim.evolve import evolve, fold
from makewhole.core.claim.loss import COOLING_OFF, Capacity, Occurrence
from makewhole.core.claim.stages import LOSS_GROUNDS, ClosedAs, Ground, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Ahead, By, Finding, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused
from makewhole.core.ledger.transfer import AccountCode, AccountKey, Transfer
from tests.core.claim.claims import (
    ADDRESS,
    AUTOMATION,
    HANDLER,
    LEAD,
    NOW,
    SELLER,
    TIMETABLE,
    after,
    draft,
    events,
    file,
    move,
)
from tests.core.claim.losses import (
    ASKS,
    HEAD,
    HEADS,
    INSURER_ID,
    LOSS_TIMES,
    STEP_IN,
)
from tests.properties.drawn import (
    FINDINGS,
    LONGER_TIMES,
    LOSS_FINDINGS,
    OPEN_RELEASE,
    PARTIES,
    PEOPLE,
    SKILLED,
    WANTS_RETURN,
    honest,
)

BEGUN = after(draft())


class ClaimLifecycle(RuleBasedStateMachine):
    """One claim, every actor able to send every command or to be silent."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.history: list[e.Event] = []
        self.claim: Claim = BEGUN  # Replaced at once by what `begin` drew.
        self.transfers: list[Transfer] = []
        self.paid_total_minor = 0
        self.determinations = 0
        self.confirmed = False  # Whether one of our people ended it with a yes of theirs.

    @initialize(ground=st.sampled_from(Ground), seller_known=st.booleans())
    def begin(self, ground: Ground, seller_known: bool) -> None:
        seller_id = SELLER.party_id if seller_known else None
        heads = HEADS if ground in LOSS_GROUNDS else ()
        command = draft(ground=ground, seller_id=seller_id, heads=heads, timetable=LOSS_TIMES)
        self.history = list(events(None, command))
        self.claim = after(command)

    @rule(ground=st.sampled_from(Ground))
    def file(self, ground: Ground) -> None:
        self.send(file(ground=ground, at=self.now, timetable=LOSS_TIMES))

    @rule(finding=LOSS_FINDINGS, by=PEOPLE, confirms=st.booleans())
    def assess_a_loss(self, finding: Finding, by: By, confirms: bool) -> None:
        if self.claim.loss is not None and self.claim.seller_id is not None:
            self.determinations += 1
            determination_id = UUID(int=1000 + self.determinations)
            as_it_can_be = honest(finding, self.claim)
            self.send(
                c.AssessClaim(
                    as_it_can_be, determination_id, LOSS_TIMES, confirms, by, self.now, INSURER_ID
                )
            )

    @rule(
        answer=st.sampled_from(
            [
                "proven",
                "accepted",
                "manages",
                "rejected",
                "informs",
                "settled",
                "acknowledged",
                "reports",
            ]
        ),
        actor=st.sampled_from([Actor.SELLER, Actor.INSURER]),
        by=PEOPLE,
    )
    def answer_a_loss(self, answer: str, actor: Actor, by: By) -> None:
        self.send(lc.AnswerLoss(actor, answer, "because", LOSS_TIMES, by, self.now))

    @rule(finding=LOSS_FINDINGS)
    def settle_a_cost(self, finding: Finding) -> None:
        if self.claim.paid_total_minor and self.claim.loss is not None:
            self.determinations += 1
            determination_id = UUID(int=1000 + self.determinations)
            settled = honest(finding, self.claim)
            self.send(lc.SettleCost(settled, determination_id, AUTOMATION, self.now))

    @rule(by=PEOPLE)
    def accept_an_offer(self, by: By) -> None:
        finding = honest(replace(STEP_IN, due_on=OPEN_RELEASE), self.claim)
        self.send(
            lc.AcceptOffer(finding, False, None, "", LOSS_TIMES, by, self.now)  # noqa: FBT003
        )

    @rule(by=PEOPLE, needs_care=st.booleans())
    def take_a_release_back(self, by: By, needs_care: bool) -> None:
        self.send(lc.TakeBackRelease(needs_care, "a second thought", LOSS_TIMES, by, self.now))

    @rule(by=PEOPLE, minor=st.integers(1, 20_00))
    def pay_ahead(self, by: By, minor: int) -> None:
        self.determinations += 1
        determination_id = UUID(int=1000 + self.determinations)
        open_minor = max(0, 30_00 - self.claim.paid_total_minor)
        may_be = replace(ASKS, ahead=Ahead("handler", open_minor, "25.10", (HEAD,)))
        self.send(
            lc.PayAhead(may_be, minor, determination_id, "it leaks", LOSS_TIMES, by, self.now)
        )

    @rule(by=PEOPLE, capacity=st.sampled_from(Capacity), who=st.integers(30, 31))
    def name_the_claimant(self, by: By, capacity: Capacity, who: int) -> None:
        self.send(lc.NameClaimant(UUID(int=who), capacity, "it is so", LOSS_TIMES, by, self.now))

    @rule(by=PEOPLE, which=st.integers(40, 41))
    def name_the_event(self, by: By, which: int) -> None:
        event = Occurrence(UUID(int=which), f"event {which}")
        self.send(lc.NameOccurrence(event, "it is so", by, self.now))

    @rule(by=PEOPLE)
    def decline_an_offer(self, by: By) -> None:
        self.send(lc.DeclineOffer("", LOSS_TIMES, by, self.now))

    @rule(by=PEOPLE)
    def amend_the_heads(self, by: By) -> None:
        self.send(lc.AmendHeads(HEADS, "it grew", by, self.now))

    @rule(by=PEOPLE, whole=st.booleans())
    def confirm_a_settlement(self, by: By, whole: bool) -> None:
        self.send(lc.ConfirmSettlement(Role.SELLER, 1_00, whole, "seen", by, self.now))

    @rule(finding=FINDINGS, by=PEOPLE, confirms=st.booleans())
    def assess(self, finding: Finding, by: By, confirms: bool) -> None:
        self.determinations += 1
        self.send(
            c.AssessClaim(
                finding=honest(finding, self.claim),
                determination_id=UUID(int=1000 + self.determinations),
                timetable=TIMETABLE,
                confirms=confirms,
                by=by,
                at=self.now,
            )
        )

    @rule(by=PEOPLE)
    def ask_for_the_return(self, by: By) -> None:
        moving = self.claim.return_state not in (
            ReturnState.NOT_NEEDED,
            ReturnState.REFUSED,
            ReturnState.UNANSWERED,
            ReturnState.NOT_ARRIVED,
            ReturnState.INSPECTED,
            ReturnState.CLAIMANT_KEEPS,
        )
        if moving:
            self.send(
                c.AssessClaim(WANTS_RETURN, UUID(int=999), TIMETABLE, False, by, self.now)  # noqa: FBT003
            )

    @rule(by=PEOPLE, to=st.sampled_from(ReturnState))
    def move_the_goods(self, by: By, to: ReturnState) -> None:
        self.send(move(to, by, at=self.now))

    @rule(by=PEOPLE, proof=st.sampled_from(["tracked", "receipt", "none"]))
    def say_what_shows_the_return(self, by: By, proof: str) -> None:
        self.send(c.StateFact("return_proof", proof, "seen", by, self.now, sealed=ADDRESS))

    @rule(by=PEOPLE, reason=st.sampled_from(["", "seen"]))
    def state_a_fact(self, by: By, reason: str) -> None:
        self.send(c.StateFact("photos", 1, reason, by, self.now))

    @rule(answer=st.sampled_from(["accepted", "rejected"]))
    def answer(self, answer: str) -> None:
        self.send(c.AnswerClaim(answer, "because", SELLER, self.now))

    @rule(
        result=st.sampled_from(["settled", "failed", "returned"]),
        which=st.integers(0, 5),
        earlier=st.integers(0, 1),
    )
    def hear_from_the_rail(self, result: str, which: int, earlier: int) -> None:
        payouts = self.claim.payouts
        payout = payouts[which % len(payouts)] if payouts else None
        payout_id, last = (payout.payout_id, payout.attempt) if payout else (UUID(int=1000), 1)
        attempt = max(1, last - earlier)
        self.send(c.RecordPayout(payout_id, attempt, result, TIMETABLE, self.now))

    @rule(actor=PARTIES)
    def reach_nobody(self, actor: Actor) -> None:
        self.send(tc.LoseParty(actor, LOSS_TIMES, self.now))

    @rule(actor=PARTIES, by=PEOPLE)
    def reach_them_after_all(self, actor: Actor, by: By) -> None:
        self.send(tc.ReachParty(actor, "by telephone", LOSS_TIMES, by, self.now))

    @rule(actor=PARTIES, by=PEOPLE)
    def ask_for_more_time(self, actor: Actor, by: By) -> None:
        before = self.claim.due_at
        self.send(tc.AskForTime(actor, "we move", LONGER_TIMES, by, self.now))
        assert before is None or (self.claim.due_at is not None and self.claim.due_at >= before)

    @rule(by=PEOPLE, to=st.sampled_from([HANDLER, LEAD, None]))
    def hand_it_to(self, by: By, to: By | None) -> None:
        receiver = Colleague(to, SKILLED) if to is not None else None
        self.send(c.AssignClaim(receiver, "because", SKILLED, by, self.now))

    @rule(by=PEOPLE)
    def withdraw(self, by: By) -> None:
        self.send(c.WithdrawClaim(TIMETABLE, by, self.now))

    @rule()
    def let_time_pass_to_the_next_clock(self) -> None:
        clocks = deadlines(self.claim)
        if clocks:
            clock = min(clocks, key=lambda clock: clock.due_at)
            self.now = max(self.now, clock.due_at)
            self.send(c.LetClockRunOut(clock.name, LOSS_TIMES, self.now))

    @rule(hours=st.integers(1, 100))
    def let_hours_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def send(self, command: c.Command) -> None:
        if isinstance(command, c.AssessClaim):
            self.confirmed = command.confirms and command.by.decides_as_a_person
        decision = decide(self.claim, command)
        if isinstance(decision, Refused):
            return
        for event in decision.events:
            self.claim = evolve(self.claim, event)
            self.history.append(event)
            self.transfers.extend(bookings(self.claim, event, rail="sandbox"))

    @invariant()
    def history_retells_the_claim(self) -> None:
        if self.history:
            assert fold(self.history) == self.claim

    @invariant()
    def an_open_claim_has_one_next_actor_and_one_due_time(self) -> None:  # P5
        if not self.claim.is_closed:
            assert self.claim.next_actor is not None
            assert self.claim.due_at is not None
            assert deadlines(self.claim)

    @invariant()
    def the_next_actor_is_that_of_a_clock_that_runs(self) -> None:  # P5
        if not self.claim.is_closed:
            running = [(one.actor, one.due_at) for one in deadlines(self.claim)]
            assert (self.claim.next_actor, self.claim.due_at) in running

    @invariant()
    def no_time_runs_of_a_party_that_is_not_reached(self) -> None:
        not_reached = {one.actor for one in self.claim.unreached}
        own = {"our_time", COOLING_OFF} | {one.own_clock for one in self.claim.unreached}
        assert not not_reached & {one.actor for one in deadlines(self.claim) if one.name not in own}

    @invariant()
    def nothing_takes_money_back_from_the_claimant(self) -> None:  # P2
        assert self.claim.paid_total_minor >= self.paid_total_minor
        self.paid_total_minor = self.claim.paid_total_minor

    @invariant()
    def never_more_is_paid_than_was_claimed(self) -> None:  # P3
        assert self.claim.settled_minor <= self.claim.paid_total_minor <= 60_00

    @invariant()
    def never_more_is_paid_than_is_allowed(self) -> None:  # P3
        if self.claim.loss is not None:
            allowed = sum(part.allowed_minor for part in self.claim.parts)
            assert self.claim.paid_total_minor <= allowed <= 60_00

    @invariant()
    def every_payout_cites_one_determination(self) -> None:  # P4
        determined = Counter(
            event.determination_id for event in self.history if isinstance(event, e.ClaimDetermined)
        )
        ordered = {event.payout_id for event in self.history if isinstance(event, e.PayoutOrdered)}
        assert ordered <= determined.keys()
        assert all(count == 1 for count in determined.values())

    @invariant()
    def a_claim_with_money_on_its_way_is_not_closed(self) -> None:
        if self.claim.owes_money:
            assert self.claim.stage is not Stage.CLOSED

    @invariant()
    def books_tell_the_same_story(self) -> None:  # P10
        totals: Counter[AccountKey] = Counter()
        for transfer in self.transfers:
            totals[transfer.debit] += transfer.amount_minor
            totals[transfer.credit] -= transfer.amount_minor
        owed = -sum(
            amount for key, amount in totals.items() if key.code is AccountCode.PAYABLE_CLAIMANTS
        )
        paid = -sum(amount for key, amount in totals.items() if key.code is AccountCode.CASH)
        assert paid == self.claim.settled_minor
        if self.claim.closed_as is ClosedAs.PAID:
            assert owed == 0

    @invariant()
    def nobody_bears_more_or_less_than_was_paid(self) -> None:  # P1, P10
        if self.claim.loss is not None:
            borne = sum(one.amount_minor for one in self.claim.loss.borne)
            assert borne == self.claim.paid_total_minor
            assert all(one.amount_minor > 0 for one in self.claim.loss.borne)

    @invariant()
    def no_machine_and_no_clock_turns_an_injury_down(self) -> None:  # P7
        if self.claim.is_injury and self.claim.closed_as in (
            ClosedAs.DENIED,
            ClosedAs.OUT_OF_SCOPE,
        ):
            (determined,) = [e_ for e_ in self.history if isinstance(e_, e.ClaimDetermined)][-1:]
            assert determined.by.decides_as_a_person
        if self.claim.is_injury and self.claim.closed_as is ClosedAs.LAPSED:
            assert self.claim.filed_at is None or self.confirmed

    @invariant()
    def goods_are_handed_over_only_once_somebody_said_where_they_go(self) -> None:
        said_where = False
        for event in self.history:
            if isinstance(event, e.ReturnMoved):
                said_where = said_where or event.sealed is not None
                assert said_where or event.to is not ReturnState.HANDED_OVER

    @invariant()
    def only_people_decide_what_needs_people(self) -> None:
        for event in self.history:
            if isinstance(event, e.DeterminationSeconded):
                assert event.by.role is Role.LEAD  # P9


TestClaimLifecycle = ClaimLifecycle.TestCase
TestClaimLifecycle.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
