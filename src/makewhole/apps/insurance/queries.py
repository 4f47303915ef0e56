"""Policies as others may see them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from makewhole.apps.insurance.models import Policy as Row
from makewhole.core.coverage.policies import Basis, Policy, policy_that_answers


def policies_of(
    *, marketplace_id: UUID, seller_ids: Collection[UUID] | None = None
) -> dict[UUID, tuple[Policy, ...]]:
    """Answer the policies of these sellers, or of all, the oldest first; in one statement."""
    rows = Row.objects.filter(marketplace_id=marketplace_id)
    if seller_ids is not None:
        rows = rows.filter(seller_id__in=seller_ids)
    found: dict[UUID, list[Policy]] = {}
    for row in rows.order_by("seller_id", "from_on", "number"):
        found.setdefault(row.seller_id, []).append(policy_of_row(row))
    return {seller_id: tuple(policies) for seller_id, policies in found.items()}


def cover_on(
    *, marketplace_id: UUID, seller_id: UUID, loss_on: date, filed_on: date
) -> Policy | None:
    """Answer the policy that answers for a loss of this day, claimed on that day, if any does."""
    known = policies_of(marketplace_id=marketplace_id, seller_ids=[seller_id])
    return policy_that_answers(known.get(seller_id, ()), loss_on=loss_on, filed_on=filed_on)


def policy_of_row(row: Row) -> Policy:
    """Answer a policy as it stands."""
    return Policy(
        policy_id=row.id,
        seller_id=row.seller_id,
        insurer_id=row.insurer_id,
        number=row.number,
        basis=Basis(row.basis),
        from_on=row.from_on,
        until_on=row.until_on,
        retro_from_on=row.retro_from_on,
        deductible_minor=row.deductible_minor,
        currency=row.currency,
        proof_on_file_at=row.proof_on_file_at,
    )
