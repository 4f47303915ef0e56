"""`makewhole insurance add|list`: the policies that are known of sellers."""

import argparse
from datetime import datetime
from uuid import UUID

from makewhole.apps.insurance.commands import NewPolicy, PolicyKept, keep_policy
from makewhole.apps.insurance.queries import policies_of
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.models import PartyKind
from makewhole.apps.parties.queries import display_names, party_named
from makewhole.apps.tenancy.queries import now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.coverage.policies import Basis, Policy
from makewhole.core.kernel.money import Money, format_minor, parse_minor
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import Opened, open_marketplace, with_marketplace
from makewhole.surfaces.cli.main import with_json
from makewhole.surfaces.cli.times import day, instant
from makewhole.surfaces.shared.wording.refusals import refusal_text


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands and their options."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="write a policy down; safe to repeat")
    add.add_argument("--seller", required=True, metavar="REF", help="the marketplace's own id")
    add.add_argument(
        "--insurer", required=True, metavar="NAME", help="the firm that bears the risk"
    )
    add.add_argument("--number", required=True, metavar="NUMBER", help="of the policy")
    add.add_argument(
        "--basis",
        choices=[basis.value for basis in Basis],
        default=Basis.OCCURRENCE.value,
        help="losses of its days (the usual), or claims that reach it on its days",
    )
    add.add_argument(
        "--from", required=True, type=day, dest="from_on", metavar="DATE", help="first day of cover"
    )
    add.add_argument(
        "--until", required=True, type=day, metavar="DATE", help="first day without cover"
    )
    add.add_argument(
        "--retroactive", type=day, metavar="DATE", help="claims made: losses from then"
    )
    add.add_argument("--deductible", default="0", metavar="AMOUNT", help="such as 500.00")
    add.add_argument("--currency", default="USD", metavar="CODE", help="of the deductible")
    add.add_argument("--proven", type=day, metavar="DATE", help="the day its proof reached us")
    listing = actions.add_parser("list", help="list the policies that are known")
    listing.add_argument("--seller", metavar="REF", help="of one seller")
    for action in (add, listing):
        with_marketplace(action)
        with_json(action)


def run(arguments: argparse.Namespace, console: Console) -> Exit:
    """Write a policy down, or list those that are known."""
    opened = open_marketplace(arguments, console)
    return (
        _add(arguments, opened, console)
        if arguments.action == "add"
        else _list(arguments, opened, console)
    )


def _add(arguments: argparse.Namespace, opened: Opened, console: Console) -> Exit:
    now = now_of(marketplace_id=opened.marketplace_id)
    currency = arguments.currency.upper()
    problems = []
    deductible_minor = 0
    try:
        deductible_minor = parse_minor(arguments.deductible, currency)
    except ValueError as problem:
        problems.append(f"deductible: {problem}.")
    proven_at = _proven_at(arguments, opened, now, problems)
    with transaction(opened.marketplace_id):
        seller_id = _seller_id(opened.marketplace_id, arguments.seller)
        if seller_id is None:
            problems.append(f'seller: found "{arguments.seller}", whom no order names.')
        if problems or seller_id is None:
            return _refuse(problems, console)
        new = NewPolicy(
            seller_id=seller_id,
            insurer_id=ensure_party(
                marketplace_id=opened.marketplace_id,
                kind=PartyKind.INSURER,
                external_ref=arguments.insurer,
                display_name=arguments.insurer,
            ),
            number=arguments.number,
            basis=Basis(arguments.basis),
            from_on=arguments.from_on,
            until_on=arguments.until,
            retro_from_on=arguments.retroactive,
            deductible_minor=deductible_minor,
            currency=currency,
            proof_on_file_at=proven_at,
        )
        kept = keep_policy(marketplace_id=opened.marketplace_id, new=new)
    return _answer(kept, console)


def _proven_at(
    arguments: argparse.Namespace, opened: Opened, now: datetime, problems: list[str]
) -> datetime | None:
    if arguments.proven is None:
        return None
    proven_at = min(instant(arguments.proven, opened.zone), now)
    if arguments.proven > now.astimezone(opened.zone).date():
        problems.append(f"proven: found {arguments.proven}, which is still ahead.")
    return proven_at


def _seller_id(marketplace_id: UUID, reference: str) -> UUID | None:
    found = party_named(
        marketplace_id=marketplace_id, kind=PartyKind.SELLER, external_ref=reference
    )
    return found.party_id if found is not None else None


def _answer(kept: PolicyKept | tuple[Refused, ...], console: Console) -> Exit:
    if isinstance(kept, tuple):
        return _refuse([refusal_text(one) for one in kept], console)
    there = "was there already, and stays as it is" if kept.was_there else "was written down"
    console.answer(
        {"policy": _document(kept.policy), "already_there": kept.was_there, "problems": []},
        f"Policy {kept.policy.number} {there}.",
    )
    return Exit.DONE


def _refuse(problems: list[str], console: Console) -> Exit:
    said = "\n".join(f"  {problem}" for problem in problems)
    console.answer(
        {"policy": None, "problems": problems},
        f"Nothing was written down: {counted(len(problems), 'problem')}.\n{said}",
    )
    return Exit.FOUND_PROBLEMS


def _list(arguments: argparse.Namespace, opened: Opened, console: Console) -> Exit:
    with transaction(opened.marketplace_id):
        seller_ids = None
        if arguments.seller:
            seller_id = _seller_id(opened.marketplace_id, arguments.seller)
            seller_ids = [seller_id] if seller_id is not None else []
        found = policies_of(marketplace_id=opened.marketplace_id, seller_ids=seller_ids)
        policies = [policy for each in found.values() for policy in each]
        parties = {party for p in policies for party in (p.seller_id, p.insurer_id)}
        names = display_names(marketplace_id=opened.marketplace_id, party_ids=parties)
    lines = [_line(policy, names) for policy in policies]
    document = [
        {
            **_document(policy),
            "seller": names.get(policy.seller_id, ""),
            "insurer": names.get(policy.insurer_id, ""),
        }
        for policy in policies
    ]
    head = f"{counted(len(policies), 'policy', 'policies')} known{':' if policies else '.'}"
    console.answer({"policies": document}, "\n".join([head, *lines]))
    return Exit.DONE


def _line(policy: Policy, names: dict[UUID, str]) -> str:
    proof = "proven" if policy.proof_on_file_at is not None else "not proven"
    deductible = Money(policy.deductible_minor, policy.currency)
    return (
        f"  {names.get(policy.seller_id, '?')}: {names.get(policy.insurer_id, '?')} "
        f"{policy.number}, {policy.basis.value}, from {policy.from_on} until {policy.until_on}, "
        f"deductible {deductible.currency} {format_minor(deductible.minor, deductible.currency)}, "
        f"{proof}"
    )


def _document(policy: Policy) -> dict[str, object]:
    return {
        "policy_id": str(policy.policy_id),
        "number": policy.number,
        "basis": policy.basis.value,
        "from": str(policy.from_on),
        "until": str(policy.until_on),
        "retroactive": str(policy.retro_from_on) if policy.retro_from_on else None,
        "deductible": format_minor(policy.deductible_minor, policy.currency),
        "currency": policy.currency,
        "proof_on_file_at": policy.proof_on_file_at.isoformat()
        if policy.proof_on_file_at
        else None,
    }
