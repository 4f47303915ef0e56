"""One sample of every event, and of each variant that is told differently."""

from uuid import UUID

from makewhole.core.claim import events as e
from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState
from makewhole.core.claim.values import By, Line, Role
from makewhole.core.clocks.clock import Actor
from tests.surfaces.sample_values import DAY, NOW

_ID = UUID("0192f0aa-0000-7000-8000-000000000009")
BUYER, STAFF, SELLER = By(Role.CLAIMANT), By(Role.HANDLER), By(Role.SELLER)
ITSELF = By(Role.AUTOMATION)


def determined(**changes: object) -> e.ClaimDetermined:
    values: dict[str, object] = {
        "determination_id": _ID,
        "outcome": "pay",
        "clause": "5.2",
        "payer": "programme",
        "bearer": "seller",
        "claim_back": "seller",
        "payable_minor": 44_90,
        "charge_seller_minor": 44_90,
        "payable_on_return_minor": 0,
        "parts": (),
        "appeal_by": None,
        "contest_by": None,
        "by": ITSELF,
        "at": NOW,
    }
    return e.ClaimDetermined(**{**values, **changes})  # type: ignore[arg-type]


def drafted(by: By) -> e.ClaimDrafted:
    return e.ClaimDrafted(
        claim_id=_ID,
        order_id=_ID,
        seller_id=None,
        currency="USD",
        ground=Ground.LATE,
        lines=(Line(1, 1),),
        ends_at=NOW + 30 * DAY,
        by=by,
        at=NOW,
    )


def samples_of() -> tuple[e.Event, ...]:
    """Answer at least one sample of every event."""
    return (
        drafted(BUYER),
        drafted(ITSELF),
        e.ClaimFiled(Ground.LATE, "hash", NOW + 90 * DAY, BUYER, NOW),
        e.ClaimFiled(Ground.LATE, "hash", NOW + 90 * DAY, ITSELF, NOW),
        *(
            e.FactStated("tracking", "lost", "", by, NOW)
            for by in (BUYER, SELLER, STAFF, By(Role.CARRIER))
        ),
        e.SellerAwaited(NOW + 2 * DAY, NOW),
        e.ClaimantAsked(("photos",), NOW + 14 * DAY, NOW),
        e.ClaimReferred(("difference",), NOW + 2 * DAY, NOW),
        e.PutToSeller(("seller_answer",), NOW + 2 * DAY, NOW),
        e.SellerAnswered("accepted", "", SELLER, NOW),
        e.SellerAnswered("rejected", "It was delivered.", SELLER, NOW),
        e.SilencePresumed("evidence", NOW),
        e.SilencePresumed("seller_answer", NOW),
        e.ReturnAwaited(ReturnState.NOT_ASKED, Actor.CLAIMANT, NOW + 14 * DAY, NOW),
        *(e.ReturnMoved(state, STAFF, NOW) for state in ReturnState),
        e.PersonAwaited("handler", NOW + 2 * DAY, NOW),
        e.DeterminationSeconded(STAFF, NOW),
        e.ReviewEscalated("decision", NOW + 2 * DAY, NOW),
        determined(),
        determined(outcome="deny", payable_minor=0, charge_seller_minor=0),
        determined(payable_minor=5_00, payable_on_return_minor=39_90),
        e.PayoutOrdered(payout_id=_ID, attempt=1, amount_minor=44_90, due_at=NOW + DAY, at=NOW),
        e.PayoutSettled(payout_id=_ID, amount_minor=44_90, at=NOW),
        e.PayoutFailed(_ID, 44_90, came_back=False, next_actor=Actor.HANDLER, due_at=NOW, at=NOW),
        *(e.ClaimClosed(closed_as, NOW) for closed_as in ClosedAs),
    )
