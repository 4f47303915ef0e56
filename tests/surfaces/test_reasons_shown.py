"""What a reader is told of an answer: what they could have done, and where else a part was paid."""

import pytest

from makewhole.core.claim.stages import Ground
from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.reading import Reading
from tests.surfaces.test_desks import AUTUMN, LATE, LOST, claimed, words

__all__ = ["desks", "living_addresses", "shop"]


def changed(page: Reading) -> str:
    """Answer what stands under "What would have changed it"."""
    return next(
        element.text for element in page.all("section") if element.attributes.get("id") == "changed"
    )


@pytest.mark.parametrize(
    ("ground", "order"),
    [(Ground.LATE, LATE), (Ground.LATE, AUTUMN), (Ground.NOT_RECEIVED, LOST)],
)
def test_nobody_is_told_what_they_could_not_have_done(
    desks: Desks, ground: Ground, order: dict[str, str]
) -> None:
    reference = claimed(desks, ground, row(**order))
    buyer = changed(desks.buyer().page(f"/buyer/claims/{reference}/"))
    seller = changed(desks.seller().page(f"/seller/claims/{reference}/"))

    for text in (buyer, seller):
        assert "withdrawn" not in text
        assert "the ground of the claim" not in text
        assert "borne by" not in text
    assert "delivery date" not in buyer
    assert "Nothing that you could have done would by itself have made it better" in buyer


def test_a_part_paid_on_another_claim_names_that_claim(desks: Desks) -> None:
    first = claimed(desks, Ground.LATE, row(**LATE))
    desks.shop.pass_days(1)
    second = filed(
        desks.shop.claim(
            ground=Ground.DAMAGED,
            by=desks.shop.buyer(),
            seller_contacted=True,
            contacted_at=desks.shop.clock.now.replace(day=1),
            photos=2,
        )
    ).reference
    desks.shop.pass_days(40)
    page = desks.buyer().page(f"/buyer/claims/{second}/")
    said = f"about the same items allowed $4.99: claim {first} "

    assert said in words(page)
    assert said.replace(first, second) not in words(desks.buyer().page(f"/buyer/claims/{first}/"))
    assert "Nothing that you could have done" in changed(page)  # Paid as far as it can be.


def test_a_seller_reads_what_would_have_been_better_for_them(desks: Desks) -> None:
    reference = claimed(desks, Ground.LATE, row(**LATE))
    text = changed(desks.seller().page(f"/seller/claims/{reference}/"))

    assert "Had it been delivered on 10 November 2026, " in text


def test_a_lapsed_claim_says_that_it_ended_undecided(desks: Desks) -> None:
    desks.shop.bring(row(**AUTUMN))
    made = filed(desks.shop.claim(ground=Ground.DAMAGED, by=desks.shop.buyer(), photos=0))
    address = f"/buyer/claims/{made.reference}/"
    assert "Nothing is decided yet." in words(desks.buyer().page(address))
    desks.shop.pass_days(40)

    text = words(desks.buyer().page(address))
    assert "It ended without a decision, and nothing was paid on it." in text
    assert "Nothing is decided yet." not in text
