"""Carrying mails out: addresses come from the vault, what a server says goes to the deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.utils import translation

from makewhole.apps.claims.queries import references_of
from makewhole.apps.notices.deliveries import MAIL, leave_unsent, record
from makewhole.apps.notices.mail_text import compose
from makewhole.apps.notices.models import Delivery, DeliveryState, Notice
from makewhole.apps.notices.ports import Mail, MailAnswer, MailState, Post
from makewhole.apps.parties.people import PersonFacts, personal_facts
from makewhole.apps.parties.queries import EmailState, email_states
from makewhole.apps.parties.texts import texts_of
from makewhole.apps.parties.vault import SealBroken, Vault
from makewhole.apps.tenancy.queries import marketplace
from makewhole.apps.tenancy.transactions import transaction

# With the waits of the outbox, which double up to a day, the last try comes after four days.
ATTEMPTS_MAX = 14

# A worker's lease on its effects ends after two minutes; the last mail must be begun well before.
_SECONDS_MAX = 60.0

NO_CHANNEL = "no mail channel configured"
NO_ADDRESS = "no e-mail address on file"
ADDRESS_BOUNCED = "not tried: an earlier mail to this address bounced"
NOT_TRIED = "not tried in this round"
SEALED = "the address on file cannot be opened with this home's master key"
ENCLOSED_SEALED = "what goes with it cannot be opened with this home's master key"

_STATES = {
    MailState.TAKEN: DeliveryState.SENT,
    MailState.REFUSED: DeliveryState.FAILED,
    MailState.NO_SUCH_ADDRESS: DeliveryState.BOUNCED,
}


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A notice whose mail is still to be sent, and how its reader's address stands."""

    notice: Notice
    attempts: int  # So far, this time excluded.
    email: EmailState
    person: PersonFacts | SealBroken | None  # None: there is no address.
    enclosed: str | SealBroken | None  # Empty: nothing goes with it. None: it was erased.
    reference: str

    @property
    def sealed(self) -> str:
        """Answer what cannot be opened, for which the mail has to wait; empty: nothing."""
        if isinstance(self.person, SealBroken):
            return SEALED
        return ENCLOSED_SEALED if isinstance(self.enclosed, SealBroken) else ""

    @property
    def may_be_sent(self) -> bool:
        """Answer whether nothing that was sent to the address on file has come back."""
        return self.email.bounced_at is None


@dataclass(slots=True)
class Mailed:
    """How many mails a server took, and which notices are to be tried again, and why."""

    sent: int = 0
    again: dict[UUID, str] = field(default_factory=dict)


def send_mails(
    *, marketplace_id: UUID, notice_ids: Sequence[UUID], post: Post | None, at: datetime
) -> Mailed:
    """Send what is still queued of these notices, and record what became of each.

    Opens its own transactions, one for each mail: what a server has taken is written down before
    the next is sent.
    """
    with transaction(marketplace_id):
        if post is None:
            leave_unsent(
                marketplace_id=marketplace_id, notice_ids=notice_ids, said=NO_CHANNEL, at=at
            )
            return Mailed()
        waiting = _waiting(marketplace_id, notice_ids, post)
        unaddressed = [one.notice.id for one in waiting if one.person is None and one.may_be_sent]
        leave_unsent(marketplace_id=marketplace_id, notice_ids=unaddressed, said=NO_ADDRESS, at=at)
        sender = marketplace(marketplace_id=marketplace_id).name
    return _send([one for one in waiting if one.notice.id not in unaddressed], post, sender, at)


def _send(waiting: Sequence[_Waiting], post: Post, sender: str, at: datetime) -> Mailed:
    mailed = Mailed()
    is_away, began = "", monotonic()
    bounced: set[UUID | None] = set()
    for one in waiting:
        if not one.may_be_sent or one.email.email_id in bounced:
            _record(one, DeliveryState.FAILED, ADDRESS_BOUNCED, at=at, attempts=one.attempts)
            continue
        if is_away or monotonic() - began > _SECONDS_MAX:
            mailed.again[one.notice.id] = is_away or NOT_TRIED
            continue
        if one.sealed:
            mailed.again[one.notice.id] = one.sealed
            continue
        answer = post.channel.send(_mail(one, post, sender, at))
        is_away = answer.said if answer.is_away else ""
        if answer.state is MailState.NO_SUCH_ADDRESS:
            bounced.add(one.email.email_id)
        if _take_down(one, answer, at):
            mailed.again[one.notice.id] = answer.said
        mailed.sent += answer.state is MailState.TAKEN
    return mailed


def _waiting(marketplace_id: UUID, notice_ids: Sequence[UUID], post: Post) -> list[_Waiting]:
    queued = dict(
        Delivery.objects.filter(
            marketplace_id=marketplace_id,
            notice_id__in=notice_ids,
            channel=MAIL,
            state=DeliveryState.QUEUED,
        ).values_list("notice_id", "attempts")
    )
    notices = list(
        Notice.objects.filter(marketplace_id=marketplace_id, id__in=list(queued)).order_by(
            "at", "seq", "id"
        )
    )
    parties = {notice.party_id for notice in notices if notice.party_id is not None}
    emails = email_states(marketplace_id=marketplace_id, party_ids=parties)
    people = {
        party_id: _person(marketplace_id, party_id, post.vault)
        for party_id, email in emails.items()
        if email.email_id is not None and email.bounced_at is None
    }
    references = references_of(
        marketplace_id=marketplace_id, claim_ids={notice.claim_id for notice in notices}
    )
    nobody = EmailState(None, None)
    return [
        _Waiting(
            notice=notice,
            attempts=queued[notice.id],
            email=emails.get(notice.party_id, nobody) if notice.party_id else nobody,
            person=people.get(notice.party_id) if notice.party_id else None,
            enclosed=_enclosed(notice, post.vault),
            reference=references[notice.claim_id],
        )
        for notice in notices
    ]


def _person(marketplace_id: UUID, party_id: UUID, vault: Vault) -> PersonFacts | SealBroken | None:
    """Answer a person with an address; facts that cannot be opened now stop nobody else's mail."""
    try:
        found = personal_facts(marketplace_id=marketplace_id, party_id=party_id, vault=vault)
    except SealBroken as problem:
        return problem
    return found if found is not None and found.email else None


def _enclosed(notice: Notice, vault: Vault) -> str | SealBroken | None:
    """Answer the personal text that goes with a notice: opened for its mail, and kept nowhere."""
    if notice.enclosed_id is None:
        return ""
    try:
        opened = texts_of(
            marketplace_id=notice.marketplace_id, text_ids={notice.enclosed_id}, vault=vault
        )
    except SealBroken as problem:
        return problem
    return opened.get(notice.enclosed_id)


def _mail(one: _Waiting, post: Post, sender: str, at: datetime) -> Mail:
    notice, person = one.notice, one.person
    assert isinstance(person, PersonFacts)
    assert person.email is not None
    assert not isinstance(one.enclosed, SealBroken)
    with translation.override(notice.language):
        text, html = compose(
            name=person.name or "",
            subject=notice.subject,
            text=notice.text,
            enclosed=one.enclosed,
            sender=sender,
            link=post.address_of_claim(notice.audience, one.reference),
            contact=post.contact,
            language=notice.language,
        )
    return Mail(
        notice_id=notice.id,
        to=person.email,
        reply_to=post.contact,
        sender_name=sender,
        subject=notice.subject,
        text=text,
        html=html,
        language=notice.language,
        at=at,
    )


def _take_down(one: _Waiting, answer: MailAnswer, at: datetime) -> bool:
    """Write down what the server said, and answer whether the mail is to be tried again."""
    attempts = one.attempts + 1
    is_last = attempts >= ATTEMPTS_MAX
    state = _STATES.get(answer.state, DeliveryState.FAILED if is_last else DeliveryState.QUEUED)
    _record(one, state, answer.said, at=at, attempts=attempts)
    return state == DeliveryState.QUEUED


def _record(one: _Waiting, state: DeliveryState, said: str, *, at: datetime, attempts: int) -> None:
    with transaction(one.notice.marketplace_id):
        record(
            one.notice,
            state=state,
            said=said,
            email_id=one.email.email_id,
            at=at,
            attempts=attempts,
        )
