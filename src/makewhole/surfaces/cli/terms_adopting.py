"""Adopting a terms file in a marketplace: what is asked, what is refused, in words."""

import argparse
from datetime import datetime, time

from makewhole.apps.programme.commands import TermsFile, adopt_in_market
from makewhole.apps.tenancy.queries import markets_of, now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.ground import open_marketplace
from makewhole.surfaces.cli.terms_files import FileUnreadable, texts

_SENTENCES = {
    "market_not_open": "This marketplace has no market {market}; there are: {markets}.",
    "terms_are_not_a_guarantee": "The file is for {for}; only a guarantee can be adopted.",
    "terms_are_for_another_market": (
        "The file is for {said}, and market {market} is {meant}: they would not fit."
    ),
    "terms_cannot_be_used": "The file cannot be used: {problems}",
    "first_day_missing": "Say from which order date on they govern: --from DATE.",
    "notice_missing": (
        "Say when buyers and sellers were told: --noticed DATE, not in the future. "
        "{notice_days} days of notice are needed."
    ),
    "notice_too_short": (
        "{notice_days} days of notice are needed, the longer of these terms and those they follow, "
        "so they can govern orders from {earliest} on."
    ),
    "terms_reach_back": "Terms never reach back: they can govern orders from {earliest} on.",
    "day_taken": "Other terms govern orders from {in_force_from} on already.",
}


def adopt(arguments: argparse.Namespace, console: Console) -> Exit:
    """Put the file in force, or say in words why not; the old terms stay in force then."""
    try:
        text, bases = texts(arguments.file)
    except FileUnreadable as problem:
        console.say(str(problem))
        return Exit.WRONG_USAGE
    opened = open_marketplace(arguments, console)
    with transaction(opened.marketplace_id):
        markets = markets_of(marketplace_id=opened.marketplace_id)
    if arguments.market not in markets:
        facts = {"market": arguments.market, "markets": ", ".join(markets)}
        return _refuse(Refused("market_not_open", facts), console)
    noticed = arguments.noticed
    zone = markets[arguments.market].zone
    adopted = adopt_in_market(
        marketplace_id=opened.marketplace_id,
        market_code=arguments.market,
        file=TermsFile(name=arguments.file.stem, text=text, bases=bases),
        in_force_from=arguments.in_force_from,
        approved_by=arguments.approved_by,
        noticed_at=datetime.combine(noticed, time(), zone) if noticed else None,
        at=now_of(marketplace_id=opened.marketplace_id),
    )
    if isinstance(adopted, Refused):
        return _refuse(adopted, console)
    first_day = adopted.in_force_from
    governs = f"orders from {first_day} on" if first_day else "all orders of the market so far"
    already = "" if adopted.is_new else " They do so already; nothing was changed."
    console.answer(
        {
            "terms": adopted.terms_hash,
            "market": arguments.market,
            "in_force_from": first_day.isoformat() if first_day else None,
            "adopted": adopted.is_new,
        },
        f"These terms govern {governs} in market {arguments.market}.{already}",
    )
    return Exit.DONE


def _refuse(refused: Refused, console: Console) -> Exit:
    facts = {name: _worded(value) for name, value in refused.facts.items()}
    sentence = _SENTENCES[refused.reason].format(**facts)
    console.answer(
        {"adopted": False, "refused": refused.reason, **facts},
        f"{sentence} Nothing was adopted; the old terms stay in force.",
    )
    return Exit.FOUND_PROBLEMS


def _worded(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
