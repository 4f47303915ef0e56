"""Letters of appeals and contests: of what happened to them, and not of the claim's own events."""

from uuid import uuid4

import pytest

from makewhole.apps.appeals.commands import On, correct_slip
from makewhole.apps.claims.queries import determinations_of, list_claims
from makewhole.apps.notices.models import Notice
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.state import Appeal
from makewhole.core.appeal.values import Found, Reasons
from makewhole.surfaces.shared.letters.parts import Letter
from makewhole.surfaces.shared.letters.printing import pdf_of
from tests.apps.claims.shop import shop
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.test_appeals import (
    appeal,
    contest,
    decide,
    denied,
    find,
    lead_of,
    reference,
    reviewer,
)
from tests.surfaces.test_letters import letters, section

__all__ = ["denied", "desks", "living_addresses", "reference", "shop"]

NO_SECOND_APPEAL = "there is no second appeal against it"
NO_SECOND_CONTEST = "there is no second contest of it"


def headings(letter: Letter) -> list[str]:
    return [one.heading for one in letter.sections]


def redress(letter: Letter) -> str:
    return " ".join(section(letter, "If you do not agree").paragraphs)


def numbers(desks: Desks) -> dict[str, int]:
    """Answer the number of the event that each notice to the seller tells of, by its message."""
    with transaction(desks.shop.marketplace):
        rows = Notice.objects.filter(marketplace_id=desks.shop.marketplace, audience="seller")
        return {row.message: row.seq for row in rows}


class TestAContestThatIsFiled:
    @pytest.fixture(autouse=True)
    def contested(self, desks: Desks, reference: str) -> None:
        self.desks, self.reference = desks, reference
        contest(desks, reference)

    def test_says_that_we_act_next_and_by_when(self) -> None:
        letter = letters(self.desks, self.reference, "seller")["contest_filed"]

        assert section(letter, "Who acts next").pairs[0] == ("Next", "we")
        assert section(letter, "Who acts next").pairs[1][1] in letter.paragraphs[1]

    def test_gives_back_what_the_seller_wrote_and_to_nobody_else(self) -> None:
        sellers = letters(self.desks, self.reference, "seller")["contest_filed"]
        buyers = letters(self.desks, self.reference)["contest_filed"]

        assert ("Your reasons", "You sent it yourselves.") in section(sellers, "Your contest").pairs
        assert headings(buyers) == ["Who acts next"]

    def test_says_nothing_of_what_came_later(self) -> None:
        before = letters(self.desks, self.reference, "seller")
        decide(*reviewer(self.desks))
        self.desks.shop.pass_days(7)
        after = letters(self.desks, self.reference, "seller")

        assert {name: after[name] for name in before} == before


class TestAContestThatIsDecided:
    def test_is_not_taken_for_the_claims_event_of_the_same_number(
        self, desks: Desks, reference: str
    ) -> None:
        contest(desks, reference)
        desk, address = reviewer(desks)
        for _ in range(2):
            find(desk, address, "fulfilled_by", "seller", "The first scan is theirs.")
        decide(desk, address)
        desks.shop.work()
        told = numbers(desks)
        letter = letters(desks, reference, "seller")["contest_upheld"]

        assert told["contest_upheld"] == told["determined_pay_seller"]
        assert "What was decided" not in headings(letter)
        assert section(letter, "Who acts next").paragraphs == ()  # The money is on its way.

    def test_and_stands_tells_the_seller_why_and_that_no_second_one_is_left(
        self, desks: Desks, reference: str
    ) -> None:
        contest(desks, reference)
        decide(*reviewer(desks))
        desks.shop.work()
        letter = letters(desks, reference, "seller")["contest_upheld"]

        assert "The reason: It was." in letter.paragraphs[1]
        assert headings(letter) == ["Who acts next", "Your contest", "If you do not agree"]
        assert NO_SECOND_CONTEST in redress(letter)
        assert "court" in redress(letter)

    def test_and_won_states_the_reasons_of_the_new_determination(
        self, desks: Desks, reference: str
    ) -> None:
        contest(desks, reference)
        desk, address = reviewer(desks)
        find(desk, address, "fulfilled_by", "marketplace", "Our own scan.")
        decide(desk, address)
        desks.shop.work()
        sellers = letters(desks, reference, "seller")["contest_reversed"]
        buyers = letters(desks, reference)["contest_reversed"]

        assert dict(section(sellers, "What was decided").pairs)["To be borne by you"] == "$0.00"
        assert "A person decided this." in section(sellers, "How it was decided").paragraphs[1]
        assert NO_SECOND_CONTEST in redress(sellers)
        assert "The reason: We looked." in buyers.paragraphs[1]
        assert NO_SECOND_CONTEST not in redress(buyers)
        assert pdf_of(sellers).startswith(b"%PDF-1.7")


class TestAnAppealThatIsDecided:
    def test_and_right_states_the_reasons_of_what_is_paid(self, desks: Desks, denied: str) -> None:
        appeal(desks, denied)
        desk, address = reviewer(desks)
        find(desk, address, "at_address", "no", "Another door.")
        decide(desk, address)
        desks.shop.work()
        buyers, sellers = letters(desks, denied), letters(desks, denied, "seller")

        for message in ("appeal_reversed", "determined_pay"):
            amounts = dict(section(buyers[message], "What was decided").pairs)
            assert amounts["Paid by this decision"] == "$29.49", message
            assert NO_SECOND_APPEAL in redress(buyers[message]), message
            assert "ask for another look" not in redress(buyers[message]), message
        assert "The reason: We looked." in buyers["appeal_reversed"].paragraphs[1]
        assert "another look" not in " ".join(buyers["determined_pay"].paragraphs)
        assert section(buyers["appeal_reversed"], "Who acts next").pairs[0] == ("Next", "we")
        for message in ("appeal_reversed", "determined_pay_seller"):
            assert "contest bearing this cost until" in redress(sellers[message]), message
        assert "Your appeal" not in headings(sellers["appeal_reversed"])

    def test_and_denied_again_tells_that_no_second_one_is_left(
        self, desks: Desks, denied: str
    ) -> None:
        appeal(desks, denied)
        decide(*reviewer(desks))
        desks.shop.work()
        buyers = letters(desks, denied)["appeal_upheld"]
        sellers = letters(desks, denied, "seller")["appeal_upheld"]

        assert headings(buyers) == ["Who acts next", "Your appeal", "If you do not agree"]
        assert NO_SECOND_APPEAL in redress(buyers)
        assert NO_SECOND_APPEAL not in redress(sellers)
        assert section(buyers, "Who acts next").paragraphs == ("Nobody: the claim is closed.",)


def test_a_slip_put_right_states_its_reasons_and_leaves_every_appeal_open(
    desks: Desks, reference: str
) -> None:
    desks.shop.pass_days(10)
    marketplace_id = desks.shop.marketplace
    with transaction(marketplace_id):
        (claim,) = list_claims(marketplace_id=marketplace_id)
        made = determinations_of(marketplace_id=marketplace_id, claim_id=claim.claim_id)
    on = On(marketplace_id, claim.claim_id, uuid4(), lead_of(desks), desks.shop.clock.now)
    corrected = correct_slip(
        on,
        determination_id=made[-1].determination_id,
        found=[Found("fulfilled_by", "marketplace", "The scan is of our own warehouse.")],
        because=Reasons("We looked.", "It was our own parcel."),
    )
    assert isinstance(corrected, Appeal), corrected
    desks.shop.work()
    buyers = letters(desks, reference)["slip_corrected"]
    sellers = letters(desks, reference, "seller")["slip_corrected"]

    assert "What was decided" in headings(sellers)
    assert "Your contest" not in headings(sellers)
    assert "Nothing is charged to you by this decision." in redress(sellers)
    assert "ask for another look until" in redress(buyers)
    assert NO_SECOND_APPEAL not in redress(buyers)
