"""Claims, their lines and their clocks: every column that copies the fold is the fold's."""

from collections import Counter
from uuid import UUID

from makewhole.apps.claims import translate
from makewhole.apps.claims.rows import occurrence_of
from makewhole.apps.reporting.proving.folded import UNREADABLE, Folded, FoldedClaim, Verified
from makewhole.apps.reporting.proving.snapshot import rows_of
from makewhole.core.claim.deadlines import deadlines

_COLUMNS = (
    "state", "version", "head_hash", "order_id", "seller_id", "ground", "currency", "opened_by",
    "opened_at", "filed_at", "stage", "closed_as", "next_actor", "due_at", "paid_total_minor",
    "settled_minor",
)  # fmt: skip

# A claim keeps the buyer and the market of its order as it was then: of this version or an earlier.
# A draft was begun under terms that the market has adopted; the journal says whose terms follow.
_CLAIMS = f"""
SELECT c.id, c.terms_hash,
       EXISTS (SELECT FROM programme_adoption a
               WHERE a.marketplace_id = c.marketplace_id AND a.market_code = c.market_code
                 AND a.terms_hash = c.terms_hash) AS is_adopted,
       c.buyer_id, c.occurrence_id,
       (o.buyer_id, o.market_code) IS NOT DISTINCT FROM (c.buyer_id, c.market_code)
       OR EXISTS (SELECT FROM orders_revision r
                  CROSS JOIN LATERAL (SELECT r.facts::jsonb -> 'order' AS facts) earlier
                  WHERE r.order_id = c.order_id AND r.marketplace_id = c.marketplace_id
                    AND (earlier.facts ->> 'buyer_id', earlier.facts ->> 'market_code')
                        IS NOT DISTINCT FROM (c.buyer_id::text, c.market_code)) AS is_of_its_order,
       {", ".join(f"c.{name}" for name in _COLUMNS)}
FROM claims_claim c
LEFT JOIN orders_order o ON o.id = c.order_id AND o.marketplace_id = c.marketplace_id
WHERE c.marketplace_id = %(marketplace)s ORDER BY c.id
"""  # noqa: S608 - names of our own columns, no input

_LINES = """
SELECT line.claim_id, line.line_number,
       line.claimant_id IS NOT DISTINCT FROM claim.buyer_id AS is_its_claimants,
       line.order_id, line.quantity, line.ground, line.is_open
FROM claims_claimline line LEFT JOIN claims_claim claim ON claim.id = line.claim_id
WHERE line.marketplace_id = %(marketplace)s
"""

_CLOCKS = f"""
SELECT stream_id, name, actor, due_at FROM journal_runningclock
WHERE marketplace_id = %(marketplace)s AND stream_kind = '{translate.STREAM_KIND}'
  AND state = 'running'
"""  # noqa: S608 - a constant of ours, no input


def compare_claims(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Compare each claim's row with the fold of its stream."""
    missing = set(folded.claims)
    for (
        claim_id,
        terms_hash,
        is_adopted,
        claimant_id,
        occurrence_id,
        is_of_its_order,
        *stored,
    ) in rows_of(_CLAIMS, marketplace_id):
        missing.discard(claim_id)
        found = folded.claims.get(claim_id)
        if found is None:
            result.differs("claim", claim_id, "the journal has no such stream, or a broken one")
            continue
        wanted = _wanted(found)
        if stored[0] != wanted[0]:
            stored[0] = _as_today(stored[0])
        result.differs_in("claim", claim_id, _COLUMNS, stored, wanted)
        if found.claim.terms_hash not in (None, terms_hash) or not is_adopted:
            result.differs("claim", claim_id, "it stands under other terms than it was filed under")
        if occurrence_id != occurrence_of(found.claim):
            result.differs("claim", claim_id, "its event is not the one that the journal names")
        if found.claim.claimant_id is not None:
            if claimant_id != found.claim.claimant_id:
                result.differs("claim", claim_id, "its claimant is not whom the journal names")
        elif not is_of_its_order:
            result.differs("claim", claim_id, "its order is of another buyer or market")
    for claim_id in missing:
        result.differs("claim", claim_id, "the row is missing")


def _as_today(state: str) -> str:
    """Answer a state that an earlier version of makewhole wrote as this one writes it."""
    try:
        return translate.claim_to_text(translate.claim_from_text(state))
    except UNREADABLE:
        return state


def _wanted(found: FoldedClaim) -> tuple[object, ...]:
    claim = found.claim
    return (
        translate.claim_to_text(claim),
        found.seq,
        found.head_hash,
        claim.order_id,
        claim.seller_id,
        claim.ground.value if claim.ground is not None else None,
        claim.currency,
        claim.opened_by.value,
        claim.opened_at,
        claim.filed_at,
        claim.stage.value,
        claim.closed_as.value if claim.closed_as is not None else None,
        claim.next_actor.value if claim.next_actor is not None else None,
        claim.due_at,
        claim.paid_total_minor,
        claim.settled_minor,
    )


_OCCURRENCES = """
SELECT id, currency, paid_minor, cap_minor FROM claims_occurrence
WHERE marketplace_id = %(marketplace)s
"""


def compare_occurrences(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Hold each event's sum against what its claims are determined to be paid (P3)."""
    paid: Counter[tuple[UUID, str]] = Counter()
    for found in folded.claims.values():
        occurrence_id = occurrence_of(found.claim)
        if occurrence_id is not None:
            paid[occurrence_id, found.claim.currency] += found.claim.paid_total_minor
    for occurrence_id, currency, paid_minor, cap_minor in rows_of(_OCCURRENCES, marketplace_id):
        if paid.pop((occurrence_id, currency), 0) != paid_minor:
            result.differs("event", occurrence_id, "its sum is not what its claims were paid")
        if paid_minor > cap_minor:
            result.differs("event", occurrence_id, "more than its limit was paid")
    for occurrence_id, _ in paid:
        result.differs("event", occurrence_id, "the row is missing")


def compare_lines(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Compare each line of a claim: `is_open` and the ground keep a second claim away."""
    missing = {
        (claim_id, line.number): (
            found.claim.order_id,
            line.quantity,
            found.claim.taken_ground or "",
            not found.claim.is_closed,
        )
        for claim_id, found in folded.claims.items()
        for line in found.claim.lines
    }
    names = ("order_id", "quantity", "ground", "is_open")
    for claim_id, number, is_its_claimants, *stored in rows_of(_LINES, marketplace_id):
        if not is_its_claimants:
            result.differs("claim line", f"{claim_id}/{number}", "it is of another claimant")
        wanted = missing.pop((claim_id, number), None)
        if wanted is not None:
            result.differs_in("claim line", f"{claim_id}/{number}", names, stored, wanted)
        elif claim_id in folded.claims:
            result.differs("claim line", f"{claim_id}/{number}", "the claim does not name it")
    for claim_id, number in missing:
        result.differs("claim line", f"{claim_id}/{number}", "the row is missing")


def compare_clocks(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    """Compare the clocks that run with those that each claim says must run (P5)."""
    wanted = {
        (claim_id, clock.name, clock.actor.value, clock.due_at)
        for claim_id, found in folded.claims.items()
        for clock in deadlines(found.claim)
    }
    for key in wanted ^ {tuple(row) for row in rows_of(_CLOCKS, marketplace_id)}:
        claim_id, name, actor, due_at = key
        verb = "does not run" if key in wanted else "runs without a reason"
        place = f"{claim_id}/{name}"
        result.differs("clock", place, f"due {due_at:%Y-%m-%d %H:%M} for {actor}: {verb}")
