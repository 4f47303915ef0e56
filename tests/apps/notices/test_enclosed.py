"""A personal text goes with its notice by mail: opened for it, and in clear nowhere else."""

from datetime import timedelta

import pytest
from django.db import connection

from makewhole.apps.claims.actions import Act, answer_claim, move_return
from makewhole.apps.notices.mailing import ENCLOSED_SEALED
from makewhole.apps.parties.people import erase_person
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground, ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from tests.apps.claims.shop import filed, shop
from tests.apps.notices.mailbox import Mailbox, read
from tests.apps.notices.post import BUYER, Posted, box, posted
from tests.apps.order_files import row

__all__ = ["box", "posted", "shop"]

WHERE = "Alder Home & Sons\n12 Example Road\nSpringfield, IL 62700"
NOT_AS_DESCRIBED = {
    "placed_at": "2026-11-02 10:30:00",
    "ship_by": "2026-11-04 12:00",
    "latest_estimate": "2026-11-10",
    "handed_over_at": "2026-11-03T09:00:00",
    "delivered_at": "2026-11-08T16:20:00",
}


class TestAReturnWithAnAddress:
    """The seller said where the item goes; the buyer is still to be told."""

    @pytest.fixture(autouse=True)
    def accepted(self, posted: Posted, box: Mailbox) -> None:
        self.posted, self.box = posted, box
        shop = posted.shop
        shop.bring(row(order_id="R-1", **NOT_AS_DESCRIBED))
        made = filed(
            shop.claim(
                "R-1",
                Ground.NOT_AS_DESCRIBED,
                by=shop.buyer("R-1"),
                seller_contacted=True,
                contacted_at=shop.clock.now - timedelta(days=4),
                photos=3,
            )
        )
        self.reference, self.claim = made.reference, made.claim
        assert isinstance(answer_claim(self.seller, answer="accepted", reason=""), Claim)
        posted.work()
        box.mails.clear()
        moved = move_return(self.seller, to=ReturnState.ACCEPTED, way_back=WHERE)
        assert isinstance(moved, Claim)

    @property
    def seller(self) -> Act:
        by = By(Role.SELLER, self.claim.seller_id)
        shop = self.posted.shop
        return Act(shop.marketplace, self.claim.claim_id, by, shop.clock.now)

    def mail_to_buyer(self) -> tuple[str, str]:
        (mail,) = [mail for mail in self.box.mails if mail["To"] == BUYER.email]
        return read(mail), read(mail, "html")

    def test_reaches_the_buyer_below_the_words_of_the_notice(self) -> None:
        self.posted.work()
        plain, html = self.mail_to_buyer()
        told = self.posted.notices()[-1]

        assert f"{told.text}\n\n{WHERE}\n\n" in plain
        assert "<p>Alder Home &amp; Sons<br>12 Example Road<br>Springfield, IL 62700</p>" in html

    def test_goes_to_nobody_else_and_stands_in_clear_nowhere(self) -> None:
        self.box.says["DATA"] = ["451 come back later"] * 2
        self.posted.work()
        held = self.posted.effects()
        self.posted.pass_time(minutes=2)
        sellers = [read(mail) for mail in self.box.mails if mail["To"] != BUYER.email]

        assert held
        assert sellers
        assert not [text for text in (*sellers, *held) if "Example Road" in text]
        for table in ("notices_notice", "notices_delivery", "journal_event"):
            assert "Example Road" not in self.table(table)
        assert self.posted.problems() == []

    def test_is_not_sent_once_it_was_erased_and_the_mail_says_so(self) -> None:
        self.posted.reach(BUYER, language="de")
        assert self.claim.seller_id is not None
        with transaction(self.posted.shop.marketplace):
            erase_person(marketplace_id=self.posted.shop.marketplace, party_id=self.claim.seller_id)
        self.posted.work()

        plain, html = self.mail_to_buyer()
        assert "Example Road" not in plain + html
        assert "Was hier stand, war persönlich und wurde gelöscht." in plain

    def test_that_cannot_be_opened_holds_up_its_own_mail_alone(self) -> None:
        with transaction(self.posted.shop.marketplace), connection.cursor() as cursor:
            cursor.execute("UPDATE parties_sealedtext SET sealed = sealed || 'x'::bytea")
        worked = self.posted.work()

        assert [one.why for one in worked.put_off.values()] == [ENCLOSED_SEALED]
        assert BUYER.email not in [mail["To"] for mail in self.box.mails]
        assert self.box.mails

    def table(self, name: str) -> str:
        with transaction(self.posted.shop.marketplace), connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {name} t")  # noqa: S608 - our own names
            return "".join(text for (text,) in cursor.fetchall())
