"""Whatever is changed of an appeal behind the journal's back is found, and named."""

import pytest

from makewhole.apps.appeals.commands import decide_appeal, record_finding
from makewhole.apps.claims.queries import ClaimRow
from makewhole.core.kernel.outcome import Refused
from tests.apps.appeals.test_appeals import OURS, REASONS, contested, paid, people
from tests.apps.claims.shop import Shop, shop
from tests.apps.reporting.test_verify import problems, tamper

__all__ = ["paid", "people", "shop"]

NO_HASH = "repeat('0', 64)"


@pytest.mark.parametrize(
    "change",
    [
        "stage = 'decided'",
        "result = 'reversed'",
        "reviewer_id = gen_random_uuid()",
        "due_at = due_at + interval '1 day'",
        "side = 'claimant'",
        "clause = '1.1'",
        f"head_hash = {NO_HASH}",
        "state = replace(state, 'You sent it', 'We sent it')",
    ],
)
def test_finds_a_changed_row(shop: Shop, paid: ClaimRow, change: str) -> None:
    contested(shop, paid)
    shop.work()
    assert problems(shop) == []

    tamper(shop, "appeals_appeal", f"SET {change}")

    assert any(problem.startswith("appeal ") for problem in problems(shop))


@pytest.mark.parametrize(
    ("table", "change", "found"),
    [
        ("appeals_appeal", "DELETE", "the row is missing"),
        ("notices_notice", "DELETE WHERE appeal_id IS NOT NULL", "it is missing"),
        (
            "notices_notice",
            "SET message = 'appeal_filed' WHERE message = 'contest_filed'",
            "no event owes it",
        ),
        (
            "journal_runningclock",
            "SET due_at = due_at + interval '1 day' WHERE stream_kind = 'appeal'",
            "runs without a reason",
        ),
        (
            "journal_event",
            "SET body = replace(body, 'You sent it', 'We sent it') WHERE stream_kind = 'appeal'",
            "the hash chain is broken here",
        ),
        ("ledger_transfer", "SET amount_minor = 1 WHERE reason = 'contest_won'", "amount_minor"),
    ],
)
def test_finds_what_stands_beside_it_changed(
    shop: Shop, paid: ClaimRow, table: str, change: str, found: str
) -> None:
    on, _ = contested(shop, paid)
    if "contest_won" in change:
        assert not isinstance(record_finding(on, OURS), Refused)
        decide_appeal(on, REASONS)
    shop.work()
    assert problems(shop) == []

    tamper(shop, table, change)

    assert any(found in problem for problem in problems(shop))
