"""Claims that are kept before they are filed, sent twice, or only looked at beforehand."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from makewhole.apps.claims.access import claim_for_handler
from makewhole.apps.claims.actions import Act, file_draft
from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.commands import Filed, file_claim
from makewhole.apps.claims.filing import Filing, foresee, prospect
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.claims.translate import order_on_file
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, Role
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import Shop, filed, refused, shop
from tests.apps.claims.test_at_once import both
from tests.apps.order_files import row

__all__ = ["shop"]

LOST = {  # The buyer's time to claim is not over.
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "",
    "state": "shipped",
}


def _sent(shop: Shop, filing: Filing) -> Filed | Refused:
    return file_claim(marketplace_id=shop.marketplace, filing=filing, at=shop.clock.now)


def _claims(shop: Shop) -> list[UUID]:
    with transaction(shop.marketplace):
        return [row.claim_id for row in list_claims(marketplace_id=shop.marketplace)]


def test_a_filing_that_is_sent_twice_makes_one_claim(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filing = replace(shop.filing(by=shop.buyer()), claim_id=new_id())
    first = filed(_sent(shop, filing))
    second = _sent(shop, filing)

    assert second == Refused("claim_exists_already", {"reference": first.reference})
    assert _claims(shop) == [filing.claim_id]


def test_a_draft_keeps_its_ground_and_what_was_said(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filing = shop.filing(by=shop.buyer(), seller_contacted=True)
    claim = filed(_sent(shop, replace(filing, is_draft=True))).claim

    assert claim.stage is Stage.DRAFT
    assert claim.ground is Ground.NOT_RECEIVED
    assert [(said.fact, said.value) for said in claim.statements] == [("seller_contacted", True)]


def test_a_draft_is_in_nobodys_way_and_is_filed_once(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filing = shop.filing(by=shop.buyer())
    part = replace(filing, lines=(Line(1, 1, 5_00),))
    draft = filed(_sent(shop, replace(part, is_draft=True)))
    other = filed(_sent(shop, filing))
    act = Act(shop.marketplace, draft.claim.claim_id, shop.buyer(), shop.clock.now)

    answer = file_draft(act, ground=Ground.NOT_RECEIVED, stated={})
    assert answer == Refused("claim_open_already", {"reference": other.reference})


def test_a_draft_with_a_ground_is_filed_on_it_and_proves(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filing = shop.filing(by=shop.buyer())
    draft = filed(_sent(shop, replace(filing, is_draft=True)))
    act = Act(shop.marketplace, draft.claim.claim_id, shop.buyer(), shop.clock.now)

    answer = file_draft(act, ground=Ground.NOT_RECEIVED, stated={})
    assert isinstance(answer, Claim)
    assert answer.stage is Stage.NEEDS_CLAIMANT
    assert refused(_sent(shop, filing)) == "claim_open_already"
    found = verify(marketplace_id=shop.marketplace, progress=lambda _what, _done: None)
    assert found.problems == []
    with transaction(shop.marketplace):
        assert claim_for_handler(marketplace_id=shop.marketplace, reference=draft.reference)


def test_what_is_foreseen_is_what_comes_and_nothing_is_written_before(shop: Shop) -> None:
    shop.bring(row(**LOST))
    filing = shop.filing()
    order = order_on_file(shop.order())
    with transaction(shop.marketplace):
        case = Cases(shop.marketplace, shop.clock.now).new(order)
        on = prospect(marketplace_id=shop.marketplace, case=case)
    seen = foresee(on, filing)
    assert isinstance(seen, Handled)
    assert _claims(shop) == []

    came = filed(_sent(shop, filing)).claim
    assert (seen.claim.stage, seen.claim.paid_total_minor, seen.claim.due_at) == (
        came.stage,
        came.paid_total_minor,
        came.due_at,
    )


class TestTheSameAgain:
    """A draft is known again by its lines, its ground and who began it."""

    def test_kept_again_it_is_the_same_draft(self, shop: Shop) -> None:
        shop.bring(row(**LOST))
        keep = replace(shop.filing(by=shop.buyer(), seller_contacted=False), is_draft=True)
        first = filed(_sent(shop, keep))
        again = filed(_sent(shop, keep))

        assert (first.was_there, again.was_there) == (False, True)
        assert again.reference == first.reference
        assert again.claim == first.claim

    def test_kept_again_it_takes_what_was_said_anew(self, shop: Shop) -> None:
        shop.bring(row(**LOST))
        for contacted in (False, True, True):
            filing = shop.filing(by=shop.buyer(), seller_contacted=contacted)
            filed(_sent(shop, replace(filing, is_draft=True)))

        assert [said.value for said in _only(shop).statements] == [False, True]
        _proves(shop)

    def test_another_amount_another_ground_or_another_person_is_another_draft(
        self, shop: Shop
    ) -> None:
        shop.bring(row(**LOST))
        filing = replace(shop.filing(by=shop.buyer()), is_draft=True)
        for other in (
            filing,
            replace(filing, lines=(Line(1, 1, 5_00),)),
            replace(filing, ground=Ground.LATE),
            replace(filing, by=By(Role.HANDLER)),
        ):
            assert not filed(_sent(shop, other)).was_there

        assert len(_claims(shop)) == 4

    def test_sending_the_same_files_the_draft_and_none_is_left(self, shop: Shop) -> None:
        shop.bring(row(**LOST))
        keep = replace(shop.filing(by=shop.buyer(), seller_contacted=False), is_draft=True)
        draft = filed(_sent(shop, keep))
        contacted = shop.clock.now - timedelta(days=4)
        send = shop.filing(by=shop.buyer(), seller_contacted=True, contacted_at=contacted)
        sent = filed(_sent(shop, replace(send, claim_id=new_id())))

        assert (sent.reference, sent.was_there) == (draft.reference, False)
        assert sent.claim.stage is Stage.PAYING
        assert len(_claims(shop)) == 1
        _proves(shop)

    def test_a_form_that_names_the_draft_files_it_once(self, shop: Shop) -> None:
        shop.bring(row(**LOST))
        filing = replace(shop.filing(by=shop.buyer()), claim_id=new_id())
        draft = filed(_sent(shop, replace(filing, is_draft=True)))
        assert filed(_sent(shop, filing)).reference == draft.reference

        assert refused(_sent(shop, filing)) == "claim_exists_already"

    def test_too_early_the_draft_stays_a_draft(self, shop: Shop) -> None:
        shop.bring(row(**{**LOST, "latest_estimate": "2026-12-10"}))
        filing = shop.filing(by=shop.buyer())
        filed(_sent(shop, replace(filing, is_draft=True)))

        assert refused(_sent(shop, filing)) == "too_early"
        assert _only(shop).stage is Stage.DRAFT

    def test_of_two_at_one_moment_one_begins_the_draft(self, shop: Shop) -> None:
        shop.bring(row(**LOST))
        keep = replace(shop.filing(by=shop.buyer()), is_draft=True, claim_id=new_id())

        answers = both(lambda: _sent(shop, keep), lambda: _sent(shop, keep))

        kept = [answer for answer in answers if isinstance(answer, Filed)]
        assert sorted(one.was_there for one in kept) == [False, True]
        assert len(_claims(shop)) == 1


def test_a_draft_of_what_was_refunded_meanwhile_cannot_be_filed(shop: Shop) -> None:
    shop.bring(row(**LOST))
    draft = filed(_sent(shop, replace(shop.filing(by=shop.buyer(), ground=None), is_draft=True)))
    filed(shop.claim())  # The programme's own, which is paid.
    act = Act(shop.marketplace, draft.claim.claim_id, shop.buyer(), shop.clock.now)

    answer = file_draft(act, ground=Ground.DAMAGED, stated={})
    assert isinstance(answer, Refused)
    assert answer.reason == "line_refunded_already"


def _only(shop: Shop) -> Claim:
    with transaction(shop.marketplace):
        (only,) = list_claims(marketplace_id=shop.marketplace)
    return only.claim


def _proves(shop: Shop) -> None:
    assert (
        verify(marketplace_id=shop.marketplace, progress=lambda _what, _done: None).problems == []
    )
