"""Who sees what is private of a claim: its claimant at once, our people against a reason."""

from pathlib import Path

import pytest

from makewhole.apps.claims.actions import state_facts
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.privacy.queries import accesses_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Stage
from tests.apps.claims.in_clear import everything_in_clear
from tests.apps.claims.shop import Shop, shop
from tests.apps.claims.test_losses import HANDLER, act, insured, make, now
from tests.apps.claims.test_private_facts import injury
from tests.apps.order_files import row
from tests.apps.privacy.test_erasing import forget
from tests.surfaces.desks import Desks, desks, fields_of, living_addresses
from tests.surfaces.tellers import Teller, proved, teller
from tests.surfaces.test_desks import words

__all__ = ["desks", "living_addresses", "shop", "teller"]

GRADE = "serious"
WHY = "I have to weigh the medical report."
ASKED = "Why do you need to see this?"


@pytest.fixture
def reference(shop: Shop) -> str:
    """An injury that waits for a person."""
    shop.bring(row())
    insured(shop)
    made = make(shop, injury(shop, 900_00, grade=GRADE))
    shop.work()
    assert made.claim.stage is Stage.REFERRED
    return made.reference


def looks(shop: Shop) -> int:
    claim_id = now(shop).claim_id
    with transaction(shop.marketplace):
        return len(accesses_of(marketplace_id=shop.marketplace, claim_id=claim_id))


def test_a_handler_sees_that_it_is_there_and_not_what_it_is(desks: Desks, reference: str) -> None:
    page = words(desks.handler().page(f"/handler/claims/{reference}/"))

    assert ASKED in page
    assert "The grade of the injury" in page
    assert "kept closed" in page
    assert GRADE not in page.lower()
    assert looks(desks.shop) == 0


def test_a_handler_who_says_why_sees_it_once_and_that_is_on_record(
    desks: Desks, reference: str
) -> None:
    handler = desks.handler()
    closed = handler.page(f"/handler/claims/{reference}/")
    fields = fields_of(closed, "/open/")

    opened = handler.send(
        f"/handler/claims/{reference}/open/", {**fields, "reason": WHY}, status=200
    )
    again = handler.page(f"/handler/claims/{reference}/")

    assert GRADE in words(opened).lower()
    assert "Open for this once" in words(opened)
    assert GRADE not in words(again).lower()
    claim_id = now(desks.shop).claim_id
    with transaction(desks.shop.marketplace):
        (one,) = accesses_of(marketplace_id=desks.shop.marketplace, claim_id=claim_id)
    assert one.reason == WHY
    assert set(one.facts) == {
        "minor", "represented", "case_in_court", "medical_record", "injury_grade",
    }  # fmt: skip


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_without_a_reason_nothing_is_opened_and_the_page_says_so(
    desks: Desks, reference: str, reason: str
) -> None:
    handler = desks.handler()
    fields = fields_of(handler.page(f"/handler/claims/{reference}/"), "/open/")

    page = words(
        handler.send(f"/handler/claims/{reference}/open/", {**fields, "reason": reason}, status=422)
    )

    assert "Nothing was opened" in page
    assert GRADE not in page.lower()
    assert looks(desks.shop) == 0


def test_nobody_else_opens_it(desks: Desks, reference: str) -> None:
    for other in (desks.buyer(), desks.seller(), desks.programme()):
        answer = other.client.post(f"/handler/claims/{reference}/open/", {"reason": WHY})

        assert answer.status_code in (302, 403, 404)
        assert GRADE not in answer.content.decode().lower()
    assert looks(desks.shop) == 0


def test_an_injury_told_page_by_page_is_sealed_and_its_words_are_closed_to_staff(
    teller: Teller, desks: Desks
) -> None:
    teller.answer(hurt="yes")
    teller.until("people")
    teller.answer(injury_grade=GRADE, medical_record="yes", hurt_who="My daughter")
    teller.until("review")
    assert "My daughter" in teller.words
    teller.press(true="yes")
    reference = teller.reference

    handler = desks.handler()
    closed = handler.page(f"/handler/claims/{reference}/")
    opened = handler.send(
        f"/handler/claims/{reference}/open/",
        {**fields_of(closed, "/open/"), "reason": WHY},
        status=200,
    )

    assert "My daughter" not in words(closed)
    assert "What happened, in the claimant's own words" in words(closed)
    assert "My daughter" in words(opened)
    assert "My daughter" in words(desks.buyer().page(f"/buyer/claims/{reference}/"))
    assert "My daughter" not in everything_in_clear(desks.shop)
    proved(desks.shop)


def test_of_a_claim_that_is_not_there_there_is_no_page(desks: Desks, reference: str) -> None:
    assert reference
    answer = desks.handler().client.post("/handler/claims/AAAA-AAAA-AAAA/open/", {"reason": WHY})

    assert answer.status_code == 404


def test_a_seller_sees_nothing_of_it(desks: Desks, reference: str) -> None:
    state_facts(
        act(desks.shop, now(desks.shop), HANDLER),
        stated={"cause": "product", "defect": "shown"},
        reason="it was tested",
    )

    page = words(desks.seller().page(f"/seller/claims/{reference}/")).lower()

    assert "the grade of the injury" not in page
    assert GRADE not in page
    assert "minor" not in page


def test_its_claimant_sees_their_own(desks: Desks, reference: str) -> None:
    page = words(desks.buyer().page(f"/buyer/claims/{reference}/")).lower()

    assert "the grade of the injury" in page
    assert GRADE in page
    assert "kept closed" not in page


def test_pages_of_an_erased_claim_say_so_and_keep_the_amounts(shop: Shop, desks: Desks) -> None:
    shop.bring(row())
    insured(shop)
    made = make(shop, injury(shop, 80_00))
    shop.pass_days(200)
    forget(shop)

    for desk, side in ((desks.handler(), "handler"), (desks.buyer(), "buyer")):
        page = words(desk.page(f"/{side}/claims/{made.reference}/"))
        assert "$92.00" in page
        assert "slight" not in page.lower()
    page = words(desks.handler().page(f"/handler/claims/{made.reference}/"))
    assert "erased by right" in page
    assert "A part of the loss that was erased." in page
    assert words(desks.seller().page(f"/seller/claims/{made.reference}/"))
    with transaction(shop.marketplace):
        (listed,) = list_claims(marketplace_id=shop.marketplace)
    assert listed.paid_total_minor == 92_00


def test_no_page_sends_what_was_opened_to_be_kept(desks: Desks, reference: str) -> None:
    answer = desks.handler().client.post(f"/handler/claims/{reference}/open/", {"reason": WHY})

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Path(answer.request["PATH_INFO"]).name == "open"
