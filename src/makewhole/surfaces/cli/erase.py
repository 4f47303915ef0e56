"""`makewhole erase`: what a person asks to be forgotten, as far as nothing else must be kept."""

import argparse

from makewhole.apps.parties.queries import party_named
from makewhole.apps.privacy.erasing import Erased, Who, erase_on_request
from makewhole.apps.tenancy.queries import now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.retention import KEPT, row
from makewhole.surfaces.cli.staff import person_named, with_person

# What an erasure never takes, and on which ground it stays.
ALWAYS_KEPT = (
    ("orders", "facts of the sale, which the marketplace keeps; of a person only its own key"),
    ("amounts, outcomes and their clauses", "the books, which must show what was paid and why"),
    ("journal, without what was private", "the proof that nothing was changed"),
    ("notices, without what was enclosed", "the proof that everybody was told"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("kind", choices=["buyer", "seller"])
    parser.add_argument("ref", help="the marketplace's own key of the party")
    parser.add_argument("--dry-run", action="store_true", help="only say it; erase nothing")
    with_person(parser)
    with_marketplace(parser)
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Erase what may go, and say what was kept and on which ground."""
    opened = open_marketplace(arguments, console)
    at = now_of(marketplace_id=opened.marketplace_id)
    with transaction(opened.marketplace_id):
        by = person_named(opened.marketplace_id, arguments.by, console)
        if by is None:
            return Exit.FOUND_PROBLEMS
        party = party_named(
            marketplace_id=opened.marketplace_id, kind=arguments.kind, external_ref=arguments.ref
        )
        if party is None:
            console.say(f"There is no {arguments.kind} {arguments.ref}. Nothing was erased.")
            return Exit.FOUND_PROBLEMS
        who = Who(opened.marketplace_id, by.party_id, at, is_dry_run=arguments.dry_run)
        erased = erase_on_request(who, person_id=party.party_id)
    console.answer(_document(arguments, erased), _text(arguments, erased))
    return Exit.DONE


def _document(arguments: argparse.Namespace, erased: Erased) -> dict[str, object]:
    return {
        "kind": arguments.kind,
        "ref": arguments.ref,
        "dry_run": arguments.dry_run,
        "erased": {
            "claims": [row(one) for one in erased.claims if not one.kept_because],
            "name_addresses_and_key": erased.person,
        },
        "kept": {
            "claims": [row(one) for one in erased.claims if one.kept_because],
            "name_addresses_and_key": erased.person_kept_because or None,
            "always": [{"what": what, "ground": ground} for what, ground in ALWAYS_KEPT],
        },
    }


def _text(arguments: argparse.Namespace, erased: Erased) -> str:
    verb = "would be erased" if arguments.dry_run else "was erased"
    lines = [
        f"{one.reference}: kept: {KEPT[one.kept_because]}."
        if one.kept_because
        else f"{one.reference}: what is private of it {verb}."
        for one in erased.claims
    ]
    lines.append(
        f"Name, addresses and key: {verb.removeprefix('was ').removeprefix('would be ')}."
        if erased.person
        else f"Name, addresses and key: kept: {KEPT[erased.person_kept_because]}."
    )
    lines += [f"Always kept: {what}: {ground}." for what, ground in ALWAYS_KEPT]
    return "\n".join(lines)
