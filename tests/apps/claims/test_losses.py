"""Loss claims on PostgreSQL: paid, answered for, proven, and proved again from the journal."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makewhole.apps.claims.access import ClaimNotFound, claim_for_insurer
from makewhole.apps.claims.actions import (
    Act,
    confirm_determination,
    state_facts,
    withdraw_claim,
)
from makewhole.apps.claims.bulk import BulkHead, BulkRow, file_rows
from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.commands import Filed, file_claim
from makewhole.apps.claims.filing import Filing
from makewhole.apps.claims.loss_actions import (
    accept_offer,
    amend_heads,
    answer_loss,
    prove_insurance,
)
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.claims.translate import order_on_file
from makewhole.apps.insurance.commands import NewPolicy, PolicyKept, keep_policy
from makewhole.apps.notices.queries import inbox
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role, Value
from makewhole.core.clocks.clock import Actor
from makewhole.core.coverage.policies import Basis
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import LOST, Shop, filed
from tests.apps.order_files import row

LOSS_ON = date(2026, 11, 20)
HANDLER, LEAD = By(Role.HANDLER, UUID(int=11)), By(Role.LEAD, UUID(int=12))


def insurer(shop: Shop) -> UUID:
    with transaction(shop.marketplace):
        return ensure_party(
            marketplace_id=shop.marketplace,
            kind="insurer",
            external_ref="Harbour Mutual",
            display_name="Harbour Mutual",
        )


def policy(shop: Shop, **changed: object) -> NewPolicy:
    seller_id = shop.order().lines[0].seller_id
    assert seller_id is not None
    new = NewPolicy(
        seller_id=seller_id,
        insurer_id=insurer(shop),
        number="HM-1",
        basis=Basis.OCCURRENCE,
        from_on=date(2026, 9, 1),
        until_on=date(2027, 9, 1),
        deductible_minor=500_00,
        currency="USD",
        proof_on_file_at=shop.clock.now - timedelta(days=60),
    )
    return replace(new, **changed)  # type: ignore[arg-type]


def insured(shop: Shop) -> None:
    new = policy(shop)
    with transaction(shop.marketplace):
        kept = keep_policy(marketplace_id=shop.marketplace, new=new)
    assert isinstance(kept, PolicyKept)


def loss(shop: Shop, minor: int, kind: HeadKind = HeadKind.PROPERTY) -> Filing:
    stated: dict[str, Value] = {
        "claimant_kind": "person",
        "minor": False,
        "represented": False,
        "case_in_court": False,
        "loss_on": LOSS_ON,
        "photos": 2,
        "proof_of_loss": True,
        "usage": "intended",
        "account": "product",
    }
    of_heads: tuple[tuple[int, str, Value], ...] = ((1, "part_other_paid", 0),)
    if kind is HeadKind.PROPERTY:
        of_heads += ((1, "part_shown", minor), (1, "part_for_trade", False))
    filing = shop.filing(ground=Ground.PROPERTY_DAMAGE, by=shop.buyer())
    return replace(
        filing,
        stated=tuple(stated.items()),
        heads=(Head(1, kind, minor),),
        of_heads=of_heads,
    )


def make(shop: Shop, filing: Filing) -> Filed:
    return filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=shop.clock.now))


def act(shop: Shop, claim: Claim, by: By) -> Act:
    return Act(shop.marketplace, claim.claim_id, by, shop.clock.now)


def seller(claim: Claim) -> By:
    return By(Role.SELLER, claim.seller_id)


def now(shop: Shop) -> Claim:
    with transaction(shop.marketplace):
        (found,) = list_claims(marketplace_id=shop.marketplace)
    return found.claim


def stands(answer: object) -> Claim:
    assert isinstance(answer, Claim), answer
    return answer


def proved(shop: Shop) -> None:
    shop.work()
    result = verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None)
    assert result.problems == []


@pytest.fixture(autouse=True)
def delivered_order(shop: Shop) -> None:
    shop.bring(row())


def test_a_small_insured_loss_is_paid_at_once_and_proves(shop: Shop) -> None:
    insured(shop)

    made = make(shop, loss(shop, 240_00))
    shop.pass_days(3)

    assert made.claim.stage is Stage.PAYING
    assert now(shop).closed_as is ClosedAs.PAID
    proved(shop)


def test_a_small_insured_loss_takes_few_statements(shop: Shop) -> None:
    insured(shop)
    filing = loss(shop, 240_00)

    at = shop.clock.now

    with CaptureQueriesContext(connection) as queries:
        filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=at))

    assert len(queries) <= 24, [query["sql"][:120] for query in queries]


def test_silence_on_proof_brings_the_cost_to_the_seller_after_the_claim_closed(shop: Shop) -> None:
    made = make(shop, loss(shop, 240_00))
    shop.pass_days(3)
    paid = now(shop)
    shop.pass_days(9)

    assert made.claim.stage is Stage.PAYING
    assert paid.is_closed
    assert paid.loss is not None
    assert paid.loss.borne_by("open") == 240_00
    after = now(shop)
    assert after.loss is not None
    assert after.loss.borne_by("seller") == 240_00
    proved(shop)


def test_proof_that_a_seller_gives_frees_it(shop: Shop) -> None:
    claim = make(shop, loss(shop, 240_00)).claim
    shop.pass_days(2)
    shown = policy(shop, proof_on_file_at=None)

    proven = stands(prove_insurance(act(shop, claim, seller(claim)), policy=shown))

    assert proven.loss is not None
    assert proven.loss.borne_by("programme") == 240_00
    proved(shop)


def test_everything_wrong_with_a_shown_policy_is_told_at_once(shop: Shop) -> None:
    claim = make(shop, loss(shop, 240_00)).claim
    shown = policy(shop, number=" ", until_on=date(2025, 1, 1), deductible_minor=-1)

    told = prove_insurance(act(shop, claim, seller(claim)), policy=shown)

    assert isinstance(told, tuple)
    assert [one.reason for one in told] == [
        "policy_number_missing",
        "policy_ends_first",
        "deductible_below_zero",
    ]


def test_a_large_loss_goes_to_seller_and_insurer_and_is_offered(shop: Shop) -> None:
    insured(shop)
    claim = make(shop, loss(shop, 900_00)).claim
    found: dict[str, Value] = {"cause": "product", "defect": "shown"}
    claim = stands(
        amend_heads(act(shop, claim, shop.buyer()), heads=(Head(1, HeadKind.PROPERTY, 4200_00),))
    )
    claim = stands(
        state_facts(act(shop, claim, shop.buyer()), stated={"part_shown": 4200_00}, line=1)
    )
    claim = stands(state_facts(act(shop, claim, HANDLER), stated=found, reason="it was tested"))
    assert claim.stage is Stage.AWAITING_ANSWERS

    informed = answer_loss(
        act(shop, claim, seller(claim)), actor=Actor.SELLER, answer="informs", reason="a batch"
    )
    assert stands(informed).stage is Stage.AWAITING_ANSWERS
    shop.pass_days(45)
    claim = now(shop)
    assert claim.stage is Stage.ASSESSING
    offered = stands(confirm_determination(act(shop, claim, LEAD)))
    assert offered.stage is Stage.OFFERED
    stands(accept_offer(act(shop, offered, shop.buyer())))
    shop.pass_days(3)

    paid = now(shop)
    assert paid.closed_as is ClosedAs.PAID
    assert paid.loss is not None
    assert (paid.loss.borne_by("insurer"), paid.loss.borne_by("seller")) == (3700_00, 500_00)
    insurer_id = insurer(shop)
    with transaction(shop.marketplace):
        told = inbox(marketplace_id=shop.marketplace, party_id=insurer_id, limit=50, offset=0)
    subjects = " ".join(notice.subject for notice in told)
    for words in ("is tendered to you", "Your time to answer claim", "you are asked for $3,700.00"):
        assert words in subjects
    proved(shop)


def test_an_insurer_hears_that_a_claim_tendered_to_it_was_taken_back(shop: Shop) -> None:
    insured(shop)
    claim = make(shop, loss(shop, 4200_00)).claim
    found: dict[str, Value] = {"cause": "product", "defect": "shown"}
    claim = stands(state_facts(act(shop, claim, HANDLER), stated=found, reason="it was tested"))
    assert claim.stage is Stage.AWAITING_ANSWERS

    stands(withdraw_claim(act(shop, claim, shop.buyer())))
    shop.work()

    insurer_id = insurer(shop)
    with transaction(shop.marketplace):
        told = inbox(marketplace_id=shop.marketplace, party_id=insurer_id, limit=50, offset=0)
    assert any("was taken back" in notice.subject for notice in told)
    proved(shop)


def test_the_price_that_a_loss_pays_stands_refunded_on_the_order(shop: Shop) -> None:
    insured(shop)
    price = shop.order().lines[0].price_minor

    make(shop, loss(shop, price, HeadKind.PURCHASE_PRICE))

    assert shop.order().lines[0].refunded_item_minor == price
    proved(shop)


def test_another_loss_from_the_same_event_is_on_file_around_the_next(shop: Shop) -> None:
    insured(shop)
    make(shop, loss(shop, 240_00))
    order, lines = order_on_file(shop.order()), loss(shop, 90_00).lines
    with transaction(shop.marketplace):
        cases = Cases(shop.marketplace, shop.clock.now)
        around = cases.with_surroundings(cases.new(order), lines).loss

    assert around is not None
    (other,) = around.others
    assert (other.is_claimants, other.is_same_product, other.loss_on) == (True, True, LOSS_ON)
    assert other.counted_minor == 240_00


class TestWhatIsSaidOfHealth:
    """Nothing about health reaches the journal, which does not keep it encrypted yet."""

    HEALTH = (("medical_record", True), ("injury_grade", "slight"))

    def test_an_injury_is_not_filed(self, shop: Shop) -> None:
        injury = replace(loss(shop, 90_00), ground=Ground.PERSONAL_INJURY)

        for filing in (injury, replace(injury, is_draft=True)):
            refused = file_claim(marketplace_id=shop.marketplace, filing=filing, at=shop.clock.now)
            assert refused == Refused("injury_cannot_be_filed_yet")
        with transaction(shop.marketplace):
            assert not list_claims(marketplace_id=shop.marketplace)

    @pytest.mark.parametrize("said", HEALTH)
    def test_no_claim_is_filed_with_it(self, shop: Shop, said: tuple[str, Value]) -> None:
        filing = loss(shop, 90_00)
        filing = replace(filing, stated=(*filing.stated, said))

        refused = file_claim(marketplace_id=shop.marketplace, filing=filing, at=shop.clock.now)

        assert refused == Refused("health_cannot_be_kept_yet")

    @pytest.mark.parametrize("said", HEALTH)
    def test_nobody_adds_it_to_a_claim(self, shop: Shop, said: tuple[str, Value]) -> None:
        claim = make(shop, loss(shop, 900_00)).claim
        act = Act(shop.marketplace, claim.claim_id, HANDLER, shop.clock.now)

        refused = state_facts(act, stated=dict([said]), reason="as the claimant told us")

        assert refused == Refused("health_cannot_be_kept_yet")


def test_a_policy_is_written_down_once(shop: Shop) -> None:
    new, changed = policy(shop), policy(shop, until_on=date(2028, 1, 1))

    with transaction(shop.marketplace):
        first = keep_policy(marketplace_id=shop.marketplace, new=new)
        again = keep_policy(marketplace_id=shop.marketplace, new=new)
        other = keep_policy(marketplace_id=shop.marketplace, new=changed)

    assert isinstance(first, PolicyKept)
    assert isinstance(again, PolicyKept)
    assert (first.was_there, again.was_there) == (False, True)
    assert isinstance(other, tuple)
    assert other[0] == Refused("policy_differs", {"number": "HM-1"})


class TestFilesOfLosses:
    def bulk(self, amount: str = "240.00") -> BulkRow:
        said: dict[str, Value] = {"claimant_kind": "person", "loss_on": LOSS_ON}
        return BulkRow(
            order_number="A-1",
            ground=Ground.PROPERTY_DAMAGE,
            lines=((1, None),),
            buyer="",
            amount="",
            stated=tuple(said.items()),
            heads=(BulkHead(HeadKind.PROPERTY, amount, amount, "0.00", for_trade=False),),
        )

    def test_make_claims_that_go_where_the_terms_lead(self, shop: Shop) -> None:
        (answer,) = file_rows(
            marketplace_id=shop.marketplace, rows=[self.bulk()], at=shop.clock.now
        )

        assert (answer.refused, answer.stage) == (None, "needs_claimant")
        proved(shop)

    def test_refuse_an_amount_that_cannot_be_read(self, shop: Shop) -> None:
        (answer,) = file_rows(
            marketplace_id=shop.marketplace, rows=[self.bulk("much")], at=shop.clock.now
        )

        assert answer.refused is not None
        assert answer.refused.reason == "amount_cannot_be_read"


def test_an_order_claim_still_takes_few_statements(shop: Shop) -> None:
    shop.bring(row(order_id="A-2", **LOST))
    filing = shop.filing("A-2")

    at = shop.clock.now

    with CaptureQueriesContext(connection) as queries:
        filed(file_claim(marketplace_id=shop.marketplace, filing=filing, at=at))

    # The transaction's own three: its beginning, whose rows it sees, and its end.
    assert len(queries) - 3 <= 14, [query["sql"][:120] for query in queries]


class TestDoorsOfInsurers:
    def test_open_only_to_the_one_to_which_the_claim_was_tendered(self, shop: Shop) -> None:
        insured(shop)
        filing = loss(shop, 4200_00)
        made = make(shop, filing)
        found: dict[str, Value] = {"cause": "product", "defect": "shown"}
        stands(state_facts(act(shop, made.claim, HANDLER), stated=found, reason="it was tested"))
        insurer_id = insurer(shop)

        with transaction(shop.marketplace):
            seen = claim_for_insurer(
                marketplace_id=shop.marketplace, reference=made.reference, insurer_id=insurer_id
            )
            with pytest.raises(ClaimNotFound):
                claim_for_insurer(
                    marketplace_id=shop.marketplace,
                    reference=made.reference,
                    insurer_id=UUID(int=7),
                )

        assert seen.reference == made.reference
