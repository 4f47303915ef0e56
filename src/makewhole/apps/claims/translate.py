"""Stored events and rows <-> the core's values, with a version for each stored form."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, get_args

from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import NewEvent
from makewhole.apps.orders.queries import LineSnapshot, OrderSnapshot, TrackingSnapshot
from makewhole.core.claim import events as e
from makewhole.core.claim.order import LineOnFile, OrderOnFile, TrackingOnFile
from makewhole.core.claim.private import Form, Hidden, put_back
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, SealedText
from makewhole.core.kernel.canonical import from_json, read_json, to_json
from makewhole.core.kernel.require import require

STREAM_KIND = "claim"

HIDDEN = "hidden"  # The key under which a stored form names what was taken out of it.
NOTHING: Hidden = MappingProxyType({})

KINDS: Mapping[str, type] = MappingProxyType({kind.__name__: kind for kind in get_args(e.Event)})

# The version in which each kind of event is written today; 1 where it is not named. A change of an
# event's fields raises its version and adds the step from the one before to `UPCASTERS`; stored
# events never change.
VERSIONS: Mapping[str, int] = MappingProxyType(
    {
        "FactStated": 3,
        "SellerAnswered": 2,
        "ReturnMoved": 2,
        "ClaimDetermined": 4,
        "ClaimDrafted": 3,
        "SellerAwaited": 2,
        "ClaimantAsked": 2,
        "PutToSeller": 2,
        "ReturnAwaited": 2,
        "PersonAwaited": 2,
    }
)


def _never_reminded(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "remind_at": []}


UPCASTERS: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {
        ("FactStated", 1): lambda body: {**body, "line": None},
        ("FactStated", 2): lambda body: {**body, "sealed": None},
        ("SellerAnswered", 1): lambda body: {**body, "carried_from": None},
        ("ReturnMoved", 1): lambda body: {**body, "sealed": None},
        ("ClaimDetermined", 1): lambda body: {**body, "body_hash": None},
        ("ClaimDetermined", 2): lambda body: {**body, "appeal_id": None},
        ("ClaimDetermined", 3): lambda body: {**body, "route": None},
        ("ClaimDrafted", 1): _never_reminded,
        ("ClaimDrafted", 2): lambda body: {**body, "heads": []},
        ("SellerAwaited", 1): _never_reminded,
        ("ClaimantAsked", 1): _never_reminded,
        ("PutToSeller", 1): _never_reminded,
        ("ReturnAwaited", 1): _never_reminded,
        ("PersonAwaited", 1): lambda body: {**body, "amount_minor": None},
    }
)


def version_of(kind: str) -> int:
    """Answer in which version events of this kind are written today."""
    return VERSIONS.get(kind, 1)


def actor_text(by: By) -> str:
    """Answer who acts, in the form that the journal keeps."""
    return f"{by.role.value}:{by.party_id}" if by.party_id is not None else by.role.value


def event_form(event: e.Event) -> Form:
    """Answer the event as JSON, with all that is private of it."""
    return _form(event)


def new_event(event: e.Event, body: str) -> NewEvent:
    """Answer the event as it is stored, with this body."""
    by = getattr(event, "by", None)
    kind = type(event).__name__
    return NewEvent(
        kind=kind,
        version=version_of(kind),
        at=event.at,
        actor=actor_text(by) if isinstance(by, By) else "automation",
        body=body,
    )


def to_event(stored: StoredEvent, hidden: Hidden = NOTHING) -> e.Event:
    """Read a stored event of any version as today's value, with what was taken out of it.

    Raises:
        InvariantBroken: The kind is unknown, or an upcaster is missing: our bug.
    """
    return read_event(stored.kind, stored.version, stored.body, hidden)


def read_event(kind: str, version: int, text: str, hidden: Hidden = NOTHING) -> e.Event:
    """Read the body of an event as `to_event` does, where the rest of it is not at hand."""
    require(kind in KINDS, f"no event is called {kind}")
    body: dict[str, Any] = read_json(text)
    body.pop(HIDDEN, None)
    put_back(body, hidden)
    for older in range(version, version_of(kind)):
        body = UPCASTERS[kind, older](body)
    event: e.Event = from_json(KINDS[kind], body)
    return event


def private_text_of(text: str) -> SealedText | None:
    """Answer which text a stored form names that was taken out of it."""
    if f'"{HIDDEN}"' not in text:  # Most forms name none: a look is quicker than reading.
        return None
    form = read_json(text)
    kept = form.get(HIDDEN) if isinstance(form, dict) else None
    return from_json(SealedText, kept) if kept is not None else None


_CAME_LATER = (
    "claimant_next_since",
    "return_from_at",
    "reminders",
    "loss",
    "claimant_id",
    "taken_over",
    "deciding_minor",
    "held_by",
)


def claim_form(claim: Claim) -> Form:
    """Answer the folded claim as JSON, with all that is private of it."""
    return _form(claim)


def _form(value: object) -> Form:
    form = to_json(value)
    assert isinstance(form, dict)
    return form


def claim_from_text(text: str, hidden: Hidden = NOTHING) -> Claim:
    """Read the folded claim back from its row, with what was taken out of it.

    Without that, what is private of it is not there. The row may lack what came later.
    """
    body: dict[str, Any] = read_json(text)
    put_back(body, hidden)
    for later in _CAME_LATER:
        body.setdefault(later, None)
    body.setdefault("recovery_state", "none")
    body.setdefault("unreached", [])
    body.setdefault("extended", [])
    if body["loss"] is not None:
        for later in ("release", "occurrence", "insurer_id", "tendered_at"):
            body["loss"].setdefault(later, None)
        body["loss"].setdefault("ahead", [])
        body["loss"].setdefault("is_third_persons", False)
    for said in body["statements"]:
        said.setdefault("line", None)
    return from_json(Claim, body)


def order_on_file(snapshot: OrderSnapshot) -> OrderOnFile:
    """Answer an order as the deciders read it."""
    return OrderOnFile(
        order_id=snapshot.order_id,
        external_id=snapshot.external_id,
        market_code=snapshot.market_code,
        buyer_id=snapshot.buyer_id,
        placed_on=snapshot.placed_on,
        currency=snapshot.currency,
        paid_minor=snapshot.paid_minor,
        refunded_minor=snapshot.refunded_minor,
        state=snapshot.state,
        lines=tuple(_line(line) for line in snapshot.lines),
        tracking=tuple(_tracking(event) for event in snapshot.tracking),
    )


def _line(line: LineSnapshot) -> LineOnFile:
    return LineOnFile(
        number=line.number,
        seller_id=line.seller_id,
        title=line.title,
        quantity=line.quantity,
        price_minor=line.price_minor,
        shipping_minor=line.shipping_minor,
        refunded_item_minor=line.refunded_item_minor,
        refunded_shipping_minor=line.refunded_shipping_minor,
        latest_estimate_on=line.latest_estimate_on,
        handed_over_at=line.handed_over_at,
        delivered_at=line.delivered_at,
        delivered_on=line.delivered_on,
        ship_by_at=line.ship_by_at,
        fulfilled_by=line.fulfilled_by,
    )


def _tracking(event: TrackingSnapshot) -> TrackingOnFile:
    return TrackingOnFile(kind=event.kind, at=event.at, line_number=event.line_number)
