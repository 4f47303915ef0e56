"""`makewhole terms decide FILE --facts F --json`: one claim a line in, one answer a line out."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from makewhole.core.terms.explain import evaluate
from makewhole.core.terms.model import Terms
from makewhole.core.terms.problems import FactsRefused, TermsRefused
from makewhole.core.terms.records import evaluation_to_json, read_json, read_record
from makewhole.core.terms.words import report
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.terms_files import FileUnreadable, load


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a terms file")
    parser.add_argument(
        "--facts",
        required=True,
        metavar="FILE",
        help="one JSON object a line; - reads standard input",
    )
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Decide each line under the file, whether it is in force or not."""
    try:
        terms = load(arguments.file)
        if isinstance(terms, TermsRefused):
            console.say(str(terms))
            return Exit.FOUND_PROBLEMS
        outcome = Exit.DONE
        for line in _lines(arguments.facts):
            if not _decide(terms, line, console):
                outcome = Exit.FOUND_PROBLEMS
    except FileUnreadable as problem:
        console.say(str(problem))
        return Exit.WRONG_USAGE
    return outcome


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(name).open("rb") as file:
            yield from file
    except OSError as error:
        raise FileUnreadable(f"{name} cannot be read: {error.strerror}.") from None


def _decide(terms: Terms, line: bytes, console: Console) -> bool:
    """Answer one line; a bad one is answered with what is wrong with it, and the rest go on."""
    try:
        record = read_record(terms, read_json(line.decode("utf-8-sig")))
        evaluation = evaluate(terms, record.facts, parts=record.parts, presumed=record.presumed)
    except UnicodeDecodeError:
        return _refuse(["this is not UTF-8; save it as UTF-8."], console)
    except FactsRefused as refused:
        return _refuse([str(problem) for problem in refused.problems], console)
    if console.json:
        console.answer_line(evaluation_to_json(evaluation))
    else:
        console.answer({}, report(evaluation))
    return True


def _refuse(errors: list[str], console: Console) -> bool:
    if console.json:
        console.answer_line({"errors": errors})
    else:
        console.answer({}, "\n".join(["This claim was not decided.", *(f"  {e}" for e in errors)]))
    return False
