"""The parts of a claim that every audience's page is made of: plain values, worded at the surface.

A view maps what the queries answered to these. Enumerations are the core's; amounts are `Money`;
times are aware. `None` means that nobody knows, and is shown as that.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from makewhole.core.claim.stages import WAY_BACK_KNOWN, ClosedAs, Ground, ReturnState, Stage
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money

QuestionKind = Literal["yes_no", "choice", "date", "instant", "money", "number", "text", "long"]
Instead = Literal["unknown", "empty", ""]  # What may stand in an answer's place; empty: nothing.

FactValue = bool | int | str | date | datetime | Money | None  # None: unknown, which is not "no".


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHead:
    """What a claim is about and where it stands."""

    reference: str  # Public, short, unguessable: it is in the page's address.
    about: str  # The product's title, in the marketplace's words; empty: the whole order.
    more_lines: int = 0  # Order lines beside the one named in `about`.
    ground: Ground | None  # None: what went wrong is the first question.
    stage: Stage
    closed_as: ClosedAs | None
    order_reference: str
    ordered_on: date
    filed_at: datetime | None
    opened_by: Role
    buyer: str  # As this reader may see it.
    seller: str  # Empty: the order does not say who sold it.
    terms_version: str
    terms_hash: str  # Names the terms that govern this claim, forever (P8).
    claimed: Money
    settled: Money  # Confirmed by the rail.


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who acts next, until when (P5); what silence brings is worded from the clock's name.

    An instant at midnight is the end of the day before it. `quantity` and `unit` say what the terms
    give ("48 hours", "5 business days"), and `skipped` which holidays made it longer.
    """

    actor: Actor
    clock: str  # As in `core.claim.stages`: evidence, seller_answer, decision, payout, ...
    due_at: datetime
    started_at: datetime | None = None
    quantity: int | None = None
    unit: Literal["hours", "days", "business_days"] | None = None
    skipped: tuple[date, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part of the amount: an order line's price, its shipping, or a head of a loss.

    `kind` is the terms' own word; `wording.labels` has ours.
    """

    label: str
    kind: str
    quantity: int | None = None
    claimed: Money
    allowed: Money | None  # None: not determined yet.
    reason: str = ""  # The sentence of the deciding rule; needed once `allowed` is known.
    clause: str = ""
    found: tuple[str, ...] = ()  # What a person found of the item that came back, and why.


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of a determination: its clause, its sentence for this reader, its rule."""

    clause: str
    sentence: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that, had it been otherwise, would have changed the answer (nearest first)."""

    label: str  # The fact's label in the terms.
    was: FactValue
    would_be: FactValue
    outcome: str
    allowed: Money | None  # What would have been allowed then.
    bearer: str = ""  # Who would have borne it, where that is what changes.
    fact: str = ""  # Its name in the terms, for words of its own.
    reader: Literal["claimant", "seller"] = "claimant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """The programme's answer, as this reader may see it."""

    determined_at: datetime
    by_role: Role
    by_name: str = ""  # The person's name as shown; empty for automation.
    finding_counted: bool = False  # A person found something that was decided on.
    outcome: str  # pay | deny | out_of_scope | settled | withdrawn
    summary: str = ""  # The one sentence that this reader needs first.
    clause: str
    payer: str
    bearer: str
    claimed: Money
    allowed: Money
    payable: Money  # Paid by this determination.
    payable_on_return: Money
    charge_seller: Money
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...] | None = None  # None: not worked out, which is not "nothing".
    presumed: tuple[str, ...] = ()  # One sentence for each fact that silence let us presume.
    appeal_by: date | None = None
    contest_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of the timeline, worded for this reader."""

    at: datetime
    text: str
    place: Literal["past", "now", "ahead"] = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says a fact is."""

    source: Role
    value: FactValue
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One fact, what it is taken as, from whom; and what others say, where they contradict it."""

    name: str
    label: str
    value: FactValue
    source: Role | str | None  # A source of the terms; None: nobody has said it.
    at: datetime | None
    is_presumed: bool = False
    presumed_because: str = ""
    words: str = ""  # What its source wrote with it: a rejection's or a finding's reason.
    contradicted_by: tuple[Said, ...] = ()
    is_aside: bool = False  # Nobody said it and no deciding row read it: kept one click away.
    is_closed: bool = False  # It is private, and this reader has not said why they need to see it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One fact that this reader is asked for.

    `given` and `error` are what was typed and why it was not taken, after a refused try. A question
    that asks a buyer offers "I do not know", in the words of `unknown` where it has any; the
    template adds it. `instead` says otherwise: it may be left empty, or must be answered.
    """

    fact: str
    line: int | None = None  # The order line whose item it is about; None: the claim as a whole.
    ask: str
    kind: QuestionKind
    options: tuple[Option, ...] = ()  # For `choice`.
    why: str = ""
    clause: str = ""
    currency: str = ""  # For `money`.
    least: int | None = None  # For `number`: what the terms take.
    most: int | None = None
    given: str = ""
    error: str = ""
    unknown: str = ""
    unknown_hint: str = ""
    hint: str = ""
    instead: Instead = "unknown"

    @property
    def may_not_know(self) -> bool:
        """Answer whether not knowing is an answer."""
        return self.instead == "unknown"

    @property
    def key(self) -> str:
        """Answer how its fields are told apart from those of the page's other questions."""
        return self.fact if self.line is None else f"{self.fact}-{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedReturn:
    """What was typed of where the goods go, or of how they were sent, and why it was not taken."""

    address: str = ""
    carrier: str = ""
    number: str = ""
    link: str = ""
    has_receipt: bool = False
    field: str = ""  # The field that needs another look.
    error: str = ""

    def wrong(self, field: str, error: str) -> "TypedReturn":
        """Answer the same with what is wrong with one field."""
        return replace(self, field=field, error=error)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOfGoods:
    """How far the goods are on their way back, and what this reader may say next.

    `items` asks what each item is worth that came back, with one reason for all of them; what was
    typed there stands again after a refused try, with `error`. `form` is the same for where the
    goods go and for what shows that they were sent.
    """

    state: ReturnState
    may_move_to: tuple[ReturnState, ...] = ()
    way_back: str | None = ""  # The address or the label; None: it was erased.
    is_label: bool = False
    proof: str = ""  # tracked, receipt or none, as the buyer said; empty: nothing was said.
    number: str | None = ""  # Carrier and tracking number; None: erased.
    asks_proof: bool = False  # The buyer is asked now what shows that they were sent.
    due_at: datetime | None = None  # The end of the time that runs for the goods.
    payable_on_return: Money
    items: tuple[Question, ...] = ()
    reason: str = ""
    error: str = ""
    form: TypedReturn = TypedReturn()

    @property
    def is_link(self) -> bool:
        """Answer whether the label is an address on the web."""
        return bool(self.way_back) and str(self.way_back).startswith("https://")

    @property
    def may_show_sending(self) -> bool:
        """Answer whether the buyer may still give what shows that the goods were sent."""
        is_on_its_way = self.state is ReturnState.HANDED_OVER and self.due_at is not None
        return self.asks_proof or (is_on_its_way and not self.proof)

    @property
    def may_say_where(self) -> bool:
        """Answer whether this reader may give an address or a label."""
        return bool(WAY_BACK_KNOWN.intersection(self.may_move_to))

    @property
    def is_put_right(self) -> bool:
        """Answer whether that would replace what was given before."""
        return self.state in WAY_BACK_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice that was sent to this reader."""

    reference: str
    at: datetime
    subject: str
    body: str = ""  # Plain paragraphs, parted by empty lines.
    enclosed: str | None = ""  # A personal text that goes with it; None: it was erased.
    claim_reference: str = ""
    is_read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One line of a list of claims."""

    reference: str
    about: str  # As in `ClaimHead`.
    ground: Ground | None
    stage: Stage
    closed_as: ClosedAs | None
    actor: Actor | None  # None: closed.
    clock: str | None
    due_at: datetime | None
    asked: Money
    paid: Money | None  # What arrived; None: nothing did.
    opened_at: datetime
    counterpart: str = ""  # The seller, for a buyer and a handler; empty where nobody is shown.
    note: str = ""  # What it is to the one of our people who reads it.
