"""Handing mails to an SMTP server, step by step, so that each answer is known for what it is.

A refusal of the recipient is about the address; one of the content or of our own name is not. A
server that is away, busy or greylisting is asked again later with the same Message-ID.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from uuid import UUID

from makewhole.apps.notices.ports import Mail, MailAnswer, MailState
from makewhole.gateways.mail.server import MailServer

SECONDS_MAX = 10.0  # For each answer of the server.
_SAID_MAX = 300
_PERMANENT = 500
_ABOUT_POLICY = re.compile(r"\b5\.7\.\d+\b")  # An enhanced code: of us or the content.
_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_MESSAGE_ID = re.compile(r"<?\s*([0-9a-f]{32})@[^\s@<>]+>?", re.IGNORECASE)


def message_id(notice_id: UUID, sender: str) -> str:
    """Answer what a notice's mail is known by: the same however often it is sent."""
    return f"<{notice_id.hex}@{sender.rpartition('@')[2]}>"


def notice_of(text: str) -> UUID | None:
    """Answer the notice that a Message-ID names; None: it is none of ours."""
    found = _MESSAGE_ID.fullmatch(text.strip())
    return UUID(found[1]) if found else None


def without_addresses(said: str) -> str:
    """Answer what a server said, in one line, with no e-mail address left in it."""
    line = " ".join(said.split())
    return _ADDRESS.sub("<address>", line)[:_SAID_MAX]


class SmtpMail:
    """A mail server that speaks SMTP."""

    def __init__(self, server: MailServer) -> None:
        self._server = server

    def greeting_problem(self) -> str | None:
        """Answer why a session cannot be opened now; None: it can. Nothing is sent."""
        try:
            with self._session():
                return None
        except OSError as problem:
            return _why(problem)

    def send(self, mail: Mail) -> MailAnswer:
        """Hand a mail over, and wait for the server's word."""
        try:
            message = _message(mail, self._server.sender)
        except (ValueError, MessageError):
            return MailAnswer(MailState.NO_SUCH_ADDRESS, "the address on file is malformed")
        try:
            with self._session() as session:
                return self._hand_over(session, mail.to, message)
        except OSError as problem:  # Of smtplib, too: nothing that is about this one mail.
            return MailAnswer(MailState.LATER, _why(problem), is_away=True)

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        server = self._server
        tls = ssl.create_default_context()
        session: smtplib.SMTP
        if server.is_tls:
            session = smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS_MAX, context=tls)
        else:
            session = smtplib.SMTP(server.host, server.port, timeout=SECONDS_MAX)
        try:
            session.ehlo_or_helo_if_needed()
            if server.starts_tls:
                session.starttls(context=tls)
                session.ehlo()
            if server.user:
                session.login(server.user, server.password)
            yield session
            with suppress(OSError):
                session.quit()  # What it took, it took: a rude goodbye changes nothing.
        finally:
            session.close()

    def _hand_over(self, session: smtplib.SMTP, to: str, message: bytes) -> MailAnswer:
        options = [] if to.isascii() else ["SMTPUTF8"]
        if options and not session.has_extn("smtputf8"):
            return MailAnswer(
                MailState.REFUSED, "the mail server takes no address with such letters"
            )
        if options:
            session.command_encoding = "utf-8"
        code, said = session.mail(self._server.sender, options)
        if code >= 400:
            return MailAnswer(MailState.LATER, _said(code, said), is_away=True)
        code, said = session.rcpt(to)
        if code >= 400:
            return MailAnswer(_of_recipient(code, said), _said(code, said))
        try:
            code, said = session.data(message)
        except smtplib.SMTPDataError as answer:
            return _of_content(answer.smtp_code, answer.smtp_error)
        return _of_content(code, said)


def _why(problem: OSError) -> str:
    """Word what a session met: the server's own answer, or that there was none."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return _said(problem.smtp_code, problem.smtp_error)
    return f"no answer: {without_addresses(str(problem) or type(problem).__name__)}"


def _of_recipient(code: int, said: bytes) -> MailState:
    if code < _PERMANENT:
        return MailState.LATER
    if _ABOUT_POLICY.search(said.decode(errors="replace")):
        return MailState.REFUSED
    return MailState.NO_SUCH_ADDRESS


def _of_content(code: int, said: bytes | str) -> MailAnswer:
    if code < 400:
        return MailAnswer(MailState.TAKEN, _said(code, said))
    state = MailState.REFUSED if code >= _PERMANENT else MailState.LATER
    return MailAnswer(state, _said(code, said))


def _said(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {without_addresses(text)}"


def _recipient(to: str) -> Address:
    if to.isascii() and "@" in to:
        return Address(addr_spec=to)
    username, at, domain = to.rpartition("@")
    if not (username and at and domain) or re.search(r"[\s<>@]", username + domain):
        raise ValueError("no address")
    return Address(username=username, domain=domain)  # In another script there is no parser.


def _message(mail: Mail, sender: str) -> bytes:
    """Write the mail with both of its texts; the plain one is whole by itself."""
    message = EmailMessage(policy=SMTP if mail.to.isascii() else SMTPUTF8)
    message["From"] = Address(mail.sender_name, addr_spec=sender)
    message["To"] = _recipient(mail.to)
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=mail.reply_to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = mail.at
    message["Message-ID"] = message_id(mail.notice_id, sender)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language  # Of both: earlier it would move into the first.
    return message.as_bytes()
