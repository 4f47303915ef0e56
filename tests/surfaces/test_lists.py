"""Lists of claims: what was paid, what is asked, in the order of the due times they show."""

from importlib import import_module

from django.db import connection

from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground
from tests.apps.claims.shop import shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, fields_of, living_addresses
from tests.surfaces.test_desks import AUTUMN, LATE, LOST, claimed, words

__all__ = ["desks", "living_addresses", "shop"]

COPY_DUE_TIME = import_module(
    "makewhole.apps.claims.migrations.0003_due_time_as_shown"
).COPY_DUE_TIME
DEAR = {**LOST, "price": "400.00", "paid": "404.99"}  # A person decides it.


def listed(desks: Desks) -> list[str]:
    """Answer the lists of the claim's two sides."""
    return [
        words(desks.buyer().page("/buyer/claims/")),
        words(desks.seller().page("/seller/claims/")),
    ]


def test_a_list_says_what_was_paid_beside_what_was_asked(desks: Desks) -> None:
    claimed(desks, Ground.LATE, row(**LATE))
    desks.shop.pass_days(40)  # The shipping was paid, and the goods were kept.

    for text in listed(desks):
        assert "Closed: paid" in text
        assert "paid $4.99 asked $29.49" in text


def test_a_list_says_that_a_denied_amount_was_only_asked(desks: Desks) -> None:
    claimed(desks, Ground.LATE, row(**AUTUMN))
    desks.shop.pass_days(40)

    for text in listed(desks):
        assert "Closed: denied" in text
        assert "asked $29.49" in text
        assert "paid $" not in text


def test_a_list_says_that_all_was_paid_once(desks: Desks) -> None:
    claimed(desks, Ground.NOT_RECEIVED, row(**LOST))
    desks.shop.pass_days(7)

    for text in listed(desks):
        assert "paid $29.49" in text
        assert "asked" not in text


def test_lists_are_ordered_by_the_due_time_they_show(desks: Desks) -> None:
    found = overtaken(desks)

    assert found.due_at == found.claim.due_at


def test_the_migration_gives_a_row_the_due_time_that_lists_show(desks: Desks) -> None:
    found = overtaken(desks)
    with transaction(desks.shop.marketplace), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET due_at = %s", [found.claim.decide_by])
        cursor.execute(COPY_DUE_TIME)

    assert latest(desks).due_at == found.claim.due_at


def overtaken(desks: Desks) -> ClaimRow:
    """Answer a claim on which our own time to decide ends before the clock of its stage."""
    desks.shop.pass_days(1)
    claimed(desks, Ground.NOT_RECEIVED, row(**DEAR))
    desks.shop.pass_days(28)
    for _ in range(4):
        found = latest(desks)
        decide_by, due_at = found.claim.decide_by, found.claim.due_at
        if decide_by is not None and due_at is not None and decide_by < due_at:
            return found
        desks.shop.pass_days(1)
    raise AssertionError("our own time to decide never ended first")


def latest(desks: Desks) -> ClaimRow:
    with transaction(desks.shop.marketplace):
        return list_claims(marketplace_id=desks.shop.marketplace)[0]


def test_a_seller_marks_the_inbox_as_read_by_an_act(desks: Desks) -> None:
    claimed(desks, Ground.NOT_RECEIVED, row(**LOST))
    seller = desks.seller()
    page = seller.page("/seller/inbox/")
    assert "1 notice is new." in words(seller.page("/seller/inbox/"))

    page = seller.send("/seller/inbox/", fields_of(page, "/inbox/"))
    assert "You have read everything." in words(page)


def test_a_page_beyond_the_last_says_that_nothing_stands_there(desks: Desks) -> None:
    text = words(desks.handler().page("/handler/queue/?page=99"))

    assert "Nothing stands on this page." in text
    assert "4,900" not in text
