"""A claim as its events tell it: what `decide` looks at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.core.claim.loss import Answer, Capacity, Loss
from makewhole.core.claim.stages import (
    CLOCK_OF_RETURN,
    CLOCK_OF_STAGE,
    LOSS_GROUNDS,
    REACH,
    ClosedAs,
    Ground,
    RecoveryState,
    ReturnState,
    Stage,
    clock_of_asking,
)
from makewhole.core.claim.values import (
    By,
    Line,
    PartAllowed,
    PayoutOnFile,
    PayoutState,
    Reminders,
    Role,
    Statement,
)
from makewhole.core.clocks.clock import Actor


@dataclass(frozen=True, slots=True)
class Unreached:
    """A party that no notice reaches. `reach_by` is our own time to reach it.

    `clock` is the wait of the claim that stands still for it, with its end as it was, and since
    when; it is remembered while the claim waits for somebody else, where `holds` is false. The
    answers of a loss stand still with their own ends.
    """

    actor: Actor
    since: datetime
    reach_by: datetime
    next_actor: Actor
    clock: str | None = None
    due_at: datetime | None = None
    stood_since: datetime | None = None
    holds: bool = False

    @property
    def own_clock(self) -> str:
        """Answer the name of our own time to reach the party."""
        return f"{REACH}_{self.actor.value}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, folded from its journal. Amounts are whole minor units of `currency`."""

    claim_id: UUID
    order_id: UUID
    seller_id: UUID | None  # None: the order does not say who sold it.
    currency: str
    ground: Ground | None  # None: a draft, or a claim whose first question is still open.
    lines: tuple[Line, ...]
    opened_by: Role
    opened_at: datetime
    changed_at: datetime  # When its last event happened.
    stage: Stage
    due_at: datetime | None  # The clock of this stage; None only when closed.
    next_actor: Actor | None

    filed_at: datetime | None = None
    terms_hash: str | None = None
    decide_by: datetime | None = None  # Our own time; None before filing and once determined.
    claimant_next_since: datetime | None = None  # Our time stands still while we wait for them.
    closed_as: ClosedAs | None = None

    reminders: Reminders | None = None  # Of the latest wait that has any.

    statements: tuple[Statement, ...] = ()
    asked: tuple[str, ...] = ()
    claimant_due_at: datetime | None = None  # One deadline, however many questions.
    put_to_seller_at: datetime | None = None
    seller_due_at: datetime | None = None  # One deadline, whatever others say meanwhile.
    seller_answer: str | None = None
    silent: frozenset[str] = frozenset()  # The clocks that ran out: their parties' time is over.
    return_state: ReturnState = ReturnState.NOT_ASKED
    return_due_at: datetime | None = None  # For the next step of the goods; a new fact keeps it.
    return_from_at: datetime | None = None  # When the claimant was told where to send them.
    returned_at: datetime | None = None

    authority: str | None = None  # Whose decision is awaited, while assessing.
    deciding_minor: int | None = None  # The money that this decision would give, where known.
    held_by: By | None = None  # Who of our people works on it.
    seconded_by: By | None = None
    determined_at: datetime | None = None
    parts: tuple[PartAllowed, ...] = ()
    paid_total_minor: int = 0  # Determined to be paid, over all determinations of this claim.
    settled_minor: int = 0  # Confirmed by the rail.
    payable_on_return_minor: int = 0
    payouts: tuple[PayoutOnFile, ...] = ()
    loss: Loss | None = None  # None: it is about an order.
    claimant_id: UUID | None = None  # None: the buyer of the order.
    taken_over: Capacity | None = None  # Somebody acts in the first claimant's place.
    recovery_state: RecoveryState = RecoveryState.NONE
    unreached: tuple[Unreached, ...] = ()
    extended: tuple[str, ...] = ()  # The clocks that were made longer on request, each time.

    @property
    def clock(self) -> str | None:
        """Answer the name of the clock that this stage runs; None when the claim is closed."""
        if self.stage is Stage.CLOSED:
            return None
        reaching = self.reaching if self.unreached else None
        if reaching is not None:
            return reaching.own_clock
        if self.stage is Stage.AWAITING_RETURN:
            return CLOCK_OF_RETURN[self.return_state]
        if self.stage is Stage.NEEDS_CLAIMANT:
            return clock_of_asking(self.return_state)
        if self.stage is Stage.AWAITING_ANSWERS and self.loss is not None:
            return self.running_answers[0].clock
        return CLOCK_OF_STAGE[self.stage]

    @property
    def reaching(self) -> Unreached | None:
        """Answer whom we have to reach before anything goes on; None: somebody else is next."""
        return next(
            (
                one
                for one in self.held_up
                if (one.next_actor, one.reach_by) == (self.next_actor, self.due_at)
            ),
            None,
        )

    @property
    def held_up(self) -> tuple[Unreached, ...]:
        """Answer the parties that are not reached while something is asked of them."""
        answers = self.loss.open_answers if self.loss is not None else ()
        asked = {row.actor for row in answers}
        return tuple(one for one in self.unreached if one.holds or one.actor in asked)

    @property
    def running_answers(self) -> tuple[Answer, ...]:
        """Answer the answers whose time runs: of a party that is not reached none does."""
        answers = self.loss.open_answers if self.loss is not None else ()
        if not self.unreached:
            return answers
        return tuple(row for row in answers if self.unreached_of(row.actor) is None)

    def unreached_of(self, actor: Actor) -> Unreached | None:
        """Answer how it stands with a party that no notice reaches; None: it is reached."""
        return next((one for one in self.unreached if one.actor is actor), None)

    def reminders_of(
        self, clock: str | None, due_at: datetime | None
    ) -> tuple[datetime, ...] | None:
        """Answer the reminders still to come of this wait; None: they are of another, or none's.

        Two waits may end at the same time, a person's as well as a party's: each has its name.
        """
        reminders = self.reminders
        if reminders is None or (reminders.clock, reminders.due_at) != (clock, due_at):
            return None
        return reminders.at

    def payout(self, payout_id: UUID) -> PayoutOnFile | None:
        """Answer the payout of this id, if there is one."""
        return next((p for p in self.payouts if p.payout_id == payout_id), None)

    def was_ahead(self, determination_id: UUID) -> bool:
        """Answer whether this determination only paid a part ahead of the answer."""
        return self.loss is not None and determination_id in self.loss.ahead

    @property
    def owes_money(self) -> bool:
        """Answer whether a payout has not arrived yet: then the claim cannot close."""
        return any(payout.state is not PayoutState.SETTLED for payout in self.payouts)

    @property
    def taken_ground(self) -> Ground | None:
        """Answer the ground on which no other claim may concern its lines; a draft takes none."""
        return self.ground if self.filed_at is not None else None

    @property
    def is_loss(self) -> bool:
        """Answer whether it is filed on a ground of a loss."""
        return self.ground in LOSS_GROUNDS

    @property
    def is_injury(self) -> bool:
        """Answer whether somebody was hurt: then only a person turns it down (P7)."""
        return self.ground is Ground.PERSONAL_INJURY

    @property
    def is_at_rest(self) -> bool:
        """Answer whether nobody is asked for anything by which it would be decided again anyway."""
        if self.stage is Stage.AWAITING_RETURN:
            return self.return_state is ReturnState.NOT_ASKED
        return self.stage in (Stage.PAYING, Stage.CLOSED)

    @property
    def is_closed(self) -> bool:
        return self.stage is Stage.CLOSED
