"""What nobody in a marketplace decides: mail that is lost, and a bank that is late or silent."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from makewhole.apps.notices.ports import Mail, MailAnswer, MailState
from makewhole.apps.payouts.ports import PayoutOrder, RailAnswer, RailState
from makewhole.gateways.rails.sandbox import SandboxRail


def chance(*words: object) -> float:
    """Answer a number from 0 to 1 that follows from these words alone.

    >>> chance("mail", 1) == chance("mail", 1)
    True
    """
    digest = sha256("\x1f".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


@dataclass(slots=True)
class LossyMail:
    """A mail server that is away on some days, wants to see some mails twice, and bounces some."""

    seed: int
    now: datetime
    tried: Counter[UUID] = field(default_factory=Counter)
    taken: Counter[UUID] = field(default_factory=Counter)
    to_bounce: list[UUID] = field(default_factory=list)  # Taken, and coming back a day later.

    def send(self, mail: Mail) -> MailAnswer:
        """Say what this server makes of it."""
        self.tried[mail.notice_id] += 1
        tries = self.tried[mail.notice_id]
        if chance(self.seed, "away", self.now.date()) < 0.04:
            return MailAnswer(MailState.LATER, "the server is away", is_away=True)
        if chance(self.seed, "no such address", mail.to) < 0.02:
            return MailAnswer(MailState.NO_SUCH_ADDRESS, "550 no such mailbox")
        if chance(self.seed, "greylisted", mail.notice_id) < 0.15 and tries == 1:
            return MailAnswer(MailState.LATER, "451 try again")
        if chance(self.seed, "refused", mail.notice_id) < 0.005:
            return MailAnswer(MailState.REFUSED, "554 content")
        self.taken[mail.notice_id] += 1
        if chance(self.seed, "comes back", mail.to) < 0.02:
            self.to_bounce.append(mail.notice_id)
        return MailAnswer(MailState.TAKEN, "250 taken")


@dataclass(slots=True)
class Bank:
    """A rail that keeps books of its own, and sometimes takes an order without answering.

    What it paid is told by nobody else: at the end it is compared with what the ledger says.
    """

    seed: int
    rail: SandboxRail = field(default_factory=SandboxRail)
    name: str = "sandbox"
    orders: dict[str, PayoutOrder] = field(default_factory=dict)
    said: dict[str, RailState] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    timeouts: int = 0

    def send(self, order: PayoutOrder, *, at: datetime) -> RailAnswer:
        """Take an order; now and then the answer is lost on the way."""
        before = self.orders.setdefault(order.key, order)
        if before != order:
            raise AssertionError(f"the order {order.key} was sent again, and differs")
        self._may_be_silent(order)
        return self.rail.send(order, at=at)

    def ask(self, order: PayoutOrder, *, sent_at: datetime, at: datetime) -> RailAnswer:
        """Answer what became of it, or nothing."""
        if order.key not in self.orders:
            raise AssertionError(f"the order {order.key} was asked after, and never came")
        self._may_be_silent(order)
        answer = self.rail.ask(order, sent_at=sent_at, at=at)
        self.said[order.key] = answer.state
        return answer

    def _may_be_silent(self, order: PayoutOrder) -> None:
        self.asked[order.key] += 1
        if chance(self.seed, order.key, self.asked[order.key]) < 0.03:
            self.timeouts += 1
            raise TimeoutError("the bank did not answer")

    def paid_minor(self) -> dict[UUID, int]:
        """Answer what reached each payee and stayed there, in whole minor units, by payout."""
        paid: dict[UUID, int] = {}
        for key, order in self.orders.items():
            if self.said.get(key) is RailState.SETTLED:
                paid[order.payout_id] = paid.get(order.payout_id, 0) + order.amount_minor
        return paid
