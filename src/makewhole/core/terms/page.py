"""The published page as values: chapters, rules in words, figures, clocks, presumptions.

`publish` fills it from the terms, `render` writes it as Markdown or HTML.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: text, or the name of something that differs from claim to claim."""

    text: str
    is_variable: bool = False


Sentence = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule as it is published."""

    id: str
    clause: str | None
    say: Sentence
    say_seller: Sentence
    when: tuple[str, ...]  # All of these hold; none: in every other case.
    then: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleList:
    """The rules of one table within a chapter, in the order in which they are read."""

    name: str
    title: str | None
    hint: str
    rules: tuple[RuleText, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the terms with its text and its rules; `number` is None outside clauses."""

    number: str | None
    title: str
    text: Sentence
    tables: tuple[RuleList, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a figure's series."""

    value: str
    since: str
    key: str | None
    sources: tuple[tuple[str, str | None], ...]  # Each with its address, if it has one.
    is_default: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the terms, with where it comes from."""

    name: str
    label: str
    rows: tuple[FigureRow, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A word that conditions use, and what it means."""

    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ClockText:
    """A clock: whose turn it is, until when, and in which cases it runs."""

    label: str
    actor: str | None
    until: str
    when: str | None


@dataclass(frozen=True, slots=True)
class FactText:
    """Something we look at: who says it, in order of trust."""

    label: str
    sources: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    version: str
    about: tuple[str, ...]  # In force, market, currency.
    changed: str | None
    chapters: tuple[Chapter, ...]
    clocks: tuple[ClockText, ...]
    presumptions: tuple[str, ...]
    words: tuple[Term, ...]
    amounts: tuple[Term, ...]
    figures: tuple[Figure, ...]
    facts: tuple[FactText, ...]
    sources: tuple[tuple[str, str], ...]
