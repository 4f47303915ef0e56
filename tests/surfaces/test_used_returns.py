"""A used return on the pages: the seller says it is worth less, a person finds, both sides read."""

from datetime import timedelta

import pytest

from makewhole.apps.claims.actions import (
    Act,
    FoundOfItem,
    answer_claim,
    hand_over,
    move_return,
    state_facts,
)
from makewhole.apps.reporting.verify import verify
from makewhole.core.claim.stages import Ground, ReturnState
from makewhole.core.claim.values import By, Role
from tests.apps.claims.shop import Shop, filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading
from tests.surfaces.test_desks import LATE, claimed, heading, words

__all__ = ["desks", "living_addresses", "shop"]

FOUND = "The worth of the returned item: 60 percent. “It is scratched and works.”"


def alerts(page: Reading) -> list[str]:
    return [one.text for one in page.elements if one.attributes.get("role") == "alert"]


class TestAUsedReturn:
    """A lamp of $24.50 that came late and was sent back; its shipping is paid already."""

    @pytest.fixture(autouse=True)
    def back(self, shop: Shop, desks: Desks) -> None:
        self.desks = desks
        self.reference = claimed(self.desks, Ground.LATE, row(**LATE))
        shop.pass_days(7)
        buyer, seller = self.desks.buyer(), self.desks.seller()
        for desk, side, step in (
            (buyer, "buyer", "asked"),
            (seller, "seller", "label_given"),
            (buyer, "buyer", "handed_over"),
            (seller, "seller", "received"),
        ):
            address = f"/{side}/claims/{self.reference}/"
            fields = fields_of(desk.page(address), "/return/")
            fields.pop("worth", None)
            label = {"carrier": "Example Post", "number": "EX 1"} if side == "seller" else {}
            desk.send(address + "return/", {**fields, **label, "to": step})

    def test_is_settled_by_a_person_and_both_sides_read_why(self) -> None:
        self.says_less({"fact-part_percent-1": "20", "reason-worth": "It was used for weeks."})

        page = self.at("handler")
        assert "The worth of the returned item (Desk lamp) not known yet" in words(page)
        assert "seller says: 20 percent" in words(page)
        assert "it is not all. nothing" in words(page)  # On silence: the presumption is disputed.
        assert "“It was used for weeks.”" in words(page)
        assert "“It was used for weeks.”" in words(self.at("buyer"))
        self.finds("60", "It is scratched and works.")

        for side in ("buyer", "seller", "handler"):
            assert FOUND in words(self.at(side))
            assert "$14.70" in words(self.at(side))
        self.proved()

    def test_is_settled_before_the_seller_has_looked(self) -> None:
        page = self.finds("60", "It is scratched and works.")
        assert "$14.70" not in words(page)

        self.desks.shop.pass_days(7)

        assert heading(self.at("buyer")) == "We paid you $19.69 for “Desk lamp”."
        assert FOUND in words(self.at("seller"))
        self.proved()

    def test_keeps_what_was_typed_where_the_reason_is_missing(self) -> None:
        page = self.says_less({"fact-part_percent-1": "20", "reason-worth": " "}, status=422)

        assert "Say what is wrong with them" in words(page)
        assert "Say what is wrong with them" in alerts(page)[0]
        assert self.typed(page) == "20"

    def test_says_something_of_at_least_one_item(self) -> None:
        page = self.says_less({"reason-worth": "It was used."}, status=422)

        assert "Say what at least one of them is worth" in words(page)
        typed = {area.attributes["name"]: area.text for area in page.all("textarea")}
        assert typed["reason-worth"] == "It was used."

    @pytest.mark.parametrize("given", ["a lot", "101", "12.5", "-5"])
    def test_is_a_whole_percentage_and_says_so_at_the_field_and_above_the_page(
        self, given: str
    ) -> None:
        sent = {"fact-part_percent-1": given, "reason-worth": "It was used."}
        page = self.says_less(sent, status=422)

        said = "Write a whole percent from 0 to 100, such as 60."
        assert words(page).count(said) == 2
        assert alerts(page) == [f"Nothing was sent yet {said} To what they are worth"]
        assert self.typed(page) == given

    def test_pressing_twice_says_it_once_and_is_told_as_done(self) -> None:
        sent = {"fact-part_percent-1": "20", "reason-worth": "It was used."}
        seller, address = self.desks.seller(), f"/seller/claims/{self.reference}/"
        fields = {**self.worth_fields(seller.page(address)), **sent}
        for _ in range(2):
            page = seller.send(address + "return/", fields)

            assert "Your word on the goods was sent" in words(page)

    def says_less(self, sent: dict[str, str], *, status: int = 302) -> Reading:
        seller, address = self.desks.seller(), f"/seller/claims/{self.reference}/"
        fields = self.worth_fields(seller.page(address))
        return seller.send(address + "return/", {**fields, **sent}, status=status)

    def worth_fields(self, page: Reading) -> dict[str, str]:
        return {**fields_of(page, "/return/"), "to": "inspected", "worth": "less"}

    def finds(self, percent: str, reason: str) -> Reading:
        handler, address = self.desks.handler(), f"/handler/claims/{self.reference}/"
        fields = fields_of(handler.page(address), "/find/")
        assert fields["fact"] == "part_percent-1"
        sent = {"fact-part_percent-1": percent, "reason-part_percent-1": reason}
        page = handler.send(address + "find/", {**fields, **sent})
        assert "The finding is on file" in words(page)
        return page

    def at(self, side: str) -> Reading:
        desk = {
            "buyer": self.desks.buyer,
            "seller": self.desks.seller,
            "handler": self.desks.handler,
        }[side]()
        return desk.page(f"/{side}/claims/{self.reference}/")

    def typed(self, page: Reading) -> str:
        return next(
            control.attributes["value"]
            for control in page.all("input")
            if control.attributes.get("name") == "fact-part_percent-1"
        )

    def proved(self) -> None:
        marketplace = self.desks.shop.marketplace
        proof = verify(marketplace_id=marketplace, progress=lambda _what, _done: None)
        assert proof.problems == []


class TestAReturnWithoutShipping:
    """A lamp that was not as described and came back worth nothing: nothing at all is due."""

    def test_that_is_worth_nothing_shows_why_to_both_sides(self, shop: Shop, desks: Desks) -> None:
        placed = {"latest_estimate": "2026-11-10", "delivered_at": "2026-11-08T16:20:00"}
        shop.bring(row(**{**LATE, **placed, "shipping": "0.00", "paid": "24.50"}))
        contacted = shop.clock.now - timedelta(days=4)
        made = filed(
            shop.claim(
                ground=Ground.NOT_AS_DESCRIBED,
                by=shop.buyer(),
                seller_contacted=True,
                contacted_at=contacted,
                photos=3,
            )
        )
        seller = By(Role.SELLER, made.claim.seller_id)

        def act(by: By) -> Act:
            return Act(shop.marketplace, made.claim.claim_id, by, shop.clock.now)

        answer_claim(act(seller), answer="accepted", reason="")
        move_return(act(seller), to=ReturnState.LABEL_GIVEN, way_back="Example Post, EX 1")
        hand_over(act(shop.buyer()), proof="")
        move_return(act(seller), to=ReturnState.RECEIVED)
        move_return(
            act(seller),
            to=ReturnState.INSPECTED,
            found=[FoundOfItem(1, "part_percent", 0, "It is rubbish.")],
        )
        handler = By(Role.HANDLER, shop.buyer().party_id)
        state_facts(act(handler), stated={"part_percent": 0}, reason="Broken beyond use.", line=1)

        for desk, side in ((desks.buyer(), "buyer"), (desks.seller(), "seller")):
            page = desk.page(f"/{side}/claims/{made.reference}/")
            assert "The worth of the returned item: 0 percent. “Broken beyond use.”" in words(page)
            assert "what a person found counted" in words(page)


def test_two_items_of_one_title_are_numbered_for_all_sides(shop: Shop, desks: Desks) -> None:
    two = [row(**{**LATE, "line": line, "paid": "58.98"}) for line in ("1", "2")]
    reference = claimed(desks, Ground.LATE, *two)
    shop.pass_days(7)
    sides = {"buyer": desks.buyer(), "seller": desks.seller(), "handler": desks.handler()}
    for side, step in (
        ("buyer", "asked"),
        ("seller", "label_given"),
        ("buyer", "handed_over"),
        ("seller", "received"),
    ):
        address = f"/{side}/claims/{reference}/"
        fields = fields_of(sides[side].page(address), "/return/")
        fields.pop("worth", None)
        label = {"carrier": "Example Post", "number": "EX 1"} if side == "seller" else {}
        sides[side].send(address + "return/", {**fields, **label, "to": step})

    for side, desk in sides.items():
        page = words(desk.page(f"/{side}/claims/{reference}/"))
        assert "Desk lamp, no. 1" in page
        assert "Desk lamp, no. 2" in page
    asked = words(sides["seller"].page(f"/seller/claims/{reference}/"))
    assert "Desk lamp, no. 2: What percentage of the price" in asked
