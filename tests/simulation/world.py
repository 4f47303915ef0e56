"""The marketplace of the simulation: who is in it, what time it is, and how its time passes."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch
from uuid import UUID

from makewhole.apps.claims.queries import ClaimRow
from makewhole.apps.insurance.commands import NewPolicy, PolicyKept, keep_policy
from makewhole.apps.notices.deliveries import mail_bounced
from makewhole.apps.notices.ports import Post
from makewhole.apps.orders.commands import Settings, import_orders
from makewhole.apps.orders.queries import OrderSnapshot, some_orders
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.people import PersonFacts, keep_personal_facts
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.programme.commands import adopt_first_terms
from makewhole.apps.programme.queries import hashes_in_force, terms_of
from makewhole.apps.programme.shipped import shipped_terms
from makewhole.apps.tenancy.commands import create_marketplace, move_clock_forward, open_market
from makewhole.apps.tenancy.queries import MarketplaceFacts
from makewhole.apps.tenancy.shipped import SHIPPED_MARKETS
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.values import By, Role
from makewhole.core.coverage.policies import Basis
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.model import Fact
from makewhole.foresight.synthetic import COLUMNS, Wanted, order_lines
from makewhole.gateways.files.sheets import CsvSheet
from makewhole.surfaces.jobs.worker import Worked, work_what_is_due
from tests.simulation.weather import Bank, LossyMail, chance

BEGINS = datetime(2026, 12, 1, 6, tzinfo=UTC)
DAYS = 365
STEP = timedelta(hours=12)
MARKET = "us"
INSURERS = ("Harbour Mutual", "Lakeside Casualty", "Summit Indemnity")  # Invented.


@dataclass(frozen=True, slots=True)
class Wish:
    """How large a year to live through; the same wish is the same year."""

    orders: int
    seed: int

    @property
    def sellers(self) -> int:
        return max(4, self.orders // 50)


@dataclass(slots=True)
class World:
    """One marketplace, its people, its weather, and what was counted on the way."""

    wish: Wish
    marketplace_id: UUID
    bank: Bank
    mail: LossyMail
    insurers: tuple[UUID, ...]
    handlers: tuple[By, ...]
    leads: tuple[By, ...]
    now: datetime = BEGINS
    orders: dict[UUID, OrderSnapshot] = field(default_factory=dict)
    reachable: set[UUID] = field(default_factory=set)  # Who gave an e-mail address.
    worked: Worked = field(default_factory=Worked)
    acts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def share(self, *words: object) -> float:
        """Answer a number from 0 to 1 that follows from the seed and these words."""
        return chance(self.wish.seed, *words)

    def draws(self, share: float, *words: object) -> bool:
        """Answer whether it happens, as the seed and these words will have it."""
        return self.share(*words) < share

    def draws_for(self, share: float, row: ClaimRow, deed: str) -> bool:
        """Answer whether a claim's party does it now; each half day is a new chance."""
        return self.draws(share, deed, self.name_of(row), self.now)

    def pick(self, choices: Sequence[object], *words: object) -> object:
        """Choose one, as the seed and these words will have it."""
        return choices[int(self.share(*words) * len(choices))]

    def name_of(self, row: ClaimRow) -> str:
        """Name a claim by what is the same in each run."""
        return f"{self.orders[row.order_id].external_id}/{row.ground}/{row.opened_at}"

    def temper(self, party_id: UUID | None) -> str:
        """Answer what somebody is like: prompt, slow, silent or dishonest."""
        draw = chance(self.wish.seed, "temper", party_id)
        for name, share in (("prompt", 0.55), ("slow", 0.8), ("silent", 0.92)):
            if draw < share:
                return name
        return "dishonest"

    def eagerness(self, party_id: UUID | None) -> float:
        """Answer how likely somebody is to act within half a day."""
        return {"prompt": 0.6, "slow": 0.08, "silent": 0.0, "dishonest": 0.3}[self.temper(party_id)]

    def note(self, deed: str, answer: object) -> None:
        """Count what somebody did, and what was refused."""
        if isinstance(answer, Refused):
            self.refused[f"{deed}: {answer.reason}"] += 1
        elif isinstance(answer, tuple) and answer and isinstance(answer[0], Refused):
            self.refused[f"{deed}: {answer[0].reason}"] += 1
        else:
            self.acts[deed] += 1

    def facts(self) -> Mapping[str, Fact]:
        """Answer the facts of the first terms; later ones of the year declare the same."""
        with transaction(self.marketplace_id):
            in_force = hashes_in_force(marketplace_id=self.marketplace_id, market_code=MARKET)
        return terms_of(marketplace_id=self.marketplace_id, terms_hash=in_force[0][1]).facts

    def give_address(self, party_id: UUID | None) -> None:
        """Keep an e-mail address of most people that something is sent to."""
        if party_id is None or party_id in self.reachable:
            return
        self.reachable.add(party_id)
        if self.draws(0.15, "gives no address", party_id):
            return
        with transaction(self.marketplace_id):
            keep_personal_facts(
                marketplace_id=self.marketplace_id,
                party_id=party_id,
                facts=PersonFacts(email=f"{party_id.hex}@example.com"),
                vault=this_vault(),
            )

    def pass_half_a_day(self) -> None:
        """Let time pass, do what is due, and let some mails come back."""
        self.now += STEP
        self.mail.now = self.now
        move_clock_forward(marketplace_id=self.marketplace_id, to=self.now)
        self.work()
        returned, self.mail.to_bounce = self.mail.to_bounce, []
        for notice_id in returned:
            with transaction(self.marketplace_id):
                answer = mail_bounced(
                    marketplace_id=self.marketplace_id,
                    notice_id=notice_id,
                    said="550 came back",
                    at=self.now,
                )
            self.note("a mail came back", answer)

    def work(self) -> None:
        """Do what is due now, as the worker does."""
        post = Post(
            channel=self.mail, vault=this_vault(), contact="", address_of_claim=lambda *_: ""
        )
        self.worked.add(
            work_what_is_due(
                marketplace_id=self.marketplace_id, rail=self.bank, post=post, at=self.now
            )
        )


@contextmanager
def made(wish: Wish, folder: Path) -> Iterator[World]:
    """Make the marketplace of a wish; ids follow from its seed as long as it is in use."""
    random = Random(wish.seed)  # noqa: S311 - a run that can be repeated needs no secrecy
    milliseconds = iter(range(int(BEGINS.timestamp() * 1_000), 1 << 48))
    at = "makewhole.apps.tenancy.ids"
    with (
        patch(f"{at}.machine_milliseconds", lambda: next(milliseconds)),
        patch(f"{at}.random_number", lambda *, below: random.randrange(below)),
    ):
        yield _made(wish, folder)


def _made(wish: Wish, folder: Path) -> World:
    slug = f"year-{wish.seed}-{wish.orders}"
    facts = create_marketplace(name="A Year", slug=slug, sandbox=True, clock_at=BEGINS)
    assert isinstance(facts, MarketplaceFacts), facts
    marketplace_id = facts.marketplace_id
    open_market(marketplace_id=marketplace_id, shipped=SHIPPED_MARKETS[MARKET])
    adopted = adopt_first_terms(
        marketplace_id=marketplace_id,
        market_code=MARKET,
        file=shipped_terms(MARKET),
        approved_by="simulation",
        at=BEGINS,
    )
    assert not isinstance(adopted, Refused), adopted

    def people(kind: str, names: Sequence[str]) -> tuple[UUID, ...]:
        with transaction(marketplace_id):
            return tuple(
                ensure_party(
                    marketplace_id=marketplace_id, kind=kind, external_ref=name, display_name=name
                )
                for name in names
            )

    handlers = people("handler", [f"handler-{number}" for number in range(4)])
    leads = people("handler", [f"lead-{number}" for number in range(3)])
    world = World(
        wish=wish,
        marketplace_id=marketplace_id,
        bank=Bank(wish.seed),
        mail=LossyMail(wish.seed, BEGINS),
        insurers=people("insurer", INSURERS),
        handlers=tuple(By(Role.HANDLER, party_id) for party_id in handlers),
        leads=tuple(By(Role.LEAD, party_id) for party_id in leads),
    )
    _bring_orders(world, folder)
    _insure(world)
    return world


def _bring_orders(world: World, folder: Path) -> None:
    """Bring in the whole year's orders: the clock comes to each when it is placed."""
    wanted = Wanted(
        orders=world.wish.orders,
        sellers=world.wish.sellers,
        until=(BEGINS + timedelta(days=DAYS)).date(),
        days=DAYS,
        currency="USD",
        seed=world.wish.seed,
    )
    path = folder / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(order_lines(wanted))
    market = SHIPPED_MARKETS[MARKET]
    imported = import_orders(
        settings=Settings(
            marketplace_id=world.marketplace_id,
            market_code=MARKET,
            zone=market.time_zone,
            currencies=(market.currency,),
            source="import:csv",
        ),
        layout="csv",
        sheets={"orders": CsvSheet(path, key="order_id")},
        at=BEGINS,
        by="simulation",
        progress=lambda _doing, _done: None,
    )
    assert not imported.problems, imported.problems[:3]
    with transaction(world.marketplace_id):
        placed = some_orders(
            marketplace_id=world.marketplace_id,
            placed_before=BEGINS + timedelta(days=DAYS + 1),
            limit=world.wish.orders,
        )
    world.orders = {order.order_id: order for order in placed}


def _insure(world: World) -> None:
    """Insure most sellers: some only for a part of the year, some without a proof on file."""
    lines = (line for order in world.orders.values() for line in order.lines)
    sellers = sorted({line.seller_id for line in lines if line.seller_id is not None})
    for number, seller_id in enumerate(sellers):
        world.give_address(seller_id)
        if world.draws(0.35, "is not insured", seller_id):
            continue
        begins = date(2026, 6, 1) + timedelta(days=int(200 * chance("cover", seller_id)))
        with transaction(world.marketplace_id):
            kept = keep_policy(
                marketplace_id=world.marketplace_id,
                new=NewPolicy(
                    seller_id=seller_id,
                    insurer_id=world.insurers[number % len(world.insurers)],
                    number=f"P-{number}",
                    basis=Basis.OCCURRENCE,
                    from_on=begins,
                    until_on=begins + timedelta(days=365),
                    deductible_minor=500_00,
                    currency="USD",
                    proof_on_file_at=datetime.combine(begins, time(), UTC)
                    if world.draws(0.7, "proof on file", seller_id)
                    else None,
                ),
            )
        assert isinstance(kept, PolicyKept), kept
    for insurer_id in world.insurers:
        world.give_address(insurer_id)
