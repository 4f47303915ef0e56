"""Stories: what people did, in sentences that a lawyer can read, run against the shipped terms.

A story is a TOML file: an order, and steps that each do something and say what then is so. It runs
through `core.claim.handle` alone, with the real terms and no database.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from makewhole.core.appeal.state import Appeal
from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.colleagues import Mandate
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.claim.handle import AUTOMATION, Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.loss import LossOnFile
from makewhole.core.claim.order import LineOnFile, OrderOnFile, TrackingOnFile
from makewhole.core.claim.record import Weighing
from makewhole.core.claim.stages import WAY_BACK_KNOWN, Ground, ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, Role, SealedText, Value
from makewhole.core.clocks.clock import Clock
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.calendar import business_calendar
from makewhole.core.kernel.money import parse_minor
from makewhole.core.kernel.outcome import Refused
from makewhole.core.ledger.transfer import Transfer
from makewhole.core.terms.model import Terms
from makewhole.core.terms.schema import read_terms
from tests.scenarios.losses import LOSS_ACTS, policies_of, rates_of

ZONES = {"us": "America/Chicago", "br": "America/Sao_Paulo"}
CALENDARS = {"us": "US", "br": "BR"}
CURRENCIES = {"us": "USD", "br": "BRL"}
SELLER_ID, BUYER_ID = UUID(int=3), UUID(int=10)
INSURER_ID = UUID(int=14)

ACTORS = {
    "buyer": By(Role.CLAIMANT, BUYER_ID),
    "seller": By(Role.SELLER, SELLER_ID),
    "insurer": By(Role.INSURER, INSURER_ID),
    "handler": By(Role.HANDLER, UUID(int=11)),
    "lead": By(Role.LEAD, UUID(int=12)),
    "other lead": By(Role.LEAD, UUID(int=13)),
    "reviewer": By(Role.HANDLER, UUID(int=14)),
    "carrier": By(Role.CARRIER),
}

WHERE = SealedText(UUID(int=20), "c" * 64)
PROOFS = {
    "a tracking number": ("tracked", SealedText(UUID(int=21), "d" * 64)),
    "a receipt": ("receipt", None),
    "nothing": ("none", None),
}

GOODS = {
    "asks to send the item back": ReturnState.ASKED,
    "gives an address": ReturnState.ACCEPTED,
    "gives a label": ReturnState.LABEL_GIVEN,
    "refuses the return": ReturnState.REFUSED,
    "hands the item over": ReturnState.HANDED_OVER,
    "says that it never came": ReturnState.NOT_ARRIVED,
    "has it after all": ReturnState.RECEIVED,
    "brings the item back": ReturnState.RECEIVED,
    "has looked at the item": ReturnState.INSPECTED,
    "keeps the item": ReturnState.CLAIMANT_KEEPS,
}


def shipped(market: str) -> Terms:
    """The shipped terms of a market."""
    folder = files("makewhole") / "terms"
    base = (folder / "guarantee-us.yaml").read_text(encoding="utf-8")
    text = (folder / f"guarantee-{market}.yaml").read_text(encoding="utf-8")
    terms = read_terms(text, name=f"guarantee-{market}", bases={"guarantee-us": base})
    assert isinstance(terms, Terms), terms
    return terms


@dataclass(slots=True)
class Story:
    """A claim on one order, as the story goes on."""

    market: str
    order: OrderOnFile
    terms: Terms
    claim: Claim | None = None
    refused: Refused | None = None
    events: list[e.Event] = field(default_factory=list)
    weighed: Weighing | None = None
    appeals: list[Appeal] = field(default_factory=list)  # The latest one last.
    people: tuple[By, ...] = ()
    transfers: list[Transfer] = field(default_factory=list)
    now: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    determinations: int = 0
    loss: LossOnFile = field(default_factory=LossOnFile)
    borne: dict[str, int] = field(default_factory=dict)
    mandates: dict[str, Mandate] = field(default_factory=dict)  # By who; others act as the role.

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(ZONES[self.market])

    def case(self) -> Case:
        self.determinations += 1
        return Case(
            claim=self.claim,
            order=self.order,
            terms=self.terms,
            timetable=Timetable(
                durations=self.terms.durations_on(self.order.placed_on),
                clocks=self.terms.clocks,
                calendar=business_calendar(CALENDARS[self.market]),
                zone=self.zone,
            ),
            determination_id=UUID(int=1000 + self.determinations),
            rail="sandbox",
            at=self.now,
            loss=self.loss,
        )

    def take(self, outcome: Handled | Refused) -> None:
        if isinstance(outcome, Refused):
            self.refused = outcome
            return
        self.refused = None
        self.claim = outcome.claim
        self.events.extend(outcome.events)
        for transfers in outcome.transfers:
            for transfer in transfers:
                for key, sign in ((transfer.debit, 1), (transfer.credit, -1)):
                    before = self.borne.get(key.code.value, 0)
                    self.borne[key.code.value] = before + sign * transfer.amount_minor
        self.transfers.extend(one for moved in outcome.transfers for one in moved)
        for weighing in outcome.weighings:
            self.weighed = weighing
            if self.claim.loss is None:
                self._raise_refunds(weighing.determined)

    def _raise_refunds(self, determined: e.ClaimDetermined) -> None:
        """Do what the orders app does: what is refunded stands on the order."""
        added = determined.payable_minor
        allowed = {(p.line_number, p.kind): p.allowed_minor for p in determined.parts}
        lines = tuple(
            replace(
                line,
                refunded_item_minor=allowed.get((line.number, "order_line"), 0),
                refunded_shipping_minor=allowed.get((line.number, "shipping"), 0),
            )
            for line in self.order.lines
        )
        refunded = self.order.refunded_minor + added
        self.order = replace(self.order, lines=lines, refunded_minor=refunded)


def read_story(path: Path) -> tuple[str, Story, list[tuple[str, str]]]:
    """A story's title, its beginning, and its steps: what happens, what is then so."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    market = told.get("market", "us")
    story = Story(market=market, order=_order(told["order"], market), terms=shipped(market))
    story.loss = LossOnFile(policies=policies_of(told, story.zone), rates=rates_of(told))
    return told["title"], story, [(step["when"], step["then"]) for step in told["steps"]]


def _order(told: dict[str, Any], market: str) -> OrderOnFile:
    zone = ZoneInfo(ZONES[market])
    currency = CURRENCIES[market]

    def at_noon(day: date | None) -> datetime | None:
        return datetime.combine(day, time(12), zone) if day is not None else None

    lines = tuple(
        LineOnFile(
            number=number,
            seller_id=SELLER_ID if line.get("seller_known", True) else None,
            title=line.get("title", "Kettle"),
            quantity=line.get("quantity", 1),
            price_minor=parse_minor(line["price"], currency),
            shipping_minor=parse_minor(line.get("shipping", "0"), currency),
            refunded_item_minor=parse_minor(line.get("refunded", "0"), currency),
            refunded_shipping_minor=0,
            latest_estimate_on=told["latest_estimate"],
            handed_over_at=at_noon(told.get("handed_over")),
            delivered_at=at_noon(told.get("delivered")),
            delivered_on=told.get("delivered"),
            ship_by_at=at_noon(told.get("ship_by")),
            fulfilled_by=told.get("fulfilled_by", "seller"),
        )
        for number, line in enumerate(told["lines"], start=1)
    )
    paid = sum(line.price_minor + line.shipping_minor for line in lines)
    tracking = tuple(
        TrackingOnFile(event["kind"], datetime.combine(event["on"], time(12), zone), None)
        for event in told.get("tracking", ())
    )
    return OrderOnFile(
        order_id=UUID(int=2),
        external_id="NW-1",
        market_code=market,
        buyer_id=BUYER_ID,
        placed_on=told["placed"],
        currency=currency,
        paid_minor=parse_minor(told["paid"], currency) if "paid" in told else paid,
        refunded_minor=parse_minor(told.get("refunded", "0"), currency),
        state=told.get("state", "shipped"),
        lines=lines,
        tracking=tracking,
    )


# -- What happens ----------------------------------------------------------------------------------


def do(story: Story, sentence: str) -> None:
    """Let what the sentence says happen."""
    dated = re.fullmatch(r"On (\d{4}-\d\d-\d\d)(?: at (\d\d:\d\d(?::\d\d)?))? (.+)\.", sentence)
    assert dated, f"a step begins with its day and ends with a full stop: {sentence}"
    day, clock, rest = dated.groups()
    at = datetime.fromisoformat(f"{day}T{clock or '12:00'}").replace(tzinfo=story.zone)
    story.now = at.astimezone(UTC)
    for pattern, act in (*_ACTS, *LOSS_ACTS, *OTHER_ACTS):
        found = re.fullmatch(pattern, rest)
        if found:
            act(story, *found.groups())
            return
    raise AssertionError(f"nobody can do this yet: {rest}")


def _claims(story: Story, who: str, ground: str, lines: str | None, said: str | None) -> None:
    numbers = [int(n) for n in re.findall(r"\d+", lines or "")] or [
        line.number for line in story.order.lines
    ]
    quantities = {line.number: line.quantity for line in story.order.lines}
    by = AUTOMATION if who == "programme" else ACTORS[who]
    if story.claim is None:
        _begins(story, by, ground, numbers, quantities)
    if story.refused is not None and story.claim is None:
        return
    stated = tuple(
        c.StateFact(fact, value, "as filed", by, story.now)
        for fact, value in _facts(story, said or "")
    )
    story.take(thinking.file(story.case(), ground=Ground(ground), by=by, stated=stated))


def _begins(
    story: Story, by: By, ground: str, numbers: list[int], quantities: dict[int, int]
) -> None:
    begun = thinking.draft(
        story.case(),
        claim_id=UUID(int=1),
        ground=Ground(ground),
        lines=tuple(Line(n, quantities.get(n, 1)) for n in numbers),
        by=by,
    )
    story.take(begun)


def _says(story: Story, who: str, said: str, line: str | None, reason: str | None) -> None:
    by, number = ACTORS[who], int(line) if line is not None else None
    statements = tuple(
        c.StateFact(fact, value, reason or "", by, story.now, number)
        for fact, value in _facts(story, said)
    )
    story.take(thinking.state(story.case(), statements))


def _finds_worth(story: Story, line: str, percent: str, reason: str) -> None:
    looked = c.MoveReturn(ReturnState.INSPECTED, ACTORS["seller"], story.now)
    worth = c.StateFact(
        "part_percent", int(percent), reason, ACTORS["seller"], story.now, int(line)
    )
    story.take(thinking.state(story.case(), (looked, worth)))


def _facts(story: Story, said: str) -> list[tuple[str, Value]]:
    pairs = [pair for pair in re.split(r",? and |, ", said) if pair]
    return [
        (fact, read_value(story, text)) for fact, text in (pair.split(" is ") for pair in pairs)
    ]


def read_value(story: Story, text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"\d+", text):
        return int(text)
    if re.fullmatch(r"\d+\.\d\d", text):
        return parse_minor(text, story.order.currency)
    if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text):
        return datetime.fromisoformat(text).replace(tzinfo=story.zone).astimezone(UTC)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return text


def _answers(story: Story, verb: str, reason: str | None) -> None:
    answer = {"accepts": "accepted", "rejects": "rejected"}[verb]
    command = c.AnswerClaim(answer, reason or "", ACTORS["seller"], story.now)
    story.take(thinking.handle(story.case(), command))


def _moves_goods(story: Story, who: str, what: str) -> None:
    to = GOODS[what]
    where = WHERE if to in WAY_BACK_KNOWN else None
    story.take(thinking.handle(story.case(), c.MoveReturn(to, ACTORS[who], story.now, where)))


def _hands_over_with(story: Story, proof: str) -> None:
    step = c.MoveReturn(ReturnState.HANDED_OVER, ACTORS["buyer"], story.now)
    story.take(thinking.state(story.case(), (step, _shown(story, proof))))


def _shows(story: Story, proof: str) -> None:
    story.take(thinking.state(story.case(), (_shown(story, proof),)))


def _shown(story: Story, proof: str) -> c.StateFact:
    value, sealed = PROOFS[proof]
    return c.StateFact("return_proof", value, "", ACTORS["buyer"], story.now, sealed=sealed)


def _confirms(story: Story, who: str) -> None:
    case = replace(story.case(), mandate=story.mandates.get(who))
    story.take(thinking.assess(case, by=ACTORS[who], confirms=True))


def _time_runs_out(story: Story) -> None:
    """Let every clock that is due by now run out, each at its own instant; none reminds."""
    until = story.now
    assert story.claim is not None
    while due := [clock for clock in _running(story.claim) if clock.due_at <= until]:
        first = min(due, key=lambda clock: clock.due_at)
        story.now = first.due_at
        case = story.case()
        story.take(thinking.handle(case, c.LetClockRunOut(first.name, case.timetable, story.now)))
        assert story.refused is None, story.refused
    story.now = until


def _running(claim: Claim) -> list[Clock]:
    return [one for one in deadlines(claim) if one.name != "our_time" and "remind" not in one.name]


def _rail_says(story: Story, result: str) -> None:
    assert story.claim is not None
    case = story.case()
    payout = story.claim.payouts[-1]
    command = c.RecordPayout(payout.payout_id, payout.attempt, result, case.timetable, story.now)
    story.take(thinking.handle(case, command))


def _withdraws(story: Story) -> None:
    case = story.case()
    command = c.WithdrawClaim(case.timetable, ACTORS["buyer"], story.now)
    story.take(thinking.handle(case, command))


# What other parts of the programme let happen, such as appeals.
OTHER_ACTS: list[tuple[str, Callable[..., None]]] = []

_WHO = "the (buyer|seller|handler|lead|other lead|reviewer|carrier)"
_ACTS: tuple[tuple[str, Callable[..., None]], ...] = (
    (
        (
            r"the (buyer|programme|handler) claims (\w+)(?: for lines? ([\d, ]+?))?"
            r"(?:, and says (.+))?"
        ),
        _claims,
    ),
    (rf"the buyer hands the item over with ({'|'.join(PROOFS)})", _hands_over_with),
    (rf"the buyer shows ({'|'.join(PROOFS)}) for the return", _shows),
    (rf"{_WHO} ({'|'.join(GOODS)})", _moves_goods),
    (rf"{_WHO} says (.+?)(?: of line (\d+))?(?:, because (.+))?", _says),
    (
        (
            r"the seller has looked at the item and finds line (\d+) worth (\d+) percent,"
            r" because (.+)"
        ),
        _finds_worth,
    ),
    (r"the seller (accepts|rejects)(?:, because (.+))?", _answers),
    (rf"{_WHO} confirms", _confirms),
    (r"nobody has said anything more", _time_runs_out),
    (r"the rail says (settled|failed|returned)", _rail_says),
    (r"the buyer withdraws", _withdraws),
)
