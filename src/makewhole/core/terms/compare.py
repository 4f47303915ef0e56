"""What differs between two versions of the terms, rule by rule and figure by figure, in words.

Things are matched by name: rules by id, figures by name, key and day, clauses by number. Conditions
are compared in their normal form, so that spelling, order and formatting never show.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from makewhole.core.terms.aspects import (
    Aspect,
    Aspects,
    of_assumption,
    of_clause,
    of_computed,
    of_definition,
    of_fact,
    of_header,
    of_parameter,
    of_rule,
    of_source,
    of_statement,
    of_table,
    of_test,
    of_wordings,
)
from makewhole.core.terms.difference import Comparison, Difference
from makewhole.core.terms.model import Parameter, ParameterValue, Terms
from makewhole.core.terms.phrases import Phrases, enum_words
from makewhole.core.terms.tree import Value

Thing = TypeVar("Thing")


def compare(old: Terms, new: Terms) -> Comparison:
    """Find everything that differs; the same terms, however formatted, have no difference."""
    sides = _Sides(Phrases(old, _day(old)), Phrases(new, _day(new)))
    changed = sides.changed
    return Comparison(
        old,
        new,
        (
            *changed("header", {"terms": old}, {"terms": new}, of_header),
            *sides.parameters(),
            *changed("clause", old.clauses, new.clauses, of_clause),
            *sides.rules(),
            *changed("table", old.tables, new.tables, of_table),
            *changed("definition", old.definitions, new.definitions, of_definition),
            *changed("computed", old.computed, new.computed, of_computed),
            *changed("fact", old.facts, new.facts, of_fact),
            *changed(
                "assumption",
                {each.id: each for each in old.assumptions},
                {each.id: each for each in new.assumptions},
                of_assumption,
            ),
            *changed(
                "statement",
                {each.id: each for each in old.statements},
                {each.id: each for each in new.statements},
                of_statement,
            ),
            *changed(
                "test",
                {each.id: each for each in old.tests},
                {each.id: each for each in new.tests},
                of_test,
            ),
            *changed("translation", old.translations, new.translations, of_wordings),
            *changed("source", old.sources, new.sources, of_source),
        ),
    )


def _day(terms: Terms) -> date:
    return terms.in_force_from or date.max


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both versions, each in its own words."""

    old: Phrases
    new: Phrases

    def changed(
        self,
        kind: str,
        old: Mapping[str, Thing],
        new: Mapping[str, Thing],
        aspects: Callable[[Thing, Phrases], Aspects],
    ) -> Iterator[Difference]:
        """Match things by name, and compare the sides of those that both versions have."""
        for name in dict.fromkeys((*old, *new)):
            before = aspects(old[name], self.old) if name in old else None
            after = aspects(new[name], self.new) if name in new else None
            yield from _difference(kind, name, before, after, self._label(kind, name))

    def _label(self, kind: str, name: str) -> str | None:
        if kind not in ("fact", "parameter", "definition", "computed"):
            return None
        known = self.new.label(name)
        label = known if known != enum_words(name) else self.old.label(name)
        return label if label != enum_words(name) else None

    # -- Rules -------------------------------------------------------------------------------

    def rules(self) -> Iterator[Difference]:
        """Compare rules by id, wherever they stand, and then their order within each table."""
        old, new = _tables_of(self.old.terms), _tables_of(self.new.terms)
        before = {rule.id: rule for rule in self.old.terms.rules}
        after = {rule.id: rule for rule in self.new.terms.rules}
        moved = set(self._moved())
        for name in dict.fromkeys((*before, *after)):
            was = of_rule(before[name], self.old, old[name]) if name in before else None
            is_now = of_rule(after[name], self.new, new[name]) if name in after else None
            clause = (after.get(name) or before[name]).clause
            for each in _difference("rule", name, was, is_now, None):
                yield replace(each, clause=clause)
            if name in moved:
                yield Difference(
                    kind="rule",
                    name=name,
                    what="changed",
                    field="order",
                    before=_place(self.old.terms, name),
                    after=_place(self.new.terms, name),
                    clause=clause,
                )

    def _moved(self) -> Iterator[str]:
        """Answer the rules whose order among those that both versions have is another.

        The fewest moves that explain the new order: the longest run that kept its order stays.
        """
        for name, table in self.new.terms.tables.items():
            if name not in self.old.terms.tables:
                continue
            after = [rule.id for rule in table.rules]
            before = [rule.id for rule in self.old.terms.tables[name].rules if rule.id in after]
            after = [each for each in after if each in before]
            kept = {
                before[block.a + step]
                for block in SequenceMatcher(
                    a=before, b=after, autojunk=False
                ).get_matching_blocks()
                for step in range(block.size)
            }
            yield from (each for each in after if each not in kept)

    # -- Figures -----------------------------------------------------------------------------

    def parameters(self) -> Iterator[Difference]:
        """Compare figures by name, key and day."""
        old, new = self.old.terms.parameters, self.new.terms.parameters
        for name in dict.fromkeys((*old, *new)):
            label = self._label("parameter", name)
            if name in old and name in new:
                yield from self._series(old[name], new[name], label)
                before = of_parameter(old[name], self.old)
                after = of_parameter(new[name], self.new)
                yield from _difference("parameter", name, before, after, label)
            else:
                phrases = self.old if name in old else self.new
                parameter = old.get(name) or new[name]
                said = "; ".join(phrases.row(parameter, row) for row in parameter.values)
                yield Difference(
                    kind="parameter",
                    name=name,
                    what="removed" if name in old else "added",
                    before=said if name in old else None,
                    after=said if name in new else None,
                    label=label,
                )

    def _series(self, old: Parameter, new: Parameter, label: str | None) -> Iterator[Difference]:
        was = {(row.key, row.starts_on): row for row in old.values}
        becomes = {(row.key, row.starts_on): row for row in new.values}
        for key, day in dict.fromkeys((*was, *becomes)):
            before, after = was.get((key, day)), becomes.get((key, day))
            if before is None or after is None or _figure(before) != _figure(after):
                yield Difference(
                    kind="parameter",
                    name=new.name,
                    what="changed",
                    before=self._on(self.old, old, before, key, day),
                    after=self._on(self.new, new, after, key, day),
                    key=key,
                    starts_on=day,
                    label=label,
                )
            if before is not None and after is not None and _origin(before) != _origin(after):
                yield Difference(
                    kind="parameter",
                    name=new.name,
                    what="changed",
                    field="source",
                    before=_origin(before),
                    after=_origin(after),
                    key=key,
                    starts_on=day,
                    label=label,
                )

    def _on(
        self,
        phrases: Phrases,
        parameter: Parameter,
        row: ParameterValue | None,
        key: str | None,
        day: date | None,
    ) -> str | None:
        """Say what holds for the key on the day, whether or not a row of its own starts then."""
        held = row or parameter.row_on(day or date.min, key)
        return None if held is None else phrases.row(parameter, replace(held, key=key))


def _difference(
    kind: str, name: str, before: Aspects | None, after: Aspects | None, label: str | None
) -> Iterator[Difference]:
    if before is None or after is None:
        yield Difference(
            kind=kind,
            name=name,
            what="added" if before is None else "removed",
            before=_headline(before),
            after=_headline(after),
            label=label,
        )
        return
    for field in dict.fromkeys((*before, *after)):
        was, becomes = before.get(field, _NOTHING), after.get(field, _NOTHING)
        if was.key != becomes.key:
            yield Difference(
                kind=kind,
                name=name,
                what="changed",
                field=field,
                before=was.words,
                after=becomes.words,
                label=label,
            )


_NOTHING = Aspect(None, None)


def _headline(aspects: Aspects | None) -> str | None:
    """Say in one phrase what came or went: its sentence, else its meaning, else its name."""
    sides = [(aspects or {}).get(name, _NOTHING).words for name in _HEADLINES]
    return next((words for words in sides if words), None)


_HEADLINES = (
    "sentence",
    "text",
    "meaning",
    "condition",
    "how it is worked out",
    "about",
    "address",
)


def _tables_of(terms: Terms) -> dict[str, str]:
    return {rule.id: table.name for table in terms.tables.values() for rule in table.rules}


def _place(terms: Terms, rule_id: str) -> str:
    """Say where a rule stands: after which other of its table."""
    ids = next(
        ids
        for table in terms.tables.values()
        if rule_id in (ids := [rule.id for rule in table.rules])
    )
    at = ids.index(rule_id)
    return f"after {ids[at - 1]}" if at else "the first"


def _figure(row: ParameterValue) -> tuple[Value, str | None]:
    return row.value, row.unit


def _origin(row: ParameterValue) -> str | None:
    return "; ".join([*(["our own choice"] if row.is_default else []), *row.cite]) or None
