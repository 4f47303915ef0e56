"""`makewhole access log`: who of our people opened what is private of a claim, when and why."""

import argparse

from makewhole.apps.claims.queries import claim_id_of
from makewhole.apps.parties.queries import display_names
from makewhole.apps.privacy.queries import accesses_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subcommand and its options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    log = actions.add_parser("log", help="who opened what of one claim, when and why")
    log.add_argument("reference", help="of the claim")
    with_marketplace(log)
    with_json(log)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Print the log of one claim."""
    opened = open_marketplace(arguments, console)
    with transaction(opened.marketplace_id):
        claim_id = claim_id_of(marketplace_id=opened.marketplace_id, reference=arguments.reference)
        if claim_id is None:
            console.say(f"There is no claim {arguments.reference}. Nothing was looked up.")
            return Exit.FOUND_PROBLEMS
        looks = accesses_of(marketplace_id=opened.marketplace_id, claim_id=claim_id)
        names = display_names(
            marketplace_id=opened.marketplace_id, party_ids={one.party_id for one in looks}
        )
    document = {
        "claim": arguments.reference,
        "accesses": [
            {
                "at": one.at.isoformat(),
                "who": names.get(one.party_id, ""),
                "party_id": str(one.party_id),
                "role": one.role,
                "facts": list(one.facts),
                "reason": one.reason,
            }
            for one in looks
        ],
    }
    lines = [
        f"{one.at.astimezone(opened.zone):%Y-%m-%d %H:%M}  {names.get(one.party_id, '')} "
        f"({one.role}): {', '.join(one.facts)}\n    {one.reason}"
        for one in looks
    ]
    nobody = f"Nobody of yours opened what is private of claim {arguments.reference}."
    console.answer(document, "\n".join(lines) or nobody)
    return Exit.DONE
