"""A loss that was told page by page: sent once, kept meanwhile, taken down on the telephone."""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from makewhole.apps.notices.queries import inbox
from makewhole.apps.parties.people import erase_person
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import HeadKind
from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.values import Role
from tests.apps.claims.shop import shop
from tests.apps.claims.test_losses import insured
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.tellers import (
    WHAT,
    Teller,
    claims_of,
    only_claim,
    proved,
    teller,
)

__all__ = ["desks", "living_addresses", "shop", "teller"]


def drafts_kept(desks: Desks) -> int:
    with transaction(desks.shop.marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_lossdraft")
        return int(cursor.fetchone()[0])


class TestSending:
    def test_everything_is_read_once_more_and_sent(self, teller: Teller, desks: Desks) -> None:
        teller.until("review")
        assert teller.heading == "Send it, and we pay you $240.00."
        for told in (WHAT, "In the kitchen at home", "Oak worktop", "$500.00", "L-77"):
            assert told in teller.words
        teller.press(true="yes")

        assert teller.at == f"/buyer/claims/{teller.reference}/"
        assert "The claim is filed It was sent once" in teller.words
        assert "By when" in teller.words
        row = only_claim(desks)
        assert row.claim.ground is Ground.PROPERTY_DAMAGE
        assert row.claim.stage is Stage.PAYING
        assert row.claim.loss is not None
        assert [(h.kind, h.claimed_minor) for h in row.claim.loss.heads] == [
            (HeadKind.PROPERTY, 240_00)
        ]
        desks.shop.pass_days(5)
        assert only_claim(desks).claim.closed_as is ClosedAs.PAID
        proved(desks.shop)

    def test_nothing_is_sent_without_the_declaration(self, teller: Teller, desks: Desks) -> None:
        teller.until("review")
        teller.press()

        assert teller.status == 422
        assert "Tick that it is true as far as you know. Nothing was sent yet." in teller.words
        assert only_claim(desks).claim.stage is Stage.DRAFT

    def test_nothing_is_sent_while_something_is_open(self, teller: Teller, desks: Desks) -> None:
        teller.until("claimant")
        teller.go("review")
        assert teller.heading == "It is not complete yet."
        assert "Send the claim" not in teller.words
        teller.send(teller.at, {"true": "yes"})

        assert teller.status == 422
        assert only_claim(desks).claim.stage is Stage.DRAFT

    def test_pressing_twice_sends_once(self, teller: Teller, desks: Desks) -> None:
        teller.until("review")
        review, page = teller.at, teller.page
        teller.press(true="yes")
        sent = only_claim(desks)
        teller.at, teller.page = review, page
        teller.press(true="yes")

        assert teller.status == 200
        assert "The claim is filed" in teller.words
        assert only_claim(desks) == sent

    def test_two_windows_at_one_moment_send_once(self, teller: Teller, desks: Desks) -> None:
        teller.until("review")
        together, answers = Barrier(2), []

        def press() -> None:
            other = Client()
            other.cookies = teller.desk.client.cookies
            together.wait()
            answers.append(other.post(teller.at, {"true": "yes", "version": "1"}).status_code)
            connection.close()

        threads = [Thread(target=press) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert answers == [302, 302]
        assert len(claims_of(desks)) == 1
        proved(desks.shop)

    def test_a_claim_that_was_made_meanwhile_is_named(self, teller: Teller, desks: Desks) -> None:
        teller.until("review")
        teller.press(true="yes")
        again = Teller(desks.buyer())
        again.begin()

        assert again.status == 409
        assert f"To claim {teller.reference}" in again.words

    def test_the_words_are_sealed_and_gone_with_their_person(
        self, teller: Teller, desks: Desks
    ) -> None:
        teller.until("review")
        teller.press(true="yes")
        page = teller.desk.page(f"/buyer/claims/{teller.reference}/").all("main")[0].text
        assert WHAT in page
        assert (
            WHAT in desks.handler().page(f"/handler/claims/{teller.reference}/").all("main")[0].text
        )
        assert WHAT not in everything_stored(desks)
        buyer_id = only_claim(desks).buyer_id
        assert buyer_id is not None

        with transaction(desks.shop.marketplace):
            erase_person(marketplace_id=desks.shop.marketplace, party_id=buyer_id)
        page = desks.handler().page(f"/handler/claims/{teller.reference}/").all("main")[0].text
        assert "These words were erased" in page
        proved(desks.shop)

    def test_no_notice_speaks_of_a_change_that_nobody_made(
        self, teller: Teller, desks: Desks
    ) -> None:
        teller.until("review")
        teller.press(true="yes")
        desks.shop.work()
        row = only_claim(desks)
        for party in (row.buyer_id, row.seller_id):
            assert party is not None
            assert not [n for n in inbox_of(desks, party) if "changed" in n.lower()]
        assert "What is asked for was changed" not in teller.words


def everything_stored(desks: Desks) -> str:
    with transaction(desks.shop.marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(body, ' ') FROM journal_event")
        journal = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(state, ' ') FROM claims_claim")
        rows = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(encode(sealed, 'escape'), ' ') FROM parties_sealedtext")
        return f"{journal} {rows} {cursor.fetchone()[0]}"


def inbox_of(desks: Desks, party_id: UUID) -> list[str]:
    with transaction(desks.shop.marketplace):
        found = inbox(marketplace_id=desks.shop.marketplace, party_id=party_id, limit=50, offset=0)
    return [f"{notice.subject} {notice.text}" for notice in found]


class TestKeeping:
    def test_what_was_typed_is_kept_until_it_is_sent(self, teller: Teller, desks: Desks) -> None:
        teller.until("use")
        later = Teller(desks.buyer(), at=teller.at)
        later.go("incident")

        assert later.field("fact-what") == WHAT
        assert later.field("fact-account") == "product"
        claim = desks.buyer().page(f"/buyer/claims/{teller.reference}/")
        (link,) = [a for a in claim.all("a") if a.text == "Go on where you stopped"]
        later.at = link.attributes["href"]
        later.go("next")
        assert later.matter == "use"

    def test_nobody_is_told_of_a_draft(self, teller: Teller, desks: Desks) -> None:
        teller.until("review")
        desks.shop.work()
        seller_id = only_claim(desks).seller_id
        assert seller_id is not None

        assert inbox_of(desks, seller_id) == []
        assert WHAT not in everything_stored(desks)
        desks.seller().page(f"/seller/claims/{teller.reference}/", status=404)

    @pytest.mark.parametrize("way", ["sent", "withdrawn", "lapsed"])
    def test_the_paper_is_gone_once_the_draft_is_over(
        self, teller: Teller, desks: Desks, way: str
    ) -> None:
        teller.until("review")
        assert drafts_kept(desks) == 1
        if way == "sent":
            teller.press(true="yes")
        elif way == "withdrawn":
            address = f"/buyer/claims/{teller.reference}/"
            page = teller.desk.page(address)
            version = next(
                i.attributes["value"]
                for i in page.all("input")
                if i.attributes.get("name") == "version"
            )
            teller.desk.send(f"{address}withdraw/", {"sure": "yes", "version": version})
        else:
            desks.shop.pass_days(31)

        assert drafts_kept(desks) == 0
        teller.go("incident")
        assert teller.matter == teller.reference

    def test_its_person_is_reminded_before_it_ends(self, teller: Teller, desks: Desks) -> None:
        teller.until("use")
        desks.shop.pass_days(29)
        buyer_id = only_claim(desks).buyer_id
        assert buyer_id is not None

        assert any("draft" in text.lower() for text in inbox_of(desks, buyer_id))

    def test_a_forgotten_persons_paper_cannot_be_read(self, teller: Teller, desks: Desks) -> None:
        teller.until("use")
        buyer_id = only_claim(desks).buyer_id
        assert buyer_id is not None
        with transaction(desks.shop.marketplace):
            erase_person(marketplace_id=desks.shop.marketplace, party_id=buyer_id)
        teller.go("incident")

        assert teller.field("fact-what") == ""

    def test_somebody_elses_draft_is_not_there(self, teller: Teller, desks: Desks) -> None:
        desks.shop.bring(row(order_id="A-2", buyer="buyer-2"))
        other = Teller(desks.buyer("buyer-2"), at=teller.at)
        other.go("incident")

        assert other.status == 404


class TestByTelephone:
    def test_staff_take_the_same_down_as_the_callers_word(self, desks: Desks) -> None:
        desks.shop.bring(row())
        insured(desks.shop)
        told = Teller(desks.handler(), "handler")
        told.begin()
        assert "You write down what buyer-1 tells you." in told.words
        told.until("review")
        assert "Read this to the caller" in told.words
        told.press(true="yes")

        claim = only_claim(desks).claim
        assert claim.opened_by is Role.HANDLER
        assert claim.stage is Stage.PAYING
        assert {said.source for said in claim.statements} == {Role.CLAIMANT}
        page = desks.handler().page(f"/handler/claims/{told.reference}/").all("main")[0].text
        assert "told by telephone, written down by Hana" in page
        buyers = desks.buyer().page(f"/buyer/claims/{told.reference}/").all("main")[0].text
        assert "One of our people began this claim with you." in buyers
        assert WHAT in buyers
        proved(desks.shop)

    def test_the_claimant_can_go_on_with_it(self, desks: Desks) -> None:
        desks.shop.bring(row())
        insured(desks.shop)
        told = Teller(desks.handler(), "handler")
        told.begin()
        told.until("use")
        buyer = Teller(desks.buyer(), at=told.at.replace("/handler/", "/buyer/"))
        buyer.go("next")
        assert buyer.matter == "use"
        buyer.until("review")
        buyer.press(true="yes")

        assert only_claim(desks).claim.stage is Stage.PAYING

    def test_an_order_that_is_not_there_is_asked_for_again(self, desks: Desks) -> None:
        desks.shop.bring(row())
        handler = desks.handler()
        assert handler.page("/handler/loss/").all("h1")[0].text.startswith("Take down a loss")
        page = handler.page("/handler/loss/?number=A-9", status=422)

        assert "No order of a known buyer has this number." in page.all("main")[0].text

    def test_a_seller_takes_nothing_down(self, desks: Desks) -> None:
        desks.shop.bring(row())
        desks.seller().page("/handler/loss/", status=404)


class TestAfterwards:
    def test_what_is_missing_can_be_answered_head_by_head(
        self, teller: Teller, desks: Desks
    ) -> None:
        teller.until("head-1")
        teller.answer(part_shown__1="", part_shown__1__unknown="unknown")
        teller.until("review")
        assert teller.heading.startswith("Send it, and tell us what is missing by ")
        teller.press(true="yes")
        assert teller.heading == "We need 1 answer from you."
        assert "Oak worktop: What do the bills, receipts or estimates" in teller.words

        address = f"/buyer/claims/{teller.reference}/"
        page = teller.desk.page(address)
        version = next(
            i.attributes["value"]
            for i in page.all("input")
            if i.attributes.get("name") == "version"
        )
        teller.desk.send(f"{address}answer/", {"version": version, "fact-part_shown-1": "240.00"})
        assert only_claim(desks).claim.stage is Stage.PAYING
        proved(desks.shop)

    def test_what_the_terms_need_can_be_sent_later(self, teller: Teller, desks: Desks) -> None:
        teller.until("evidence")
        teller.answer(photos="0", proof_of_loss="no")
        teller.until("review")
        teller.press(true="yes")

        assert only_claim(desks).claim.stage is Stage.NEEDS_CLAIMANT
        assert "How many did you add?" in teller.words
        assert "Have you added them?" in teller.words
