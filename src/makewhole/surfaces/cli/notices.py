"""`makewhole notices reach|deliveries|bounced`: where parties are reached, and what came of it."""

import argparse
import re
import sys
from dataclasses import replace
from uuid import UUID

from makewhole.apps.notices.days import LANGUAGES
from makewhole.apps.notices.deliveries import mail_bounced
from makewhole.apps.notices.queries import count_deliveries
from makewhole.apps.parties.commands import set_language
from makewhole.apps.parties.people import PersonFacts, keep_personal_facts, personal_facts
from makewhole.apps.parties.queries import party_named
from makewhole.apps.tenancy.queries import now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from makewhole.gateways.mail.smtp import notice_of, without_addresses
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import Opened, open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.shared.wording.refusals import refusal_text
from makewhole.wiring import vault

_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    reach = actions.add_parser("reach", help="keep how a buyer or a seller is reached")
    reach.add_argument("kind", choices=["buyer", "seller"])
    reach.add_argument("ref", help="the marketplace's own key of the party")
    reach.add_argument(
        "--email", help='the address; "-" reads it from standard input, out of sight of others'
    )
    reach.add_argument("--name", help="as letters address the party")
    reach.add_argument("--address", help="the postal address, a comma between two lines")
    reach.add_argument(
        "--language", choices=[*LANGUAGES, "market"], help="in which the party is written to"
    )
    deliveries = actions.add_parser("deliveries", help="count deliveries by channel and state")
    bounced = actions.add_parser("bounced", help="record a mail that came back; safe to repeat")
    bounced.add_argument("message_id", help="its Message-ID, as the returned mail names it")
    bounced.add_argument("--said", default="returned to us", help="what the returned mail says")
    for action in (reach, deliveries, bounced):
        with_marketplace(action)
        with_json(action)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Do one of them."""
    opened = open_marketplace(arguments, console)
    match arguments.action:
        case "reach":
            return _reach(arguments, console, opened)
        case "deliveries":
            return _deliveries(console, opened)
        case _:
            return _bounced(arguments, console, opened)


def _reach(arguments: argparse.Namespace, console: Console, opened: Opened) -> Exit:
    email = sys.stdin.readline().strip() if arguments.email == "-" else arguments.email
    if email is not None and not _ADDRESS.fullmatch(email):
        console.say("The e-mail address is malformed; write it as name@example.com. Nothing kept.")
        return Exit.WRONG_USAGE
    given = {"name": arguments.name, "email": email, "address": arguments.address}
    told = {name: value for name, value in given.items() if value is not None}
    marketplace_id = opened.marketplace_id
    with transaction(marketplace_id):
        party = party_named(
            marketplace_id=marketplace_id, kind=arguments.kind, external_ref=arguments.ref
        )
        if party is None:
            console.say(f"There is no {arguments.kind} {arguments.ref}. Nothing was kept.")
            return Exit.FOUND_PROBLEMS
        if told:
            _keep(marketplace_id, party.party_id, told)
        if arguments.language is not None:
            language = "" if arguments.language == "market" else arguments.language
            set_language(marketplace_id=marketplace_id, party_id=party.party_id, language=language)
    kept = sorted([*told, *(["language"] if arguments.language else [])])
    document = {"party_id": str(party.party_id), "kept": kept}
    words = ", ".join(kept) or "nothing: give --email, --name, --address or --language"
    console.answer(document, f"Kept of {arguments.kind} {arguments.ref}: {words}.")
    return Exit.DONE


def _keep(marketplace_id: UUID, party_id: UUID, told: dict[str, str]) -> None:
    """Keep what was told; what was not stays as it is."""
    opened = vault()
    known = personal_facts(marketplace_id=marketplace_id, party_id=party_id, vault=opened)
    keep_personal_facts(
        marketplace_id=marketplace_id,
        party_id=party_id,
        facts=replace(known or PersonFacts(), **told),
        vault=opened,
    )


def _deliveries(console: Console, opened: Opened) -> Exit:
    with transaction(opened.marketplace_id):
        counts = count_deliveries(marketplace_id=opened.marketplace_id)
    document = {
        "deliveries": [
            {"channel": each.channel, "state": each.state, "said": each.said, "count": each.count}
            for each in counts
        ]
    }
    lines = [f"{each.count:>9,}  {each.channel}  {each.state:<9} {each.said}" for each in counts]
    console.answer(document, "\n".join(lines) or "No notice was to be delivered yet.")
    return Exit.DONE


def _bounced(arguments: argparse.Namespace, console: Console, opened: Opened) -> Exit:
    notice_id = notice_of(arguments.message_id)
    if notice_id is None:
        console.say("This is no Message-ID of ours, such as <0123…@example.com>. Nothing was done.")
        return Exit.WRONG_USAGE
    marketplace_id = opened.marketplace_id
    at = now_of(marketplace_id=marketplace_id)
    with transaction(marketplace_id):
        outcome = mail_bounced(
            marketplace_id=marketplace_id,
            notice_id=notice_id,
            said=without_addresses(arguments.said),
            at=at,
        )
    if isinstance(outcome, Refused):
        console.say(f"{refusal_text(outcome)} Nothing was done.")
        return Exit.FOUND_PROBLEMS
    document = {"notice_id": str(notice_id), "state": outcome.state, "at": outcome.at.isoformat()}
    console.answer(
        document,
        "Recorded: the mail came back. A lead was told, and nothing more is sent to that address "
        "until a good one is kept (notices reach).",
    )
    return Exit.DONE
