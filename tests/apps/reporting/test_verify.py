"""Whatever is changed behind the journal's back is found, and named."""

import threading
from uuid import UUID

import pytest
from django.db import connections

from makewhole.apps.claims.commands import file_claim
from makewhole.apps.programme import queries as programme
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.claims.shop import LOST, Shop, filed
from tests.apps.order_files import row

NO_HASH = "repeat('0', 64)"


def problems(shop: Shop) -> list[str]:
    return verify(marketplace_id=shop.marketplace, progress=lambda _what, _done: None).problems


def tamper(shop: Shop, table: str, change: str) -> None:
    """Change rows as the tables' owner, who alone can, with the guards switched off."""
    verb = "DELETE FROM" if change.startswith("DELETE") else "UPDATE"
    statement = f"{verb} {table} {change.removeprefix('DELETE')}"
    _guard(table, "DISABLE")
    with (
        transaction(shop.marketplace, using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(statement)
        changed = cursor.rowcount
    _guard(table, "ENABLE")
    assert changed > 0, statement


def _guard(table: str, verb: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER USER")


@pytest.fixture
def paid(shop: Shop) -> Shop:
    """A shop with one claim whose money arrived."""
    shop.bring(row(**LOST))
    filed(shop.claim())
    shop.pass_days(10)
    assert problems(shop) == []
    return shop


@pytest.fixture
def sent(shop: Shop) -> Shop:
    """A shop with one claim whose clocks run while its money is on its way."""
    shop.bring(row(**LOST))
    filed(shop.claim())
    shop.work()
    assert problems(shop) == []
    return shop


@pytest.mark.parametrize(
    "change",
    [
        "buyer_id = gen_random_uuid()",
        "buyer_id = NULL",
        "seller_id = gen_random_uuid()",
        "order_id = gen_random_uuid()",
        "market_code = 'br'",
        "ground = 'damaged'",
        "currency = 'EUR'",
        "opened_by = 'claimant'",
        "opened_at = opened_at - interval '1 day'",
        "filed_at = NULL",
        f"terms_hash = {NO_HASH}",
        "stage = 'assessing', due_at = now()",
        "closed_as = 'withdrawn'",
        "next_actor = 'seller'",
        "due_at = now()",
        "paid_total_minor = 1",
        "settled_minor = 1",
        "version = version + 1",
        f"head_hash = {NO_HASH}",
        "state = replace(state, '2949', '2948')",
    ],
)
def test_every_column_of_a_claim_is_compared(paid: Shop, change: str) -> None:
    tamper(paid, "claims_claim", f"SET {change}")

    assert any(problem.startswith("claim ") for problem in problems(paid))


def test_a_state_of_before_statements_named_a_line_is_no_difference(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filed(shop.claim(by=shop.buyer(), seller_contacted=True))
    older = """state = replace(state, '"line":null,', '')"""
    tamper(shop, "claims_claim", f"SET {older} WHERE state LIKE '%\"line\":null,%'")

    assert problems(shop) == []


@pytest.mark.parametrize(
    "change", ["is_open = true", "ground = 'damaged'", "quantity = 9", "order_id = claim_id"]
)
def test_every_column_of_a_claims_line_is_compared(paid: Shop, change: str) -> None:
    tamper(paid, "claims_claimline", f"SET {change}")

    (problem,) = problems(paid)
    assert problem.startswith("claim line ")
    assert problem.endswith(change.split(" ", maxsplit=1)[0])


def test_a_line_that_vanished_is_missed(paid: Shop) -> None:
    tamper(paid, "claims_claimline", "DELETE")

    assert [problem.split(": ")[1] for problem in problems(paid)] == ["the row is missing"]


@pytest.mark.parametrize("change", ["actor = 'seller'", "due_at = now()", "state = 'stopped'"])
def test_every_column_of_a_clock_is_compared(sent: Shop, change: str) -> None:
    tamper(sent, "journal_runningclock", f"SET {change} WHERE state = 'running'")

    assert all(problem.startswith("clock ") for problem in problems(sent))
    assert problems(sent) != []


@pytest.mark.parametrize(
    "change",
    [
        "seq = seq + 1",
        f"terms_hash = {NO_HASH}",
        "outcome = 'deny'",
        "payer = 'nobody'",
        "bearer = 'open'",
        "clause = '9'",
        "currency = 'EUR'",
        "payable_minor = 1",
        "decided_by = 'lead'",
        "determined_at = now()",
    ],
)
def test_every_column_of_a_determination_is_compared(paid: Shop, change: str) -> None:
    tamper(paid, "claims_determination", f"SET {change}")

    found = problems(paid)
    assert found[0].startswith("determination ")
    assert found[0].endswith(change.split(" ", maxsplit=1)[0])


@pytest.mark.parametrize(
    ("was", "instead"),
    [
        ('"payable_minor":"2949"', '"payable_minor":"9"'),
        ('"outcome":"pay"', '"outcome":"deny"'),
        ('"claim_kind":"not_received"', '"claim_kind":"damaged"'),
        ('{"answer"', '{"answer'),
    ],
)
def test_a_body_that_was_changed_with_its_hash_is_found(paid: Shop, was: str, instead: str) -> None:
    body = f"replace(body, '{was}', '{instead}')"
    with_hash = f"body = {body}, hash = encode(sha256(convert_to({body}, 'UTF8')), 'hex')"
    tamper(paid, "claims_determination", f"SET {with_hash} WHERE body LIKE '%{was}%'")

    (problem,) = problems(paid)
    assert problem.startswith("determination ")


def test_a_body_that_was_changed_to_the_same_answer_is_found(paid: Shop) -> None:
    body = """replace(body, '"facts":{"carrier"', '"facts":{"claimant"')"""
    with_hash = f"body = {body}, hash = encode(sha256(convert_to({body}, 'UTF8')), 'hex')"
    tamper(paid, "claims_determination", f"SET {with_hash} WHERE body LIKE '%carrier%'")

    (problem,) = problems(paid)
    assert problem.endswith("its body is not the one that the journal names")


@pytest.mark.parametrize("change", ["body = '[]'", f"hash = {NO_HASH}"])
def test_an_altered_account_of_other_answers_is_found(paid: Shop, change: str) -> None:
    tamper(paid, "claims_wouldhavechanged", f"SET {change}")

    (problem,) = problems(paid)
    assert problem.endswith("what would have changed it was altered")


def test_a_deleted_account_of_other_answers_is_missed(paid: Shop) -> None:
    tamper(paid, "claims_wouldhavechanged", "DELETE")

    (problem,) = problems(paid)
    assert problem.endswith("what would have changed it is missing")


@pytest.mark.parametrize(
    "change",
    [
        "amount_minor = 1",
        "claim_id = gen_random_uuid()",
        "determination_id = gen_random_uuid()",
        "determination_id = NULL",
        "event_seq = event_seq + 1",
        "group_id = gen_random_uuid()",
        "occurred_at = now()",
        "reason = 'other'",
        "debit_id = credit_id, credit_id = debit_id",
    ],
)
def test_every_column_of_a_transfer_is_compared(paid: Shop, change: str) -> None:
    tamper(paid, "ledger_transfer", f"SET {change}")

    assert problems(paid) != []
    assert all(problem.startswith("transfer ") for problem in problems(paid))


@pytest.mark.parametrize(
    "change",
    [
        "state = 'failed'",
        "state = 'sent'",
        "attempts = 9",
        "amount_minor = 1",
        "currency = 'EUR'",
        "claim_id = gen_random_uuid()",
        "rail = 'other'",
    ],
)
def test_every_column_of_a_payout_is_compared(paid: Shop, change: str) -> None:
    tamper(paid, "payouts_payout", f"SET {change}")

    (problem,) = problems(paid)
    assert problem.startswith("payout ")


def test_money_on_its_way_cannot_be_called_failed(sent: Shop) -> None:
    tamper(sent, "payouts_payout", "SET state = 'failed'")

    (problem,) = problems(sent)
    assert problem.endswith("failed is not what its claim was told")


def test_a_deleted_payout_is_missed(paid: Shop) -> None:
    tamper(paid, "payouts_payout", "DELETE")

    (problem,) = problems(paid)
    assert problem.endswith("ordered, and neither written down nor waiting")


def test_a_payout_that_waits_in_the_outbox_is_no_difference(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filed(shop.claim())

    assert problems(shop) == []


@pytest.mark.parametrize(
    ("table", "change", "start"),
    [
        ("orders_line", "SET price_minor = price_minor + 5000", "order A-1"),
        ("orders_order", "SET paid_minor = paid_minor + 5000", "order A-1"),
        ("orders_import", "SET root_hash = repeat('0', 64)", "import "),
        ("orders_line", "SET refunded_item_minor = 2449", "order line "),
        ("orders_line", "SET refunded_shipping_minor = 0", "order line "),
        ("orders_order", "SET refunded_minor = refunded_minor - 1", "order "),
    ],
)
def test_orders_and_what_stands_refunded_are_compared(
    paid: Shop, table: str, change: str, start: str
) -> None:
    tamper(paid, table, change)

    (problem,) = problems(paid)
    assert problem.startswith(start)


def test_more_refunded_than_any_claim_allowed_is_found(shop: Shop) -> None:
    shop.bring(row())
    tamper(shop, "orders_line", "SET refunded_item_minor = 1")
    tamper(shop, "orders_order", "SET refunded_minor = 1")

    assert [problem.split(" ")[:2] for problem in problems(shop)] == [
        ["order", "line"],
        ["order", str(shop.order().order_id) + ":"],
    ]


def test_a_claim_keeps_the_buyer_that_its_order_had_then(paid: Shop) -> None:
    paid.bring(row(**LOST, buyer="somebody-else"))

    assert problems(paid) == []


@pytest.mark.parametrize(
    "text", ["replace(text, 'notice_days: 15', 'notice_days: 14')", "'no terms at all'", "'{'"]
)
def test_a_text_of_terms_that_cannot_be_used_is_named_not_raised(paid: Shop, text: str) -> None:
    tamper(paid, "programme_termsversion", f"SET text = {text}")
    programme._terms.cache_clear()  # noqa: SLF001 - as a new process finds it
    programme._read.cache_clear()  # noqa: SLF001

    found = problems(paid)

    assert found[0].startswith("terms ")


def test_an_event_that_cannot_be_read_is_named_not_raised(paid: Shop) -> None:
    tamper(paid, "journal_event", "SET kind = 'Nonsense' WHERE seq = 3")

    assert any("hash chain is broken" in problem for problem in problems(paid))


def test_a_claim_filed_meanwhile_is_no_difference(shop: Shop) -> None:
    shop.bring(row(**LOST), row(order_id="A-2", **LOST))
    filed(shop.claim())
    filing, at = shop.filing("A-2"), shop.clock.now
    made: list[UUID] = []

    def file_another() -> None:
        made.append(
            filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=at)).claim.claim_id
        )
        connections.close_all()

    def meanwhile(what: str, _done: int) -> None:
        if what == "streams" and not made:
            thread = threading.Thread(target=file_another)
            thread.start()
            thread.join()

    verified = verify(marketplace_id=shop.marketplace, progress=meanwhile)

    assert len(made) == 1
    assert verified.problems == []
    assert verified.streams == 1
