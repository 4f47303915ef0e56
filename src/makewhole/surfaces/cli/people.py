"""`makewhole people add|list|set|history`: who works for the programme, and what each may do."""

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.mandates import (
    Changes,
    Setting,
    change_mandate,
    current_settings,
    settings_of,
)
from makewhole.apps.parties.queries import PartyFacts, display_names, parties_of_kinds
from makewhole.apps.tenancy.queries import now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.money import parse_minor
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import Opened, open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.people_told import setting_document, setting_line
from makewhole.surfaces.cli.times import instant, with_optional_time
from makewhole.surfaces.shared.wording.refusals import refusal_text

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
    change = actions.add_parser("set", help="set what a handler or lead may do")
    change.add_argument(
        "ref", help="the person's key, as `people list` shows it; role:key where several have it"
    )
    change.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="CUR=AMOUNT",
        help="the most that they determine alone, such as USD=500.00; USD= takes it off",
    )
    change.add_argument("--skill", action="append", default=[], metavar="WORD")
    change.add_argument("--without-skill", action="append", default=[], metavar="WORD")
    absence = change.add_mutually_exclusive_group()
    with_optional_time(absence, "--away-until", "they are away until the end of this day")
    absence.add_argument("--back", action="store_true", help="they are at work again")
    change.add_argument("--deputy", metavar="REF", help="who works on their claims meanwhile")
    change.add_argument("--by", metavar="REF", help="the lead or manager who sets it")
    past = actions.add_parser("history", help="what was ever set for somebody, and by whose word")
    past.add_argument("ref", help="the person's key")
    for action in (add, change, past, actions.add_parser("list", help="who works here")):
        with_marketplace(action)
        with_json(action)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Add one person, set what one may do, tell what was set, or list all."""
    opened = open_marketplace(arguments, console)
    match arguments.action:
        case "add":
            return _add(arguments, console, opened)
        case "set":
            return _set(arguments, console, opened)
        case "history":
            return _history(arguments, console, opened)
        case _:
            return _list(console, opened)


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


@dataclass(frozen=True, slots=True)
class _NotRead:
    """What of the command cannot be used, in a sentence."""

    sentence: str


def _set(arguments: argparse.Namespace, console: Console, opened: Opened) -> Exit:
    at = now_of(marketplace_id=opened.marketplace_id)
    with transaction(opened.marketplace_id):
        people = _people(opened)
        changes = _changes(arguments, opened, people)
        named = [people.get(ref) for ref in (arguments.ref, arguments.by) if ref]
        if isinstance(changes, _NotRead) or None in named:
            said = changes.sentence if isinstance(changes, _NotRead) else _unknown(arguments.ref)
            return _nothing_set(console, said)
        person, by = people[arguments.ref], people.get(arguments.by or "")
        done = change_mandate(
            marketplace_id=opened.marketplace_id,
            party_id=person.party_id,
            changes=changes,
            by=by.party_id if by is not None else None,
            at=at,
        )
        if isinstance(done, Refused):
            return _nothing_set(console, refusal_text(done), finding=done.reason)
        document = setting_document(person, done, _refs(opened, [done]), at)
    console.answer(document, f"{person.display_name}: {setting_line(document)}")
    return Exit.DONE


def _changes(
    arguments: argparse.Namespace, opened: Opened, people: dict[str, PartyFacts]
) -> Changes | _NotRead:
    limits: list[tuple[str, int | None]] = []
    for typed in arguments.limit:
        code, _, amount = typed.upper().partition("=")
        try:
            limits.append((code, parse_minor(amount, code) if amount else None))
        except ValueError as problem:
            return _NotRead(f"limit: {problem}. Write it so: --limit USD=500.00")
    if arguments.deputy and arguments.deputy not in people:
        return _NotRead(_unknown(arguments.deputy))
    if arguments.deputy and arguments.away_until is None:
        return _NotRead("A deputy stands in while somebody is away: say --away-until, too.")
    until = arguments.away_until
    return Changes(
        limits=tuple(limits),
        skills=frozenset(_words(arguments.skill)),
        skills_lost=frozenset(_words(arguments.without_skill)),
        away_until=instant(until, opened.zone) if until is not None else None,
        deputy_id=people[arguments.deputy].party_id if arguments.deputy else None,
        is_back=arguments.back,
    )


def _words(typed: list[str]) -> list[str]:
    return [word.strip().lower() for word in typed if word.strip()]


def _nothing_set(console: Console, sentence: str, finding: str = "not_read") -> Exit:
    console.answer({"set": False, "finding": finding, "says": sentence}, sentence)
    return Exit.FOUND_PROBLEMS


def _unknown(ref: str) -> str:
    return (
        f'found "{ref}", whom nobody here is called; see: makewhole people list. Nothing was set.'
    )


def _history(arguments: argparse.Namespace, console: Console, opened: Opened) -> Exit:
    at = now_of(marketplace_id=opened.marketplace_id)
    with transaction(opened.marketplace_id):
        person = _people(opened).get(arguments.ref)
        if person is None:
            return _nothing_set(console, _unknown(arguments.ref))
        past = settings_of(marketplace_id=opened.marketplace_id, party_id=person.party_id)
        refs = _refs(opened, past)
        told = [setting_document(person, one, refs, at) for one in past]
    lines = [f"{each['set_at']} by {each['set_by']}: {setting_line(each)}" for each in told]
    console.answer({"settings": told}, "\n".join(lines) or "Nothing was ever set.")
    return Exit.DONE


def _list(console: Console, opened: Opened) -> Exit:
    at = now_of(marketplace_id=opened.marketplace_id)
    with transaction(opened.marketplace_id):
        people = _all(opened)
        settings = current_settings(marketplace_id=opened.marketplace_id)
        refs = _refs(opened, list(settings.values()))
        told = [
            {
                "party_id": str(p.party_id),
                "role": p.kind,
                "ref": p.external_ref,
                "name": p.display_name,
                **(
                    setting_document(p, settings[p.party_id], refs, at)
                    if p.party_id in settings
                    else {}
                ),
            }
            for p in people
        ]
    lines = [
        f"{p['role']:<10} {p['ref']:<20} {p['name']:<24} {setting_line(p)}".rstrip() for p in told
    ]
    nobody = "Nobody works for the programme yet. Add somebody: makewhole people add handler NAME"
    console.answer({"people": told}, "\n".join(lines) or nobody)
    return Exit.DONE


def _all(opened: Opened) -> tuple[PartyFacts, ...]:
    return parties_of_kinds(marketplace_id=opened.marketplace_id, kinds=sorted(ROLES))


def _people(opened: Opened) -> dict[str, PartyFacts]:
    """Answer everybody by key, and by `role:key` where a key is of several."""
    found = _all(opened)
    counts = Counter(person.external_ref for person in found)
    alone = {one.external_ref: one for one in found if counts[one.external_ref] == 1}
    return {**alone, **{f"{one.kind}:{one.external_ref}": one for one in found}}


def _refs(opened: Opened, settings: Sequence[Setting]) -> dict[UUID, str]:
    deputies = {one.deputy_id for one in settings if one.deputy_id is not None}
    return display_names(marketplace_id=opened.marketplace_id, party_ids=deputies)


def _roles() -> list[str]:
    return [f"{role} {does}" for role, does in sorted(ROLES.items())]
