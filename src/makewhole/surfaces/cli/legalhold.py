"""`makewhole legalhold set|lift|list`: keep a claim, or all of a person, from being erased."""

import argparse
from datetime import datetime
from uuid import UUID

from makewhole.apps.claims.queries import claim_id_of, references_of
from makewhole.apps.parties.queries import display_names, external_refs, party_named
from makewhole.apps.privacy.commands import lift_legal_hold, set_legal_hold
from makewhole.apps.privacy.queries import HeldNow, legal_holds
from makewhole.apps.tenancy.queries import now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import Opened, open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.staff import person_named, with_person
from makewhole.surfaces.shared.wording.refusals import refusal_text


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    set_ = actions.add_parser("set", help="erase nothing of a claim or a buyer until it is lifted")
    on = set_.add_mutually_exclusive_group(required=True)
    on.add_argument("--claim", metavar="REFERENCE")
    on.add_argument("--buyer", metavar="REF", help="the marketplace's own key of the buyer")
    lift = actions.add_parser("lift", help="end a legal hold")
    lift.add_argument("hold", type=UUID, help="its id, as legalhold list shows it")
    for action in (set_, lift):
        action.add_argument("--reason", required=True, help="why; it is kept for good")
        with_person(action)
    for action in (set_, lift, actions.add_parser("list", help="the legal holds that stand")):
        with_marketplace(action)
        with_json(action)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Set a hold, lift one, or list those that stand."""
    opened = open_marketplace(arguments, console)
    at = now_of(marketplace_id=opened.marketplace_id)
    with transaction(opened.marketplace_id):
        match arguments.action:
            case "set":
                return _set(arguments, console, opened, at)
            case "lift":
                return _lift(arguments, console, opened, at)
            case _:
                return _list(console, opened)


def _set(arguments: argparse.Namespace, console: Console, opened: Opened, at: datetime) -> Exit:
    marketplace_id = opened.marketplace_id
    person = person_named(marketplace_id, arguments.by, console)
    if person is None:
        return Exit.FOUND_PROBLEMS
    claim_id = buyer_id = None
    if arguments.claim:
        claim_id = claim_id_of(marketplace_id=marketplace_id, reference=arguments.claim)
        found, what = claim_id is not None, f"claim {arguments.claim}"
    else:
        buyer = party_named(
            marketplace_id=marketplace_id, kind="buyer", external_ref=arguments.buyer
        )
        buyer_id = buyer.party_id if buyer is not None else None
        found, what = buyer is not None, f"buyer {arguments.buyer}"
    if not found:
        console.say(f"There is no {what}. Nothing was done.")
        return Exit.FOUND_PROBLEMS
    held = set_legal_hold(
        marketplace_id=marketplace_id,
        claim_id=claim_id,
        party_id=buyer_id,
        reason=arguments.reason,
        by=person.party_id,
        at=at,
    )
    if isinstance(held, Refused):
        console.say(refusal_text(held))
        return Exit.WRONG_USAGE
    told = f"Under a legal hold: {what}. Nothing of it is erased.\n{held}"
    console.answer({"hold": str(held), "on": what}, told)
    return Exit.DONE


def _lift(arguments: argparse.Namespace, console: Console, opened: Opened, at: datetime) -> Exit:
    person = person_named(opened.marketplace_id, arguments.by, console)
    if person is None:
        return Exit.FOUND_PROBLEMS
    lifted = lift_legal_hold(
        marketplace_id=opened.marketplace_id,
        hold_id=arguments.hold,
        reason=arguments.reason,
        by=person.party_id,
        at=at,
    )
    if isinstance(lifted, Refused):
        console.say(refusal_text(lifted))
        return Exit.FOUND_PROBLEMS
    console.answer({"lifted": str(arguments.hold)}, "The legal hold is lifted; it stays on record.")
    return Exit.DONE


def _list(console: Console, opened: Opened) -> Exit:
    found = legal_holds(marketplace_id=opened.marketplace_id)
    names = display_names(
        marketplace_id=opened.marketplace_id, party_ids={one.set_by for one in found}
    )
    claims = references_of(
        marketplace_id=opened.marketplace_id,
        claim_ids={one.claim_id for one in found if one.claim_id is not None},
    )
    buyers = external_refs(
        marketplace_id=opened.marketplace_id,
        party_ids={one.party_id for one in found if one.party_id is not None},
    )

    def on(one: HeldNow) -> str:
        if one.claim_id is not None:
            return f"claim {claims.get(one.claim_id, one.claim_id)}"
        return "".join(f"buyer {ref}" for id_, ref in buyers.items() if id_ == one.party_id)

    document = {
        "holds": [
            {
                "hold": str(one.hold_id),
                "on": on(one),
                "reason": one.reason,
                "by": names.get(one.set_by, ""),
                "at": one.at.isoformat(),
            }
            for one in found
        ]
    }
    lines = [
        f"{one.hold_id}  {on(one)}, since {one.at.astimezone(opened.zone):%Y-%m-%d} by "
        f"{names.get(one.set_by, '')}: {one.reason}"
        for one in found
    ]
    console.answer(document, "\n".join(lines) or "Nothing is under a legal hold.")
    return Exit.DONE
