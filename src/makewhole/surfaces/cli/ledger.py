"""`makewhole ledger export`: the books as a file that `bean-check` accepts."""

import argparse
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from makewhole.apps.reporting.beancount import beancount_lines
from makewhole.apps.reporting.books import entries, owners
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import Opened, open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import home, with_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    actions = parser.add_subparsers(dest="action", required=True)
    export = actions.add_parser("export", help="write the books as a beancount file")
    export.add_argument("--to", type=Path, metavar="FILE", help="the file to write")
    with_marketplace(export)
    with_json(export)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Write the file whole or not at all; it is for its owner only."""
    problem = None if arguments.to is None else _why_not(arguments.to)
    if problem is not None:
        console.say(f"{problem} Nothing was written.")
        return Exit.WRONG_USAGE
    opened = open_marketplace(arguments, console)
    if arguments.to is not None:
        path: Path = arguments.to.resolve()  # A link stays; the file that it names is written.
    else:
        path = home() / "exports" / f"{opened.slug}.beancount"
        path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        count = _write(opened, path)
    except OSError as trouble:
        console.say(f"{path} cannot be written: {trouble.strerror}. Nothing was written.")
        return Exit.FOUND_PROBLEMS
    console.answer(
        {"file": str(path), "transfers": count},
        f"{counted(count, 'transfer')} written to {path}. Check the books with: bean-check {path}",
    )
    return Exit.DONE


def _why_not(named: Path) -> str | None:
    """Answer why nothing can be written there; None: it can. No folder is made for it."""
    path = named.resolve()
    if path.is_dir():
        return f"{named} is a folder; name a file in it, such as {named / 'books.beancount'}."
    if path.exists() and not path.is_file():
        return f"{named} is not a file; name one."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}; make it, or name a file elsewhere."
    return None


def _write(opened: Opened, path: Path) -> int:
    """Write the books beside the file, readable by their owner only, and let them take its place.

    Answers how many transfers there are.
    """
    count = 0
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            with transaction(opened.marketplace_id):
                lines = beancount_lines(
                    entries(marketplace_id=opened.marketplace_id),
                    title=f"Books of {opened.name}",
                    owners=owners(marketplace_id=opened.marketplace_id),
                )
                for line in lines:
                    file.write(line + "\n")
                    count += line.startswith("  transfer:")
            file.flush()
            os.replace(file.name, path)  # noqa: PTH105 - atomic on every system
        finally:
            Path(file.name).unlink(missing_ok=True)  # Still there only if it was not finished.
    return count
