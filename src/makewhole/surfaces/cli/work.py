"""`makewhole work`: the worker of live marketplaces."""

import argparse
import logging
import os
import signal
import time
from uuid import UUID

from django.db import close_old_connections

from makewhole.apps.notices.ports import Post
from makewhole.apps.tenancy.outage import database_is_gone
from makewhole.apps.tenancy.queries import now_of
from makewhole.surfaces.cli import trouble
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.jobs.worker import PART_FAILURES, Worked, work_what_is_due
from makewhole.wiring import post_of, rail_of

# A claim that could not be handled is tried again so much later: whoever reads the log may have
# helped it meanwhile, and it costs the others nothing until then.
TRY_AGAIN_SECONDS = 600.0

_log = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_marketplace(parser)
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
    parser.add_argument(
        "--every", type=float, default=1.0, metavar="SECONDS", help="look again after so long"
    )
    parser.add_argument(
        "--with-parent", action="store_true", help="stop when whoever started it has ended"
    )
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Do what is due, again and again; stops after the round in which it is asked to."""
    opened = open_marketplace(arguments, console)
    post = post_of(opened.marketplace_id)  # A setting that cannot be used is told at once.
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stopping.append(number))
    signal.signal(signal.SIGINT, lambda number, _frame: stopping.append(number))
    total = Worked()
    passed_over: dict[UUID, str] = {}
    parent = os.getppid()
    is_told = arguments.with_parent
    said = ""
    since = time.monotonic()
    while True:
        if time.monotonic() - since > TRY_AGAIN_SECONDS:
            passed_over, since = {}, time.monotonic()
        try:
            worked = _work(opened.marketplace_id, post, passed_over)
        except PART_FAILURES as error:
            if not arguments.with_parent:
                raise
            # Only a database that is gone comes so far; who serves the pages brings it back.
            worked = Worked(parts_failed={"the round": type(error).__name__})
            close_old_connections()
        passed_over |= worked.claims_failed
        total.add(worked)
        said_before, said = said, trouble.sentences(worked).strip()
        if said and said != said_before:
            console.say(said)
        if worked.clocks:
            console.progress("clocks run out", total.clocks)
        is_left = arguments.with_parent and os.getppid() != parent
        if arguments.once or stopping or is_left:
            break
        if not is_told:
            console.say("What was due is done. Waiting for more; press Ctrl-C to stop.")
            is_told = True
        time.sleep(arguments.every)
    console.answer(
        {
            "clocks": total.clocks,
            "payouts": total.payouts,
            "notices": total.notices,
            "mails": total.mails,
            **trouble.documents(total),
        },
        trouble.work_done(total) + trouble.sentences(total),
    )
    return trouble.exit_of(total)


def _work(marketplace_id: UUID, post: Post | None, passed_over: dict[UUID, str]) -> Worked:
    """Do one round; what fails in it does not end the worker, unless the database is gone."""
    try:
        worked = work_what_is_due(
            marketplace_id=marketplace_id,
            rail=rail_of(marketplace_id),
            post=post,
            at=now_of(marketplace_id=marketplace_id),
            failed=passed_over,
        )
    except PART_FAILURES as error:
        if database_is_gone(error):
            raise
        _log.exception("a round could not be worked")
        worked = Worked(parts_failed={"the round": type(error).__name__})
    if worked.parts_failed:
        close_old_connections()  # A broken connection is made anew; a good one is kept.
    return worked
