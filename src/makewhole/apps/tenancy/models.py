"""Marketplaces and their markets."""

from django.db import models
from django.db.models.functions import Now


class Marketplace(models.Model):
    """One tenant: the marketplace whose guarantee is run.

    The only table whose own id is the tenant's. Its rows may be read by every marketplace, since
    they are looked up before it is known which one asks; only its own may be written.
    """

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=40, unique=True)
    sandbox = models.BooleanField()  # Its clock stands still and moves when told; no real money.
    clock_at = models.DateTimeField(null=True)  # A sandbox's time; None until it is first told.
    created_at = models.DateTimeField(db_default=Now())  # The machine's time: audit only.

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sandbox=True) | models.Q(clock_at__isnull=True),
                name="only_a_sandbox_has_its_own_clock",
            )
        ]


class Market(models.Model):
    """A country or region of a marketplace, with its currency, days and language."""

    pk = models.CompositePrimaryKey("marketplace_id", "code")
    marketplace = models.ForeignKey(Marketplace, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=10)  # us, br, eu ...: names the terms pack.
    region = models.CharField(max_length=10)
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=40)  # An IANA name: where its days begin and end.
    calendar = models.CharField(max_length=10)  # Whose public holidays are not business days.
    language = models.CharField(max_length=10)
