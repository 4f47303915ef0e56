"""`makewhole ledger export`: the books as a file that `bean-check` accepts."""

import argparse
import os
from pathlib import Path

from makewhole.apps.reporting.beancount import beancount_lines
from makewhole.apps.reporting.books import entries, owners
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import home, with_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    actions = parser.add_subparsers(dest="action", required=True)
    export = actions.add_parser("export", help="write the books as a beancount file")
    export.add_argument("--to", type=Path, metavar="FILE", help="the file to write")
    with_marketplace(export)
    with_json(export)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Write the file whole or not at all."""
    opened = open_marketplace(arguments, console)
    path: Path = arguments.to or home() / "exports" / f"{opened.slug}.beancount"
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    count = 0
    with transaction(opened.marketplace_id), unfinished.open("w", encoding="utf-8") as file:
        lines = beancount_lines(
            entries(marketplace_id=opened.marketplace_id),
            title=f"Books of {opened.name}",
            owners=owners(marketplace_id=opened.marketplace_id),
        )
        for line in lines:
            file.write(line + "\n")
            count += line.startswith("  transfer:")
    os.replace(unfinished, path)  # noqa: PTH105 - atomic on every system
    console.answer(
        {"file": str(path), "transfers": count},
        f"{count:,} transfers written to {path}. Check them with: bean-check {path}",
    )
    return Exit.DONE
