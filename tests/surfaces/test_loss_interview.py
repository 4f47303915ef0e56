"""A claimant tells of a loss: from the order's page, one matter a page, sent once."""

from types import SimpleNamespace

import pytest

from makewhole.apps.claims import filing, reasons
from makewhole.core.claim.values import Line
from makewhole.surfaces.shared.loss.kept import HEADS_MAX
from tests.apps.claims.shop import shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.tellers import Teller, claims_of, only_claim, teller

__all__ = ["desks", "living_addresses", "shop", "teller"]


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
