"""`makewhole retention`: erase what is private of closed claims whose time is over."""

import argparse

from makewhole.apps.privacy.erasing import Standing, Who, past_their_time
from makewhole.apps.tenancy.queries import now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.staff import person_named, with_person

KEPT = {
    "legal_hold": "a legal hold",
    "claim_open": "the claim is open",
    "appeal_open": "an appeal or a contest is open",
    "answer_open": "somebody still has time to answer",
    "can_be_appealed": "the decision can still be appealed or contested",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--dry-run", action="store_true", help="only list them; erase nothing")
    with_person(parser)
    with_marketplace(parser)
    with_json(parser)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """List what is past its time, and erase it unless this is a dry run."""
    opened = open_marketplace(arguments, console)
    at = now_of(marketplace_id=opened.marketplace_id)
    with transaction(opened.marketplace_id):
        person = person_named(opened.marketplace_id, arguments.by, console)
        if person is None:
            return Exit.FOUND_PROBLEMS
        who = Who(opened.marketplace_id, person.party_id, at, is_dry_run=arguments.dry_run)
        found = past_their_time(who)
    may_go = [one for one in found if not one.kept_because]
    held = [one for one in found if one.kept_because]
    document = {
        "dry_run": arguments.dry_run,
        "erased": [] if arguments.dry_run else [row(one) for one in may_go],
        "past_their_time": [row(one) for one in may_go] if arguments.dry_run else [],
        "kept": [row(one) for one in held],
    }
    verb = "would be erased" if arguments.dry_run else "was erased"
    lines = [f"{one.reference}: what is private of it {verb}." for one in may_go]
    lines += [f"{one.reference}: kept: {KEPT[one.kept_because]}." for one in held]
    lines.append(f"{counted(len(found), 'claim')} past their time, {len(held)} of them kept.")
    console.answer(document, "\n".join(lines))
    return Exit.DONE


def row(one: Standing) -> dict[str, object]:
    """Answer one claim as the document names it."""
    return {
        "claim": one.reference,
        "kept_until": one.keep_until.isoformat() if one.keep_until is not None else None,
        "kept_because": one.kept_because or None,
        "texts": one.texts,
    }
