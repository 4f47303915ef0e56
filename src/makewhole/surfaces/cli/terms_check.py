"""`makewhole terms check FILE`: everything that is wrong with a terms file, at once."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from makewhole.core.terms.adoptable import lacking
from makewhole.core.terms.golden import read_golden
from makewhole.core.terms.model import Terms
from makewhole.core.terms.problems import TermsRefused
from makewhole.core.terms.trial import Failure, try_golden
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.terms_files import FileUnreadable, golden_files, load, read_text


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a terms file")
    parser.add_argument(
        "--golden", type=Path, action="append", default=[], metavar="FILE",
        help="a file of golden claims; golden*.yaml beside the terms are found by themselves",
    )  # fmt: skip
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Check the file, then try its golden claims."""
    path: Path = arguments.file
    try:
        terms = load(path)
        if isinstance(terms, TermsRefused):
            return _refuse(terms, console)
        files = {*arguments.golden, *golden_files(path, terms)}
        golden = {file: read_text(file) for file in sorted(files)}
    except FileUnreadable as problem:
        console.say(str(problem))
        console.answer(
            {"ok": False, "problems": [{"message": str(problem)}]}, "Nothing was checked."
        )
        return Exit.WRONG_USAGE
    return _try(terms, golden, console)


def _refuse(refused: TermsRefused, console: Console) -> Exit:
    document = {
        "ok": False,
        "file": refused.name,
        "problems": [problem.to_json() for problem in refused.problems],
    }
    console.answer(document, str(refused))
    return Exit.FOUND_PROBLEMS


def _try(terms: Terms, golden: Mapping[Path, str], console: Console) -> Exit:
    claims = list(terms.tests)
    failures: list[Failure] = list(try_golden(terms, terms.tests))
    for path, text in golden.items():
        read = read_golden(text, name=path.name, terms=terms)
        if isinstance(read, TermsRefused):
            return _refuse(read, console)
        claims += read
        failures += try_golden(terms, read)
    for warning in terms.warnings:
        console.say(f"note: {warning}")
    lacks = lacking(terms)
    for lack in lacks:
        console.say(f"to be adopted: {lack}")
    document = {
        "ok": not failures,
        "terms": terms.name,
        "version": terms.version,
        "hash": terms.hash,
        "facts": len(terms.facts),
        "parameters": len(terms.parameters),
        "tables": len(terms.tables),
        "rules": len(list(terms.rules)),
        "golden": len(claims),
        "problems": [
            {"line": failure.line, "place": failure.id, "message": str(failure)}
            for failure in failures
        ],
        "warnings": list(terms.warnings),
        "adoption_lacks": [lack.to_json() for lack in lacks],
    }
    console.answer(document, _in_words(terms, len(claims), failures))
    return Exit.FOUND_PROBLEMS if failures else Exit.DONE


def _in_words(terms: Terms, claims: int, failures: list[Failure]) -> str:
    size = f"{len(list(terms.rules))} rules, {len(terms.facts)} facts"
    lines = [f"{terms.name} {terms.version} can be used: {size}. Hash {terms.hash}."]
    if failures:
        lines = [f"{terms.name} {terms.version} can be read, but decides otherwise than it must."]
        lines += [f"  {failure}" for failure in failures]
    lines.append(f"{claims - len(failures)} of {claims} golden claims give the answer they must.")
    return "\n".join(lines)
