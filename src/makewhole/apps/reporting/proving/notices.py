"""Notices: whoever an event concerns was told of it, then and with its facts (P6).

Notices and streams are walked side by side in the order of claims, so that no more than one claim's
are held. What a notice said in words, and whether it was read, no event tells: neither is compared.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from makewhole.apps.appeals.rows import NOTICES as APPEAL_NOTICES
from makewhole.apps.reporting.proving.folded import UNREADABLE, Verified
from makewhole.apps.reporting.proving.outbox import waiting
from makewhole.apps.reporting.proving.snapshot import rows_of
from makewhole.core.appeal import events as appeals
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim import events as e
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.canonical import canonical_json, to_json
from makewhole.core.notices.appeals import plan_appeal_notices
from makewhole.core.notices.plan import PlannedNotice, plan_notices

# Only claimants and sellers are told by name; of other audiences, whoever is on duty.
_NOTICES = """
SELECT coalesce(n.appeal_id, n.claim_id), n.seq, n.audience, n.message, n.facts, n.at,
       n.party_id IS NOT DISTINCT FROM
       CASE n.audience WHEN 'claimant' THEN c.buyer_id WHEN 'seller' THEN c.seller_id END
FROM notices_notice n LEFT JOIN claims_claim c ON c.id = n.claim_id
WHERE n.marketplace_id = %(marketplace)s AND (n.appeal_id IS NULL) = %(of_claims)s
ORDER BY 1, n.seq, n.audience, n.message
"""

_COLUMNS = ("facts", "at", "party_id")

_Key = tuple[int, str, str]  # The event's place, the audience, the message.


class NoticeWalk:
    """Compares each claim's notices with what its events owe, as its stream is folded."""

    def __init__(self, marketplace_id: UUID, result: Verified, *, of: str = "claim") -> None:
        self._result = result
        self._rows = rows_of(_NOTICES, marketplace_id, of_claims=of == "claim")
        self._next = next(self._rows, None)
        self._owed: dict[_Key, tuple[str, datetime, bool]] = {}
        self._waiting: dict[UUID, list[range]] = defaultdict(list)
        for body in waiting(marketplace_id, "notices" if of == "claim" else APPEAL_NOTICES):
            try:
                told_later = range(body["first"], body["last"] + 1)
                self._waiting[UUID(body[f"{of}_id"])].append(told_later)
            except UNREADABLE:
                continue  # Then what it would have told is missed.

    def owe(self, claim: Claim, event: e.Event, seq: int) -> None:
        """Note what an event owes; `claim` is the fold right after it."""
        planned = plan_notices(
            event,
            seller_is_known=claim.seller_id is not None,
            was_filed=claim.filed_at is not None,
        )
        self._note(planned, event.at, seq)

    def owe_of_appeal(
        self, appeal: Appeal, event: appeals.Event, seq: int, *, seller_is_known: bool
    ) -> None:
        """Note what an appeal's event owes; `appeal` is the fold right after it."""
        planned = plan_appeal_notices(event, appeal, seller_is_known=seller_is_known)
        self._note(planned, event.at, seq)

    def _note(self, planned: Sequence[PlannedNotice], at: datetime, seq: int) -> None:
        for notice in planned:
            facts = canonical_json(to_json(dict(notice.facts)))
            self._owed[seq, notice.audience.value, notice.message] = (facts, at, True)

    def close(self, claim_id: UUID) -> None:
        """Compare the notices of a claim whose stream was folded to its end."""
        for seq, audience, message, *stored in self._notices_up_to(claim_id):
            place = f"{claim_id}/{seq}/{audience}/{message}"
            owed = self._owed.pop((seq, audience, message), None)
            if owed is None:
                self._result.differs("notice", place, "no event owes it")
            else:
                self._result.differs_in("notice", place, _COLUMNS, stored, owed)
        for seq, audience, message in self._owed:
            if not any(seq in stretch for stretch in self._waiting.get(claim_id, ())):
                place = f"{claim_id}/{seq}/{audience}/{message}"
                self._result.differs("notice", place, "it is missing")
        self._owed = {}

    def pass_over(self, claim_id: UUID) -> None:
        """Leave out a claim whose stream is broken: that is told, and what it owes is unknown."""
        self._notices_up_to(claim_id)
        self._owed = {}

    def end(self) -> None:
        """Tell what is left, of claims behind the last stream."""
        while self._next is not None:
            self._stray(self._next)
            self._next = next(self._rows, None)

    def _notices_up_to(self, claim_id: UUID) -> list[tuple[Any, ...]]:
        """Answer this claim's notices; those before it belong to no stream, and are told."""
        found = []
        while self._next is not None and self._next[0] <= claim_id:
            if self._next[0] == claim_id:
                found.append(self._next[1:])
            else:
                self._stray(self._next)
            self._next = next(self._rows, None)
        return found

    def _stray(self, row: tuple[Any, ...]) -> None:
        claim_id, seq, audience, message, *_ = row
        place = f"{claim_id}/{seq}/{audience}/{message}"
        self._result.differs("notice", place, "no event owes it")
