"""What is wrong with a terms file or with facts: every problem at once, with place and repair."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where it stands, what was found, what to write instead."""

    line: int  # Counted from 1; 0 where there is no file, or the file as a whole is meant.
    place: str
    finding: str
    repair: str

    def __str__(self) -> str:
        line = f"line {self.line}, " if self.line else ""
        place = f"{self.place}: " if self.place else ""
        return f"{line}{place}{self.finding}; {self.repair}."

    def to_json(self) -> dict[str, object]:
        """Answer the problem as a JSON object."""
        return {
            "line": self.line,
            "place": self.place,
            "finding": self.finding,
            "repair": self.repair,
            "message": str(self),
        }


@dataclass(frozen=True, slots=True)
class TermsRefused:
    """A terms file that cannot be used: a value, since somebody's draft is no bug of ours."""

    name: str
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        return f"{self.name} cannot be used. Nothing was loaded.\n{lines}"


class FactsRefused(Exception):
    """Facts that do not fit the terms: all problems at once; nothing was decided."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Problems:
    """Collects what is wrong, and what is only odd, while a file is read."""

    found: list[Problem] = field(default_factory=list)
    odd: list[Problem] = field(default_factory=list)

    def add(self, line: int, place: str, finding: str, repair: str) -> None:
        """Note something that keeps the file from being used."""
        self.found.append(Problem(line, place, finding, repair))

    def warn(self, line: int, place: str, finding: str, repair: str) -> None:
        """Note something that is accepted and still worth a look."""
        self.odd.append(Problem(line, place, finding, repair))

    def sorted(self) -> tuple[Problem, ...]:
        """Answer each problem once, in the order of the file."""
        return tuple(sorted(set(self.found)))


def one_of(words: Iterable[str]) -> str:
    """Write a choice as a repair: `write one of a, b or c`."""
    *most, last = list(words) or ["(none is declared)"]
    return f"write one of {', '.join(most)} or {last}" if most else f"write {last}"


def nearest(word: str, words: Iterable[str]) -> str:
    """Suggest the declared word that was probably meant, else name them all."""
    known = sorted(words)
    close = get_close_matches(word, known, n=1, cutoff=0.7)
    if close:
        return f"did you mean {close[0]}? It is declared"
    return one_of(known) if len(known) <= 12 else "declare it, or write a declared name"
