"""One text for one value: canonical JSON, as it is hashed and stored.

Keys are sorted, there is no white space and no float, and letters beyond ASCII stand as themselves
(as in RFC 8785); amounts (fields that end in `_minor`) are strings, so that no reader can round
them. Stored as text and never as jsonb, which would rewrite what was hashed.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

from makewhole.core.kernel.require import InvariantBroken, require

Value = TypeVar("Value")

Json = None | bool | int | str | list[Any] | dict[str, Any]

# How a stored value is written, or read: worked out once for each class, from its fields' types.
# None: as it is.
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
    return there.isoformat().replace("+00:00", "Z")


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
    """Answer how a value of this type is written in a field of this name."""
    if hint == _SCALAR_UNION:
        return tagged
    optional = _optional(hint)
    if optional is not None:
        return _unless_none(_writer(optional, name))
    if get_origin(hint) is tuple:
        return _each(_writer(get_args(hint)[0], name), list)
    if get_origin(hint) is frozenset:
        return _each(_writer(get_args(hint)[0], name), sorted)
    if is_dataclass(hint):
        return _writer_of_class(hint)
    if hint is int and name.endswith("_minor"):
        return str
    if issubclass(hint, Enum):
        return attrgetter("value")
    require(hint in _WRITERS, f"no canonical form for {hint.__name__}")
    return _WRITERS[hint]


_WRITERS: dict[type, Form] = {
    NoneType: None, bool: None, int: None, str: None, UUID: str, **_TAGGED,
}  # fmt: skip


def _writer_of_class(kind: Any) -> Callable[[Any], Json]:
    hints = get_type_hints(kind)
    forms = {field.name: _writer(hints[field.name], field.name) for field in fields(kind)}
    items = [f"{name!r}: {_formed(name, forms, f'value.{name}')}" for name in forms]
    return _compiled(f"lambda value: {{{', '.join(items)}}}", **_named(forms))


@cache
def _reader_of_class(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    forms = {name: _reader(hint) for name, hint in hints.items()}
    items = [f"{name}={_formed(name, forms, f'raw[{name!r}]')}" for name in forms]
    build = _compiled(f"lambda raw: kind({', '.join(items)})", kind=kind, **_named(forms))

    def read(raw: Any) -> Any:
        if raw.keys() != hints.keys():
            differing = sorted(raw.keys() ^ hints.keys())
            raise InvariantBroken(f"{kind.__name__} is stored with other fields: {differing}")
        return build(raw)

    return read


def _formed(name: str, forms: Mapping[str, Form], value: str) -> str:
    return value if forms[name] is None else f"form_{name}({value})"


def _named(forms: Mapping[str, Form]) -> dict[str, Form]:
    return {f"form_{name}": form for name, form in forms.items()}


def _compiled(source: str, **names: Any) -> Callable[[Any], Any]:
    """Compile one expression over fields: claims are read and written by the thousand."""
    compiled: Callable[[Any], Any] = eval(source, names)  # noqa: S307 - fields of our own classes
    return compiled


def _reader(hint: Any) -> Form:
    """Answer how a value of this type is read."""
    if hint == _SCALAR_UNION:
        return untagged
    optional = _optional(hint)
    if optional is not None:
        return _unless_none(_reader(optional))
    if get_origin(hint) in (tuple, frozenset):
        return _each(_reader(get_args(hint)[0]), get_origin(hint))
    if is_dataclass(hint):
        kind: Any = hint
        return _reader_of_class(kind)
    if hint in (date, datetime):
        return _UNTAGGED[hint.__name__]
    return None if hint in (bool, str) else hint  # Numbers, UUIDs, enums: by their constructor.


def _optional(hint: Any) -> Any:
    """Answer what this is when it is not None; None where it is never None."""
    if get_origin(hint) not in (Union, UnionType):
        return None
    (only,) = (arg for arg in get_args(hint) if arg is not NoneType)
    return only


def _unless_none(form: Form) -> Form:
    return None if form is None else lambda value: None if value is None else form(value)


def _each(form: Form, gather: Callable[[Any], Any]) -> Form:
    if form is None:
        return gather
    return lambda values: gather([form(value) for value in values])
