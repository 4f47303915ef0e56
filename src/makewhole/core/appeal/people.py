"""Who took part in a claim, and who may look at it again: somebody else (P9)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from uuid import UUID

from makewhole.core.appeal.state import Appeal
from makewhole.core.claim import events as e
from makewhole.core.claim.authority import lacks_skill
from makewhole.core.claim.colleagues import Colleague
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused


def took_part(
    events: Iterable[e.Event], appeals: Iterable[Appeal], appeal_id: UUID
) -> frozenset[UUID]:
    """Answer our own people who did anything to a claim, or to another appeal of it.

    Whoever determined, seconded, found, asked or wrote down what somebody told them on the
    telephone has a view of it already. Whoever wrote this appeal down has one too.
    """
    acted = {getattr(event, "by", None) for event in events}
    looked = {
        by
        for appeal in appeals
        for by in (
            (appeal.filed_by,)
            if appeal.appeal_id == appeal_id
            else (appeal.filed_by, appeal.reviewer, appeal.decided_by)
        )
    }
    return frozenset(
        by.party_id
        for by in acted | looked
        if by is not None and by.decides_as_a_person and by.party_id is not None
    )


def may_review(claim: Claim, one: Colleague) -> bool:
    """Answer whether somebody is at work and has the skill that the claim needs."""
    return not one.mandate.is_away and lacks_skill(claim, one.mandate) is None


def pick(appeal_id: UUID, people: Sequence[By], out: frozenset[UUID]) -> By | None:
    """Answer who looks at it; None: everybody took part.

    The appeal's id decides, spread evenly over those who are left in the order of their own ids.
    It comes from the determination's, which was drawn before anybody could appeal: neither a side
    nor a decider can steer it.
    """
    left = sorted(
        (one for one in people if one.party_id not in out), key=lambda by: str(by.party_id)
    )
    if not left:
        return None
    drawn = int.from_bytes(sha256(appeal_id.bytes).digest(), "big")
    return left[drawn % len(left)]


def refuse_reviewer(appeal: Appeal, by: By, out: frozenset[UUID]) -> Refused | None:
    """Answer why this is not theirs to decide; None when it is."""
    if not by.decides_as_a_person:
        return Refused("decision_needs_a_person")
    if by.party_id in out:
        return Refused("reviewer_took_part")
    is_leads = appeal.is_with_lead and by.role is Role.LEAD
    if by != appeal.reviewer and not is_leads:
        return Refused("appeal_of_another_reviewer")
    return None
