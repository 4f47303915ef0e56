"""Queues: what somebody may decide comes first, and what nobody can is shown to the leads."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from makewhole.core.claim.colleagues import INJURY, Colleague, Mandate
from makewhole.core.claim.queueing import Standing, Waiting, in_order, standing, waiting_of
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from tests.core.claim.claims import NOW, PAY, after, assess, screening

HANA = By(Role.HANDLER, UUID(int=1))
HUGO = By(Role.HANDLER, UUID(int=2))
LENA = By(Role.LEAD, UUID(int=3))
LARS = By(Role.LEAD, UUID(int=4))
SMALL = {"USD": 10_00}
SKILLED = Mandate(skills=frozenset({INJURY}))

ONE = Waiting(
    claim_id=UUID(int=9),
    due_at=NOW,
    actor=Actor.HANDLER,
    is_injury=False,
    currency="USD",
    deciding_minor=60_00,
    needs_two=False,
    held_by=None,
    seconded_by=None,
)
INJURED = replace(ONE, is_injury=True)


def people(*mandates: tuple[By, Mandate]) -> tuple[Colleague, ...]:
    given = dict(mandates)
    return tuple(Colleague(by, given.get(by, Mandate())) for by in (HANA, HUGO, LENA, LARS))


def stands(one: Waiting, by: By, *mandates: tuple[By, Mandate]) -> Standing:
    everybody = people(*mandates)
    (who,) = (each for each in everybody if each.by == by)
    return standing(one, who, everybody)


@pytest.mark.parametrize(
    ("one", "by", "mandates", "found"),
    [
        pytest.param(ONE, HANA, (), Standing.FREE, id="anybodys"),
        pytest.param(replace(ONE, held_by=HANA), HANA, (), Standing.HELD, id="ones-own"),
        pytest.param(replace(ONE, held_by=HUGO), HANA, (), Standing.HELD_BY_ANOTHER, id="held"),
        pytest.param(
            replace(ONE, held_by=HUGO),
            HANA,
            ((HANA, Mandate(stands_in_for=frozenset({UUID(int=2)}))),),
            Standing.STANDS_IN,
            id="of-who-is-away",
        ),
        pytest.param(
            ONE, HANA, ((HANA, Mandate(limits=SMALL)),), Standing.AGREES_FIRST, id="above-the-limit"
        ),
        pytest.param(
            replace(ONE, deciding_minor=None),
            HANA,
            ((HANA, Mandate(limits=SMALL)),),
            Standing.FREE,
            id="no-amount-yet",
        ),
        pytest.param(
            replace(ONE, seconded_by=HUGO),
            HANA,
            ((HANA, Mandate(limits=SMALL)),),
            Standing.ABOVE_LIMIT,
            id="a-second-small-limit",
        ),
        pytest.param(
            replace(ONE, seconded_by=HANA), HANA, (), Standing.AGREED_ALREADY, id="agreed-already"
        ),
        pytest.param(INJURED, HANA, (), Standing.NEEDS_SKILL, id="no-skill"),
        pytest.param(INJURED, HANA, ((HANA, SKILLED),), Standing.FREE, id="skilled"),
        pytest.param(replace(ONE, actor=Actor.LEAD), HANA, (), Standing.NEEDS_LEAD, id="a-leads"),
        pytest.param(replace(ONE, actor=Actor.LEAD), LENA, (), Standing.FREE, id="a-lead-has-it"),
        pytest.param(INJURED, LENA, (), Standing.NOBODY_SKILLED, id="nobody-is-skilled"),
        pytest.param(
            INJURED,
            LENA,
            ((HANA, replace(SKILLED, is_away=True)),),
            Standing.NOBODY_SKILLED,
            id="who-is-skilled-is-away",
        ),
        pytest.param(
            INJURED, LENA, ((HANA, SKILLED),), Standing.NEEDS_SKILL, id="a-handler-is-skilled"
        ),
        pytest.param(
            replace(INJURED, actor=Actor.LEAD),
            LENA,
            ((HANA, SKILLED),),
            Standing.NOBODY_SKILLED,
            id="only-a-handler-is-skilled",
        ),
        pytest.param(
            ONE,
            LENA,
            tuple((by, Mandate(limits=SMALL)) for by in (HANA, HUGO, LENA, LARS)),
            Standing.NOBODY_AUTHORISED,
            id="above-everybodys-limit",
        ),
        pytest.param(
            ONE,
            LENA,
            tuple((by, Mandate(is_away=True)) for by in (HANA, HUGO, LENA, LARS)),
            Standing.NOBODY_AUTHORISED,
            id="everybody-is-away",
        ),
        pytest.param(
            replace(ONE, actor=Actor.LEAD, needs_two=True),
            LENA,
            ((LARS, Mandate(is_away=True)),),
            Standing.NOBODY_AUTHORISED,
            id="two-leads-and-one-is-there",
        ),
        pytest.param(
            replace(ONE, actor=Actor.LEAD, needs_two=True), LENA, (), Standing.FREE, id="two-leads"
        ),
    ],
)
def test_a_claim_is_to_somebody_what_they_may_do_with_it(
    one: Waiting, by: By, mandates: tuple[tuple[By, Mandate], ...], found: Standing
) -> None:
    assert stands(one, by, *mandates) is found


def test_a_queue_goes_by_due_time_within_what_somebody_may_do() -> None:
    everybody = people((HANA, Mandate(limits=SMALL)))
    mine_later = replace(ONE, deciding_minor=5_00, due_at=NOW + timedelta(days=2))
    mine_now = replace(ONE, deciding_minor=10_00, due_at=NOW + timedelta(days=1))
    first_of_two = replace(ONE, due_at=NOW)
    not_mine = replace(INJURED, due_at=NOW - timedelta(days=9))

    queue = in_order([not_mine, first_of_two, mine_later, mine_now], everybody[0], everybody)

    assert [one for one, _ in queue] == [mine_now, mine_later, first_of_two, not_mine]


def test_a_claim_that_waits_for_a_person_has_a_place_in_queues() -> None:
    waiting = after(assess(replace(PAY, decided_by="lead")), claim=screening())

    found = waiting_of(waiting)

    assert found is not None
    assert (found.actor, found.deciding_minor, found.needs_two) == (Actor.LEAD, 60_00, False)
    assert waiting_of(screening()) is None
