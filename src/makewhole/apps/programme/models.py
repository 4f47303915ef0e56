"""The terms a marketplace has adopted, and when each version governs."""

from django.db import models


class TermsVersion(models.Model):
    """One text of the terms, as published: never changed, found by its hash."""

    pk = models.CompositePrimaryKey("marketplace_id", "terms_hash")
    marketplace_id = models.UUIDField()
    terms_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    text = models.TextField()  # The file as it was adopted, with its base where it is a pack.
    bases = models.TextField()  # Canonical JSON: the texts of the files it builds on, by name.


class Adoption(models.Model):
    """One version in force for the orders of a market, from a day on (P14)."""

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    market_code = models.CharField(max_length=10)
    terms_hash = models.CharField(max_length=64)
    in_force_from = models.DateField(null=True)  # None: the first terms, for all earlier orders.
    approved_by = models.CharField(max_length=60)
    adopted_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True)  # First terms need no notice.

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace_id", "market_code", "in_force_from"],
                name="one_version_from_each_day",
                nulls_distinct=False,
            )
        ]
