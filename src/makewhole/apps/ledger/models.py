"""The books: accounts, and transfers between two of them."""

from django.db import models
from django.db.models.functions import Now


class Account(models.Model):
    """One account of a marketplace, in one currency; where money is owed, of one party.

    The key is the only index, so that no plan, however new the books, reads them any other way.
    """

    # Derived from what it names: nobody asks which it is, and no name has two.
    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    code = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    owner = models.CharField(max_length=40)  # A party's id, a rail's name, or empty.


class Transfer(models.Model):
    """Money moved from one account to another: written once, never changed.

    A wrong transfer is put right by a second one, so the books keep the slip and its repair. Every
    row moves one amount between two accounts of one currency, so the books balance by construction.
    """

    id = models.UUIDField(primary_key=True)  # Chosen by the caller: a retry cannot book twice.
    marketplace_id = models.UUIDField()
    # The wall against two currencies looks both accounts up, and no account is deleted: checking
    # them once more, one by one, would add a third to what the database works for a claim.
    debit = models.ForeignKey(
        Account, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    credit = models.ForeignKey(
        Account, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    amount_minor = models.BigIntegerField()  # Minor units of the accounts' common currency.
    group_id = models.UUIDField()  # Transfers that belong together, such as an exchange.
    claim_id = models.UUIDField()
    determination_id = models.UUIDField(null=True)
    event_seq = models.IntegerField()  # The event of the claim's stream that moved it.
    reason = models.CharField(max_length=40)
    occurred_at = models.DateTimeField()  # When it happened, as the event says.
    recorded_at = models.DateTimeField(db_default=Now())  # When it was written down: audit only.

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="transfer_amount_is_positive"
            ),
            models.CheckConstraint(
                condition=~models.Q(debit=models.F("credit")), name="transfer_has_two_accounts"
            ),
        ]
        indexes = [models.Index(fields=["claim_id"], name="transfers_of_a_claim")]


class RateSheet(models.Model):
    """What a source published for one day, as it was first brought in: decisions stand on it."""

    pk = models.CompositePrimaryKey("marketplace_id", "source", "day")
    marketplace_id = models.UUIDField()
    source = models.CharField(max_length=20)
    day = models.DateField()
    base = models.CharField(max_length=3)
    rates = models.TextField()  # Canonical JSON: units of each currency for one of the base.
    file_hash = models.CharField(max_length=64)  # SHA-256 of the file that it came in.
    recorded_at = models.DateTimeField(db_default=Now())
