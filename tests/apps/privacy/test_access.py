"""Opening what is private of a claim: for our people, against a reason, written down for good."""

import pytest
from django.db import ProgrammingError, connection

from makewhole.apps.privacy.commands import REASON_MAX, Opened, open_private_facts
from makewhole.apps.privacy.queries import accesses_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import Shop, shop
from tests.apps.claims.test_losses import HANDLER, now
from tests.apps.privacy.test_erasing import delivered_order, paid

__all__ = ["delivered_order", "paid", "shop"]


def opened(shop: Shop, reason: str, facts: tuple[str, ...] = ("minor",)) -> object:
    claim_id = now(shop).claim_id
    with transaction(shop.marketplace):
        return open_private_facts(
            marketplace_id=shop.marketplace,
            claim_id=claim_id,
            facts=facts,
            reason=reason,
            by=HANDLER,
            at=shop.clock.now,
        )


class TestAccess:
    def test_is_written_down_with_who_when_what_and_why(self, paid: Shop) -> None:
        assert opened(paid, "to weigh the report") == Opened(frozenset({"minor"}))

        claim_id = now(paid).claim_id
        with transaction(paid.marketplace):
            (one,) = accesses_of(marketplace_id=paid.marketplace, claim_id=claim_id)
        assert (one.party_id, one.facts, one.reason, one.at) == (
            HANDLER.party_id,
            ("minor",),
            "to weigh the report",
            paid.clock.now,
        )

    @pytest.mark.parametrize(
        ("reason", "refused"),
        [
            ("  ", Refused("reason_missing")),
            ("x" * (REASON_MAX + 1), Refused("reason_too_long", {"most": REASON_MAX})),
        ],
    )
    def test_needs_a_reason_of_some_words(self, paid: Shop, reason: str, refused: Refused) -> None:
        assert opened(paid, reason) == refused

    def test_of_nothing_is_refused(self, paid: Shop) -> None:
        assert opened(paid, "to see", ()) == Refused("nothing_private_here")

    def test_is_for_our_people_only(self, paid: Shop) -> None:
        buyer, claim_id = paid.buyer(), now(paid).claim_id
        with transaction(paid.marketplace):
            refused = open_private_facts(
                marketplace_id=paid.marketplace,
                claim_id=claim_id,
                facts=("minor",),
                reason="to see",
                by=buyer,
                at=paid.clock.now,
            )
        assert refused == Refused("access_is_for_staff")

    @pytest.mark.parametrize(
        "table",
        ["privacy_access", "privacy_legalhold", "privacy_legalholdlifted", "privacy_erasure"],
    )
    def test_no_row_is_ever_changed_or_removed(self, paid: Shop, table: str) -> None:
        changes = (f"DELETE FROM {table}", f"UPDATE {table} SET marketplace_id = NULL")  # noqa: S608 - our own tables
        for change in changes:
            with (
                pytest.raises(ProgrammingError, match="permission denied"),
                transaction(paid.marketplace),
                connection.cursor() as cursor,
            ):
                cursor.execute(change)
