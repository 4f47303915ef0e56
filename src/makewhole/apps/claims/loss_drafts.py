"""What is typed of a loss until it is sent: one sealed paper for each draft, gone once it is over.

It is a working paper and no record: nothing of it is in the journal, nobody but its claimant and
whoever takes it down for them reads it, and it may be health. Sent, it becomes facts and heads.
Each is called inside the marketplace's transaction.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from makewhole.apps.claims.models import LossDraft
from makewhole.apps.parties.people import secret_of
from makewhole.apps.parties.texts import secret_if_any
from makewhole.apps.parties.vault import Place, Vault, seal, unseal
from makewhole.core.kernel.canonical import canonical_json, read_json

Typed = Mapping[str, str]


def keep_draft(
    *, marketplace_id: UUID, claim_id: UUID, party_id: UUID, typed: Typed, vault: Vault
) -> None:
    """Keep what was typed so far, in place of what was kept before."""
    secret = secret_of(marketplace_id=marketplace_id, party_id=party_id, vault=vault)
    sealed = seal(secret, canonical_json(dict(typed)), _place(claim_id))
    LossDraft.objects.update_or_create(
        claim_id=claim_id,
        marketplace_id=marketplace_id,
        defaults={"party_id": party_id, "sealed": sealed},
    )


def draft_typed(
    *, marketplace_id: UUID, claim_id: UUID, vault: Vault, for_update: bool = False
) -> dict[str, str]:
    """Answer what was typed so far; nothing where nothing was, or where its person was erased.

    Raises:
        SealBroken: The master key is another one, or the row was changed.
    """
    rows = LossDraft.objects.filter(marketplace_id=marketplace_id, claim_id=claim_id)
    row = (rows.select_for_update() if for_update else rows).first()
    if row is None:
        return {}
    secret = secret_if_any(marketplace_id=marketplace_id, party_id=row.party_id, vault=vault)
    if secret is None:
        return {}
    typed: dict[str, str] = read_json(unseal(secret, bytes(row.sealed), _place(claim_id)))
    return typed


def forget_drafts(*, marketplace_id: UUID, claim_ids: Sequence[UUID]) -> None:
    """Erase what was typed of claims that are no drafts any more."""
    if claim_ids:
        LossDraft.objects.filter(marketplace_id=marketplace_id, claim_id__in=claim_ids).delete()


def _place(claim_id: UUID) -> Place:
    return Place("claims_lossdraft", claim_id, "sealed")
