"""Policies as rows: written down once for each number, proven later or never."""

from django.db import models
from django.db.models.functions import Now

from makewhole.core.coverage.policies import Basis


class Policy(models.Model):
    """An insurer's contract with a seller; it answers for all its products, everywhere.

    What decisions stand on is never changed: only the proof is added. The number is of a business
    and stands in clear; it is nobody's personal fact.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    seller_id = models.UUIDField()
    insurer_id = models.UUIDField()
    number = models.CharField(max_length=100)
    basis = models.CharField(max_length=12, choices=[(basis.value, basis.value) for basis in Basis])
    from_on = models.DateField()
    until_on = models.DateField()  # The first day without cover.
    retro_from_on = models.DateField(null=True)
    deductible_minor = models.BigIntegerField()  # Minor units of `currency`.
    currency = models.CharField(max_length=3)
    proof_on_file_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace_id", "seller_id", "insurer_id", "number"],
                name="policy_once_for_each_number",
            ),
            models.CheckConstraint(
                condition=models.Q(from_on__lt=models.F("until_on")),
                name="policy_runs_for_a_day_at_least",
            ),
            models.CheckConstraint(
                condition=models.Q(deductible_minor__gte=0), name="deductible_is_no_debt"
            ),
        ]
        indexes = [models.Index(fields=["seller_id"], name="policies_of_a_seller")]
