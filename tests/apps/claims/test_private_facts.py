"""What is private of a claim: sealed beside the journal, decided on, replayed, proved, erased."""

import json
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makewhole.apps.claims.actions import confirm_determination, state_facts, withdraw_claim
from makewhole.apps.claims.bulk import BulkHead, BulkRow, file_rows
from makewhole.apps.claims.changes import changes_of
from makewhole.apps.claims.commands import file_claim
from makewhole.apps.claims.filing import Filing
from makewhole.apps.claims.loss_actions import accept_offer, amend_heads, answer_loss
from makewhole.apps.claims.queries import claim_by_reference, determinations_of, list_claims
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.mandates import Changes, change_mandate
from makewhole.apps.parties.people import erase_person
from makewhole.apps.reporting.claim_file import claim_file
from makewhole.apps.reporting.verify import Verified, verify
from makewhole.apps.tenancy.queries import markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import events as e
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role, Value
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.in_clear import everything_in_clear
from tests.apps.claims.shop import Shop
from tests.apps.claims.test_losses import (
    HANDLER,
    LOSS_ON,
    act,
    delivered_order,
    insured,
    loss,
    make,
    now,
    proved,
    seller,
    stands,
)
from tests.apps.order_files import row

__all__ = ["delivered_order"]

WORDS = "the hot lid burned her left hand"


def injury(shop: Shop, minor: int, *, grade: str = "slight") -> Filing:
    """A claim for medical costs and a broken cup, as its claimant files it."""
    plain = loss(shop, minor)
    health = (("medical_record", True), ("injury_grade", grade))
    return replace(
        plain,
        ground=Ground.PERSONAL_INJURY,
        stated=(*plain.stated, *health),
        heads=(Head(1, HeadKind.MEDICAL, minor), Head(2, HeadKind.PROPERTY, 12_00)),
        of_heads=(
            (1, "part_shown", minor),
            (1, "part_other_paid", 0),
            (2, "part_shown", 12_00),
            (2, "part_other_paid", 0),
            (2, "part_for_trade", False),
        ),
    )


def skilled(shop: Shop, role: Role = Role.HANDLER) -> By:
    """One of our people who may decide injuries."""
    with transaction(shop.marketplace):
        party_id = ensure_party(
            marketplace_id=shop.marketplace,
            kind=role.value,
            external_ref=f"skilled {role.value}",
            display_name="Hana",
        )
        change_mandate(
            marketplace_id=shop.marketplace,
            party_id=party_id,
            changes=Changes(skills=frozenset({"injury"})),
            by=None,
            at=shop.clock.now,
        )
    return By(role, party_id)


def verified(shop: Shop) -> Verified:
    shop.work()
    return verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None)


def buyer_id(shop: Shop) -> UUID:
    found = shop.buyer().party_id
    assert found is not None
    return found


def events_in_clear(shop: Shop, kind: str) -> list[dict[str, object]]:
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM journal_event WHERE kind = %s ORDER BY seq", [kind])
        return [json.loads(text) for (text,) in cursor.fetchall()]


class TestWhatIsKept:
    def test_a_small_injury_is_paid_at_once_and_proves(self, shop: Shop) -> None:
        insured(shop)

        made = make(shop, injury(shop, 80_00))
        shop.pass_days(3)

        assert made.claim.stage is Stage.PAYING
        assert now(shop).closed_as is ClosedAs.PAID
        assert now(shop).paid_total_minor == 92_00
        proved(shop)

    def test_nothing_private_stands_in_clear_anywhere(self, shop: Shop) -> None:
        made = make(shop, injury(shop, 900_00, grade="serious"))
        claim = stands(
            state_facts(
                act(shop, made.claim, skilled(shop)), stated={"cause": "product"}, reason=WORDS
            )
        )
        shop.work()

        clear = everything_in_clear(shop)
        for told in ("serious", WORDS, "medical\\", '"medical"'):
            assert told not in clear
        stated = {body["fact"]: body for body in events_in_clear(shop, "FactStated")}
        for fact in ("minor", "represented", "case_in_court", "medical_record", "injury_grade"):
            assert stated[fact]["value"] is None
            assert stated[fact]["hidden"]
        assert stated["photos"]["value"] == 2
        assert "hidden" not in stated["photos"]
        assert claim.statements[-1].value == "product"
        proved(shop)

    def test_no_two_commitments_are_alike(self, shop: Shop) -> None:
        make(shop, injury(shop, 80_00))

        hidden = [
            body["hidden"] for body in events_in_clear(shop, "FactStated") if "hidden" in body
        ]
        commitments = {one["commitment"] for one in hidden if isinstance(one, dict)}
        assert len(commitments) == len(hidden) >= 5

    def test_the_length_of_what_is_sealed_tells_no_grade(self, shop: Shop) -> None:
        make(shop, injury(shop, 80_00))

        with transaction(shop.marketplace), connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT (length(sealed) - 28) % 64 FROM parties_sealedtext")
            assert cursor.fetchall() == [(0,)]

    def test_of_which_head_an_amount_is_is_not_told_and_the_amount_is(self, shop: Shop) -> None:
        insured(shop)
        make(shop, injury(shop, 80_00))

        (drafted,) = events_in_clear(shop, "ClaimDrafted")
        (determined,) = events_in_clear(shop, "ClaimDetermined")
        assert drafted["heads"] == [
            {"number": 1, "kind": "sealed", "claimed_minor": "8000"},
            {"number": 2, "kind": "property", "claimed_minor": "1200"},
        ]
        parts = determined["parts"]
        assert isinstance(parts, list)
        assert [part["kind"] for part in parts] == ["sealed", "property"]
        assert [part["allowed_minor"] for part in parts] == ["8000", "1200"]

    def test_what_an_order_claim_says_stands_as_it_did(self, shop: Shop) -> None:
        shop.claim(ground=Ground.DAMAGED, by=shop.buyer(), photos=1)

        assert events_in_clear(shop, "FactStated")[0]["value"] == 1
        with transaction(shop.marketplace), connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM parties_sealedtext), sealed FROM claims_claim"
            )
            assert cursor.fetchall() == [(0, None)]

    def test_its_claimant_and_whoever_decides_read_all_of_it(self, shop: Shop) -> None:
        made = make(shop, injury(shop, 900_00, grade="serious"))
        shop.work()
        buyer = buyer_id(shop)

        with transaction(shop.marketplace):
            row_ = claim_by_reference(marketplace_id=shop.marketplace, reference=made.reference)
            (own,) = list_claims(marketplace_id=shop.marketplace, buyer_id=buyer)
            (listed,) = list_claims(marketplace_id=shop.marketplace)
            assert row_ is not None
            file = claim_file(
                row_,
                marketplace_id=shop.marketplace,
                markets=markets_of(marketplace_id=shop.marketplace),
                at=shop.clock.now,
            )
        assert file.row.claim == own.claim == made.claim
        stated = [event for event in file.events if isinstance(event, e.FactStated)]
        assert {event.fact: event.value for event in stated}["injury_grade"] == "serious"
        assert {said.value for said in listed.claim.statements if said.fact == "minor"} == {None}

    def test_the_other_answers_about_private_facts_are_sealed_too(self, shop: Shop) -> None:
        make(shop, replace(injury(shop, 80_00), stated=_business(injury(shop, 80_00))))
        claim = stands(confirm_determination(act(shop, now(shop), skilled(shop))))
        shop.work()

        with transaction(shop.marketplace):
            (made,) = determinations_of(marketplace_id=shop.marketplace, claim_id=claim.claim_id)
            read = changes_of(
                marketplace_id=shop.marketplace, determination_ids=[made.determination_id]
            )
        assert claim.closed_as is ClosedAs.OUT_OF_SCOPE
        assert read[made.determination_id]
        proved(shop)

    def test_of_an_order_without_a_buyer_nothing_private_is_taken(self, shop: Shop) -> None:
        shop.bring(row(order_id="A-9", buyer=""))
        filing = replace(injury(shop, 80_00), order_id=shop.order("A-9").order_id, by=HANDLER)

        refused = file_claim(marketplace_id=shop.marketplace, filing=filing, at=shop.clock.now)

        assert refused == Refused("buyer_not_known")


def _business(filing: Filing) -> tuple[tuple[str, Value], ...]:
    return tuple({**dict(filing.stated), "claimant_kind": "business"}.items())


class TestTheWholeWayOfAnInjury:
    def test_is_asked_decided_by_people_offered_accepted_and_paid(self, shop: Shop) -> None:
        filing = injury(shop, 4200_00, grade="serious")
        lead = skilled(shop, Role.LEAD)
        unsaid = tuple(pair for pair in filing.stated if pair[0] != "medical_record")
        claim = make(shop, replace(filing, stated=unsaid)).claim
        assert (claim.stage, claim.asked) == (Stage.NEEDS_CLAIMANT, ("medical_record",))

        said: dict[str, Value] = {"medical_record": True}
        claim = stands(state_facts(act(shop, claim, shop.buyer()), stated=said))
        assert claim.stage is Stage.REFERRED
        found: dict[str, Value] = {"cause": "product", "defect": "shown"}
        claim = stands(state_facts(act(shop, claim, skilled(shop)), stated=found, reason=WORDS))
        rejected = answer_loss(
            act(shop, claim, seller(claim)), actor=Actor.SELLER, answer="rejected", reason="misuse"
        )
        assert stands(rejected).stage is Stage.AWAITING_ANSWERS
        shop.pass_days(8)
        believed: dict[str, Value] = {"second_look": "still_valid"}
        claim = stands(state_facts(act(shop, claim, lead), stated=believed, reason=WORDS))
        assert claim.stage is Stage.ASSESSING
        assert isinstance(confirm_determination(act(shop, claim, skilled(shop))), Refused)
        claim = stands(confirm_determination(act(shop, claim, lead)))
        assert claim.stage is Stage.OFFERED
        stands(accept_offer(act(shop, claim, shop.buyer())))
        shop.pass_days(10)

        assert now(shop).closed_as is ClosedAs.PAID
        proved(shop)
        assert WORDS not in everything_in_clear(shop)

    def test_nobody_but_a_person_turns_it_down(self, shop: Shop) -> None:  # P7
        make(shop, replace(injury(shop, 80_00), stated=_business(injury(shop, 80_00))))
        shop.pass_days(120)

        assert not now(shop).is_closed
        proved(shop)

    def test_can_be_amended_and_withdrawn(self, shop: Shop) -> None:
        claim = make(shop, injury(shop, 900_00)).claim
        heads = (Head(1, HeadKind.MEDICAL, 950_00), Head(2, HeadKind.LOST_EARNINGS, 80_00))

        amended = stands(amend_heads(act(shop, claim, shop.buyer()), heads=heads, reason=WORDS))
        withdrawn = stands(withdraw_claim(act(shop, amended, shop.buyer())))

        assert withdrawn.loss is not None
        assert withdrawn.loss.heads == heads
        assert withdrawn.closed_as is ClosedAs.WITHDRAWN
        proved(shop)

    def test_is_filed_by_a_file(self, shop: Shop) -> None:
        said: dict[str, Value] = {"claimant_kind": "person", "loss_on": LOSS_ON, "minor": False}
        (answer,) = file_rows(
            marketplace_id=shop.marketplace,
            rows=[
                BulkRow(
                    order_number="A-1",
                    ground=Ground.PERSONAL_INJURY,
                    lines=((1, None),),
                    buyer="",
                    amount="",
                    stated=tuple(said.items()),
                    heads=(BulkHead(HeadKind.MEDICAL, "90.00", "90.00", "0.00", for_trade=None),),
                )
            ],
            at=shop.clock.now,
        )

        assert (answer.refused, answer.stage) == (None, "needs_claimant")
        proved(shop)


class TestStatements:
    """A loss asks once for the person's key and once to keep what is sealed; an order never."""

    @pytest.mark.parametrize(("make_filing", "most"), [(injury, 24), (loss, 24)])
    def test_a_small_insured_loss_stays_within_its_limit(
        self, shop: Shop, make_filing: object, most: int
    ) -> None:
        insured(shop)
        assert callable(make_filing)
        filing = make_filing(shop, 90_00)

        with CaptureQueriesContext(connection) as queries:
            make(shop, filing)

        sealing = [q for q in queries if "parties_" in q["sql"]]
        assert len(sealing) == 2, [query["sql"][:120] for query in sealing]
        assert len(queries) <= most, [query["sql"][:120] for query in queries]

    def test_a_claim_with_something_private_is_read_with_its_key_in_one(self, shop: Shop) -> None:
        claim = make(shop, injury(shop, 900_00)).claim
        found: dict[str, Value] = {"photos": 3}

        with CaptureQueriesContext(connection) as queries:
            stands(state_facts(act(shop, claim, shop.buyer()), stated=found))

        sealing = [q for q in queries if "parties_" in q["sql"] and "FOR UPDATE" not in q["sql"]]
        assert sealing == []


class TestErased:
    def erased(self, shop: Shop) -> Claim:
        insured(shop)
        make(shop, injury(shop, 80_00))
        shop.pass_days(3)
        shop.work()
        buyer = buyer_id(shop)
        with transaction(shop.marketplace):
            erase_person(marketplace_id=shop.marketplace, party_id=buyer)
        return now(shop)

    def test_what_cannot_be_replayed_is_counted_and_named_and_the_rest_proves(
        self, shop: Shop
    ) -> None:  # P8
        claim = self.erased(shop)

        result = verified(shop)

        assert result.not_replayed == [claim.payouts[0].payout_id]
        assert result.erased > 0
        assert (result.texts, result.transfers > 0) == (0, True)

    def test_a_determination_that_is_not_erased_is_replayed_from_what_was_sealed(
        self, shop: Shop
    ) -> None:
        insured(shop)
        make(shop, injury(shop, 80_00))

        result = verified(shop)

        assert (result.not_replayed, result.erased, result.problems) == ([], 0, [])
        assert result.texts > 5
