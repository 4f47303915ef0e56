"""The mail gateway: what is read from the environment, and what a server's answers mean."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from makewhole.apps.notices.ports import Mail, MailAnswer, MailState
from makewhole.gateways.mail.server import (
    MailServer,
    MailSettingsWrong,
    contact_address,
    mail_server,
)
from makewhole.gateways.mail.smtp import SmtpMail, message_id, notice_of, without_addresses
from tests.apps.notices.mailbox import SENDER, Mailbox, free_port, mailbox
from tests.apps.notices.post import server_at

MAIL = Mail(
    notice_id=UUID(int=7),
    to="bea@buyers.example",
    reply_to="claims@northwind.example",
    sender_name="Northwind, Ltd.",
    subject="We pay you",
    text="Zwölf Euro.",
    html="<p>Zwölf Euro.</p>",
    language="de",
    at=datetime(2026, 12, 1, 12, tzinfo=UTC),
)
FROM = {"MAKEWHOLE_MAIL_FROM": SENDER}


class TestSettings:
    @pytest.mark.parametrize(
        ("url", "server"),
        [
            ("smtp://mail.example", MailServer("mail.example", 25, SENDER)),
            (
                "smtp+starttls://u%40x:p%3Aw@mail.example",
                MailServer(
                    "mail.example",
                    587,
                    SENDER,
                    starts_tls=True,
                    user="u@x",
                    password="p:w",  # noqa: S106
                ),
            ),
            ("smtps://mail.example:1465", MailServer("mail.example", 1465, SENDER, is_tls=True)),
        ],
    )
    def test_name_a_server_and_how_it_is_spoken_to(self, url: str, server: MailServer) -> None:
        assert mail_server({"MAKEWHOLE_MAIL_URL": url, **FROM}, sandbox=False) == server

    def test_of_live_marketplaces_are_never_those_of_a_sandbox(self) -> None:
        live = {"MAKEWHOLE_MAIL_URL": "smtp://live.example", **FROM}
        both = {**live, "MAKEWHOLE_SANDBOX_MAIL_URL": "smtp://catcher.example"}

        assert mail_server(live, sandbox=True) is None
        found = mail_server(both, sandbox=True)
        assert found is not None
        assert found.host == "catcher.example"

    def test_that_are_absent_mean_that_there_is_no_channel(self) -> None:
        assert mail_server({}, sandbox=False) is None
        assert contact_address({}) == ""

    @pytest.mark.parametrize(
        ("url", "sender", "told"),
        [
            ("http://secret@mail.example", SENDER, "begins with none of smtp://"),
            ("smtp://:secret@:25", SENDER, "names no server"),
            ("smtp://mail.example:port-secret", SENDER, "is no address"),
            ("smtp://mail.example", "", "MAKEWHOLE_MAIL_FROM must be one e-mail address"),
            ("smtp://mail.example", f"Us <{SENDER}>", "must be one e-mail address"),
            ("smtp://mail.example", f"{SENDER}\nBcc: x@y.example", "must be one e-mail address"),
        ],
    )
    def test_that_cannot_be_used_are_told_with_a_repair_and_no_password(
        self, url: str, sender: str, told: str
    ) -> None:
        environ = {"MAKEWHOLE_MAIL_URL": url, "MAKEWHOLE_MAIL_FROM": sender}
        with pytest.raises(MailSettingsWrong, match=told) as wrong:
            mail_server(environ, sandbox=False)

        assert "example" in str(wrong.value)
        assert "secret" not in str(wrong.value)

    def test_keep_the_password_out_of_every_trace(self) -> None:
        assert "p:w" not in repr(MailServer("h", 25, SENDER, user="u", password="p:w"))  # noqa: S106

    def test_take_one_address_as_the_contact(self) -> None:
        assert contact_address({"MAKEWHOLE_CONTACT": " a@b.example "}) == "a@b.example"
        with pytest.raises(MailSettingsWrong, match="MAKEWHOLE_CONTACT"):
            contact_address({"MAKEWHOLE_CONTACT": "our office"})


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as served:
        yield served


def sent(box: Mailbox, mail: Mail = MAIL) -> MailAnswer:
    return SmtpMail(server_at(box.port)).send(mail)


class TestAServersAnswer:
    @pytest.mark.parametrize(
        ("step", "says", "state"),
        [
            ("RCPT", "451 4.7.1 greylisted", MailState.LATER),
            ("RCPT", "452 4.2.2 mailbox full", MailState.LATER),
            ("RCPT", "550 5.1.1 no such user", MailState.NO_SUCH_ADDRESS),
            ("RCPT", "553 mailbox name not allowed", MailState.NO_SUCH_ADDRESS),
            ("RCPT", "550 5.7.1 blocked", MailState.REFUSED),
            ("DATA", "451 4.3.0 try again", MailState.LATER),
            ("DATA", "554 5.7.1 spam", MailState.REFUSED),
        ],
    )
    def test_is_known_for_what_it_is(
        self, box: Mailbox, step: str, says: str, state: MailState
    ) -> None:
        box.says[step] = [says]

        assert sent(box) == MailAnswer(state, says)
        assert box.mails == []

    def test_loses_every_address_that_stands_in_it(self, box: Mailbox) -> None:
        box.says["RCPT"] = ["550 5.1.1 <bea@buyers.example>: bea@buyers.example is unknown"]

        assert sent(box).said == "550 5.1.1 <address>: <address> is unknown"

    def test_is_awaited_only_where_somebody_listens(self) -> None:
        answer = SmtpMail(server_at(free_port())).send(MAIL)

        assert (answer.state, answer.is_away) == (MailState.LATER, True)
        assert answer.said.startswith("no answer: ")


def test_a_mail_holds_what_it_was_given_in_any_script(box: Mailbox) -> None:
    assert sent(box).state is MailState.TAKEN
    (mail,) = box.mails

    assert mail["From"] == '"Northwind, Ltd." <guarantee@northwind.example>'
    assert mail["Reply-To"] == "claims@northwind.example"
    assert mail["Message-ID"] == "<00000000000000000000000000000007@northwind.example>"
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().strip() == "Zwölf Euro."


def test_a_subject_of_several_lines_brings_no_header_in(box: Mailbox) -> None:
    sent(box, replace(MAIL, subject="We pay\r\nBcc: everybody@else.example"))

    (mail,) = box.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "We pay Bcc: everybody@else.example"


@pytest.mark.parametrize("address", ["no address", "a@b\r\nRCPT TO:<x@y>", "", "@", "a@b@c"])
def test_a_malformed_address_bounces_without_a_server(box: Mailbox, address: str) -> None:
    assert sent(box, replace(MAIL, to=address)).state is MailState.NO_SUCH_ADDRESS
    assert box.sessions["RCPT"] == 0


def test_an_address_in_another_script_is_written_to(box: Mailbox) -> None:
    assert sent(box, replace(MAIL, to="béa@buyers.example")).state is MailState.TAKEN


def test_a_notice_is_found_again_by_its_message_id() -> None:
    notice = UUID(int=2**127 + 5)
    written = message_id(notice, SENDER)

    assert notice_of(written) == notice_of(f" {written.strip('<>')} ") == notice
    assert notice_of("<20261201.1234@elsewhere.example>") is None


def test_what_a_server_says_is_kept_in_one_short_line() -> None:
    assert without_addresses("a\r\nb  c") == "a b c"
    assert len(without_addresses("x" * 5_000)) == 300


class TestALogin:
    @contextmanager
    def served(self, *, takes: bool) -> Iterator[tuple[Mailbox, int]]:
        box = Mailbox(port=free_port())
        controller = Controller(
            box,
            hostname="127.0.0.1",
            port=box.port,
            auth_require_tls=False,
            authenticator=lambda *_told: AuthResult(success=takes, handled=False),
        )
        controller.start()
        try:
            yield box, box.port
        finally:
            controller.stop()

    def test_that_is_right_sends(self) -> None:
        with self.served(takes=True) as (box, port):
            server = replace(server_at(port), user="u", password="p")  # noqa: S106
            assert SmtpMail(server).greeting_problem() is None
            assert SmtpMail(server).send(MAIL).state is MailState.TAKEN
            assert len(box.mails) == 1

    def test_that_is_wrong_is_ours_to_mend_and_bounces_nobody(self) -> None:
        with self.served(takes=False) as (_box, port):
            server = replace(server_at(port), user="u", password="p")  # noqa: S106
            answer = SmtpMail(server).send(MAIL)
            assert (answer.state, answer.is_away) == (MailState.LATER, True)
            assert answer.said.startswith("535")
            assert str(SmtpMail(server).greeting_problem()).startswith("535")


def test_a_server_without_starttls_gets_nothing_in_clear(box: Mailbox) -> None:
    answer = SmtpMail(replace(server_at(box.port), starts_tls=True)).send(MAIL)

    assert (answer.state, answer.is_away) == (MailState.LATER, True)
    assert box.mails == []


def test_a_server_that_speaks_no_tls_gets_nothing(box: Mailbox) -> None:
    answer = SmtpMail(replace(server_at(box.port), is_tls=True)).send(MAIL)

    assert answer.state is MailState.LATER
    assert box.mails == []


class TestStarttls:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        """A certificate of this machine, and its key, in one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        machine = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
        made = (
            x509.CertificateBuilder(name, name, key.public_key(), 1)
            .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
            .add_extension(machine, critical=False)
            .sign(key, hashes.SHA256())
        )
        path = tmp_path / "machine.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(made.public_bytes(Encoding.PEM) + secret)
        return path

    @pytest.mark.parametrize(
        ("is_trusted", "state"), [(True, MailState.TAKEN), (False, MailState.LATER)]
    )
    def test_sends_to_a_server_whose_certificate_is_trusted_alone(
        self,
        certificate: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        is_trusted: bool,
        state: MailState,
    ) -> None:
        if is_trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        box = Mailbox(port=free_port())
        controller = Controller(
            box, hostname="127.0.0.1", port=box.port, tls_context=context, require_starttls=True
        )
        controller.start()
        try:
            answer = SmtpMail(replace(server_at(box.port), starts_tls=True)).send(MAIL)
        finally:
            controller.stop()

        assert answer.state is state
        assert len(box.mails) == is_trusted
