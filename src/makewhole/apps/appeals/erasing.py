"""What is private of the appeals of a claim, erased with the claim's."""

from uuid import UUID

from makewhole.apps.appeals.models import Appeal
from makewhole.apps.claims.erasing import texts_named
from makewhole.apps.journal.queries import events_of
from makewhole.apps.parties.texts import erase_texts


def erase_private_of_appeals(*, marketplace_id: UUID, claim_id: UUID) -> int:
    """Erase it, and answer how many texts that were."""
    rows = Appeal.objects.filter(marketplace_id=marketplace_id, claim_id=claim_id)
    appeal_ids = list(rows.values_list("id", flat=True))
    rows.update(sealed=None)
    texts = {
        text_id
        for appeal_id in appeal_ids
        for event in events_of(marketplace_id=marketplace_id, stream_id=appeal_id)
        for text_id in texts_named(event.body)
    }
    return erase_texts(marketplace_id=marketplace_id, text_ids=texts)
