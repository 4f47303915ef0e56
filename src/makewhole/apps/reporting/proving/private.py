"""What is private in the journal and beside rows, opened to be compared."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from makewhole.apps.claims import translate
from makewhole.apps.claims.sealing import Texts, opened_texts
from makewhole.apps.parties.people import secrets_of
from makewhole.apps.parties.vault import Place, SealBroken, this_vault, unseal
from makewhole.apps.programme.queries import terms_of
from makewhole.apps.reporting.proving.folded import UNREADABLE, Folded, Named
from makewhole.core.claim.private import Hidden, private_facts
from makewhole.core.kernel.canonical import read_json
from makewhole.core.terms.model import Privacy


def private_texts(
    marketplace_id: UUID, claim_id: UUID, bodies: Sequence[str], folded: Folded
) -> Texts:
    """Open what is private of a stream, and note what its texts must be.

    What cannot be opened is told with the texts, and is here as if it had been erased.
    """
    named = [one for body in bodies if (one := translate.private_text_of(body)) is not None]
    folded.texts |= {one.text_id: Named(one.commitment, claim_id) for one in named}
    try:
        return opened_texts(marketplace_id=marketplace_id, stored=bodies)
    except SealBroken:
        return {}


def private_of(marketplace_id: UUID, terms_hash: str) -> Mapping[str, Privacy] | None:
    """Answer the private facts of these terms; None: the terms cannot be read."""
    try:
        return private_facts(terms_of(marketplace_id=marketplace_id, terms_hash=terms_hash))
    except (*UNREADABLE, ObjectDoesNotExist):
        return None


def unsealed(
    marketplace_id: UUID, person_id: UUID | None, sealed: bytes | None, place: Place
) -> Hidden | None:
    """Answer what is private of a row; empty: nothing. None: it cannot be opened."""
    if sealed is None:
        return {}
    people = [person_id] if person_id is not None else []
    try:
        secrets = secrets_of(marketplace_id=marketplace_id, party_ids=people, vault=this_vault())
        for secret in secrets.values():
            hidden: Hidden = read_json(unseal(secret, bytes(sealed), place))
            return hidden
    except SealBroken:
        return None
    return None
