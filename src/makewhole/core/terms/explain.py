"""What the terms say about a claim, and why: answers, deciding rows, facts used and missing."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from makewhole.core.terms.ask import MissingFact, missing_facts
from makewhole.core.terms.canonical import LANGUAGE
from makewhole.core.terms.model import Level, Terms
from makewhole.core.terms.once import worked_out_once
from makewhole.core.terms.problems import FactsRefused
from makewhole.core.terms.program import Decided, Program, program_for
from makewhole.core.terms.runtime import NA
from makewhole.core.terms.trace import DecidingRule, Path, Trace, trace_of
from makewhole.core.terms.tree import Value

__all__ = [
    "DecidingRule",
    "Evaluation",
    "FactsRefused",
    "PartEvaluation",
    "evaluate",
    "refuse_part_facts",
]

Answer = Value | tuple[Value, ...] | None
UsedFact = tuple[Value, str]  # The value, and the source it is asked of: `presumed`, or `parts`.


class _Answers:
    """What both a claim and a part of it answer. Worked out when it is first read."""

    def __init__(self, trace: Trace, facts: Any, own: Any, parameters: Any, values: Any) -> None:
        self._trace = trace
        self._rows = (facts, own, parameters, values)

    @worked_out_once
    def _path(self) -> Path:
        return self._trace.path_of(self._rows)

    @worked_out_once
    def outputs(self) -> Mapping[str, Answer]:
        """Every table output and computed value; None: undetermined, or it does not apply."""
        outputs = dict(zip(self._trace.answers, self._rows[3], strict=False))
        for name in self._trace.may_not_apply:
            if outputs[name] is NA:
                outputs[name] = None
        return outputs

    @worked_out_once
    def undetermined(self) -> frozenset[str]:
        """The answers that a missing fact could still change."""
        values = self._rows[3]
        if not values[-1]:
            return frozenset()
        named = zip(self._trace.answers, values, strict=False)
        return frozenset([name for name, value in named if value is None])

    @worked_out_once
    def rules(self) -> tuple[DecidingRule, ...]:
        """The row that decided each table; all that agree, where one of several did."""
        return self._path.rules(self._rows)

    @worked_out_once
    def open_rows(self) -> Mapping[str, tuple[str, ...]]:
        """The rows of each table that could still decide it, by their ids."""
        return self._trace.open_rows(self._rows)


class PartEvaluation(_Answers):
    """What the terms say about one part of a claim."""


class Evaluation(_Answers):
    """What the terms say about a claim on the facts at hand."""

    def __init__(self, program: Program, decided: Decided) -> None:
        trace = trace_of(program, Level.CLAIM)
        super().__init__(trace, decided.facts, (), decided.parameters, decided.values)
        self.program = program
        self.decided = decided

    @property
    def terms_id(self) -> str:
        """The name of the terms that decided."""
        return self.program.terms.name

    @property
    def terms_version(self) -> str:
        """The version of the terms that decided."""
        return self.program.terms.version

    @property
    def terms_hash(self) -> str:
        """The hash of the terms that decided."""
        return self.program.terms.hash

    @property
    def engine_version(self) -> int:
        """What this engine means by the language; a record keeps it beside the hash."""
        return LANGUAGE

    @worked_out_once
    def parts(self) -> tuple[PartEvaluation, ...]:
        """What the terms say about each part, in the order in which they were given."""
        trace = trace_of(self.program, Level.PART)
        decided = self.decided
        return tuple(
            PartEvaluation(trace, decided.facts, facts, decided.parameters, values)
            for facts, values in decided.parts
        )

    @worked_out_once
    def missing(self) -> tuple[MissingFact, ...]:
        """The facts that could still change what must be decided, the best question first."""
        return missing_facts(self.program, self.decided)

    @worked_out_once
    def facts_used(self) -> Mapping[str, UsedFact]:
        """The known facts of the claim that were looked at, with the source of each."""
        used = self._path.facts_used(self._rows)
        for name in self.decided.presumed:
            if name in used:
                used[name] = (used[name][0], "presumed")
        if self.decided.parts:
            for name in self._trace.totals:
                if name in used:
                    used[name] = (used[name][0], "parts")
        return used

    @property
    def presumed_used(self) -> tuple[str, ...]:
        """The facts that nobody knew and that were presumed."""
        return self.decided.presumed

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Evaluation):
            return NotImplemented
        return self.terms_hash == other.terms_hash and self.decided == other.decided

    def __hash__(self) -> int:
        return hash((self.terms_hash, self.decided.facts))


def evaluate(
    terms: Terms,
    facts: Mapping[str, Value | None],
    *,
    parts: Sequence[Mapping[str, Value | None]] = (),
    presumed: Collection[str] = (),
) -> Evaluation:
    """Decide a claim on the facts at hand; a fact that is absent or None is unknown.

    Amounts are whole minor units, instants are naive and in UTC. A fact in `presumed` that nobody
    knows takes the value that the terms presume. With parts, totals are worked out from them.

    Raises:
        FactsRefused: A fact does not fit the terms; `problems` lists all that do not.
    """
    program = program_for(terms)
    return Evaluation(program, program.run(facts, parts, presumed))


def refuse_part_facts(terms: Terms, facts: Mapping[str, Value]) -> None:
    """Refuse facts of one part that do not fit the terms, before anything is decided on them.

    Raises:
        FactsRefused: `problems` lists all that do not fit.
    """
    problems = program_for(terms).part_intake.problems(facts)
    if problems:
        raise FactsRefused(problems)
