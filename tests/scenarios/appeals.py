"""What a story can tell of appeals and contests, beside what `story.py` and `checks.py` know."""

import json
from dataclasses import replace
from uuid import UUID, uuid5

from makewhole.core.appeal import handle as thinking
from makewhole.core.appeal.handle import Asked, HandledAppeal, Matter
from makewhole.core.appeal.stages import CLOCK, Side
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.appeal.weigh import Recorded, cost_of
from makewhole.core.claim import events as e
from makewhole.core.claim.record import facts_of
from makewhole.core.claim.values import By
from makewhole.core.kernel.canonical import untagged
from makewhole.core.kernel.money import parse_minor
from makewhole.core.kernel.outcome import Refused
from makewhole.core.ledger.transfer import AccountCode
from tests.scenarios.checks import OTHER_CHECKS
from tests.scenarios.story import ACTORS, OTHER_ACTS, Story, read_value

SIDES = {"buyer": Side.CLAIMANT, "seller": Side.SELLER}
REASONS = Reasons("The reviewer looked at everything again.", "The reviewer looked again.")
STAFF = tuple(ACTORS[name] for name in ("handler", "reviewer", "lead", "other lead"))


def matter_of(story: Story, appeal_id: UUID | None = None) -> Matter:
    """The appeal of this id, else the latest one that is open, else the latest."""
    open_ones = [one for one in story.appeals if not one.is_over] or story.appeals[-1:]
    appeal = (
        next((one for one in story.appeals if one.appeal_id == appeal_id), None)
        if appeal_id is not None
        else open_ones[-1]
    )
    return Matter(
        appeal=appeal,
        case=story.case(),
        events=tuple(story.events),
        others=tuple(one for one in story.appeals if one is not appeal),
        people=story.people or STAFF,
        recorded=_recorded(story),
    )


def _recorded(story: Story) -> Recorded | None:
    if story.weighed is None or story.weighed.determined.outcome != "pay":
        return None
    body = json.loads(story.weighed.body)
    return Recorded(
        facts=facts_of(body),
        parts=tuple({n: untagged(v) for n, v in part.items()} for part in body["parts"]),
        presumed=frozenset(body["presumed"]),
    )


def take(story: Story, outcome: HandledAppeal | Refused) -> None:
    if isinstance(outcome, Refused):
        story.refused = outcome
        return
    story.refused = None
    story.appeals = [
        *(one for one in story.appeals if one.appeal_id != outcome.appeal.appeal_id),
        outcome.appeal,
    ]
    if outcome.claim is not None:
        story.take(outcome.claim)


def _last_id(story: Story) -> UUID:
    made = [one for one in story.events if isinstance(one, e.ClaimDetermined)]
    return made[-1].determination_id if made else UUID(int=0)


def _asks(story: Story, who: str, reason: str | None) -> None:
    side, determination_id = SIDES[who], _last_id(story)
    appeal_id = uuid5(determination_id, side)
    asked = Asked(appeal_id, determination_id, side, reason or "")
    take(story, thinking.file(matter_of(story, appeal_id), asked, ACTORS[who]))


def _staff_are(story: Story, names: str) -> None:
    story.people = tuple(ACTORS[name] for name in names.split(", "))


def _by(story: Story, who: str) -> By:
    """A name, or whoever was assigned."""
    if who != "assigned reviewer":
        return ACTORS[who]
    reviewer = matter_of(story).appeal
    assert reviewer is not None
    assert reviewer.reviewer is not None
    return reviewer.reviewer


def _finds(
    story: Story, who: str, fact: str, value: str, line: str | None, reason: str | None
) -> None:
    number = int(line) if line is not None else None
    found = Found(fact, read_value(story, value), reason or "", number)
    take(story, thinking.record_finding(matter_of(story), found, _by(story, who)))


def _decides(story: Story, who: str) -> None:
    by = _by(story, who)
    names = [name for name, actor in ACTORS.items() if actor == by]
    matter = matter_of(story)
    mandate = story.mandates.get(names[0])
    matter = replace(matter, case=replace(matter.case, mandate=mandate))
    take(story, thinking.decide_it(matter, REASONS, by))


def _passes_on(story: Story, who: str, reason: str) -> None:
    take(story, thinking.pass_on(matter_of(story), reason, _by(story, who)))


def _takes_back(story: Story, who: str) -> None:
    take(story, thinking.withdraw(matter_of(story), ACTORS[who]))


def _our_time_ends(story: Story) -> None:
    take(story, thinking.let_clock_run_out(matter_of(story), CLOCK))


def _corrects(story: Story, who: str, fact: str, value: str, reason: str) -> None:
    determination_id = _last_id(story)
    appeal_id = uuid5(determination_id, "slip")
    asked = Asked(appeal_id, determination_id, Side.PROGRAMME, reason)
    found = [Found(fact, read_value(story, value), reason)]
    matter = matter_of(story, appeal_id)
    take(story, thinking.correct_slip(matter, asked, found, REASONS, ACTORS[who]))


_WHO = "the (handler|lead|other lead|reviewer|assigned reviewer|buyer|seller)"
OTHER_ACTS.extend(
    [
        (r"the (buyer) appeals(?:, because (.+))?", _asks),
        (r"the (seller) contests the cost(?:, because (.+))?", _asks),
        (r"our people are: ([a-z ,]+)", _staff_are),
        (
            rf"{_WHO} finds on review that (\w+) is (.+?)(?: of line (\d))?(?:, because (.+))?",
            _finds,
        ),
        (rf"{_WHO} decides the appeal", _decides),
        (rf"{_WHO} passes the appeal on, because (.+)", _passes_on),
        (r"the (buyer|seller) takes the appeal back", _takes_back),
        (r"our time for the appeal has ended", _our_time_ends),
        (rf"{_WHO} corrects the slip that (\w+) is (.+?), because (.+)", _corrects),
    ]
)


def _is_assigned(story: Story, name: str, until: str | None) -> None:
    assert story.refused is None, story.refused
    appeal = story.appeals[-1]
    assert appeal.reviewer == ACTORS[name]
    if until is not None:
        assert appeal.due_at is not None
        assert f"{appeal.due_at.astimezone(story.zone):%Y-%m-%d %H:%M}" == until


def _is_with_lead(story: Story) -> None:
    assert story.refused is None, story.refused
    assert story.appeals[-1].is_with_lead


def _has_result(story: Story, result: str) -> None:
    assert story.refused is None, story.refused
    assert story.appeals[-1].result is not None
    assert story.appeals[-1].result.value == result


def _is_withdrawn(story: Story) -> None:
    assert story.refused is None, story.refused
    assert story.appeals[-1].stage.value == "withdrawn"


def _there_is_one(story: Story, count: str) -> None:
    assert len(story.appeals) == int(count)


def _seller_bears(story: Story, amount: str) -> None:
    minor = parse_minor(amount, story.order.currency)
    booked = sum(
        one.amount_minor * ((one.debit.code is _RECEIVABLE) - (one.credit.code is _RECEIVABLE))
        for one in story.transfers
    )
    assert (cost_of(story.events).charged_minor, booked) == (minor, minor)


def _buyer_has(story: Story, amount: str) -> None:
    assert story.claim is not None
    assert story.claim.paid_total_minor == parse_minor(amount, story.order.currency)


def _is_not_touched(story: Story) -> None:
    assert not any(isinstance(one, e.TakenUpOnAppeal) for one in story.events)


_RECEIVABLE = AccountCode.RECEIVABLE_SELLER
OTHER_CHECKS.extend(
    [
        (r"The (handler|reviewer|lead|other lead) looks at it(?:, until (.+))?\.", _is_assigned),
        (r"A lead is next\.", _is_with_lead),
        (r"The appeal is (slip|upheld|varied|reversed)\.", _has_result),
        (r"The appeal is withdrawn\.", _is_withdrawn),
        (r"There (?:is|are) (\d) appeals?\.", _there_is_one),
        (r"The seller bears ([\d.]+) of it\.", _seller_bears),
        (r"The buyer has ([\d.]+)\.", _buyer_has),
        (r"The claim is not touched\.", _is_not_touched),
    ]
)
