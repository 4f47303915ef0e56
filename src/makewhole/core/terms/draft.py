"""A file that is read and not yet checked: all its pieces, with the lines they stand on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from makewhole.core.terms.declared import Currencies
from makewhole.core.terms.model import (
    Assumption,
    Change,
    Clause,
    Computed,
    Definition,
    Fact,
    Level,
    Parameter,
    Rule,
    Statement,
    Table,
    Wording,
)
from makewhole.core.terms.order import Step, ordered, steps_of
from makewhole.core.terms.problems import Problems
from makewhole.core.terms.published import Heading
from makewhole.core.terms.scope import Symbol
from makewhole.core.terms.tree import Node


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a piece of the file stands."""

    line: int
    place: str


@dataclass(slots=True)
class Draft:
    """All pieces of a file."""

    problems: Problems
    heading: Heading
    currencies: Currencies
    governing_date: str | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    computed: dict[str, Computed] = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    translations: dict[str, dict[str, Wording]] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()
    statements: tuple[Statement, ...] = ()
    change: Change | None = None
    symbols: dict[str, Symbol] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)  # By name, or by `section name`.

    def refuse(self, name: str, finding: str, repair: str) -> None:
        """Note a problem with a named piece."""
        mark = self.marks.get(name, Mark(0, name))
        self.problems.add(mark.line, mark.place, finding, repair)

    def refuse_rule(self, table: Table, rule: Rule, finding: str, repair: str) -> None:
        """Note a problem with a row of a table."""
        self.problems.add(rule.line, f"tables.{table.name}.{rule.id}", finding, repair)

    def suspect(self, name: str, finding: str, repair: str) -> None:
        """Note what a file with a purpose (`for:`) must not have, and is odd in any other."""
        mark = self.marks.get(name, Mark(0, name))
        note = self.problems.add if self.heading.kind is not None else self.problems.warn
        note(mark.line, mark.place, finding, repair)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The definitions, tables and computed values, in the order of the file."""
        return steps_of(self.definitions, self.tables, self.computed)

    def circle(self) -> tuple[str, ...]:
        """Answer the names that read one another in a circle, if any do."""
        return ordered(self.steps).circle

    def sentences(self) -> Iterator[tuple[str, Level, str]]:
        """Go through all sentences of rules: piece, level, text."""
        levels = {}
        for table in self.tables.values():
            for rule in table.rules:
                levels[rule.id] = table.level
                for text in (rule.say, rule.say_seller):
                    if text is not None:
                        yield f"rule {rule.id}", table.level, text
        for language, wordings in self.translations.items():
            for rule_id, wording in wordings.items():
                for text in (wording.say, wording.say_seller):
                    if text is not None:
                        yield (
                            f"translation {language} {rule_id}",
                            levels.get(rule_id, Level.CLAIM),
                            text,
                        )

    def loose_trees(self) -> Iterator[Node]:
        """Go through the expressions that are of no step: guards, assumptions, statements."""
        yield from (fact.only_if for fact in self.facts.values() if fact.only_if is not None)
        yield from (assumption.tree for assumption in self.assumptions)
        for statement in self.statements:
            yield from (tree for tree in (statement.tree, statement.given) if tree is not None)
        if self.change is not None and self.change.only is not None:
            yield self.change.only
