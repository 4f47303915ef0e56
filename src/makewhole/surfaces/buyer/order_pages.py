"""What the pages about orders need, from the list to the claim that is about to be sent."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.ahead import Ahead
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.frame import Frame, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """A claim that was made on an order, as far as it shows there."""

    reference: str
    ground: Ground | None
    stage: Stage
    closed_as: ClosedAs | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One order line: what was bought, what was promised, what happened by now.

    A day that is None was not reported. `tracking` is the carrier's last word beside those days.
    """

    number: int
    title: str  # Empty: the whole order.
    quantity: int
    price: Money
    shipping: Money
    refunded: Money
    left: Money  # Of its price: what was not refunded yet.
    promised_on: date | None
    sent_on: date | None
    arrived_on: date | None
    has_arrived: bool
    state: str  # As the marketplace says.
    tracking: str = ""
    is_refunded: bool = False  # In full: nothing is left to claim.
    claims: tuple[ClaimLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerLines:
    """The lines that one claim may concern together: of one seller, sent by one."""

    seller: str  # Empty: nobody said who sold it.
    is_sent_by_marketplace: bool
    lines: tuple[LineRow, ...]

    @property
    def first(self) -> int:
        """Answer the number that names these lines in an address."""
        return self.lines[0].number

    @property
    def may_claim(self) -> bool:
        """Answer whether anything is left to claim."""
        return any(not line.is_refunded for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order of a list."""

    number: str
    lines: tuple[LineRow, ...]
    ordered_on: date
    paid: Money
    claims: tuple[ClaimLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersPage:
    """All orders of one person, the latest first."""

    here: ClassVar[str] = "orders"
    frame: Frame
    rows: tuple[OrderRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPage:
    """One order, with what was promised and what happened, line by line."""

    here: ClassVar[str] = "orders"
    frame: Frame
    number: str
    ordered_on: date
    paid: Money
    groups: tuple[SellerLines, ...]
    claims: tuple[ClaimLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChoice:
    """One line in the form: whether it is chosen, how many units, how much; with what is wrong."""

    line: LineRow
    is_chosen: bool = False
    units: str = ""
    amount: str = ""
    error: str = ""
    units_error: str = ""
    amount_error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage:
    """What the claim is about: lines of one seller, how many units, what went wrong."""

    here: ClassVar[str] = "orders"
    frame: Frame
    number: str
    ordered_on: date
    group: SellerLines
    others: tuple[SellerLines, ...]  # What other sellers sold: each its own claim.
    choices: tuple[LineChoice, ...]
    question: Question  # What went wrong; it may be left open.
    error: str = ""  # No line was chosen.


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """One line of what is about to be claimed."""

    title: str
    units: int
    of: int
    amount: Money  # What is asked for, its shipping not included.
    is_part: bool  # Less than was paid for these units.
    refunded: Money | None = None  # What was refunded of it already, and so is not asked again.


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforePage:
    """What happens next, said before anything is sent; and the questions that come first.

    `sent` is everything typed so far, carried on in the form. `key` names the claim to be, so that
    sending it twice makes one.
    """

    here: ClassVar[str] = "orders"
    frame: Frame
    number: str
    asked_for: tuple[AskedFor, ...]
    ground: str  # In the buyer's words; empty: left open.
    ahead: Ahead | None  # None: refused.
    refused: Refused | None
    claim_reference: str  # The claim that is in the way; empty: none is.
    questions: tuple[Question, ...]
    terms_hash: str
    sent: tuple[tuple[str, str], ...]
    change: str  # The query that leads back to the choice.
    draft_until: datetime
    key: str

    @property
    def may_send(self) -> bool:
        """Answer whether all is said that is needed to send it."""
        return self.ahead is not None and self.ground != "" and not self.questions

    @property
    def may_keep(self) -> bool:
        """Answer whether a draft of it has a way on: not where another claim or refund stands."""
        if self.refused is None:
            return True
        return self.refused.reason in ("too_early", "contact_seller_first")
