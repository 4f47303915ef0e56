"""`makewhole terms show FILE`: the page that is published, as Markdown or HTML."""

import argparse
from pathlib import Path

from makewhole.core.terms.problems import TermsRefused
from makewhole.core.terms.render import render_html, render_markdown
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.terms_files import FileUnreadable, load

RENDERERS = {"markdown": render_markdown, "html": render_html}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a terms file")
    parser.add_argument(
        "--format",
        choices=tuple(RENDERERS),
        default="markdown",
        help="Markdown (the default), or an HTML fragment to put into a page",
    )
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Print the page; a file that cannot be used shows what is wrong with it instead."""
    try:
        terms = load(arguments.file)
    except FileUnreadable as problem:
        console.say(str(problem))
        console.answer({"problems": [{"message": str(problem)}]}, "Nothing was shown.")
        return Exit.WRONG_USAGE
    if isinstance(terms, TermsRefused):
        refused = {"problems": [problem.to_json() for problem in terms.problems]}
        console.answer(refused, str(terms))
        return Exit.FOUND_PROBLEMS
    page = RENDERERS[arguments.format](terms)
    document: dict[str, object] = {
        "terms": terms.name,
        "version": terms.version,
        "hash": terms.hash,
        "title": terms.title,
        "in_force_from": terms.in_force_from.isoformat() if terms.in_force_from else None,
        "notice_days": terms.notice_days,
        "counsel": list(terms.counsel),
        "format": arguments.format,
        "page": page,
    }
    console.answer(document, page.rstrip("\n"))
    return Exit.DONE
