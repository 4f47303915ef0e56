"""`makewhole work`: the worker of live marketplaces."""

import argparse
import signal
import time

from makewhole.apps.tenancy.queries import now_of
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.jobs.worker import work_what_is_due
from makewhole.wiring import rail_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_marketplace(parser)
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.add_argument(
        "--every", type=float, default=1.0, metavar="SECONDS", help="look again after so long"
    )
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Do what is due, again and again; stops after the round in which it is asked to."""
    opened = open_marketplace(arguments, console)
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stopping.append(number))
    signal.signal(signal.SIGINT, lambda number, _frame: stopping.append(number))
    clocks = payouts = notices = 0
    while True:
        worked = work_what_is_due(
            marketplace_id=opened.marketplace_id,
            rail=rail_of(opened.marketplace_id),
            at=now_of(marketplace_id=opened.marketplace_id),
        )
        clocks += worked.clocks
        payouts += worked.payouts
        notices += worked.notices
        console.progress("clocks run out", clocks)
        if arguments.once or stopping:
            break
        time.sleep(arguments.every)
    console.answer(
        {"clocks": clocks, "payouts": payouts, "notices": notices},
        f"{clocks:,} clocks ran out, {payouts:,} payouts moved, {notices:,} steps were told.",
    )
    return Exit.DONE
