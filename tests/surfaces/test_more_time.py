"""A buyer asks for more time on the claim's page: once, and both sides read until when."""

from datetime import timedelta

import pytest

from makewhole.core.claim.stages import Ground
from tests.apps.claims.shop import Shop, filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading

__all__ = ["desks", "living_addresses", "shop"]

AUTUMN = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "2026-11-08T16:20:00",
}


@pytest.fixture
def address(shop: Shop, desks: Desks) -> str:
    assert desks.shop is shop
    shop.bring(row(**AUTUMN))
    made = filed(
        shop.claim(
            "A-1",
            Ground.DAMAGED,
            by=shop.buyer(),
            seller_contacted=True,
            contacted_at=shop.clock.now - timedelta(days=4),
        )
    )
    return f"/buyer/claims/{made.reference}/"


def text(page: Reading) -> str:
    (main,) = page.all("main")
    return main.text


def test_a_buyer_who_asks_has_more_time_and_is_not_offered_it_twice(
    shop: Shop, desks: Desks, address: str
) -> None:
    bea = desks.buyer()
    before = bea.page(address)
    assert "Ask for it here, and you have until" in text(before)

    after = bea.send(address + "more-time/", fields_of(before, "/more-time/"))

    assert "You have more time" in text(after)
    assert "Ask for it here" not in text(after)
    shop.work()
    assert "You asked for more time for claim" in text(bea.page(address))
    sellers = desks.seller().page(address.replace("buyer", "seller"))
    assert "the buyer has more time" in text(sellers)


def test_a_second_press_of_the_button_is_told_as_done(desks: Desks, address: str) -> None:
    bea = desks.buyer()
    fields = fields_of(bea.page(address), "/more-time/")
    bea.send(address + "more-time/", fields)

    again = bea.send(address + "more-time/", fields)

    assert "You have more time" in text(again)


def test_what_is_asked_for_after_its_end_is_refused_in_words(
    shop: Shop, desks: Desks, address: str
) -> None:
    bea = desks.buyer()
    fields = fields_of(bea.page(address), "/more-time/")
    shop.clock.forward(days=30)

    told = bea.send(address + "more-time/", fields, status=409)

    assert "cannot be made longer" in text(told)
