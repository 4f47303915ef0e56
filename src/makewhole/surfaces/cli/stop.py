"""`makewhole stop`: stop the embedded database of this home."""

import argparse
import os

from makewhole.embedded.home import stop
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.main import with_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:  # noqa: ARG001 - every command's form
    """Stop it; where none runs, say so, which is no problem."""
    was_running = stop(home())
    if was_running:
        text = "The database has stopped."
    elif os.environ.get("DATABASE_URL"):
        text = "No embedded database runs here; DATABASE_URL names a server, which is not ours."
    else:
        text = "No database was running."
    console.answer({"stopped": was_running}, text)
    return Exit.DONE
