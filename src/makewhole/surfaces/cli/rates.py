"""`makewhole rates import|show`: published rates of exchange, and what an amount was worth."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from makewhole.apps.claims.waiting import look_again_for_rates
from makewhole.apps.ledger.rates import RatesKept, keep_rates, rates_on
from makewhole.apps.orders.ports import Problem, SheetUnusable
from makewhole.apps.tenancy.machine import machine_now
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.money import Money, format_minor, parse_minor
from makewhole.core.kernel.rates import DAYS_WITHOUT_RATES_MAX, exchanged
from makewhole.gateways.files.ecb import SOURCE, ecb_sheets
from makewhole.gateways.files.opened import digest_of
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.times import day as day_of

_SHOWN_MAX = 20  # Problems said to a person; the document has all of them.


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    bring = actions.add_parser("import", help="bring in the ECB's euro reference rates")
    bring.add_argument("path", type=Path, metavar="FILE", help="eurofxref-hist.csv, or one day's")
    show = actions.add_parser("show", help="say what an amount was worth on a day")
    show.add_argument("amount", metavar="AMOUNT", help="such as 12.50")
    show.add_argument("currency", metavar="FROM", help="its ISO code, such as EUR")
    show.add_argument("to", metavar="TO", help="the ISO code that is wanted, such as USD")
    show.add_argument("--on", required=True, type=day_of, metavar="DATE", help="the day")
    for action in (bring, show):
        with_marketplace(action)
        with_json(action)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Bring rates in, or say what an amount was worth."""
    return (
        _import(arguments, console) if arguments.action == "import" else _show(arguments, console)
    )


def _import(arguments: argparse.Namespace, console: Console) -> Exit:
    """Keep every day of the file, or nothing of a file with which something is wrong."""
    try:
        sheets, problems = ecb_sheets(arguments.path)
    except SheetUnusable as unusable:
        sheets, problems = (
            (),
            tuple(Problem(unusable.file, 1, "", "file", said, "") for said in unusable.problems),
        )
    if problems:
        return _refuse(problems, console)
    opened = open_marketplace(arguments, console)
    with transaction(opened.marketplace_id):
        kept = keep_rates(
            marketplace_id=opened.marketplace_id,
            sheets=sheets,
            file_hash=digest_of(arguments.path),
        )
    went_on = look_again_for_rates(
        marketplace_id=opened.marketplace_id, at=opened.clock_at or machine_now()
    )
    if went_on:
        console.say(f"{counted(went_on, 'claim')} had waited for these rates, and went on.")
    return _answer(kept, console)


def _refuse(problems: Sequence[Problem], console: Console) -> Exit:
    for problem in problems[:_SHOWN_MAX]:
        repair = f"; write {problem.accepted}" if problem.accepted else ""
        place = f"{problem.file}, line {problem.line}, {problem.field}"
        console.say(f'{place}: found "{problem.found}"{repair}')
    if len(problems) > _SHOWN_MAX:
        console.say(f"... and {len(problems) - _SHOWN_MAX:,} more; --json lists all.")
    console.answer(
        {"new": 0, "already_there": 0, "differing": [], "problems": [asdict(p) for p in problems]},
        f"Nothing was brought in: {counted(len(problems), 'problem')}. Mend the file, then repeat.",
    )
    return Exit.FOUND_PROBLEMS


def _answer(kept: RatesKept, console: Console) -> Exit:
    for day in kept.differing[:_SHOWN_MAX]:
        console.say(
            f"{day}: the file differs from what was brought in before. Decisions may stand on that,"
            " so it stays."
        )
    console.answer(
        {
            "new": kept.new,
            "already_there": kept.already_there,
            "differing": [str(day) for day in kept.differing],
            "problems": [],
        },
        f"{counted(kept.new, 'day')} brought in, {kept.already_there:,} there already, "
        f"{len(kept.differing):,} differing.",
    )
    return Exit.FOUND_PROBLEMS if kept.differing else Exit.DONE


def _show(arguments: argparse.Namespace, console: Console) -> Exit:
    currency, to = arguments.currency.upper(), arguments.to.upper()
    try:
        amount = Money(parse_minor(arguments.amount, currency), currency)
    except ValueError as problem:
        console.say(f"The amount: {problem}.")
        return Exit.WRONG_USAGE
    if amount.minor < 0:
        console.say(f'The amount: found "{arguments.amount}"; write zero or more.')
        return Exit.WRONG_USAGE
    day: date = arguments.on
    opened = open_marketplace(arguments, console)
    with transaction(opened.marketplace_id):
        sheet = rates_on(marketplace_id=opened.marketplace_id, source=SOURCE, day=day)
    worth = exchanged(amount, to, sheet)
    document = {
        "amount": format_minor(amount.minor, currency),
        "currency": currency,
        "to": to,
        "worth": format_minor(worth.minor, to) if worth is not None else None,
        "rates_of": str(sheet.day) if sheet is not None else None,
        "source": SOURCE,
    }
    if worth is None:
        console.answer(
            document,
            f"Unknown: there is no rate from {currency} to {to} of {day}, nor of the "
            f"{DAYS_WITHOUT_RATES_MAX} days before it. Bring one in: makewhole rates import FILE",
        )
        return Exit.FOUND_PROBLEMS
    of = f", by the rates of {sheet.day}" if sheet is not None and currency != to else ""
    console.answer(document, f"{to} {format_minor(worth.minor, to)} on {day}{of}.")
    return Exit.DONE
