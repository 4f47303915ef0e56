"""One text for one value: canonical JSON, as it is hashed and stored.

Keys are sorted and ASCII, there is no white space and no float; amounts (fields that end in
`_minor`) are strings, so that no reader can round them. Stored as text and never as jsonb, which
would rewrite what was hashed.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from makewhole.core.kernel.require import require

Value = TypeVar("Value")

Json = None | bool | int | str | list[Any] | dict[str, Any]

_SCALARS = (bool, int, str, date, datetime)


def canonical_json(value: Json) -> str:
    r"""Write a JSON value in its one canonical form.

    >>> canonical_json({"b": 1, "a": [True, None, "é"]})
    '{"a":[true,null,"\\u00e9"],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256_of(text: str) -> str:
    """Answer the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def to_json(value: Any, *, name: str = "") -> Json:
    """Turn a value of ours into JSON: dataclasses by field, tuples as lists, instants in UTC."""
    match value:
        case None | bool() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return str(value.value)
        case int():
            return str(value) if name.endswith("_minor") else value
        case datetime():
            require(value.tzinfo is not None, "an instant that is stored knows its zone")
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple() | list():
            return [to_json(item, name=name) for item in value]
        case frozenset() | set():
            return sorted(str(to_json(item)) for item in value)
        case Mapping():
            return {str(key): to_json(item, name=str(key)) for key, item in value.items()}
        case _:
            require(is_dataclass(value), f"no canonical form for {type(value).__name__}")
            return {
                name: tagged(getattr(value, name))
                if is_fact
                else to_json(getattr(value, name), name=name)
                for name, is_fact in _fields(type(value))
            }


_FIELDS: dict[type, tuple[tuple[str, bool], ...]] = {}


def _fields(kind: type) -> tuple[tuple[str, bool], ...]:
    """Answer a class's fields, and of each whether it holds a fact's value."""
    if kind not in _FIELDS:
        hints = _hints(kind)
        _FIELDS[kind] = tuple(
            (field.name, hints[field.name] == _SCALAR_UNION) for field in fields(kind)
        )
    return _FIELDS[kind]


def tagged(value: bool | int | str | date | datetime) -> dict[str, Json]:
    """Write a fact's value with its type, since JSON has no dates and a fact can be any of five."""
    kind = next(t.__name__ for t in (bool, int, datetime, date, str) if isinstance(value, t))
    return {kind: to_json(value)}


def untagged(value: Mapping[str, Any]) -> bool | int | str | date | datetime:
    """Read a fact's value back from its tagged form."""
    ((kind, raw),) = value.items()
    types: dict[str, type] = {t.__name__: t for t in _SCALARS}
    result: bool | int | str | date | datetime = _read(raw, types[kind])
    return result


def from_json(kind: type[Value], raw: Any) -> Value:
    """Read a value of ours back from its JSON form.

    Raises:
        InvariantBroken: A field is missing or unknown: the stored form is of another version, and
            an upcaster is missing.
    """
    hints = _hints(kind)
    require(
        raw.keys() == hints.keys(),
        f"{kind.__name__} is stored with other fields: {sorted(raw.keys() ^ hints.keys())}",
    )
    return kind(**{name: _read(raw[name], hints[name]) for name in hints})


_SCALAR_UNION: Any = bool | int | str | date | datetime


_HINTS: dict[type, dict[str, Any]] = {}  # By class: they never change, and are slow to work out.


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _read(raw: Any, hint: Any) -> Any:
    if hint == _SCALAR_UNION:
        return untagged(raw)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if raw is None:
            return None
        (only,) = (arg for arg in get_args(hint) if arg is not NoneType)
        return _read(raw, only)
    if origin is tuple:
        item = get_args(hint)[0]
        return tuple(_read(each, item) for each in raw)
    if origin is frozenset:
        item = get_args(hint)[0]
        return frozenset(_read(each, item) for each in raw)
    return _read_plain(raw, hint)


def _read_plain(raw: Any, hint: type) -> Any:
    if hint is datetime:
        return datetime.fromisoformat(raw)
    if hint is date:
        return date.fromisoformat(raw)
    if hint is int:
        return int(raw)
    if hint in (bool, str):
        return raw
    if is_dataclass(hint):
        return from_json(hint, raw)
    return hint(raw)  # UUIDs and enums are read by their own constructor.
