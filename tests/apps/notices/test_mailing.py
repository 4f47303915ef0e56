"""Notices go out by mail through the outbox: once, again where a server wants it, never twice."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest

from makewhole.apps.notices.mailing import (
    ADDRESS_BOUNCED,
    ATTEMPTS_MAX,
    NO_ADDRESS,
    NO_CHANNEL,
    SEALED,
)
from makewhole.apps.notices.ports import Post
from makewhole.apps.parties.people import PersonFacts
from makewhole.apps.parties.vault import Vault
from makewhole.gateways.mail.smtp import SmtpMail
from makewhole.gateways.rails.sandbox import SandboxRail
from makewhole.surfaces.jobs.effects import wait_after
from makewhole.surfaces.jobs.worker import work_what_is_due
from tests.apps.claims.shop import LOST, shop
from tests.apps.notices.mailbox import Mailbox, free_port, read
from tests.apps.notices.post import BUYER, Posted, box, posted, server_at
from tests.apps.order_files import row

__all__ = ["box", "posted", "shop"]

HOUR = timedelta(hours=1)


def to(mails: list[EmailMessage], address: str | None) -> list[EmailMessage]:
    assert address is not None
    return [mail for mail in mails if mail["To"] == address]


def states(posted: Posted, audience: str = "claimant") -> list[tuple[str, int]]:
    return [(each.state, each.attempts) for each in posted.deliveries(audience)]


class TestAMailThatAServerTakes:
    @pytest.fixture(autouse=True)
    def told(self, posted: Posted, box: Mailbox) -> None:
        self.posted, self.box = posted, box
        self.reference = posted.claim()
        posted.reach(BUYER)
        self.worked = posted.work()

    def test_says_what_the_inbox_says_in_both_of_its_texts(self) -> None:
        notices = self.posted.notices()
        mails = to(self.box.mails, BUYER.email)

        assert [mail["Subject"] for mail in mails] == [notice.subject for notice in notices]
        for mail, notice in zip(mails, notices, strict=True):
            assert mail.get_content_type() == "multipart/alternative"
            plain, html = read(mail), read(mail, "html")
            assert notice.text in plain
            assert "Dear Béa Martin," in plain
            assert f"https://claims.example/claimant/{self.reference}/" in plain
            assert f'href="https://claims.example/claimant/{self.reference}/"' in html
            for told in notice.text.split("\n\n"):
                assert f"<p>{told}</p>" in html

    def test_is_known_by_its_notice_and_comes_from_the_marketplace(self) -> None:
        (first, *_) = self.posted.notices()
        mail = to(self.box.mails, BUYER.email)[0]

        assert mail["Message-ID"] == f"<{first.id.hex}@northwind.example>"
        assert mail["From"] == "Sandbox Market <guarantee@northwind.example>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Content-Language"] == "en"
        assert parsedate_to_datetime(mail["Date"]) == self.posted.shop.clock.now

    def test_is_recorded_with_what_the_server_said(self) -> None:
        deliveries = self.posted.deliveries()

        assert {(d.state, d.attempts, d.said) for d in deliveries} == {("sent", 1, "250 2.0.0 OK")}
        assert all(d.at == self.posted.shop.clock.now for d in deliveries)
        assert self.worked.mails == len(self.box.mails) == 2  # One for each side.
        assert self.posted.problems() == []

    def test_goes_out_once_however_often_its_effect_runs(self) -> None:
        before = len(self.box.mails)
        for notice in self.posted.notices():
            self.posted.queue_again(notice)
        worked = self.posted.work()

        assert (len(self.box.mails), worked.mails, worked.is_whole) == (before, 0, True)
        assert self.posted.effects() == []

    def test_leaves_no_address_outside_the_vault(self) -> None:
        stored = [
            *(n.text + n.subject + n.facts for n in self.posted.notices()),
            *(str(vars(d)) for d in self.posted.deliveries()),
        ]

        assert not [text for text in stored if "buyers.example" in text or "Martin" in text]


def test_no_address_stands_in_what_the_outbox_holds(posted: Posted, box: Mailbox) -> None:
    box.says["RCPT"] = [f"451 4.7.1 <{BUYER.email}> greylisted"] * 20
    posted.claim()
    worked = posted.work()

    assert posted.effects()
    assert not [body for body in posted.effects() if "example" in body]
    assert {one.why for one in worked.put_off.values()} == {"451 4.7.1 <address> greylisted"}
    assert {d.said for d in posted.deliveries()} == {"451 4.7.1 <address> greylisted"}


def test_a_greylisted_mail_is_tried_again_by_itself_and_sent_once(
    posted: Posted, box: Mailbox
) -> None:
    box.says["RCPT"] = ["451 4.7.1 come back later"] * 2
    posted.claim()
    worked = posted.work()
    greylisted = len(worked.put_off)
    posted.pass_time(minutes=2)

    notices = [*posted.notices(), *posted.notices("seller")]
    assert greylisted == 2
    assert {one.kind for one in worked.put_off.values()} == {"mail"}
    ids = [mail["Message-ID"] for mail in box.mails]
    assert sorted(ids) == sorted(f"<{n.id.hex}@northwind.example>" for n in notices)
    assert sorted(attempts for _, attempts in states(posted) + states(posted, "seller"))[-2:] == [
        2,
        2,
    ]
    assert posted.problems() == []


def test_a_server_that_takes_a_mail_and_breaks_off_gets_it_again_under_the_same_id(
    posted: Posted, box: Mailbox
) -> None:
    box.breaks_off = 1
    posted.claim()
    posted.work()
    posted.pass_time(minutes=2)

    ids = [mail["Message-ID"] for mail in box.mails]
    assert len(ids) == len(set(ids)) + 1  # The reader's own mail program shows it once.
    assert {state for state, _ in states(posted)} == {"sent"}


class TestAServerThatIsAway:
    def test_is_asked_once_in_a_round_and_again_later(self, posted: Posted) -> None:
        posted.channel = SmtpMail(server_at(free_port()))
        posted.claim()
        worked = posted.work()

        assert worked.mails == 0
        assert len(worked.put_off) == len(posted.effects()) == 2
        tried = [attempts for _, attempts in states(posted) + states(posted, "seller")]
        assert sorted(tried) == [0, 1]  # The other waited, since nobody answers.
        assert worked.parts_failed == {}

    def test_loses_nothing_once_it_is_back(self, posted: Posted, box: Mailbox) -> None:
        back = posted.channel
        posted.channel = SmtpMail(server_at(free_port()))
        posted.claim()
        posted.work()
        posted.channel = back
        posted.pass_time(minutes=2)

        assert {state for state, _ in states(posted)} == {"sent"}
        assert len(to(box.mails, BUYER.email)) == len(posted.notices())

    def test_is_given_up_in_the_end_and_a_lead_is_told(self, posted: Posted) -> None:
        posted.channel = SmtpMail(server_at(free_port()))
        posted.claim()
        posted.pass_time(days=12)

        assert ("failed", ATTEMPTS_MAX) in states(posted)
        assert [n.message for n in posted.notices("lead")].count("claimant_not_reached") == 1
        assert posted.problems() == []

    def test_is_tried_over_some_days_before_that(self) -> None:
        waits = sum((wait_after(tries) for tries in range(1, ATTEMPTS_MAX)), timedelta())

        assert timedelta(days=3) < waits < timedelta(days=5)


class TestAnAddressThatTakesNothing:
    @pytest.fixture(autouse=True)
    def refused(self, posted: Posted, box: Mailbox) -> None:
        assert BUYER.email is not None
        box.always[BUYER.email] = f"550 5.1.1 <{BUYER.email}> no such user"
        self.posted, self.box = posted, box
        posted.claim()
        self.worked = posted.work()

    def test_is_tried_once_and_then_left_alone(self) -> None:
        self.posted.pass_time(days=10)
        first, *others = self.posted.deliveries()

        assert (first.state, first.attempts) == ("bounced", 1)
        assert first.said == "550 5.1.1 <address> no such user"
        assert others
        assert {(d.state, d.said, d.attempts) for d in others} == {("failed", ADDRESS_BOUNCED, 0)}
        assert to(self.box.mails, BUYER.email) == []

    def test_is_told_to_a_lead_once_for_the_claim(self) -> None:
        self.posted.pass_time(days=3)
        (told,) = self.posted.notices("lead")

        assert told.message == "claimant_not_reached"
        assert "could not be delivered to the buyer by e-mail" in told.text
        assert told.party_id is None
        assert self.posted.problems() == []

    def test_keeps_nobody_else_from_being_told(self) -> None:
        assert {state for state, _ in states(self.posted, "seller")} == {"sent"}
        assert self.worked.is_whole

    def test_is_written_to_again_once_a_good_one_is_on_file(self) -> None:
        self.posted.reach(PersonFacts(email="new@buyers.example"))
        before = len(self.posted.notices())
        self.posted.pass_time(days=3)

        after = self.posted.deliveries()[before:]
        assert after
        assert {delivery.state for delivery in after} == {"sent"}
        assert len(to(self.box.mails, "new@buyers.example")) == len(after)


def test_an_address_that_takes_nothing_is_tried_once_in_a_round(
    posted: Posted, box: Mailbox
) -> None:
    assert BUYER.email is not None
    box.always[BUYER.email] = "550 5.1.1 no such user"
    posted.shop.bring(row(**LOST), row(order_id="A-2", **LOST))
    posted.claim()
    posted.claim("A-2")
    posted.work()

    assert sorted(states(posted)) == [("bounced", 1), ("failed", 0)]
    assert len(posted.notices("lead")) == 2  # One for each claim.


@pytest.mark.parametrize(
    "says",
    [{"DATA": ["554 5.7.1 looks like spam"]}, {"RCPT": ["550 5.7.1 you are on a list"]}],
    ids=["of-the-content", "of-our-name"],
)
def test_a_refusal_that_is_not_about_the_address_fails_that_mail_alone(
    posted: Posted, box: Mailbox, says: dict[str, list[str]]
) -> None:
    box.says = says
    posted.claim()
    posted.work()

    ends = states(posted) + states(posted, "seller")
    assert ends.count(("failed", 1)) == 1
    assert {state for state, _ in ends} == {"failed", "sent"}
    assert len(posted.notices("lead")) == 1


class TestWithoutAWay:
    def test_a_missing_channel_is_recorded_and_nobody_is_alarmed(self, posted: Posted) -> None:
        posted.claim()
        worked = posted.shop.work()

        assert {(d.state, d.said) for d in posted.deliveries()} == {("not_sent", NO_CHANNEL)}
        assert (worked.mails, worked.is_whole, posted.notices("lead")) == (0, True, [])
        assert posted.effects() == []

    def test_a_party_without_an_address_still_has_the_inbox(
        self, posted: Posted, box: Mailbox
    ) -> None:
        posted.reach(PersonFacts(name="Béa Martin"))
        posted.claim()
        posted.work()

        assert {(d.state, d.said) for d in posted.deliveries()} == {("not_sent", NO_ADDRESS)}
        assert posted.notices()
        assert to(box.mails, BUYER.email) == []

    def test_another_master_key_puts_mails_off_and_loses_none(
        self, posted: Posted, box: Mailbox
    ) -> None:
        posted.claim()
        worked = work_what_is_due(
            marketplace_id=posted.shop.marketplace,
            rail=SandboxRail(),
            at=posted.shop.clock.now,
            post=Post(
                channel=posted.channel,
                vault=Vault(b"x" * 32),
                contact="",
                address_of_claim=lambda _audience, _reference: "",
            ),
        )

        assert {one.why for one in worked.put_off.values()} == {SEALED}
        assert box.mails == []
        posted.pass_time(minutes=2)
        assert {state for state, _ in states(posted)} == {"sent"}


@pytest.mark.parametrize(
    ("language", "greeting", "subject", "opened", "sent"),
    [
        (
            "de",
            "Guten Tag Béa Martin,",
            "Wir zahlen Ihnen 29,49 $",
            "Unsere eigenen Aufzeichnungen zeigen",
            "auf dem Weg zu Ihnen",
        ),
        (
            "es",
            "Buenos días, Béa Martin:",
            "Le pagamos 29,49 US$",
            "Nuestros propios registros muestran",
            "en camino",
        ),
        (
            "fr",
            "Bonjour Béa Martin,",
            "Nous vous versons 29,49 $US",
            "Nos propres données montrent",
            "en route",
        ),
    ],
)
def test_a_party_is_told_of_all_of_a_step_in_its_own_language(
    posted: Posted,
    box: Mailbox,
    language: str,
    greeting: str,
    subject: str,
    opened: str,
    sent: str,
) -> None:
    posted.reach(BUYER, language=language)
    posted.claim()
    posted.work()

    (mail,) = to(box.mails, BUYER.email)
    plain = read(mail)
    assert mail["Subject"] == subject
    assert mail["Content-Language"] == language
    assert 0 == plain.index(greeting) < plain.index(opened) < plain.index(sent)
    assert {notice.language for notice in posted.notices()} == {language}
    assert {notice.language for notice in posted.notices("seller")} == {"en"}  # The market's.
