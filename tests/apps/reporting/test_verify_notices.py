"""Who was told of what, and when, follows from the events: what does not is found, and named."""

from uuid import UUID

import pytest
from django.db import connections

from makewhole.apps.claims.actions import Act, withdraw_claim
from makewhole.apps.claims.bulk import BulkRow, file_rows
from makewhole.apps.claims.queries import claim_by_reference
from makewhole.apps.reporting.verify import COVERED
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import LOST, NEVER_SENT, Shop, filed
from tests.apps.order_files import row
from tests.apps.reporting.test_verify import problems, tamper

RECENT = {
    "placed_at": "2026-11-10 10:30:00",
    "ship_by": "2026-11-12 12:00",
    "latest_estimate": "2026-11-25",
    **NEVER_SENT,
}


@pytest.fixture
def told(shop: Shop) -> Shop:
    """A shop with three claims, whose buyers and sellers were told of all of it."""
    names = ("A-1", "A-2", "A-3")
    shop.bring(*(row(order_id=name, **LOST) for name in names))
    for name in names:
        filed(shop.claim(name))
    shop.pass_days(10)
    assert problems(shop) == []
    return shop


ONE = "id = (SELECT id FROM notices_notice WHERE message = 'money_arrived' ORDER BY id LIMIT 1)"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("audience = 'lead'", "no event owes it"),
        ("message = 'money_still_on_its_way'", "no event owes it"),
        ("seq = seq + 100", "no event owes it"),
        ("party_id = NULL", "party_id"),
        ("party_id = gen_random_uuid()", "party_id"),
        ("""facts = '{"amount_minor":"1"}'""", "facts"),
        ("at = at + interval '1 second'", "at"),
        ("enclosed_id = gen_random_uuid()", "enclosed_id"),
    ],
)
def test_a_notice_that_was_changed_is_found(told: Shop, change: str, named: str) -> None:
    tamper(told, "notices_notice", f"SET {change} WHERE {ONE}")

    found = problems(told)

    assert all(problem.startswith("notice ") for problem in found)
    assert found[0].endswith(named)


def test_a_notice_that_vanished_is_missed(told: Shop) -> None:
    tamper(told, "notices_notice", f"DELETE WHERE {ONE}")

    missed, stray = problems(told)
    assert "/claimant/money_arrived: it is missing" in missed
    assert stray.startswith("delivery ")
    assert stray.endswith("there is no such notice")


def test_a_notice_of_a_claim_that_nobody_made_is_found(told: Shop) -> None:
    for claim_id in (UUID(int=0), UUID(int=2**128 - 1)):  # Before the first claim, after the last.
        _add(told, claim_id, seq=1)

    found = problems(told)

    assert len(found) == 2
    assert all(problem.endswith("no event owes it") for problem in found)


def test_a_notice_that_was_added_to_a_claim_is_found(told: Shop) -> None:
    _add(told, filed_claim(told), seq=1)

    (problem,) = problems(told)
    assert "/1/claimant/please_answer: no event owes it" in problem


def filed_claim(shop: Shop) -> UUID:
    with transaction(shop.marketplace), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM claims_claim WHERE marketplace_id = %s ORDER BY id LIMIT 1 OFFSET 1",
            [shop.marketplace],
        )
        found: UUID = cursor.fetchone()[0]
    return found


def _add(shop: Shop, claim_id: UUID, *, seq: int) -> None:
    with transaction(shop.marketplace), connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_notice (id, marketplace_id, claim_id, seq, audience, message,"
            " facts, subject, text, at) VALUES (gen_random_uuid(), %s, %s, %s, 'claimant',"
            " 'please_answer', '{}', '', '', now())",
            [shop.marketplace, claim_id, seq],
        )


def test_notices_that_wait_in_the_outbox_are_no_difference(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filed(shop.claim())

    assert problems(shop) == []


def test_notices_that_wait_for_nothing_are_missed(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filed(shop.claim())
    tamper(shop, "journal_effect", "DELETE WHERE kind = 'notices'")

    assert problems(shop) != []
    assert all(problem.endswith("it is missing") for problem in problems(shop))


def test_an_effect_that_nobody_can_read_is_named_by_what_it_leaves_undone(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filed(shop.claim())
    tamper(shop, "journal_effect", "SET body = 'torn'")

    kinds = {problem.split(" ")[0] for problem in problems(shop)}
    assert kinds == {"notice", "payout", "determination"}


def test_a_draft_of_which_no_seller_was_told_is_no_difference(shop: Shop) -> None:
    shop.bring(row(**RECENT))
    begun = BulkRow("A-1", None, (), "", "", ())
    (answer,) = file_rows(marketplace_id=shop.marketplace, rows=[begun], at=shop.clock.now)
    with transaction(shop.marketplace):
        found = claim_by_reference(marketplace_id=shop.marketplace, reference=answer.reference)
    assert found is not None
    act = Act(shop.marketplace, found.claim_id, shop.buyer(), shop.clock.now)
    assert not isinstance(withdraw_claim(act), Refused)
    shop.work()

    assert problems(shop) == []


def test_a_broken_stream_is_told_once_and_not_for_each_notice(told: Shop) -> None:
    broken = filed_claim(told)
    tamper(
        told, "journal_event", f"SET body = body || ' ' WHERE seq = 2 AND stream_id = '{broken}'"
    )

    assert not [problem for problem in problems(told) if problem.startswith("notice ")]


def test_the_table_is_named_among_the_covered() -> None:
    assert "notices_notice" in COVERED
