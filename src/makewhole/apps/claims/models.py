"""Claims as rows: the latest fold of each journal stream, and the determinations, kept whole."""

from django.db import models


class Claim(models.Model):
    """The latest fold of a claim's stream; the journal is the record (`makewhole verify` compares).

    `state` is the whole folded value as canonical JSON; the columns beside it are copies for
    queues and counts. Amounts are whole minor units of `currency`.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    reference = models.CharField(max_length=20)  # What people write on letters.
    market_code = models.CharField(max_length=10)
    order_id = models.UUIDField()
    buyer_id = models.UUIDField(null=True)  # The claimant: most often who bought.
    seller_id = models.UUIDField(null=True)
    ground = models.CharField(max_length=30, null=True)
    currency = models.CharField(max_length=3)
    opened_by = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    terms_hash = models.CharField(max_length=64)
    occurrence_id = models.UUIDField(null=True)  # The event to which a loss was found to belong.

    stage = models.CharField(max_length=20)
    closed_as = models.CharField(max_length=20, null=True)
    next_actor = models.CharField(max_length=20, null=True)
    due_at = models.DateTimeField(null=True)  # Of the clock that names the next actor.
    paid_total_minor = models.BigIntegerField()
    settled_minor = models.BigIntegerField()

    version = models.IntegerField()  # How many events the stream has.
    head_hash = models.CharField(max_length=64)
    state = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace_id", "reference"], name="reference_once_in_a_marketplace"
            ),
            models.CheckConstraint(
                condition=models.Q(stage="closed") | models.Q(due_at__isnull=False),
                name="open_claim_has_a_clock",  # P5
            ),
        ]
        indexes = [
            models.Index(fields=["order_id"], name="claims_of_an_order"),
            models.Index(
                fields=["marketplace_id", "next_actor", "due_at"],
                condition=~models.Q(stage="closed"),
                name="open_claims_by_due_time",
            ),
            models.Index(fields=["seller_id", "due_at"], name="claims_of_a_seller"),
            models.Index(fields=["buyer_id", "opened_at"], name="claims_of_a_buyer"),
            models.Index(
                fields=["occurrence_id"],
                condition=models.Q(occurrence_id__isnull=False),
                name="claims_of_an_occurrence",
            ),
        ]


class Occurrence(models.Model):
    """One event that hurt several: what may still be paid for it stands here, under its lock (P3).

    Amounts are whole minor units of `currency`. `cap_minor` is the limit of the most generous terms
    that a claim of it stands under; each claim is held to its own terms' limit besides.
    """

    id = models.UUIDField(primary_key=True)  # Derived from its name: no name has two.
    marketplace_id = models.UUIDField()
    name = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    cap_minor = models.BigIntegerField()
    paid_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paid_minor__gte=0, paid_minor__lte=models.F("cap_minor")),
                name="occurrence_pays_no_more_than_its_limit",
            )
        ]


class ClaimLine(models.Model):
    """One order line of a claim.

    One open claim per line, ground and claimant, held by the database.
    """

    pk = models.CompositePrimaryKey("claim_id", "line_number")
    marketplace_id = models.UUIDField()
    claim_id = models.UUIDField()
    order_id = models.UUIDField()
    line_number = models.IntegerField()
    quantity = models.IntegerField()
    ground = models.CharField(max_length=30)  # Empty while it is a draft.
    is_open = models.BooleanField()
    claimant_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order_id", "line_number", "ground", "claimant_id"],
                condition=models.Q(is_open=True) & ~models.Q(ground=""),
                nulls_distinct=False,
                name="one_open_claim_per_line_ground_and_claimant",
            )
        ]


class LossDraft(models.Model):
    """What is typed of a loss until it is sent, sealed under its claimant's key; then erased."""

    claim_id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    party_id = models.UUIDField()  # Whose key seals it.
    sealed = models.BinaryField()


class WouldHaveChanged(models.Model):
    """Which single facts would have changed a determination; empty: no single one would have."""

    determination_id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    body = models.TextField()  # Canonical JSON.
    hash = models.CharField(max_length=64)


class Determination(models.Model):
    """The programme's answer, whole and hashed: enough to replay it, byte for byte (P8)."""

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    claim_id = models.UUIDField()
    seq = models.IntegerField()  # The event of the claim's stream that made it.
    terms_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20)
    payer = models.CharField(max_length=20)
    bearer = models.CharField(max_length=20)
    clause = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    payable_minor = models.BigIntegerField()
    decided_by = models.CharField(max_length=60)
    determined_at = models.DateTimeField()
    body = models.TextField()  # Canonical JSON: facts, sources, presumptions, outputs, rules.
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["claim_id"], name="determinations_of_a_claim")]
