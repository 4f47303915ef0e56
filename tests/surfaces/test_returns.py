"""A return on the pages: where it goes, what shows that it was sent, and that it never came."""

from datetime import timedelta

import pytest
from django.db import connection

from makewhole.apps.claims.actions import Act, answer_claim
from makewhole.apps.notices.queries import inbox
from makewhole.apps.parties.people import erase_person
from makewhole.apps.privacy.models import Erasure
from makewhole.apps.reporting.verify import Verified, verify
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Role
from tests.apps.claims.shop import Shop, filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading
from tests.surfaces.test_desks import LATE, heading, words

__all__ = ["desks", "living_addresses", "shop"]

ADDRESS = "Alder Home\n12 Example Road\nSpringfield, IL 62700"
NUMBER = "Example Post, EX 8765 4321 US"


class TestAReturn:
    """A lamp that was not as described: the seller accepted the claim, and owes an address."""

    @pytest.fixture(autouse=True)
    def asked(self, shop: Shop, desks: Desks) -> None:
        self.shop, self.desks = shop, desks
        placed = {"latest_estimate": "2026-11-10", "delivered_at": "2026-11-08T16:20:00"}
        shop.bring(row(**{**LATE, **placed}))
        made = filed(
            shop.claim(
                ground=Ground.NOT_AS_DESCRIBED,
                by=shop.buyer(),
                seller_contacted=True,
                contacted_at=shop.clock.now - timedelta(days=4),
                photos=3,
            )
        )
        self.reference, self.claim = made.reference, made.claim
        seller = By(Role.SELLER, made.claim.seller_id)
        act = Act(shop.marketplace, made.claim.claim_id, seller, shop.clock.now)
        answer_claim(act, answer="accepted", reason="")

    def test_cannot_be_handed_over_before_it_is_said_where_it_goes(self) -> None:
        page = self.at("buyer")
        assert "I handed them over" not in words(page)
        assert "Please do not send them yet" in words(page)

        page = self.says("buyer", {"to": "handed_over"}, status=409, fields=self.keys("buyer"))

        assert "nobody has said yet where it should go" in words(page)
        assert "your own time begins only then" in words(page)

    def test_goes_to_the_address_that_the_buyer_reads_on_the_page_and_in_the_notice(self) -> None:
        self.says("seller", {"to": "accepted", "address": f" {ADDRESS}\n\n"})
        self.shop.work()

        page = words(self.at("buyer"))
        assert "12 Example Road" in page
        told = [words(self.desks.buyer().page("/buyer/inbox/")), page]
        assert all(
            "The return is accepted. The address for it stands below." in one for one in told
        )
        assert all("12 Example Road" in one for one in told)
        assert "12 Example Road" not in words(self.desks.seller().page("/seller/inbox/"))

    def test_keeps_the_address_out_of_journal_notices_and_rows_in_clear(self) -> None:
        self.says("seller", {"to": "accepted", "address": ADDRESS})
        self.shop.work()

        with transaction(self.shop.marketplace), connection.cursor() as cursor:
            for table in ("journal_event", "notices_notice", "claims_claim", "parties_sealedtext"):
                cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608 - our own names
                text = "".join(row for (row,) in cursor.fetchall())
                assert text
                assert "Example Road" not in text
                assert b"Example Road".hex() not in text
        self.proved(texts=1)

    def test_is_gone_with_the_person_and_is_counted_then(self) -> None:
        self.says("seller", {"to": "accepted", "address": ADDRESS})
        self.shop.work()
        seller_id = self.claim.seller_id
        assert seller_id is not None
        with transaction(self.shop.marketplace):
            erase_person(marketplace_id=self.shop.marketplace, party_id=seller_id)
            # No command erases a party to an open claim; the page must hold out all the same.
            Erasure.objects.create(
                id=new_id(),
                marketplace_id=self.shop.marketplace,
                party_id=seller_id,
                ground="request",
                erased_by=seller_id,
                at=self.shop.clock.now,
            )

        page = words(self.at("buyer"))
        assert "12 Example Road" not in page
        assert "Where they go was personal and has been erased." in page
        buyer_id = self.shop.buyer().party_id
        with transaction(self.shop.marketplace):
            told = inbox(
                marketplace_id=self.shop.marketplace,
                party_id=buyer_id,
                limit=50,
                offset=0,
            )
        assert None in {notice.enclosed for notice in told}
        self.proved(erased=1)

    def test_is_proved_to_be_what_was_committed_to(self) -> None:
        self.says("seller", {"to": "accepted", "address": ADDRESS})
        with transaction(self.shop.marketplace), connection.cursor() as cursor:
            cursor.execute("UPDATE parties_sealedtext SET sealed = sealed || 'x'::bytea")

        problems = self.verified().problems

        assert len(problems) == 1
        assert "it is not what its event committed to" in problems[0]

    @pytest.mark.parametrize(
        ("sent", "said", "field"),
        [
            ({"to": "accepted"}, "Write the address as it should stand", "address"),
            ({"to": "accepted", "address": "x" * 501}, "at most 500 characters", "address"),
            ({"to": "label_given"}, "or a link to it", "carrier"),
            ({"to": "label_given", "carrier": "UPS"}, "or a link to it", "number"),
            ({"to": "label_given", "link": "http://a.example"}, "begins with https://", "link"),
            ({"to": "label_given", "link": "https://"}, "begins with https://", "link"),
            ({"to": "label_given", "link": "javascript:1"}, "begins with https://", "link"),
        ],
    )
    def test_keeps_what_was_typed_where_it_says_nowhere(
        self, sent: dict[str, str], said: str, field: str
    ) -> None:
        page = self.says("seller", sent, status=422)

        assert said in words(page)
        links = [a.attributes["href"] for a in page.all("a") if a.text == "To the field"]
        assert links == [f"#field-{field}"]
        assert heading(self.at("seller")).startswith("Say where the goods")

    def test_takes_a_link_to_a_label(self) -> None:
        link = "https://labels.example/1?a=b"
        self.says("seller", {"to": "label_given", "link": link})

        assert link in [a.attributes["href"] for a in self.at("buyer").all("a")]

    def test_may_be_put_right_and_the_buyer_reads_the_latest(self) -> None:
        self.says("seller", {"to": "accepted", "address": "Wrong Street"})
        self.says("seller", {"to": "label_given", "carrier": "UPS", "number": "1Z 999"})

        page = words(self.at("buyer"))
        assert "UPS, 1Z 999" in page
        assert "Wrong Street" not in page

    def test_shows_the_seller_what_it_was_sent_with(self) -> None:
        self.hands_over({"carrier": "Example Post", "number": "EX 8765 4321 US"})

        assert f"Sent with: {NUMBER}" in words(self.at("seller"))
        assert f"Sent with: {NUMBER}" in words(self.at("handler"))

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"receipt": "yes"}, "The buyer has a receipt of the carrier."),
            ({}, "The buyer gave no tracking number and no receipt."),
        ],
    )
    def test_tells_the_seller_what_else_shows_it(self, given: dict[str, str], told: str) -> None:
        self.hands_over(given)

        assert told in words(self.at("seller"))

    def test_takes_no_carrier_without_a_number(self) -> None:
        self.says("seller", {"to": "accepted", "address": ADDRESS})
        page = self.says("buyer", {"to": "handed_over", "carrier": "UPS"}, status=422)

        assert "Write the tracking number too, or leave both empty." in words(page)

    def test_that_never_came_is_refunded_where_a_number_shows_it(self) -> None:
        self.hands_over({"number": "EX 1"})
        page = self.says("seller", {"to": "not_arrived", "sure": "yes"})
        assert "Your word on the goods was sent" in words(page)

        self.shop.pass_days(7)

        assert heading(self.at("buyer")).startswith("We paid you $")
        assert "so the refund does not wait for it" in words(self.at("seller"))
        self.proved(texts=2)

    def test_that_never_came_is_ticked_first(self) -> None:
        self.hands_over({})
        page = self.says("seller", {"to": "not_arrived"})

        assert "Tick that the goods never came." in words(page)

    def test_that_never_came_asks_the_buyer_who_shows_it_then(self) -> None:
        self.hands_over({})
        self.says("seller", {"to": "not_arrived", "sure": "yes"})
        self.shop.work()
        page = self.at("buyer")
        assert heading(page) == "The seller says that “Desk lamp” never came back."
        assert "please answer by" in words(self.desks.buyer().page("/buyer/inbox/"))
        page = self.says("buyer", {"to": "shows"}, status=422)
        assert "Write the tracking number, or tick that you have a receipt." in words(page)

        self.says("buyer", {"to": "shows", "receipt": "yes"})
        self.shop.pass_days(7)

        assert heading(self.at("buyer")).startswith("We paid you $")

    def test_that_never_came_goes_to_a_person_where_nothing_shows_it(self) -> None:
        self.hands_over({})
        self.says("seller", {"to": "not_arrived", "sure": "yes"})
        self.says("buyer", {"to": "has_nothing"})

        assert heading(self.at("buyer")) == "A person is looking at your claim about “Desk lamp”."
        assert "They came after all" in words(self.at("seller"))
        page = self.says("seller", {"to": "received"})
        assert heading(page) == "Say what came back of order A-1."

    @pytest.mark.parametrize("side", ["buyer", "seller"])
    def test_pressing_twice_says_it_once_and_is_told_as_done(self, side: str) -> None:
        if side == "buyer":
            self.says("seller", {"to": "accepted", "address": ADDRESS})
        sent = {
            "seller": {"to": "accepted", "address": ADDRESS},
            "buyer": {"to": "handed_over", "number": "EX 1"},
        }[side]
        fields = self.keys(side)
        for _ in range(2):
            page = self.says(side, sent, fields=fields)
            assert "It was sent once, and is on file." in words(page)
        self.proved(texts=1 if side == "seller" else 2)

    def hands_over(self, given: dict[str, str]) -> None:
        self.says("seller", {"to": "accepted", "address": ADDRESS})
        self.says("buyer", {"to": "handed_over", **given})

    def says(
        self,
        side: str,
        sent: dict[str, str],
        *,
        status: int = 302,
        fields: dict[str, str] | None = None,
    ) -> Reading:
        desk = self.desks.buyer() if side == "buyer" else self.desks.seller()
        keys = self.keys(side) if fields is None else fields
        address = f"/{side}/claims/{self.reference}/return/"
        return desk.send(address, {**keys, **sent}, status=status)

    def keys(self, side: str) -> dict[str, str]:
        fields = fields_of(self.at(side), f"/claims/{self.reference}/return/")
        return {name: value for name, value in fields.items() if name != "to"}

    def at(self, side: str) -> Reading:
        desk = {
            "buyer": self.desks.buyer,
            "seller": self.desks.seller,
            "handler": self.desks.handler,
        }[side]()
        return desk.page(f"/{side}/claims/{self.reference}/")

    def verified(self) -> Verified:
        return verify(marketplace_id=self.shop.marketplace, progress=lambda _what, _done: None)

    def proved(self, *, texts: int = 0, erased: int = 0) -> None:
        proof = self.verified()
        assert proof.problems == []
        assert (proof.texts, proof.erased) == (texts, erased)
