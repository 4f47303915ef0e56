"""What people do in stories about losses, and the policies that a story's seller has."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim.loss import Head, HeadKind, RatesOfDay
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Line, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.coverage.policies import Basis, Policy
from makewhole.core.kernel.money import parse_minor
from makewhole.core.kernel.rates import RateSheet

if TYPE_CHECKING:
    from tests.scenarios.story import Story

# Seller and insurer; the people of the story stand in `story`.
PEOPLE = {
    "buyer": By(Role.CLAIMANT, UUID(int=10)),
    "seller": By(Role.SELLER, UUID(int=3)),
    "insurer": By(Role.INSURER, UUID(int=14)),
    "handler": By(Role.HANDLER, UUID(int=11)),
    "lead": By(Role.LEAD, UUID(int=12)),
    "other lead": By(Role.LEAD, UUID(int=13)),
}

_KINDS = {
    "the price": HeadKind.PURCHASE_PRICE,
    "property": HeadKind.PROPERTY,
    "medical costs": HeadKind.MEDICAL,
    "lost earnings": HeadKind.LOST_EARNINGS,
    "other costs": HeadKind.OTHER,
}

_WORDS = {kind: words for words, kind in _KINDS.items()}

# What a claimant says at once about an ordinary loss; a story says what is otherwise.
_USUAL = {
    "claimant_kind": "person",
    "minor": False,
    "represented": False,
    "case_in_court": False,
    "photos": 2,
    "proof_of_loss": True,
    "usage": "intended",
    "account": "product",
}


def policies_of(told: dict[str, Any], zone: ZoneInfo) -> tuple[Policy, ...]:
    """The policies that are known of the seller when the story begins."""
    return tuple(
        _policy(number, policy, zone) for number, policy in enumerate(told.get("policies", ()))
    )


def _policy(number: int, told: dict[str, Any], zone: ZoneInfo) -> Policy:
    proven_on = told.get("proven_on")
    return Policy(
        policy_id=UUID(int=500 + number),
        seller_id=UUID(int=3),
        insurer_id=UUID(int=14),
        number=f"P-{number}",
        basis=Basis(told.get("basis", "occurrence")),
        from_on=told["from"],
        until_on=told["until"],
        retro_from_on=told.get("retro_from"),
        deductible_minor=parse_minor(told.get("deductible", "500.00"), "USD"),
        currency="USD",
        proof_on_file_at=datetime.combine(proven_on, time(12), zone) if proven_on else None,
    )


def rates_of(told: dict[str, Any]) -> RatesOfDay | None:
    """The euro rates that are known for a day when the story begins."""
    if "rates" not in told:
        return None
    return _rates(told["rates"]["day"], str(told["rates"]["USD"]))


def _rates(day: date, usd: str) -> RatesOfDay:
    return RatesOfDay(day, RateSheet("ecb", day, "EUR", {"USD": Decimal(usd)}))


def _brings_rates(story: "Story", day: str, usd: str) -> None:
    story.loss = replace(story.loss, rates=_rates(date.fromisoformat(day), usd))
    story.take(thinking.assess(story.case()))


def _heads(story: "Story", said: str) -> tuple[Head, ...]:
    found = re.findall(rf"([\d.]+) (?:in euros )?for ({'|'.join(_KINDS)})", said)
    assert found, f"no head of loss is named: {said}"
    return tuple(
        Head(number, _KINDS[kind], parse_minor(amount, story.order.currency))
        for number, (amount, kind) in enumerate(found, start=1)
    )


def _claims_loss(story: "Story", who: str, ground: str, said: str, loss_on: str, more: str) -> None:
    by, heads = PEOPLE[who], _heads(story, said)
    if story.claim is None:
        lines = (Line(1, story.order.lines[0].quantity),)
        begun = thinking.draft(
            story.case(),
            claim_id=UUID(int=1),
            ground=Ground(ground),
            lines=lines,
            by=by,
            heads=heads,
        )
        story.take(begun)
    said_too = dict(pair.split(" is ") for pair in re.split(r", | and ", more or "") if pair)
    facts = {**_USUAL, "loss_on": _value(loss_on)} | {k: _value(v) for k, v in said_too.items()}
    if ground == "personal_injury":
        facts = {"medical_record": True, "injury_grade": "slight"} | facts
    stated = [c.StateFact(fact, value, "as filed", by, story.now) for fact, value in facts.items()]
    for head in heads:
        of_head: dict[str, Any] = {"part_shown": head.claimed_minor, "part_other_paid": 0}
        if head.kind is HeadKind.PROPERTY:
            of_head["part_for_trade"] = False
        if f"in euros for {_WORDS[head.kind]}" in said:
            of_head["part_currency"] = "EUR"
        if head.kind is HeadKind.PURCHASE_PRICE:
            del of_head["part_shown"]
        stated += [
            c.StateFact(fact, value, "", by, story.now, head.number)
            for fact, value in of_head.items()
        ]
    story.take(thinking.file(story.case(), ground=Ground(ground), by=by, stated=tuple(stated)))


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.fromisoformat(text).date()
    return int(text) if text.isdigit() else text


def _amends(story: "Story", who: str, said: str) -> None:
    command = lc.AmendHeads(_heads(story, said), "it grew", PEOPLE[who], story.now)
    story.take(thinking.handle(story.case(), command))


def _shows(story: "Story", amount: str, number: str) -> None:
    shown = parse_minor(amount, story.order.currency)
    by = PEOPLE["buyer"]
    said = c.StateFact("part_shown", shown, "", by, story.now, int(number))
    story.take(thinking.state(story.case(), (said,)))


def _answers(story: "Story", who: str, answer: str, reason: str | None) -> None:
    case = story.case()
    command = lc.AnswerLoss(
        Actor(who), answer, reason or "", case.timetable, PEOPLE[who], story.now
    )
    story.take(thinking.handle(case, command))


def _proves(story: "Story", since: str, until: str) -> None:
    told = {"from": _value(since), "until": _value(until), "proven_on": story.now.date()}
    story.loss = thinking_loss(story, told)
    _answers(story, "seller", "proven", "")


def thinking_loss(story: "Story", told: dict[str, Any]) -> Any:
    """The policies on file with one more."""
    number = len(story.loss.policies)
    more = _policy(number, told, story.zone)
    return replace(story.loss, policies=(*story.loss.policies, more))


def _confirms(story: "Story", amount: str, who: str, part: str) -> None:
    command = lc.ConfirmSettlement(
        settled_by=Role(who),
        amount_minor=parse_minor(amount, story.order.currency),
        is_whole=part == "as all of it",
        reason="",
        by=PEOPLE["buyer"],
        at=story.now,
    )
    story.take(thinking.handle(story.case(), command))


def _accepts_offer(story: "Story", who: str, reason: str | None) -> None:
    story.take(thinking.accept_offer(story.case(), by=PEOPLE[who], reason=reason or ""))


def _declines_offer(story: "Story") -> None:
    case = story.case()
    command = lc.DeclineOffer("too little", case.timetable, PEOPLE["buyer"], story.now)
    story.take(thinking.handle(case, command))


def _takes_back(story: "Story", who: str, reason: str | None) -> None:
    story.take(thinking.take_back_release(story.case(), by=PEOPLE[who], reason=reason or ""))


def _pays_ahead(story: "Story", who: str, amount: str, reason: str | None) -> None:
    minor = parse_minor(amount, story.order.currency)
    by = PEOPLE[who]
    story.take(thinking.pay_ahead(story.case(), amount_minor=minor, by=by, reason=reason or ""))


LOSS_ACTS: tuple[tuple[str, Callable[..., None]], ...] = (
    (
        (
            r"the (buyer|handler) claims (property_damage|personal_injury) of (.+?), which happened"
            r" on (\d{4}-\d\d-\d\d)(?:, and says (.+))?"
        ),
        _claims_loss,
    ),
    (r"the (buyer|handler) amends it to (.+)", _amends),
    (r"the buyer shows ([\d.]+) for head (\d+)", _shows),
    (r"the (seller|insurer) answers (\w+)(?:, because (.+))?", _answers),
    (r"the seller proves insurance from (\S+) until (\S+)", _proves),
    (r"the buyer confirms ([\d.]+) from the (seller|insurer) (as all of it|in part)", _confirms),
    (r"the (buyer|lead) accepts the offer(?:, because (.+))?", _accepts_offer),
    (r"the buyer declines the offer", _declines_offer),
    (r"the rates of (\S+) are brought in: ([\d.]+) dollars for a euro", _brings_rates),
    (r"the (buyer|lead) takes the release back(?:, because (.+))?", _takes_back),
    (r"the (buyer|handler|lead) pays ([\d.]+) ahead(?:, because (.+))?", _pays_ahead),
)
