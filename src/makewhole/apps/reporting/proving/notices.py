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
from makewhole.core.notices.notice import PlannedNotice
from makewhole.core.notices.plan import plan_notices, plan_steps

# Only claimants, sellers and insurers are told by name; of other audiences, whoever is on duty. The
# insurer of a claim is the one to which it was tendered; the claim's state is proved apart.
# What leads are told of lost mails is owed by deliveries, and compared with them.
_NOTICES = """
SELECT coalesce(n.appeal_id, n.claim_id), n.seq, n.audience, n.message, n.facts, n.at,
       n.enclosed_id, n.party_id IS NOT DISTINCT FROM
       CASE n.audience WHEN 'claimant' THEN c.buyer_id WHEN 'seller' THEN c.seller_id
       WHEN 'insurer' THEN (c.state::jsonb #>> '{loss,insurer_id}')::uuid
       END
FROM notices_notice n LEFT JOIN claims_claim c ON c.id = n.claim_id
WHERE n.marketplace_id = %(marketplace)s AND (n.appeal_id IS NULL) = %(of_claims)s
  AND NOT (n.audience = 'lead' AND n.message IN ('claimant_not_reached', 'seller_not_reached'))
ORDER BY 1, n.seq, n.audience, n.message
"""

_COLUMNS = ("facts", "at", "enclosed_id", "party_id")

_Key = tuple[int, str, str]  # The event's place, the audience, the message.
_Owed = dict[
    _Key, tuple[str, datetime, UUID | None, bool]
]  # By `_COLUMNS`; the party is compared in SQL.

ToldStep = tuple[int, appeals.Event, Appeal]


class NoticeWalk:
    """Compares each claim's notices with what its events owe, as its stream is folded."""

    def __init__(self, marketplace_id: UUID, result: Verified, *, of: str = "claim") -> None:
        self._result = result
        self._rows = rows_of(_NOTICES, marketplace_id, of_claims=of == "claim")
        self._next = next(self._rows, None)
        self._steps: dict[bool, list[tuple[int, e.Event]]] = {False: [], True: []}  # By was_filed.
        self._waiting: dict[UUID, list[range]] = defaultdict(list)
        for body in waiting(marketplace_id, "notices" if of == "claim" else APPEAL_NOTICES):
            try:
                told_later = range(body["first"], body["last"] + 1)
                self._waiting[UUID(body[f"{of}_id"])].append(told_later)
            except UNREADABLE:
                continue  # Then what it would have told is missed.

    def owe(self, claim: Claim, event: e.Event, seq: int) -> None:
        """Note an event, for what it owes; `claim` is the fold right after it."""
        self._steps[claim.filed_at is not None].append((seq, event))

    def close(self, claim: Claim) -> None:
        """Compare the notices of a claim whose stream was folded to its end."""
        self._compare(claim.claim_id, *self._planned(claim))

    def close_appeal(self, appeal_id: UUID, told: Sequence[ToldStep], *, is_known: bool) -> None:
        """Compare the notices of an appeal: each event with the fold right after it."""
        owed: _Owed = {}
        for seq, event, appeal in told:
            for notice in plan_appeal_notices(event, appeal, seller_is_known=is_known):
                owed |= _row(seq, event.at, notice)
        self._compare(appeal_id, owed, {})

    def _compare(self, stream_id: UUID, owed: _Owed, alone: _Owed) -> None:
        for seq, audience, message, *stored in self._notices_up_to(stream_id):
            place = f"{stream_id}/{seq}/{audience}/{message}"
            key = (seq, audience, message)
            wanted = owed.pop(key, None) or alone.get(key)
            if wanted is None:
                self._result.differs("notice", place, "no event owes it")
            else:
                self._result.differs_in("notice", place, _COLUMNS, stored, wanted)
        for seq, audience, message in owed:
            if not any(seq in stretch for stretch in self._waiting.get(stream_id, ())):
                place = f"{stream_id}/{seq}/{audience}/{message}"
                self._result.differs("notice", place, "it is missing")

    def _planned(self, claim: Claim) -> tuple[_Owed, _Owed]:
        """Answer what the events owe, and what is told within it: once it was told by itself."""
        owed: _Owed = {}
        alone: _Owed = {}
        is_known = claim.seller_id is not None
        tendered_at = claim.loss.tendered_at if claim.loss is not None else None
        for was_filed, steps in self._steps.items():
            told = [event for _, event in steps]
            planned = plan_steps(
                told, seller_is_known=is_known, was_filed=was_filed, tendered_at=tendered_at
            )
            for (seq, event), notices in zip(steps, planned, strict=True):
                for notice in notices:
                    owed |= _row(seq, event.at, notice)
                for notice in plan_notices(
                    event, seller_is_known=is_known, was_filed=was_filed, tendered_at=tendered_at
                ):
                    alone |= _row(seq, event.at, notice)
            steps.clear()
        return owed, alone

    def pass_over(self, claim_id: UUID) -> None:
        """Leave out a claim whose stream is broken: that is told, and what it owes is unknown."""
        self._notices_up_to(claim_id)
        for steps in self._steps.values():
            steps.clear()

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


def _row(seq: int, at: datetime, notice: PlannedNotice) -> _Owed:
    facts = canonical_json(to_json(dict(notice.facts)))
    return {(seq, notice.audience.value, notice.message): (facts, at, notice.enclosed_id, True)}
