"""How a command speaks: one document on standard output, messages on standard error."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from time import monotonic
from typing import TextIO


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    FOUND_PROBLEMS = 1
    WRONG_USAGE = 2


@dataclass(slots=True)
class Console:
    """Writes for a person, or with `--json` one document for a program.

    A step of a longer command answers to standard error: the answer is the whole command's.
    """

    json: bool
    answers_to: TextIO = field(default_factory=lambda: sys.stdout)
    _told_at: float = field(default=0.0)

    def say(self, message: str) -> None:
        """Tell the person at the terminal something; never part of the answer."""
        print(message, file=sys.stderr, flush=True)

    def progress(self, doing: str, done: int | None = None, total: int | None = None) -> None:
        """Show how far long work has come, at most twice a second."""
        now = monotonic()
        if now - self._told_at < 0.5:
            return
        self._told_at = now
        of = f" of {total:,}" if total is not None else ""
        self.say(f"{doing}: {done:,}{of}" if done is not None else f"{doing} ...")

    def answer(self, document: Mapping[str, object], text: str) -> None:
        """Give the answer, once: the document with `--json`, else the text."""
        if self.json:
            print(
                json.dumps(document, ensure_ascii=False, default=str),
                file=self.answers_to,
                flush=True,
            )
        else:
            print(text, file=self.answers_to, flush=True)

    def answer_line(self, document: Mapping[str, object]) -> None:
        """Give one line of a stream of documents: only `terms decide` answers so."""
        print(json.dumps(document, ensure_ascii=False), flush=True)


def counted(number: int, one: str, many: str = "") -> str:
    """Write how many there are: `1 row`, `2 rows`; `many` where it takes more than an s."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or one + 's'}"
