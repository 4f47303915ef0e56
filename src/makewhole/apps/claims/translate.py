"""Stored events and rows <-> the core's values, with a version for each stored form."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, get_args

from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import NewEvent
from makewhole.apps.orders.queries import LineSnapshot, OrderSnapshot, TrackingSnapshot
from makewhole.core.claim import events as e
from makewhole.core.claim.facts import Known
from makewhole.core.claim.handle import Weighing
from makewhole.core.claim.order import LineOnFile, OrderOnFile, TrackingOnFile
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By
from makewhole.core.kernel.canonical import (
    Json,
    canonical_json,
    from_json,
    read_json,
    tagged,
    to_json,
    untagged,
)
from makewhole.core.kernel.require import require
from makewhole.core.terms.explain import DecidingRule, Evaluation

STREAM_KIND = "claim"

# The version in which each kind of event is written today. A change of an event's fields raises
# its version and adds the step from the one before to `UPCASTERS`; stored events never change.
VERSION = 1

KINDS: Mapping[str, type] = MappingProxyType({kind.__name__: kind for kind in get_args(e.Event)})

UPCASTERS: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {}
)


def actor_text(by: By) -> str:
    """Answer who acts, in the form that the journal keeps."""
    return f"{by.role.value}:{by.party_id}" if by.party_id is not None else by.role.value


def to_new_event(event: e.Event) -> NewEvent:
    """Answer the event as it is stored."""
    by = getattr(event, "by", None)
    return NewEvent(
        kind=type(event).__name__,
        version=VERSION,
        at=event.at,
        actor=actor_text(by) if isinstance(by, By) else "automation",
        body=canonical_json(to_json(event)),
    )


def to_event(stored: StoredEvent) -> e.Event:
    """Read a stored event of any version as today's value.

    Raises:
        InvariantBroken: The kind is unknown, or an upcaster is missing: our bug.
    """
    require(stored.kind in KINDS, f"no event is called {stored.kind}")
    body: dict[str, Any] = read_json(stored.body)
    for version in range(stored.version, VERSION):
        body = UPCASTERS[stored.kind, version](body)
    event: e.Event = from_json(KINDS[stored.kind], body)
    return event


def claim_to_text(claim: Claim) -> str:
    """Answer the folded claim as the row keeps it."""
    return canonical_json(to_json(claim))


def claim_from_text(text: str) -> Claim:
    """Read the folded claim back from its row."""
    return from_json(Claim, read_json(text))


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


def determination_body(weighing: Weighing) -> str:
    """Write a determination whole: enough to replay it byte for byte (P8)."""
    evaluation = weighing.evaluation
    body: dict[str, Json] = {
        "version": 1,
        "determined": to_json(weighing.determined),
        "terms": {
            "name": evaluation.terms_id,
            "version": evaluation.terms_version,
            "hash": evaluation.terms_hash,
        },
        "facts": _by_source(weighing.facts),
        "parts": [{name: tagged(value) for name, value in part.items()} for part in weighing.parts],
        "presumed": sorted(weighing.presumed),
        "answer": answer_of(evaluation),
    }
    return canonical_json(body)


def _by_source(facts: Mapping[str, Known]) -> Json:
    by_source: dict[str, Any] = {}
    for name, known in facts.items():
        by_source.setdefault(known.source, {})[name] = tagged(known.value)
    return by_source


def facts_of(body: Mapping[str, Any]) -> dict[str, Known]:
    """Read the facts of a determination's body back."""
    return {
        name: Known(untagged(value), source)
        for source, facts in body["facts"].items()
        for name, value in facts.items()
    }


def answer_of(evaluation: Evaluation) -> Json:
    """Write what the terms answered: outputs, what stayed open, rules, part by part."""
    return {
        "outputs": {name: _output(value) for name, value in evaluation.outputs.items()},
        "undetermined": sorted(evaluation.undetermined),
        "rules": [_rule(rule) for rule in evaluation.rules],
        "parts": [
            {
                "outputs": {name: _output(value) for name, value in part.outputs.items()},
                "rules": [_rule(rule) for rule in part.rules],
            }
            for part in evaluation.parts
        ],
    }


def _rule(rule: DecidingRule) -> Json:
    """Write a deciding row with the values that fill its sentences, which stand in the terms."""
    return {
        "table": rule.table,
        "id": rule.id,
        "clause": rule.clause,
        "values": {name: _output(value) for name, value in rule.values.items()},
    }


def _output(value: Any) -> Json:
    match value:
        case None | bool() | int() | str():
            return value
        case tuple():
            return [_output(item) for item in value]
        case datetime():
            return tagged(value.replace(tzinfo=UTC))  # The terms answer instants in UTC.
        case _:
            return tagged(value)
