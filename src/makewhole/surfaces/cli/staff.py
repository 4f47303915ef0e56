"""Who of our people gives a command that is written down with a name."""

import argparse
from uuid import UUID

from makewhole.apps.parties.queries import PartyFacts, parties_of_kinds
from makewhole.surfaces.cli.console import Console
from makewhole.surfaces.cli.people import ROLES


def with_person(parser: argparse.ArgumentParser) -> None:
    """Give a command its `--by`."""
    parser.add_argument(
        "--by", required=True, metavar="REF", help="who of your people does it; see people list"
    )


def person_named(marketplace_id: UUID, ref: str, console: Console) -> PartyFacts | None:
    """Answer the person; where there is none, that is said, and nothing is done."""
    people = parties_of_kinds(marketplace_id=marketplace_id, kinds=sorted(ROLES))
    found = next((one for one in people if one.external_ref == ref), None)
    if found is None:
        console.say(
            f"Nobody of yours is called {ref}. Nothing was done. See: makewhole people list"
        )
    return found
