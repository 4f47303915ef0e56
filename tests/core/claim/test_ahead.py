"""What is paid ahead of an answer: who may, how much, and what becomes of it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.ahead import with_what_was_paid
from makewhole.core.claim.colleagues import Mandate
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import ClosedAs, Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Ahead, PartAllowed
from tests.core.claim.claims import (
    CLAIMANT,
    DENY,
    HANDLER,
    LEAD,
    NOW,
    after,
    draft,
    events,
    file,
    open_question,
    reason,
    run_out,
)
from tests.core.claim.losses import (
    ASKS,
    BELIEVED,
    HEAD,
    LOSS_TIMES,
    OPEN_COST,
    STEP_IN,
    amends,
    asked,
    costs,
    loss,
    offered,
    settles,
    weigh,
)

SHOWN = (HEAD,)
MAY_BE = replace(ASKS, ahead=Ahead("handler", 30_00, "25.10", SHOWN))


def pays(minor: int = 20_00, **changed: Any) -> lc.PayAhead:
    command = lc.PayAhead(MAY_BE, minor, UUID(int=700), "the roof leaks", LOSS_TIMES, HANDLER, NOW)
    return replace(command, **changed)


def paid_ahead(**changed: Any) -> Claim:
    """A loss of which a third is paid while the seller and its insurer have time."""
    return after(pays(), claim=asked(**changed))


def left(finding: Any, minor: int) -> Any:
    return replace(finding, payable_minor=minor, charge_seller_minor=60_00)


class TestPaying:
    def test_is_a_determination_of_its_own_beside_the_claim(self) -> None:  # P4
        before = asked()

        told = events(before, pays())
        claim = after(pays(), claim=before)

        assert [type(event) for event in told] == [
            le.PaymentAheadDecided,
            e.ClaimDetermined,
            e.PayoutOrdered,
        ]
        assert (claim.stage, claim.due_at, claim.decide_by) == (
            before.stage,
            before.due_at,
            before.decide_by,
        )
        assert claim.paid_total_minor == 20_00
        assert claim.determined_at is None
        assert [payout.payout_id for payout in claim.payouts] == [UUID(int=700)]
        assert claim.loss is not None
        assert claim.loss.borne_by("open") == 20_00

    @pytest.mark.parametrize(
        ("changed", "refused"),
        [
            pytest.param({"by": CLAIMANT}, "decision_needs_a_person", id="by-the-claimant"),
            pytest.param({"reason": ""}, "payment_ahead_needs_a_reason", id="no-reason"),
            pytest.param({"amount_minor": 0}, "more_than_can_be_paid_ahead", id="nothing"),
            pytest.param({"amount_minor": 30_01}, "more_than_can_be_paid_ahead", id="a-cent-more"),
            pytest.param({"finding": ASKS}, "nothing_can_be_paid_ahead", id="the-terms-say-no"),
            pytest.param(
                {"finding": replace(MAY_BE, ahead=Ahead("lead", 30_00, "25.9", SHOWN))},
                "decision_needs_a_lead",
                id="a-leads-decision",
            ),
        ],
    )
    def test_refuses(self, changed: dict[str, Any], refused: str) -> None:
        assert reason(asked(), pays(**changed)) == refused

    def test_refuses_where_nobody_is_waited_for(self) -> None:
        assert reason(offered(), pays()) == "nothing_waits_for_an_answer"
        assert reason(after(draft(), file()), pays()) == "claim_not_about_a_loss"

    def test_refuses_once_the_claim_was_decided(self) -> None:
        accepted = replace(asked(), determined_at=NOW)

        assert reason(accepted, pays()) == "nothing_can_be_paid_ahead"

    def test_pays_exactly_as_much_as_the_terms_let(self) -> None:
        assert after(pays(30_00), claim=asked()).paid_total_minor == 30_00

    def test_is_shared_over_what_is_left_of_each_head(self) -> None:
        other = PartAllowed(2, "medical", 30_00, 30_00, "allowed")
        both = replace(MAY_BE, ahead=Ahead("handler", 25_00, "25.10", (HEAD, other)))
        first = paid_ahead()

        then = after(pays(14_00, finding=both, determination_id=UUID(int=701)), claim=first)

        assert [part.allowed_minor for part in then.parts] == [28_00, 6_00]


class TestInTheEnd:
    def test_counts_towards_what_is_allowed(self) -> None:  # P3
        offer = after(
            weigh(left(STEP_IN, 40_00)),
            weigh(left(STEP_IN, 40_00), confirms=True, by=LEAD),
            claim=replace(paid_ahead(), stage=Stage.SCREENING),
        )

        assert offer.loss is not None
        assert offer.loss.offer is not None
        assert offer.loss.offer.amount_minor == 40_00

    def test_stays_where_less_is_allowed(self) -> None:  # P2
        less = replace(
            left(STEP_IN, 0), parts=(replace(HEAD, allowed_minor=15_00),), release_needed=False
        )
        claim = after(
            weigh(less), weigh(less, confirms=True, by=LEAD),
            claim=replace(paid_ahead(), stage=Stage.SCREENING),
        )  # fmt: skip

        assert [part.allowed_minor for part in claim.parts] == [20_00]
        assert claim.paid_total_minor == 20_00
        assert claim.stage is Stage.PAYING  # It has not arrived yet.
        assert claim.loss is not None
        assert [(one.bearer, one.amount_minor) for one in claim.loss.borne] == [("seller", 20_00)]

    def test_asks_who_bears_it_where_that_is_open(self) -> None:
        nothing_more = replace(
            left(BELIEVED, 0), charge_seller_minor=0, release_needed=False, decided_by="automation"
        )
        claim = after(weigh(nothing_more), claim=replace(paid_ahead(), stage=Stage.SCREENING))

        assert claim.loss is not None
        assert claim.loss.answer("contest") is not None
        assert claim.loss.borne_by("open") == 20_00

    @pytest.mark.parametrize("ground", [Ground.PROPERTY_DAMAGE, Ground.PERSONAL_INJURY])
    def test_is_borne_by_the_programme_where_the_claim_is_turned_down(self, ground: Ground) -> None:
        denied = replace(DENY, decided_by="handler")
        told = after(
            weigh(denied), weigh(denied, confirms=True, by=HANDLER),
            claim=replace(paid_ahead(ground=ground), stage=Stage.SCREENING),
        )  # fmt: skip

        assert told.loss is not None
        assert [(one.bearer, one.amount_minor) for one in told.loss.borne] == [("programme", 20_00)]

    def test_is_borne_by_the_programme_where_the_claim_is_taken_back(self) -> None:
        gone = after(c.WithdrawClaim(LOSS_TIMES, CLAIMANT, NOW), claim=paid_ahead())

        assert gone.stage is Stage.PAYING  # It is on its way, and arrives.
        assert gone.loss is not None
        assert gone.loss.borne_by("programme") == 20_00

    def test_is_borne_by_the_programme_where_the_claim_lapses(self) -> None:
        question = open_question("photos", source="claimant")
        waits = after(weigh(question), claim=replace(paid_ahead(), stage=Stage.SCREENING))
        assert waits.due_at is not None
        silent = after(run_out("evidence", at=waits.due_at), claim=waits)

        lapsed = after(weigh(question, at=waits.due_at), claim=silent)

        assert lapsed.loss is not None
        assert lapsed.loss.borne_by("programme") == 20_00

    def test_no_cost_is_settled_before_the_claim_is_decided(self) -> None:
        assert reason(paid_ahead(), costs(STEP_IN)) == "cost_stays_open"

    def test_a_settlement_by_others_leaves_it_with_the_programme(self) -> None:
        whole = replace(
            DENY, outcome="settled", payer="seller", bearer="seller", decided_by="automation"
        )
        settled = after(settles(is_whole=True), weigh(whole), claim=paid_ahead())

        assert settled.loss is not None
        assert settled.loss.borne_by("programme") == 20_00
        assert settled.loss.borne_by("seller") == 0

    def test_less_than_it_cannot_be_asked_for_any_more(self) -> None:  # P3
        little = Head(1, HeadKind.PROPERTY, 19_99)

        assert reason(paid_ahead(), amends(little)) == "less_than_was_paid"
        assert after(amends(replace(little, claimed_minor=20_00)), claim=paid_ahead())

    def test_a_small_claim_is_paid_the_rest_at_once(self) -> None:
        rest = replace(OPEN_COST, payable_minor=40_00)
        claim = after(weigh(rest), claim=replace(paid_ahead(), stage=Stage.SCREENING))

        assert claim.stage is Stage.PAYING
        assert claim.paid_total_minor == 60_00
        assert claim.closed_as is not ClosedAs.PAID


class TestParts:
    def test_are_raised_to_what_was_paid_for_each_first(self) -> None:
        claim = paid_ahead()
        lower = (
            replace(HEAD, allowed_minor=5_00),
            PartAllowed(2, "medical", 40_00, 1_00, "allowed"),
        )

        assert [one.allowed_minor for one in with_what_was_paid(lower, claim)] == [19_00, 1_00]

    def test_are_raised_to_what_is_asked_where_that_is_not_enough(self) -> None:
        claim = paid_ahead()
        amended = (
            PartAllowed(1, "property", 5_00, 0, "not_shown"),
            PartAllowed(2, "medical", 40_00, 0, "not_shown"),
        )

        assert [one.allowed_minor for one in with_what_was_paid(amended, claim)] == [5_00, 15_00]

    def test_stay_as_they_are_where_nothing_was_paid_ahead(self) -> None:
        lower = (replace(HEAD, allowed_minor=5_00),)

        assert with_what_was_paid(lower, loss()) == lower


class TestWhoMayPayAhead:
    def test_pays_up_to_a_limit_of_their_own(self) -> None:
        enough, less = Mandate(limits={"USD": 20_00}), Mandate(limits={"USD": 19_99})

        assert after(pays(mandate=enough), claim=asked()).paid_total_minor == 20_00
        assert reason(asked(), pays(mandate=less)) == "payment_ahead_above_your_limit"

    def test_has_the_skill_where_somebody_was_hurt(self) -> None:
        hurt = replace(asked(), ground=Ground.PERSONAL_INJURY)

        assert reason(hurt, pays(mandate=Mandate())) == "claim_needs_a_skill"
