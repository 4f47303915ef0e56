"""What is wrong is said above the page and linked to its field; an error signs nobody out."""

import pytest
from django.test import Client

from makewhole.core.claim.stages import Ground
from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Element, Reading, read

__all__ = ["desks", "living_addresses", "shop"]

AUTUMN = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "2026-11-08T16:20:00",
    "state": "delivered",
}
NEVER_SENT = {**AUTUMN, "delivered_at": "", "handed_over_at": "", "state": "approved"}


def summary(page: Reading) -> tuple[str, str]:
    """Answer what the alert above the page says, and the id that it leads to, which is there."""
    (alert,) = [e for e in page.elements if e.attributes.get("role") == "alert"]
    (link,) = [a for a in page.all("a") if alert in a.parents]
    target = link.attributes["href"].removeprefix("#")
    assert target in page.ids
    return alert.text, target


def masthead(page: Reading) -> Element:
    return page.all("header")[0]


@pytest.mark.parametrize("address", ["/nowhere/", "/buyer/claims/NOT-THERE/", "/handler/queue/"])
def test_a_page_that_is_not_there_keeps_who_is_signed_in(desks: Desks, address: str) -> None:
    desks.shop.bring(row(**AUTUMN))
    page = desks.buyer().page(address, status=404)

    assert "buyer-1" in masthead(page).text
    assert "Sign out" in masthead(page).text
    assert "/buyer/claims/" in {a.attributes["href"] for a in page.all("a")}


def test_a_page_that_is_not_there_is_shown_to_anybody(desks: Desks) -> None:
    del desks
    answer = Client().get("/nowhere/")

    assert answer.status_code == 404
    assert "Sign out" not in masthead(read(answer.content.decode())).text


class TestTheSeller:
    @pytest.fixture(autouse=True)
    def put(self, desks: Desks) -> None:
        desks.shop.bring(row(**NEVER_SENT))
        self.address = f"/seller/claims/{filed(desks.shop.claim()).reference}/"
        self.seller: Desk = desks.seller()
        self.fields = fields_of(self.seller.page(self.address), "/answer/")

    @pytest.mark.parametrize(
        ("sent", "sentence", "field"),
        [
            ({}, "Choose whether you accept the claim or reject it.", "answer"),
            ({"answer": "rejected"}, "A rejection needs its reason", "field-reason"),
            (
                {"answer": "rejected", "reason": "x" * 2_001},
                "Write at most 2000 characters; these are 2001.",
                "field-reason",
            ),
        ],
    )
    def test_reads_above_the_page_what_is_wrong(
        self, sent: dict[str, str], sentence: str, field: str
    ) -> None:
        page = self.seller.send(self.address + "answer/", {**self.fields, **sent}, status=422)
        text, target = summary(page)

        assert "Nothing was sent yet" in text
        assert sentence in text
        assert target == field


def test_a_handler_reads_above_the_page_what_is_wrong(desks: Desks) -> None:
    desks.shop.bring(row(**AUTUMN))
    made = filed(
        desks.shop.claim(ground=Ground.DAMAGED, by=desks.shop.buyer(), seller_contacted=True,
                         contacted_at=desks.shop.clock.now, photos=2)
    )  # fmt: skip
    desks.shop.pass_days(3)
    seller = desks.seller()
    answer = f"/seller/claims/{made.reference}/answer/"
    sent = fields_of(seller.page(f"/seller/claims/{made.reference}/"), "/answer/")
    seller.send(answer, {**sent, "answer": "rejected", "reason": "It left us whole."})
    handler = desks.handler()
    address = f"/handler/claims/{made.reference}/"
    page = handler.page(address)
    fields = fields_of(page, "/find/")
    page = handler.send(address + "find/", {**fields, "reason-difference": ""}, status=422)
    text, target = summary(page)

    assert "Nothing was recorded yet" in text
    assert target == f"field-reason-{fields['fact']}"


def test_the_sign_in_lists_first_who_has_something_to_do(desks: Desks) -> None:
    names = [f"{letter} Shop" for letter in "ABCDEFGHIJKLMN"]
    desks.shop.bring(
        row(**NEVER_SENT, seller="Zest Shop"),
        *(row(order_id=f"B-{n}", seller=name) for n, name in enumerate(names)),
    )
    filed(desks.shop.claim())
    page = read(Client().get("/sign-in/").content.decode())
    sellers = [b.text for b in page.all("button") if "Seller" in b.text]

    assert sellers[0] == "Zest Shop Seller Put to seller"
    assert len(sellers) == 12
