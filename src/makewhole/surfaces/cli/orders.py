"""`makewhole orders import --format olist|csv|parquet PATH`: bring orders in."""

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from makewhole.apps.orders.commands import Imported, Settings, import_orders
from makewhole.apps.orders.ports import Sheet, SheetUnusable
from makewhole.apps.tenancy.queries import MarketFacts, markets_of, now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.gateways.files.olist import olist_sheets, write_olist_rejects
from makewhole.gateways.files.parquet import ParquetSheet
from makewhole.gateways.files.rejects import write_rejects
from makewhole.gateways.files.sheets import CsvSheet
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.main import with_json

FORMATS = ("olist", "csv", "parquet")

_KEY = "order_id"
_SHOWN_MAX = 100  # Problems in the answer; the reject file has all of them.


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    bring = actions.add_parser("import", help="bring orders in from files")
    bring.add_argument("path", type=Path, metavar="PATH", help="the file; for olist the folder")
    bring.add_argument(
        "--format", required=True, choices=FORMATS, help="how the orders are laid out"
    )
    bring.add_argument("--market", metavar="CODE", help="whose orders, where there are several")
    bring.add_argument("--encoding", metavar="NAME", help="what the file is, if it is not UTF-8")
    with_marketplace(bring)
    with_json(bring)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Bring the orders in, and keep what could not be taken in a reject file."""
    try:
        sheets = _sheets(arguments)
    except SheetUnusable as problem:
        return _unusable(problem, console)
    except LookupError:
        console.say(f"There is no encoding {arguments.encoding}. Nothing was imported.")
        return Exit.WRONG_USAGE
    opened = open_marketplace(arguments, console)
    with transaction(opened.marketplace_id):
        markets = markets_of(marketplace_id=opened.marketplace_id)
    market = _market(arguments, markets, console)
    if market is None:
        return Exit.FOUND_PROBLEMS
    try:
        imported = import_orders(
            settings=Settings(
                marketplace_id=opened.marketplace_id,
                market_code=market.code,
                zone=market.zone.key,
                currencies=(market.currency,),
                source=f"import:{arguments.format}",
            ),
            layout="olist" if arguments.format == "olist" else "csv",
            sheets=sheets,
            at=now_of(marketplace_id=opened.marketplace_id),
            by="staff",
            progress=console.progress,
        )
    except SheetUnusable as problem:
        return _unusable(problem, console)
    return _answer(imported, sheets, arguments.format, console)


def _sheets(arguments: argparse.Namespace) -> Mapping[str, Sheet]:
    encoding = getattr(arguments, "encoding", None)
    match arguments.format:
        case "olist":
            return olist_sheets(arguments.path, encoding=encoding)
        case "parquet":
            return {"orders": ParquetSheet(arguments.path, key=_KEY)}
        case _:
            return {"orders": CsvSheet(arguments.path, key=_KEY, encoding=encoding)}


def _market(
    arguments: argparse.Namespace, markets: Mapping[str, MarketFacts], console: Console
) -> MarketFacts | None:
    """Answer the market that the orders belong to, or say why there is none."""
    listed = ", ".join(markets)
    code = arguments.market
    if code is None and len(markets) > 1:
        console.say(f"There are several markets: {listed}. Say which with --market.")
        return None
    if code is not None and code not in markets:
        console.say(
            f"There is no market {code}; there is {listed or 'none'}. Nothing was imported."
        )
        return None
    market = markets[code or next(iter(markets))]
    if arguments.format == "olist" and market.currency != "BRL":
        console.say(
            f"olist's orders are in BRL, and the market {market.code} is in {market.currency}. "
            "Nothing was imported. Run: makewhole init --market br"
        )
        return None
    return market


def _unusable(problem: SheetUnusable, console: Console) -> Exit:
    """Say what is wrong with a file as a whole."""
    document = {
        "orders": 0,
        "lines": 0,
        "rejected": 0,
        "file": problem.file,
        "problems": list(problem.problems),
    }
    lines = "\n".join(f"  {each}" for each in problem.problems)
    text = f"{problem.file} cannot be used. Nothing was imported.\n{lines}"
    console.say(text)
    if console.json:
        console.answer(document, text)
    return Exit.FOUND_PROBLEMS


def _answer(imported: Imported, sheets: Mapping[str, Sheet], layout: str, console: Console) -> Exit:
    counts = imported.counts
    kept = _keep_rejects(imported, sheets, layout) if imported.problems else None
    document = {
        "orders": counts.orders,
        "lines": counts.lines,
        "rejected": imported.rejected,
        "inserted": counts.inserted,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "parties": imported.parties_made,
        "import_id": imported.import_id,
        "root_hash": imported.root_hash,
        "files": [asdict(file) for file in imported.files],
        "reject_file": None if kept is None else str(kept),
        "warnings": {note.kind: note.count for note in imported.notes},
        "odd_times": [asdict(oddity) for oddity in imported.odd_times],
        "problems": [asdict(problem) for problem in imported.problems[:_SHOWN_MAX]],
    }
    _tell(imported, console)
    text = (
        f"{counted(counts.orders, 'order')} with {counted(counts.lines, 'line')}: "
        f"{counts.inserted:,} new, "
        f"{counts.updated:,} changed, {counts.unchanged:,} as they were. "
        f"{counted(imported.rejected, 'row')} rejected"
        + (f"; kept, with why, in {kept}" if kept else ".")
    )
    console.answer(document, text)
    return Exit.FOUND_PROBLEMS if imported.problems else Exit.DONE


def _tell(imported: Imported, console: Console) -> None:
    """Tell everything that was found, each with its treatment."""
    for note in imported.notes:
        console.say(note.sentence)
    for oddity in imported.odd_times:
        said = "happened twice" if oddity.kind == "ambiguous" else "never happened"
        console.say(
            f"{oddity.file}, line {oddity.line}, {oddity.field}: {oddity.found} {said} when clocks "
            f"changed; taken as {oddity.taken_as:%Y-%m-%d %H:%M:%S} UTC."
        )
    for problem in islice(imported.problems, _SHOWN_MAX):
        console.say(
            f"{problem.file}, line {problem.line}, {problem.field}: found "
            f"{_printable(problem.found)}; would be accepted: {problem.accepted}."
        )
    if len(imported.problems) > _SHOWN_MAX:
        console.say(f"... and {len(imported.problems) - _SHOWN_MAX:,} more in the reject file.")


def _keep_rejects(imported: Imported, sheets: Mapping[str, Sheet], layout: str) -> Path:
    """Keep what was not taken, so that it can be mended and brought again, and answer where."""
    folder = home() / "rejects"
    digest = imported.files[0].sha256[:12]
    if layout != "olist":
        path = folder / f"{Path(sheets['orders'].name).name.split('.')[0]}-{digest}.csv"
        write_rejects(sheets["orders"], imported.problems, path)
        return path
    folder /= f"olist-{digest}"
    write_olist_rejects(sheets, imported.problems, folder)
    return folder


def _printable(text: str) -> str:
    """Answer a text of a file so that it cannot steer the terminal."""
    return text.encode("unicode_escape").decode() if not text.isprintable() else text
