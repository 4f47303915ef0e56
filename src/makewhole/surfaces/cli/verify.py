"""`makewhole verify`: prove the rows, the books, the hashes and every decision from the journal."""

import argparse

from makewhole.apps.reporting.verify import COVERED, Verified, verify
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json

SHOWN_MAX = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_marketplace(parser)
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Fold and decide everything again, and name what does not agree."""
    opened = open_marketplace(arguments, console)
    verified = verify(marketplace_id=opened.marketplace_id, progress=console.progress)
    document = {
        "ok": not verified.problems,
        "streams": verified.streams,
        "events": verified.events,
        "sealed": verified.sealed,
        "determinations": verified.determinations,
        "transfers": verified.transfers,
        "texts": verified.texts,
        "erased": verified.erased,
        "not_replayed": [str(one) for one in verified.not_replayed],
        "tables": list(COVERED),
        "problems": verified.problems,
    }
    console.answer(document, _text(verified))
    return Exit.FOUND_PROBLEMS if verified.problems else Exit.DONE


def _text(verified: Verified) -> str:
    problems = verified.problems
    counts = (
        f"{counted(verified.streams, 'stream')} of {counted(verified.events, 'event')}, "
        f"{counted(verified.determinations, 'determination')}, "
        f"{counted(verified.transfers, 'transfer')}"
    )
    if verified.texts or verified.erased:
        counts += f", {counted(verified.texts, 'personal text')} and {verified.erased} erased"
    counts += "."
    if verified.not_replayed:
        counts += (
            f" What {counted(len(verified.not_replayed), 'determination')} was decided on was "
            f"erased by right, so that it was not decided again: "
            f"{', '.join(str(one) for one in verified.not_replayed[:SHOWN_MAX])}."
        )
    if not problems:
        return f"Everything agrees with the journal: {counts}"
    shown = "\n".join(f"  {problem}" for problem in problems[:SHOWN_MAX])
    more = f"\n  and {len(problems) - SHOWN_MAX:,} more" if len(problems) > SHOWN_MAX else ""
    return f"{counted(len(problems), 'difference')} in {counts}\n{shown}{more}"
