"""Mail that comes back later, and the command that says where parties are reached."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from makewhole.apps.appeals.commands import On, appeal_id_of, file_appeal
from makewhole.apps.claims.queries import determinations_of, list_claims
from makewhole.apps.notices.deliveries import mail_bounced
from makewhole.apps.parties.people import PersonFacts, erase_person, personal_facts
from makewhole.apps.parties.queries import email_states
from makewhole.apps.tenancy.queries import marketplace
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.appeal.stages import Side
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from makewhole.embedded.refusal import ServerUnavailable
from makewhole.surfaces.cli import doctor, ground
from makewhole.surfaces.cli.console import Exit
from makewhole.surfaces.cli.main import main
from makewhole.wiring import post_of, vault
from tests.apps.claims.shop import Shop, shop
from tests.apps.notices.mailbox import SENDER, Mailbox, free_port
from tests.apps.notices.post import BUYER, Posted, box, posted
from tests.apps.reporting.test_verify import tamper

__all__ = ["box", "posted", "shop"]

Run = Callable[..., tuple[Exit, dict[str, Any]]]


@pytest.fixture
def run(shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the test's own marketplace."""
    monkeypatch.setattr(ground, "open_database", lambda: None)
    slug = marketplace(marketplace_id=shop.marketplace).slug

    def ran(*arguments: str) -> tuple[Exit, dict[str, Any]]:
        capsys.readouterr()
        code = main([*arguments, "--marketplace", slug, "--json"])
        said = capsys.readouterr()
        document: dict[str, Any] = json.loads(said.out) if said.out else {"said": said.err}
        return Exit(code), document

    return ran


@pytest.fixture
def told(posted: Posted) -> Posted:
    """Everybody was written to, and the server took it all."""
    posted.claim()
    posted.work()
    return posted


class TestAMailThatComesBack:
    @pytest.fixture(autouse=True)
    def returned(self, told: Posted, run: Run) -> None:
        self.posted, self.run = told, run
        self.notice = told.notices()[0]
        self.ran = run("notices", "bounced", f"<{self.notice.id.hex}@northwind.example>",
                       "--said", "550 bea@buyers.example is gone")  # fmt: skip

    def test_is_recorded_without_its_address(self) -> None:
        (delivery, *_) = self.posted.deliveries()

        assert self.ran[0] is Exit.DONE
        assert self.ran[1]["state"] == "bounced"
        assert (delivery.state, delivery.said) == ("bounced", "550 <address> is gone")

    def test_closes_the_address_and_tells_a_lead_once(self) -> None:
        again = self.run("notices", "bounced", f"{self.notice.id.hex}@northwind.example")

        assert again[0] is Exit.DONE
        (lead,) = self.posted.notices("lead")
        assert lead.message == "claimant_not_reached"
        self.posted.pass_time(days=3)
        assert self.posted.deliveries()[-1].state == "failed"
        assert len(self.posted.notices("lead")) == 1
        assert self.posted.problems() == []

    def test_is_counted(self) -> None:
        _, document = self.run("notices", "deliveries")
        counts = {(one["state"], one["said"]): one["count"] for one in document["deliveries"]}

        assert counts["bounced", ""] == 1
        assert (
            counts["sent", ""]
            == len(self.posted.notices()) + len(self.posted.notices("seller")) - 1
        )


def test_a_lost_mail_of_a_contest_is_told_with_the_contest(told: Posted, run: Run) -> None:
    marketplace_id, at = told.shop.marketplace, told.shop.clock.now
    with transaction(marketplace_id):
        (claim,) = list_claims(marketplace_id=marketplace_id)
        (made,) = determinations_of(marketplace_id=marketplace_id, claim_id=claim.claim_id)
    appeal_id = appeal_id_of(made.determination_id, Side.SELLER)
    on = On(marketplace_id, claim.claim_id, appeal_id, By(Role.SELLER, told.seller_id), at)
    file_appeal(
        on, determination_id=made.determination_id, side=Side.SELLER, because="You sent it."
    )
    told.work()
    contest = next(one for one in told.notices() if one.message == "contest_filed")
    run("notices", "bounced", f"{contest.id.hex}@northwind.example")

    lost = next(one for one in told.notices("lead") if one.message == "claimant_not_reached")
    assert (lost.appeal_id, lost.seq) == (appeal_id, contest.seq)
    assert told.problems() == []


def test_a_bounce_of_an_earlier_address_leaves_the_new_one_open(told: Posted, run: Run) -> None:
    notice = told.notices()[0]
    told.reach(PersonFacts(email="new@buyers.example"))
    run("notices", "bounced", f"{notice.id.hex}@northwind.example")

    whom = told.buyer_id
    with transaction(told.shop.marketplace):
        states = email_states(marketplace_id=told.shop.marketplace, party_ids=[whom])
    assert states[whom].bounced_at is None


def test_a_mail_that_never_went_out_cannot_come_back(posted: Posted, run: Run) -> None:
    posted.claim()
    posted.shop.work()
    unsent = posted.notices()[0]
    marketplace_id, at = posted.shop.marketplace, posted.shop.clock.now
    with transaction(marketplace_id):
        answers = [
            mail_bounced(marketplace_id=marketplace_id, notice_id=each, said="", at=at)
            for each in (unsent.id, uuid4())
        ]

    assert [a.reason for a in answers if isinstance(a, Refused)] == [
        "mail_was_not_sent",
        "mail_unknown",
    ]
    refused = run("notices", "bounced", f"{unsent.id.hex}@northwind.example")
    assert refused[0] is Exit.FOUND_PROBLEMS
    assert "Nothing was done." in refused[1]["said"]
    assert run("notices", "bounced", "<x@y>")[0] is Exit.WRONG_USAGE


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("SET state = 'bounced' WHERE state = 'sent'", "it bounced, and no lead was told"),
        ("SET state = 'queued' WHERE state = 'sent'", "it is queued, and nothing will send it"),
        ("SET notice_id = gen_random_uuid() WHERE state = 'sent'", "there is no such notice"),
    ],
)
def test_a_delivery_that_was_changed_is_found(told: Posted, change: str, named: str) -> None:
    assert told.problems() == []
    tamper(told.shop, "notices_delivery", change)

    found = told.problems()
    assert found
    assert all(one.startswith("delivery ") and one.endswith(named) for one in found)


def test_a_lead_who_was_told_for_nothing_is_found(told: Posted, run: Run) -> None:
    run("notices", "bounced", f"{told.notices()[0].id.hex}@northwind.example")
    tamper(told.shop, "notices_delivery", "SET state = 'sent'")

    (problem,) = told.problems()
    assert problem.endswith("/lead/claimant_not_reached: no delivery owes it")


class TestHowAPartyIsReached:
    def test_is_kept_in_the_vault_part_by_part(
        self, posted: Posted, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "MAKEWHOLE_HOME", tmp_path)
        _forget(posted)
        to_buyer = ("notices", "reach", "buyer", "buyer-1")
        run(*to_buyer, "--name", "Béa Martin", "--address", "1 High Street, Dayton")
        code, document = run(*to_buyer, "--email", "bea@buyers.example", "--language", "fr")
        whom = posted.buyer_id
        with transaction(posted.shop.marketplace):
            kept = personal_facts(
                marketplace_id=posted.shop.marketplace, party_id=whom, vault=vault()
            )

        assert (code, document["kept"]) == (Exit.DONE, ["email", "language"])
        assert kept == BUYER
        posted.claim()
        posted.shop.work()
        assert {notice.language for notice in posted.notices()} == {"fr"}

    def test_refuses_what_is_no_address(self, posted: Posted, run: Run) -> None:
        code, answer = run("notices", "reach", "buyer", "buyer-1", "--email", "nonsense")

        assert code is Exit.WRONG_USAGE
        assert "name@example.com" in answer["said"]
        assert posted.buyer_id

    def test_names_a_party_that_is_not_there(self, posted: Posted, run: Run) -> None:
        assert posted.shop
        code, answer = run("notices", "reach", "buyer", "nobody", "--language", "de")

        assert code is Exit.FOUND_PROBLEMS
        assert answer["said"].startswith("There is no buyer nobody. Nothing was kept.")


def _forget(posted: Posted) -> None:
    """Remove the key under which the fixture kept the buyer's facts; the product has another."""
    whom = posted.buyer_id
    with transaction(posted.shop.marketplace):
        erase_person(marketplace_id=posted.shop.marketplace, party_id=whom)


def test_a_sandbox_writes_to_nobody_by_the_live_server(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAKEWHOLE_MAIL_URL", "smtp://live.example")
    monkeypatch.setenv("MAKEWHOLE_MAIL_FROM", SENDER)
    assert post_of(shop.marketplace) is None

    monkeypatch.setenv("MAKEWHOLE_SANDBOX_MAIL_URL", "smtp://catcher.example")
    assert post_of(shop.marketplace) is not None

    monkeypatch.setenv("MAKEWHOLE_SANDBOX_MAIL_URL", "catcher.example")
    with pytest.raises(ServerUnavailable, match="MAKEWHOLE_SANDBOX_MAIL_URL begins with none"):
        post_of(shop.marketplace)


class TestTheDoctor:
    def looks(self, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
        main(["doctor", "--json"])
        return {look["about"]: look for look in json.loads(capsys.readouterr().out)["looks"]}

    def test_says_that_mail_is_not_configured_and_letters_are_there(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("MAKEWHOLE_MAIL_URL", raising=False)
        looks = self.looks(capsys)

        assert looks["Mail"]["found"].startswith("not configured")
        assert looks["Mail"]["mend"] == ""
        assert looks["Letters"]["found"].startswith("typst ")

    def test_asks_the_server_whether_it_answers(
        self, box: Mailbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MAKEWHOLE_MAIL_FROM", SENDER)
        monkeypatch.setenv("MAKEWHOLE_MAIL_URL", box.url)
        monkeypatch.setenv("MAKEWHOLE_SANDBOX_MAIL_URL", f"smtp://127.0.0.1:{free_port()}")
        looks = self.looks(capsys)

        assert looks["Mail"]["mend"] == ""
        assert f"port {box.port}, answers" in looks["Mail"]["found"]
        assert "no answer" in looks["Mail of sandboxes"]["found"]
        assert looks["Mail of sandboxes"]["mend"]
        assert box.mails == []

    def test_tells_what_is_wrong_with_a_setting(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MAKEWHOLE_MAIL_URL", "mail.example")
        look = self.looks(capsys)["Mail"]

        assert look["found"] == "set up wrongly"
        assert "write for example smtp+starttls://" in look["mend"]
        assert doctor.Look("Mail", "x", look["mend"]).is_well is False
