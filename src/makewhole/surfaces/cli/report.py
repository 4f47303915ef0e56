"""`makewhole report`: claims by stage, outcome, ground and payer, and the money."""

import argparse
from collections import Counter
from collections.abc import Iterable

from makewhole.apps.reporting.report import Report, report
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.money import format_minor
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_marketplace(parser)
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Count everything once."""
    opened = open_marketplace(arguments, console)
    with transaction(opened.marketplace_id):
        found = report(marketplace_id=opened.marketplace_id)
    console.answer(found.as_document(), _text(found))
    return Exit.DONE


def _text(found: Report) -> str:
    claims, orders = counted(found.claims, "claim"), counted(found.orders, "order")
    lines = [f"{claims} on {found.orders_claimed:,} of {orders}."]
    for title, counts in (
        ("By stage", found.by_stage),
        ("Closed as", found.by_outcome),
        ("By ground", found.by_ground),
        ("Determinations by payer", found.by_payer),
        ("Determinations by bearer", found.by_bearer),
    ):
        lines += ["", f"{title}:", *_rows(counts)]
    if found.appeals:
        lines += ["", "Appeals and contests, by clause:", *_overturned(found)]
    for currency, money in sorted(found.money.items()):
        lines += ["", f"Money in {currency}:"]
        lines += [
            f"  {name.removesuffix('_minor'):<24} {format_minor(amount, currency):>16}"
            for name, amount in money.items()
        ]
    return "\n".join(lines)


def _rows(counts: Counter[str]) -> Iterable[str]:
    for name, count in sorted(counts.items()):
        yield f"  {name:<24} {count:>10,}"


def _overturned(found: Report) -> Iterable[str]:
    for count in found.appeals:
        whose = f"{count.clause} ({count.side})"
        yield f"  {whose:<24} {count.overturned:>10,} of {count.decided:,} overturned"
