"""Writing policies down: once for each number; what decisions may stand on is never changed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from makewhole.apps.insurance.models import Policy as Row
from makewhole.apps.insurance.queries import policy_of_row
from makewhole.apps.tenancy.ids import new_id
from makewhole.core.coverage.policies import Basis, Policy
from makewhole.core.kernel.outcome import Refused


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """A policy as somebody shows it; `proof_on_file_at` is None while nothing proves it."""

    seller_id: UUID
    insurer_id: UUID
    number: str
    basis: Basis
    from_on: date
    until_on: date
    deductible_minor: int
    currency: str
    retro_from_on: date | None = None
    proof_on_file_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PolicyKept:
    """The policy as it stands, and whether it was there already."""

    policy: Policy
    was_there: bool


def problems_of(new: NewPolicy) -> tuple[Refused, ...]:
    """Answer everything that is wrong with a policy, all at once."""
    found = []
    if not new.number.strip():
        found.append(Refused("policy_number_missing"))
    if new.from_on >= new.until_on:
        found.append(Refused("policy_ends_first", {"from": new.from_on, "until": new.until_on}))
    if new.deductible_minor < 0:
        found.append(Refused("deductible_below_zero"))
    is_claims_made = new.basis is Basis.CLAIMS_MADE
    if new.retro_from_on is not None and not is_claims_made:
        found.append(Refused("retroactive_date_without_claims_made"))
    if new.retro_from_on is not None and new.retro_from_on > new.from_on:
        found.append(Refused("retroactive_date_after_first_day"))
    return tuple(found)


def keep_policy(*, marketplace_id: UUID, new: NewPolicy) -> PolicyKept | tuple[Refused, ...]:
    """Write a policy down, once; a proof that is new is added to what stands.

    Call it inside a transaction. The same number with other terms is refused: decisions may stand
    on what was written down.
    """
    problems = problems_of(new)
    if problems:
        return problems
    row, is_new = Row.objects.select_for_update().get_or_create(
        marketplace_id=marketplace_id,
        seller_id=new.seller_id,
        insurer_id=new.insurer_id,
        number=new.number.strip(),
        defaults={
            "id": new_id(),
            "basis": new.basis.value,
            "from_on": new.from_on,
            "until_on": new.until_on,
            "retro_from_on": new.retro_from_on,
            "deductible_minor": new.deductible_minor,
            "currency": new.currency,
            "proof_on_file_at": new.proof_on_file_at,
        },
    )
    stands = policy_of_row(row)
    wanted = replace(
        stands,
        basis=new.basis,
        from_on=new.from_on,
        until_on=new.until_on,
        retro_from_on=new.retro_from_on,
        deductible_minor=new.deductible_minor,
        currency=new.currency,
    )
    if stands != wanted:
        return (Refused("policy_differs", {"number": stands.number}),)
    if row.proof_on_file_at is None and new.proof_on_file_at is not None:
        row.proof_on_file_at = new.proof_on_file_at
        row.save(update_fields=["proof_on_file_at"])
        stands = policy_of_row(row)
    return PolicyKept(stands, was_there=not is_new)
