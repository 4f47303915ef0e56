"""The entry point: finds the command, loads only what it needs, answers its exit code."""

import argparse
import os
import sys
from importlib import import_module
from typing import Any

from makewhole.embedded.refusal import ServerUnavailable
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.homes import home

__all__ = ["home", "main", "with_json"]

# Each module has `configure(parser)` and `run(arguments, console) -> Exit`. Modules are loaded when
# called for, so that `terms ...` starts without Django and without a database.
COMMANDS = {
    "init": "set up the database, roles, migrations and shipped terms; safe to repeat",
    "stop": "stop the embedded database",
    "orders": "bring orders in",
    "people": "who works for the programme, and what each may do",
    "notices": "say where parties are reached, count deliveries, record mail that came back",
    "claims": "open claims for late or lost orders, and file claims from a file",
    "advance": "move a sandbox marketplace's clock forward and do what falls due",
    "work": "run the worker: due clocks, outbox, sealing",
    "serve": "serve the pages",
    "demo": "fill a lived-in marketplace and serve it",
    "report": "count claims and money",
    "verify": "prove rows, balances, hashes and decisions from the journal",
    "ledger": "export the books",
    "insurance": "write down and list the policies of sellers",
    "rates": "bring in rates of exchange, and say what an amount was worth",
    "access": "who of your people opened what is private of a claim, and why",
    "legalhold": "keep a claim or a buyer from being erased, lift that, list what is kept",
    "retention": "erase what is private of closed claims whose time is over",
    "erase": "erase what is private of a person, as far as nothing else must be kept",
    "terms": "check, decide, show, compare and adopt terms",
    "doctor": "say what is missing here and how to mend it",
}
# These start without Django; `terms` asks for it itself when it adopts.
WITHOUT_ROWS = {"stop", "terms", "doctor"}
_INTERRUPTED = 128 + 2  # What a shell answers for a program that Ctrl-C has ended.
_NOBODY_READS = 128 + 13  # And for one whose reader, such as `head`, had enough.


def main(argv: list[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    try:
        return int(_run(sys.argv[1:] if argv is None else argv))
    except ServerUnavailable as problem:
        Console(json=False).say(str(problem))
        return int(Exit.FOUND_PROBLEMS)
    except KeyboardInterrupt:
        Console(json=False).say("Stopped. What was committed stays; the rest was taken back.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Python flushes once more when it ends, and would then complain of the same pipe.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        return _NOBODY_READS


def _run(argv: list[str]) -> Exit:
    parser = argparse.ArgumentParser(
        prog="makewhole", description="Runs a marketplace's guarantee."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = next((word for word in argv if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name == wanted:
            if name not in WITHOUT_ROWS:
                _setting_up().set_up_django()
            module = import_module(f"makewhole.surfaces.cli.{name}")
            module.configure(command)
    arguments = parser.parse_args(argv)
    console = Console(json=bool(getattr(arguments, "json", False)))
    run = import_module(f"makewhole.surfaces.cli.{arguments.command}").run
    if arguments.command in WITHOUT_ROWS:
        return Exit(run(arguments, console))
    return Exit(_setting_up().run_telling(run, arguments, console))


def _setting_up() -> Any:
    """Load Django only for commands that need it: `terms` answers in a tenth of a second."""
    return import_module("makewhole.surfaces.cli.setting_up")


def with_json(parser: argparse.ArgumentParser) -> None:
    """Give a command its `--json` switch."""
    parser.add_argument("--json", action="store_true", help="answer with one JSON document")
