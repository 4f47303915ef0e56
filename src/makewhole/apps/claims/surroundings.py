"""What is on file around a loss claim: the seller's policies, and other claims for losses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import translate
from makewhole.apps.claims.rows import occurrence_of
from makewhole.apps.insurance.queries import policies_of
from makewhole.core.claim.exchange import foreign_heads
from makewhole.core.claim.facts_loss import said_loss_on
from makewhole.core.claim.loss import LossOnFile, OtherLoss
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.stages import LOSS_GROUNDS, ClosedAs
from makewhole.core.claim.state import Claim
from makewhole.core.coverage.policies import Policy

_OTHERS = """
SELECT buyer_id, order_id, filed_at, state FROM claims_claim
WHERE marketplace_id = %s AND ground = ANY (%s::text[]) AND filed_at IS NOT NULL
  AND (buyer_id = %s OR order_id = %s OR occurrence_id = %s)
"""

# The word that counts for the day of a loss, whatever terms a claim stands under.
_TRUST = {"loss_on": ("claimant",)}

# Of these nothing is asked any more.
_OVER = frozenset({ClosedAs.WITHDRAWN, ClosedAs.DENIED, ClosedAs.OUT_OF_SCOPE, ClosedAs.LAPSED})


@dataclass(frozen=True, slots=True)
class Whose:
    """Around whose losses something is on file: a claimant's, and those of one event."""

    claimant_id: UUID | None
    occurrence_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is on file around losses of one order's products; for one claim it leaves itself out."""

    policies: dict[UUID, tuple[Policy, ...]]
    claims: tuple[tuple[UUID | None, UUID, datetime, Claim], ...]
    whose: Whose

    def of(self, order: OrderOnFile, line_number: int, claim_id: UUID | None) -> LossOnFile:
        """Answer them for a claim about this line."""
        line = order.line(line_number)
        seller_id = line.seller_id if line is not None else None
        others = tuple(
            _other(
                claim,
                filed_at,
                is_claimants=buyer_id is not None and buyer_id == self.whose.claimant_id,
                is_same_product=order_id == order.order_id and _names(claim, line_number),
                occurrence_id=self.whose.occurrence_id,
            )
            for buyer_id, order_id, filed_at, claim in self.claims
            if claim.claim_id != claim_id
        )
        policies = self.policies.get(seller_id, ()) if seller_id is not None else ()
        return LossOnFile(policies, others)


def surroundings_of(*, marketplace_id: UUID, order: OrderOnFile, whose: Whose) -> Surroundings:
    """Answer what is on file around losses of this order's products, in two statements."""
    sellers = {line.seller_id for line in order.lines if line.seller_id is not None}
    with connection.cursor() as cursor:
        cursor.execute(
            _OTHERS,
            [
                marketplace_id,
                [ground.value for ground in sorted(LOSS_GROUNDS)],
                whose.claimant_id,
                order.order_id,
                whose.occurrence_id,
            ],
        )
        claims = tuple(
            (buyer_id, order_id, filed_at, translate.claim_from_text(state))
            for buyer_id, order_id, filed_at, state in cursor.fetchall()
        )
    policies = policies_of(marketplace_id=marketplace_id, seller_ids=sellers)
    return Surroundings(policies, claims, whose)


def _names(claim: Claim, line_number: int) -> bool:
    return line_number in {line.number for line in claim.lines}


def _other(
    claim: Claim,
    filed_at: datetime,
    *,
    is_claimants: bool,
    is_same_product: bool,
    occurrence_id: UUID | None,
) -> OtherLoss:
    return OtherLoss(
        claim_id=claim.claim_id,
        is_claimants=is_claimants,
        is_same_product=is_same_product,
        loss_on=said_loss_on(claim, _TRUST),
        filed_at=filed_at,
        counted_minor=_counted(claim),
        paid_minor=claim.paid_total_minor,
        is_same_occurrence=occurrence_id is not None and occurrence_of(claim) == occurrence_id,
    )


def _counted(claim: Claim) -> int | None:
    """Answer what counts of a claim: as allowed, or as asked while it is not assessed.

    None: it is asked in another currency, so nobody can say before it is assessed.
    """
    if claim.closed_as in _OVER:
        return 0
    if claim.determined_at is not None:
        return sum(part.allowed_minor for part in claim.parts)
    if foreign_heads(claim):
        return None
    return sum(head.claimed_minor for head in claim.loss.heads) if claim.loss is not None else 0
