"""`makewhole terms diff A B`: what differs between two versions, rule by rule, in words."""

import argparse
from pathlib import Path

from makewhole.core.terms.compare import compare
from makewhole.core.terms.model import Terms
from makewhole.core.terms.problems import TermsRefused
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.terms_files import FileUnreadable, load


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("old", type=Path, metavar="A", help="the terms as they were")
    parser.add_argument("new", type=Path, metavar="B", help="the terms as they become")
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Compare two files: done when they say the same, problems found when they differ."""
    sides: list[Terms] = []
    for path in (arguments.old, arguments.new):
        try:
            terms = load(path)
        except FileUnreadable as problem:
            console.say(str(problem))
            console.answer({"problems": [{"message": str(problem)}]}, "Nothing was compared.")
            return Exit.WRONG_USAGE
        if isinstance(terms, TermsRefused):
            document = {"problems": [problem.to_json() for problem in terms.problems]}
            console.answer(document, str(terms))
            return Exit.WRONG_USAGE
        sides.append(terms)
    comparison = compare(*sides)
    console.answer(comparison.to_json(), comparison.text())
    return Exit.FOUND_PROBLEMS if comparison.differences else Exit.DONE
