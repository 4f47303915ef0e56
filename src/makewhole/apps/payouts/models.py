"""Money on its way to a claimant, in two phases."""

from django.db import models


class Payout(models.Model):
    """One payout: its id is its determination's, so that no retry can make a second (P4)."""

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    claim_id = models.UUIDField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    rail = models.CharField(max_length=20)
    state = models.CharField(max_length=10)  # pending | sent | settled | failed | returned
    attempts = models.IntegerField(default=0)
    rail_reference = models.CharField(max_length=60, default="")
    ordered_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # When this attempt was handed to the rail.
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="payout_amount_is_positive"
            )
        ]
        indexes = [
            models.Index(
                fields=["marketplace_id", "ordered_at"],
                condition=models.Q(state__in=["pending", "sent", "failed"]),
                name="payouts_that_are_open",
            ),
            models.Index(fields=["claim_id"], name="payouts_of_a_claim"),
        ]
