"""What a story says is then so, held against the claim as it stands."""

import json
import re
from collections.abc import Callable

from makewhole.core.claim import events as e
from makewhole.core.claim.deadlines import deadlines
from makewhole.core.kernel.money import parse_minor
from makewhole.core.kernel.require import InvariantBroken
from tests.scenarios.story import Story


def check(story: Story, sentence: str) -> None:
    """Hold what the sentence says against the claim as it stands."""
    for part in re.split(r"(?<=[.]) ", sentence):
        for pattern, look in (*_CHECKS, *OTHER_CHECKS):
            found = re.fullmatch(pattern, part)
            if found:
                look(story, *found.groups())
                break
        else:
            raise AssertionError(f"nobody can check this yet: {part}")


def _is_refused(story: Story, reason: str, fact: str | None, value: str | None) -> None:
    assert story.refused is not None, f"nothing was refused: {story.claim}"
    assert story.refused.reason == reason
    if fact is not None:
        assert str(story.refused.facts[fact]) == value


def _is_waiting(story: Story, stage: str, actor: str | None, until: str | None) -> None:
    assert story.refused is None, story.refused
    assert story.claim is not None
    assert story.claim.stage.value == stage
    if actor is not None:
        assert story.claim.next_actor is not None
        assert story.claim.next_actor.value == actor
    if until is not None:
        assert story.claim.due_at is not None
        assert f"{story.claim.due_at.astimezone(story.zone):%Y-%m-%d %H:%M}" == until


def _is_closed(story: Story, closed_as: str) -> None:
    assert story.refused is None, story.refused
    assert story.claim is not None
    assert story.claim.closed_as is not None, story.claim.stage
    assert story.claim.closed_as.value == closed_as


def _last(story: Story) -> e.ClaimDetermined:
    for event in reversed(story.events):
        if isinstance(event, e.ClaimDetermined):
            return event
    raise InvariantBroken("nothing was determined")


def _is_paid(story: Story, amount: str, payer: str, bearer: str, clause: str | None) -> None:
    determined = _last(story)
    assert determined.payable_minor == parse_minor(amount, story.order.currency)
    assert (determined.payer, determined.bearer) == (payer, bearer)
    if clause is not None:
        assert determined.clause == clause


def _is_left_for_return(story: Story, amount: str) -> None:
    assert _last(story).payable_on_return_minor == parse_minor(amount, story.order.currency)


def _is_denied(story: Story, clause: str) -> None:
    determined = _last(story)
    assert (determined.outcome, determined.payable_minor) == ("deny", 0)
    assert determined.clause == clause


def _is_asked(story: Story, facts: str) -> None:
    assert story.claim is not None
    assert list(story.claim.asked) == facts.split(", ")


def _cites(story: Story, clauses: str) -> None:
    assert set(clauses.split(", ")) <= _cited(story)


def _does_not_cite(story: Story, clauses: str) -> None:
    assert not set(clauses.split(", ")) & _cited(story)


def _cited(story: Story) -> set[str | None]:
    assert story.weighed is not None, "nothing was determined"
    return {rule.clause for rule in story.weighed.evaluation.rules}


def _is_offered(story: Story, amount: str, until: str) -> None:
    _is_waiting(story, "offered", "claimant", until)
    assert story.claim is not None
    assert story.claim.loss is not None
    assert story.claim.loss.offer is not None
    assert story.claim.loss.offer.amount_minor == parse_minor(amount, story.order.currency)


_ACCOUNTS = {
    "programme": "programme.concessions",
    "seller": "receivable.seller",
    "insurer": "receivable.insurer",
    "open account": "programme.step_in",
}


def _is_borne(story: Story, who: str, amount: str) -> None:
    found = story.borne.get(_ACCOUNTS[who], 0)
    assert found == parse_minor(amount, story.order.currency), story.borne


def _clock_runs(story: Story, name: str, actor: str, until: str) -> None:
    assert story.claim is not None
    running = {one.name: one for one in deadlines(story.claim)}
    assert name in running, sorted(running)
    assert running[name].actor.value == actor
    assert f"{running[name].due_at.astimezone(story.zone):%Y-%m-%d %H:%M}" == until


def _keeps_rate(story: Story, rate: str, day: str) -> None:
    assert story.weighed is not None
    (kept,) = json.loads(story.weighed.body)["exchanged"]
    assert (kept["rate_to"], kept["day"], kept["source"]) == (rate, day, "ecb")


def _by_whom(story: Story, role: str) -> None:
    assert _last(story).by.role.value == role


# What other parts of the programme let be checked, such as appeals.
OTHER_CHECKS: list[tuple[str, Callable[..., None]]] = []

_CHECKS: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"It is refused: (\w+)(?: \((\w+) (.+)\))?\.", _is_refused),
    (r"The claim is (\w+)(?:; the (\w+) is next(?:, until (.+))?)?\.", _is_waiting),
    (r"The claim is closed as (\w+)\.", _is_closed),
    (r"([\d.]+) is paid by the (\w+) and borne by (?:the )?(\w+)(?: \(([\d.]+)\))?\.", _is_paid),
    (r"([\d.]+) more is due once the item is back\.", _is_left_for_return),
    (r"It is denied \(([\d.]+)\)\.", _is_denied),
    (r"Asked for is: (.+)\.", _is_asked),
    (r"It cites ([\d., ]+\d)\.", _cites),
    (r"It does not cite ([\d., ]+\d)\.", _does_not_cite),
    (r"It was decided by (\w+)\.", _by_whom),
    (r"It keeps the rate of ([\d.]+) of (\S+)\.", _keeps_rate),
    (r"([\d.]+) is offered until (.+)\.", _is_offered),
    (r"The (programme|seller|insurer|open account) bears ([\d.]+)\.", _is_borne),
    (r"The clock (\w+) of the (\w+) runs until (.+)\.", _clock_runs),
)
