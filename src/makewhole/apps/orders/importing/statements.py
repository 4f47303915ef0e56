"""The import's SQL, kept in `.sql` files: one named statement after another, with fragments.

A statement begins after `-- name: NAME`. `{{fragment}}` is replaced by SQL of ours: names of
columns, types, expressions; values go in as literals through `literal`, never as they came.
"""

from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection
from psycopg.sql import Literal

from makewhole.core.kernel.require import require

_MARK = "-- name: "


def run(name: str, /, **fragments: str) -> int:
    """Run one statement and answer how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name, **fragments))
        return int(cursor.rowcount)


def rows(name: str, /, **fragments: str) -> list[tuple[Any, ...]]:
    """Run one statement and answer its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name, **fragments))
        return [tuple(row) for row in cursor.fetchall()]


def value(name: str, /, **fragments: str) -> Any:
    """Run one statement that answers one value."""
    ((only,),) = rows(name, **fragments)
    return only


def statement(name: str, /, **fragments: str) -> str:
    """Answer a statement of a file, such as `csv.judge`, with its fragments filled in."""
    file, _, section = name.partition(".")
    text = _sections(file)[section]
    for fragment, sql in fragments.items():
        require(f"{{{{{fragment}}}}}" in text, f"{name} has no fragment {fragment}")
        text = text.replace(f"{{{{{fragment}}}}}", sql)
    require("{{" not in text, f"{name} lacks a fragment: {text}")
    return text


def literal(constant: object) -> str:
    """Write a value as an SQL literal."""
    return Literal(constant).as_string(connection.connection)


@cache
def _sections(file: str) -> dict[str, str]:
    text = (files(__package__) / "sql" / f"{file}.sql").read_text(encoding="utf-8")
    sections = {}
    for part in text.split(_MARK)[1:]:
        name, _, body = part.partition("\n")
        sections[name.strip()] = body.strip()
    return sections
