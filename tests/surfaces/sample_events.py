"""Samples of every event of a claim, and of each variant that is told differently.

Fields that a sentence does not depend on are filled by their type, so that a new field of an event
needs no change here.
"""

import types
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim import time_events as te
from makewhole.core.claim.loss import ANSWERS_OF, Asked, Occurrence
from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.shared.wording.retell_losses import ANSWERED
from tests.surfaces.sample_values import NOW

# Events of a loss whose sentence hangs on a word: one for each word.
_OF_LOSSES: dict[type, list[dict[str, object]]] = {
    le.AnswersAsked: [
        {"asked": (Asked(clock, actor, None, NOW),)} for clock, actor in ANSWERS_OF.items()
    ],
    le.LossAnswered: [{"actor": Actor(actor), "answer": answer} for actor, answer in ANSWERED],
    le.OfferEnded: [{"how": how} for how in ("declined", "lapsed")],
    le.OccurrenceNamed: [{"occurrence": Occurrence(UUID(int=8), "the fire in Elm Street")}],
    le.CostMoved: [{"to_bearer": bearer} for bearer in ("programme", "seller", "insurer")],
}

BUYER, STAFF, SELLER = By(Role.CLAIMANT), By(Role.HANDLER), By(Role.SELLER)
CARRIER, ITSELF = By(Role.CARRIER), By(Role.AUTOMATION)

_BY_TYPE: dict[Any, object] = {
    bool: False,
    int: 44_90,
    str: "x",
    datetime: NOW,
    date: NOW.date(),
    UUID: UUID("0192f0aa-0000-7000-8000-000000000009"),
    By: ITSELF,
}


def sample(kind: type, **told: object) -> Any:
    """Answer an event of this kind; `told` are the fields that its sentence depends on."""
    hints = get_type_hints(kind)
    return kind(**{name: told.get(name, _filled(hint)) for name, hint in hints.items()})


def _filled(hint: Any) -> object:
    if hint in _BY_TYPE:
        return _BY_TYPE[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    if get_origin(hint) in (Union, types.UnionType):
        return None if type(None) in get_args(hint) else _filled(get_args(hint)[0])
    return ()


def samples_of() -> tuple[e.Event, ...]:
    """Answer at least one sample of every event."""
    return (
        *(sample(kind) for kind in get_args(e.Event) if kind not in _OF_LOSSES),
        *(sample(kind, **told) for kind, each in _OF_LOSSES.items() for told in each),
        *(sample(e.ClaimDrafted, by=by) for by in (BUYER, ITSELF)),
        *(sample(e.ClaimFiled, ground=Ground.LATE, by=by) for by in (BUYER, ITSELF)),
        *(sample(e.FactStated, by=by) for by in (BUYER, SELLER, STAFF, CARRIER)),
        sample(e.FactStated, by=SELLER, line=1),
        *(sample(e.SellerAnswered, answer=answer) for answer in ("accepted", "rejected")),
        sample(e.SellerAnswered, answer="rejected", carried_from=UUID(int=9)),
        *(sample(e.SilencePresumed, clock=clock) for clock in ("evidence", "seller_answer")),
        *(sample(e.ReturnMoved, to=state) for state in ReturnState),
        *(sample(e.ReturnAwaited, state=state) for state in ReturnState),
        sample(te.PartyReached, moved=(), by=STAFF),
        sample(te.PartyReached, moved=(te.Moved("evidence", NOW, NOW),), by=STAFF),
        sample(e.ClaimAssigned, to=STAFF, by=STAFF),
        sample(e.ClaimAssigned, to=STAFF, by=ITSELF),
        sample(e.ClaimDetermined, outcome="deny"),
        sample(e.ClaimDetermined, outcome="pay", payable_on_return_minor=0),
        sample(e.ClaimDetermined, outcome="pay", payable_on_return_minor=39_90),
        *(sample(e.ClaimClosed, closed_as=closed_as) for closed_as in ClosedAs),
    )
