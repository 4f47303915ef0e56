"""`makewhole claims propose --as-of DATE`: claims for orders that are late or lost."""

import argparse

from makewhole.apps.claims.proposals import Proposed, propose_claims
from makewhole.apps.programme.queries import least_duration
from makewhole.apps.tenancy.commands import move_clock_forward
from makewhole.apps.tenancy.queries import markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.ground import open_marketplace, reach
from makewhole.surfaces.cli.times import instant


def propose(arguments: argparse.Namespace, console: Console) -> Exit:
    """Move the clock to the end of the day, and open what the terms offer unasked."""
    opened = open_marketplace(arguments, console)
    at = instant(arguments.as_of, opened.zone)
    if not reach(opened, at, console, first_at=at):
        return Exit.FOUND_PROBLEMS
    move_clock_forward(marketplace_id=opened.marketplace_id, to=at)
    with transaction(opened.marketplace_id):
        codes = tuple(markets_of(marketplace_id=opened.marketplace_id))
        late_days = {
            code: least_duration(
                marketplace_id=opened.marketplace_id, market_code=code, name="proactive_late_days"
            )
            for code in codes
        }
    total = Proposed()
    for code in codes:
        found = propose_claims(
            marketplace_id=opened.marketplace_id,
            market_code=code,
            late_days=late_days[code],
            at=at,
            progress=console.progress,
        )
        total.add(found)
    document = {
        "proposed": total.claims,
        "by_ground": {"late": 0, "not_received": 0, **total.by_ground},
        "orders_by_ground": {
            ground: len(orders) for ground, orders in sorted(total.orders_by_ground.items())
        },
        "not_received": {
            "shipped_never_delivered": total.by_ground["not_received"] - total.never_shipped,
            "paid_never_shipped": total.never_shipped,
        },
        "passed_over": dict(sorted(total.passed_over.items())),
        "as_of": at.isoformat(),
    }
    grounds = ", ".join(f"{count:,} {ground}" for ground, count in sorted(total.by_ground.items()))
    passed = sum(total.passed_over.values())
    console.answer(
        document,
        f"{counted(total.claims, 'claim')} opened as of {at.astimezone(opened.zone):%Y-%m-%d}"
        f"{f' ({grounds})' if grounds else ''}. {passed:,} passed over: claimed already, or not "
        "offered by the terms.",
    )
    return Exit.DONE
