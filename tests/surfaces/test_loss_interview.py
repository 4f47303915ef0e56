"""A claimant tells of a loss: from the order's page, one matter a page, sent once."""

from threading import Barrier, Thread
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from makewhole.apps.claims import filing, reasons
from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.notices.queries import inbox
from makewhole.apps.parties.people import erase_person
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import HeadKind
from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.values import Line, Role
from makewhole.surfaces.shared.loss.kept import HEADS_MAX
from tests.apps.claims.shop import Shop, shop
from tests.apps.claims.test_losses import insured
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.tellers import WHAT, Teller

__all__ = ["desks", "living_addresses", "shop"]


def claims_of(desks: Desks) -> tuple[ClaimRow, ...]:
    with transaction(desks.shop.marketplace):
        return list_claims(marketplace_id=desks.shop.marketplace)


def only_claim(desks: Desks) -> ClaimRow:
    (found,) = claims_of(desks)
    return found


def drafts_kept(desks: Desks) -> int:
    with transaction(desks.shop.marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_lossdraft")
        return int(cursor.fetchone()[0])


def proved(shop: Shop) -> None:
    shop.work()
    result = verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None)
    assert result.problems == []


@pytest.fixture
def teller(desks: Desks) -> Teller:
    """A buyer who has begun to tell of a lamp that did harm, sold by an insured seller."""
    desks.shop.bring(row())
    insured(desks.shop)
    told = Teller(desks.buyer())
    told.begin()
    return told


class TestBeginning:
    def test_the_orders_page_leads_to_it(self, desks: Desks) -> None:
        desks.shop.bring(row())
        page = desks.buyer().page("/buyer/order/?number=A-1")
        links = [a.attributes["href"] for a in page.all("a") if "damaged" in a.text]

        assert links == ["/buyer/order/loss/?number=A-1&line=1"]
        assert "What did the harm" not in page.all("main")[0].text
        assert desks.buyer().page(links[0]).all("h1")[0].text == "Tell us what this product did."

    def test_one_of_several_products_has_to_be_chosen(self, desks: Desks) -> None:
        desks.shop.bring(
            row(paid="53.99"), row(line="2", shipping="0", title="Hammer", paid="53.99")
        )
        told = Teller(desks.buyer())
        told.begin(line="")

        assert told.status == 422
        assert "Choose the product that did the harm." in told.words
        assert claims_of(desks) == ()

    @pytest.mark.parametrize(
        ("units", "sentence"),
        [("4", "Write a whole number from 1 to 3."), ("some", "Write a whole number from 1 to 3.")],
    )
    def test_more_pieces_than_were_bought_did_no_harm(
        self, desks: Desks, units: str, sentence: str
    ) -> None:
        desks.shop.bring(row(quantity="3"))
        told = Teller(desks.buyer())
        told.begin(**{"fact-units-1": units})

        assert told.status == 422
        assert sentence in told.words
        assert told.field("fact-units-1") == units

    def test_the_pieces_that_did_harm_are_those_of_the_claim(self, desks: Desks) -> None:
        desks.shop.bring(row(quantity="3"))
        told = Teller(desks.buyer())
        told.begin(**{"fact-units-1": "2"})

        assert only_claim(desks).claim.lines == (Line(1, 2),)

    def test_beginning_twice_makes_one_draft(self, teller: Teller, desks: Desks) -> None:
        first = teller.reference
        teller.begin()

        assert teller.reference == first
        assert len(claims_of(desks)) == 1

    def test_a_form_that_is_not_ours_begins_nothing(self, desks: Desks) -> None:
        desks.shop.bring(row())
        told = Teller(desks.buyer())
        told.begin(key="made-up")

        assert told.status == 409
        assert "Nothing was begun" in told.words
        assert claims_of(desks) == ()

    def test_somebody_elses_order_is_not_there(self, desks: Desks) -> None:
        desks.shop.bring(row(), row(order_id="A-2", buyer="buyer-2"))
        buyer = desks.buyer()
        buyer.page("/buyer/order/loss/?number=A-2", status=404)
        buyer.page("/buyer/order/loss/?number=%00", status=404)

    def test_an_order_that_the_clock_has_not_come_to_is_not_there(self, desks: Desks) -> None:
        desks.shop.bring(row(), row(order_id="A-2", placed_at="2026-12-20 10:30:00"))
        desks.buyer().page("/buyer/order/loss/?number=A-2", status=404)
        desks.handler().page("/handler/loss/?number=A-2", status=422)


class TestTheQuestions:
    def test_the_terms_ask_and_the_page_says_why(self, teller: Teller) -> None:
        teller.until("claimant")

        assert "Do you claim for yourself or your household, or for a business?" in teller.words
        assert "Why we ask Clause 18.3 The programme is for people" in teller.words

    def test_an_answer_that_settles_it_spares_the_rest(self, teller: Teller) -> None:
        teller.until("claimant")
        teller.answer(claimant_kind="business")

        assert teller.matter == "review"
        assert teller.heading == "As the facts stand, the guarantee does not cover this."
        assert "Clause 18.3" in teller.words

    def test_use_is_asked_only_where_it_can_change_the_answer(self, teller: Teller) -> None:
        teller.until("review")
        assert "use" in teller.seen
        teller.go("incident")
        teller.answer(account="unsure")
        teller.until("review")

        assert teller.heading == "Send it, and a person decides it."

    def test_every_matter_is_asked_once(self, teller: Teller) -> None:
        teller.until("review")
        asked = [matter for matter in teller.seen if matter != "heads"]

        assert len(set(asked)) == len(asked)
        assert asked[:2] == ["hurt", "incident"]
        assert {"claimant", "care", "court", "trade", "others", "evidence", "product"} <= set(asked)

    def test_not_knowing_is_an_answer_and_is_not_asked_again(self, teller: Teller) -> None:
        teller.until("court")
        teller.answer(case_in_court="unknown")

        assert teller.matter != "court"
        teller.go("court")
        assert teller.field("fact-case_in_court") == "unknown"

    def test_everything_that_is_wrong_is_said_at_its_place_and_nothing_is_lost(
        self, teller: Teller
    ) -> None:
        teller.until("incident")
        teller.answer(loss_on="2027-02-01", account="-", what="")

        assert teller.status == 422
        assert "Answers that need another look: 3." in teller.words
        assert "1 February 2027 is after today." in teller.words
        assert teller.words.count("Answer this: we cannot go on without it.") == 2
        assert teller.field("fact-place") == "In the kitchen at home"
        assert teller.field("fact-loss_on") == "2027-02-01"
        links = [a.attributes["href"] for a in teller.page.all("a") if a.text.startswith("To the")]
        assert links[0].removeprefix("#") in teller.page.ids

    def test_what_cannot_be_read_of_a_head_is_asked_again(self, teller: Teller) -> None:
        teller.until("head-1")
        for name, value, sentence in (
            ("part_claimed-1", "0", "Write more than zero, or take this off."),
            ("part_claimed-1", "-5", "Write an amount of zero or more."),
            ("part_claimed-1", "a lot", "Write a number with at most 2 decimals"),
            ("part_claimed-1", "99999999999", "This amount is too large."),
            ("part_shown-1", "", "Answer this, or say that you do not know."),
            ("price_new-1", "1.234", "Write a number with at most 2 decimals"),
            ("pieces-1", "many", "Write a whole number, such as 2."),
            ("description-1", "x" * 2_001, "Write at most 2000 characters; these are 2001."),
        ):
            teller.answer(**{name: value})
            assert teller.status == 422, name
            assert sentence in teller.words
            assert teller.field(f"fact-{name}") == value
        teller.answer(**{"repair-1": "perhaps"})
        assert "Choose one of the answers." in teller.words

    def test_a_matter_that_nobody_knows_is_not_there(self, teller: Teller) -> None:
        for matter in ("nonsense", "head-9", "strong_indicators", "weighed", "injury_grade"):
            teller.go(matter)
            assert teller.status == 404, matter

    def test_one_can_go_back_and_change_an_answer(self, teller: Teller) -> None:
        teller.until("use")
        (back,) = [a.attributes["href"] for a in teller.page.all("a") if a.text == "Back"]

        assert back.endswith("/loss/claimant/")
        teller.go("claimant")
        assert teller.field("fact-claimant_kind") == "person"
        teller.answer(claimant_kind="business")
        assert teller.matter == "review"


class TestAnInjury:
    def test_is_refused_kindly_with_a_way_on(self, teller: Teller) -> None:
        teller.answer(hurt="yes")

        assert teller.matter == "hurt"
        assert "As it stands, this cannot be sent" in teller.words
        assert "Damaged things can be claimed now" in teller.words
        teller.answer(hurt="things")
        assert teller.matter == "incident"

    def test_is_offered_to_be_left_out_only_where_it_cannot_be_filed(self, teller: Teller) -> None:
        values = [i.attributes.get("value") for i in teller.page.all("input")]
        assert "things" not in values
        teller.answer(hurt="things")
        assert teller.status == 422

    def test_works_as_soon_as_the_app_takes_it(
        self, teller: Teller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The app's edge stands in the way today; behind it everything goes on."""
        open_the_edge(monkeypatch)
        teller.answer(hurt="yes")
        teller.until("people")

        assert "How serious was the injury?" in teller.words
        assert "Only the people who decide your claim can open it." in teller.words
        teller.answer(injury_grade="slight", medical_record="yes", hurt_who="My daughter")
        teller.until("heads")
        labels = [b.text for b in teller.page.all("button")]
        assert {"Medical costs", "Lost earnings"} <= set(labels)


def open_the_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app take injuries: what stands behind its refusal is what is tried."""
    monkeypatch.setattr(filing, "Ground", SimpleNamespace(PERSONAL_INJURY=None), raising=False)
    monkeypatch.setattr(reasons, "refuse_health_told", lambda *_: None, raising=False)


class TestHeads:
    def test_at_least_one_is_needed(self, teller: Teller) -> None:
        teller.until("heads")
        teller.press(go="on")

        assert teller.status == 422
        assert "Add at least one thing or cost." in teller.words

    def test_pressing_add_twice_begins_one(self, teller: Teller) -> None:
        teller.until("heads")
        teller.press(add="property")
        teller.go("heads")
        teller.press(add="property")

        assert teller.matter == "head-1"

    def test_one_can_be_taken_off_and_its_number_never_comes_back(self, teller: Teller) -> None:
        teller.until("head-1")
        teller.answer()
        teller.press(remove="1")
        assert "On your list" not in teller.words
        teller.press(add="property")
        assert teller.matter == "head-2"
        assert teller.field("fact-description-2") == ""

    def test_the_price_is_what_was_paid_and_asked_once(self, teller: Teller) -> None:
        teller.until("heads")
        teller.press(add="purchase_price")
        assert teller.field("fact-part_claimed-1") == "24.50"
        teller.press(**{"fact-part_claimed-1": "24.50"})
        assert "The price of the product" not in [b.text for b in teller.page.all("button")]
        teller.press(add="purchase_price")
        assert teller.matter == "head-1"

    def test_one_that_was_begun_has_to_be_finished_or_taken_off(self, teller: Teller) -> None:
        teller.until("head-1")
        teller.answer()
        teller.press(add="other")
        assert teller.matter == "head-2"
        teller.go("heads")
        teller.press(go="on")
        assert teller.matter == "head-2"

    def test_there_is_an_end_to_them(self, teller: Teller) -> None:
        teller.until("heads")
        for number in range(1, HEADS_MAX + 1):
            teller.press(add="other")
            teller.press(
                **{
                    f"fact-description-{number}": f"Cost {number}",
                    f"fact-part_claimed-{number}": "1.00",
                    f"fact-part_shown-{number}": "1.00",
                }
            )
        teller.press(add="other")

        assert teller.status == 422
        assert "as many as fit on one claim" in teller.words


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
