"""Personal texts: each is what the journal committed to, or was erased by right and is counted."""

from base64 import b64decode
from hashlib import sha256
from uuid import UUID

from makewhole.apps.parties.texts import proved_texts, texts_of
from makewhole.apps.parties.vault import SealBroken, this_vault
from makewhole.apps.reporting.proving.folded import Folded, Verified


def compare_texts(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Hold every sealed text against the commitment that its event holds."""
    missing = dict(folded.texts)
    for text in proved_texts(marketplace_id=marketplace_id, vault=this_vault()):
        committed = missing.pop(text.text_id, None)
        if committed is None:
            result.differs("text", text.text_id, "no event refers to it")
        elif committed != text.commitment or text.is_as_committed is False:
            result.differs("text", text.text_id, "it is not what its event committed to")
        elif text.is_as_committed is None:
            result.erased += 1
        else:
            result.texts += 1
    for text_id in missing:
        result.differs("text", text_id, "it is missing")
    _compare_documents(marketplace_id, folded, result)


def _compare_documents(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Hold every signed file against the hash in its event; what was erased is counted above."""
    for text_id, document_hash in folded.documents.items():
        try:
            texts = texts_of(marketplace_id=marketplace_id, text_ids=[text_id], vault=this_vault())
            text = texts.get(text_id)
            is_whole = text is None or sha256(b64decode(text)).hexdigest() == document_hash
        except (SealBroken, ValueError):
            is_whole = False
        if not is_whole:
            result.differs("document", text_id, "it is not the file that was signed")
