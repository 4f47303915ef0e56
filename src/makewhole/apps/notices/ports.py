"""What a way to send mail must be able to do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from makewhole.apps.parties.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One notice as a mail. `notice_id` makes its Message-ID: a second copy shows as one."""

    notice_id: UUID
    to: str
    reply_to: str  # "": answers are not read.
    sender_name: str
    subject: str
    text: str
    html: str
    language: str
    at: datetime


class MailState(StrEnum):
    """What a server made of a mail."""

    TAKEN = "taken"
    LATER = "later"  # Not now: it is busy, wants to see the mail again, or is away.
    REFUSED = "refused"  # Never, but the address may be good: the content, or our name.
    NO_SUCH_ADDRESS = "no_such_address"


@dataclass(frozen=True, slots=True)
class MailAnswer:
    """What the server said, without any address in it; `is_away`: it did not answer at all."""

    state: MailState
    said: str
    is_away: bool = False


class MailChannel(Protocol):
    """A mail server. It never raises for what a server does or does not do."""

    def send(self, mail: Mail) -> MailAnswer:
        """Hand a mail over, and wait for the server's word."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What mails are sent with: a channel, the vault that keeps addresses, where mails lead to."""

    channel: MailChannel
    vault: Vault
    contact: str  # An address where people read what is answered; "": there is none.
    address_of_claim: Callable[[str, str], str]  # Of an audience and a reference; "": nowhere.
