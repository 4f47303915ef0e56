"""Killed between any two statements: what was acknowledged is there, the rest never happened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from makewhole.apps.claims.commands import file_claim
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.payouts.ports import PayoutOrder, RailAnswer, RailState
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.jobs.worker import work_what_is_due
from tests.apps.claims.shop import LOST, NEVER_SENT, Shop, filed
from tests.apps.order_files import row


class Killed(BaseException):
    """The process is gone; whatever stood in an open transaction with it."""


@contextmanager
def killed_after(statements: int) -> Iterator[None]:
    """Let so many statements through, then die."""
    left = statements

    def die(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1
        return execute(*args)

    with connection.execute_wrapper(die):
        yield


def dies(statements: int, work: Callable[[], object]) -> bool:
    """Whether the work was killed; False once it needs no more statements than were let through."""
    try:
        with killed_after(statements):
            work()
    except Killed:
        return True
    return False


def assert_clean(shop: Shop) -> None:
    verified = verify(marketplace_id=shop.marketplace, progress=lambda _doing, _done: None)
    assert verified.problems == []


def test_filing_is_whole_or_not_at_all(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filing, at = shop.filing(), shop.clock.now
    filed_at_last = False
    for statements in range(40):
        if not dies(
            statements,
            lambda: filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=at)),
        ):
            filed_at_last = True
            break
        with transaction(shop.marketplace):
            assert list_claims(marketplace_id=shop.marketplace) == ()
        assert shop.order().refunded_minor == 0

    assert filed_at_last
    assert shop.order().refunded_minor == 29_49
    assert_clean(shop)


def test_the_worker_goes_on_where_it_was_killed(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT), row(order_id="A-2", **LOST))
    filed(shop.claim())
    filed(shop.claim("A-2"))
    rail = CountingRail()
    at = shop.clock.forward(hours=48)

    def work() -> object:
        return work_what_is_due(marketplace_id=shop.marketplace, rail=rail, at=at)

    statements = 0
    while dies(statements, work):
        assert_clean(shop)
        let_leases_end(shop)
        statements += 3
    at = shop.clock.forward(days=8)
    work()
    at = shop.clock.forward(days=8)
    work()

    with transaction(shop.marketplace):
        claims = list_claims(marketplace_id=shop.marketplace)
    assert [claim.settled_minor for claim in claims] == [29_49, 29_49]
    assert len(rail.keys) == len(claims)  # However often it was asked, one order for each payout.
    assert_clean(shop)


class CountingRail:
    """A prompt rail, whatever the payout, that remembers which orders it was given."""

    name = "sandbox"

    def __init__(self) -> None:
        self.keys: set[str] = set()

    def send(self, order: PayoutOrder, *, at: datetime) -> RailAnswer:
        self.keys.add(order.key)
        return RailAnswer(RailState.PENDING, order.key, at + timedelta(hours=4))

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> RailAnswer:
        settles_at = sent_at + timedelta(hours=4)
        if at < settles_at:
            return RailAnswer(RailState.PENDING, order.key, settles_at)
        return RailAnswer(RailState.SETTLED, order.key, None)


def let_leases_end(shop: Shop) -> None:
    """Let the machine's time pass, in which a dead worker's lease ends."""
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_effect SET leased_until = NULL")


@pytest.mark.parametrize("tampering", ["claims_claim", "orders_line", "payouts_payout"])
def test_what_was_changed_behind_the_journals_back_is_found(shop: Shop, tampering: str) -> None:
    shop.bring(row(**LOST))
    filed(shop.claim())
    shop.work()
    statement = {
        "claims_claim": "UPDATE claims_claim SET paid_total_minor = paid_total_minor + 1",
        "orders_line": "UPDATE orders_line SET refunded_item_minor = 0",
        "payouts_payout": "UPDATE payouts_payout SET amount_minor = amount_minor + 1",
    }[tampering]
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(statement)

    verified = verify(marketplace_id=shop.marketplace, progress=lambda _doing, _done: None)

    assert len(verified.problems) == 1
