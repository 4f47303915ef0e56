"""Contests of what a loss costs, through the commands: the terms move it, and it is proved."""

from dataclasses import replace

import pytest

from makewhole.apps.appeals.commands import correct_slip, decide_appeal, record_finding
from makewhole.apps.appeals.queries import appeals_of_claim
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Result, Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Found
from makewhole.core.claim.values import By
from makewhole.core.kernel.outcome import Refused
from tests.apps.appeals.test_appeals import (
    REASONS,
    claim_of,
    contested,
    on_last,
    owed_by_sellers,
    people,
    proved,
)
from tests.apps.claims.in_clear import everything_in_clear
from tests.apps.claims.shop import LOST, Shop, shop
from tests.apps.claims.test_losses import loss, make
from tests.apps.order_files import row

__all__ = ["people", "shop"]

OTHER = Found("cause", "other", "The lamp in the photographs is of another brand.")
HEALTH = Found("injury_grade", "slight", "The report says so.")


@pytest.fixture
def charged(shop: Shop, people: dict[str, By]) -> Shop:
    """A small loss that was paid, and charged to a seller who never showed an insurance."""
    assert people
    shop.bring(row(**LOST))
    make(shop, loss(shop, 240_00))
    shop.work()
    shop.pass_days(10)
    assert owed_by_sellers(shop) == 240_00
    return shop


def test_a_contest_that_is_won_undoes_the_charge_and_takes_nothing_back(charged: Shop) -> None:
    on, _ = contested(charged, claim_of(charged))
    assert not isinstance(record_finding(on, OTHER), Refused)

    decided = decide_appeal(on, REASONS)
    charged.work()

    assert isinstance(decided, Appeal), decided
    assert decided.result is Result.REVERSED
    assert owed_by_sellers(charged) == 0
    assert claim_of(charged).paid_total_minor == 240_00
    proved(charged)


def test_a_contest_that_is_lost_leaves_the_charge(charged: Shop) -> None:
    on, _ = contested(charged, claim_of(charged))

    decided = decide_appeal(on, REASONS)
    charged.work()

    assert isinstance(decided, Appeal), decided
    assert decided.result is Result.UPHELD
    assert owed_by_sellers(charged) == 240_00
    proved(charged)


def test_what_a_reviewer_finds_of_health_is_kept_sealed_beside_the_appeal(
    charged: Shop, people: dict[str, By]
) -> None:
    on, _ = contested(charged, claim_of(charged))
    found = record_finding(on, HEALTH)
    slip, last = on_last(charged, claim_of(charged), Side.PROGRAMME, people["handler"])
    corrected = correct_slip(
        replace(slip, at=on.at), determination_id=last, found=[HEALTH], because=REASONS
    )

    assert isinstance(found, Appeal), found
    assert isinstance(corrected, Refused)  # The contest is open; nothing of it was written.
    claim_id = claim_of(charged).claim_id
    with transaction(charged.marketplace):
        (seen,) = appeals_of_claim(marketplace_id=charged.marketplace, claim_id=claim_id)
    assert seen.appeal.findings[0].found == HEALTH
    for told in ("slight", HEALTH.reason, seen.appeal.reasons):
        assert told not in everything_in_clear(charged)
    proved(charged)
