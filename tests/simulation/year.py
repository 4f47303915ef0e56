"""One year of a marketplace: half day by half day, until it is over and everything is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from makewhole.apps.claims.proposals import propose_claims
from makewhole.apps.programme.commands import NewlyAdopted, adopt_in_market
from makewhole.apps.programme.shipped import shipped_terms
from tests.simulation.audit import findings
from tests.simulation.people import everybody_acts, file_all
from tests.simulation.reviews import reviewers_decide, some_ask_again
from tests.simulation.wants import wants_by_time
from tests.simulation.world import BEGINS, DAYS, MARKET, STEP, Wish, World, made

TERMS_CHANGE_ON_DAY = 180
_NOTICE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Lived:
    """What a year came to, and what does not hold at its end."""

    world: World
    findings: list[str]


def live(wish: Wish, folder: Path, tell: Callable[[str], None] = lambda _said: None) -> Lived:
    """Live through a year."""
    with made(wish, folder) as world:
        wants = wants_by_time(world)
        asked: set[str] = set()
        for half_day in range(2 * DAYS):
            world.pass_half_a_day()
            if world.now == BEGINS + timedelta(days=TERMS_CHANGE_ON_DAY):
                _change_terms(world)
            file_all(world, wants.get(world.now, []))
            everybody_acts(world)
            reviewers_decide(world)
            if half_day % 10 == 0:
                some_ask_again(world, asked)
                _propose(world)
                tell(f"{world.now:%Y-%m-%d}")
        world.now += STEP
        world.work()
        return Lived(world, findings(world))


def _propose(world: World) -> None:
    propose_claims(
        marketplace_id=world.marketplace_id,
        market_code=MARKET,
        late_days=3,
        at=world.now,
        progress=lambda _doing, _done: None,
    )


def _change_terms(world: World) -> None:
    """Announce other terms, which are in force for orders from a midnight on."""
    shipped = shipped_terms(MARKET)
    text = shipped.text.replace('version: "2026-12"', 'version: "2027-07"')
    changed = adopt_in_market(
        marketplace_id=world.marketplace_id,
        market_code=MARKET,
        file=replace(shipped, text=text),
        in_force_from=(world.now + _NOTICE).date(),
        approved_by="simulation",
        noticed_at=world.now,
        at=world.now,
    )
    assert isinstance(changed, NewlyAdopted), changed
