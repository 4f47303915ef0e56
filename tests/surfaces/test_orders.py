"""What a buyer ordered: a list, an order with what was promised and what happened."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.reading import Reading

__all__ = ["desks", "living_addresses", "shop"]

LOST = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "",
    "state": "shipped",
}
KEPT = {**LOST, "delivered_at": "2026-11-08T16:20:00", "state": "delivered"}
NEW = "/buyer/order/claim/"
STATEMENTS_MAX = 10  # Of one page; transactions are not counted.


def words(page: Reading) -> str:
    return page.all("main")[0].text


class TestWhatWasOrdered:
    def test_the_list_shows_a_buyer_their_own_orders_only(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST), row(order_id="A-2", buyer="buyer-2", title="Radio"))
        page = desks.buyer().page("/buyer/orders/")

        assert "Order A-1" in words(page)
        assert "A-2" not in words(page)
        assert "Radio" not in words(page)

    @pytest.mark.parametrize("address", ["/buyer/order/", NEW])
    @pytest.mark.parametrize("number", ["A-2", "no-such-order", "\x00", ""])
    def test_an_order_of_somebody_else_is_no_order(
        self, desks: Desks, address: str, number: str
    ) -> None:
        desks.shop.bring(row(), row(order_id="A-2", buyer="buyer-2"))

        client = desks.buyer().client
        assert client.get(address, {"number": number}).status_code == 404
        if address == NEW:
            assert client.post(address, {"number": number, "line": "1"}).status_code == 404

    def test_the_order_says_what_was_promised_and_what_happened(self, desks: Desks) -> None:
        late = {**KEPT, "delivered_at": "2026-11-14T16:20:00"}
        desks.shop.bring(row(**late))
        page = desks.buyer().page("/buyer/order/?number=A-1")

        assert "by 10 November 2026" in words(page)
        assert "Arrived on 14 November 2026, 4 days late." in words(page)
        assert "Sold by Alder Home" in words(page)

    def test_what_has_not_happened_yet_is_not_told(self, desks: Desks) -> None:
        desks.shop.bring(row(**{**KEPT, "delivered_at": "2026-12-24T16:20:00"}))
        page = desks.buyer().page("/buyer/order/?number=A-1")

        assert "Nobody reported that it arrived." in words(page)
        assert "24 December" not in words(page)

    def test_an_order_that_was_not_placed_yet_is_no_order(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST), row(order_id="A-2", placed_at="2027-01-02 10:30:00"))
        client = desks.buyer().client

        assert "A-2" not in client.get("/buyer/orders/").content.decode()
        assert client.get("/buyer/order/", {"number": "A-2"}).status_code == 404

    def test_an_order_number_may_hold_anything(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST, order_id="B/../7 & C?#"))
        buyer = desks.buyer()
        links = [
            a.attributes["href"]
            for a in buyer.page("/buyer/orders/").all("a")
            if "/buyer/order/" in a.attributes["href"]
        ]

        assert "Order B/../7 & C?#" in words(buyer.page(links[0]))

    def test_the_claims_on_it_are_linked(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        reference = filed(desks.shop.claim()).reference
        page = desks.buyer().page("/buyer/order/?number=A-1")

        assert f"/buyer/claims/{reference}/" in {a.attributes["href"] for a in page.all("a")}

    @pytest.mark.parametrize(
        "address",
        ["/buyer/orders/", "/buyer/order/?number=A-1", f"{NEW}?number=A-1",
         f"{NEW}?number=A-1&line=1&fact-claim_kind=damaged&step=look"],
    )  # fmt: skip
    def test_a_page_asks_the_database_for_little(self, desks: Desks, address: str) -> None:
        desks.shop.bring(row(**LOST), row(**LOST, order_id="A-2"), row(**KEPT, order_id="A-3"))
        filed(desks.shop.claim("A-2"))
        client = desks.buyer().client
        client.get(address)  # Terms and timetables are read once in a process.
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200

        asked = [
            query["sql"]
            for query in captured.captured_queries
            if not query["sql"].startswith(("BEGIN", "COMMIT", "SELECT set_config"))
        ]
        assert len(asked) <= STATEMENTS_MAX, "\n".join(asked)
