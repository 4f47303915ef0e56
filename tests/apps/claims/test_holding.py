"""Claims that people work on, on PostgreSQL: held, bounded by limits, proved from the journal."""

from uuid import UUID

import pytest

from makewhole.apps.claims.actions import Act, confirm_determination, state_facts
from makewhole.apps.claims.holding import assign_claim, waiting_for_people
from makewhole.apps.claims.queries import claims_by_id
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.mandates import Changes, change_mandate
from makewhole.apps.parties.mandates import staff as all_staff
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.queueing import Standing, in_order
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import LOST, Shop, filed, refused
from tests.apps.order_files import row

KINDS = {"hana": "handler", "hugo": "handler", "lena": "lead"}


@pytest.fixture
def staff(shop: Shop) -> dict[str, By]:
    with transaction(shop.marketplace):
        return {
            name: By(
                Role(kind),
                ensure_party(
                    marketplace_id=shop.marketplace,
                    kind=kind,
                    external_ref=name,
                    display_name=name,
                ),
            )
            for name, kind in KINDS.items()
        }


@pytest.fixture
def claim(shop: Shop) -> Claim:
    """A parcel that was lost, above what is decided by itself: a person has to say yes."""
    shop.bring(row(price="260.00", paid="264.99", **LOST))
    shop.pass_days(30)
    made = filed(shop.claim())
    assert made.claim.stage is Stage.ASSESSING
    return made.claim


def bound(shop: Shop, who: By, changes: Changes) -> None:
    assert who.party_id is not None
    with transaction(shop.marketplace):
        done = change_mandate(
            marketplace_id=shop.marketplace,
            party_id=who.party_id,
            changes=changes,
            by=None,
            at=shop.clock.now,
        )
    assert not isinstance(done, Refused), done


def act(shop: Shop, claim: Claim, by: By) -> Act:
    return Act(shop.marketplace, claim.claim_id, by, shop.clock.now)


def confirms(shop: Shop, claim: Claim, by: By) -> Claim | Refused:
    return confirm_determination(act(shop, claim, by))


def queue(shop: Shop, who: By) -> list[Standing]:
    with transaction(shop.marketplace):
        people = all_staff(marketplace_id=shop.marketplace, at=shop.clock.now).people
        waiting = waiting_for_people(marketplace_id=shop.marketplace)
    (me,) = [one for one in people if one.by == who]
    return [stands for _, stands in in_order(waiting, me, people)]


def proved(shop: Shop) -> None:
    shop.work()
    result = verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None)
    assert result.problems == []


def test_what_exceeds_a_limit_goes_on_to_somebody_else(
    shop: Shop, staff: dict[str, By], claim: Claim
) -> None:  # P9
    bound(shop, staff["hana"], Changes(limits=(("USD", 100_00),)))
    before = [queue(shop, staff[name]) for name in ("hana", "hugo", "lena")]

    first = confirms(shop, claim, staff["hana"])
    again = confirms(shop, claim, staff["hana"])
    after = [queue(shop, staff[name]) for name in ("hana", "hugo")]
    second = confirms(shop, claim, staff["hugo"])

    assert before == [[Standing.AGREES_FIRST], [Standing.FREE], [Standing.FREE]]
    assert isinstance(first, Claim)
    assert first.stage is Stage.ASSESSING
    assert refused(again) == "second_person_needed"
    assert after == [[Standing.AGREED_ALREADY], [Standing.FREE]]
    assert isinstance(second, Claim)
    assert second.stage is Stage.PAYING
    proved(shop)


def test_a_held_claim_is_left_alone_until_it_is_handed_over(
    shop: Shop, staff: dict[str, By], claim: Claim
) -> None:
    hana, hugo = staff["hana"], staff["hugo"]
    taken = assign_claim(act(shop, claim, hana), to=hana.party_id)
    seen = [queue(shop, who) for who in (hana, hugo, staff["lena"])]
    not_his = confirms(shop, claim, hugo)
    found = state_facts(
        act(shop, claim, hugo), stated={"dishonesty": "none"}, reason="he looks honest"
    )

    over = assign_claim(act(shop, claim, hana), to=hugo.party_id, reason="he knows the seller")

    assert isinstance(taken, Claim)
    assert seen == [[Standing.HELD], [Standing.HELD_BY_ANOTHER], [Standing.HELD_BY_ANOTHER]]
    assert refused(not_his) == "claim_held_by_another"
    assert refused(found) == "claim_held_by_another"
    assert isinstance(over, Claim)
    assert over.held_by == hugo
    assert isinstance(confirms(shop, claim, hugo), Claim)
    with transaction(shop.marketplace):
        stands = claims_by_id(marketplace_id=shop.marketplace, claim_ids=[claim.claim_id])
    assert stands[claim.claim_id].claim.stage is Stage.PAYING
    proved(shop)


def test_a_claim_goes_to_people_of_ours_only(
    shop: Shop, staff: dict[str, By], claim: Claim
) -> None:
    stranger = assign_claim(act(shop, claim, staff["lena"]), to=UUID(int=5), reason="hers")

    assert refused(stranger) == "person_decides_nothing"
