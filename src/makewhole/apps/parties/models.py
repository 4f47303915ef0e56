"""Parties, and the keys under which their personal facts are kept."""

from django.db import models
from django.db.models.functions import Now


class PartyKind(models.TextChoices):
    """In which capacity a party is known."""

    BUYER = "buyer"
    SELLER = "seller"
    INSURER = "insurer"
    HANDLER = "handler"
    LEAD = "lead"
    PROGRAMME = "programme"


class Party(models.Model):
    """A buyer, a seller or one of our people: the row behind a login.

    `display_name` is a business or working name, in clear; it is empty for buyers. A person's name,
    e-mail and address stand only in the sealed columns, under that person's own key, and are gone
    when the key is erased. `email_index` finds a party by e-mail without storing it.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=PartyKind)
    external_ref = models.CharField(max_length=200)  # The marketplace's own id; never an e-mail.
    display_name = models.CharField(max_length=200, db_default="")
    name_sealed = models.BinaryField(null=True)
    email_sealed = models.BinaryField(null=True)
    address_sealed = models.BinaryField(null=True)
    email_index = models.BinaryField(null=True)
    email_id = models.UUIDField(null=True)  # Names this e-mail address and tells nothing of it.
    email_bounced_at = models.DateTimeField(null=True)  # Since then nothing is sent to it.
    language = models.CharField(max_length=10, db_default="")  # "": the language of the market.
    state = models.CharField(max_length=12, db_default="active")  # active | erased
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace_id", "kind", "external_ref"],
                name="party_once_for_each_reference",
            )
        ]
        indexes = [
            models.Index(
                fields=["marketplace_id", "email_index"],
                condition=models.Q(email_index__isnull=False),
                name="parties_by_email",
            )
        ]


class SealedText(models.Model):
    """A personal text that others refer to: an address for a return, a tracking number.

    The journal holds its id and its commitment, never the text. When the person's key is erased
    nothing is left of it but these two.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    party_id = models.UUIDField()  # Under whose key it is sealed.
    sealed = models.BinaryField(null=True)
    commitment = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["party_id"], name="sealed_texts_of_a_party")]


class PersonKey(models.Model):
    """One person's data key and salt, wrapped by the master key, which is not in the database.

    Deleting the row erases the person's facts for good. Key rows go into no export.
    """

    party_id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    wrapped = models.BinaryField()  # Data key and salt, sealed under the master key.
    created_at = models.DateTimeField(db_default=Now())


class Mandate(models.Model):
    """What one of our people may do, as it was set: whole each time, the latest version holds.

    Rows are only added, so that it stands on record who could decide what, when, and by whose word.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    party_id = models.UUIDField()
    version = models.IntegerField()  # From 1, for each person.
    limits = models.TextField()  # Canonical JSON: whole minor units, as text, by currency.
    skills = models.TextField()  # Canonical JSON: a list of words.
    away_until = models.DateTimeField(null=True)  # None: at work.
    deputy_id = models.UUIDField(null=True)  # Who works on their claims meanwhile.
    set_by = models.CharField(max_length=200)  # The person's key, or where it was set from.
    set_at = models.DateTimeField()  # In the marketplace's own time.

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party_id", "version"], name="mandate_once_for_each_version"
            )
        ]
        indexes = [
            models.Index(fields=["marketplace_id", "party_id"], name="mandates_of_a_marketplace")
        ]
