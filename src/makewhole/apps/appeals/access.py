"""The door to an appeal for our own people: whoever took part in its claim does not pass.

A claimant and a seller see their appeals on the page of the claim, whose doors are its own.
"""

from uuid import UUID

from makewhole.apps.appeals.queries import AppealRow, appeal_by_reference
from makewhole.core.appeal.handle import Matter, out_of


class AppealNotFound(Exception):
    """There is no such appeal, or it is not for this person: the answer is the same."""


def appeal_named(*, marketplace_id: UUID, reference: str) -> AppealRow:
    """Answer the appeal of a reference; `refuse_who_took_part` says for whom it is.

    Raises:
        AppealNotFound: There is none of that reference.
    """
    row = appeal_by_reference(marketplace_id=marketplace_id, reference=reference)
    if row is None:
        raise AppealNotFound(reference)
    return row


def refuse_who_took_part(matter: Matter, party_id: UUID) -> None:
    """Let nobody see an appeal in whose claim they took part (P9).

    Raises:
        AppealNotFound: They did.
    """
    if party_id in out_of(matter):
        raise AppealNotFound(str(party_id))
