"""A draft is kept once; its page asks again what was said, and says what would come of it."""

from datetime import timedelta

import pytest

from makewhole.apps.claims.queries import ClaimRow
from makewhole.apps.reporting.verify import verify
from makewhole.core.claim.stages import Ground, Stage
from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading
from tests.surfaces.test_new_claim import (
    CONTACTED,
    LOST,
    NEW,
    ask,
    claims_of,
    form_of,
    heading,
    words,
)

__all__ = ["desks", "living_addresses", "shop"]

NOT_RECEIVED = {"line": "1", "fact-claim_kind": "not_received"}


class TestKeepingADraft:
    @pytest.fixture(autouse=True)
    def lost(self, desks: Desks) -> None:
        self.desks = desks
        desks.shop.bring(row(**LOST))
        self.buyer = desks.buyer()

    def test_it_stands_in_the_list_and_is_filed_from_its_page(self) -> None:
        form = form_of(
            ask(self.buyer, {"line": "1", "fact-claim_kind": "not_received", **CONTACTED})
        )
        page = self.buyer.send(NEW, {"do": "keep", **form})
        assert "Your draft is kept" in words(page)
        assert heading(page) == "Your claim about “Desk lamp” is not sent yet."
        chosen = [i.attributes["value"] for i in page.all("input") if "checked" in i.attributes]
        assert chosen == ["not_received", "yes"]

        (made,) = claims_of(self.desks)
        assert "Draft" in words(self.buyer.page("/buyer/claims/"))
        sent = fields_of(page, "/answer/")
        page = self.buyer.send(
            f"/buyer/claims/{made.reference}/answer/",
            {**sent, "fact-claim_kind": "not_received"},
        )
        assert heading(page) == "We pay you $29.49 for “Desk lamp”."

    def test_what_went_wrong_may_be_left_open(self) -> None:
        page = ask(self.buyer, {"line": "1", "fact-claim_kind": "unknown"})
        assert heading(page) == "We keep this for you as a draft."
        assert not [b for b in page.all("button") if b.text == "Send the claim"]

        page = self.buyer.send(NEW, {"do": "keep", **form_of(page)})
        assert "What went wrong?" in words(page)

    def test_sending_what_was_kept_files_it(self) -> None:
        form = form_of(
            ask(self.buyer, {"line": "1", "fact-claim_kind": "not_received", **CONTACTED})
        )
        self.buyer.client.post(NEW, {"do": "keep", **form})
        for _ in range(2):
            page = self.buyer.send(NEW, {"do": "send", **form})
            assert "Your claim is filed" in words(page)

        (made,) = claims_of(self.desks)
        assert made.claim.stage is Stage.PAYING

    def test_keeping_the_same_again_leads_to_the_same_draft(self) -> None:
        fields = {"line": "1", "fact-claim_kind": "not_received", **CONTACTED}
        addresses = {
            self.buyer.client.post(NEW, {"do": "keep", **form_of(ask(self.buyer, fields))})[
                "Location"
            ]
            for _ in range(3)
        }

        assert len(addresses) == len(claims_of(self.desks)) == 1

    def test_sending_the_same_from_the_order_files_the_draft_once(self) -> None:
        fields = {"line": "1", "fact-claim_kind": "not_received"}
        no = {**fields, "fact-seller_contacted": "no"}
        self.buyer.client.post(NEW, {"do": "keep", **form_of(ask(self.buyer, no))})
        form = form_of(ask(self.buyer, {**fields, **CONTACTED}))
        for _ in range(2):
            page = self.buyer.send(NEW, {"do": "send", **form})
            assert "Your claim is filed" in words(page)

        (made,) = claims_of(self.desks)
        assert made.claim.stage is Stage.PAYING

    def test_too_early_it_can_be_kept_until_its_day(self) -> None:
        self.desks.shop.bring(row(**{**LOST, "latest_estimate": "2026-12-10"}, order_id="A-2"))
        fields = {"line": "1", "fact-claim_kind": "not_received", **CONTACTED}
        form = form_of(ask(self.buyer, fields, number="A-2"))
        self.buyer.send(NEW, {"do": "keep", **form})
        self.desks.shop.clock.forward(days=16)

        (made,) = claims_of(self.desks)
        address = f"/buyer/claims/{made.reference}/"
        fields = fields_of(self.buyer.page(address), "/answer/")
        page = self.buyer.send(address + "answer/", {**fields, "fact-claim_kind": "not_received"})
        assert "Your claim is filed" in words(page)


class TestADraft:
    """Of a lamp that never came, bought by somebody who has not written to the seller."""

    @pytest.fixture(autouse=True)
    def open_desk(self, desks: Desks) -> None:
        self.desks = desks
        desks.shop.bring(row(**LOST))
        self.buyer = desks.buyer()

    def test_kept_until_the_seller_was_written_to_is_sent_once_that_is_said(self) -> None:
        self.keeps({"fact-seller_contacted": "no"})
        self.desks.shop.pass_days(5)
        page = self.page()

        assert "Please write to the seller about" in words(page)
        assert self.chosen(page) == {"not_received", "no"}
        page = self.sends({"fact-seller_contacted": "no", "fact-contacted_at": ""}, status=409)
        assert "This was not done" in words(page)

        page = self.sends({"fact-seller_contacted": "yes", "fact-contacted_at": "2026-12-02T09:00"})

        assert heading(page) == "We pay you $29.49 for “Desk lamp”."
        (made,) = claims_of(self.desks)
        assert [(said.fact, said.value) for said in made.claim.statements][:2] == [
            ("seller_contacted", False),
            ("seller_contacted", True),
        ]

    def test_says_what_comes_of_it_and_says_nothing_twice(self) -> None:
        self.keeps(CONTACTED)
        page = self.page()

        assert "Send it, and we pay you $29.49." in words(page)
        assert self.typed(page) == "2026-11-27T09:00"
        self.sends(CONTACTED)
        (made,) = claims_of(self.desks)
        assert [said.fact for said in made.claim.statements] == ["seller_contacted", "contacted_at"]

    def test_keeps_what_was_typed_where_it_cannot_be_read(self) -> None:
        self.keeps({"fact-seller_contacted": "no"})
        sent = {"fact-seller_contacted": "yes", "fact-contacted_at": "2027-01-01T09:00"}
        page = self.sends(sent, status=422)

        assert "Answers that need another look: 1." in words(page)
        assert "This is still ahead. Write when it happened." in words(page)
        assert self.typed(page) == "2027-01-01T09:00"
        assert self.chosen(page) == {"not_received", "yes"}
        assert claims_of(self.desks)[0].claim.stage is Stage.DRAFT

    def test_that_is_too_early_names_its_day(self) -> None:
        self.keeps(CONTACTED, latest_estimate="2026-12-10")

        assert "It can still arrive. From " in words(self.page())

    def test_links_to_the_claim_that_is_in_its_way(self) -> None:
        self.keeps({"fact-seller_contacted": "no"}, handed_over_at="", state="approved")
        other = filed(self.desks.shop.claim())
        page = self.page()

        links = {link.attributes["href"] for link in page.all("a")}
        assert f"/buyer/claims/{other.reference}/" in links

    def test_on_which_what_went_wrong_is_not_known_stays_a_draft(self) -> None:
        self.keeps(CONTACTED)
        page = self.sends({**CONTACTED, "fact-claim_kind": "unknown"})

        assert "Nothing was sent. Say what went wrong by the day below" in words(page)
        assert self.draft().claim.ground is Ground.NOT_RECEIVED

    def test_is_taken_by_what_another_ground_asks(self) -> None:
        self.keeps({"fact-seller_contacted": "no"})
        page = self.sends({"fact-claim_kind": "damaged", **CONTACTED})

        assert "Your claim is filed" in words(page)
        (made,) = claims_of(self.desks)
        assert made.claim.ground is Ground.DAMAGED

    def test_that_ends_is_told_as_a_draft_with_the_day_to_begin_anew(self) -> None:
        self.keeps(CONTACTED)
        assert "The draft ends" in words(self.page())
        self.desks.shop.pass_days(40)
        page = self.page()

        assert heading(page) == "Your draft about “Desk lamp” has ended."
        assert "Nothing was sent to anybody. You can begin again" in words(page)
        told = " ".join(words(self.buyer.page("/buyer/inbox/")).split())
        assert "that you kept until Thursday, 31 December 2026 has ended." in told
        assert "You may begin anew from your order until Monday, 8 February 2027." in told
        proof = verify(
            marketplace_id=self.desks.shop.marketplace, progress=lambda _what, _done: None
        )
        assert proof.problems == []

    def test_that_ends_too_late_to_begin_anew_names_no_day(self) -> None:
        self.keeps(CONTACTED, latest_estimate="2026-09-20")
        self.desks.shop.pass_days(40)

        told = words(self.buyer.page("/buyer/inbox/"))
        assert "Whether you can still claim stands on the page of your order." in told

    def keeps(self, said: dict[str, str], **order: str) -> None:
        self.desks.shop.bring(row(**{**LOST, **order}))
        form = form_of(ask(self.buyer, {**NOT_RECEIVED, **said}))
        self.buyer.send(NEW, {"do": "keep", **form})

    def draft(self) -> ClaimRow:
        return next(one for one in claims_of(self.desks) if one.claim.opened_by == "claimant")

    def page(self) -> Reading:
        return self.buyer.page(f"/buyer/claims/{self.draft().reference}/")

    def sends(self, said: dict[str, str], *, status: int = 302) -> Reading:
        fields = {"fact-claim_kind": "not_received", **fields_of(self.page(), "/answer/"), **said}
        address = f"/buyer/claims/{self.draft().reference}/answer/"
        return self.buyer.send(address, fields, status=status)

    def chosen(self, page: Reading) -> set[str]:
        return {one.attributes["value"] for one in page.all("input") if "checked" in one.attributes}

    def typed(self, page: Reading) -> str:
        (field,) = [
            one for one in page.all("input") if one.attributes.get("name") == "fact-contacted_at"
        ]
        return field.attributes["value"]


def test_a_claim_that_waits_for_photographs_asks_for_them(desks: Desks) -> None:
    came = {"delivered_at": "2026-11-09T16:20:00", "state": "delivered"}
    desks.shop.bring(row(**{**LOST, **came}))
    contacted = desks.shop.clock.now - timedelta(days=4)
    made = filed(
        desks.shop.claim(
            ground=Ground.DAMAGED,
            by=desks.shop.buyer(),
            seller_contacted=True,
            contacted_at=contacted,
            photos=0,
        )
    )
    assert made.claim.asked == ("photographs",)
    page = desks.buyer().page(f"/buyer/claims/{made.reference}/")

    assert page.all("h1")[0].text == "We need 1 answer from you."
    assert [i for i in page.all("input") if i.attributes.get("name") == "fact-photos"]
