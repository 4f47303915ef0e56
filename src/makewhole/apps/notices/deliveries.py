"""Deliveries: one row for each notice and channel, written as the outbox carries it out.

A notice is handed over once by each channel, however often its effect runs. Where the channel
fails for good, a lead is told: the inbox alone is no proof that somebody looked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

from makewhole.apps.claims.queries import claims_to_tell
from makewhole.apps.journal.commands import NewEffect, put_effects
from makewhole.apps.notices.days import written_language
from makewhole.apps.notices.models import Delivery, DeliveryState, Notice
from makewhole.apps.parties.commands import mark_email_bounced
from makewhole.core.kernel.canonical import canonical_json
from makewhole.core.kernel.outcome import Refused
from makewhole.core.notices.notice import Audience

MAIL = "mail"  # The channel, and the kind of its effects.
UNREACHED = "unreached"  # The kind of effect of a notice that no channel beside the inbox took.
LOST = (DeliveryState.FAILED, DeliveryState.BOUNCED)

_QUEUE = """
INSERT INTO notices_delivery (marketplace_id, notice_id, channel, state, attempts, at)
SELECT %s, notice_id, 'mail', 'queued', 0, at
FROM unnest(%b::uuid[], %b::timestamptz[]) AS told (notice_id, at)
ON CONFLICT (notice_id, channel) DO NOTHING
"""

# These tell of time that runs, or stands still, already: whoever was reached before, on whatever
# way, has it, and a reminder that is lost does not take the question back.
_OF_RUNNING_TIME = ("reminder_", "not_reached", "time_")

# To leads, by whom they cannot reach: (subject, text).
NOT_REACHED = {
    "claimant": (
        _N("Claim {reference}: our mail does not reach the buyer"),
        _N(
            "A notice of claim {reference} could not be delivered to the buyer by e-mail. It "
            "stands in the buyer's inbox. If we wait for the buyer, their time stands still: "
            "reach the buyer another way and say so on the claim's page. Once a good address is "
            "on file, notices are sent to it again."
        ),
    ),
    "seller": (
        _N("Claim {reference}: our mail does not reach the seller"),
        _N(
            "A notice of claim {reference} could not be delivered to the seller by e-mail. It "
            "stands in the seller's inbox. If we wait for the seller, their time stands still: "
            "reach the seller another way and say so on the claim's page. Once a good address is "
            "on file, notices are sent to it again."
        ),
    ),
    "insurer": (
        _N("Claim {reference}: our mail does not reach the insurer"),
        _N(
            "A notice of claim {reference} could not be delivered to the insurer by e-mail. It "
            "stands in the insurer's inbox. If we wait for the insurer, its time stands still: "
            "reach the insurer another way and say so on the claim's page. Once a good address is "
            "on file, notices are sent to it again."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class ToSend:
    """A notice that is to go out by mail, too."""

    notice_id: UUID
    claim_id: UUID
    at: datetime


def queue_mails(*, marketplace_id: UUID, to_send: Sequence[ToSend]) -> None:
    """Leave mails for the outbox, in the transaction that files their notices."""
    if not to_send:
        return
    with connection.cursor() as cursor:
        notice_ids, times = [one.notice_id for one in to_send], [one.at for one in to_send]
        cursor.execute(_QUEUE, [marketplace_id, notice_ids, times])
    effects = [
        NewEffect(
            effect_id=uuid5(one.notice_id, MAIL),
            kind=MAIL,
            body=canonical_json({"claim_id": str(one.claim_id), "notice_id": str(one.notice_id)}),
            due_at=one.at,
        )
        for one in to_send
    ]
    put_effects(marketplace_id=marketplace_id, effects=effects)


def leave_unsent(
    *, marketplace_id: UUID, notice_ids: Sequence[UUID], said: str, at: datetime
) -> None:
    """Record of mails that are still on their way that there is no way to send them."""
    Delivery.objects.filter(
        marketplace_id=marketplace_id,
        notice_id__in=notice_ids,
        channel=MAIL,
        state=DeliveryState.QUEUED,
    ).update(state=DeliveryState.NOT_SENT, said=said, at=at)


def record(
    notice: Notice,
    *,
    state: DeliveryState,
    said: str,
    email_id: UUID | None,
    at: datetime,
    attempts: int,
) -> None:
    """Write down what became of a notice's mail; call inside a transaction.

    Only a mail that is still on its way changes so: what was sent stays sent.
    """
    rows = Delivery.objects.filter(
        marketplace_id=notice.marketplace_id,
        notice_id=notice.id,
        channel=MAIL,
        state=DeliveryState.QUEUED,
    )
    changed = rows.update(state=state, said=said, email_id=email_id, at=at, attempts=attempts)
    if not changed or state not in LOST:
        return
    if state == DeliveryState.BOUNCED and email_id is not None and notice.party_id is not None:
        mark_email_bounced(
            marketplace_id=notice.marketplace_id,
            party_id=notice.party_id,
            email_id=email_id,
            at=at,
        )
    _tell_lead(notice, email_id, at)


def mail_bounced(
    *, marketplace_id: UUID, notice_id: UUID, said: str, at: datetime
) -> Delivery | Refused:
    """Record that a mail came back after a server had taken it; twice is once.

    Call inside a transaction. The address is marked only while it is still the one on file.
    """
    rows = Delivery.objects.select_for_update().filter(
        marketplace_id=marketplace_id, notice_id=notice_id, channel=MAIL
    )
    delivery = rows.first()
    if delivery is None:
        return Refused("mail_unknown")
    if delivery.state == DeliveryState.BOUNCED:
        return delivery
    if delivery.state != DeliveryState.SENT or delivery.email_id is None:
        return Refused("mail_was_not_sent")
    notice = Notice.objects.get(marketplace_id=marketplace_id, id=notice_id)
    rows.update(state=DeliveryState.BOUNCED, said=said, at=at)
    if notice.party_id is not None:
        mark_email_bounced(
            marketplace_id=marketplace_id,
            party_id=notice.party_id,
            email_id=delivery.email_id,
            at=at,
        )
    _tell_lead(notice, delivery.email_id, at)
    delivery.state, delivery.said, delivery.at = DeliveryState.BOUNCED, said, at
    return delivery


def _tell_lead(notice: Notice, email_id: UUID | None, at: datetime) -> None:
    """Tell whoever is on duty, once for each claim, side and address; their time stands still."""
    if notice.appeal_id is None and not notice.message.startswith(_OF_RUNNING_TIME):
        _stop_their_time(notice, at)
    told_id = uuid5(notice.claim_id, f"not_reached:{notice.audience}:{email_id or notice.id}")
    told = claims_to_tell(marketplace_id=notice.marketplace_id, claim_ids=[notice.claim_id])
    claim = told[notice.claim_id]
    subject, text = NOT_REACHED[notice.audience]
    language = written_language(claim.language)
    with translation.override(language):
        words = [gettext(each).format(reference=claim.reference) for each in (subject, text)]
    row = Notice(
        id=told_id,
        marketplace_id=notice.marketplace_id,
        claim_id=notice.claim_id,
        appeal_id=notice.appeal_id,
        seq=notice.seq,
        audience=Audience.LEAD.value,
        party_id=None,
        message=f"{notice.audience}_not_reached",
        facts=canonical_json({}),
        language=language,
        subject=words[0],
        text=words[1],
        at=at,
    )
    Notice.objects.bulk_create([row], ignore_conflicts=True)


def _stop_their_time(notice: Notice, at: datetime) -> None:
    """Leave it for the outbox: the claim is locked before its notices, and here one is locked."""
    body = canonical_json({"claim_id": str(notice.claim_id), "audience": notice.audience})
    effect = NewEffect(effect_id=uuid5(notice.id, UNREACHED), kind=UNREACHED, body=body, due_at=at)
    put_effects(marketplace_id=notice.marketplace_id, effects=[effect])
