"""The demo's losses: each stands somewhere else, so that every page has something to show."""

from random import Random

from makewhole.apps.claims.loss_drafts import draft_typed
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Stage
from makewhole.surfaces.cli.demo_actors import Cast
from makewhole.surfaces.cli.demo_losses import somebody_loses
from tests.apps.claims.shop import Shop, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.tellers import Teller

__all__ = ["desks", "living_addresses", "shop"]

DAYS_LEFT = (11, 8, 5, 2, 1, 0)


def test_each_story_stands_at_another_stage(shop: Shop, desks: Desks) -> None:
    numbers = [f"A-{number}" for number in range(len(DAYS_LEFT))]
    shop.bring(
        *(
            row(order_id=number, buyer=f"buyer-{number}", seller=f"Seller {number}")
            for number in numbers
        )
    )
    with transaction(shop.marketplace):
        handler = ensure_party(
            marketplace_id=shop.marketplace,
            kind="handler",
            external_ref="handler-1",
            display_name="Hana",
        )
    cast = Cast(shop.marketplace, handler, handler, Random(1))  # noqa: S311 - no secrecy is needed
    before = DAYS_LEFT[0]
    for number, left in zip(numbers, DAYS_LEFT, strict=True):
        shop.pass_days(before - left)
        before = left
        assert somebody_loses(cast, [shop.order(number)], at=shop.clock.now, left=left)
    assert not somebody_loses(cast, [shop.order("A-0")], at=shop.clock.now, left=3)

    with transaction(shop.marketplace):
        rows = list_claims(marketplace_id=shop.marketplace)
        (draft,) = [one for one in rows if one.claim.stage is Stage.DRAFT]
        typed = draft_typed(
            marketplace_id=shop.marketplace, claim_id=draft.claim_id, vault=this_vault()
        )
    # The latest money may have arrived by now or not: the rail takes its own time.
    assert {one.claim.stage for one in rows} - {Stage.PAYING} == {
        Stage.CLOSED,
        Stage.AWAITING_ANSWERS,
        Stage.NEEDS_CLAIMANT,
        Stage.REFERRED,
        Stage.DRAFT,
    }
    assert typed["trail"] == "hurt incident"
    told = Teller(desks.buyer("buyer-A-5"), at=f"/buyer/claims/{draft.reference}/loss/next/")
    told.go("next")
    assert told.matter == "claimant"
    result = verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None)
    assert result.problems == []
