"""Personal texts that others refer to: sealed under their person's key, proved by a commitment.

Each is called inside the marketplace's transaction.
"""

import hmac
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from makewhole.apps.parties.models import PersonKey, SealedText
from makewhole.apps.parties.people import secret_of
from makewhole.apps.parties.vault import (
    PersonSecret,
    Place,
    SealBroken,
    Vault,
    commitment,
    seal,
    unseal,
)
from makewhole.apps.tenancy.ids import new_id


@dataclass(frozen=True, slots=True)
class SealedNow:
    """A text that was sealed and is not kept yet."""

    text_id: UUID
    party_id: UUID
    sealed: bytes
    commitment: str


@dataclass(frozen=True, slots=True)
class ProvedText:
    """A text on file; `is_as_committed` is None once it was erased: then nothing can be proved."""

    text_id: UUID
    commitment: str
    is_as_committed: bool | None


def seal_text(*, marketplace_id: UUID, party_id: UUID, text: str, vault: Vault) -> SealedNow:
    """Seal a text under a person's key; `keep_texts` keeps it together with what refers to it."""
    secret = secret_of(marketplace_id=marketplace_id, party_id=party_id, vault=vault)
    text_id = new_id()
    sealed = seal(secret, text, _place(text_id))
    return SealedNow(text_id, party_id, sealed, commitment(secret, text))


def keep_texts(*, marketplace_id: UUID, texts: Sequence[SealedNow]) -> None:
    """Keep sealed texts."""
    SealedText.objects.bulk_create(
        SealedText(
            id=text.text_id,
            marketplace_id=marketplace_id,
            party_id=text.party_id,
            sealed=text.sealed,
            commitment=text.commitment,
        )
        for text in texts
    )


def texts_of(
    *, marketplace_id: UUID, text_ids: Collection[UUID], vault: Vault
) -> dict[UUID, str | None]:
    """Answer texts in clear, for whoever may read them; None: it was erased.

    Raises:
        SealBroken: The master key is another one, or a row was changed.
    """
    if not text_ids:
        return {}
    rows = list(SealedText.objects.filter(marketplace_id=marketplace_id, id__in=text_ids))
    secrets = _secrets(marketplace_id, {row.party_id for row in rows}, vault)
    return {row.id: _opened(row, secrets) for row in rows}


def secret_if_any(*, marketplace_id: UUID, party_id: UUID, vault: Vault) -> PersonSecret | None:
    """Answer a person's secret; None: they never had one, or were erased."""
    return _secrets(marketplace_id, {party_id}, vault).get(party_id)


def proved_texts(*, marketplace_id: UUID, vault: Vault) -> Iterator[ProvedText]:
    """Answer every text's commitment, and whether the text still is what was committed to."""
    rows = SealedText.objects.filter(marketplace_id=marketplace_id).order_by("id")
    for row in rows.iterator(chunk_size=5_000):
        yield ProvedText(row.id, row.commitment, _proved(row, vault))


def _proved(row: SealedText, vault: Vault) -> bool | None:
    try:
        secrets = _secrets(row.marketplace_id, {row.party_id}, vault)
        text = _opened(row, secrets)
    except SealBroken:
        return False
    if text is None:
        return None
    secret = secrets[row.party_id]
    return hmac.compare_digest(commitment(secret, text), row.commitment)


def _opened(row: SealedText, secrets: dict[UUID, PersonSecret]) -> str | None:
    secret = secrets.get(row.party_id)
    if secret is None or row.sealed is None:
        return None
    return unseal(secret, bytes(row.sealed), _place(row.id))


def _secrets(
    marketplace_id: UUID, party_ids: Collection[UUID], vault: Vault
) -> dict[UUID, PersonSecret]:
    keys = PersonKey.objects.filter(marketplace_id=marketplace_id, party_id__in=party_ids)
    return {key.party_id: vault.unwrap(bytes(key.wrapped), key.party_id) for key in keys}


def _place(text_id: UUID) -> Place:
    return Place("parties_sealedtext", text_id, "sealed")
