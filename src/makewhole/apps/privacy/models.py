"""What was opened, held and erased: rows that are written once and never changed."""

from django.db import models
from django.db.models.functions import Now


class Access(models.Model):
    """Somebody of ours opened what is private of a claim, and said why.

    The reason says why it had to be seen, never what was seen: it is kept for good, in clear.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    claim_id = models.UUIDField()
    party_id = models.UUIDField()  # Who.
    role = models.CharField(max_length=20)
    facts = models.TextField()  # Their names, a comma between two.
    reason = models.TextField()
    at = models.DateTimeField()  # In the marketplace's time.
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["claim_id", "at"], name="accesses_of_a_claim")]


class LegalHold(models.Model):
    """A legal hold on a claim, or on all that is kept of a person: nothing of it is erased."""

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    claim_id = models.UUIDField(null=True)
    party_id = models.UUIDField(null=True)
    reason = models.TextField()
    set_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim_id__isnull=True) ^ models.Q(party_id__isnull=True),
                name="legal_hold_is_on_a_claim_or_a_person",
            )
        ]


class LegalHoldLifted(models.Model):
    """A legal hold ended; the hold itself stays on record."""

    hold_id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    reason = models.TextField()
    lifted_by = models.UUIDField()
    at = models.DateTimeField()


class Erasure(models.Model):
    """What was private of a claim, or of a person beside all claims, was erased by right."""

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    party_id = models.UUIDField()  # Whose.
    claim_id = models.UUIDField(null=True)  # None: their name, addresses and key.
    ground = models.CharField(max_length=12)  # request | retention
    erased_by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["claim_id"], name="erasures_of_a_claim")]
