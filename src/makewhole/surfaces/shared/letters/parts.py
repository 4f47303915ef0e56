"""What a letter is made of: text only, worded, in the order in which it is read."""

from dataclasses import dataclass
from datetime import datetime

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of the terms, with its clause."""

    clause: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part under a heading; what it has none of is left out."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    pairs: Pairs = ()
    quotes: tuple[Quote, ...] = ()
    quotes_language: str = ""  # Of the quotes: they are read aloud in their own.
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter. `at` is when its notice was filed; nothing in it is of a later time."""

    language: str
    at: datetime
    sender: str
    sender_note: str
    contact: str  # Where it is answered; "": nobody said.
    to: tuple[str, ...]
    day: str
    pairs: Pairs
    subject: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    page_of: str  # With {page} and {pages}.
