"""Holds, retention and erasure: what may go goes, all else stays and still proves."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from makewhole.apps.claims.queries import claim_by_reference
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.people import (
    PersonFacts,
    erase_person,
    keep_personal_facts,
    personal_facts,
)
from makewhole.apps.parties.texts import erase_texts
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.privacy.commands import (
    lift_legal_hold,
    set_legal_hold,
)
from makewhole.apps.privacy.erasing import (
    Erased,
    Standing,
    Who,
    erase_on_request,
    past_their_time,
)
from makewhole.apps.privacy.queries import legal_holds
from makewhole.apps.reporting.claim_file import claim_file
from makewhole.apps.tenancy.queries import markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.values import By
from makewhole.core.kernel.outcome import Refused
from tests.apps.appeals.test_appeals import claim_of, contested, people
from tests.apps.claims.in_clear import everything_in_clear
from tests.apps.claims.shop import LOST, Shop, shop
from tests.apps.claims.test_losses import insured, loss, make, now, proved
from tests.apps.claims.test_private_facts import buyer_id, injury, verified
from tests.apps.order_files import row

__all__ = ["people", "shop"]

YEARS_3 = 3 * 366


@pytest.fixture(autouse=True)
def delivered_order(shop: Shop) -> None:
    shop.bring(row())


def boss(shop: Shop) -> UUID:
    with transaction(shop.marketplace):
        return ensure_party(
            marketplace_id=shop.marketplace,
            kind="lead",
            external_ref="lena",
            display_name="Lena",
        )


def who(shop: Shop, *, is_dry_run: bool = False, days: int = 0) -> Who:
    at = shop.clock.now + timedelta(days=days)
    return Who(shop.marketplace, boss(shop), at, is_dry_run=is_dry_run)


def forget(shop: Shop, *, is_dry_run: bool = False, days: int = 0) -> Erased:
    asked, person = who(shop, is_dry_run=is_dry_run, days=days), buyer_id(shop)
    with transaction(shop.marketplace):
        return erase_on_request(asked, person_id=person)


def over(shop: Shop, *, is_dry_run: bool = False, days: int = 0) -> tuple[Standing, ...]:
    asked = who(shop, is_dry_run=is_dry_run, days=days)
    with transaction(shop.marketplace):
        return past_their_time(asked)


def hold(shop: Shop, *, on_person: bool = False) -> UUID:
    by, person, claim = boss(shop), buyer_id(shop), now(shop).claim_id
    with transaction(shop.marketplace):
        held = set_legal_hold(
            marketplace_id=shop.marketplace,
            claim_id=None if on_person else claim,
            party_id=person if on_person else None,
            reason="the court asked for it",
            by=by,
            at=shop.clock.now,
        )
    assert isinstance(held, UUID)
    return held


@pytest.fixture
def paid(shop: Shop) -> Shop:
    """An injury that was paid and is closed, of a buyer whose name is on file."""
    insured(shop)
    make(shop, injury(shop, 80_00))
    shop.pass_days(3)
    shop.work()
    person = buyer_id(shop)
    with transaction(shop.marketplace):
        keep_personal_facts(
            marketplace_id=shop.marketplace,
            party_id=person,
            facts=PersonFacts(name="Ann Ash", email="ann@example.com"),
            vault=this_vault(),
        )
    assert now(shop).is_closed
    return shop


class TestErasureOnRequest:
    def test_takes_nothing_of_an_open_claim(self, shop: Shop) -> None:
        make(shop, injury(shop, 900_00))

        erased = forget(shop)

        assert [one.kept_because for one in erased.claims] == ["claim_open"]
        assert (erased.person, erased.person_kept_because) == (False, "claim_open")
        assert verified(shop).erased == 0

    def test_waits_until_nobody_can_appeal_any_more(self, paid: Shop) -> None:
        assert [one.kept_because for one in forget(paid).claims] == ["can_be_appealed"]

        paid.pass_days(200)

        assert [one.kept_because for one in forget(paid).claims] == [""]

    def test_leaves_the_books_and_the_chain_and_names_what_is_not_replayed(
        self, paid: Shop
    ) -> None:
        paid.pass_days(200)
        before = verified(paid)
        erased = forget(paid)

        result = verified(paid)

        assert erased.person
        assert erased.claims[0].texts > 5
        assert result.problems == []
        assert len(result.not_replayed) == 1
        assert (result.transfers, result.events) == (before.transfers, before.events)
        assert (result.texts, result.erased) == (0, before.texts)
        person = buyer_id(paid)
        with transaction(paid.marketplace):
            found = personal_facts(
                marketplace_id=paid.marketplace, party_id=person, vault=this_vault()
            )
        assert found is None

    def test_leaves_a_file_that_can_still_be_read(self, paid: Shop) -> None:
        paid.pass_days(200)
        forget(paid)
        claim = now(paid)

        with transaction(paid.marketplace):
            cursor = connection.cursor()
            cursor.execute("SELECT reference FROM claims_claim")
            found = claim_by_reference(
                marketplace_id=paid.marketplace, reference=cursor.fetchone()[0]
            )
            assert found is not None
            file = claim_file(
                found,
                marketplace_id=paid.marketplace,
                markets=markets_of(marketplace_id=paid.marketplace),
                at=paid.clock.now,
            )
        assert (file.is_erased, file.determinations) == (True, ())
        assert sum(part.allowed_minor for part in claim.parts) == 92_00

    def test_a_dry_run_says_it_and_erases_nothing(self, paid: Shop) -> None:
        paid.pass_days(200)

        erased = forget(paid, is_dry_run=True)

        assert erased.person
        assert verified(paid).erased == 0

    def test_a_hold_on_the_person_or_a_claim_stops_it(self, paid: Shop) -> None:
        paid.pass_days(200)
        on_claim = hold(paid)
        assert [one.kept_because for one in forget(paid).claims] == ["legal_hold"]
        by = boss(paid)
        with transaction(paid.marketplace):
            lifted = lift_legal_hold(
                marketplace_id=paid.marketplace,
                hold_id=on_claim,
                reason="the case is over",
                by=by,
                at=paid.clock.now,
            )
        assert not isinstance(lifted, Refused)
        hold(paid, on_person=True)

        erased = forget(paid)

        assert (erased.person, erased.person_kept_because) == (False, "legal_hold")
        assert verified(paid).erased == 0

    def test_an_open_contest_stops_it(self, shop: Shop, people: dict[str, By]) -> None:
        assert people
        make(shop, loss(shop, 240_00))
        shop.pass_days(12)
        contested(shop, claim_of(shop))

        assert [one.kept_because for one in forget(shop).claims] == ["appeal_open"]

    def test_somebody_else_is_not_touched(self, paid: Shop) -> None:
        paid.bring(row(order_id="B-1", buyer="buyer-2", **LOST), row())
        other = paid.buyer("B-1").party_id
        assert other is not None
        with transaction(paid.marketplace):
            keep_personal_facts(
                marketplace_id=paid.marketplace,
                party_id=other,
                facts=PersonFacts(name="Bob Beech"),
                vault=this_vault(),
            )
        paid.pass_days(200)
        forget(paid)

        with transaction(paid.marketplace):
            found = personal_facts(
                marketplace_id=paid.marketplace, party_id=other, vault=this_vault()
            )
        assert found == PersonFacts(name="Bob Beech")


class TestRetention:
    def test_is_over_on_the_day_after_the_years_of_the_terms(self, paid: Shop) -> None:
        rested = now(paid).changed_at
        last = rested.replace(year=rested.year + 3)
        to_last = (last - paid.clock.now).days

        assert over(paid, is_dry_run=True, days=to_last) == ()
        (one,) = over(paid, is_dry_run=True, days=to_last + 2)
        assert one.keep_until == last.date()

    def test_erases_what_is_over_and_what_is_left_proves(self, paid: Shop) -> None:
        (listed,) = over(paid, is_dry_run=True, days=YEARS_3)
        assert verified(paid).erased == 0
        (gone,) = over(paid, days=YEARS_3)

        assert (listed.reference, gone.kept_because) == (gone.reference, "")
        assert gone.texts > 5
        assert verified(paid).problems == []
        assert over(paid, days=YEARS_3) == ()
        person = buyer_id(paid)
        with transaction(paid.marketplace):
            found = personal_facts(
                marketplace_id=paid.marketplace, party_id=person, vault=this_vault()
            )
        assert found is not None  # The person is still a buyer here; only the claim's time is over.

    def test_destroys_the_key_with_the_last_that_was_sealed_under_it(self, shop: Shop) -> None:
        insured(shop)
        make(shop, injury(shop, 80_00))
        shop.pass_days(3)
        over(shop, days=YEARS_3)

        with transaction(shop.marketplace), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM parties_personkey")
            assert cursor.fetchone() == (0,)
        proved_erased = verified(shop)
        assert proved_erased.problems == []

    def test_lists_what_is_held_and_leaves_it(self, paid: Shop) -> None:
        hold(paid)

        (held,) = over(paid, days=YEARS_3)

        assert held.kept_because == "legal_hold"
        proved(paid)

    def test_never_touches_an_open_claim(self, shop: Shop) -> None:
        make(shop, injury(shop, 900_00))

        assert over(shop, days=10 * 366) == ()
        proved(shop)


class TestHolds:
    def test_need_a_reason_and_are_lifted_once(self, paid: Shop) -> None:
        held, by = hold(paid), boss(paid)

        def lift(reason: str) -> object:
            with transaction(paid.marketplace):
                return lift_legal_hold(
                    marketplace_id=paid.marketplace,
                    hold_id=held,
                    reason=reason,
                    by=by,
                    at=paid.clock.now,
                )

        assert lift(" ") == Refused("reason_missing")
        assert not isinstance(lift("the case is over"), Refused)
        assert lift("once more") == Refused("no_such_legal_hold")
        with transaction(paid.marketplace):
            assert legal_holds(marketplace_id=paid.marketplace) == ()

    def test_without_a_reason_nothing_is_held(self, paid: Shop) -> None:
        by = boss(paid)
        with transaction(paid.marketplace):
            held = set_legal_hold(
                marketplace_id=paid.marketplace,
                claim_id=UUID(int=1),
                reason="",
                by=by,
                at=paid.clock.now,
            )
        assert held == Refused("reason_missing")


class TestWhatVerifyFinds:
    def test_a_text_that_is_gone_without_an_erasure(self, paid: Shop) -> None:
        with transaction(paid.marketplace), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM parties_sealedtext ORDER BY id LIMIT 1")
            (text_id,) = cursor.fetchone()
            erase_texts(marketplace_id=paid.marketplace, text_ids=[text_id])

        problems = verified(paid).problems

        assert any("no erasure is on record" in problem for problem in problems)

    def test_a_person_who_was_erased_behind_our_back(self, paid: Shop) -> None:
        person = buyer_id(paid)
        with transaction(paid.marketplace):
            erase_person(marketplace_id=paid.marketplace, party_id=person)

        assert any("no erasure" in problem for problem in verified(paid).problems)

    def test_a_private_value_that_was_exchanged(self, paid: Shop) -> None:
        with transaction(paid.marketplace), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE claims_claim SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)"
            )

        assert any("sealed" in problem for problem in verified(paid).problems)


def test_neither_a_name_nor_a_grade_is_in_clear(paid: Shop) -> None:
    clear = everything_in_clear(paid)

    assert "Ann Ash" not in clear
    assert "slight" not in clear
