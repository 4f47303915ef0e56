"""`makewhole claims propose | file`: claims that the programme opens, and claims from a file."""

import argparse
from pathlib import Path

from makewhole.surfaces.cli.claims_file import file_from
from makewhole.surfaces.cli.claims_propose import propose
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.times import with_time


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two actions."""
    actions = parser.add_subparsers(dest="action", required=True)
    proposing = actions.add_parser("propose", help="open claims for orders that are late or lost")
    with_time(proposing, "--as-of", "use only what had happened by the end of this day")
    with_marketplace(proposing)
    with_json(proposing)
    filing = actions.add_parser("file", help="file the claims of a CSV file")
    filing.add_argument("--from", dest="path", type=Path, required=True, metavar="FILE")
    with_marketplace(filing)
    with_json(filing)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Run the action that was asked for."""
    if arguments.action == "propose":
        return propose(arguments, console)
    else:
        return file_from(arguments, console)
