"""What cannot be filed or said, through whichever door it comes; and nothing of it is written."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from makewhole.apps.claims.actions import Act, file_draft, state_facts
from makewhole.apps.claims.bulk import BulkRow, file_rows
from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.values import By, Role, Value
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import LOST, NEVER_SENT, Shop, filed, refused
from tests.apps.order_files import row

RECENT = {
    "placed_at": "2026-11-10 10:30:00",
    "ship_by": "2026-11-12 12:00",
    "latest_estimate": "2026-11-25",
    "handed_over_at": "2026-11-12T09:00:00",
}
HANDLER = By(Role.HANDLER, UUID(int=9))


def asked(shop: Shop) -> dict[str, Any]:
    return {"seller_contacted": True, "contacted_at": shop.clock.now - timedelta(days=3)}


def on_file(shop: Shop) -> tuple[ClaimRow, ...]:
    with transaction(shop.marketplace):
        return list_claims(marketplace_id=shop.marketplace)


def test_an_order_that_is_placed_later_is_nobodys_to_claim_yet(shop: Shop) -> None:
    shop.bring(row(**{**RECENT, **LOST, "placed_at": "2026-12-01T12:00:01+00:00"}))

    assert refused(shop.claim(by=shop.buyer(), **asked(shop))) == "order_not_found"
    shop.clock.forward(days=5)
    filed(shop.claim(by=shop.buyer(), **asked(shop)))


class TestADraft:
    @pytest.fixture
    def draft(self, shop: Shop) -> Act:
        shop.bring(row(**{**RECENT, **LOST}))
        made = filed(shop.claim(ground=None, by=shop.buyer()))
        return Act(shop.marketplace, made.claim.claim_id, shop.buyer(), shop.clock.now)

    def test_is_not_filed_beside_an_open_claim_on_its_ground(self, shop: Shop, draft: Act) -> None:
        filed(shop.claim(by=shop.buyer(), **asked(shop)))

        answer = file_draft(draft, ground=Ground.NOT_RECEIVED, stated=asked(shop))

        assert refused(answer) == "claim_open_already"

    def test_is_not_decided_again_on_a_ground_that_was_denied(self, shop: Shop) -> None:
        in_time = {"delivered_at": "2026-11-20T10:00:00", "state": "delivered"}
        shop.bring(row(**{**RECENT, **in_time}))
        made = filed(shop.claim(ground=None, by=shop.buyer()))
        filed(shop.claim(ground=Ground.LATE, by=shop.buyer(), **asked(shop)))
        draft = Act(shop.marketplace, made.claim.claim_id, shop.buyer(), shop.clock.now)

        answer = file_draft(draft, ground=Ground.LATE, stated=asked(shop))

        assert refused(answer) == "claim_decided_already"

    def test_is_filed_where_nothing_stands_against_it(self, shop: Shop, draft: Act) -> None:
        answer = file_draft(draft, ground=Ground.NOT_RECEIVED, stated=asked(shop))

        assert not isinstance(answer, Refused)
        assert answer.stage is Stage.PAYING


class TestAFactThatTheTermsCannotTake:
    @pytest.mark.parametrize(
        ("fact", "value"),
        [
            ("contacted_at", datetime(1800, 1, 1, tzinfo=UTC)),
            ("contacted_at", datetime(9999, 12, 31, 23, tzinfo=UTC)),
            ("photos", True),
        ],
    )
    def test_is_refused_in_a_filing(self, shop: Shop, fact: str, value: Value) -> None:
        shop.bring(row(**{**RECENT, **LOST}))
        stated = {**asked(shop), fact: value}

        answer = shop.claim(by=shop.buyer(), **stated)

        assert refused(answer) == "fact_not_acceptable"
        assert isinstance(answer, Refused)
        assert fact in str(answer.facts["place"])
        assert answer.facts["finding"]
        assert answer.facts["repair"]
        assert on_file(shop) == ()

    def test_is_refused_while_others_are_asked(self, shop: Shop) -> None:
        shop.bring(row(**NEVER_SENT))
        made = filed(shop.claim()).claim
        assert made.stage is Stage.AWAITING_ANSWERS
        act = Act(shop.marketplace, made.claim_id, HANDLER, shop.clock.now)
        before = on_file(shop)

        answer = state_facts(act, stated={"keep_percent": 1_000}, reason="too much")

        assert refused(answer) == "fact_not_acceptable"
        assert on_file(shop) == before


class TestSomebodyElsesOrder:
    def test_is_not_claimed_for_oneself(self, shop: Shop) -> None:
        shop.bring(row(**{**RECENT, **LOST}))

        answer = shop.claim(by=By(Role.CLAIMANT, UUID(int=666)), **asked(shop))

        assert refused(answer) == "not_your_order"
        assert on_file(shop) == ()

    def test_is_claimed_on_behalf_by_our_own_people(self, shop: Shop) -> None:
        shop.bring(row(**{**RECENT, **LOST}))

        filed(shop.claim(by=HANDLER, **asked(shop)))


class TestARowOfAFile:
    @pytest.mark.parametrize(
        ("broken", "place"),
        [
            ({"order_number": "A\x00"}, "order_id"),
            ({"buyer": "buyer\x00"}, "buyer"),
            ({"amount": "1\x00"}, "amount"),
            ({"stated": (("seller_reply", "no\x00"),)}, "seller_reply"),
            ({"stated": (("contacted_at", datetime(2300, 1, 1, tzinfo=UTC)),)}, "contacted_at"),
        ],
    )
    def test_that_cannot_be_true_is_refused_alone(
        self, shop: Shop, broken: dict[str, object], place: str
    ) -> None:
        shop.bring(row(**{**RECENT, **LOST}), row(order_id="A-2", **{**RECENT, **LOST}))
        stated = tuple(asked(shop).items())
        good = {
            "order_number": "A-1",
            "ground": Ground.NOT_RECEIVED,
            "lines": (),
            "buyer": "buyer-1",
            "amount": "",
            "stated": stated,
        }
        rows = [BulkRow(**{**good, **broken}), BulkRow(**{**good, "order_number": "A-2"})]  # type: ignore[arg-type]

        bad, other = file_rows(marketplace_id=shop.marketplace, rows=rows, at=shop.clock.now)

        assert bad.refused is not None
        assert bad.refused.reason == "row_not_acceptable"
        assert bad.refused.facts["place"] == place
        assert bad.refused.facts["finding"]
        assert bad.refused.facts["repair"]
        assert other.refused is None
