"""Steps that cannot be taken back are taken in two: what they mean in money is said before."""

import pytest

from makewhole.core.claim.stages import Ground
from tests.apps.claims.shop import shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, living_addresses
from tests.surfaces.reading import Reading
from tests.surfaces.test_desks import LATE, claimed, words

__all__ = ["desks", "living_addresses", "shop"]


class TestALateOrderThatMayGoBack:
    """Its shipping of $4.99 is paid, and $24.50 are due against the lamp."""

    @pytest.fixture(autouse=True)
    def late(self, desks: Desks) -> None:
        self.desks = desks
        self.reference = claimed(desks, Ground.LATE, row(**LATE))
        desks.shop.pass_days(7)

    def test_is_kept_only_after_a_second_yes(self) -> None:
        buyer, address = self.desks.buyer(), f"/buyer/claims/{self.reference}/"
        page = buyer.page(address)
        assert "the $24.50 that is due once they are back is not paid" in words(page)
        assert "The $4.99 that you were paid stays yours." in words(page)

        page = self.sent(buyer, address, page, "claimant_keeps")
        assert "Tick that you keep them." in words(page)
        assert "You keep the goods." not in words(page)

        page = self.sent(buyer, address, page, "claimant_keeps", sure="yes")
        assert "You keep the goods." in words(page)

    def test_is_refused_only_after_a_second_yes(self) -> None:
        buyer, seller = self.desks.buyer(), self.desks.seller()
        address = f"/buyer/claims/{self.reference}/"
        self.sent(buyer, address, buyer.page(address), "asked")
        address = f"/seller/claims/{self.reference}/"
        page = seller.page(address)
        assert "The buyer can then be paid the $24.50 at once and keep the goods." in words(page)

        page = self.sent(seller, address, page, "refused")
        assert "Tick that you refuse the return." in words(page)
        assert "The seller refused the return" not in words(page)

        page = self.sent(seller, address, page, "refused", sure="yes")
        assert "The seller refused the return" in words(page)

    def sent(self, desk: Desk, address: str, page: Reading, to: str, **more: str) -> Reading:
        """Send a step from the form that offers it."""
        form = next(
            control.within("form")
            for control in page.all("input", "button")
            if control.attributes.get("name") == "to" and control.attributes.get("value") == to
        )
        hidden = {
            control.attributes["name"]: control.attributes.get("value", "")
            for control in page.all("input")
            if control.within("form") is form and control.attributes.get("type") == "hidden"
        }
        return desk.send(address + "return/", {**hidden, "to": to, **more})
