"""What each page of the interview needs: one frozen dataclass a page."""

from dataclasses import dataclass, field
from datetime import date, datetime

from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.ahead import Ahead
from makewhole.surfaces.shared.claim_parts import Option, Question, Reason
from makewhole.surfaces.shared.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Whose desk the interview is held at: its templates and addresses, by their names."""

    here: str
    frame_of: str  # The template that stands around.
    claim: str
    matter: str
    begin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LossPage:
    """What all of them show: which draft it is, until when it is kept, who is spoken with."""

    where: Where
    frame: Frame
    reference: str
    about: str  # The product's title; empty: the whole order.
    terms_hash: str
    kept_until: datetime | None
    caller: str = ""  # Whom one of our people writes this down for; empty: they do it themselves.
    command_id: str = ""
    version: int = 0

    @property
    def here(self) -> str:
        return self.where.here


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far it is: honest, because an answer may bring or spare questions."""

    answered: int
    left_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage(LossPage):
    """One matter with its questions, and why they are asked."""

    matter: str
    title: str
    about_head: str = ""  # What the head is called, on pages about one.
    back: str
    progress: Progress
    questions: tuple[Question, ...]
    why: tuple[Reason, ...]
    refused: Refused | None = None
    head_number: int | None = None  # Of a head: it can be taken off.


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadRow:
    """One head of loss as it was typed so far."""

    matter: str
    number: int
    kind: str
    name: str
    asked: Money | None  # None: not said yet.


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsPage(LossPage):
    """The heads of loss, what they come to, and what can be added."""

    back: str
    progress: Progress
    rows: tuple[HeadRow, ...]
    kinds: tuple[Option, ...]
    total: Money
    error: str = ""
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """One answer as it will be sent; `is_unknown` where it was said not to be known."""

    ask: str
    answer: str
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMatter:
    """The answers of one matter, and where they can be changed."""

    matter: str
    title: str
    rows: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage(LossPage):
    """All of it once more, what would come of it, and the declaration that it is true."""

    back: str
    told: tuple[ToldMatter, ...]
    heads: tuple[HeadRow, ...]
    total: Money
    ahead: Ahead | None  # None: it cannot be filed like that, or something is missing.
    refused: Refused | None
    open_matters: tuple[tuple[str, str], ...]  # Matter and title of what is still asked.
    may_send: bool
    error: str = ""
    claim_in_the_way: str = field(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """One order line that may have done the harm."""

    number: int
    title: str
    seller: str
    is_chosen: bool = False
    units: Question | None = None  # How many pieces it was, where more than one was bought.


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginPage:
    """Which product of an order it was; `key` names the draft to be."""

    where: Where
    frame: Frame
    number: str
    ordered_on: date
    caller: str
    rows: tuple[ProductRow, ...]
    key: str
    error: str = ""
    refused: Refused | None = None

    @property
    def here(self) -> str:
        return self.where.here
