"""The programme's day with its clocks, and what leads alone may open."""

import pytest
from django.db import connection

from makewhole.apps.claims.actions import Act, state_facts
from makewhole.apps.claims.queries import claim_by_reference
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading

__all__ = ["desks", "living_addresses", "shop"]

AUTUMN = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "",
    "state": "shipped",
}
DEAR = {**AUTUMN, "price": "400.00", "paid": "404.99"}  # A person decides it.
NEVER_SENT = {**AUTUMN, "handed_over_at": "", "state": "approved"}


def claimed(desks: Desks, *rows: dict[str, str]) -> str:
    desks.shop.bring(*rows)
    reference = filed(desks.shop.claim()).reference
    desks.shop.work()
    return reference


def words(page: Reading) -> str:
    return page.all("main")[0].text


def cells(page: Reading, first: str) -> list[str]:
    """Answer the cells of the table row that begins with these words."""
    line = next(tr for tr in page.all("tr") if tr.text.startswith(first))
    return [td.text for td in page.all("td") if td.within("tr") is line]


class TestTheDay:
    def test_counts_what_is_due_today_and_what_is_past_due(self, desks: Desks) -> None:
        claimed(desks, row(**NEVER_SENT))  # The seller has 48 hours.
        assert cells(desks.programme().page("/programme/day/"), "Put to seller")[1:] == [
            "1",
            "0",
            "0",
        ]

        desks.shop.clock.forward(days=1, hours=23)
        assert cells(desks.programme().page("/programme/day/"), "Put to seller")[2] == "1"
        desks.shop.clock.forward(hours=2)
        assert cells(desks.programme().page("/programme/day/"), "Put to seller")[2:] == ["0", "1"]

    def test_counts_payouts_that_wait_for_a_person(self, desks: Desks) -> None:
        reference = claimed(desks, row(**AUTUMN))
        assert "Payouts that did not arrive" not in words(desks.programme().page("/programme/day/"))

        with transaction(desks.shop.marketplace), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE claims_claim SET next_actor = 'programme' WHERE reference = %s",
                [reference],
            )
        assert "1 payout waits for a person." in words(desks.programme().page("/programme/day/"))

    def test_leads_whoever_may_open_a_claim_to_it_and_nobody_else(self, desks: Desks) -> None:
        reference = claimed(desks, row(**DEAR))
        address = f"/handler/claims/{reference}/"
        lead, manager = (
            {a.attributes["href"] for a in desk.page("/programme/day/").all("a")}
            for desk in (desks.lead(), desks.programme())
        )

        assert address in lead
        assert desks.lead().client.get(address).status_code == 200
        assert address not in manager
        assert desks.programme().client.get(address).status_code == 404


class TestWhatLeadsAreTold:
    @pytest.fixture(autouse=True)
    def overdue(self, desks: Desks) -> None:
        self.desks = desks
        self.reference = claimed(desks, row(**DEAR))
        desks.shop.pass_days(14)

    def test_stands_in_an_inbox_that_counts_what_nobody_read(self) -> None:
        lead = self.desks.lead()
        assert any("3 new" in a.text for a in lead.page("/handler/queue/").all("a"))

        page = lead.page("/handler/inbox/")
        assert f"Claim {self.reference} is overdue" in words(page)
        assert "Everybody with your role sees this inbox" in words(page)
        assert f"/handler/claims/{self.reference}/" in {a.attributes["href"] for a in page.all("a")}
        assert any("3 new" in a.text for a in lead.page("/handler/queue/").all("a"))

        page = lead.send("/handler/inbox/", fields_of(page, "/inbox/"))
        assert "You have read everything." in words(page)
        assert not any("new" in a.text for a in lead.page("/handler/queue/").all("a"))

    def test_is_no_page_of_a_handler(self) -> None:
        handler = self.desks.handler()

        assert handler.client.get("/handler/inbox/").status_code == 404
        assert "Inbox" not in [a.text for a in handler.page("/handler/queue/").all("a")]


def test_notices_write_amounts_as_pages_do(desks: Desks) -> None:
    claimed(desks, row(**AUTUMN))
    text = words(desks.buyer().page("/buyer/inbox/"))

    assert "We pay you $29.49" in text
    assert "Everybody with your role" not in text  # It is the buyer's own.
    assert "USD" not in text


def test_a_finding_at_the_instant_of_the_filing_stands_in_the_timeline(desks: Desks) -> None:
    desks.shop.bring(row(**{**AUTUMN, "delivered_at": "2026-11-08T16:20:00"}))
    by, at = desks.shop.buyer(), desks.shop.clock.now
    made = filed(desks.shop.claim(ground=Ground.DAMAGED, by=by, seller_contacted=True, photos=2))
    with transaction(desks.shop.marketplace):
        found = claim_by_reference(marketplace_id=desks.shop.marketplace, reference=made.reference)
    assert found is not None
    act = Act(desks.shop.marketplace, found.claim_id, By(Role.HANDLER), at)
    stated = state_facts(act, stated={"difference": "differs"}, reason="The lid is gone.")
    assert isinstance(stated, Claim)

    text = words(desks.handler().page(f"/handler/claims/{made.reference}/"))
    assert "A handler looked and recorded a finding." in text
    assert "The buyer answered us." not in text  # It was said in the form that filed it.
