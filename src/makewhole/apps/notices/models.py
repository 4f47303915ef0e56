"""What we told whom, and when: the proof of notice (P6)."""

from django.db import models


class Notice(models.Model):
    """A message we owe a party because something happened; it stands in the party's inbox.

    The words are made when it is read, from `message` and `facts`, in the reader's language; the
    English text at the time of sending is kept as proof.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    claim_id = models.UUIDField()
    seq = models.IntegerField()  # The event of the claim's stream that it tells of.
    audience = models.CharField(max_length=20)  # claimant | seller | insurer | lead
    party_id = models.UUIDField(null=True)  # None: whoever of that audience is on duty.
    message = models.CharField(max_length=60)
    facts = models.TextField()  # Canonical JSON: named values of the message.
    subject = models.TextField()
    text = models.TextField()
    enclosed_id = models.UUIDField(null=True)  # A sealed personal text that is read below it.
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim_id", "seq", "audience", "message"],
                name="notice_once_for_each_event_and_audience",
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
