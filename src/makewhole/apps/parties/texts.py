"""Personal texts that others refer to: sealed under their person's key, proved by a commitment.

Each is called inside the marketplace's transaction.
"""

import hmac
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from makewhole.apps.parties.models import SealedText
from makewhole.apps.parties.people import secret_of, secrets_of
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
    party_id: UUID
    commitment: str
    is_as_committed: bool | None


def seal_text(*, marketplace_id: UUID, party_id: UUID, text: str, vault: Vault) -> SealedNow:
    """Seal a text under a person's key; `keep_texts` keeps it together with what refers to it."""
    secret = secret_of(marketplace_id=marketplace_id, party_id=party_id, vault=vault)
    return sealed_under(secret, party_id, new_id(), text)


def sealed_under(secret: PersonSecret, party_id: UUID, text_id: UUID, text: str) -> SealedNow:
    """Seal a text under a secret that is at hand."""
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
    of = {row.party_id for row in rows}
    secrets = secrets_of(marketplace_id=marketplace_id, party_ids=of, vault=vault)
    return {row.id: _opened(row, secrets) for row in rows}


def erase_texts(*, marketplace_id: UUID, text_ids: Collection[UUID]) -> int:
    """Erase texts for good, and answer how many there were; their commitments stay."""
    rows = SealedText.objects.filter(marketplace_id=marketplace_id, id__in=text_ids)
    return rows.filter(sealed__isnull=False).update(sealed=None)


def secret_if_any(*, marketplace_id: UUID, party_id: UUID, vault: Vault) -> PersonSecret | None:
    """Answer a person's secret; None: they never had one, or were erased."""
    found = secrets_of(marketplace_id=marketplace_id, party_ids={party_id}, vault=vault)
    return found.get(party_id)


def proved_texts(*, marketplace_id: UUID, vault: Vault) -> Iterator[ProvedText]:
    """Answer every text's commitment, and whether the text still is what was committed to."""
    rows = SealedText.objects.filter(marketplace_id=marketplace_id).order_by("id")
    for row in rows.iterator(chunk_size=5_000):
        yield ProvedText(row.id, row.party_id, row.commitment, _proved(row, vault))


def _proved(row: SealedText, vault: Vault) -> bool | None:
    try:
        secrets = secrets_of(
            marketplace_id=row.marketplace_id, party_ids={row.party_id}, vault=vault
        )
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


def _place(text_id: UUID) -> Place:
    return Place("parties_sealedtext", text_id, "sealed")
