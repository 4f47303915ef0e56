"""One text for one value: canonical JSON, as it is hashed and stored.

Keys are sorted, there is no white space and no float, and letters beyond ASCII stand as themselves
(as in RFC 8785); amounts (fields that end in `_minor`) are strings, so that no reader can round
them. Stored as text and never as jsonb, which would rewrite what was hashed.
"""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from makewhole.core.kernel.require import InvariantBroken, require

Value = TypeVar("Value")

Json = None | bool | int | str | list[Any] | dict[str, Any]

# How a stored value is written, or read. None: as it is.
Form = Callable[[Any], Any] | None

# What orjson would write its own way, it must not write at all.
_CANONICAL = (
    orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
)


def canonical_json(value: Json) -> str:
    """Write a JSON value in its one canonical form.

    >>> canonical_json({"b": 1, "a": [True, None, "é"]})
    '{"a":[true,null,"é"],"b":1}'
    """
    return orjson.dumps(value, option=_CANONICAL).decode()


def read_json(text: str) -> Any:
    """Read a text that `canonical_json` wrote."""
    return orjson.loads(text)


def sha256_of(text: str) -> str:
    """Answer the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def to_json(value: Any, *, name: str = "") -> Json:
    """Turn a value of ours into JSON: dataclasses by field, tuples as lists, instants in UTC."""
    match value:
        case tuple() | list():
            return [to_json(item, name=name) for item in value]
        case Mapping():
            return {str(key): to_json(item, name=str(key)) for key, item in value.items()}
        case _:
            kind: Any = type(value)
            write = _writer(kind, name)
            result: Json = value if write is None else write(value)
            return result


def tagged(value: bool | int | str | date | datetime) -> Json:
    """Write a fact's value: JSON has no dates, so that these go with their type.

    >>> tagged(7), tagged(date(2027, 3, 1))
    (7, {'date': '2027-03-01'})
    """
    kind = type(value)
    return value if kind in _PLAIN else {kind.__name__: _TAGGED[kind](value)}  # type: ignore[return-value]


def untagged(value: Any) -> bool | int | str | date | datetime:
    """Read a fact's value back; once, words and numbers were written with their type as well."""
    if not isinstance(value, Mapping):
        plain: bool | int | str = value
        return plain
    ((kind, raw),) = value.items()
    read = _UNTAGGED[kind]
    result: bool | int | str | date | datetime = raw if read is None else read(raw)
    return result


def from_json(kind: type[Value], raw: Any) -> Value:
    """Read a value of ours back from its JSON form.

    Raises:
        InvariantBroken: A field is missing or unknown: the stored form is of another version, and
            an upcaster is missing.
    """
    hint: Any = kind
    value: Value = _reader_of_class(hint)(raw)
    return value


def _instant(value: datetime) -> str:
    require(value.tzinfo is not None, "an instant that is stored knows its zone")
    there = value if value.tzinfo is UTC else value.astimezone(UTC)
    return there.isoformat()[:-6] + "Z"  # For "+00:00".


_PLAIN = frozenset({bool, int, str})
_TAGGED: dict[type, Callable[[Any], str]] = {date: date.isoformat, datetime: _instant}
_UNTAGGED: dict[str, Form] = {
    "bool": None,
    "int": int,
    "str": None,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
_SCALAR_UNION: Any = bool | int | str | date | datetime


@cache
def _writer(hint: Any, name: str) -> Form:
    """Answer how a value of this type is written in a field of this name; None: as it is."""
    if _has_fields(hint):
        return _writer_of_class(hint)
    names: dict[str, Form] = {}
    source = _written(hint, name, "value", names)
    return None if source == "value" else _compiled(source, names)


@cache
def _writer_of_class(kind: Any) -> Callable[[Any], Any]:
    names: dict[str, Form] = {}
    items = [
        f"{name!r}: {_written(hint, name, f'value.{name}', names)}"
        for name, hint in get_type_hints(kind).items()
    ]
    return _compiled(f"{{{', '.join(items)}}}", names)


def _written(hint: Any, name: str, value: str, names: dict[str, Form]) -> str:
    """Answer the expression that writes `value`; functions it calls are put into `names`."""
    if hint == _SCALAR_UNION:
        return _call(tagged, value, names)
    if (optional := _optional(hint)) is not None:
        return _unless_none(_written(optional, name, value, names), value)
    if (gather := get_origin(hint)) in (tuple, frozenset):
        item = _written(get_args(hint)[0], name, "item", names)
        return _each(item, value, "list" if gather is tuple else "sorted")
    if _has_fields(hint):
        return _call(_writer_of_class(hint), value, names)
    if hint is UUID or (hint is int and name.endswith("_minor")):
        return f"str({value})"
    if issubclass(hint, Enum):
        return f"{value}.value"
    if hint in _TAGGED:
        return _call(_TAGGED[hint], value, names)
    require(hint in (NoneType, bool, int, str), f"no canonical form for {hint.__name__}")
    return value


@cache
def _reader_of_class(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    names: dict[str, Any] = {"kind": kind}
    items = [f"{name}={_read(hint, f'value[{name!r}]', names)}" for name, hint in hints.items()]
    build = _compiled(f"kind({', '.join(items)})", names)

    def read(raw: Any) -> Any:
        if raw.keys() != hints.keys():
            differing = sorted(raw.keys() ^ hints.keys())
            raise InvariantBroken(f"{kind.__name__} is stored with other fields: {differing}")
        return build(raw)

    return read


def _read(hint: Any, value: str, names: dict[str, Any]) -> str:
    """Answer the expression that reads `value` back."""
    if hint == _SCALAR_UNION:
        return _call(untagged, value, names)
    if (optional := _optional(hint)) is not None:
        return _unless_none(_read(optional, value, names), value)
    if (gather := get_origin(hint)) in (tuple, frozenset):
        return _each(_read(get_args(hint)[0], "item", names), value, gather.__name__)
    if _has_fields(hint):
        return _call(_reader_of_class(hint), value, names)
    if hint in _TAGGED:
        return _call(_UNTAGGED[hint.__name__], value, names)
    if hint in (bool, str):
        return value
    return _call(hint, value, names)  # Numbers, UUIDs, enums: by their constructor.


def _has_fields(hint: Any) -> bool:
    return is_dataclass(hint)


def _optional(hint: Any) -> Any:
    """Answer what this is when it is not None; None where it is never None."""
    if get_origin(hint) not in (Union, UnionType):
        return None
    return Union[tuple(arg for arg in get_args(hint) if arg is not NoneType)]  # noqa: UP007 - of a tuple


def _unless_none(source: str, value: str) -> str:
    return value if source == value else f"(None if {value} is None else {source})"


def _each(item: str, value: str, gather: str) -> str:
    return f"{gather}({value})" if item == "item" else f"{gather}([{item} for item in {value}])"


def _call(form: Form, value: str, names: dict[str, Form]) -> str:
    name = f"form_{len(names)}"
    names[name] = form
    return f"{name}({value})"


def _compiled(source: str, names: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Compile one expression over fields: claims are read and written by the thousand."""
    compiled: Callable[[Any], Any] = eval(f"lambda value: {source}", dict(names))  # noqa: S307 - fields of our own classes
    return compiled
