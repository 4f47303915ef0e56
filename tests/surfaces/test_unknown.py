"""Unknown is its own answer: never a "no", never empty, never zero."""

from dataclasses import replace

from django.test import Client

from makewhole.surfaces.shared.claim_parts import FactRow
from makewhole.surfaces.shared.render import Page
from tests.surfaces import sample_buyer, sample_handler
from tests.surfaces.reading import Reading, read
from tests.surfaces.sample_values import FACTS
from tests.surfaces.samples import SAMPLES


def shown(client: Client, template: str, page: Page) -> Reading:
    SAMPLES["shown"] = (template, page)
    try:
        return read(client.get("/living/shown").content.decode())
    finally:
        del SAMPLES["shown"]


def row_of(page: Reading, heading: str) -> str:
    return next(row.text for row in page.all("tr", "div") if row.text.startswith(heading))


def test_an_amount_that_is_not_determined_is_not_zero(client: Client) -> None:
    page = shown(client, "buyer/claim.html", sample_buyer.OPEN)

    assert row_of(page, "Together") == "Together $44.90 not known yet"
    assert "$0.00" not in page.all("main")[0].text


def test_an_amount_that_was_denied_is_zero(client: Client) -> None:
    page = shown(client, "buyer/claim.html", sample_buyer.CLAIMS["denied"])

    assert row_of(page, "Together") == "Together $44.90 $0.00"


def test_a_fact_nobody_knows_is_shown_as_unknown_to_buyer_and_handler(client: Client) -> None:
    fact = FactRow(name="signature", label="signature", value=None, source=None, at=None)
    buyer = shown(client, "buyer/claim.html", replace(sample_buyer.OPEN, facts=(fact,)))
    handler = shown(client, "handler/claim.html", replace(sample_handler.REFERRED, facts=(fact,)))

    assert row_of(buyer, "Signature") == "Signature not known yet"
    assert row_of(handler, "Signature") == "Signature not known yet nobody yet"


def test_a_fact_that_is_false_is_shown_as_no(client: Client) -> None:
    fact = replace(FACTS[0], label="signature", value=False, contradicted_by=())
    page = shown(client, "handler/claim.html", replace(sample_handler.REFERRED, facts=(fact,)))

    assert row_of(page, "Signature").startswith("Signature no ")


def test_a_presumption_is_shown_as_presumed_with_its_reason(client: Client) -> None:
    page = shown(client, "handler/claim.html", sample_handler.REFERRED)

    assert "presumed: none" in row_of(page, "The seller's reply")
    assert "No reply was on record" in row_of(page, "The seller's reply")


def test_both_of_two_contradicting_statements_are_shown(client: Client) -> None:
    row = row_of(shown(client, "handler/claim.html", sample_handler.REFERRED), "Tracking")

    assert "lost" in row
    assert "seller says: delivered" in row


def test_a_seller_nobody_knows_is_not_left_blank(client: Client) -> None:
    page = shown(client, "handler/claim.html", sample_handler.CLAIMS["closed"])

    assert any("Seller not known yet" in element.text for element in page.all("span"))


def test_a_buyer_may_always_answer_that_they_do_not_know(client: Client) -> None:
    page = shown(client, "buyer/claim.html", sample_buyer.CLAIMS["needs"])
    names = {
        control.attributes["name"].removesuffix("-unknown")
        for control in page.all("input")
        if control.attributes.get("value") == "unknown"
    }

    assert names == {f"fact-{question.fact}" for question in sample_buyer.QUESTIONS}


def test_tables_that_wait_for_a_fact_are_named_as_open(client: Client) -> None:
    page = shown(client, "handler/claim.html", sample_handler.REFERRED)
    text = page.all("main")[0].text

    assert "Open until the missing facts are known: Is the order claim valid?" in text
