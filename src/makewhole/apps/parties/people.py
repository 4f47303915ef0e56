"""What is personal about a party: kept sealed, read where a purpose allows it, and erased for good.

Each is called inside the marketplace's transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from makewhole.apps.parties.models import Party, PersonKey, SealedText
from makewhole.apps.parties.vault import PersonSecret, Vault, place_of, seal, unseal
from makewhole.apps.tenancy.ids import new_id

# Whoever asks at the same moment for the same person's first key waits here, and then reads it.
_MAKE_KEYS = """
WITH made AS (
    INSERT INTO parties_personkey (party_id, marketplace_id, wrapped)
    SELECT * FROM unnest(%b::uuid[], %b::uuid[], %b::bytea[])
    ON CONFLICT (party_id) DO NOTHING RETURNING party_id, wrapped)
SELECT party_id, wrapped FROM made UNION ALL
SELECT party_id, wrapped FROM parties_personkey WHERE party_id = ANY (%b::uuid[])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person's own facts, in clear: never stored or passed on as such."""

    name: str | None = None
    email: str | None = None
    address: str | None = None


def keep_personal_facts(
    *, marketplace_id: UUID, party_id: UUID, facts: PersonFacts, vault: Vault
) -> None:
    """Keep a person's name, e-mail and address under their own key, in place of earlier ones.

    An e-mail address that had bounced is tried again, since somebody has just said that it is good.
    """
    secret = secret_of(marketplace_id=marketplace_id, party_id=party_id, vault=vault)
    sealed = {
        column: None if value is None else seal(secret, value, place_of(party_id, column))
        for column, value in (
            ("name_sealed", facts.name),
            ("email_sealed", facts.email),
            ("address_sealed", facts.address),
        )
    }
    index = None if facts.email is None else vault.email_index(marketplace_id, facts.email)
    Party.objects.filter(marketplace_id=marketplace_id, id=party_id).update(
        email_index=index,
        email_id=None if index is None else new_id(),
        email_bounced_at=None,
        **sealed,
    )


def secret_of(*, marketplace_id: UUID, party_id: UUID, vault: Vault) -> PersonSecret:
    """Answer a person's secret; who has none gets one. Their row is locked for the transaction."""
    Party.objects.select_for_update().get(marketplace_id=marketplace_id, id=party_id)
    key = PersonKey.objects.filter(party_id=party_id).first()
    if key is not None:
        return vault.unwrap(bytes(key.wrapped), party_id)
    secret = vault.new_secret()
    PersonKey.objects.create(
        party_id=party_id, marketplace_id=marketplace_id, wrapped=vault.wrap(secret, party_id)
    )
    return secret


def secrets_of(
    *, marketplace_id: UUID, party_ids: Collection[UUID], vault: Vault
) -> dict[UUID, PersonSecret]:
    """Answer the secrets of those who have one, in one statement.

    Raises:
        SealBroken: The master key is another one, or a row was changed.
    """
    keys = PersonKey.objects.filter(marketplace_id=marketplace_id, party_id__in=party_ids)
    return {key.party_id: vault.unwrap(bytes(key.wrapped), key.party_id) for key in keys}


def made_secrets(
    *, marketplace_id: UUID, party_ids: Collection[UUID], vault: Vault
) -> dict[UUID, PersonSecret]:
    """Answer everybody's secret; who has none gets one. One statement, for many at once."""
    if not party_ids:
        return {}
    new = {party_id: vault.wrap(vault.new_secret(), party_id) for party_id in sorted(party_ids)}
    ids = list(new)
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_KEYS, [ids, [marketplace_id] * len(ids), list(new.values()), ids])
        found = {party_id: bytes(wrapped) for party_id, wrapped in cursor.fetchall()}
    missing = set(ids) - found.keys()  # Made by another transaction, after this one's statement.
    secrets = {party_id: vault.unwrap(wrapped, party_id) for party_id, wrapped in found.items()}
    if missing:
        secrets |= secrets_of(marketplace_id=marketplace_id, party_ids=missing, vault=vault)
    return secrets


def erase_person(*, marketplace_id: UUID, party_id: UUID) -> bool:
    """Erase a person's key and facts for good, and answer whether there were any."""
    SealedText.objects.filter(marketplace_id=marketplace_id, party_id=party_id).update(sealed=None)
    erased, _ = PersonKey.objects.filter(marketplace_id=marketplace_id, party_id=party_id).delete()
    Party.objects.filter(marketplace_id=marketplace_id, id=party_id).update(
        name_sealed=None,
        email_sealed=None,
        address_sealed=None,
        email_index=None,
        email_id=None,
        email_bounced_at=None,
        state="erased",
    )
    return bool(erased)


def erase_key_if_idle(*, marketplace_id: UUID, party_id: UUID) -> bool:
    """Destroy a person's key if nothing is sealed under it any more, and answer whether it was.

    Rows may lie in old backups; without the key nobody can read them there either. Whoever calls
    has seen that no claim of the person has anything sealed.
    """
    person = Party.objects.select_for_update().get(marketplace_id=marketplace_id, id=party_id)
    texts = SealedText.objects.filter(marketplace_id=marketplace_id, party_id=party_id)
    columns = (person.name_sealed, person.email_sealed, person.address_sealed)
    if any(one is not None for one in columns) or texts.filter(sealed__isnull=False).exists():
        return False
    erased, _ = PersonKey.objects.filter(marketplace_id=marketplace_id, party_id=party_id).delete()
    return bool(erased)


def party_by_email(*, marketplace_id: UUID, email: str, vault: Vault) -> UUID | None:
    """Answer the party with this e-mail, found without any e-mail being readable."""
    index = vault.email_index(marketplace_id, email)
    rows = Party.objects.filter(marketplace_id=marketplace_id, email_index=index)
    return rows.values_list("id", flat=True).first()


def personal_facts(*, marketplace_id: UUID, party_id: UUID, vault: Vault) -> PersonFacts | None:
    """Answer a person's own facts; None where there are none, or they were erased.

    Raises:
        SealBroken: The master key is another one, or a row was changed.
    """
    key = PersonKey.objects.filter(marketplace_id=marketplace_id, party_id=party_id).first()
    if key is None:
        return None
    secret = vault.unwrap(bytes(key.wrapped), party_id)
    row = Party.objects.get(marketplace_id=marketplace_id, id=party_id)

    def opened(column: str, sealed: bytes | memoryview | None) -> str | None:
        return None if sealed is None else unseal(secret, bytes(sealed), place_of(party_id, column))

    return PersonFacts(
        name=opened("name_sealed", row.name_sealed),
        email=opened("email_sealed", row.email_sealed),
        address=opened("address_sealed", row.address_sealed),
    )
