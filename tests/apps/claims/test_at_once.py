"""Two at the same moment: one of them is first, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from makewhole.apps.claims.actions import Act, withdraw_claim
from makewhole.apps.claims.commands import Filed, file_claim
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.claims.sweeping import let_due_clocks_run_out
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import LOST, NEVER_SENT, Shop, filed
from tests.apps.order_files import row


def both(first: object, second: object) -> list[object]:
    """Call both from their own connections, released at the same moment."""
    barrier = Barrier(2)

    def run(call: object) -> object:
        barrier.wait()
        try:
            return call()  # type: ignore[operator]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (first, second)))


@pytest.mark.parametrize("attempt", range(5))
def test_the_same_claim_filed_twice_stands_once(shop: Shop, attempt: int) -> None:
    number = f"A-{attempt}"
    shop.bring(row(order_id=number, **LOST))
    filing, at = shop.filing(number), shop.clock.now

    answers = both(
        lambda: file_claim(marketplace_id=shop.marketplace, filing=filing, at=at),
        lambda: file_claim(marketplace_id=shop.marketplace, filing=filing, at=at),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Filed", "Refused"]
    (refused,) = [answer for answer in answers if isinstance(answer, Refused)]
    assert refused.reason == "claim_open_already"
    assert shop.order(number).refunded_minor == 29_49


def test_one_form_sent_twice_makes_one_claim_and_names_it(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filing = replace(shop.filing(), claim_id=new_id())
    at = shop.clock.now

    answers = both(
        lambda: file_claim(marketplace_id=shop.marketplace, filing=filing, at=at),
        lambda: file_claim(marketplace_id=shop.marketplace, filing=filing, at=at),
    )

    (made,) = [answer for answer in answers if isinstance(answer, Filed)]
    assert Refused("claim_exists_already", {"reference": made.reference}) in answers


@pytest.mark.parametrize("attempt", range(3))
def test_two_grounds_on_one_line_never_add_up(shop: Shop, attempt: int) -> None:
    number = f"B-{attempt}"
    shop.bring(row(order_id=number, **LOST))
    lost, late = shop.filing(number), shop.filing(number, Ground.LATE)
    at = shop.clock.now

    answers = both(
        lambda: file_claim(marketplace_id=shop.marketplace, filing=lost, at=at),
        lambda: file_claim(marketplace_id=shop.marketplace, filing=late, at=at),
    )

    assert sum(isinstance(answer, Filed) for answer in answers) == 1
    assert shop.order(number).refunded_minor == 29_49


def test_two_sweepers_draw_each_consequence_once(shop: Shop) -> None:
    shop.bring(*(row(order_id=f"C-{n}", **NEVER_SENT) for n in range(20)))
    for n in range(20):
        filed(shop.claim(f"C-{n}"))
    at = shop.clock.forward(hours=48)

    def sweep() -> int:
        return let_due_clocks_run_out(marketplace_id=shop.marketplace, at=at, limit=12)

    moved = [*both(sweep, sweep), sweep()]

    assert sum(moved) == 20  # type: ignore[arg-type]
    with transaction(shop.marketplace):
        claims = list_claims(marketplace_id=shop.marketplace)
    assert {claim.stage for claim in claims} == {Stage.PAYING.value}
    assert {claim.paid_total_minor for claim in claims} == {29_49}


def test_a_withdrawal_and_a_clock_at_once_have_one_order(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    made = filed(shop.claim())
    at = shop.clock.forward(hours=48)
    act = Act(shop.marketplace, made.claim.claim_id, shop.buyer(), at)

    both(
        lambda: withdraw_claim(act),
        lambda: let_due_clocks_run_out(marketplace_id=shop.marketplace, at=at),
    )

    with transaction(shop.marketplace):
        (row_,) = list_claims(marketplace_id=shop.marketplace)
    withdrawn = row_.closed_as == "withdrawn" and row_.paid_total_minor == 0
    decided = row_.stage == Stage.PAYING.value and row_.paid_total_minor == 29_49
    assert withdrawn or decided


def test_an_act_on_what_has_changed_meanwhile_is_refused(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    made = filed(shop.claim())
    claim_id: UUID = made.claim.claim_id
    stale = Act(shop.marketplace, claim_id, shop.buyer(), shop.clock.now, seen_version=1)

    refused = withdraw_claim(stale)

    assert isinstance(refused, Refused)
    assert refused.reason == "claim_changed_meanwhile"
