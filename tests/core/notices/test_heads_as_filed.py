"""What a loss asks for is told with its filing, never as a change of it (P6)."""

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import Ground
from makewhole.core.notices.plan import plan_notices, plan_steps
from tests.core.claim.claims import CLAIMANT, NOW

AMENDED = le.HeadsAmended((Head(1, HeadKind.PROPERTY, 240_00),), "as filed", CLAIMANT, NOW)
FILED = e.ClaimFiled(Ground.PROPERTY_DAMAGE, "0" * 64, NOW, CLAIMANT, NOW)


def test_heads_that_a_draft_is_filed_with_are_no_change() -> None:
    amended, filed = plan_steps((AMENDED, FILED), seller_is_known=True)

    assert amended == ()
    assert {notice.message for notice in filed} == {"claim_filed"}


def test_heads_that_change_after_the_filing_are_told_to_both() -> None:
    _, amended = plan_steps((FILED, AMENDED), seller_is_known=True)

    assert {notice.audience.value for notice in amended} == {"claimant", "seller"}
    assert {notice.message for notice in amended} == {"heads_amended"}


def test_of_the_heads_of_a_draft_nobody_is_told() -> None:
    assert plan_notices(AMENDED, seller_is_known=True, was_filed=False) == ()
