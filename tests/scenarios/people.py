"""What stories say of our own people: limits, skills, and who works on a claim."""

from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim import time_commands as tc
from makewhole.core.claim.colleagues import Colleague, Mandate
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import parse_minor
from tests.scenarios.checks import OTHER_CHECKS
from tests.scenarios.story import ACTORS, OTHER_ACTS, Story


def _may_decide(story: Story, who: str, amount: str | None, skill: str | None) -> None:
    limits = (
        {} if amount is None else {story.order.currency: parse_minor(amount, story.order.currency)}
    )
    skills = frozenset({skill}) if skill is not None else frozenset[str]()
    story.mandates[who] = Mandate(limits=limits, skills=skills)


def _takes(story: Story, who: str) -> None:
    _assigns(story, who, who, "")


def _hands_over(story: Story, who: str, to: str, reason: str) -> None:
    _assigns(story, who, to, reason)


def _gives_back(story: Story, who: str, reason: str) -> None:
    _assigns(story, who, None, reason)


def _assigns(story: Story, who: str, to: str | None, reason: str) -> None:
    mandates = {name: story.mandates.get(name, Mandate()) for name in ACTORS}
    receiver = Colleague(ACTORS[to], mandates[to]) if to is not None else None
    command = c.AssignClaim(receiver, reason, mandates[who], ACTORS[who], story.now)
    story.take(thinking.handle(story.case(), command))


_PARTIES = {"buyer": Actor.CLAIMANT, "seller": Actor.SELLER, "insurer": Actor.INSURER}


def _is_lost(story: Story, who: str) -> None:
    case = story.case()
    command = tc.LoseParty(_PARTIES[who], case.timetable, story.now)
    story.take(thinking.handle(case, command))


def _reaches(story: Story, who: str, whom: str, how: str | None) -> None:
    case = story.case()
    command = tc.ReachParty(_PARTIES[whom], how or "", case.timetable, ACTORS[who], story.now)
    story.take(thinking.handle(case, command))


def _asks_for_time(story: Story, who: str, why: str | None) -> None:
    case = story.case()
    command = tc.AskForTime(_PARTIES[who], why or "", case.timetable, ACTORS[who], story.now)
    story.take(thinking.handle(case, command))


def _is_held(story: Story, who: str) -> None:
    holder = ACTORS[who] if who != "nobody" else None
    held_by = story.claim.held_by if story.claim is not None else None
    assert held_by == holder


_WHO = r"the (handler|lead|other lead|reviewer)"
OTHER_ACTS.extend(
    (
        (
            rf"{_WHO} may decide(?: up to ([\d.]+))? alone(?:, and is skilled in (\w+))?",
            _may_decide,
        ),
        (rf"{_WHO} takes the claim", _takes),
        (rf"{_WHO} hands the claim to {_WHO}, because (.+)", _hands_over),
        (r"no notice reaches the (buyer|seller|insurer)", _is_lost),
        (rf"{_WHO} has reached the (buyer|seller|insurer)(?: (by .+))?", _reaches),
        (r"the (buyer|seller|insurer) asks for more time(?:, because (.+))?", _asks_for_time),
        (rf"{_WHO} gives the claim back, because (.+)", _gives_back),
    )
)
OTHER_CHECKS.append(
    (r"It is held by (?:the )?(handler|lead|other lead|reviewer|nobody)\.", _is_held)
)
