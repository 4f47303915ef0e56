"""Where a claim that waits for a person stands in somebody's queue, and why (P9).

The order is by due time within three groups: what this person may decide, what they may only
agree to first, and what is somebody else's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from makewhole.core.claim.authority import above_limit
from makewhole.core.claim.colleagues import INJURY, Colleague
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for one of our people, as far as its place in a queue needs it."""

    claim_id: UUID
    due_at: datetime
    actor: Actor
    is_injury: bool
    currency: str
    deciding_minor: int | None
    needs_two: bool
    held_by: By | None
    seconded_by: By | None


def waiting_of(claim: Claim) -> Waiting | None:
    """Answer the claim as one that waits for our people; None: it waits for none of them."""
    if claim.next_actor not in (Actor.HANDLER, Actor.LEAD) or claim.due_at is None:
        return None
    return Waiting(
        claim_id=claim.claim_id,
        due_at=claim.due_at,
        actor=claim.next_actor,
        is_injury=claim.is_injury,
        currency=claim.currency,
        deciding_minor=claim.deciding_minor,
        needs_two=claim.authority == "two_people",
        held_by=claim.held_by,
        seconded_by=claim.seconded_by,
    )


class Standing(StrEnum):
    """What a waiting claim is to one of our people."""

    HELD = "held"
    STANDS_IN = "stands_in"
    FREE = "free"
    NOBODY_SKILLED = "nobody_skilled"
    NOBODY_AUTHORISED = "nobody_authorised"
    AGREES_FIRST = "agrees_first"
    HELD_BY_ANOTHER = "held_by_another"
    AGREED_ALREADY = "agreed_already"
    ABOVE_LIMIT = "above_limit"
    NEEDS_SKILL = "needs_skill"
    NEEDS_LEAD = "needs_lead"


_FIRST = frozenset(
    {
        Standing.HELD,
        Standing.STANDS_IN,
        Standing.FREE,
        Standing.NOBODY_SKILLED,
        Standing.NOBODY_AUTHORISED,
    }
)


def in_order(
    waiting: Sequence[Waiting], who: Colleague, people: Sequence[Colleague]
) -> list[tuple[Waiting, Standing]]:
    """Answer a person's queue: what they may decide first, each group by due time."""
    placed = [(one, standing(one, who, people)) for one in waiting]
    return sorted(placed, key=lambda place: (_group(place[1]), place[0].due_at))


def _group(stands: Standing) -> int:
    if stands in _FIRST:
        return 0
    return 1 if stands is Standing.AGREES_FIRST else 2


def standing(one: Waiting, who: Colleague, people: Sequence[Colleague]) -> Standing:
    """Answer what a waiting claim is to this person; leads see what nobody at work can finish."""
    if who.by.role is Role.LEAD:
        left = _nobody_left(one, people)
        if left is not None:
            return left
    if one.actor is Actor.LEAD and who.by.role is not Role.LEAD:
        return Standing.NEEDS_LEAD
    if not _is_skilled(one, who):
        return Standing.NEEDS_SKILL
    if _is(one.seconded_by, who):
        return Standing.AGREED_ALREADY
    if _is(one.held_by, who):
        return Standing.HELD
    stands_in = one.held_by is not None and one.held_by.party_id in who.mandate.stands_in_for
    if one.held_by is not None and not stands_in:
        return Standing.HELD_BY_ANOTHER
    if not _is_within(one, who):
        return Standing.AGREES_FIRST if one.seconded_by is None else Standing.ABOVE_LIMIT
    return Standing.STANDS_IN if stands_in else Standing.FREE


def _nobody_left(one: Waiting, people: Sequence[Colleague]) -> Standing | None:
    """Answer what everybody at work lacks to finish it, or None where somebody can."""
    there = [
        each
        for each in people
        if not each.mandate.is_away and (one.actor is Actor.HANDLER or each.by.role is Role.LEAD)
    ]
    skilled = [each for each in there if _is_skilled(one, each)]
    if not skilled:
        return Standing.NOBODY_SKILLED if one.is_injury else Standing.NOBODY_AUTHORISED
    can = [each for each in skilled if _is_within(one, each) and not _is(one.seconded_by, each)]
    is_one_short = one.needs_two and one.seconded_by is None and len(skilled) < 2
    return Standing.NOBODY_AUTHORISED if not can or is_one_short else None


def _is_skilled(one: Waiting, who: Colleague) -> bool:
    return not one.is_injury or INJURY in who.mandate.skills


def _is_within(one: Waiting, who: Colleague) -> bool:
    return not above_limit(who.mandate, one.currency, one.deciding_minor or 0)


def _is(by: By | None, who: Colleague) -> bool:
    return by is not None and by.party_id == who.by.party_id
