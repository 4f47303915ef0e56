"""Statements: what people say facts are, and whose word counts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Value


class Known(NamedTuple):
    """One fact on file: its value, and who says so. Forty are made for a look at the terms."""

    value: Value
    source: str


def said(claim: Claim, line: int | None) -> dict[str, dict[str, Value]]:
    """Answer what was said of a line's item, None: of the claim; of each source its latest word.

    A word that is not open, or was erased, nobody knows.
    """
    by_fact: dict[str, dict[str, Value]] = {}
    for word in claim.statements:
        if word.line == line and word.value is not None:
            by_fact.setdefault(word.fact, {})[word.said_as] = word.value
    return by_fact


def most_trusted(said_by: Mapping[str, Value], sources: Sequence[str]) -> Known | None:
    """Answer the word that counts: a handler's finding beats all. None: nobody's does."""
    source = next((name for name in ("handler", *sources) if name in said_by), None)
    return Known(said_by[source], source) if source is not None else None


def item_facts(
    claim: Claim, line: int, trust: Mapping[str, Sequence[str]]
) -> Mapping[str, Known | None]:
    """Answer each fact that somebody stated of a line's item; None where no word of it counts."""
    by_fact = said(claim, line)
    return {fact: most_trusted(words, trust.get(fact, ())) for fact, words in by_fact.items()}


def is_disputed(claim: Claim, fact: str, presumed: Value, sources: Sequence[str]) -> bool:
    """Answer whether somebody said of an item otherwise than silence lets us presume.

    It ends with the word of somebody whom the terms believe. Until then nothing is presumed, so
    that a person is asked: whoever gains by a statement does not settle it.
    """
    words = [said(claim, line.number).get(fact, {}) for line in claim.lines]
    return any(
        any(value != presumed for value in said_by.values())
        for said_by in words
        if most_trusted(said_by, sources) is None
    )


def said_of(claim: Claim, trust: Mapping[str, Sequence[str]]) -> Mapping[str, Known]:
    """Answer each fact that somebody stated of the claim as a whole, where a word of it counts."""
    found = {
        fact: most_trusted(said_by, trust.get(fact, ()))
        for fact, said_by in said(claim, None).items()
    }
    return {fact: known for fact, known in found.items() if known is not None}
