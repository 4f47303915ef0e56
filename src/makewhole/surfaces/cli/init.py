"""`makewhole init --market us`: the database, its roles and tables, a marketplace and its terms."""

import argparse
import secrets
from datetime import datetime

import psycopg
from psycopg import sql

from makewhole.apps.programme.commands import adopt_first_terms
from makewhole.apps.programme.shipped import shipped_terms
from makewhole.apps.tenancy.commands import create_marketplace, move_clock_forward, open_market
from makewhole.apps.tenancy.queries import (
    MarketFacts,
    MarketplaceFacts,
    MarketplaceNotFound,
    marketplace,
    now_of,
    the_marketplace,
)
from makewhole.apps.tenancy.roles import OWNER, prepare_roles, refuse_unfit_server
from makewhole.apps.tenancy.shipped import SHIPPED_MARKETS
from makewhole.core.kernel.outcome import Refused
from makewhole.embedded.address import Address
from makewhole.embedded.refusal import ServerUnavailable
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.migrated import migrate
from makewhole.surfaces.cli.setting_up import start_database
from makewhole.surfaces.cli.times import instant, with_optional_time


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--market", required=True, choices=sorted(SHIPPED_MARKETS), help="whose terms are adopted"
    )
    parser.add_argument("--name", default="Sandbox Market", help="what the marketplace is called")
    parser.add_argument("--slug", default="marketplace", help="its short name, for --marketplace")
    with_optional_time(parser, "--clock", "where a sandbox marketplace's clock starts")
    parser.add_argument(
        "--live", action="store_true", help="a real marketplace: the machine's time, real money"
    )
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Set everything up that is not there yet; safe to repeat."""
    shipped = SHIPPED_MARKETS[arguments.market]
    address = start_database()
    prepare_database(address)
    _make_secret_key()
    console.say("Bringing the database up to date.")
    migrate(address)
    made = _marketplace(arguments)
    if isinstance(made, Refused):
        return _refuse(made, console)
    market = open_market(marketplace_id=made.marketplace_id, shipped=shipped)
    clock_at = _start_clock(made, arguments, market)
    if isinstance(clock_at, Refused):
        return _refuse(clock_at, console)
    adopted = adopt_first_terms(
        marketplace_id=made.marketplace_id,
        market_code=market.code,
        file=shipped_terms(market.code),
        approved_by="as shipped",
        at=now_of(made.marketplace_id),
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
        "clock": clock_at.isoformat() if clock_at else None,
        "database": "embedded" if address.is_embedded else "server",
        "home": str(home()),
    }
    console.answer(document, _text(made, market, clock_at))
    return Exit.DONE


def prepare_database(address: Address) -> None:
    """Make the roles, and with the embedded server the database.

    Raises:
        ServerUnavailable: The server is too old, or the user may not make roles.
    """
    try:
        if address.is_embedded:
            _make_database(address)
        with psycopg.connect(address.conninfo(), autocommit=True) as connection:
            refuse_unfit_server(connection)
            prepare_roles(connection, admin_password=address.password)
    except psycopg.errors.InsufficientPrivilege as problem:
        raise ServerUnavailable(
            f"The user of DATABASE_URL may not set the database up: {problem.diag.message_primary}."
            " Nothing else was changed. It needs CREATEROLE, and must own the database."
        ) from problem
    except psycopg.OperationalError as problem:
        raise ServerUnavailable(
            f"The database does not answer. Nothing was changed.\n{problem}"
        ) from problem


def _make_database(address: Address) -> None:
    with psycopg.connect(address.conninfo(database="postgres"), autocommit=True) as connection:
        prepare_roles(connection, admin_password=address.password)
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [address.database]
        ).fetchone()
        if found is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(address.database), sql.Identifier(OWNER)
                )
            )


def _make_secret_key() -> None:
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home() / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))


def _marketplace(arguments: argparse.Namespace) -> MarketplaceFacts | Refused:
    try:
        found = the_marketplace(slug=arguments.slug)
    except MarketplaceNotFound:
        return create_marketplace(
            name=arguments.name, slug=arguments.slug, sandbox=not arguments.live
        )
    if found.sandbox and arguments.live:
        return Refused("sandbox_stays_a_sandbox", {"slug": found.slug})
    return found


def _start_clock(
    made: MarketplaceFacts, arguments: argparse.Namespace, market: MarketFacts
) -> datetime | None | Refused:
    if arguments.clock is None:
        return marketplace(marketplace_id=made.marketplace_id).clock_at
    at = instant(arguments.clock, market.zone)
    return move_clock_forward(marketplace_id=made.marketplace_id, to=at)


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


def _text(made: MarketplaceFacts, market: MarketFacts, clock_at: datetime | None) -> str:
    if not made.sandbox:
        time = "It is live."
    elif clock_at is None:
        time = "It is a sandbox; its clock starts at the first --as-of or --to."
    else:
        time = f"It is a sandbox; its clock stands at {clock_at:%Y-%m-%d %H:%M:%S} UTC."
    return f"{made.name} is ready, market {market.code} in {market.currency}. {time}"
