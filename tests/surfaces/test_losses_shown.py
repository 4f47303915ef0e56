"""A loss on the pages of its claimant and of the people who look at it: by its heads."""

from dataclasses import replace

from makewhole.apps.claims.commands import file_claim
from makewhole.core.claim.loss import Head, HeadKind
from tests.apps.claims.shop import Shop, filed, shop
from tests.apps.claims.test_losses import insured, loss
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.test_desks import words

__all__ = ["desks", "living_addresses", "shop"]


def test_a_loss_is_shown_head_by_head_with_what_is_asked(shop: Shop, desks: Desks) -> None:
    shop.bring(row())
    insured(shop)
    one = loss(shop, 240_00)
    heads = (*one.heads, Head(2, HeadKind.PURCHASE_PRICE, 20_00))
    filing = replace(one, heads=heads, of_heads=(*one.of_heads, (2, "part_other_paid", 0)))
    made = filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=shop.clock.now))

    page = words(desks.buyer().page(f"/buyer/claims/{made.reference}/"))
    assert "Damaged things." in page
    assert "Price of the product." in page
    assert "Together $260.00" in page
    assert "$260.00" in words(desks.handler().page("/handler/queue/?show=all"))
