"""The event of a determination, from what the terms said."""

from datetime import datetime
from uuid import UUID

from makewhole.core.claim import events as e
from makewhole.core.claim.values import By, Finding
from makewhole.core.kernel.require import require


def determined(
    finding: Finding,
    determination_id: UUID,
    by: By,
    at: datetime,
    *,
    appeal_id: UUID | None = None,
) -> e.ClaimDetermined:
    """Answer the determination; a bearer that the terms leave open is `open`."""
    assert finding.outcome is not None
    assert finding.payer is not None
    assert finding.payable_minor is not None
    require(finding.clause is not None, "every determination cites its clause")
    allowed = sum(part.allowed_minor for part in finding.parts)
    claimed = sum(part.claimed_minor for part in finding.parts)
    if finding.outcome == "pay":
        require(finding.payable_minor <= allowed <= claimed, "P3: paid <= allowed <= claimed")
    else:
        require(finding.payable_minor == 0, "only a pay determination pays")
    return e.ClaimDetermined(
        determination_id=determination_id,
        outcome=finding.outcome,
        clause=finding.clause or "",
        payer=finding.payer,
        bearer=finding.bearer or "open",
        claim_back=finding.claim_back or "open",
        payable_minor=finding.payable_minor,
        charge_seller_minor=finding.charge_seller_minor or 0,
        payable_on_return_minor=finding.payable_on_return_minor,
        parts=finding.parts,
        appeal_by=finding.appeal_by,
        contest_by=finding.contest_by,
        by=by,
        at=at,
        appeal_id=appeal_id,
        route=finding.route,
    )
