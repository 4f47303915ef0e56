"""The only doors to a claim: not found and not yours have one answer."""

from collections.abc import Callable
from uuid import UUID

from makewhole.apps.claims.queries import ClaimRow, claim_by_reference


class ClaimNotFound(Exception):
    """There is no such claim, or it is somebody else's: the answer is the same."""


def claim_for_buyer(*, marketplace_id: UUID, reference: str, buyer_id: UUID) -> ClaimRow:
    """Answer a claim of this buyer.

    Raises:
        ClaimNotFound: There is none of that reference that is theirs.
    """
    return _found(marketplace_id, reference, lambda row: row.buyer_id == buyer_id)


def claim_for_seller(*, marketplace_id: UUID, reference: str, seller_id: UUID) -> ClaimRow:
    """Answer a claim on goods of this seller; a draft is not yet anybody else's business.

    Raises:
        ClaimNotFound: There is none of that reference that concerns them.
    """
    return _found(
        marketplace_id,
        reference,
        lambda row: row.seller_id == seller_id and row.claim.filed_at is not None,
    )


def claim_for_insurer(*, marketplace_id: UUID, reference: str, insurer_id: UUID) -> ClaimRow:
    """Answer a claim that was tendered to this insurer.

    Raises:
        ClaimNotFound: There is none of that reference that concerns them.
    """
    return _found(
        marketplace_id,
        reference,
        lambda row: row.claim.loss is not None and row.claim.loss.insurer_id == insurer_id,
    )


def claim_for_handler(*, marketplace_id: UUID, reference: str) -> ClaimRow:
    """Answer any claim of the marketplace, for our own people.

    Raises:
        ClaimNotFound: There is none of that reference.
    """
    return _found(marketplace_id, reference, lambda _row: True)


def _found(marketplace_id: UUID, reference: str, is_theirs: Callable[[ClaimRow], bool]) -> ClaimRow:
    row = claim_by_reference(marketplace_id=marketplace_id, reference=reference)
    if row is None or not is_theirs(row):
        raise ClaimNotFound(reference)
    return row
