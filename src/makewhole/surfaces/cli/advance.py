"""`makewhole advance --to DATE`: let a sandbox marketplace's time pass."""

import argparse
from datetime import datetime

from makewhole.apps.tenancy.queries import now_of
from makewhole.surfaces.cli import trouble
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import open_marketplace, reach, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.times import instant, with_time
from makewhole.surfaces.jobs.worker import Worked, advance
from makewhole.wiring import post_of, rail_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_marketplace(parser)
    with_time(parser, "--to", "let time pass until the end of this day, or this instant")
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Move the clock from due time to due time, doing what falls due at each."""
    opened = open_marketplace(arguments, console)
    to = instant(arguments.to, opened.zone)
    if not reach(opened, to, console, first_at=to):
        return Exit.FOUND_PROBLEMS
    start = now_of(marketplace_id=opened.marketplace_id)

    def tell(now: datetime, worked: Worked) -> None:
        console.progress(f"at {now:%Y-%m-%d %H:%M} UTC, clocks run out", worked.clocks)

    worked = advance(
        marketplace_id=opened.marketplace_id,
        rail=rail_of(opened.marketplace_id),
        post=post_of(opened.marketplace_id),
        start=start,
        to=to,
        tell=tell,
    )
    document = {
        "from": start.isoformat(),
        "to": to.isoformat(),
        "clocks": worked.clocks,
        "notices": worked.notices,
        "mails": worked.mails,
        "payouts": worked.payouts,
        "sealed": worked.sealed,
        **trouble.documents(worked),
    }
    console.answer(
        document,
        f"It is now {to:%Y-%m-%d %H:%M} UTC. {trouble.work_done(worked)}"
        f"{trouble.sentences(worked)}",
    )
    return trouble.exit_of(worked)
