"""`makewhole people add|list`: who works for the programme and decides what terms leave open."""

import argparse
import re

from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.queries import parties_of_kinds
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import Opened, open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json

ROLES = {
    "handler": "decides what the terms leave to a person",
    "lead": "decides what a handler may not, and is told when we are late",
    "programme": "runs the programme: sees the day, the reserves and the terms",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="let somebody work for the programme; safe to repeat")
    add.add_argument("role", choices=sorted(ROLES), help="; ".join(_roles()))
    add.add_argument("name", help="as the sign-in page and the claims show it")
    add.add_argument("--ref", help="your own key for this person; without it, made from the name")
    for action in (add, actions.add_parser("list", help="who works for the programme")):
        with_marketplace(action)
        with_json(action)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Add one person, or list all."""
    opened = open_marketplace(arguments, console)
    return _add(arguments, console, opened) if arguments.action == "add" else _list(console, opened)


def _add(arguments: argparse.Namespace, console: Console, opened: Opened) -> Exit:
    name = " ".join(arguments.name.split())
    ref = arguments.ref or re.sub(r"\W+", "-", name.lower()).strip("-")
    if not ref:
        console.say("A name has letters. Nobody was added. Write: people add handler NAME")
        return Exit.WRONG_USAGE
    with transaction(opened.marketplace_id):
        party_id = ensure_party(
            marketplace_id=opened.marketplace_id,
            kind=arguments.role,
            external_ref=ref,
            display_name=name,
        )
    document = {"party_id": str(party_id), "role": arguments.role, "ref": ref, "name": name}
    console.answer(document, f"{name} ({ref}) {ROLES[arguments.role]}.")
    return Exit.DONE


def _list(console: Console, opened: Opened) -> Exit:
    with transaction(opened.marketplace_id):
        people = parties_of_kinds(marketplace_id=opened.marketplace_id, kinds=sorted(ROLES))
    document = {
        "people": [
            {
                "party_id": str(p.party_id),
                "role": p.kind,
                "ref": p.external_ref,
                "name": p.display_name,
            }
            for p in people
        ]
    }
    lines = [f"{p.kind:<10} {p.external_ref:<20} {p.display_name}" for p in people]
    nobody = "Nobody works for the programme yet. Add somebody: makewhole people add handler NAME"
    console.answer(document, "\n".join(lines) or nobody)
    return Exit.DONE


def _roles() -> list[str]:
    return [f"{role} {does}" for role, does in sorted(ROLES.items())]
