"""A shop whose parties are written to: addresses in the vault, a mail server, one claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from makewhole.apps.journal.commands import NewEffect, put_effects
from makewhole.apps.notices.deliveries import MAIL
from makewhole.apps.notices.models import Delivery, Notice
from makewhole.apps.notices.ports import MailChannel, Post
from makewhole.apps.parties.commands import set_language
from makewhole.apps.parties.people import PersonFacts, keep_personal_facts
from makewhole.apps.parties.queries import party_named
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.canonical import canonical_json
from makewhole.gateways.mail.server import MailServer
from makewhole.gateways.mail.smtp import SmtpMail
from makewhole.gateways.rails.sandbox import SandboxRail
from makewhole.surfaces.jobs.worker import Worked, advance, work_what_is_due
from tests.apps.claims.shop import LOST, Shop, filed
from tests.apps.notices.mailbox import SENDER, Mailbox, mailbox
from tests.apps.order_files import row

BUYER = PersonFacts(name="Béa Martin", email="bea@buyers.example", address="1 High Street, Dayton")
SELLER = PersonFacts(name="Alder Home", email="desk@alder.example")


@dataclass(slots=True)
class Posted:
    """A shop, and the channel by which its notices go out."""

    shop: Shop
    channel: MailChannel

    @property
    def post(self) -> Post:
        return Post(
            channel=self.channel,
            vault=this_vault(),
            contact="claims@northwind.example",
            address_of_claim=lambda audience, reference: (
                f"https://claims.example/{audience}/{reference}/"
            ),
        )

    def work(self) -> Worked:
        return work_what_is_due(
            marketplace_id=self.shop.marketplace,
            rail=SandboxRail(),
            at=self.shop.clock.now,
            post=self.post,
        )

    def pass_time(self, **passing: int) -> Worked:
        """Let time pass from due time to due time."""
        start = self.shop.clock.now
        return advance(
            marketplace_id=self.shop.marketplace,
            rail=SandboxRail(),
            start=start,
            to=start + timedelta(**passing),
            tell=lambda _now, _worked: None,
            post=self.post,
        )

    def reach(
        self, facts: PersonFacts, *, party_id: UUID | None = None, language: str = ""
    ) -> None:
        marketplace_id = self.shop.marketplace
        whom = party_id or self.buyer_id
        with transaction(marketplace_id):
            keep_personal_facts(
                marketplace_id=marketplace_id, party_id=whom, facts=facts, vault=this_vault()
            )
            set_language(marketplace_id=marketplace_id, party_id=whom, language=language)

    @property
    def buyer_id(self) -> UUID:
        found = self.shop.order().buyer_id
        assert found is not None
        return found

    @property
    def seller_id(self) -> UUID:
        with transaction(self.shop.marketplace):
            found = party_named(
                marketplace_id=self.shop.marketplace, kind="seller", external_ref="Alder Home"
            )
        assert found is not None
        return found.party_id

    def claim(self, number: str = "A-1") -> str:
        """Let the programme claim for what never came; everybody is still to be told."""
        return filed(self.shop.claim(number)).reference

    def deliveries(self, audience: str = "claimant") -> list[Delivery]:
        with transaction(self.shop.marketplace):
            notices = [n.id for n in self.notices_in(audience)]
            found = Delivery.objects.filter(notice_id__in=notices)
            by_id = {each.notice_id: each for each in found}
        return [by_id[notice] for notice in notices if notice in by_id]

    def notices(self, audience: str = "claimant") -> list[Notice]:
        with transaction(self.shop.marketplace):
            return self.notices_in(audience)

    def notices_in(self, audience: str) -> list[Notice]:
        rows = Notice.objects.filter(marketplace_id=self.shop.marketplace, audience=audience)
        return list(rows.order_by("at", "seq", "id"))

    def queue_again(self, notice: Notice) -> None:
        """Leave the effect of a mail once more, as a worker that died would."""
        body = {"claim_id": str(notice.claim_id), "notice_id": str(notice.id)}
        effect = NewEffect(notice.id, MAIL, canonical_json(body), notice.at)
        with transaction(self.shop.marketplace):
            put_effects(marketplace_id=self.shop.marketplace, effects=[effect])

    def effects(self) -> list[str]:
        with transaction(self.shop.marketplace), connection.cursor() as cursor:
            cursor.execute(
                "SELECT body FROM journal_effect WHERE marketplace_id = %s AND kind = 'mail'",
                [self.shop.marketplace],
            )
            return [body for (body,) in cursor.fetchall()]

    def problems(self) -> list[str]:
        return verify(
            marketplace_id=self.shop.marketplace, progress=lambda _what, _done: None
        ).problems


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server of the test's own."""
    with mailbox() as served:
        yield served


@pytest.fixture
def posted(shop: Shop, box: Mailbox) -> Posted:
    """A shop whose buyer and seller have e-mail addresses, and one order that never came."""
    shop.bring(row(**LOST))
    made = Posted(shop, SmtpMail(server_at(box.port)))
    made.reach(BUYER)
    made.reach(SELLER, party_id=made.seller_id)
    return made


def server_at(port: int) -> MailServer:
    """Answer a server of this machine."""
    return MailServer(host="127.0.0.1", port=port, sender=SENDER)
