"""A release is shown, signed, sealed and kept: what was signed is what was shown."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from makewhole.apps.claims.loss_actions import release_document, take_back_release
from makewhole.apps.claims.queries import list_claims
from makewhole.apps.privacy.erasing import Who, erase_on_request
from makewhole.apps.reporting.claim_file import ClaimFile, claim_file
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.queries import markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import SignedDocument
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By
from makewhole.core.kernel.outcome import Refused
from makewhole.gateways.documents.seal import open_seal
from makewhole.surfaces.shared.letters.printing import pdf_of
from makewhole.surfaces.shared.releases.composing import composed
from makewhole.surfaces.shared.releases.signing import Shown, shown_release, sign_release
from makewhole.surfaces.shared.releases.wording import wording_for
from tests.apps.claims.shop import Shop, refused, shop
from tests.apps.claims.test_losses import LEAD, act, now, proved, stands
from tests.apps.claims.test_offers import offered, put_to_seller
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses

__all__ = ["desks", "living_addresses", "shop"]

MARKETPLACE = "The marketplace"


@pytest.fixture(autouse=True)
def delivered_order(shop: Shop) -> None:
    shop.bring(row())


def file_now(shop: Shop) -> ClaimFile:
    with transaction(shop.marketplace):
        (found,) = list_claims(marketplace_id=shop.marketplace)
        markets = markets_of(marketplace_id=shop.marketplace)
        return claim_file(
            found, marketplace_id=shop.marketplace, markets=markets, at=shop.clock.now
        )


def shown(shop: Shop) -> Shown:
    found = shown_release(file_now(shop), marketplace=MARKETPLACE)
    assert isinstance(found, Shown), found
    return found


def sign(
    shop: Shop, by: By, *, name: str = "Ada  Byron", shown_hash: str = "", reason: str = ""
) -> Claim | Refused:
    return sign_release(
        act(shop, now(shop), by),
        file_now(shop),
        marketplace=MARKETPLACE,
        name=name,
        shown_hash=shown_hash,
        reason=reason,
    )


def document(claim: Claim) -> SignedDocument:
    assert claim.loss is not None
    assert claim.loss.release is not None
    assert claim.loss.release.document is not None
    return claim.loss.release.document


def kept(shop: Shop) -> bytes | None:
    claim = now(shop)
    with transaction(shop.marketplace):
        return release_document(marketplace_id=shop.marketplace, claim=claim)


def problems(shop: Shop) -> list[str]:
    shop.work()
    return verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None).problems


def test_what_is_signed_is_what_was_shown_sealed_and_kept(shop: Shop) -> None:
    offered(shop)
    before = shown(shop)
    shop.pass_days(1)
    assert shown(shop) == before  # The same bytes, whenever it is shown.

    signed = stands(sign(shop, shop.buyer(), shown_hash=before.hash))

    assert signed.stage is Stage.PAYING
    pdf = kept(shop)
    assert pdf is not None
    assert document(signed).document_hash == sha256(pdf).hexdigest()
    assert document(signed).shown_hash == before.hash
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    seal = open_seal(Path(settings.MAKEWHOLE_HOME))
    trusted = ValidationContext(trust_roots=[seal.certificate], allow_fetching=False)
    status = validate_pdf_signature(signature, trusted)
    assert status.bottom_line
    assert status.coverage is not None
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.modification_level is not None
    assert status.modification_level.name == "NONE"
    proved(shop)


def test_a_second_press_signs_nothing_twice(shop: Shop) -> None:
    offered(shop)
    before = shown(shop)
    file, first_act = file_now(shop), act(shop, now(shop), shop.buyer())

    stands(sign(shop, shop.buyer(), shown_hash=before.hash))
    again = sign_release(
        first_act, file, marketplace=MARKETPLACE, name="Ada Byron", shown_hash=before.hash
    )

    assert refused(again) == "no_offer_stands"
    shop.pass_days(5)
    assert now(shop).settled_minor == 4200_00
    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_event WHERE kind = 'ReleaseSigned'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"name": "  "}, "release_needs_a_name", id="no-name"),
        pytest.param({"name": "A" * 121}, "release_needs_a_name", id="no-real-name"),
        pytest.param({"shown_hash": "0" * 64}, "release_was_not_shown", id="another-text"),
    ],
)
def test_refuses(shop: Shop, changed: dict[str, str], reason: str) -> None:
    offered(shop)

    assert (
        refused(sign(shop, shop.buyer(), **{"shown_hash": shown(shop).hash, **changed})) == reason
    )
    assert now(shop).stage is Stage.OFFERED


def test_refuses_where_no_offer_stands(shop: Shop) -> None:
    put_to_seller(shop)

    assert refused(sign(shop, shop.buyer())) == "no_offer_stands"


def test_only_the_claimant_signs(shop: Shop) -> None:
    offered(shop)

    outcome = sign(shop, LEAD, shown_hash=shown(shop).hash, reason="by telephone")

    assert refused(outcome) == "only_the_claimant_accepts"


def test_verify_finds_a_file_that_is_not_the_signed_one(shop: Shop) -> None:
    offered(shop)
    stands(sign(shop, shop.buyer(), shown_hash=shown(shop).hash))
    assert problems(shop) == []

    with transaction(shop.marketplace), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE parties_sealedtext"
            " SET sealed = set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256)"
        )

    assert any("is not the file that was signed" in problem for problem in problems(shop))


def test_what_was_erased_by_right_is_gone_and_counted(shop: Shop) -> None:
    offered(shop)
    stands(sign(shop, shop.buyer(), shown_hash=shown(shop).hash))
    party_id = shop.buyer().party_id
    assert party_id is not None
    shop.pass_days(60)
    by = LEAD.party_id
    assert by is not None
    who = Who(shop.marketplace, by=by, at=shop.clock.now, is_dry_run=False)

    with transaction(shop.marketplace):
        erased = erase_on_request(who, person_id=party_id)

    assert [one.kept_because for one in erased.claims] == [""]
    assert kept(shop) is None
    assert problems(shop) == []


def test_its_claimant_and_our_people_read_it_before_and_after(shop: Shop, desks: Desks) -> None:
    offered(shop)
    before = shown(shop)
    with transaction(shop.marketplace):
        (found,) = list_claims(marketplace_id=shop.marketplace)
    address = f"claims/{found.reference}/release/"

    offered_pdf = desks.buyer().client.get(f"/buyer/{address}")
    stands(sign(shop, shop.buyer(), shown_hash=before.hash))
    for desk, at in ((desks.buyer(), "buyer"), (desks.handler(), "handler")):
        signed_pdf = desk.client.get(f"/{at}/{address}")
        assert signed_pdf.content == kept(shop)
        assert signed_pdf["Cache-Control"] == "private, no-store"

    assert offered_pdf.status_code == 200
    assert offered_pdf.content.startswith(b"%PDF")
    desks.buyer().page("/buyer/claims/none/release/", status=404)
    stands(take_back_release(act(shop, now(shop), shop.buyer())))
    assert kept(shop) is not None  # What was signed stays on file.


def test_every_language_of_every_market_says_the_same_in_its_words(shop: Shop) -> None:
    offered(shop)
    file = file_now(shop)
    texts = set()
    for market in ("us", "eu", "uk", "ca", "br"):
        for language in ("en", "de", "es", "fr"):
            wording = wording_for(market, language)
            assert wording is not None
            letter = composed(file, wording, marketplace=MARKETPLACE, contact="")
            assert (
                "4,200.00" in letter.paragraphs[0]
                or "4.200,00" in letter.paragraphs[0]
                or (language == "fr")
            )
            said = [part for section in letter.sections for part in section.paragraphs]
            assert not any("{" in sentence for sentence in (*said, *letter.closing))
            assert wording.kept_in in said
            texts.add(wording.kept_in)
            assert pdf_of(letter).startswith(b"%PDF")

    assert len(texts) == 20
    assert wording_for("mars", "en") is None
