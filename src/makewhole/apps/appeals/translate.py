"""Stored events and rows <-> the core's values, with a version for each stored form."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_args

from makewhole.apps.claims.translate import actor_text
from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import NewEvent
from makewhole.core.appeal import events as e
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.values import By
from makewhole.core.kernel.canonical import canonical_json, from_json, read_json, to_json
from makewhole.core.kernel.require import require

STREAM_KIND = "appeal"

KINDS: Mapping[str, type] = MappingProxyType({kind.__name__: kind for kind in get_args(e.Event)})


def to_new_event(event: e.Event) -> NewEvent:
    """Answer the event as it is stored; every kind is of its first version."""
    by = getattr(event, "by", None)
    return NewEvent(
        kind=type(event).__name__,
        version=1,
        at=event.at,
        actor=actor_text(by) if isinstance(by, By) else "automation",
        body=canonical_json(to_json(event)),
    )


def to_event(stored: StoredEvent) -> e.Event:
    """Read a stored event as today's value.

    Raises:
        InvariantBroken: The kind or the version is unknown: our bug.
    """
    is_known = stored.kind in KINDS and stored.version == 1
    require(is_known, f"no event is called {stored.kind} in version {stored.version}")
    body: dict[str, Any] = read_json(stored.body)
    event: e.Event = from_json(KINDS[stored.kind], body)
    return event


def appeal_to_text(appeal: Appeal) -> str:
    """Answer the folded appeal as the row keeps it."""
    return canonical_json(to_json(appeal))


def appeal_from_text(text: str) -> Appeal:
    """Read the folded appeal back from its row."""
    return from_json(Appeal, read_json(text))
