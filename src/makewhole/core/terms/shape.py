"""What may stand at one place of a terms file, said once, for the reader and for editors.

The reader takes its keys from a shape; an editor takes the same shape as JSON Schema.

A schema cannot see everything: quotation marks, names that stand elsewhere in the file, and
expressions are for the reader alone. So it never marks what the reader takes, and marks less.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from makewhole.core.terms.amounts import AMOUNT
from makewhole.core.terms.lexer import RESERVED
from makewhole.core.terms.strict import DAY, INSTANT, NAME, NAME_MAX, WHOLE, WORD
from makewhole.core.terms.tree import Kind

Piece = Mapping[str, object]  # A JSON Schema of what stands under a key.


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of one kind of mapping: what may stand under each, and which must be there."""

    name: str
    keys: Mapping[str, Piece]
    required: tuple[str, ...] = ()
    also: tuple[Piece, ...] = ()  # What else holds, between its keys.
    others: Piece | bool = False  # What may stand under other keys, where the file names them.

    @property
    def here(self) -> Piece:
        """Answer what stands where a mapping of this shape does."""
        return {"$ref": f"#/definitions/{self.name}"}

    @property
    def definition(self) -> Piece:
        """Answer the shape as JSON Schema."""
        found: dict[str, object] = {
            "type": "object",
            "properties": dict(self.keys),
            "required": list(self.required),
            "additionalProperties": self.others,
        }
        return {**found, "allOf": list(self.also)} if self.also else found


def named(keys: Iterable[str], pieces: Mapping[str, Piece]) -> dict[str, Piece]:
    """Pick some keys with what stands under them."""
    return {key: pieces[key] for key in keys}


# -- Scalars: an unquoted number or truth is text, too, where the reader takes it so -------------


def _matching(pattern: re.Pattern[str], *types: str) -> Piece:
    return {"type": ["string", *types], "pattern": f"^({pattern.pattern})$"}


TEXT: Piece = {"type": ["string", "number", "boolean"]}
QUOTED: Piece = {"type": "string"}
TRUTH: Piece = {"type": "boolean"}
WHOLE_NUMBER = _matching(WHOLE, "integer")
AMOUNT_QUOTED = _matching(AMOUNT)
DATE = _matching(DAY)
MOMENT = _matching(INSTANT)
A_WORD = _matching(WORD, "number", "boolean")
A_NAME = _matching(NAME)
EXPRESSION: Piece = {**TEXT, "description": "An expression of the language, in SQL's syntax."}
SCALAR: Piece = {"type": ["string", "number", "boolean", "null"]}

VALUES: Mapping[Kind, Piece] = {
    Kind.BOOL: TRUTH,
    Kind.INT: WHOLE_NUMBER,
    Kind.MONEY: AMOUNT_QUOTED,
    Kind.DATE: DATE,
    Kind.TIMESTAMP: MOMENT,
    Kind.ENUM: A_WORD,
}


# -- What is made of others ----------------------------------------------------------------------


def said(piece: Piece, description: str) -> Piece:
    """Say what a key is for, as an editor shows it."""
    return {**piece, "description": description}


def choice(words: Iterable[str] | type[StrEnum]) -> Piece:
    """Take one of a few words."""
    return {"enum": [str(word) for word in words]}


def several(item: Piece, *, least: int = 0, once: bool = False) -> Piece:
    """Take a list."""
    piece: dict[str, object] = {"type": "array", "items": item}
    if least:
        piece["minItems"] = least
    return {**piece, "uniqueItems": True} if once else piece


def by_key(value: Piece) -> Piece:
    """Take any keys, with the same under each."""
    return {"type": "object", "additionalProperties": value}


def by_name(value: Piece, *, reserved: bool = True) -> Piece:
    """Take names of things; one that some target would read as its own is marked."""
    ref = "name" if reserved else "table_name"
    return {**by_key(value), "propertyNames": {"$ref": f"#/definitions/{ref}"}}


def one_of_keys(first: str, second: str) -> Piece:
    """Demand one of two keys, and not both."""
    return {"oneOf": [{"required": [first]}, {"required": [second]}]}


def of_type(kind: Kind, then: Piece, otherwise: Piece | None = None) -> Piece:
    """Demand something where `type` says so."""
    stated = {"properties": {"type": {"const": str(kind)}}, "required": ["type"]}
    clause: dict[str, object] = {"if": stated, "then": then}
    return clause if otherwise is None else {**clause, "else": otherwise}


TABLE_NAME: Piece = {"pattern": f"^({NAME.pattern})$", "maxLength": NAME_MAX}
NAMES: Mapping[str, Piece] = {
    "table_name": TABLE_NAME,
    "name": {**TABLE_NAME, "not": {"enum": sorted(RESERVED)}},
}
