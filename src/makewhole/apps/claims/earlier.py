"""Claims that were made before on the same order: nothing is claimed twice on one ground.

What was begun is known again by how it began: the same lines and ground, by the same person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import desk, translate
from makewhole.apps.journal.queries import events_in
from makewhole.core.claim import events as e
from makewhole.core.claim.looking import Case
from makewhole.core.claim.stages import ClosedAs, Ground
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, EarlierRejection, Line
from makewhole.core.kernel.outcome import Refused

_EARLIER = """
SELECT l.order_id, c.id, l.line_number, l.ground, c.closed_as, c.reference, l.claimant_id
FROM claims_claimline l JOIN claims_claim c ON c.id = l.claim_id
WHERE l.marketplace_id = %s AND l.order_id = ANY (%b::uuid[]) ORDER BY c.id
"""

_ANSWERS = """
SELECT stream_id, kind, version, body FROM journal_event
WHERE marketplace_id = %s AND stream_id = ANY (%b::uuid[]) AND kind = 'SellerAnswered'
"""

# After these a claim on the same line and ground may be made anew.
_MAY_REPEAT = frozenset({ClosedAs.WITHDRAWN.value, ClosedAs.LAPSED.value})


@dataclass(frozen=True, slots=True)
class EarlierClaim:
    """One line of a claim that was made before; `closed_as` is None while it is open.

    `rejected` is how the seller rejected it, where it may be made anew.
    """

    claim_id: UUID
    line_number: int
    ground: str  # Empty: a draft, which is in nobody's way.
    closed_as: str | None
    reference: str
    claimant_id: UUID | None
    rejected: EarlierRejection | None = None


def earlier_claims(
    *, marketplace_id: UUID, order_ids: Sequence[UUID]
) -> dict[UUID, tuple[EarlierClaim, ...]]:
    """Answer the claims on each of these orders, which are locked: nobody can add one meanwhile."""
    if not order_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, [marketplace_id, list(order_ids)])
        rows = [(order_id, EarlierClaim(*rest)) for order_id, *rest in cursor.fetchall()]
    repeatable = {claim.claim_id for _, claim in rows if claim.closed_as in _MAY_REPEAT}
    rejections = _rejections(marketplace_id, repeatable) if repeatable else {}
    found: dict[UUID, list[EarlierClaim]] = {}
    for order_id, claim in rows:
        rejected = rejections.get(claim.claim_id)
        told = claim if rejected is None else replace(claim, rejected=rejected)
        found.setdefault(order_id, []).append(told)
    return {order_id: tuple(claims) for order_id, claims in found.items()}


def _rejections(marketplace_id: UUID, claim_ids: Collection[UUID]) -> dict[UUID, EarlierRejection]:
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS, [marketplace_id, list(claim_ids)])
        answers = {row[0]: translate.read_event(*row[1:]) for row in cursor.fetchall()}
    return {
        claim_id: EarlierRejection(claim_id, answer.reason, answer.by)
        for claim_id, answer in answers.items()
        if isinstance(answer, e.SellerAnswered) and answer.answer == "rejected"
    }


def with_earlier(
    case: Case,
    earlier: Sequence[EarlierClaim],
    lines: Sequence[Line],
    ground: Ground | None,
    claimant_id: UUID | None,
) -> Case | Refused:
    """Answer the case with what the seller said against the same claim, if it can be made again.

    A rejection is kept where it was about every line of the new claim, so that taking a claim back
    does not make it unsaid; a person then weighs both sides. Of a line that the seller was never
    asked about, the seller is asked. What another claimant suffered is another claim.
    """
    numbers = {line.number for line in lines}
    latest = case
    rejected: set[int] = set()
    for claim in earlier:
        if claim.line_number not in numbers or ground is None or claim.ground != ground.value:
            continue
        if claim.claimant_id != claimant_id:
            continue
        if claim.closed_as is None:
            return Refused("claim_open_already", {"reference": claim.reference})
        if claim.closed_as not in _MAY_REPEAT:
            return Refused("claim_decided_already", {"reference": claim.reference})
        if claim.rejected is not None:
            rejected.add(claim.line_number)
            latest = replace(case, rejected_before=claim.rejected)
    return latest if rejected == numbers else case


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a claim would begin that somebody makes now."""

    lines: Sequence[Line]
    ground: Ground | None
    by: By
    claimant_id: UUID | None  # None: the order does not say who bought.


def standing(
    *,
    marketplace_id: UUID,
    wanted: Mapping[UUID, Wanted],
    earlier: Mapping[UUID, Sequence[EarlierClaim]],
) -> dict[UUID, desk.OnDesk | Refused]:
    """Answer, by order, the claim that began as `wanted`: lines, ground and person alike.

    With a ground it is a draft still. Without one it may have been filed since, and is refused once
    it was decided. One that was withdrawn or lapsed is none. The orders are locked; so are the
    claims that are answered.
    """
    candidates = {
        claim.claim_id: (order_id, claim)
        for order_id, like in wanted.items()
        for claim in earlier.get(order_id, ())
        if _may_stand(claim, like)
    }
    if not candidates:
        return {}
    alike: dict[UUID, EarlierClaim] = {}
    firsts = [(claim_id, 1, 1) for claim_id in candidates]
    for stored in events_in(marketplace_id=marketplace_id, ranges=firsts):
        order_id, claim = candidates[stored.stream_id]
        if _began_so(translate.to_event(stored), wanted[order_id]) and (
            order_id not in alike or claim.closed_as is None
        ):
            alike[order_id] = claim
    found = desk.lock_claims(
        marketplace_id=marketplace_id,
        claim_ids=[claim.claim_id for claim in alike.values() if claim.closed_as is None],
    )
    return {
        order_id: found.get(
            claim.claim_id, Refused("claim_decided_already", {"reference": claim.reference})
        )
        for order_id, claim in alike.items()
    }


def _may_stand(claim: EarlierClaim, like: Wanted) -> bool:
    if claim.claimant_id != like.claimant_id:
        return False
    if like.ground is None:
        return claim.closed_as not in _MAY_REPEAT
    return claim.closed_as is None and not claim.ground


def draft_alike(drafts: Sequence[Claim], like: Wanted) -> Claim | None:
    """Answer the draft, of this person's own, that `standing` would find; without a lock."""
    return next(
        (
            draft
            for draft in drafts
            if draft.opened_by is like.by.role and _is_alike(draft.ground, draft.lines, like)
        ),
        None,
    )


def _began_so(event: e.Event, like: Wanted) -> bool:
    if not isinstance(event, e.ClaimDrafted) or event.by != like.by:
        return False
    return _is_alike(event.ground, event.lines, like)


def _is_alike(ground: Ground | None, lines: Sequence[Line], like: Wanted) -> bool:
    return ground is like.ground and _in_order(lines) == _in_order(like.lines)


def _in_order(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.number)
