"""`makewhole terms adopt FILE`: put terms in force for a market's orders, after their notice."""

import argparse
from importlib import import_module
from pathlib import Path

from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.times import day


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a terms file")
    parser.add_argument("--market", required=True, metavar="CODE", help="whose orders they govern")
    parser.add_argument(
        "--from",
        dest="in_force_from",
        type=day,
        metavar="DATE",
        help="the first order date they govern; a market's first terms need none",
    )
    parser.add_argument(
        "--noticed",
        type=day,
        metavar="DATE",
        help="the day on which buyers and sellers were told",
    )
    parser.add_argument("--approved-by", required=True, metavar="NAME", help="who decided it")
    parser.add_argument(
        "--marketplace", metavar="SLUG", help="which marketplace, where there are several"
    )
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Adopt the file. Only this action of `terms` needs the database, so only it loads Django."""
    setting_up = import_module("makewhole.surfaces.cli.setting_up")
    setting_up.set_up_django()
    adopt = import_module("makewhole.surfaces.cli.terms_adopting").adopt
    outcome: Exit = setting_up.run_telling(adopt, arguments, console)
    return outcome
