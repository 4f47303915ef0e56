"""Stored events and rows <-> the core's values, with a version for each stored form."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_args

from makewhole.apps.claims.translate import HIDDEN, NOTHING, actor_text
from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import NewEvent
from makewhole.core.appeal import events as e
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.private import Form, Hidden, put_back
from makewhole.core.claim.values import By
from makewhole.core.kernel.canonical import from_json, read_json, to_json
from makewhole.core.kernel.require import require

STREAM_KIND = "appeal"

KINDS: Mapping[str, type] = MappingProxyType({kind.__name__: kind for kind in get_args(e.Event)})


def event_form(event: e.Event) -> Form:
    """Answer the event as JSON, with all that is private of it."""
    return _form(event)


def new_event(event: e.Event, body: str) -> NewEvent:
    """Answer the event as it is stored, with this body; every kind is of its first version."""
    by = getattr(event, "by", None)
    return NewEvent(
        kind=type(event).__name__,
        version=1,
        at=event.at,
        actor=actor_text(by) if isinstance(by, By) else "automation",
        body=body,
    )


def to_event(stored: StoredEvent, hidden: Hidden = NOTHING) -> e.Event:
    """Read a stored event as today's value, with what was taken out of it.

    Raises:
        InvariantBroken: The kind or the version is unknown: our bug.
    """
    is_known = stored.kind in KINDS and stored.version == 1
    require(is_known, f"no event is called {stored.kind} in version {stored.version}")
    body: dict[str, Any] = read_json(stored.body)
    body.pop(HIDDEN, None)
    put_back(body, hidden)
    event: e.Event = from_json(KINDS[stored.kind], body)
    return event


def appeal_form(appeal: Appeal) -> Form:
    """Answer the folded appeal as JSON, with all that is private of it."""
    return _form(appeal)


def _form(value: object) -> Form:
    form = to_json(value)
    assert isinstance(form, dict)
    return form


def appeal_from_text(text: str, hidden: Hidden = NOTHING) -> Appeal:
    """Read the folded appeal back from its row, with what was taken out of it."""
    body: dict[str, Any] = read_json(text)
    put_back(body, hidden)
    return from_json(Appeal, body)
