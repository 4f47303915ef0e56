"""Clocks that run out together: one claim of an order at a time, and no claim stops another."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from makewhole.apps.claims import translate
from makewhole.apps.claims.actions import Act, answer_claim, state_facts
from makewhole.apps.claims.commands import (
    Change,
    Filed,
    change_claims,
)
from makewhole.apps.claims.proposals import propose_claims
from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.claims.sweeping import SetAside, let_due_clocks_run_out
from makewhole.apps.orders.queries import OrderSnapshot
from makewhole.apps.payouts.ports import PayoutOrder, RailAnswer
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.values import By, Line, Role, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require
from makewhole.gateways.rails.sandbox import SandboxRail
from makewhole.surfaces.cli import trouble
from makewhole.surfaces.cli.console import Exit
from makewhole.surfaces.jobs.worker import Worked, advance, work_what_is_due
from tests.apps.claims.shop import NEVER_SENT, Shop, filed
from tests.apps.order_files import row

WHOLE = 29_49
# Recent enough for the people who claim it; the programme's own claims come without this.
RECENT = {
    "placed_at": "2026-11-10 10:30:00",
    "ship_by": "2026-11-12 12:00",
    "latest_estimate": "2026-11-25",
    **NEVER_SENT,
}
HANDLER = By(Role.HANDLER, UUID(int=9))


def asked(shop: Shop) -> dict[str, Value]:
    return {"seller_contacted": True, "contacted_at": shop.clock.now - timedelta(days=3)}


def two_grounds(shop: Shop, number: str, asked_minor: int | None = None) -> list[Filed]:
    return [
        filed(
            shop.claim(
                number,
                ground,
                by=shop.buyer(number),
                lines=[Line(1, 1, asked_minor)],
                **asked(shop),
            )
        )
        for ground in (Ground.NOT_RECEIVED, Ground.LATE)
    ]


def claims_of(shop: Shop) -> tuple[ClaimRow, ...]:
    with transaction(shop.marketplace):
        return list_claims(marketplace_id=shop.marketplace)


@contextmanager
def spoiled(shop: Shop, claim_id: UUID) -> Iterator[None]:
    """Let one claim's row lag behind its journal: nothing more can be written of it."""
    statement = "UPDATE claims_claim SET version = version + %s WHERE id = %s"
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(statement, [-1, claim_id])
    yield
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(statement, [1, claim_id])


class TestTwoClaimsOfOneOrder:
    def test_in_one_sweep_are_paid_as_one_after_the_other(self, shop: Shop) -> None:
        # Both amounts fit on the line, so that no constraint would stop a second payment.
        unshipped = {**RECENT, "shipping": "0", "paid": "24.50"}
        shop.bring(row(order_id="ONE", **unshipped), row(order_id="TWO", **unshipped))
        for claim in two_grounds(shop, "ONE", 10_00):
            by = By(Role.SELLER, claim.claim.seller_id)
            act = Act(shop.marketplace, claim.claim.claim_id, by, shop.clock.now)
            answer_claim(act, answer="accepted", reason="")
        two_grounds(shop, "TWO", 10_00)
        at = shop.clock.forward(hours=48)

        while let_due_clocks_run_out(marketplace_id=shop.marketplace, at=at):
            pass

        one_by_one, together = shop.order("ONE").refunded_minor, shop.order("TWO").refunded_minor
        assert (one_by_one, together) == (10_00, 10_00)

    def test_that_ask_for_all_are_paid_once_and_hold_nobody_up(
        self, shop: Shop, caplog: pytest.LogCaptureFixture
    ) -> None:
        shop.bring(row(order_id="TWO", **RECENT), row(order_id="OTHER", **NEVER_SENT))
        two_grounds(shop, "TWO")
        filed(shop.claim("OTHER"))
        shop.clock.forward(hours=48)

        worked = shop.work()

        assert worked.is_whole
        assert caplog.text == ""  # Nothing had to be taken one by one.
        assert [shop.order(name).refunded_minor for name in ("TWO", "OTHER")] == [WHOLE, WHOLE]

    def test_changed_together_see_what_the_first_one_wrote(self, shop: Shop) -> None:
        shop.bring(row(**RECENT))
        made = two_grounds(shop, "A-1")
        seen: list[int] = []

        def accept(case: Case) -> Handled | Refused:
            assert case.claim is not None
            seen.append(case.order.refunded_minor)
            by = By(Role.SELLER, case.claim.seller_id)
            return thinking.handle(case, c.AnswerClaim("accepted", "", by, case.at))

        changes = [Change(one.claim.claim_id, accept) for one in made]
        change_claims(marketplace_id=shop.marketplace, changes=changes, at=shop.clock.now)

        assert seen == [0, WHOLE]


class TestAClaimThatCannotBeHandled:
    @pytest.fixture
    def bad(self, shop: Shop) -> UUID:
        shop.bring(*(row(order_id=name, **NEVER_SENT) for name in ("BAD", "GOOD", "FINE")))
        bad, *_ = [filed(shop.claim(name)) for name in ("BAD", "GOOD", "FINE")]
        return bad.claim.claim_id

    def test_is_set_aside_and_all_others_move(
        self, shop: Shop, bad: UUID, caplog: pytest.LogCaptureFixture
    ) -> None:
        at = shop.clock.forward(hours=48)
        aside = SetAside()
        with spoiled(shop, bad):
            moved = let_due_clocks_run_out(marketplace_id=shop.marketplace, at=at, aside=aside)
            again = let_due_clocks_run_out(marketplace_id=shop.marketplace, at=at, aside=aside)

        assert (moved, again) == (2, 0)
        assert aside.failed == {bad: "IntegrityError"}
        assert str(bad) in caplog.text

    def test_is_told_by_the_worker_which_goes_on(self, shop: Shop, bad: UUID) -> None:
        shop.clock.forward(hours=48)
        with spoiled(shop, bad):
            worked = shop.work()

        assert (worked.clocks, worked.payouts > 0, worked.sealed > 0) == (2, True, True)
        assert list(worked.claims_failed) == [bad]
        assert worked.references.keys() == {bad}
        assert list(trouble.documents(worked)["claims_not_handled"]) == [worked.references[bad]]  # type: ignore[call-overload]

    def test_does_not_hold_the_clock_of_a_sandbox(self, shop: Shop, bad: UUID) -> None:
        with spoiled(shop, bad):
            worked = shop.pass_days(30)

        assert list(worked.claims_failed) == [bad]
        assert [claim.stage for claim in claims_of(shop)].count(Stage.CLOSED.value) == 2

    def test_moves_once_it_can(self, shop: Shop, bad: UUID) -> None:
        shop.clock.forward(hours=48)
        with spoiled(shop, bad):
            shop.work()

        assert shop.work().clocks == 1


def test_a_clock_that_is_refused_does_not_count_as_moved(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT))
    made = filed(shop.claim()).claim
    seller = By(Role.SELLER, made.seller_id)
    soon = shop.clock.now + timedelta(hours=1)
    answered = answer_claim(
        Act(shop.marketplace, made.claim_id, seller, soon), answer="rejected", reason="sent"
    )
    assert not isinstance(answered, Refused)
    at = answered.decide_by
    assert at is not None
    later = Act(shop.marketplace, made.claim_id, HANDLER, at + timedelta(seconds=1))
    assert not isinstance(state_facts(later, stated={"photos": 1}, reason="seen"), Refused)

    assert let_due_clocks_run_out(marketplace_id=shop.marketplace, at=at) == 0


class BrokenRail(SandboxRail):
    """A rail that is down."""

    def send(self, order: PayoutOrder, *, at: Any) -> RailAnswer:
        raise TimeoutError(order.key, at)


def test_a_rail_that_is_down_stops_neither_clocks_nor_notices_nor_sealing(shop: Shop) -> None:
    shop.bring(row(**NEVER_SENT), row(order_id="A-2", **NEVER_SENT))
    filed(shop.claim())
    filed(shop.claim("A-2"))
    at = shop.clock.forward(hours=48)

    worked = work_what_is_due(marketplace_id=shop.marketplace, rail=BrokenRail(), at=at)

    assert worked.clocks == 2
    assert worked.notices > 0
    assert worked.sealed > 0


def test_a_sandbox_clock_arrives_where_a_part_of_the_work_fails(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.bring(row(**NEVER_SENT))
    filed(shop.claim())

    def fail(**_given: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("makewhole.surfaces.jobs.worker.send_payouts", fail)
    start = shop.clock.now
    reached = []
    worked = advance(
        marketplace_id=shop.marketplace,
        rail=SandboxRail(),
        start=start,
        to=start + timedelta(days=9),
        tell=lambda now, _worked: reached.append(now),
    )

    assert reached[-1] == start + timedelta(days=9)
    assert worked.parts_failed == {"payouts": "TimeoutError"}


def test_an_order_that_cannot_be_proposed_stops_no_other(
    shop: Shop, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.bring(*(row(order_id=name, **RECENT) for name in ("BAD", "GOOD", "FINE")))
    bad = shop.order("BAD").order_id
    read = translate.order_on_file

    def stumble(snapshot: OrderSnapshot) -> OrderOnFile:
        require(snapshot.order_id != bad, "a bug that only this order meets")
        return read(snapshot)

    monkeypatch.setattr(translate, "order_on_file", stumble)

    proposed = propose_claims(
        marketplace_id=shop.marketplace,
        market_code="us",
        late_days=3,
        at=shop.clock.now,
        progress=lambda _doing, _done: None,
    )

    assert (proposed.claims, proposed.passed_over) == (2, {"could_not_be_handled": 1})
    assert str(bad) in caplog.text


@pytest.mark.parametrize(
    ("claims_failed", "parts_failed", "said"),
    [
        ({}, {}, ""),
        ({UUID(int=7): "IntegrityError"}, {}, f"1 claim could not be handled: {UUID(int=7)} ("),
        ({UUID(int=n): "KeyError" for n in range(30)}, {}, " and 10 more. Nothing of them"),
        ({}, {"payouts": "TimeoutError"}, "tried again by the next run: payouts (TimeoutError)."),
    ],
)
def test_a_run_says_what_it_could_not_do(
    claims_failed: dict[UUID, str], parts_failed: dict[str, str], said: str
) -> None:
    worked = Worked(claims_failed=claims_failed, parts_failed=parts_failed)

    assert said in trouble.sentences(worked)
    assert (trouble.sentences(worked) == "") is worked.is_whole
    assert (trouble.exit_of(worked) is Exit.DONE) is worked.is_whole
