"""The parameters that hold for a claim: picked by its dates and keys, once for each combination."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from makewhole.core.terms.intake import Row, picker
from makewhole.core.terms.model import Parameter, Terms
from makewhole.core.terms.problems import FactsRefused, Problem, one_of
from makewhole.core.terms.python import Layout

FRAMES_MAX = 20_000


@dataclass(slots=True)
class Frames:
    """Answers the values of all parameters that some fact can change, in the order of code."""

    terms: Terms
    layout: Layout
    reading: tuple[int, ...]  # Where the facts that date or key a parameter stand.
    pick: Callable[[Row], Row]  # The same, from a row.
    known: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)

    def of(self, row: Row) -> Row:
        """Answer the parameters for the facts of a claim; None for each that is unknown."""
        key = self.pick(row)
        frame = self.known.get(key)
        if frame is None:
            frame = self._work_out(row)
            if len(self.known) >= FRAMES_MAX:
                self.known.clear()
            self.known[key] = frame
        return frame

    def reads(self, name: str) -> bool:
        """Answer whether some parameter is picked by this fact."""
        return self.layout.facts.index(name) in self.reading

    def _work_out(self, row: Sequence[Any]) -> tuple[Any, ...]:
        facts = dict(zip(self.layout.facts, row, strict=True))
        parameters = [self.terms.parameters[name] for name in self.layout.parameters]
        problems = [p for p in (_unlisted(each, facts) for each in parameters) if p is not None]
        if problems:
            raise FactsRefused(problems)
        values = {p.name: self._value(p, facts) for p in parameters}
        waits = [values[name] for name in self.layout.waits]
        return (
            *values.values(),
            *(None if wait is None else timedelta(days=wait) for wait in waits),
        )

    def _value(self, parameter: Parameter, facts: dict[str, Any]) -> Any:
        key = facts[parameter.by] if parameter.by is not None else None
        day: date | None = facts[dating_fact(self.terms, parameter)]
        is_keyed = any(row.key is not None for row in parameter.values)
        if is_keyed and key is None:
            return None
        if day is not None:
            return parameter.value_on(day, key)
        rows = [row for row in parameter.values if row.key in (key, None)]
        own = [row for row in rows if row.key == key]
        if key is not None and own and own[0].starts_on is None:
            rows = own  # The rest never holds for a key that has its own row from the beginning.
        return rows[0].value if len(rows) == 1 else None


def dating_fact(terms: Terms, parameter: Parameter) -> str:
    """Answer the fact whose date picks a parameter's row."""
    return parameter.dated_by or terms.governing_date


def facts_behind(terms: Terms, parameter: Parameter) -> tuple[str, ...]:
    """Answer the facts that pick a parameter's row: its key, and its date where rows are dated."""
    keyed = any(row.key is not None for row in parameter.values)
    dated = any(row.starts_on is not None for row in parameter.values)
    key = (parameter.by,) if keyed and parameter.by is not None else ()
    return (*key, dating_fact(terms, parameter)) if dated else key


def _unlisted(parameter: Parameter, facts: dict[str, Any]) -> Problem | None:
    key = facts[parameter.by] if parameter.by is not None else None
    listed = {row.key for row in parameter.values}
    if key is None or key in listed or None in listed:
        return None
    assert parameter.by is not None
    words = one_of(sorted(word for word in listed if word is not None))
    return Problem(
        0, parameter.by, f'found "{key}"', f"{words}: {parameter.name} is stated for no other"
    )


def frames_of(terms: Terms, layout: Layout) -> Frames:
    """Make the frames of terms for a pass."""
    reading: dict[str, None] = {}
    for name in layout.parameters:
        reading.update(dict.fromkeys(facts_behind(terms, terms.parameters[name])))
    places = tuple(layout.facts.index(name) for name in reading)
    return Frames(terms, layout, places, picker(places))
