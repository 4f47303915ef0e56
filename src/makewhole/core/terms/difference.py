"""One difference between two versions of the terms, and all of them, in words and as JSON."""

from dataclasses import dataclass
from datetime import date

from makewhole.core.terms.model import Terms

HEADINGS = {
    "header": "The terms as a whole",
    "parameter": "Figures",
    "clause": "Clauses",
    "rule": "Rules",
    "table": "Tables",
    "definition": "Words the conditions use",
    "computed": "Amounts and clocks",
    "fact": "Facts",
    "assumption": "What the data always fulfils",
    "statement": "Statements to prove",
    "test": "Golden claims",
    "translation": "Sentences in other languages",
    "source": "Sources",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: what it is, where, and both sides in words."""

    kind: str  # A key of HEADINGS.
    name: str
    what: str  # added | removed | changed
    field: str | None = None  # Which side of it changed.
    before: str | None = None
    after: str | None = None
    clause: str | None = None
    key: str | None = None  # Of a figure: for which currency or other key.
    starts_on: date | None = None  # Of a figure: from which day on.
    label: str | None = None

    @property
    def words(self) -> str:
        """Say the difference to a reader."""
        called = f"{self.label} ({self.name})" if self.label else self.name
        clause = f"{self.clause} " if self.clause else ""
        field = f", {self.field}" if self.field else ""
        key = f" for {self.key}" if self.key else ""
        day = f" from {self.starts_on.isoformat()}" if self.starts_on else ""
        return f"{clause}{called}{field}{key}: {self._sides}{day}"

    @property
    def _sides(self) -> str:
        match self.what:
            case "added":
                return f"is new: {self.after}" if self.after else "is new"
            case "removed":
                return f"falls away: was {self.before}" if self.before else "falls away"
            case _:
                return f"was {self.before or 'nothing'}, becomes {self.after or 'nothing'}"

    def to_json(self) -> dict[str, object]:
        """Answer the difference as a JSON object."""
        return {
            "kind": self.kind,
            "name": self.name,
            "what": self.what,
            "field": self.field,
            "before": self.before,
            "after": self.after,
            "clause": self.clause,
            "key": self.key,
            "from": self.starts_on.isoformat() if self.starts_on else None,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions."""

    old: Terms
    new: Terms
    differences: tuple[Difference, ...]

    def to_json(self) -> dict[str, object]:
        """Answer the comparison as a JSON object."""
        return {
            "old": _named(self.old),
            "new": _named(self.new),
            "same": not self.differences,
            "differences": [each.to_json() for each in self.differences],
        }

    def text(self) -> str:
        """Write the comparison for a person, grouped by kind."""
        sides = f"{self.old.name} {self.old.version}, {self.new.name} {self.new.version}"
        lines = [f"{sides}: {_counted(len(self.differences))}"]
        for kind, heading in HEADINGS.items():
            found = [each for each in self.differences if each.kind == kind]
            if found:
                lines += ["", heading, *(f"  {each.words}" for each in found)]
        return "\n".join(lines)


def _named(terms: Terms) -> dict[str, object]:
    return {"terms": terms.name, "version": terms.version, "hash": terms.hash}


def _counted(number: int) -> str:
    if number == 0:
        return "no difference"
    return "1 difference" if number == 1 else f"{number} differences"
