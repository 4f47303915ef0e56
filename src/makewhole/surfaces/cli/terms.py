"""`makewhole terms ...`: check, decide, show, compare and adopt terms; one needs a database."""

import argparse
from importlib import import_module
from types import ModuleType

from makewhole.surfaces.cli.console import Console, Exit

# Each module has `configure(parser)` and `run(arguments, console) -> Exit`, and is loaded when it
# is called for: only adopting needs a database.
ACTIONS = {
    "check": "say everything that is wrong with a terms file, and try its golden claims",
    "decide": "decide claims, one JSON object a line",
    "show": "print the page that is published, as Markdown or HTML",
    "diff": "say what differs between two versions, rule by rule",
    "schema": "print the JSON Schema by which an editor completes and marks terms files",
    "adopt": "put terms in force for a market's orders, after their notice",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, summary in ACTIONS.items():
        action = actions.add_parser(name, help=summary, description=summary)
        _module(name).configure(action)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Run one action."""
    outcome: Exit = _module(arguments.action).run(arguments, console)
    return outcome


def _module(action: str) -> ModuleType:
    return import_module(f"makewhole.surfaces.cli.terms_{action}")
