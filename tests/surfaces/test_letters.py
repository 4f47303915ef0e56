"""Letters: each notice to print, tagged, in its reader's language, and nobody else's."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from makewhole.apps.claims.actions import Act, answer_claim, move_return
from makewhole.apps.claims.queries import claim_by_reference
from makewhole.apps.notices.queries import ToldNotice, notice_of_party, notices_of_claim
from makewhole.apps.parties.commands import set_language
from makewhole.apps.parties.people import PersonFacts, erase_person, keep_personal_facts
from makewhole.apps.parties.queries import party_named
from makewhole.apps.reporting.claim_file import claim_file
from makewhole.apps.tenancy.queries import markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.surfaces.shared.dossier.answer import Side
from makewhole.surfaces.shared.letters.answering import appeal_of
from makewhole.surfaces.shared.letters.parts import Letter, Section
from makewhole.surfaces.shared.letters.printing import pdf_of
from makewhole.surfaces.shared.letters.reading import Told, letter_of
from makewhole.surfaces.shared.letters.wording import means_text
from makewhole.wiring import vault
from tests.apps.claims.shop import filed, shop
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, living_addresses
from tests.surfaces.test_desks import LATE, LOST, NEVER_SENT, claimed

__all__ = ["desks", "living_addresses", "shop"]

LABEL = "https://labels.example/" + "0123456789abcdef" * 8
BUYER = PersonFacts(name="Béa Martin", email="b@buyers.example", address="1 High Street, Dayton")
KINDS: dict[Side, tuple[str, str]] = {
    "claimant": ("buyer", "buyer-1"),
    "seller": ("seller", "Alder Home"),
}


def party_id(desks: Desks, side: Side) -> UUID:
    kind, ref = KINDS[side]
    with transaction(desks.shop.marketplace):
        found = party_named(marketplace_id=desks.shop.marketplace, kind=kind, external_ref=ref)
    assert found is not None
    return found.party_id


def letters(desks: Desks, reference: str, side: Side = "claimant") -> dict[str, Letter]:
    """Answer every letter of one side, by the message that it tells."""
    marketplace_id, whom = desks.shop.marketplace, party_id(desks, side)
    with transaction(marketplace_id):
        row_ = claim_by_reference(marketplace_id=marketplace_id, reference=reference)
        assert row_ is not None
        file = claim_file(
            row_,
            marketplace_id=marketplace_id,
            markets=markets_of(marketplace_id=marketplace_id),
            at=desks.shop.clock.now,
        )
        filed = notices_of_claim(
            marketplace_id=marketplace_id,
            claim_id=row_.claim_id,
            reference=reference,
            audience=side,
        )
        told = [
            notice_of_party(
                marketplace_id=marketplace_id, notice_id=notice.notice_id, party_id=whom
            )
            for notice in filed
        ]

        appeals = {
            notice.notice_id: appeal_of(notice, file, marketplace_id=marketplace_id)
            for notice in told
        }

    def written(notice: ToldNotice) -> Letter:
        return letter_of(
            Told(
                notice=notice,
                file=file,
                appeal=appeals[notice.notice_id],
                side=side,
                marketplace="Northwind Market",
                contact="claims@northwind.example",
                called=KINDS[side][1],
                person=BUYER if side == "claimant" else None,
                page_address=f"https://northwind.example/{side}/{reference}/",
                terms_address="",
            )
        )

    return {notice.message: written(notice) for notice in told}


def speak(desks: Desks, language: str) -> None:
    """Let both sides be written to in a language; their parties come with the orders."""
    whom = [party_id(desks, side) for side in KINDS]
    with transaction(desks.shop.marketplace):
        for party in whom:
            set_language(marketplace_id=desks.shop.marketplace, party_id=party, language=language)


def section(letter: Letter, heading: str) -> Section:
    return next(one for one in letter.sections if one.heading == heading)


def notice_id(desks: Desks, reference: str, side: Side, message: str) -> str:
    pairs = letters(desks, reference, side)[message].pairs
    return dict(pairs)["Notice"]


class TestADecisionByLetter:
    @pytest.fixture(autouse=True)
    def decided(self, desks: Desks) -> None:
        self.desks = desks
        self.reference = claimed(desks, Ground.NOT_RECEIVED, row(**LOST))

    def test_says_who_wrote_when_about_what_and_who_acts_next(self) -> None:
        letter = letters(self.desks, self.reference)["determined_pay"]

        assert (letter.sender, letter.day) == ("Northwind Market", "1 December 2026")
        assert letter.to == ("Béa Martin", "1 High Street", "Dayton")
        assert ("Claim", self.reference) in letter.pairs
        assert ("Order", "A-1") in letter.pairs
        assert section(letter, "Who acts next").pairs == (
            ("Next", "we"),
            ("At the latest", "Tuesday, 8 December 2026"),
        )

    def test_states_the_reasons_of_the_decision(self) -> None:
        letter = letters(self.desks, self.reference)["determined_pay"]
        amounts = dict(section(letter, "What was decided").pairs)
        ground = section(letter, "The ground: the terms of the guarantee")
        facts = dict(section(letter, "The facts it rests on").pairs)
        (opened, means) = section(letter, "How it was decided").paragraphs
        redress = section(letter, "If you do not agree")
        asking, writing, rights = redress.paragraphs

        assert amounts["Asked for"] == amounts["Allowed"] == "$29.49"
        assert ("Deciding clause", "12.12") in ground.pairs
        assert ("12.12", "We refund you $29.49.") in {(q.clause, q.sentence) for q in ground.quotes}
        assert facts["the tracking"] == "in transit (from the carrier)"
        assert facts["the seller was asked first"] == "yes (said by the buyer)"
        assert opened == "You made this claim, and we looked into it because of that."
        assert "automatically" in means
        assert "until Thursday, 31 December 2026" in asking
        assert f"on the page of claim {self.reference}" in asking
        assert "write to claims@northwind.example" in writing
        assert "court" in rights
        page = f"https://northwind.example/claimant/{self.reference}/"
        assert redress.pairs == (("The page of the claim", page),)
        assert ground.note == ""  # The terms are in the reader's language.

    def test_tells_a_seller_what_it_bears_and_how_to_contest_it(self) -> None:
        letter = letters(self.desks, self.reference, "seller")["determined_pay_seller"]

        assert dict(section(letter, "What was decided").pairs)["To be borne by you"] == "$29.49"
        assert (
            "contest bearing this cost until"
            in section(letter, "If you do not agree").paragraphs[0]
        )
        assert letter.to == ("Alder Home",)

    def test_says_nothing_of_what_came_later(self) -> None:
        before = letters(self.desks, self.reference)
        self.desks.shop.pass_days(7)
        after = letters(self.desks, self.reference)

        assert set(after) > set(before)
        assert {name: after[name] for name in before} == before
        assert section(after["money_arrived"], "Who acts next").paragraphs == (
            "Nobody: the claim is closed.",
        )

    def test_is_the_same_tagged_pdf_each_time(self) -> None:
        letter = letters(self.desks, self.reference)["determined_pay"]
        first, second = pdf_of(letter), pdf_of(letter)

        assert first == second
        assert first.startswith(b"%PDF-1.7")
        for mark in (b"/StructTreeRoot", b"<pdfuaid:part>1</pdfuaid:part>", b"/Lang"):
            assert mark in first

    def test_is_reached_from_the_inbox_and_from_the_claim(self) -> None:
        wanted = notice_id(self.desks, self.reference, "claimant", "determined_pay")
        address = f"/buyer/letters/{wanted.replace('-', '')}/"
        buyer = self.desks.buyer()

        for page in ("/buyer/inbox/", f"/buyer/claims/{self.reference}/"):
            links = {link.attributes["href"]: link.text for link in buyer.page(page).all("a")}
            assert links[address].startswith("Letter (PDF)")
        answer = buyer.client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "private, no-store"
        assert f"letter-{self.reference}-2026-12-01.pdf" in answer["Content-Disposition"]
        assert answer.content == buyer.client.get(address).content

    def test_is_nobody_elses(self) -> None:
        self.desks.shop.bring(row(order_id="B-1", buyer="buyer-2", seller="Birch", **NEVER_SENT))
        theirs = notice_id(self.desks, self.reference, "claimant", "determined_pay")
        sellers = notice_id(self.desks, self.reference, "seller", "determined_pay_seller")

        assert _status(self.desks.buyer(), f"/buyer/letters/{theirs}/") == 200
        assert _status(self.desks.seller(), f"/seller/letters/{sellers}/") == 200
        for desk, address in (
            (self.desks.buyer("buyer-2"), f"/buyer/letters/{theirs}/"),
            (self.desks.seller("Birch"), f"/seller/letters/{sellers}/"),
            (self.desks.seller(), f"/seller/letters/{theirs}/"),
            (self.desks.buyer(), f"/buyer/letters/{sellers}/"),
            (self.desks.handler(), f"/buyer/letters/{theirs}/"),
            (self.desks.buyer(), f"/buyer/letters/{uuid4()}/"),
            (self.desks.buyer(), "/buyer/letters/nonsense/"),
        ):
            assert _status(desk, address) == 404, address

    def test_names_a_person_only_while_their_facts_are_kept(self) -> None:
        marketplace_id, whom = self.desks.shop.marketplace, party_id(self.desks, "claimant")
        wanted = notice_id(self.desks, self.reference, "claimant", "determined_pay")
        buyer, address = self.desks.buyer(), f"/buyer/letters/{wanted}/"
        unnamed = buyer.client.get(address).content
        with transaction(marketplace_id):
            keep_personal_facts(
                marketplace_id=marketplace_id, party_id=whom, facts=BUYER, vault=vault()
            )
        named = buyer.client.get(address).content
        with transaction(marketplace_id):
            erase_person(marketplace_id=marketplace_id, party_id=whom)

        assert named != unnamed
        assert buyer.client.get(address).content == unnamed


def test_a_letter_encloses_where_a_return_goes_until_that_is_erased(desks: Desks) -> None:
    placed = {"latest_estimate": "2026-11-10", "delivered_at": "2026-11-08T16:20:00"}
    desks.shop.bring(row(**{**LATE, **placed}))
    at, marketplace_id = desks.shop.clock.now, desks.shop.marketplace
    made = filed(
        desks.shop.claim(
            ground=Ground.NOT_AS_DESCRIBED,
            by=desks.shop.buyer(),
            seller_contacted=True,
            contacted_at=at - timedelta(days=4),
            photos=3,
        )
    )
    reference, seller_id = made.reference, party_id(desks, "seller")
    act = Act(marketplace_id, made.claim.claim_id, By(Role.SELLER, seller_id), at)
    assert isinstance(answer_claim(act, answer="accepted", reason=""), Claim)
    moved = move_return(act, to=ReturnState.ACCEPTED, way_back=f"Alder Home\n{LABEL}")
    assert isinstance(moved, Claim)
    desks.shop.work()
    letter = letters(desks, reference)["return_awaited_accepted"]
    address = f"/buyer/letters/{dict(letter.pairs)['Notice']}/"
    before = desks.buyer().client.get(address).content
    with transaction(marketplace_id):
        erase_person(marketplace_id=marketplace_id, party_id=seller_id)
    erased = letters(desks, reference)["return_awaited_accepted"]

    _, accepted, please, where = letter.paragraphs
    assert accepted == "The return is accepted. The address for it stands below."
    assert please.startswith("Please hand the item to the carrier by ")
    assert where == f"Alder Home\n{LABEL}"
    assert erased.paragraphs[3] == "What stood here was personal and has been erased."
    assert erased.paragraphs[:3] == letter.paragraphs[:3]
    assert desks.buyer().client.get(address).content not in {before, b""}


def _status(desk: Desk, address: str) -> int:
    return int(desk.client.get(address).status_code)


def test_a_person_who_decided_is_told_of_as_a_person() -> None:
    assert "A person decided this." in means_text(by_person=True)
    assert "no person took part" in means_text(by_person=False)


@pytest.mark.parametrize(
    ("language", "due", "amount", "note"),
    [
        ("de", "Dienstag, 8. Dezember 2026", "29,49\N{NO-BREAK SPACE}$", "auf Englisch"),
        ("es", "martes, 8 de diciembre de 2026", "29,49\N{NO-BREAK SPACE}US$", "en inglés"),
        ("fr", "mardi 8 décembre 2026", "29,49\N{NO-BREAK SPACE}$US", "en anglais"),
    ],
)
def test_a_letter_speaks_its_readers_language_and_quotes_the_terms_in_theirs(
    desks: Desks, language: str, due: str, amount: str, note: str
) -> None:
    desks.shop.bring(row(**LOST))
    speak(desks, language)
    reference = filed(desks.shop.claim()).reference
    desks.shop.work()
    letter = letters(desks, reference)["determined_pay"]
    following, amounts, ground, *_ = letter.sections

    assert letter.language == language
    assert following.pairs[1][1] == due
    assert amount in dict(amounts.pairs).values()
    assert "We refund you $29.49." in {quote.sentence for quote in ground.quotes}
    assert (ground.quotes_language, note in ground.note) == ("en", True)
    assert pdf_of(letter) == pdf_of(letter)
