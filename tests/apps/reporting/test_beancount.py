"""The exported books: by the market's own days, in names that a finance person can look up."""

import argparse
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from makewhole.apps.claims.queries import claim_by_reference
from makewhole.apps.ledger.queries import BookedTransfer
from makewhole.apps.parties.queries import external_refs
from makewhole.apps.payouts.ports import PayoutOrder, RailAnswer, RailState
from makewhole.apps.payouts.queries import sent_payouts
from makewhole.apps.reporting.beancount import Entry, beancount_lines
from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.gateways.rails.sandbox import SandboxRail
from makewhole.surfaces.cli import ledger
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.jobs.worker import advance
from tests.apps.claims.shop import LOST, Shop, filed
from tests.apps.order_files import row


@pytest.fixture(autouse=True)
def _no_second_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)


def export(shop: Shop, to: Path, capsys: pytest.CaptureFixture[str]) -> str:
    with transaction(shop.marketplace):
        slug = marketplace_facts(marketplace_id=shop.marketplace).slug
    arguments = argparse.Namespace(action="export", to=to, marketplace=slug, json=True)
    assert ledger.run(arguments, Console(json=True)) is Exit.DONE
    answered: dict[str, Any] = json.loads(capsys.readouterr().out)
    text = to.read_text(encoding="utf-8")
    assert answered["transfers"] == text.count("  transfer: ")
    return text


def assert_accepted(path: Path) -> None:
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("bean-check")), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def entry_of(text: str, reason: str, nth: int = 0) -> str:
    found = [block for block in text.split("\n\n") if f'"{reason}"' in block]
    return found[nth]


def test_names_claims_and_payouts_as_people_do(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.bring(row(**LOST))
    made = filed(shop.claim())
    shop.pass_days(10)

    text = export(shop, tmp_path / "books.beancount", capsys)

    assert_accepted(tmp_path / "books.beancount")
    assert str(made.claim.claim_id) not in text
    with transaction(shop.marketplace):
        found = claim_by_reference(marketplace_id=shop.marketplace, reference=made.reference)
        assert found is not None
        (paid,) = sent_payouts(
            marketplace_id=shop.marketplace,
            payout_ids=[payout.payout_id for payout in found.claim.payouts],
        ).values()
    for reason in ("payout_sent", "payout_settled"):
        entry = entry_of(text, reason, -1)  # A rail may fail first, and then it is sent again.
        assert f'"claim {made.reference}" ^{made.reference}' in entry
        assert f'  payout: "{paid.rail_reference}"' in entry
    assert "payout:" not in entry_of(text, "refund_determined")


def test_names_the_seller_who_bears_as_the_marketplace_does(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.bring(row(**LOST))
    seller_id = filed(shop.claim()).claim.seller_id
    assert seller_id is not None

    text = export(shop, tmp_path / "books.beancount", capsys)

    with transaction(shop.marketplace):
        (name,) = external_refs(marketplace_id=shop.marketplace, party_ids=[seller_id]).values()
    assert f'open Assets:Receivable:Seller:X{seller_id}\n  owner: "{name}"' in text


def test_dates_by_the_day_of_the_market(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.bring(row(**LOST))
    shop.clock.forward(hours=15)  # 3 in the morning of 2 December in UTC, the evening before there.
    filed(shop.claim())

    text = export(shop, tmp_path / "books.beancount", capsys)

    assert '2026-12-01 * "refund_determined"' in text
    assert "2026-12-02" not in text
    assert_accepted(tmp_path / "books.beancount")


class FailsOnce(SandboxRail):
    """A rail that says of each first attempt that it failed."""

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> RailAnswer:
        answer = SandboxRail.ask(self, order, sent_at=sent_at, at=at)
        if order.attempt == 1 and answer.state is not RailState.PENDING:
            return RailAnswer(RailState.FAILED, answer.reference, None)
        return answer


def test_names_an_earlier_attempt_by_the_key_that_the_rail_was_given(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.bring(row(**LOST))
    filed(shop.claim())
    start = shop.clock.now
    advance(
        marketplace_id=shop.marketplace,
        rail=FailsOnce(),
        start=start,
        to=datetime(2026, 12, 31, tzinfo=UTC),
        tell=lambda _now, _worked: None,
    )

    text = export(shop, tmp_path / "books.beancount", capsys)

    first, second = (entry_of(text, "payout_sent", nth) for nth in (0, 1))
    assert ':1"' in first
    assert '  payout: "SB-' in second
    assert_accepted(tmp_path / "books.beancount")


def test_opens_an_account_before_the_first_day_of_any_market(tmp_path: Path) -> None:
    """A later transfer can stand on an earlier day, in a market that is behind."""
    booked = [
        Entry(date(2026, 12, 3), _transfer(datetime(2026, 12, 2, 10, 30, tzinfo=UTC)), "A", None),
        Entry(date(2026, 12, 1), _transfer(datetime(2026, 12, 2, 11, 30, tzinfo=UTC)), "B", None),
    ]
    path = tmp_path / "books.beancount"

    path.write_text("\n".join(beancount_lines(booked, title='A "quoted" title', owners={})) + "\n")

    assert_accepted(path)


def _transfer(at: datetime) -> BookedTransfer:
    return BookedTransfer(
        transfer_id=UUID(int=1),
        debit_code="programme.concessions",
        debit_owner="",
        credit_code="payable.claimants",
        credit_owner="",
        currency="USD",
        credit_currency="USD",
        amount_minor=5_00,
        claim_id=UUID(int=2),
        determination_id=None,
        event_seq=1,
        reason="refund_determined",
        occurred_at=at,
    )
