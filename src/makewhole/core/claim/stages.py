"""Where a claim stands, and where it can go from there."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """A claim's place in its life; `closed` says how in `ClosedAs`."""

    DRAFT = "draft"
    SCREENING = "screening"
    NEEDS_CLAIMANT = "needs_claimant"
    REFERRED = "referred"
    WAITING_FOR_SELLER = "waiting_for_seller"
    AWAITING_ANSWERS = "awaiting_answers"
    ASSESSING = "assessing"
    AWAITING_RETURN = "awaiting_return"
    OFFERED = "offered"
    PAYING = "paying"
    CLOSED = "closed"


class ClosedAs(StrEnum):
    """How a closed claim ended."""

    PAID = "paid"
    DENIED = "denied"
    OUT_OF_SCOPE = "out_of_scope"
    SETTLED_BY_SELLER = "settled_by_seller"
    SETTLED_BY_INSURER = "settled_by_insurer"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Ground(StrEnum):
    """Why a claim is made: about an order, or about a loss that a product did."""

    NOT_RECEIVED = "not_received"
    LATE = "late"
    NOT_AS_DESCRIBED = "not_as_described"
    DAMAGED = "damaged"
    RETURN_NOT_REFUNDED = "return_not_refunded"
    RETURN_REFUSED = "return_refused"
    PROPERTY_DAMAGE = "property_damage"
    PERSONAL_INJURY = "personal_injury"


LOSS_GROUNDS = frozenset({Ground.PROPERTY_DAMAGE, Ground.PERSONAL_INJURY})


class ReturnState(StrEnum):
    """How far the goods are on their way back."""

    NOT_NEEDED = "not_needed"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"
    LABEL_GIVEN = "label_given"
    HANDED_OVER = "handed_over"
    NOT_ARRIVED = "not_arrived"
    RECEIVED = "received"
    INSPECTED = "inspected"
    CLAIMANT_KEEPS = "claimant_keeps"


class RecoveryState(StrEnum):
    """Whether the seller contests what it is asked to bear, and how that ended."""

    NONE = "none"
    CONTESTED = "contested"
    CONTEST_WON = "contest_won"
    CONTEST_LOST = "contest_lost"


_S, _R = Stage, ReturnState

# Where a look at the terms may lead.
_ASSESSED = frozenset(
    {
        _S.NEEDS_CLAIMANT,
        _S.REFERRED,
        _S.WAITING_FOR_SELLER,
        _S.AWAITING_ANSWERS,
        _S.ASSESSING,
        _S.AWAITING_RETURN,
        _S.OFFERED,
        _S.PAYING,
        _S.CLOSED,
    }
)

# Every way on. A stage may also lead to itself where something new is learnt without moving it.
NEXT_STAGES: Mapping[Stage, frozenset[Stage]] = MappingProxyType(
    {
        _S.DRAFT: frozenset({_S.SCREENING, _S.CLOSED}),
        _S.SCREENING: _ASSESSED,
        _S.NEEDS_CLAIMANT: frozenset({_S.SCREENING, _S.PAYING, _S.CLOSED}),
        _S.REFERRED: _ASSESSED | {_S.SCREENING},
        _S.WAITING_FOR_SELLER: frozenset({_S.SCREENING, _S.PAYING, _S.CLOSED}),
        _S.AWAITING_ANSWERS: frozenset({_S.SCREENING, _S.PAYING, _S.CLOSED}),
        _S.ASSESSING: _ASSESSED | {_S.SCREENING},
        _S.AWAITING_RETURN: frozenset({_S.SCREENING, _S.PAYING, _S.CLOSED}),
        _S.OFFERED: frozenset({_S.SCREENING, _S.ASSESSING, _S.PAYING, _S.CLOSED}),
        _S.PAYING: frozenset({_S.AWAITING_RETURN, _S.SCREENING, _S.ASSESSING, _S.CLOSED}),
        _S.CLOSED: frozenset({_S.SCREENING, _S.PAYING, _S.ASSESSING}),
    }
)

# Accepting a return says where the goods go: with one of these the claimant's time to hand over
# begins.
WAY_BACK_KNOWN = frozenset({_R.ACCEPTED, _R.LABEL_GIVEN})

# Who moves the goods on, step by step; what is not named here cannot happen next.
NEXT_RETURN_STATES: Mapping[ReturnState, frozenset[ReturnState]] = MappingProxyType(
    {
        _R.NOT_NEEDED: frozenset(),
        _R.NOT_ASKED: frozenset({_R.ASKED, _R.CLAIMANT_KEEPS}),
        _R.ASKED: frozenset(
            {
                _R.ACCEPTED,
                _R.LABEL_GIVEN,
                _R.REFUSED,
                _R.UNANSWERED,
                _R.CLAIMANT_KEEPS,
            }
        ),
        _R.REFUSED: frozenset(),
        _R.UNANSWERED: frozenset(),
        # An address or a label may be put right until the goods are on their way.
        _R.ACCEPTED: WAY_BACK_KNOWN | {_R.HANDED_OVER, _R.CLAIMANT_KEEPS},
        _R.LABEL_GIVEN: WAY_BACK_KNOWN | {_R.HANDED_OVER, _R.CLAIMANT_KEEPS},
        _R.HANDED_OVER: frozenset({_R.RECEIVED, _R.NOT_ARRIVED}),
        _R.NOT_ARRIVED: frozenset({_R.RECEIVED}),  # It came after all.
        _R.RECEIVED: frozenset({_R.INSPECTED}),
        _R.INSPECTED: frozenset(),
        _R.CLAIMANT_KEEPS: frozenset(),
    }
)

# The claimant no longer has them: withdrawing now would leave neither goods nor money.
GOODS_GONE = frozenset({_R.HANDED_OVER, _R.NOT_ARRIVED, _R.RECEIVED, _R.INSPECTED})

# They are where somebody can look at them.
GOODS_BACK = frozenset({_R.RECEIVED, _R.INSPECTED})

# Our own time to reach a party whose time stands still because no notice reaches it.
REACH = "reach"

# The clock of each stage. What it brings when it runs out stands in `decide`, under its name.
CLOCK_OF_STAGE = {
    Stage.DRAFT: "draft",
    Stage.SCREENING: "assessment",
    Stage.NEEDS_CLAIMANT: "evidence",
    Stage.REFERRED: "referral",
    Stage.WAITING_FOR_SELLER: "contact",
    Stage.AWAITING_ANSWERS: "seller_answer",
    Stage.ASSESSING: "decision",
    Stage.OFFERED: "offer",
    Stage.PAYING: "payout",
}

# What shows that a return was sent, and the claimant's time to say so: a fact of the terms and a
# clock of its own, since silence on another question says nothing of this one.
RETURN_PROOF = "return_proof"

CLOCK_OF_RETURN = {
    ReturnState.NOT_ASKED: "return_choice",
    ReturnState.ASKED: "return_answer",
    ReturnState.ACCEPTED: "return_handover",
    ReturnState.LABEL_GIVEN: "return_handover",
    ReturnState.HANDED_OVER: "return_transit",
    ReturnState.RECEIVED: "return_inspection",
}


def clock_of_asking(goods: ReturnState) -> str:
    """Answer the clock of a question to the claimant: what shows a return has one of its own."""
    if goods is ReturnState.NOT_ARRIVED:
        return RETURN_PROOF
    return CLOCK_OF_STAGE[Stage.NEEDS_CLAIMANT]
