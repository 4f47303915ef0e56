"""Who is told of what of an appeal or a contest (P6)."""

from dataclasses import replace

import pytest

from makewhole.core.appeal import events as e
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.notices.appeals import plan_appeal_notices
from makewhole.core.notices.notice import Audience
from tests.core.appeal.appeals import assigned
from tests.core.appeal.samples import DECIDED, FILED, SAMPLES
from tests.core.claim.samples import AT, DUE, SELLER

# Told with the filing, or with the decision that they lead to.
SILENT = (e.ReviewerAssigned, e.FindingRecorded)


def appeal_of(side: Side) -> Appeal:
    return replace(assigned(), side=side)


def told(event: e.Event, side: Side = Side.CLAIMANT, *, known: bool = True) -> set[Audience]:
    planned = plan_appeal_notices(event, appeal_of(side), seller_is_known=known)
    return {notice.audience for notice in planned}


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_every_step_is_told_to_somebody(event: e.Event) -> None:
    assert bool(told(event)) is not isinstance(event, SILENT)


@pytest.mark.parametrize("side", [Side.CLAIMANT, Side.SELLER])
@pytest.mark.parametrize("event", [FILED, DECIDED, e.AppealWithdrawn(SELLER, AT)])
def test_both_sides_are_told_of_beginning_and_end(event: e.Event, side: Side) -> None:
    assert told(event, side) == {Audience.CLAIMANT, Audience.SELLER}


def test_a_seller_nobody_knows_is_not_told() -> None:
    assert told(DECIDED, known=False) == {Audience.CLAIMANT}


def test_each_side_reads_its_own_reasons() -> None:
    claimant, seller = plan_appeal_notices(DECIDED, appeal_of(Side.CLAIMANT), seller_is_known=True)

    assert claimant.facts["because"] == DECIDED.reasons.to_claimant
    assert seller.facts["because"] == DECIDED.reasons.to_seller


@pytest.mark.parametrize(
    ("side", "audience"),
    [(Side.CLAIMANT, Audience.CLAIMANT), (Side.SELLER, Audience.SELLER)],
)
def test_whoever_asked_and_the_leads_hear_that_we_are_late(side: Side, audience: Audience) -> None:
    late = e.AppealEscalated("", DUE, SELLER, AT)

    assert told(late, side) == {audience, Audience.LEAD}


def test_an_appeal_without_a_clock_names_no_day() -> None:
    over = replace(appeal_of(Side.CLAIMANT), due_at=None)

    (notice,) = plan_appeal_notices(e.ReviewerMissing(AT), over, seller_is_known=True)

    assert notice.facts == {}
