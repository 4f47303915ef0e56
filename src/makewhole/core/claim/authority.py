"""Whose decision something is: role, limit and skill, and who holds the claim (P7, P9).

The terms say which role decides. What was set for a person narrows it: nothing that is set here
lets a role decide what the published terms leave to another.
"""

from makewhole.core.claim.colleagues import INJURY, Mandate
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Finding, Role
from makewhole.core.kernel.outcome import Refused


def decided_minor(finding: Finding) -> int:
    """Answer the money that a determination gives, now and against the goods."""
    return (finding.payable_minor or 0) + finding.payable_on_return_minor


def lacks_authority(by: By, authority: str) -> Refused | None:
    """Answer why this decision is not theirs, or None when it is."""
    if not by.decides_as_a_person:
        return Refused("decision_needs_a_person", {"authority": authority})
    if authority in ("lead", "two_people") and by.role is not Role.LEAD:
        return Refused("decision_needs_a_lead", {"authority": authority})
    return None


def lacks_skill(claim: Claim, mandate: Mandate) -> Refused | None:
    """Answer which skill is missing for work on this claim, or None when none is."""
    is_skilled = not claim.is_injury or claim.filed_at is None or INJURY in mandate.skills
    return None if is_skilled else Refused("claim_needs_a_skill", {"skill": INJURY})


def refuse_worker(claim: Claim, by: By, mandate: Mandate | None) -> Refused | None:
    """Answer why one of our people may not work on this claim, or None when they may.

    Where no mandate is given nothing was set that could stand against it.
    """
    if mandate is None or not by.decides_as_a_person:
        return None
    missing = lacks_skill(claim, mandate)
    if missing is not None:
        return missing
    holder = claim.held_by
    if holder is None or by.role is Role.LEAD or holder.party_id == by.party_id:
        return None
    is_deputy = holder.party_id in mandate.stands_in_for
    return None if is_deputy else Refused("claim_held_by_another")


def refuse_second(
    claim: Claim, by: By, mandate: Mandate | None, amount_minor: int
) -> Refused | None:
    """Answer why this person may not decide what another agreed to; None: they may (P9)."""
    if claim.seconded_by is not None and claim.seconded_by.party_id == by.party_id:
        return Refused("second_person_needed")
    if above_limit(mandate, claim.currency, amount_minor):
        return Refused("decision_above_your_limit", {"currency": claim.currency})
    return None


def takes_two(claim: Claim, mandate: Mandate | None, authority: str, amount_minor: int) -> bool:
    """Answer whether a first yes needs a second: as the terms say, or above this person's limit."""
    return authority == "two_people" or above_limit(mandate, claim.currency, amount_minor)


def above_limit(mandate: Mandate | None, currency: str, amount_minor: int) -> bool:
    """Answer whether so much is more than this person determines alone."""
    return mandate is not None and not mandate.is_enough(currency, amount_minor)
