"""Our people at their queues: what is theirs first, and claims change hands with a reason."""

import pytest

from makewhole.apps.parties.mandates import Changes, change_mandate
from makewhole.apps.parties.queries import party_named
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.claims.shop import LOST, Shop, filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading

__all__ = ["desks", "living_addresses", "shop"]


@pytest.fixture
def reference(shop: Shop, desks: Desks) -> str:
    assert desks.shop is shop
    shop.bring(
        row(price="260.00", paid="264.99", **LOST),
        row(order_id="A-2", buyer="buyer-2", price="900.00", paid="904.99", **LOST),
    )
    shop.pass_days(30)
    small = filed(shop.claim("A-1"))
    filed(shop.claim("A-2"))
    return small.reference


def bound(shop: Shop, kind: str, changes: Changes) -> None:
    with transaction(shop.marketplace):
        who = party_named(marketplace_id=shop.marketplace, kind=kind, external_ref=f"{kind}-1")
        assert who is not None
        change_mandate(
            marketplace_id=shop.marketplace,
            party_id=who.party_id,
            changes=changes,
            by=None,
            at=shop.clock.now,
        )


def text(page: Reading) -> str:
    (main,) = page.all("main")
    return main.text


def rows(page: Reading) -> list[str]:
    return [tr.text for tr in page.all("tr") if tr.within("tbody")]


def press(desk: Desk, reference: str, **fields: str) -> Reading:
    page = desk.page(f"/handler/claims/{reference}/")
    return desk.send(
        f"/handler/claims/{reference}/assign/", {**fields_of(page, "/assign/"), **fields}
    )


def me(desk: Desk, reference: str) -> str:
    page = desk.page(f"/handler/claims/{reference}/")
    return next(b.attributes["value"] for b in page.all("button") if b.text == "Take this claim")


def test_what_is_above_a_limit_comes_after_what_is_not(
    shop: Shop, desks: Desks, reference: str
) -> None:
    bound(shop, "handler", Changes(limits=(("USD", 500_00),)))

    mine, not_mine = rows(desks.handler().page("/handler/queue/"))

    assert reference in mine
    assert "above your limit" not in mine
    assert "above your limit: agree first" in not_mine


def test_a_yes_above_the_limit_says_that_it_is_the_first_of_two(
    shop: Shop, desks: Desks, reference: str
) -> None:
    bound(shop, "handler", Changes(limits=(("USD", 100_00),)))
    hana = desks.handler()
    address = f"/handler/claims/{reference}/"
    page = hana.page(address)
    assert "Your yes is the first of two" in text(page)

    after = hana.send(f"{address}confirm/", fields_of(page, "/confirm/"))

    assert "You agreed already; somebody else has to agree too." in text(after)
    assert "Your yes is the first of two" not in text(desks.lead().page(address))


def test_a_claim_is_taken_and_handed_over_with_a_reason(desks: Desks, reference: str) -> None:
    hana, lena = desks.handler(), desks.lead()
    taken = press(hana, reference, to=me(hana, reference))
    assert "You do." in text(taken)
    assert "with Hana" in "".join(rows(lena.page("/handler/queue/")))

    page = hana.page(f"/handler/claims/{reference}/")
    (to_lena,) = [
        control.attributes["value"]
        for control in page.all("input")
        if control.attributes.get("name") == "to" and control.attributes["value"] != "queue"
    ]
    fields = {**fields_of(page, "/assign/"), "to": to_lena}
    refused = hana.send(f"/handler/claims/{reference}/assign/", fields, status=409)
    assert "Say why: whoever works on it next reads it." in text(refused)

    press(hana, reference, to=to_lena, **{"handing-over": "She knows the seller."})

    assert "You do." in text(lena.page(f"/handler/claims/{reference}/"))
    buyers = desks.buyer().page(f"/buyer/claims/{reference}/")
    timeline = text(hana.page(f"/handler/claims/{reference}/"))
    assert "The claim was handed over: She knows the seller." in timeline
    assert "She knows the seller" not in text(buyers)


def test_a_claim_goes_back_to_the_queue(desks: Desks, reference: str) -> None:
    hana = desks.handler()
    press(hana, reference, to=me(hana, reference))

    after = press(hana, reference, to="queue", **{"handing-over": "I am away."})

    assert "Nobody in particular" in text(after)


def test_a_claim_goes_to_nobody_who_is_not_there(desks: Desks, reference: str) -> None:
    lena = desks.lead()
    page = lena.page(f"/handler/claims/{reference}/")
    fields = {**fields_of(page, "/assign/"), "to": "somebody"}

    told = lena.send(f"/handler/claims/{reference}/assign/", fields, status=422)

    assert "There is no handler and no lead of that name." in text(told)


def test_a_lead_sees_what_nobody_at_work_can_finish(
    shop: Shop, desks: Desks, reference: str
) -> None:
    for kind in ("handler", "lead"):
        bound(shop, kind, Changes(limits=(("USD", 500_00),)))

    first, second = rows(desks.lead().page("/handler/queue/"))

    assert reference in first + second
    assert "nobody at work may finish this alone" in first + second
