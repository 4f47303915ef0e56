"""What we told whom, and when: the proof of notice (P6)."""

from django.db import models


class Notice(models.Model):
    """A message we owe a party because something happened; it stands in the party's inbox.

    The words are made once, when it is filed, in the language that its reader has then. They stand
    so in the inbox, in the e-mail and in the letter: what was told is what can be proved.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    claim_id = models.UUIDField()
    appeal_id = models.UUIDField(null=True)  # The appeal of whose event it tells; None: the claim.
    seq = models.IntegerField()  # The event of that stream that it tells of.
    audience = models.CharField(max_length=20)  # claimant | seller | insurer | handler | lead
    party_id = models.UUIDField(null=True)  # None: whoever of that audience is on duty.
    message = models.CharField(max_length=60)
    facts = models.TextField()  # Canonical JSON: named values of the message.
    language = models.CharField(max_length=10, db_default="en")  # Of `subject` and `text`.
    subject = models.TextField()
    text = models.TextField()
    enclosed_id = models.UUIDField(null=True)  # A sealed personal text that is read below it.
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim_id", "appeal_id", "seq", "audience", "message"],
                name="notice_once_for_each_event_and_audience",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["party_id", "at"], name="inbox_of_a_party"),
            models.Index(
                fields=["marketplace_id", "audience", "at"],
                condition=models.Q(party_id=None),
                name="inbox_of_whoever_is_on_duty",
            ),
        ]


class DeliveryState(models.TextChoices):
    """What became of one notice on one way beside the inbox."""

    QUEUED = "queued"
    SENT = "sent"
    NOT_SENT = "not_sent"  # There was no way to send it; `said` names what is missing.
    FAILED = "failed"  # Given up, or refused for another cause than the address.
    BOUNCED = "bounced"  # The address takes nothing.


class Delivery(models.Model):
    """One notice on its way by one channel: how often it was tried, and what the server said.

    `email_id` names the address that it went to, so that a bounce that comes later is known to be
    of the address on file, or of an earlier one. No address stands here, nor in `said`.
    """

    pk = models.CompositePrimaryKey("notice_id", "channel")
    marketplace_id = models.UUIDField()
    notice_id = models.UUIDField()
    channel = models.CharField(max_length=10)  # mail
    state = models.CharField(max_length=10, choices=DeliveryState)
    attempts = models.IntegerField(default=0)
    at = models.DateTimeField()  # Of its latest change, in the marketplace's own time.
    said = models.TextField(db_default="")
    email_id = models.UUIDField(null=True)
