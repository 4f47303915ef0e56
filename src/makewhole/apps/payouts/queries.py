"""Payouts as they stand with their rail."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from makewhole.apps.payouts.models import Payout


@dataclass(frozen=True, slots=True)
class SentPayout:
    """A payout's latest attempt; `rail_reference` is empty until the rail took it."""

    attempt: int
    rail_reference: str


def sent_payouts(*, marketplace_id: UUID, payout_ids: Collection[UUID]) -> dict[UUID, SentPayout]:
    """Answer how each payout is known to its rail; those that were never written are left out."""
    rows = Payout.objects.filter(marketplace_id=marketplace_id, id__in=payout_ids)
    return {
        payout_id: SentPayout(attempt, reference)
        for payout_id, attempt, reference in rows.values_list("id", "attempts", "rail_reference")
    }
