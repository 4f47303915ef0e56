"""What the outbox cannot carry out is put off and told; all others go on, and nothing twice."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import BadStatusLine
from uuid import UUID

import pytest
from django.db import connection

from makewhole.apps.claims.queries import list_claims
from makewhole.apps.payouts.ports import PayoutOrder, RailAnswer
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.gateways.rails.sandbox import SandboxRail
from makewhole.surfaces.cli import trouble
from makewhole.surfaces.cli.console import Exit
from makewhole.surfaces.jobs.effects import PutOff, wait_after
from makewhole.surfaces.jobs.worker import Worked, advance, work_what_is_due
from tests.apps.claims.shop import LOST, Shop, filed
from tests.apps.order_files import row
from tests.apps.reporting.test_verify import tamper

WHOLE = 29_49
NAMES = ("BAD", "GOOD", "FINE")


@dataclass(slots=True)
class StubbornRail(SandboxRail):
    """A rail that does not answer for one claim's payout until so many tries were made."""

    fails: str  # send | ask
    tries: int
    error: type[Exception] = TimeoutError
    bad: UUID | None = None
    handed_over: Counter[str] = field(default_factory=Counter)

    def send(self, order: PayoutOrder, *, at: datetime) -> RailAnswer:
        self.handed_over[order.key] += 1
        self._stumble("send", order)
        return SandboxRail.send(self, order, at=at)

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> RailAnswer:
        self._stumble("ask", order)
        return SandboxRail.ask(self, order, sent_at=sent_at, at=at)

    def _stumble(self, doing: str, order: PayoutOrder) -> None:
        self.bad = self.bad or order.payout_id
        if (doing, order.payout_id) == (self.fails, self.bad) and self.tries > 0:
            self.tries -= 1
            raise self.error(order.key)


@pytest.fixture
def three(shop: Shop) -> Shop:
    """A shop with three claims that are to be paid."""
    shop.bring(*(row(order_id=name, **LOST) for name in NAMES))
    for name in NAMES:
        filed(shop.claim(name))
    return shop


def run(shop: Shop, rail: SandboxRail | None = None) -> Worked:
    return work_what_is_due(
        marketplace_id=shop.marketplace, rail=rail or SandboxRail(), at=shop.clock.now
    )


def run_days(shop: Shop, days: int, rail: SandboxRail | None = None) -> Worked:
    start = shop.clock.now
    return advance(
        marketplace_id=shop.marketplace,
        rail=rail or SandboxRail(),
        start=start,
        to=start + timedelta(days=days),
        tell=lambda _now, _worked: None,
    )


def waiting(shop: Shop, *kinds: str) -> list[tuple[str, datetime, int, datetime | None]]:
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, due_at, attempts, leased_until FROM journal_effect"
            " WHERE marketplace_id = %s AND kind = ANY (%s) ORDER BY due_at",
            [shop.marketplace, list(kinds)],
        )
        found: list[tuple[str, datetime, int, datetime | None]] = cursor.fetchall()
    return found


def settled(shop: Shop) -> list[int]:
    with transaction(shop.marketplace):
        return sorted(row_.settled_minor for row_ in list_claims(marketplace_id=shop.marketplace))


def assert_clean(shop: Shop) -> None:
    verified = verify(marketplace_id=shop.marketplace, progress=lambda _doing, _done: None)
    assert verified.problems == []


class TestAPayoutWhoseRailRaises:
    @pytest.mark.parametrize("error", [TimeoutError, ValueError, SyntaxError, BadStatusLine])
    def test_is_put_off_alone_and_told(self, three: Shop, error: type[Exception]) -> None:
        rail = StubbornRail("send", tries=1, error=error)

        worked = run(three, rail)

        assert worked.payouts == 2
        (put_off,) = worked.put_off.values()
        assert (put_off.kind, put_off.why) == ("payout", error.__name__)
        assert put_off.again_at == three.clock.now + timedelta(minutes=1)
        assert (put_off.claim_id, worked.parts_failed) == (_claim_of(three, rail.bad), {})
        assert waiting(three, "payout") == [("payout", put_off.again_at, 1, None)]
        assert trouble.exit_of(worked) is Exit.FOUND_PROBLEMS

    def test_is_told_by_the_reference_that_people_know(self, three: Shop) -> None:
        rail = StubbornRail("send", tries=1)

        worked = run(three, rail)

        claim_id = _claim_of(three, rail.bad)
        with transaction(three.marketplace):
            found = list_claims(marketplace_id=three.marketplace)
        (reference,) = [claim.reference for claim in found if claim.claim_id == claim_id]
        assert f"the payout of claim {reference} (TimeoutError" in trouble.sentences(worked)
        assert str(claim_id) not in f"{trouble.sentences(worked)}{trouble.documents(worked)}"

    @pytest.mark.parametrize("doing", ["send", "ask"])
    def test_is_tried_again_by_itself_and_paid_once(self, three: Shop, doing: str) -> None:
        rail = StubbornRail(doing, tries=4)

        worked = run_days(three, 12, rail)

        assert settled(three) == [WHOLE] * 3
        assert len({key.split(":")[0] for key in rail.handed_over}) == 3
        if doing == "send":
            assert rail.handed_over[f"{rail.bad}:1"] == 5  # One key, however often it was tried.
        assert worked.is_whole  # What was made good meanwhile is not told as open.
        assert_clean(three)

    def test_is_told_at_the_end_while_it_still_fails(self, three: Shop) -> None:
        worked = run_days(three, 3, StubbornRail("send", tries=1_000))

        assert [put_off.kind for put_off in worked.put_off.values()] == ["payout"]
        ((_, _, attempts, _),) = waiting(three, "payout")
        assert attempts == 13  # Each wait is twice the one before, up to a day.
        assert_clean(three)


def _claim_of(shop: Shop, payout_id: UUID | None) -> UUID:
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT claim_id FROM payouts_payout WHERE id = %s", [payout_id])
        found: UUID = cursor.fetchone()[0]
    return found


@contextmanager
def spoiled(shop: Shop, kind: str) -> Iterator[UUID]:
    """Let one claim's effect of this kind be such that nobody can carry it out."""
    spoil = (
        "UPDATE journal_effect SET body = replace(body, %s, %s) WHERE id = ("
        " SELECT id FROM journal_effect WHERE marketplace_id = %s AND kind = %s"
        " AND body LIKE '%%' || %s || '%%' ORDER BY due_at, id LIMIT 1)"
        " RETURNING (body::jsonb ->> 'claim_id')::uuid"
    )

    def change(old: str, new: str) -> UUID:
        with transaction(shop.marketplace), connection.cursor() as cursor:
            cursor.execute(spoil, [old, new, shop.marketplace, kind, old])
            changed: UUID = cursor.fetchone()[0]
        return changed

    name = {"notices": "first", "changes": "determination_id"}[kind]
    yield change(f'"{name}"', '"spoiled"')
    change('"spoiled"', f'"{name}"')


def told_of(shop: Shop, kind: str) -> int:
    """Answer of how many claims there is what the effect brings about."""
    table = {"notices": "notices_notice", "changes": "claims_wouldhavechanged"}[kind]
    counted = {"notices": "DISTINCT claim_id", "changes": "*"}[kind]
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count({counted}) FROM {table} WHERE marketplace_id = %s",  # noqa: S608
            [shop.marketplace],
        )
        count: int = cursor.fetchone()[0]
    return count


@pytest.mark.parametrize("kind", ["notices", "changes"])
class TestAnEffectThatCannotBeCarriedOut:
    def test_is_put_off_alone_and_told_with_its_claim(self, three: Shop, kind: str) -> None:
        with spoiled(three, kind) as bad:
            worked = run(three)

        (put_off,) = worked.put_off.values()
        assert (put_off.claim_id, put_off.kind, put_off.why) == (bad, kind, "KeyError")
        assert told_of(three, kind) == 2
        assert worked.parts_failed == {}
        again_at = three.clock.now + timedelta(minutes=1)
        assert waiting(three, kind) == [(kind, again_at, 1, None)]

    def test_is_not_taken_again_before_its_time(self, three: Shop, kind: str) -> None:
        with spoiled(three, kind):
            run(three)
            again = run(three)

        assert again.is_whole

    def test_does_not_hold_a_clock_and_waits_longer_each_time(self, three: Shop, kind: str) -> None:
        with spoiled(three, kind):
            worked = run_days(three, 3)

        assert len(worked.put_off) == 1
        assert settled(three).count(WHOLE) == 3
        ((_, due_at, attempts, _),) = waiting(three, kind)
        assert (attempts, due_at > three.clock.now) == (13, True)

    def test_is_carried_out_once_it_can_be(self, three: Shop, kind: str) -> None:
        with spoiled(three, kind):
            run(three)

        worked = run_days(three, 1)

        assert worked.is_whole
        assert told_of(three, kind) == 3
        assert_clean(three)


def test_a_body_that_nobody_can_read_is_put_off_without_a_claim(three: Shop) -> None:
    with transaction(three.marketplace), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_effect SET body = 'torn' WHERE id = (SELECT id FROM"
            " journal_effect WHERE marketplace_id = %s AND kind = 'payout' LIMIT 1)",
            [three.marketplace],
        )

    worked = run(three)

    assert [put_off.claim_id for put_off in worked.put_off.values()] == [None]
    assert worked.payouts == 2


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (11, 1_024), (12, 1_440), (5_000, 1_440)]
)
def test_each_wait_is_twice_the_one_before_up_to_a_day(attempts: int, minutes: int) -> None:
    assert wait_after(attempts) == timedelta(minutes=minutes)


def test_what_was_put_off_is_told_with_claim_reason_and_time() -> None:
    again_at = datetime(2026, 12, 1, 12, 1, tzinfo=UTC)
    worked = Worked(put_off={UUID(int=1): PutOff(UUID(int=7), "payout", "TimeoutError", again_at)})

    said = trouble.sentences(worked)

    assert (
        f"the payout of claim {UUID(int=7)} (TimeoutError, again at 2026-12-01 12:01 UTC)" in said
    )
    assert trouble.documents(worked)["put_off"] == [
        {
            "claim": str(UUID(int=7)),
            "kind": "payout",
            "why": "TimeoutError",
            "again_at": "2026-12-01T12:01:00+00:00",
        }
    ]
    assert trouble.exit_of(worked) is Exit.FOUND_PROBLEMS


def test_facts_that_the_terms_refuse_are_one_claims_trouble_alone(three: Shop) -> None:
    refused = """replace(body, '"paid_total":0', '"paid_total":-5')"""
    claim_id = "(SELECT min(claim_id::text)::uuid FROM claims_determination)"
    tamper(three, "claims_determination", f"SET body = {refused} WHERE claim_id = {claim_id}")

    worked = run(three)

    assert [put_off.why for put_off in worked.put_off.values()] == ["FactsRefused"]
    assert worked.payouts == 3
    assert told_of(three, "changes") == 2
