"""What a command that works on a marketplace stands on: its database, its marketplace, its time."""

import argparse
import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import OperationalError

from makewhole.apps.tenancy.commands import move_clock_forward
from makewhole.apps.tenancy.queries import (
    MarketplaceFacts,
    MarketplaceNotFound,
    all_marketplaces,
    markets_of,
    the_marketplace,
)
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from makewhole.embedded.address import Address
from makewhole.embedded.home import is_made
from makewhole.embedded.refusal import ServerUnavailable
from makewhole.surfaces.cli.console import Console
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.migrated import is_migrated
from makewhole.surfaces.cli.setting_up import start_database

_INIT = "Run: makewhole init --market us"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The marketplace a command works on; `zone` is that of its first market."""

    marketplace_id: UUID
    name: str
    slug: str
    sandbox: bool
    clock_at: datetime | None
    zone: ZoneInfo


def with_marketplace(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which marketplace it works on, where there are several."""
    parser.add_argument(
        "--marketplace", metavar="SLUG", help="which marketplace, where there are several"
    )


def open_database() -> Address:
    """Start the database where it does not run.

    Raises:
        ServerUnavailable: There is no database, or it is older than the programme.
    """
    if not os.environ.get("DATABASE_URL") and not is_made(home()):
        raise ServerUnavailable(f"Nothing was set up in {home()} yet. Nothing was done. {_INIT}")
    address = start_database()
    try:
        if is_migrated(address):
            return address
    except OperationalError as problem:
        raise ServerUnavailable(
            f"The database was not set up here, or does not answer. Nothing was done. {_INIT}\n"
            f"{problem}"
        ) from problem
    raise ServerUnavailable(
        f"The database is not ready for this version. Nothing was done. {_INIT}"
    )


def open_marketplace(arguments: argparse.Namespace, console: Console) -> Opened:  # noqa: ARG001 - each caller has one to speak with
    """Start the database where it does not run, and find the marketplace.

    Raises:
        ServerUnavailable: There is no database, it is older than the programme, or no marketplace.
    """
    open_database()
    found = _wanted(arguments.marketplace)
    with transaction(found.marketplace_id):
        markets = markets_of(marketplace_id=found.marketplace_id)
    zone = next((market.zone for market in markets.values()), ZoneInfo("UTC"))
    return Opened(
        marketplace_id=found.marketplace_id,
        name=found.name,
        slug=found.slug,
        sandbox=found.sandbox,
        clock_at=found.clock_at,
        zone=zone,
    )


def reach(opened: Opened, to: datetime, console: Console, *, first_at: datetime) -> bool:
    """Answer whether the marketplace's time can come to `to`; the clock itself is not moved there.

    A sandbox clock that was never told the time is set to `first_at`. An earlier time is refused
    in words, and so is a live marketplace, whose time passes by itself.
    """
    if not opened.sandbox:
        console.say(f"{opened.name} is live: its time passes by itself. Nothing was done.")
        return False
    if opened.clock_at is None:
        return not isinstance(
            move_clock_forward(marketplace_id=opened.marketplace_id, to=first_at), Refused
        )
    if to < opened.clock_at:
        console.say(
            f"The clock of {opened.name} stands at {opened.clock_at:%Y-%m-%d %H:%M:%S} UTC and "
            f"only moves forward; {to:%Y-%m-%d %H:%M:%S} UTC is earlier. Nothing was done."
        )
        return False
    return True


def _wanted(slug: str | None) -> MarketplaceFacts:
    if slug is not None:
        try:
            return the_marketplace(slug=slug)
        except MarketplaceNotFound as problem:
            raise ServerUnavailable(
                f"There is no marketplace {slug}. Nothing was done. "
                f"There are: {', '.join(each.slug for each in all_marketplaces()) or 'none'}."
            ) from problem
    everything = all_marketplaces()
    if not everything:
        raise ServerUnavailable(f"There is no marketplace yet. Nothing was done. {_INIT}")
    if len(everything) > 1:
        raise ServerUnavailable(
            "There are several marketplaces. Nothing was done. Say which with --marketplace: "
            f"{', '.join(each.slug for each in everything)}."
        )
    return everything[0]
