"""The pages of a real marketplace: claims, answers, decisions, by the people they belong to."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makewhole.core.claim.stages import Ground
from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading

__all__ = ["desks", "living_addresses", "shop"]

# A buyer may still claim on these; the shop's own orders are long past their window.
AUTUMN = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "2026-11-08T16:20:00",
}
LOST = {**AUTUMN, "delivered_at": "", "state": "shipped"}
NEVER_SENT = {**AUTUMN, "delivered_at": "", "handed_over_at": "", "state": "approved"}
LATE = {**AUTUMN, "delivered_at": "2026-11-14T16:20:00"}

STATEMENTS_MAX = 13  # Of one page, whatever the number of rows; transactions are not counted.


def claimed(desks: Desks, ground: Ground | None, *rows: dict[str, str]) -> str:
    """Bring orders in, make the claim of the first one, and let the worker tell everybody.

    The buyer wrote to the seller long enough ago to claim.
    """
    desks.shop.bring(*rows)
    made = filed(
        desks.shop.claim(
            ground=ground,
            by=desks.shop.buyer(),
            seller_contacted=True,
            contacted_at=desks.shop.clock.now - timedelta(days=4),
        )
    )
    desks.shop.work()
    return made.reference


def _without_token(content: bytes) -> str:
    """Answer a page without the token of its form, which is another one each time."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', r"\1", content.decode())


def heading(page: Reading) -> str:
    return page.all("h1")[0].text


def words(page: Reading) -> str:
    return page.all("main")[0].text


class TestAClaimThatTheFactsSettle:
    @pytest.fixture(autouse=True)
    def paying(self, desks: Desks) -> None:
        self.desks = desks
        self.reference = claimed(desks, Ground.NOT_RECEIVED, row(**LOST))
        self.address = f"/claims/{self.reference}/"

    def test_the_buyer_reads_the_answer_first(self) -> None:
        page = self.desks.buyer().page("/buyer" + self.address)

        assert heading(page) == "We pay you $29.49 for “Desk lamp”."
        assert "Your money is on its way." in words(page)
        assert "Together $29.49 $29.49" in words(page)

    def test_a_reference_may_be_typed_in_small_letters(self) -> None:
        typed = self.reference.lower()

        assert heading(self.desks.buyer().page(f"/buyer/claims/{typed}/")).startswith("We pay you")
        assert self.reference in words(self.desks.handler().page(f"/handler/claims/{typed}/"))

    def test_every_reason_is_a_sentence_with_its_clause_and_no_open_place(self) -> None:
        page = self.desks.buyer().page("/buyer" + self.address)
        reasons = [
            e.text for e in page.elements if "clauses__text" in e.attributes.get("class", "")
        ]

        assert reasons
        assert all("{" not in reason and "None" not in reason for reason in reasons)

    def test_clauses_lead_to_the_terms_that_decided(self) -> None:
        buyer = self.desks.buyer()
        page = buyer.page("/buyer" + self.address)
        links = [a.attributes["href"] for a in page.all("a") if a.text.startswith("Clause ")]
        assert links

        for link in links:
            address, _, anchor = link.partition("#")
            assert anchor in buyer.page(address).ids, link

    def test_the_seller_reads_what_it_costs_and_until_when_to_contest(self) -> None:
        page = self.desks.seller().page("/seller" + self.address)

        assert heading(page) == "You bear $29.49 for order A-1."
        assert "You may contest bearing this cost until" in words(page)

    def test_the_handler_sees_facts_with_sources_and_the_deciding_rows(self) -> None:
        text = words(self.desks.handler().page("/handler" + self.address))

        assert "The tracking" in text
        assert "carrier" in text
        assert "Met, decides" in text

    def test_the_buyer_is_told_and_the_inbox_counts_it_once(self) -> None:
        buyer = self.desks.buyer()
        before = buyer.page("/buyer/claims/")
        assert any("new" in link.text for link in before.all("a"))

        inbox = buyer.page("/buyer/inbox/")
        assert len(inbox.all("summary")) >= 1
        assert any("new" in link.text for link in buyer.page("/buyer/claims/").all("a"))
        buyer.send("/buyer/inbox/", fields_of(inbox, "/inbox/"))
        after = buyer.page("/buyer/claims/")
        assert not any("new" in link.text for link in after.all("a"))

    def test_paid_out_it_says_so(self) -> None:
        self.desks.shop.pass_days(7)
        page = self.desks.buyer().page("/buyer" + self.address)

        assert heading(page) == "We paid you $29.49 for “Desk lamp”."

    def test_the_day_counts_it_and_the_books_balance(self) -> None:
        text = words(self.desks.programme().page("/programme/day/"))

        assert "1 claim is open." in text
        assert "The books balance." in text
        assert "$29.49" in text

    @pytest.mark.parametrize(
        ("who", "address"),
        [
            ("buyer", "/buyer/claims/"),
            ("buyer", "/buyer/claims/{reference}/"),
            ("seller", "/seller/claims/"),
            ("seller", "/seller/claims/{reference}/"),
            ("handler", "/handler/queue/?show=all"),
            ("handler", "/handler/claims/{reference}/"),
            ("programme", "/programme/day/"),
        ],
    )
    def test_a_page_takes_a_bounded_number_of_statements(self, who: str, address: str) -> None:
        desk: Desk = getattr(self.desks, who)()
        address = address.format(reference=self.reference)
        desk.page(address)  # The terms are read once.
        with CaptureQueriesContext(connection) as captured:
            desk.page(address)

        asked = [
            query["sql"]
            for query in captured.captured_queries
            if not query["sql"].startswith(("BEGIN", "COMMIT", "SELECT set_config"))
        ]
        assert len(asked) <= STATEMENTS_MAX, "\n".join(asked)


class TestWhoMaySeeWhat:
    @pytest.fixture(autouse=True)
    def two_orders(self, desks: Desks) -> None:
        self.desks = desks
        self.reference = claimed(
            desks,
            Ground.NOT_RECEIVED,
            row(**LOST),
            row(order_id="A-2", buyer="buyer-2", seller="Birch Tools"),
        )

    @pytest.mark.parametrize("act", ["", "answer/", "return/", "withdraw/"])
    def test_another_buyer_never_learns_that_the_claim_exists(self, act: str) -> None:
        stranger = self.desks.buyer("buyer-2").client
        address = f"/buyer/claims/{self.reference}/{act}"
        answer = stranger.post(address) if act else stranger.get(address)
        unknown = stranger.get("/buyer/claims/NOT-THERE/")

        assert answer.status_code == unknown.status_code == 404
        assert act or _without_token(answer.content) == _without_token(unknown.content)

    @pytest.mark.parametrize("act", ["", "answer/", "return/"])
    def test_another_seller_never_learns_that_the_claim_exists(self, act: str) -> None:
        rival = self.desks.seller("Birch Tools").client
        address = f"/seller/claims/{self.reference}/{act}"

        assert (rival.post(address) if act else rival.get(address)).status_code == 404
        assert self.reference not in rival.get("/seller/claims/").content.decode()

    @pytest.mark.parametrize(
        "address", ["/seller/claims/", "/handler/queue/", "/programme/day/", "/seller/inbox/"]
    )
    def test_a_buyer_finds_no_desk_but_their_own(self, address: str) -> None:
        assert self.desks.buyer().client.get(address).status_code == 404

    def test_a_form_without_its_token_is_refused(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post("/sign-in/", {"reference": "buyer-1"}).status_code == 403


class TestPutToTheSeller:
    @pytest.fixture(autouse=True)
    def put(self, desks: Desks) -> None:
        self.desks = desks
        self.reference = claimed(desks, Ground.NOT_RECEIVED, row(**NEVER_SENT))
        self.address = f"/seller/claims/{self.reference}/"

    def _fields(self, page: Reading) -> dict[str, str]:
        return fields_of(page, "/answer/")

    def test_the_list_says_what_to_do_and_what_silence_brings(self) -> None:
        page = self.desks.seller().page("/seller/claims/")

        assert heading(page).startswith("1 claim needs you. The first is due ")
        assert "It is decided without your answer." in words(page)

    def test_the_claim_says_stake_and_time(self) -> None:
        page = self.desks.seller().page(self.address)

        assert heading(page) == "The buyer says that order A-1 has not arrived."
        assert "You may then bear up to $29.49." in words(page)

    def test_an_acceptance_decides_the_claim(self) -> None:
        seller = self.desks.seller()
        fields = self._fields(seller.page(self.address))
        page = seller.send(self.address + "answer/", {"answer": "accepted", **fields})

        assert "Your answer was sent" in words(page)
        assert "You accepted the claim" in words(page)
        assert heading(page) == "You bear $29.49 for order A-1."

    def test_a_rejection_without_a_reason_keeps_what_was_chosen(self) -> None:
        seller = self.desks.seller()
        fields = self._fields(seller.page(self.address))
        page = seller.send(self.address + "answer/", {"answer": "rejected", **fields}, status=422)

        assert "A rejection needs its reason" in words(page)
        chosen = [i.attributes["value"] for i in page.all("input") if "checked" in i.attributes]
        assert chosen == ["rejected"]

    def test_pressing_twice_answers_once_and_is_told_as_done(self) -> None:
        seller = self.desks.seller()
        fields = self._fields(seller.page(self.address))
        seller.client.post(self.address + "answer/", {"answer": "accepted", **fields})
        page = seller.send(self.address + "answer/", {"answer": "accepted", **fields})

        assert "Your answer was sent" in words(page)

    def test_another_answer_from_an_older_window_is_not_told_as_done(self) -> None:
        seller = self.desks.seller()
        fields = self._fields(seller.page(self.address))
        seller.client.post(self.address + "answer/", {"answer": "accepted", **fields})
        page = seller.send(
            self.address + "answer/",
            {"answer": "rejected", "reason": "It was sent.", **fields},
            status=409,
        )

        assert "Your answer was sent" not in words(page)

    def test_an_answer_to_an_older_version_is_refused_and_nothing_is_lost(self) -> None:
        seller = self.desks.seller()
        fields = self._fields(seller.page(self.address))
        fields["version"] = "1"
        page = seller.send(
            self.address + "answer/",
            {"answer": "rejected", "reason": "It was sent.", **fields},
            status=409,
        )

        assert "Somebody else changed the claim" in words(page)
        assert [t.text for t in page.all("textarea")] == ["It was sent."]

    def test_a_reminder_meanwhile_is_no_reason_to_ask_again(self) -> None:
        seller = self.desks.seller()
        fields = self._fields(seller.page(self.address))
        self.desks.shop.pass_days(1)  # Half of the seller's time.
        page = seller.send(self.address + "answer/", {"answer": "accepted", **fields})

        assert "Your answer was sent" in words(page)

    def test_the_handler_reads_the_reason_of_a_rejection(self) -> None:
        seller = self.desks.seller()
        fields = self._fields(seller.page(self.address))
        reason = "It was handed over on the 4th."
        seller.send(self.address + "answer/", {"answer": "rejected", "reason": reason, **fields})
        page = self.desks.handler().page(f"/handler/claims/{self.reference}/")

        assert f"“{reason}”" in words(page)

    def test_the_buyer_may_withdraw_with_a_tick_and_not_without(self) -> None:
        buyer = self.desks.buyer()
        address = f"/buyer/claims/{self.reference}/"
        fields = fields_of(buyer.page(address), "/withdraw/")
        page = buyer.send(address + "withdraw/", fields)
        assert "Nothing was withdrawn" in words(page)

        page = buyer.send(address + "withdraw/", {"sure": "yes", **fields})
        assert heading(page) == "You withdrew your claim about “Desk lamp”."


def test_a_late_order_may_be_sent_back_for_the_rest(desks: Desks) -> None:
    reference = claimed(desks, Ground.LATE, row(**LATE))
    buyer = desks.buyer()
    address = f"/buyer/claims/{reference}/"
    desks.shop.pass_days(7)
    page = buyer.page(address)
    assert heading(page) == "Send “Desk lamp” back and we pay you $24.50 more."

    fields = fields_of(page, "/return/")
    page = buyer.send(address + "return/", {"to": "asked", **fields})
    assert heading(page) == "We asked the seller where to send “Desk lamp”."

    seller = desks.seller()
    page = seller.page(f"/seller/claims/{reference}/")
    assert heading(page) == "Say where the goods of order A-1 should go."
    page = seller.send(
        f"/seller/claims/{reference}/return/",
        {"to": "accepted", "address": "12 Example Road", **fields_of(page, "/return/")},
    )
    assert "Your word on the goods was sent" in words(page)


def test_a_claim_that_came_too_late_says_so_and_no_line_says_otherwise(desks: Desks) -> None:
    reference = claimed(desks, Ground.DAMAGED, row())  # The estimate was in March.
    buyer = desks.buyer()
    page = buyer.page(f"/buyer/claims/{reference}/")

    assert heading(page) == "We do not pay for “Desk lamp”."
    assert "The claim came too late for this programme." in words(page)
    assert "is refunded once" not in words(page)
    assert "Together $29.49 $0.00" in words(page)
    assert "Ask us to look again by" in words(page)

    desks.shop.clock.forward(days=40)
    page = buyer.page(f"/buyer/claims/{reference}/")
    assert "The last day to ask us to look again was" in words(page)


class TestAPersonDecides:
    """A claim above the amount that automation may decide."""

    @pytest.fixture(autouse=True)
    def large(self, desks: Desks) -> None:
        self.desks = desks
        dear = {"price": "400.00", "paid": "404.99"}
        self.reference = claimed(desks, Ground.NOT_RECEIVED, row(**LOST, **dear))
        self.address = f"/handler/claims/{self.reference}/"

    def test_stands_in_the_queue_with_its_due_time(self) -> None:
        page = self.desks.handler().page("/handler/queue/")

        assert heading(page).startswith("The first is due ")
        assert self.reference in words(page)

    def test_is_confirmed_as_it_was_seen(self) -> None:
        handler = self.desks.handler()
        page = handler.page(self.address)
        assert "Confirm: pay $404.99" in words(page)
        fields = fields_of(page, "/confirm/")

        page = handler.send(self.address + "confirm/", fields)
        assert "Your decision is on file" in words(page)
        buyer = self.desks.buyer().page(f"/buyer/claims/{self.reference}/")
        assert "Hana, claims handler" in words(buyer)

    def test_is_not_confirmed_as_something_else(self) -> None:
        handler = self.desks.handler()
        fields = fields_of(handler.page(self.address), "/confirm/")
        page = handler.send(
            self.address + "confirm/", {**fields, "payable_minor": "40400"}, status=409
        )

        assert "Somebody else changed the claim" in words(page)
