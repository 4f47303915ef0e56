"""Sentences with placeholders: no figure is typed twice, and none is misspelt."""

import re
from typing import NamedTuple

_PIECE = re.compile(r"\{([a-z][a-z0-9_]*)\}|([{}])")


class Placeholders(NamedTuple):
    """The names that a sentence fills in, and whether a brace stands alone in it."""

    names: tuple[str, ...]
    has_stray_brace: bool


def placeholders_of(sentence: str) -> Placeholders:
    """Answer what a sentence fills in.

    >>> placeholders_of("You have {days} days until {file_by}.").names
    ('days', 'file_by')
    """
    pieces = _PIECE.findall(sentence)
    names = tuple(dict.fromkeys(name for name, _ in pieces if name))
    return Placeholders(names, any(stray for _, stray in pieces))


def filled(sentence: str, words: dict[str, str]) -> str:
    """Answer the sentence with its placeholders filled in.

    >>> filled("until {file_by}", {"file_by": "2027-05-09"})
    'until 2027-05-09'
    """
    return _PIECE.sub(lambda found: words[found[1]] if found[1] else found[0], sentence)
