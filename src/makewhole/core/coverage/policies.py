"""Policies of a seller, and which of them answers for a loss."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Basis(StrEnum):
    """For what a policy answers: losses of its days, or claims that reach it on its days."""

    OCCURRENCE = "occurrence"
    CLAIMS_MADE = "claims_made"


@dataclass(frozen=True, slots=True)
class Policy:
    """An insurer's contract with a seller, as far as it is known.

    It runs from `from_on` until the day before `until_on`. `deductible_minor` is in whole minor
    units of `currency`. `proof_on_file_at` is None while nothing proves the policy.
    """

    policy_id: UUID
    seller_id: UUID
    insurer_id: UUID
    number: str
    basis: Basis
    from_on: date
    until_on: date
    retro_from_on: date | None  # Claims made: losses from this day on.
    deductible_minor: int
    currency: str
    proof_on_file_at: datetime | None

    def answers(self, *, loss_on: date, filed_on: date) -> bool:
        """Answer whether a loss of this day, claimed on that day, falls under it."""
        if self.basis is Basis.OCCURRENCE:
            return self.from_on <= loss_on < self.until_on
        since = self.retro_from_on or self.from_on
        return since <= loss_on and self.from_on <= filed_on < self.until_on


def policy_that_answers(
    policies: Iterable[Policy], *, loss_on: date, filed_on: date
) -> Policy | None:
    """Answer the policy that answers for a loss; None: none that is known does.

    Of several, one for losses of its days comes first, then one that is proven, then the older: the
    order in which they were written down changes nothing.
    """
    found = [p for p in policies if p.answers(loss_on=loss_on, filed_on=filed_on)]
    return min(
        found,
        key=lambda p: (
            p.basis is not Basis.OCCURRENCE,
            p.proof_on_file_at is None,
            p.from_on,
            p.number,
        ),
        default=None,
    )
