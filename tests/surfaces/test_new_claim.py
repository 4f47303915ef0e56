"""A buyer claims from an order: chooses, answers, reads what would happen, sends it once."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client

from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.values import Line
from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading, read

__all__ = ["desks", "living_addresses", "shop"]

LOST = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "",
    "state": "shipped",
}
CONTACTED = {
    "fact-seller_contacted": "yes",
    "fact-contacted_at": "2026-11-27T09:00",
}
NEW = "/buyer/order/claim/"


def ask(
    desk: Desk, fields: Mapping[str, str | list[str]], *, status: int = 200, number: str = "A-1"
) -> Reading:
    """Press the button that leads to the next page; nothing is sent by it."""
    answer = desk.client.get(NEW, {"number": number, "step": "look", **fields})
    assert answer.status_code == status, answer.status_code
    return read(answer.content.decode())


def form_of(page: Reading) -> dict[str, str]:
    """Answer what the form that sends would send by itself."""
    (form,) = [
        form
        for form in page.all("form")
        if form.attributes.get("method") == "post" and form.attributes["action"] == NEW
    ]
    return {
        control.attributes["name"]: control.attributes.get("value", "")
        for control in page.all("input")
        if control.within("form") is form
    }


def claims_of(desks: Desks) -> tuple[ClaimRow, ...]:
    with transaction(desks.shop.marketplace):
        return list_claims(marketplace_id=desks.shop.marketplace)


def heading(page: Reading) -> str:
    return page.all("h1")[0].text


def words(page: Reading) -> str:
    return page.all("main")[0].text


class TestChoosing:
    def test_a_single_item_is_chosen_already(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        page = desks.buyer().page(f"{NEW}?number=A-1")

        boxes = [i for i in page.all("input") if i.attributes.get("type") == "checkbox"]
        assert ["checked" in box.attributes for box in boxes] == [True]

    def test_items_of_two_sellers_are_two_claims(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST), row(**LOST, line="2", seller="Birch Tools", title="Hammer"))
        buyer = desks.buyer()
        page = buyer.page(f"{NEW}?number=A-1")
        boxes = [i for i in page.all("input") if i.attributes.get("name") == "line"]
        assert [box.attributes["value"] for box in boxes] == ["1"]
        links = [a.attributes["href"] for a in page.all("a") if "of=2" in a.attributes["href"]]

        page = buyer.page(links[0])
        boxes = [i for i in page.all("input") if i.attributes.get("name") == "line"]
        assert [box.attributes["value"] for box in boxes] == ["2"]

    @pytest.mark.parametrize(
        ("fields", "field", "sentence"),
        [
            pytest.param({}, "lines", "Choose at least one item of the order.", id="no-item"),
            pytest.param(
                {"line": "1", "units-1": "0"},
                "field-units-1",
                "Found 0 pieces; write a whole number from 1 to 3.",
                id="no-piece",
            ),
            pytest.param(
                {"line": "1", "units-1": "4"},
                "field-units-1",
                "Found 4 pieces; write a whole number from 1 to 3.",
                id="too-many",
            ),
            pytest.param(
                {"line": "1", "units-1": "some"},
                "field-units-1",
                "Write a whole number, such as 2.",
                id="no-number",
            ),
            pytest.param(
                {"line": "1", "units-1": "2", "amount-1": "0"},
                "field-amount-1",
                "Found $0.00; write more than zero and at most $20.00",
                id="nothing-asked",
            ),
            pytest.param(
                {"line": "1", "units-1": "2", "amount-1": "20.01"},
                "field-amount-1",
                "Found $20.01; write more than zero and at most $20.00",
                id="more-than-paid",
            ),
        ],
    )
    def test_what_is_wrong_stands_above_and_at_its_field(
        self, desks: Desks, fields: dict[str, str], field: str, sentence: str
    ) -> None:
        desks.shop.bring(row(**LOST, quantity="3", price="30.00", paid="34.99"))
        page = ask(desks.buyer(), fields, status=422)
        links = [a.attributes["href"] for a in page.all("a")]

        assert heading(page) == "What is it about?"
        assert words(page).count(sentence) == 2
        assert f"#{field}" in links
        assert field in page.ids
        typed = {i.attributes.get("name"): i.attributes.get("value") for i in page.all("input")}
        assert all(typed[name] == value for name, value in fields.items() if name != "line")

    def test_an_item_that_was_refunded_cannot_be_chosen(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        filed(desks.shop.claim())
        buyer = desks.buyer()

        assert "nothing more can be claimed" in words(buyer.page("/buyer/order/?number=A-1"))
        page = ask(buyer, {"line": "1", "fact-claim_kind": "damaged"}, status=422)
        assert "This item was refunded already." in words(page)

    def test_a_partly_refunded_item_shows_what_is_left(self, desks: Desks) -> None:
        desks.shop.bring(row(**{**LOST, "quantity": "3"}))
        filed(desks.shop.claim(lines=[Line(1, 3, 15_51)]))
        buyer = desks.buyer()
        assert "$8.99 of $24.50 is left; the rest was refunded." in words(
            buyer.page(f"{NEW}?number=A-1")
        )

        page = buyer.page(f"{NEW}?number=A-1&of=1&line=1&fact-claim_kind=damaged&step=look")
        assert "3 of 3 pieces $8.99 (what is left: $15.51 was refunded already)" in words(page)

    def test_what_was_chosen_can_be_changed(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST, quantity="3", price="30.00", paid="34.99"))
        buyer = desks.buyer()
        page = ask(buyer, {"line": "1", "units-1": "2", "fact-claim_kind": "not_received"})
        (change,) = [a.attributes["href"] for a in page.all("a") if a.text == "Change this"]

        page = buyer.page(change)
        typed = {i.attributes.get("name"): i.attributes.get("value") for i in page.all("input")}
        assert heading(page) == "What is it about?"
        assert typed["units-1"] == "2"
        chosen = {i.attributes["value"] for i in page.all("input") if "checked" in i.attributes}
        assert chosen == {"1", "not_received"}


class TestBeforeItIsSent:
    def test_the_terms_ask_first_and_then_say_what_happens(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        buyer = desks.buyer()
        fields = {"line": "1", "fact-claim_kind": "not_received"}
        page = ask(buyer, fields)
        assert heading(page) == "First we need 2 answers from you."
        assert not [b for b in page.all("button") if b.text == "Send the claim"]

        page = ask(buyer, {**fields, **CONTACTED})
        assert heading(page) == "Send it, and we pay you $29.49."
        assert "What went wrong It has not arrived" in words(page)
        assert claims_of(desks) == ()

    def test_an_answer_that_cannot_be_read_is_asked_again(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        fields = {"line": "1", "fact-claim_kind": "not_received", **CONTACTED}
        page = ask(desks.buyer(), {**fields, "fact-contacted_at": "2027-01-01T09:00"}, status=422)

        assert heading(page) == "First we need 1 answer from you."
        assert "This is still ahead. Write when it happened." in words(page)

    def test_not_knowing_is_an_answer(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        unknown = {"fact-seller_contacted": "unknown", "fact-contacted_at-unknown": "unknown"}
        page = ask(desks.buyer(), {"line": "1", "fact-claim_kind": "not_received", **unknown})

        assert heading(page).startswith("Send it, and tell us what is missing by ")

    def test_too_early_names_the_day_and_denies_nothing(self, desks: Desks) -> None:
        desks.shop.bring(row(**{**LOST, "latest_estimate": "2026-12-10"}))
        page = ask(desks.buyer(), {"line": "1", "fact-claim_kind": "not_received", **CONTACTED})

        assert heading(page) == "It is too early to claim this."
        assert "It can still arrive. From " in words(page)
        assert "December 2026 on you can claim; nothing is lost." in words(page)
        assert [b.text for b in page.all("button") if b.text != "Sign out"] == [
            "Keep it as a draft"
        ]

    def test_the_seller_is_written_to_first(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        fields = {"line": "1", "fact-claim_kind": "not_received", "fact-seller_contacted": "no"}
        page = ask(desks.buyer(), fields)

        assert heading(page) == "Please write to the seller first."

    def test_too_late_says_so_with_its_clause(self, desks: Desks) -> None:
        desks.shop.bring(row())  # The estimate was in March.
        page = ask(desks.buyer(), {"line": "1", "fact-claim_kind": "damaged", **CONTACTED})

        assert heading(page) == "As the facts stand, we could not pay this."
        assert "The claim came too late for this programme." in words(page)

    def test_a_claim_in_the_way_is_linked(self, desks: Desks) -> None:
        desks.shop.bring(row(**{**LOST, "handed_over_at": "", "state": "approved"}))
        contacted = desks.shop.clock.now - timedelta(days=4)
        made = filed(
            desks.shop.claim(by=desks.shop.buyer(), seller_contacted=True, contacted_at=contacted)
        )
        page = ask(desks.buyer(), {"line": "1", "fact-claim_kind": "not_received", **CONTACTED})

        assert heading(page) == "You have a claim about this already."
        assert f"/buyer/claims/{made.reference}/" in {a.attributes["href"] for a in page.all("a")}
        assert [b.text for b in page.all("button")] == ["Sign out"]

    def test_nobody_states_what_the_terms_did_not_ask(self, desks: Desks) -> None:
        desks.shop.bring(row(**LOST))
        buyer = desks.buyer()
        fields = {"line": "1", "fact-claim_kind": "not_received", "fact-photos": "7", **CONTACTED}
        buyer.send(NEW, {"do": "send", **form_of(ask(buyer, fields))})

        (made,) = claims_of(desks)
        assert {said.fact for said in made.claim.statements} == {"seller_contacted", "contacted_at"}


class TestSending:
    @pytest.fixture(autouse=True)
    def lost(self, desks: Desks) -> None:
        self.desks = desks
        desks.shop.bring(row(**LOST, quantity="3", price="30.00", paid="34.99"))
        self.buyer = desks.buyer()
        self.fields = {"line": "1", "units-1": "2", "fact-claim_kind": "not_received", **CONTACTED}

    def test_it_is_filed_with_the_units_and_the_amount_that_were_chosen(self) -> None:
        form = form_of(ask(self.buyer, {**self.fields, "amount-1": "15.00"}))
        page = self.buyer.send(NEW, {"do": "send", **form})

        assert "Your claim is filed" in words(page)
        (made,) = claims_of(self.desks)
        assert made.claim.lines == (Line(1, 2, 15_00),)
        assert made.claim.ground is Ground.NOT_RECEIVED
        assert made.claim.stage is Stage.PAYING

    def test_pressing_twice_makes_one_claim_and_leads_to_it(self) -> None:
        form = {"do": "send", **form_of(ask(self.buyer, self.fields))}
        first = self.buyer.client.post(NEW, form)
        second = self.buyer.client.post(NEW, form)

        assert first.status_code == second.status_code == 302
        assert first["Location"] == second["Location"]
        assert len(claims_of(self.desks)) == 1

    def test_a_second_window_meets_the_first_ones_claim(self) -> None:
        windows = [form_of(ask(self.buyer, self.fields)) for _ in range(2)]
        self.buyer.client.post(NEW, {"do": "send", **windows[0]})
        page = self.buyer.send(NEW, {"do": "send", **windows[1]}, status=409)

        assert "This was not done" in words(page)
        assert len(claims_of(self.desks)) == 1

    @pytest.mark.parametrize("key", ["", "0192f0aa-0000-7000-8000-000000000001"])
    def test_a_form_that_is_not_ours_sends_nothing_and_loses_nothing(self, key: str) -> None:
        form = form_of(ask(self.buyer, self.fields))
        page = self.buyer.send(NEW, {"do": "send", **form, "key": key}, status=409)

        assert "nothing was sent" in words(page)
        assert claims_of(self.desks) == ()
        assert form_of(page)["units-1"] == "2"

    def test_the_key_of_another_buyers_form_opens_nothing(self) -> None:
        self.desks.shop.bring(row(**LOST, order_id="A-2", buyer="buyer-2"))
        other = self.desks.buyer("buyer-2")
        key = form_of(ask(other, {**self.fields, "units-1": ""}, number="A-2"))["key"]
        form = form_of(ask(self.buyer, self.fields))

        assert self.buyer.client.post(NEW, {"do": "send", **form, "key": key}).status_code == 409

    def test_it_is_not_sent_before_the_questions_are_answered(self) -> None:
        form = form_of(ask(self.buyer, {"line": "1", "fact-claim_kind": "not_received"}))
        page = self.buyer.send(NEW, {"do": "send", **form}, status=200)

        assert heading(page) == "First we need 2 answers from you."
        assert claims_of(self.desks) == ()

    def test_a_form_without_its_token_is_refused(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.buyer.client.cookies

        assert strict.post(NEW, {"number": "A-1", "do": "send"}).status_code == 403


def test_a_draft_is_first_asked_what_went_wrong(desks: Desks) -> None:
    desks.shop.bring(row(**LOST))
    reference = filed(desks.shop.claim(ground=None, by=desks.shop.buyer())).reference
    buyer = desks.buyer()
    address = f"/buyer/claims/{reference}/"
    page = buyer.page(address)
    assert "What went wrong?" in words(page)
    fields = fields_of(page, "/answer/")

    page = buyer.send(address + "answer/", fields, status=422)
    assert "Nothing was sent yet" in words(page)

    page = buyer.send(address + "answer/", {**fields, "fact-claim_kind": "unknown"})
    assert "That is fine" in words(page)

    page = buyer.send(address + "answer/", {**fields, "fact-claim_kind": "not_received"})
    assert heading(page) == "We need 2 answers from you."
    asked = {
        "fact-seller_contacted": "yes",
        "fact-contacted_at": "2026-11-27T09:00",
    }
    page = buyer.send(address + "answer/", {**fields_of(page, "/answer/"), **asked})
    assert heading(page) == "We pay you $29.49 for “Desk lamp”."


def test_what_went_wrong_can_be_left_open_in_one_way_and_taken_back(desks: Desks) -> None:
    desks.shop.bring(row(**LOST))
    buyer = desks.buyer()
    page = read(buyer.client.get(NEW, {"number": "A-1"}).content.decode())

    assert words(page).count("I cannot say yet") == 1
    assert "I do not know" not in words(page)
    assert "leave open" not in words(page)

    page = ask(buyer, {"line": "1", "fact-claim_kind": "unknown"})
    assert "Left open" in words(page)
