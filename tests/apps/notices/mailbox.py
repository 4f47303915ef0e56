"""A real SMTP server that takes, refuses, greylists or breaks off, as a test tells it."""

import socket
from asyncio import WriteTransport
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

SENDER = "guarantee@northwind.example"


@dataclass(slots=True)
class Mailbox:
    """What the server took, and what it is told to say.

    `says` gives, for each step ("RCPT", "DATA"), the answers to come; without any, it takes the
    mail. `breaks_off`: so often it takes a mail and hangs up before it says so.
    """

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    says: dict[str, list[str]] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)  # By recipient.
    breaks_off: int = 0
    sessions: Counter[str] = field(default_factory=Counter)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        self.sessions["RCPT"] += 1
        answer = self.always.get(address) or self._next("RCPT")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        answer = self._next("DATA")
        if answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            message = message_from_bytes(content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.mails.append(message)
        if self.breaks_off > 0:
            self.breaks_off -= 1
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return answer

    def _next(self, step: str) -> str:
        waiting = self.says.get(step)
        return waiting.pop(0) if waiting else "250 2.0.0 OK"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


def read(mail: EmailMessage, as_what: str = "plain") -> str:
    """Answer one of the two texts of a mail, as a mail program shows it."""
    part = mail.get_body((as_what,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Serve a mailbox on a free port of this machine."""
    box = Mailbox(port=free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port, enable_SMTPUTF8=True)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def free_port() -> int:
    """Answer a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
