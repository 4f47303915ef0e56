"""`makewhole demo`: a lived-in marketplace, filled once by the doors of a real one, and served."""

import argparse
import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from django.db import connection

from makewhole.apps.claims.proposals import propose_claims
from makewhole.apps.orders.queries import some_orders
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.tenancy.commands import move_clock_forward
from makewhole.apps.tenancy.queries import now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.foresight.synthetic import COLUMNS, Wanted, order_lines
from makewhole.surfaces.cli import init, orders, serve
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.demo_actors import Cast, buyers_claim, everybody_acts, show_each_step
from makewhole.surfaces.cli.demo_appeals import reviewers_decide, some_appeal
from makewhole.surfaces.cli.demo_losses import somebody_loses
from makewhole.surfaces.cli.ground import Opened, open_marketplace, with_marketplace
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.jobs.worker import Worked, advance
from makewhole.wiring import post_of, rail_of

SEED = 20_261_123
LAST_DAY = date(2026, 11, 23)  # A Monday; the demo's clock stops here at noon UTC.
FIRST_DAY = date(2026, 9, 28)
DAYS = 150

SLUG = "northwind"
NAME = "Northwind Market"  # Invented, like every name in the demo.


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--orders", type=int, default=1_000, help="how many orders to make up")
    parser.add_argument("--sellers", type=int, default=40, help="of how many sellers")
    parser.add_argument("--fill-only", action="store_true", help="fill it, and do not serve it")
    with_marketplace(parser)
    serve.with_address(parser)
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Set up, fill once, serve."""
    if not arguments.fill_only:
        serve.port_of(
            arguments
        )  # Refused before it is filled; one that is free now may not stay so.
    filled = home() / "demo.filled"
    if not filled.exists():
        done = _fill(arguments, console)
        if done is not Exit.DONE:
            return done
        filled.touch()
    if arguments.fill_only:
        console.answer({"filled": True, "home": str(home())}, f"The demo is filled in {home()}.")
        return Exit.DONE
    _start_worker()
    console.say(
        "Open the address below and choose whose desk to sit at: a buyer, a seller, a handler or "
        "the programme. There are no passwords; nothing here is real."
    )
    return serve.run(arguments, console)


def _start_worker() -> None:
    """Let a worker do what falls due while the pages are served; it ends with the server."""
    program = "import sys; from makewhole.surfaces.cli.main import main; sys.exit(main())"
    subprocess.Popen(  # noqa: S603 - our own words, no shell
        [sys.executable, "-c", program, "work", "--with-parent", "--marketplace", SLUG],
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def _fill(arguments: argparse.Namespace, console: Console) -> Exit:
    step = Console(json=False, answers_to=sys.stderr)
    began = argparse.Namespace(
        market="us", name=NAME, slug=SLUG, live=False, clock=FIRST_DAY, json=False
    )
    if init.run(began, step) is not Exit.DONE:
        return Exit.FOUND_PROBLEMS
    path = _made_up_orders(arguments)
    arguments.marketplace = SLUG
    bring = argparse.Namespace(
        action="import", format="csv", path=path, market="us", marketplace=SLUG, json=False
    )
    if orders.run(bring, step) is not Exit.DONE:
        return Exit.FOUND_PROBLEMS
    opened = open_marketplace(arguments, console)
    _write_without_waiting()
    cast = _cast(opened.marketplace_id)
    for day in _days():
        _live_through(opened, cast, datetime.combine(day, time(12), UTC), console)
    show_each_step(cast, at=now_of(marketplace_id=opened.marketplace_id))
    return Exit.DONE


def _days() -> Iterator[date]:
    """Answer the days on which somebody acts: more of them at the end, where the reader looks."""
    day = FIRST_DAY
    while day < LAST_DAY:
        yield day
        day += timedelta(days=1 if day >= LAST_DAY - timedelta(days=4) else 3)
    yield LAST_DAY


def _write_without_waiting() -> None:
    """Let the disk follow: a demo that is lost in a crash is made anew, and is the same."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def _made_up_orders(arguments: argparse.Namespace) -> Path:
    wanted = Wanted(
        orders=arguments.orders,
        sellers=arguments.sellers,
        until=LAST_DAY,
        days=DAYS,
        currency="USD",
        seed=SEED,
    )
    path = home() / "demo-orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(order_lines(wanted))
    return path


def _cast(marketplace_id: UUID) -> Cast:
    with transaction(marketplace_id):
        handler = ensure_party(
            marketplace_id=marketplace_id, kind="handler", external_ref="handler-1",
            display_name="Handler One",
        )  # fmt: skip
        lead = ensure_party(
            marketplace_id=marketplace_id, kind="lead", external_ref="lead-1",
            display_name="Lead One",
        )  # fmt: skip
        for number, name in ((2, "Handler Two"), (3, "Handler Three")):  # They look again.
            ensure_party(
                marketplace_id=marketplace_id, kind="handler", external_ref=f"handler-{number}",
                display_name=name,
            )  # fmt: skip
        ensure_party(
            marketplace_id=marketplace_id, kind="programme", external_ref="manager-1",
            display_name="Programme manager",
        )  # fmt: skip
    return Cast(marketplace_id, handler, lead, Random(SEED))  # noqa: S311 - a demo needs no secrecy


def _live_through(opened: Opened, cast: Cast, at: datetime, console: Console) -> None:
    """Let time pass to `at`, and let everybody act there."""

    def tell(now: datetime, _worked: Worked) -> None:
        console.progress(f"living through {now.day} {now:%B}")

    marketplace_id = opened.marketplace_id
    advance(
        marketplace_id=marketplace_id,
        rail=rail_of(marketplace_id),
        post=post_of(marketplace_id),
        start=now_of(marketplace_id=marketplace_id),
        to=at,
        tell=tell,
    )
    propose_claims(
        marketplace_id=marketplace_id,
        market_code="us",
        late_days=3,
        at=at,
        progress=lambda _what, _count: None,
    )
    with transaction(marketplace_id):
        placed = some_orders(marketplace_id=marketplace_id, placed_before=at, limit=2_000)
    everybody_acts(cast, at=at)
    reviewers_decide(cast, at=at)
    some_appeal(cast, at=at)
    somebody_loses(cast, placed, at=at, left=(LAST_DAY - at.date()).days)
    buyers_claim(cast, list(placed), at=at, most=24 if at.date() == LAST_DAY else 10)
    move_clock_forward(marketplace_id=marketplace_id, to=at)
