"""Appeals as rows: the latest fold of each journal stream."""

from django.db import models


class Appeal(models.Model):
    """The latest fold of an appeal's stream; the journal is the record (`makewhole verify`).

    `state` is the folded value as canonical JSON, without what is private; the columns beside it
    are copies for queues and counts.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    reference = models.CharField(max_length=20)  # In the address of the reviewer's page.
    claim_id = models.UUIDField()
    determination_id = models.UUIDField()  # The one that it is against.
    side = models.CharField(max_length=12)
    clause = models.CharField(max_length=20)  # Of that determination.
    stage = models.CharField(max_length=12)
    result = models.CharField(max_length=12, null=True)
    reviewer_id = models.UUIDField(null=True)
    next_actor = models.CharField(max_length=20, null=True)
    due_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField()

    version = models.IntegerField()  # How many events the stream has.
    head_hash = models.CharField(max_length=64)
    state = models.TextField()
    sealed = models.BinaryField(null=True)  # What is private of it, under the buyer's key.

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["determination_id", "side"], name="one_appeal_per_side_and_determination"
            ),
            models.UniqueConstraint(
                fields=["marketplace_id", "reference"], name="appeal_reference_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=("decided", "withdrawn"))
                | models.Q(due_at__isnull=False),
                name="open_appeal_has_a_clock",  # P5
            ),
        ]
        indexes = [
            models.Index(fields=["claim_id"], name="appeals_of_a_claim"),
            models.Index(
                fields=["marketplace_id", "due_at"],
                condition=models.Q(due_at__isnull=False),
                name="open_appeals_by_due_time",
            ),
        ]
