"""The canonical form of terms: what they say, without how it is written; its hash names them.

Comments, layout, the order of keys, `if` or `when`, and golden claims are not part of it. So two
files with one hash decide, ask and publish alike.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

from makewhole.core.kernel.canonical import canonical_json, sha256_of
from makewhole.core.terms.model import Terms
from makewhole.core.terms.tree import (
    And,
    Arithmetic,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Not,
    Or,
)
from makewhole.core.terms.written import write_expression

_NODES = (Literal, Name, And, Or, Not, Compare, In, Arithmetic, Call)
_LEFT_OUT = {"line", "cells", "tests", "warnings", "canonical", "hash", "counsel"}
LANGUAGE = 1  # Raised when the same text would mean something else: then its hash changes too.


def with_hash(terms: Terms) -> Terms:
    """Answer the terms with their canonical form and hash."""
    text = canonical_json({"language": LANGUAGE, "terms": _plain(terms)})
    return replace(terms, canonical=text, hash=sha256_of(text))


def _plain(value: Any) -> Any:
    if isinstance(value, _NODES):
        return write_expression(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        said = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in _LEFT_OUT}
        return {name: _plain(item) for name, item in said.items() if item not in (None, (), {})}
    return value
