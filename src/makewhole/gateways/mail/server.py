"""Which mail server is used, as the environment says it; every mistake is told with its repair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

URL = "MAKEWHOLE_MAIL_URL"
SANDBOX_URL = "MAKEWHOLE_SANDBOX_MAIL_URL"  # A sandbox never writes to people by the live server.
SENDER = "MAKEWHOLE_MAIL_FROM"
CONTACT = "MAKEWHOLE_CONTACT"  # Where people read what is answered to mails and letters.

# Scheme -> whether TLS begins at once, whether it is begun by STARTTLS, the port without one.
_WAYS = {
    "smtp": (False, False, 25),
    "smtp+starttls": (False, True, 587),
    "smtps": (True, False, 465),
}
_FORM = "smtp+starttls://user:password@mail.example.com:587"


class MailSettingsWrong(Exception):
    """A setting of mail cannot be used; its words say which, and what would be accepted."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over, and whom they come from."""

    host: str
    port: int
    sender: str  # The address alone; the marketplace's name stands before it.
    is_tls: bool = False
    starts_tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(environ: Mapping[str, str], *, sandbox: bool) -> MailServer | None:
    """Answer the server for a sandbox or for live marketplaces; None: none is configured.

    Raises:
        MailSettingsWrong: A setting is there and cannot be used.
    """
    name = SANDBOX_URL if sandbox else URL
    url = environ.get(name, "").strip()
    return _server(name, url, environ.get(SENDER, "").strip()) if url else None


def contact_address(environ: Mapping[str, str]) -> str:
    """Answer where the programme is written to; empty: nowhere is said.

    Raises:
        MailSettingsWrong: It is no e-mail address.
    """
    contact = environ.get(CONTACT, "").strip()
    return _one_address(CONTACT, contact) if contact else ""


def _one_address(name: str, text: str) -> str:
    address = parseaddr(text)[1]
    if "@" not in address or address != text:
        raise MailSettingsWrong(f"{name} must be one e-mail address, such as claims@example.com")
    return address


def _server(name: str, url: str, sender: str) -> MailServer:
    # The value may hold a password: it is never told again.
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise MailSettingsWrong(f"{name} is no address; write for example {_FORM}") from None
    if parts.scheme not in _WAYS:
        raise MailSettingsWrong(
            f"{name} begins with none of {', '.join(f'{way}://' for way in _WAYS)}; "
            f"write for example {_FORM}"
        )
    if not parts.hostname:
        raise MailSettingsWrong(f"{name} names no server; write for example {_FORM}")
    is_tls, starts_tls, usual_port = _WAYS[parts.scheme]
    return MailServer(
        host=parts.hostname,
        port=port or usual_port,
        sender=_one_address(SENDER, sender),
        is_tls=is_tls,
        starts_tls=starts_tls,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
