"""Appeals and contests on the pages: asked for, looked at by somebody else, answered to both."""

import pytest

from makewhole.apps.appeals.commands import On, appeal_id_of, file_appeal
from makewhole.apps.claims.queries import determinations_of, list_claims
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.queries import parties_of_kinds
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Role
from tests.apps.claims.shop import shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading
from tests.surfaces.test_desks import LOST, claimed, heading, words

__all__ = ["desks", "living_addresses", "shop"]

WHY = {"reasons": "You sent it yourselves.", "new_evidence": "", "sure": "yes"}


@pytest.fixture
def reference(desks: Desks) -> str:
    """A lost order's claim, paid at once and charged to its seller."""
    return claimed(desks, Ground.NOT_RECEIVED, row(**LOST))


def contest(desks: Desks, reference: str) -> None:
    address = f"/seller/claims/{reference}/"
    seller = desks.seller()
    fields = fields_of(seller.page(address), "contest/")
    seller.send(f"{address}contest/", {**fields, **WHY})
    desks.shop.work()


def reviewer(desks: Desks) -> tuple[Desk, str]:
    """Whoever was chosen, and the address of what they look at."""
    for desk in (desks.handler(), desks.lead()):
        links = [
            link.attributes["href"]
            for link in desk.page("/handler/appeals/").all("a")
            if link.within("table") is not None
        ]
        if links:
            return desk, links[0]
    raise AssertionError("nobody was chosen")


def decide(desk: Desk, address: str) -> None:
    fields = fields_of(desk.page(address), "decide/")
    desk.send(f"{address}decide/", {**fields, "to_claimant": "We looked.", "to_seller": "It was."})


class TestAContest:
    def test_is_asked_for_on_the_claims_page_and_confirmed_by_a_tick(
        self, desks: Desks, reference: str
    ) -> None:
        address = f"/seller/claims/{reference}/"
        seller = desks.seller()
        fields = fields_of(seller.page(address), "contest/")

        again = seller.send(f"{address}contest/", {**fields, "reasons": "Ours."}, status=422)

        assert "Tick that you want another look." in words(again)
        assert "Ours." in words(again)
        assert desks.handler().page("/handler/appeals/").all("table")

    def test_shows_who_is_next_until_when_to_both_sides(self, desks: Desks, reference: str) -> None:
        contest(desks, reference)

        seller = words(desks.seller().page(f"/seller/claims/{reference}/"))
        buyer = words(desks.buyer().page(f"/buyer/claims/{reference}/"))
        assert "Your contest of the cost" in seller
        assert "Somebody who took no part looks at it" in seller
        assert "you keep what you were refunded" in buyer
        assert "You sent it yourselves." not in buyer

    def test_is_weighed_before_it_is_decided_and_turns_the_cost(
        self, desks: Desks, reference: str
    ) -> None:
        contest(desks, reference)
        desk, address = reviewer(desks)
        assert "the answer stands" in words(desk.page(address))

        page = find(desk, address, "fulfilled_by", "marketplace", "Our own scan.")
        assert "the answer is reversed" in words(page)
        decide(desk, address)
        desks.shop.work()

        seller = desks.seller().page(f"/seller/claims/{reference}/")
        assert "It costs you nothing." in heading(seller)
        assert "The programme bears $29.49 of the cost." in words(seller)
        assert "It was." in words(seller)
        assert "We looked." in words(desks.buyer().page(f"/buyer/claims/{reference}/"))

    def test_offers_first_what_the_answer_looked_at(self, desks: Desks, reference: str) -> None:
        contest(desks, reference)
        desk, address = reviewer(desks)

        near, others = desk.page(address).all("optgroup")

        assert "the sender of the item" in near.text
        assert "the claimant is a minor" in others.text
        assert "the claimant is a minor" not in near.text

    def test_needs_the_reason_of_each_finding(self, desks: Desks, reference: str) -> None:
        contest(desks, reference)
        desk, address = reviewer(desks)
        fields = fields_of(desk.page(f"{address}?fact=fulfilled_by"), "find/")

        page = desk.send(
            f"{address}find/", {**fields, "fact-fulfilled_by": "marketplace"}, status=422
        )

        assert "Say why: both sides read it." in words(page)

    def test_needs_reasons_to_both_sides(self, desks: Desks, reference: str) -> None:
        contest(desks, reference)
        desk, address = reviewer(desks)
        fields = fields_of(desk.page(address), "decide/")

        page = desk.send(f"{address}decide/", {**fields, "to_claimant": "We looked."}, status=409)

        assert "Give the reasons to both sides" in words(page)
        assert "We looked." in words(page)

    def test_can_be_taken_back(self, desks: Desks, reference: str) -> None:
        contest(desks, reference)
        address = f"/seller/claims/{reference}/"
        seller = desks.seller()

        page = seller.send(
            f"{address}contest/withdraw/", fields_of(seller.page(address), "withdraw/")
        )

        assert "It was taken back; our answer stands." in words(page)
        assert seller.client.post(f"{address}contest/withdraw/", {}).status_code == 404

    def test_can_be_passed_on_to_a_lead(self, desks: Desks, reference: str) -> None:
        contest(desks, reference)
        desk, address = reviewer(desks)
        fields = fields_of(desk.page(address), "pass-on/")

        desk.send(f"{address}pass-on/", {**fields, "because": "They are my neighbours."})

        assert "They are my neighbours." in words(desks.lead().page(address))


@pytest.fixture
def denied(desks: Desks) -> str:
    """A claim that the handler denied: she took part, so the lead looks again."""
    delivered = {**LOST, "delivered_at": "2026-11-08T16:20:00", "state": "delivered"}
    reference = claimed(desks, Ground.NOT_RECEIVED, row(**delivered))
    address = f"/handler/claims/{reference}/"
    handler = desks.handler()
    fields = fields_of(handler.page(address), "find/")
    handler.send(
        f"{address}find/",
        {**fields, "fact-weighed": "seller", "reason-weighed": "The scan is at the door."},
    )
    handler.send(f"{address}confirm/", fields_of(handler.page(address), "confirm/"))
    desks.shop.work()
    return reference


def appeal(desks: Desks, reference: str) -> None:
    address = f"/buyer/claims/{reference}/"
    buyer = desks.buyer()
    buyer.send(f"{address}appeal/", {**fields_of(buyer.page(address), "appeal/"), **WHY})
    desks.shop.work()


def find(desk: Desk, address: str, fact: str, value: str, reason: str) -> Reading:
    fields = fields_of(desk.page(f"{address}?fact={fact}"), "find/")
    return desk.send(f"{address}find/", {**fields, f"fact-{fact}": value, "reason": reason})


class TestAnAppeal:
    def test_is_not_shown_to_whoever_took_part(self, desks: Desks, denied: str) -> None:
        appeal(desks, denied)

        desk, address = reviewer(desks)
        assert desk.page(address)
        assert "No appeal waits for you." in words(desks.handler().page("/handler/appeals/"))
        desks.handler().page(address, status=404)

    def test_that_is_right_is_paid_and_told(self, desks: Desks, denied: str) -> None:
        appeal(desks, denied)
        desk, address = reviewer(desks)
        find(desk, address, "at_address", "no", "Another door.")

        decide(desk, address)
        desks.shop.work()

        page = desks.buyer().page(f"/buyer/claims/{denied}/")
        assert heading(page) == "We pay you $29.49 for “Desk lamp”."
        assert "$29.49 more is refunded." in words(page)
        assert "Your appeal" in words(page)
        assert not [f for f in page.all("form") if f.attributes["action"].endswith("appeal/")]

    @pytest.mark.usefixtures("denied")
    def test_that_nobody_could_be_given_is_drawn_again_by_a_lead(self, desks: Desks) -> None:
        shop = desks.shop
        with transaction(shop.marketplace):
            (claim,) = list_claims(marketplace_id=shop.marketplace)
            made = determinations_of(marketplace_id=shop.marketplace, claim_id=claim.claim_id)
        last = made[-1].determination_id
        # The lead wrote it down for the buyer, so that nobody is left.
        lead = lead_of(desks)
        on = On(
            shop.marketplace,
            claim.claim_id,
            appeal_id_of(last, Side.CLAIMANT),
            lead,
            shop.clock.now,
        )
        filed = file_appeal(on, determination_id=last, side=Side.CLAIMANT, because="By telephone.")
        assert isinstance(filed, Appeal), filed
        assert filed.reviewer is None
        with transaction(shop.marketplace):
            ensure_party(
                marketplace_id=shop.marketplace,
                kind="lead",
                external_ref="lead-2",
                display_name="Lotta",
            )
        new_lead = desks.named("Lotta Lead handler")
        address = new_lead.page("/handler/appeals/").all("a")
        (draw,) = [a.attributes["href"] for a in address if a.within("table") is not None]

        page = new_lead.send(f"{draw}draw/", fields_of(new_lead.page(draw), "draw/"))

        assert "Somebody who took no part looks at it now" in page.all("body")[0].text
        assert "yours" in words(page)


def lead_of(desks: Desks) -> By:
    with transaction(desks.shop.marketplace):
        (lead,) = parties_of_kinds(marketplace_id=desks.shop.marketplace, kinds=("lead",))
    return By(Role.LEAD, lead.party_id)
