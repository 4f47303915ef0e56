"""What `decide` returns: events that stand, or a refusal with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

Event_co = TypeVar("Event_co", covariant=True)


def _nothing() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Accepted(Generic[Event_co]):
    """The command stands; these events follow, in this order."""

    events: tuple[Event_co, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The command does not stand, and nothing happened.

    `reason` is a key of the public, append-only catalogue; `facts` are the named values that its
    sentence needs (dates, amounts, the allowed values), never personal ones.
    """

    reason: str
    facts: Mapping[str, object] = field(default_factory=_nothing)
