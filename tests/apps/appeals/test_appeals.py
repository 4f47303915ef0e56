"""Appeals and contests through the commands, in a shop of the test's own: rows, books, notices."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from makewhole.apps.appeals.commands import (
    On,
    appeal_id_of,
    correct_slip,
    decide_appeal,
    file_appeal,
    pass_on,
    record_finding,
    withdraw_appeal,
)
from makewhole.apps.appeals.queries import appeals_of_claim, overturn_counts
from makewhole.apps.claims.queries import ClaimRow, determinations_of, list_claims
from makewhole.apps.ledger.queries import balances
from makewhole.apps.notices.queries import notices_of_claim
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.reporting.report import report
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Result, Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import LOST, Shop, filed, refused, shop
from tests.apps.order_files import row

__all__ = ["shop"]

OURS = Found("fulfilled_by", "marketplace", "The scan is of our own warehouse.")
REASONS = Reasons("We looked at everything again.", "It was our own parcel.")
KINDS = {"handler": Role.HANDLER, "lead": Role.LEAD}


@pytest.fixture
def people(shop: Shop) -> dict[str, By]:
    with transaction(shop.marketplace):
        return {
            kind: By(
                role,
                ensure_party(
                    marketplace_id=shop.marketplace,
                    kind=kind,
                    external_ref=f"{kind}-1",
                    display_name=kind,
                ),
            )
            for kind, role in KINDS.items()
        }


@pytest.fixture
def paid(shop: Shop, people: dict[str, By]) -> ClaimRow:
    """A lost order's claim, paid and charged to its seller."""
    assert people
    shop.bring(row(**LOST))
    filed(shop.claim())
    shop.work()
    shop.pass_days(10)  # However slow the rail is.
    return claim_of(shop)


def claim_of(shop: Shop) -> ClaimRow:
    with transaction(shop.marketplace):
        return list_claims(marketplace_id=shop.marketplace)[0]


def on_last(shop: Shop, row_: ClaimRow, side: Side, by: By) -> tuple[On, UUID]:
    with transaction(shop.marketplace):
        made = determinations_of(marketplace_id=shop.marketplace, claim_id=row_.claim_id)
    last = made[-1].determination_id
    appeal_id = appeal_id_of(last, side)
    return On(shop.marketplace, row_.claim_id, appeal_id, by, shop.clock.now), last


def contested(shop: Shop, row_: ClaimRow) -> tuple[On, Appeal]:
    """The seller's contest, and the reviewer's place at it."""
    on, last = on_last(shop, row_, Side.SELLER, By(Role.SELLER, row_.seller_id))
    made = file_appeal(on, determination_id=last, side=Side.SELLER, because="You sent it.")
    assert isinstance(made, Appeal), made
    assert made.reviewer is not None
    return replace(on, by=made.reviewer), made


def proved(shop: Shop) -> None:
    found = verify(marketplace_id=shop.marketplace, progress=lambda _what, _count: None)
    assert found.problems == []


def owed_by_sellers(shop: Shop) -> int:
    with transaction(shop.marketplace):
        found = balances(marketplace_id=shop.marketplace)
    return sum(one.balance_minor for one in found if one.code == "receivable.seller")


def test_a_contest_that_is_won_turns_the_cost_and_nothing_else(shop: Shop, paid: ClaimRow) -> None:
    on, _ = contested(shop, paid)
    assert not isinstance(record_finding(on, OURS), Refused)
    before = owed_by_sellers(shop)

    decided = decide_appeal(on, REASONS)
    shop.work()

    assert isinstance(decided, Appeal), decided
    assert (decided.result, decided.freed_minor) == (Result.REVERSED, before)
    assert owed_by_sellers(shop) == 0
    after = claim_of(shop)
    assert (after.stage, after.closed_as) == ("closed", "paid")
    assert after.paid_total_minor == after.settled_minor == paid.paid_total_minor
    proved(shop)
    with transaction(shop.marketplace):
        told = report(marketplace_id=shop.marketplace)
        (count,) = overturn_counts(marketplace_id=shop.marketplace)
    assert told.money["USD"]["borne_by_seller_minor"] == 0
    assert (count.side, count.decided, count.overturned) == ("seller", 1, 1)


def test_both_sides_are_told_of_each_step(shop: Shop, paid: ClaimRow) -> None:
    on, _ = contested(shop, paid)
    decide_appeal(on, REASONS)
    shop.work()

    with transaction(shop.marketplace):
        subjects = {
            audience: [
                notice.subject
                for notice in notices_of_claim(
                    marketplace_id=shop.marketplace,
                    claim_id=paid.claim_id,
                    reference=paid.reference,
                    audience=audience,
                )
            ][:2]
            for audience in ("claimant", "seller")
        }
    reference = paid.reference
    assert set(subjects["seller"]) == {
        f"You bear the cost of claim {reference}",
        f"We have your contest on claim {reference}",
    }
    assert f"The seller contests the cost of claim {reference}" in subjects["claimant"]
    proved(shop)


def test_filed_twice_it_is_one(shop: Shop, paid: ClaimRow) -> None:
    on, made = contested(shop, paid)
    again = replace(on, by=By(Role.SELLER, paid.seller_id))

    second = file_appeal(
        again, determination_id=made.determination_id, side=Side.SELLER, because="You sent it."
    )

    assert refused(second) == "appeal_filed_already"
    with transaction(shop.marketplace):
        assert len(appeals_of_claim(marketplace_id=shop.marketplace, claim_id=paid.claim_id)) == 1


def test_what_one_had_not_before_one_is_not_decided(shop: Shop, paid: ClaimRow) -> None:
    on, _ = contested(shop, paid)

    decided = decide_appeal(replace(on, seen_version=1), REASONS)

    assert refused(decided) == "appeal_changed_meanwhile"


def test_our_own_delay_brings_a_lead_by_itself(shop: Shop, paid: ClaimRow) -> None:
    contested(shop, paid)

    worked = shop.pass_days(30)

    assert worked.is_whole
    with transaction(shop.marketplace):
        (row_,) = appeals_of_claim(marketplace_id=shop.marketplace, claim_id=paid.claim_id)
    assert row_.appeal.is_with_lead
    proved(shop)


def test_a_contest_can_be_taken_back(shop: Shop, paid: ClaimRow) -> None:
    on, _ = contested(shop, paid)
    before = owed_by_sellers(shop)

    ended = withdraw_appeal(replace(on, by=By(Role.SELLER, paid.seller_id)))
    shop.work()

    assert isinstance(ended, Appeal), ended
    assert owed_by_sellers(shop) == before > 0
    proved(shop)


def test_the_reviewer_may_pass_it_on(shop: Shop, paid: ClaimRow, people: dict[str, By]) -> None:
    on, _ = contested(shop, paid)
    passed = pass_on(on, because="It is my neighbour's shop.")
    assert isinstance(passed, Appeal), passed

    decided = decide_appeal(replace(on, by=people["lead"]), REASONS)

    assert isinstance(decided, Appeal), decided
    proved(shop)


def test_a_value_that_the_terms_cannot_take_is_refused(shop: Shop, paid: ClaimRow) -> None:
    on, _ = contested(shop, paid)

    assert refused(record_finding(on, replace(OURS, value="nobody"))) == "fact_not_acceptable"


def test_a_claim_of_nobody_has_no_appeal(shop: Shop, paid: ClaimRow) -> None:
    on, made = contested(shop, paid)
    elsewhere = replace(on, claim_id=UUID(int=1))

    assert refused(decide_appeal(elsewhere, REASONS)) == "claim_not_found"
    assert made.claim_id == paid.claim_id


def test_a_slip_is_put_right_and_marked_so(
    shop: Shop, paid: ClaimRow, people: dict[str, By]
) -> None:
    on, last = on_last(shop, paid, Side.PROGRAMME, people["handler"])

    corrected = correct_slip(on, determination_id=last, found=[OURS], because=REASONS)
    shop.work()

    assert isinstance(corrected, Appeal), corrected
    assert corrected.result is Result.SLIP
    assert owed_by_sellers(shop) == 0
    proved(shop)


def test_the_last_day_ends_where_the_market_is(shop: Shop, paid: ClaimRow) -> None:
    on, last = on_last(shop, paid, Side.SELLER, By(Role.SELLER, paid.seller_id))
    late = replace(on, at=on.at + timedelta(days=31))

    made = file_appeal(late, determination_id=last, side=Side.SELLER, because="You sent it.")

    assert refused(made) == "appeal_too_late"
