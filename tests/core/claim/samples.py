"""At least one sample of every event, and of every branch that somebody is told of."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim import time_events as te
from makewhole.core.claim.loss import (
    ANSWERS_OF,
    Asked,
    Capacity,
    Head,
    HeadKind,
    Occurrence,
    SignedDocument,
)
from makewhole.core.claim.stages import ClosedAs, Ground, RecoveryState, ReturnState
from makewhole.core.claim.values import By, Line, PartAllowed, Role, SealedText
from makewhole.core.clocks.clock import Actor

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
REMIND_AT = datetime(2027, 3, 14, 8, tzinfo=UTC)
DUE = datetime(2027, 3, 16, 4, tzinfo=UTC)
CLAIMANT = By(Role.CLAIMANT, UUID(int=10))
SELLER = By(Role.SELLER, UUID(int=3))
INSURER = By(Role.INSURER, UUID(int=14))
LEAD = By(Role.LEAD, UUID(int=12))
AUTOMATION = By(Role.AUTOMATION)

ADDRESS = SealedText(UUID(int=77), "c" * 64)

FILED = e.ClaimFiled(Ground.LATE, "h" * 64, DUE, CLAIMANT, AT)
DETERMINED = e.ClaimDetermined(
    determination_id=UUID(int=4),
    outcome="pay",
    clause="12.12",
    payer="programme",
    bearer="seller",
    claim_back="seller",
    payable_minor=60_00,
    charge_seller_minor=60_00,
    payable_on_return_minor=0,
    parts=(PartAllowed(1, "order_line", 60_00, 60_00, "allowed"),),
    appeal_by=date(2027, 3, 31),
    contest_by=date(2027, 3, 31),
    by=AUTOMATION,
    at=AT,
    body_hash="5" * 64,
)
NOTHING_PAID = replace(DETERMINED, payer="nobody", bearer="nobody", payable_minor=0)

REMINDED = {
    Actor.CLAIMANT: ("draft", "evidence", "return_choice", "return_handover", "return_proof"),
    Actor.SELLER: ("contact", "seller_answer", "return_answer", "return_inspection"),
}

# Every clock of a seller or insurer, and every answer that stops one or is only told.
LOSS_SAMPLES: tuple[e.Event, ...] = (
    le.HeadsAmended((Head(1, HeadKind.PROPERTY, 90_00),), "it grew", CLAIMANT, AT),
    *(
        le.AnswersAsked((Asked(clock, actor, UUID(int=3), DUE, (REMIND_AT,)),), AT)
        for clock, actor in ANSWERS_OF.items()
    ),
    le.AnswersAwaited(Actor.SELLER, DUE, AT),
    *(
        le.LossAnswered("loss_answer", Actor.SELLER, answer, "because", SELLER, AT)
        for answer in ("proven", "accepted", "manages", "rejected", "informs", "settled")
    ),
    *(
        le.LossAnswered("insurer_answer", Actor.INSURER, answer, "because", INSURER, AT)
        for answer in ("acknowledged", "reports", "accepted", "denied", "settled")
    ),
    le.SettlementConfirmed(Role.SELLER, 90_00, False, "", CLAIMANT, AT),  # noqa: FBT003 - a part
    le.SettlementConfirmed(Role.INSURER, 90_00, True, "", CLAIMANT, AT),  # noqa: FBT003 - all
    le.OfferMade(UUID(int=4), 90_00, "2026-12", DUE, LEAD, AT, (REMIND_AT,)),
    le.OfferAccepted("2026-12", None, "", CLAIMANT, AT),
    le.ReleaseSigned("2026-12", DUE, SignedDocument("a" * 64, "b" * 64, ADDRESS), CLAIMANT, AT),
    le.ReleaseSigned("2026-12", None, None, CLAIMANT, AT),
    le.ReleaseTakenBack("", Actor.LEAD, DUE, CLAIMANT, AT),
    le.ReleaseBecameFinal(AT),
    le.PaymentAheadDecided(UUID(int=4), 90_00, "the roof leaks", LEAD, AT),
    *(
        le.ClaimantNamed(UUID(int=30), capacity, "the court says so", due_at, LEAD, AT)
        for capacity in Capacity
        for due_at in (DUE, None)
    ),
    le.OccurrenceNamed(Occurrence(UUID(int=31), "fire in the hall"), "one fire", LEAD, AT),
    *(le.OfferEnded(how, "", Actor.LEAD, DUE, CLAIMANT, AT) for how in ("declined", "lapsed")),
    *(
        le.CostMoved(UUID(int=4), "open", bearer, 90_00, 10_00, date(2027, 3, 31), AT)
        for bearer in ("programme", "seller", "insurer")
    ),
    le.CostMoved(UUID(int=4), "seller", "programme", 90_00, 0, None, AT),
    *(e.SilencePresumed(clock, AT) for clock in ANSWERS_OF),
    *(e.PartyReminded(clock, actor, DUE, AT) for clock, actor in ANSWERS_OF.items()),
    e.PartyReminded("offer", Actor.CLAIMANT, DUE, AT),
    replace(DETERMINED, bearer="insurer", charge_seller_minor=10_00, route="step_in_silence"),
    *(
        replace(NOTHING_PAID, outcome="settled", bearer=bearer)
        for bearer in ("insurer", "programme", "open")
    ),
)

SAMPLES: tuple[e.Event, ...] = (
    e.ClaimDrafted(
        claim_id=UUID(int=1),
        order_id=UUID(int=2),
        seller_id=UUID(int=3),
        currency="USD",
        ground=None,
        lines=(Line(1, 2, 5_00), Line(2, 1)),
        ends_at=DUE,
        by=CLAIMANT,
        at=AT,
        remind_at=(REMIND_AT,),
        heads=(Head(1, HeadKind.MEDICAL, 5_00),),
    ),
    FILED,
    replace(FILED, by=AUTOMATION),
    e.FactStated("photos", 2, "", CLAIMANT, AT),
    e.FactStated("delivered_on", date(2027, 2, 1), "seen on the label", CLAIMANT, AT),
    e.FactStated("contacted_at", AT, "", CLAIMANT, AT),
    e.FactStated("seller_contacted", True, "", CLAIMANT, AT),  # noqa: FBT003 - a fact's value
    e.FactStated("difference", "found", "compared", By(Role.HANDLER, UUID(int=11)), AT),
    e.FactStated("part_percent", 60, "it was used", By(Role.HANDLER, UUID(int=11)), AT, line=1),
    e.FactStated("return_proof", "tracked", "", CLAIMANT, AT, sealed=ADDRESS),
    e.FactStated("return_proof", "receipt", "", CLAIMANT, AT),
    e.FactStated("return_proof", "none", "", CLAIMANT, AT),
    e.SellerAwaited(DUE, AT),
    e.ClaimantAsked(("photos", "seller_contacted"), DUE, AT),
    e.ClaimantAsked(("return_proof",), DUE, AT),
    e.ClaimReferred((), DUE, AT),
    e.PutToSeller(("seller_answer",), DUE, AT),
    e.SellerAnswered("accepted", "", SELLER, AT),
    e.SellerAnswered("rejected", "it was signed for", SELLER, AT),
    e.SellerAnswered("rejected", "it was signed for", SELLER, AT, carried_from=UUID(int=9)),
    *(
        e.SilencePresumed(clock, AT)
        for clock in ("evidence", "return_proof", "seller_answer", "contact")
    ),
    e.ReturnAwaited(ReturnState.ASKED, Actor.HANDLER, DUE, AT),
    e.ReturnAwaited(ReturnState.RECEIVED, Actor.HANDLER, DUE, AT),
    e.ReturnMoved(ReturnState.ACCEPTED, SELLER, AT, ADDRESS),
    e.ReturnMoved(ReturnState.LABEL_GIVEN, SELLER, AT, ADDRESS),
    *(
        e.PartyReminded(clock, actor, DUE, AT)
        for actor, clocks in REMINDED.items()
        for clock in clocks
    ),
    *(
        e.ReturnAwaited(state, Actor.SELLER, DUE, AT)
        for state in (
            ReturnState.NOT_ASKED,
            ReturnState.ASKED,
            ReturnState.ACCEPTED,
            ReturnState.LABEL_GIVEN,
            ReturnState.HANDED_OVER,
            ReturnState.RECEIVED,
        )
    ),
    *(
        e.ReturnMoved(state, CLAIMANT, AT)
        for state in ReturnState
        if state not in (ReturnState.NOT_NEEDED, ReturnState.NOT_ASKED)
    ),
    e.PersonAwaited("handler", DUE, AT, 60_00),
    e.ClaimAssigned(LEAD, "", LEAD, AT),
    e.ClaimAssigned(By(Role.HANDLER, UUID(int=11)), "she knows the product", LEAD, AT),
    e.ClaimAssigned(None, "I am away", LEAD, AT),
    e.DeterminationSeconded(By(Role.LEAD, UUID(int=12)), AT),
    e.ReviewEscalated("referral", DUE, AT),
    e.ReviewEscalated("our_time", DUE, AT),
    e.ReviewEscalated("payout", DUE, AT),
    e.ReviewEscalated("reach_claimant", DUE, AT),
    *(
        event
        for actor in (Actor.CLAIMANT, Actor.SELLER, Actor.INSURER)
        for event in (
            te.PartyUnreached(actor, DUE, AT),
            te.PartyReached(actor, (te.Moved("evidence", AT, DUE),), "by telephone", LEAD, AT),
            te.TimeExtended(actor, te.Moved("evidence", AT, DUE), "", CLAIMANT, AT),
        )
    ),
    *(replace(DETERMINED, bearer=bearer) for bearer in ("seller", "programme", "open")),
    *(
        replace(DETERMINED, bearer=bearer, payable_minor=0, payable_on_return_minor=60_00)
        for bearer in ("seller", "programme", "open")
    ),
    replace(DETERMINED, payable_minor=0),
    *(replace(NOTHING_PAID, outcome=outcome) for outcome in ("deny", "out_of_scope", "settled")),
    replace(NOTHING_PAID, outcome="settled", payer="seller", bearer="seller"),
    replace(DETERMINED, payable_minor=0, bearer="programme", appeal_id=UUID(int=50)),
    e.TakenUpOnAppeal(UUID(int=50), By(Role.HANDLER, UUID(int=14)), AT),
    e.CostContested(UUID(int=50), SELLER, AT),
    *(
        e.ContestEnded(UUID(int=50), UUID(int=4), result, 60_00, 0, SELLER, AT)
        for result in RecoveryState
    ),
    *LOSS_SAMPLES,
    e.PayoutOrdered(UUID(int=4), 1, 60_00, DUE, AT),
    e.PayoutSettled(UUID(int=4), 60_00, was_failed=False, at=AT),
    e.PayoutAwaited(DUE, AT),
    e.PayoutFailed(UUID(int=4), 60_00, came_back=True, next_actor=Actor.RAIL, due_at=DUE, at=AT),
    *(e.ClaimClosed(closed_as, AT) for closed_as in ClosedAs),
)
