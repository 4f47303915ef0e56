"""Several claimants of one event on PostgreSQL: each claims alone, one limit holds for all (P3)."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread
from uuid import UUID

import pytest
from django.db import connection, connections

from makewhole.apps.claims.access import ClaimNotFound, claim_for_buyer
from makewhole.apps.claims.actions import confirm_determination, state_facts
from makewhole.apps.claims.commands import file_claim
from makewhole.apps.claims.filing import Filing
from makewhole.apps.claims.loss_actions import (
    accept_offer,
    name_claimant,
    name_occurrence,
    name_occurrence_by_lot,
)
from makewhole.apps.claims.occurrences import lock_occurrences, named
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.notices.queries import inbox
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import Capacity, Head, HeadKind
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import Shop, refused
from tests.apps.claims.test_losses import HANDLER, LEAD, act, insured, loss, make, proved, stands
from tests.apps.order_files import row

FIRE = "Fire in the hall"
LIMIT = 5_000_000_00  # For one event, in the shipped terms.


@pytest.fixture(autouse=True)
def delivered_orders(shop: Shop) -> None:
    shop.bring(row(), row(order_id="A-2", buyer="buyer-2"))
    insured(shop)


def somebody(shop: Shop, name: str = "neighbour") -> UUID:
    with transaction(shop.marketplace):
        return ensure_party(
            marketplace_id=shop.marketplace, kind="buyer", external_ref=name, display_name=name
        )


def of_a_neighbour(shop: Shop, **changed: object) -> Filing:
    filing = loss(shop, 90_00)
    told = replace(
        filing,
        by=HANDLER,
        claimant_id=somebody(shop),
        claimant_reason="she was hurt in the house of the buyer",
    )
    return replace(told, **changed)  # type: ignore[arg-type]


def of_order_two(shop: Shop, minor: int) -> Filing:
    order = shop.order("A-2")
    return replace(loss(shop, minor), order_id=order.order_id, by=shop.buyer("A-2"))


def claim_now(shop: Shop, claim: Claim) -> Claim:
    with transaction(shop.marketplace):
        rows = list_claims(marketplace_id=shop.marketplace)
    return next(found.claim for found in rows if found.claim_id == claim.claim_id)


def pretend_paid(shop: Shop, minor: int) -> None:
    """Let the event have paid so much already; `verify` would find it out."""
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_occurrence SET paid_minor = %s, cap_minor = greatest(cap_minor, %s)",
            [minor, LIMIT],
        )


def event_of(shop: Shop) -> tuple[int, int]:
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT paid_minor, cap_minor FROM claims_occurrence")
        (found,) = cursor.fetchall()
    return found  # type: ignore[no-any-return]


# -- Claimants ------------------------------------------------------------------------------------


def test_a_neighbour_is_paid_on_a_claim_of_her_own_beside_the_buyers(shop: Shop) -> None:
    own = make(shop, loss(shop, 240_00))
    hers = make(shop, of_a_neighbour(shop))
    # What a person writes down for her of the use is looked into by a person to its end.
    cause = {"cause": "product", "defect": "shown"}
    stands(state_facts(act(shop, hers.claim, LEAD), stated=cause, reason="it was tested"))
    shop.pass_days(3)

    assert own.claim.paid_total_minor == 240_00
    assert claim_now(shop, hers.claim).settled_minor == 90_00
    neighbour, buyer_id = somebody(shop), shop.buyer().party_id
    assert buyer_id is not None
    with transaction(shop.marketplace):
        found = claim_for_buyer(
            marketplace_id=shop.marketplace, reference=hers.reference, buyer_id=neighbour
        )
        told = inbox(marketplace_id=shop.marketplace, party_id=neighbour, limit=50, offset=0)
        with pytest.raises(ClaimNotFound):
            claim_for_buyer(
                marketplace_id=shop.marketplace, reference=hers.reference, buyer_id=buyer_id
            )
    assert found.claim_id == hers.claim.claim_id
    assert any("$90.00" in notice.subject for notice in told)
    proved(shop)


def test_the_same_neighbour_does_not_claim_twice(shop: Shop) -> None:
    make(shop, of_a_neighbour(shop))

    again = file_claim(
        marketplace_id=shop.marketplace, filing=of_a_neighbour(shop), at=shop.clock.now
    )

    assert refused(again) == "claim_open_already"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"claimant_reason": ""}, "finding_needs_a_reason", id="no-reason"),
        pytest.param(
            {"heads": (Head(1, HeadKind.PURCHASE_PRICE, 20_00),), "of_heads": ()},
            "price_is_the_buyers",
            id="the-price",
        ),
    ],
)
def test_refuses_a_third_persons_claim(shop: Shop, changed: dict[str, object], reason: str) -> None:
    filing = of_a_neighbour(shop, **changed)

    outcome = file_claim(marketplace_id=shop.marketplace, filing=filing, at=shop.clock.now)

    assert refused(outcome) == reason


def test_an_estate_goes_on_with_the_claim_and_a_lead_signs_with_it(shop: Shop) -> None:
    claim = make(shop, loss(shop, 4200_00)).claim
    heir = somebody(shop, "heir")
    named_by = act(shop, claim, LEAD)

    taken = name_claimant(
        named_by, party_id=heir, capacity=Capacity.ESTATE, reason="certificate of inheritance"
    )
    twice = name_claimant(
        named_by, party_id=heir, capacity=Capacity.ESTATE, reason="certificate of inheritance"
    )

    assert stands(taken).claimant_id == heir
    assert refused(twice) == "claimant_already"
    found = {"cause": "product", "defect": "shown"}
    stands(state_facts(act(shop, claim, HANDLER), stated=found, reason="it was tested"))
    shop.pass_days(45)
    stands(confirm_determination(act(shop, claim, LEAD)))
    alone = accept_offer(act(shop, claim, By(Role.CLAIMANT, heir)))
    assert refused(alone) == "offer_needs_a_lead"
    stands(accept_offer(act(shop, claim, LEAD), reason="together with the heir"))
    shop.pass_days(3)
    assert claim_now(shop, claim).settled_minor == 4200_00
    proved(shop)


# -- Events ---------------------------------------------------------------------------------------


def test_claims_of_two_orders_count_for_one_event(shop: Shop) -> None:
    first, second = make(shop, loss(shop, 4200_00)).claim, make(shop, of_order_two(shop, 240_00))
    assert second.claim.stage is Stage.PAYING  # Decided before anybody found the event.

    stands(name_occurrence(act(shop, first, HANDLER), name=FIRE, reason="the fire brigade"))
    late = name_occurrence(act(shop, second.claim, HANDLER), name=FIRE, reason="the same")

    assert refused(late) == "claim_not_listening"
    proved(shop)


def test_what_is_left_under_the_limit_is_paid_and_no_more(shop: Shop) -> None:
    claim = large(shop)
    stands(name_occurrence(act(shop, claim, HANDLER), name=FIRE, reason="the fire brigade"))
    pretend_paid(shop, LIMIT - 1000_00)

    stands(confirm_determination(act(shop, claim, LEAD)))
    offered = claim_now(shop, claim)

    assert offered.loss is not None
    assert offered.loss.offer is not None
    assert offered.loss.offer.amount_minor == 1000_00
    stands(accept_offer(act(shop, claim, shop.buyer())))
    assert event_of(shop) == (LIMIT, LIMIT)


def test_who_is_decided_first_is_paid_first(shop: Shop) -> None:
    claim = large(shop)
    stands(name_occurrence(act(shop, claim, HANDLER), name=FIRE, reason="the fire brigade"))
    stands(confirm_determination(act(shop, claim, LEAD)))
    pretend_paid(shop, LIMIT - 1000_00)  # Others were faster than the claimant's yes.

    outcome = accept_offer(act(shop, claim, shop.buyer()))

    assert refused(outcome) == "offer_no_longer_stands"
    assert event_of(shop)[0] == LIMIT - 1000_00


def test_an_event_is_locked_until_the_money_of_one_claim_is_counted(shop: Shop) -> None:
    claim = large(shop)
    stands(name_occurrence(act(shop, claim, HANDLER), name=FIRE, reason="the fire brigade"))
    stands(confirm_determination(act(shop, claim, LEAD)))
    event_id = named(shop.marketplace, FIRE).occurrence_id
    is_locked, answers = Event(), []
    accepting = act(shop, claim, shop.buyer())

    def accept() -> None:
        is_locked.wait()
        try:
            answers.append(accept_offer(accepting))
        finally:
            connections.close_all()

    thread = Thread(target=accept)
    thread.start()
    with transaction(shop.marketplace), connection.cursor() as cursor:
        lock_occurrences(marketplace_id=shop.marketplace, occurrence_ids=[event_id])
        is_locked.set()
        thread.join(timeout=0.7)
        assert thread.is_alive()  # It waits for what is left.
        cursor.execute(
            "UPDATE claims_occurrence SET paid_minor = %s, cap_minor = %s", [LIMIT, LIMIT]
        )
    thread.join(timeout=30)

    assert [refused(answer) for answer in answers] == ["offer_no_longer_stands"]
    assert event_of(shop) == (LIMIT, LIMIT)


def test_two_at_the_same_moment_never_pay_more_than_the_limit(shop: Shop) -> None:
    first = large(shop)
    second = large(shop, of_order_two(shop, 4200_00))
    for claim in (first, second):
        stands(name_occurrence(act(shop, claim, HANDLER), name=FIRE, reason="one fire"))
        stands(confirm_determination(act(shop, claim, LEAD)))
    pretend_paid(shop, LIMIT - 4200_00)  # It is enough for one of them.
    answers: list[Claim | Refused] = []

    def accepting(claim: Claim, number: str) -> Callable[[], None]:
        said = act(shop, claim, shop.buyer(number))

        def accept() -> None:
            try:
                answers.append(accept_offer(said))
            finally:
                connections.close_all()

        return accept

    threads = [
        Thread(target=accepting(first, "A-1")), Thread(target=accepting(second, "A-2"))
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(type(answer).__name__ for answer in answers) == ["Claim", "Refused"]
    assert event_of(shop) == (LIMIT, LIMIT)


def test_the_same_product_lot_and_day_is_one_event_on_any_order(shop: Shop) -> None:
    first = large(shop)
    second = large(shop, of_order_two(shop, 4200_00))

    for claim, lot in ((first, "L-77"), (second, " l-77 ")):
        stands(name_occurrence_by_lot(act(shop, claim, HANDLER), lot=lot, reason="one batch"))

    assert event_of(shop) == (0, LIMIT)
    again = name_occurrence_by_lot(act(shop, first, HANDLER), lot="L-77", reason="one batch")
    assert refused(again) == "occurrence_named_already"
    assert refused(name_occurrence_by_lot(act(shop, first, HANDLER), lot=" ", reason="x")) == (
        "occurrence_needs_a_name"
    )
    assert refused(name_occurrence(act(shop, first, HANDLER), name="x" * 201, reason="x")) == (
        "occurrence_needs_a_name"
    )
    stands(name_occurrence(act(shop, first, HANDLER), name=FIRE, reason="another event"))
    proved(shop)


def test_an_event_has_one_currency(shop: Shop) -> None:
    claim = large(shop)
    stands(name_occurrence(act(shop, claim, HANDLER), name=FIRE, reason="the fire brigade"))
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_occurrence SET currency = 'EUR'")
    other = large(shop, of_order_two(shop, 4200_00))

    outcome = name_occurrence(act(shop, other, HANDLER), name=FIRE, reason="the same")

    assert refused(outcome) == "occurrence_in_another_currency"


def test_verify_finds_a_sum_that_is_not_what_was_paid(shop: Shop) -> None:
    claim = large(shop)
    stands(name_occurrence(act(shop, claim, HANDLER), name=FIRE, reason="the fire brigade"))
    proved(shop)
    pretend_paid(shop, 1)

    result = verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None)

    assert any("its sum is not what its claims were paid" in one for one in result.problems)


def large(shop: Shop, filing: Filing | None = None) -> Claim:
    """A loss above the limit that nobody answered: a lead may offer."""
    made = make(shop, filing or loss(shop, 4200_00)).claim
    found = {"cause": "product", "defect": "shown"}
    stands(state_facts(act(shop, made, HANDLER), stated=found, reason="it was tested"))
    shop.pass_days(45)
    return claim_now(shop, made)
