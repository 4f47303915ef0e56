"""`makewhole init --market us`: the database, its roles and tables, a marketplace and its terms."""

import argparse
import secrets
from dataclasses import replace
from zoneinfo import ZoneInfo

from makewhole.apps.programme.commands import adopt_first_terms
from makewhole.apps.programme.shipped import shipped_terms
from makewhole.apps.tenancy.commands import create_marketplace, move_clock_forward, open_market
from makewhole.apps.tenancy.queries import (
    MarketFacts,
    MarketplaceFacts,
    now_of,
    the_marketplace,
)
from makewhole.apps.tenancy.shipped import SHIPPED_MARKETS, ShippedMarket
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.preparing import prepare_database
from makewhole.surfaces.cli.setting_up import start_database
from makewhole.surfaces.cli.times import instant, with_optional_time


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--market", required=True, choices=sorted(SHIPPED_MARKETS), help="whose terms are adopted"
    )
    parser.add_argument("--name", default="Sandbox Market", help="what the marketplace is called")
    parser.add_argument("--slug", default="marketplace", help="its short name, for --marketplace")
    kind = parser.add_mutually_exclusive_group()
    with_optional_time(kind, "--clock", "where a sandbox marketplace's clock starts")
    kind.add_argument(
        "--live", action="store_true", help="a real marketplace: the machine's time, real money"
    )
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Set everything up that is not there yet; safe to repeat."""
    shipped = SHIPPED_MARKETS[arguments.market]
    console.say("Bringing the database up to date.")
    address = start_database()
    prepare_database(address)
    _make_secret_key()
    made = _marketplace(arguments, shipped)
    if isinstance(made, Refused):
        return _refuse(made, console)
    market = open_market(marketplace_id=made.marketplace_id, shipped=shipped)
    adopted = adopt_first_terms(
        marketplace_id=made.marketplace_id,
        market_code=market.code,
        file=shipped_terms(market.code),
        approved_by="as shipped",
        at=now_of(marketplace_id=made.marketplace_id),
    )
    if isinstance(adopted, Refused):
        return _refuse(adopted, console)
    document = {
        "marketplace": str(made.marketplace_id),
        "slug": made.slug,
        "market": market.code,
        "currency": market.currency,
        "terms": adopted.terms_hash,
        "sandbox": made.sandbox,
        "clock": made.clock_at.isoformat() if made.clock_at else None,
        "database": "embedded" if address.is_embedded else "server",
        "home": str(home()),
    }
    console.answer(document, _text(made, market))
    return Exit.DONE


def _make_secret_key() -> None:
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home() / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))


def _marketplace(
    arguments: argparse.Namespace, shipped: ShippedMarket
) -> MarketplaceFacts | Refused:
    """Make the marketplace, or find it and move its clock to where it is asked to stand."""
    clock_at = arguments.clock and instant(arguments.clock, ZoneInfo(shipped.time_zone))
    made = create_marketplace(
        name=arguments.name, slug=arguments.slug, sandbox=not arguments.live, clock_at=clock_at
    )
    if isinstance(made, MarketplaceFacts):
        return made
    found = the_marketplace(slug=arguments.slug)
    if found.sandbox and arguments.live:
        return Refused("sandbox_stays_a_sandbox", {"slug": found.slug})
    if clock_at is None:
        return found
    moved = move_clock_forward(marketplace_id=found.marketplace_id, to=clock_at)
    return moved if isinstance(moved, Refused) else replace(found, clock_at=moved)


def _refuse(refused: Refused, console: Console) -> Exit:
    facts = refused.facts
    match refused.reason:
        case "clock_only_moves_forward":
            sentence = (
                f"The sandbox's clock stands at {facts['clock_at']} and only moves forward; "
                f"{facts['to']} is earlier."
            )
        case "clock_of_a_live_marketplace":
            sentence = "A live marketplace has the machine's time: --clock is for a sandbox."
        case "sandbox_stays_a_sandbox":
            sentence = (
                f"{facts['slug']} is a sandbox and stays one. Make a live marketplace under "
                "another --slug, or in another MAKEWHOLE_HOME."
            )
        case reason:
            sentence = f"Refused: {reason}."
    console.say(f"{sentence} The marketplace was not changed.")
    return Exit.FOUND_PROBLEMS


def _text(made: MarketplaceFacts, market: MarketFacts) -> str:
    if not made.sandbox:
        time = "It is live."
    elif made.clock_at is None:
        time = "It is a sandbox; its clock starts at the first --as-of or --to."
    else:
        time = f"It is a sandbox; its clock stands at {made.clock_at:%Y-%m-%d %H:%M:%S} UTC."
    return f"{made.name} is ready, market {market.code} in {market.currency}. {time}"
