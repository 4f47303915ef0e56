"""Terms, compiled: facts in, one flat result out. Cached by the terms' hash."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple, assert_never

from makewhole.core.terms.frames import Frames, frames_of
from makewhole.core.terms.intake import Facts, Intake, Row, intake_of
from makewhole.core.terms.model import Level, Terms, Totalling
from makewhole.core.terms.order import Step, reach_of, steps_in_order
from makewhole.core.terms.problems import FactsRefused, Problem, nearest
from makewhole.core.terms.python import Pass, compile_pass
from makewhole.core.terms.runtime import NA
from makewhole.core.terms.tree import Value

PROGRAMS_MAX = 200


class Decided(NamedTuple):
    """One flat result: the facts as they were decided on, the parameters, and every value."""

    facts: Row
    parameters: Row
    values: Row
    parts: tuple[tuple[Row, Row], ...]  # The facts and the values of each part.
    presumed: tuple[str, ...]  # Facts of the claim or its parts that were presumed.


@dataclass(frozen=True, slots=True)
class _Totalled:
    """A total, with where it stands among the facts and its parts' value among theirs."""

    index: int
    how: Totalling
    is_fact: bool
    of: int

    def over(self, parts: Sequence[tuple[Row, Row]]) -> Any:
        """Work the total out; unknown while a part is, save for `any_of` once one holds."""
        values = [part[0][self.of] if self.is_fact else part[1][self.of] for part in parts]
        if self.how is Totalling.ANY_OF and True in values:
            return True
        if None in values:
            return None
        match self.how:
            case Totalling.SUM_OF:
                return sum(value for value in values if value is not NA)
            case Totalling.COUNT_OF:
                return sum(value is True for value in values)
            case Totalling.ANY_OF:
                return False
            case Totalling.LEAST_OF:
                return min(values)
            case Totalling.MOST_OF:
                return max(values)
            case _ as never:
                assert_never(never)


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Compiled terms; one program is itself alone, so that caches can know it."""

    terms: Terms
    claim: Pass
    part: Pass
    intake: Intake
    part_intake: Intake
    frames: Frames
    totals: tuple[_Totalled, ...]
    presumptions: Mapping[str, tuple[int, Value]]  # Of facts of the claim.
    part_presumptions: Mapping[str, tuple[int, Value]]

    def run(
        self, facts: Facts, parts: Sequence[Facts] = (), presumed: Collection[str] = ()
    ) -> Decided:
        """Decide.

        Raises:
            FactsRefused: A fact is unknown to the terms, of a wrong type, or out of range; all such
                problems at once.
        """
        row = self.intake.take(facts)
        part_rows = [self.part_intake.take(part) for part in parts]
        may_presume = not presumed or self._may_presume(presumed)
        if row is None or None in part_rows or not may_presume:
            self._refuse(facts, parts, presumed)
        assert row is not None
        applied: dict[str, None] = {}
        if presumed:
            row = _presume(row, self.presumptions, presumed, applied)
        parameters = self.frames.of(row)
        done: tuple[tuple[Row, Row], ...] = ()
        if parts:
            done = self._decide_parts(row, parameters, part_rows, presumed, applied)
            row = self.with_totals(row, done)
        values = self.claim.decide(row, (), parameters)
        return Decided(row, parameters, values, done, tuple(applied))

    def _decide_parts(
        self,
        row: Row,
        parameters: Row,
        part_rows: Sequence[Row | None],
        presumed: Collection[str],
        applied: dict[str, None],
    ) -> tuple[tuple[Row, Row], ...]:
        done = []
        for given in part_rows:
            assert given is not None
            part = _presume(given, self.part_presumptions, presumed, applied)
            done.append((part, self.part.decide(row, part, parameters)))
        return tuple(done)

    def with_totals(self, row: Row, done: Sequence[tuple[Row, Row]]) -> Row:
        """Answer the claim's facts with their totals over its parts."""
        facts = list(row)
        for total in self.totals:
            facts[total.index] = total.over(done)
        return tuple(facts)

    def _may_presume(self, presumed: Collection[str]) -> bool:
        return all(name in self.presumptions or name in self.part_presumptions for name in presumed)

    def _refuse(self, facts: Facts, parts: Sequence[Facts], presumed: Collection[str]) -> None:
        problems = self.intake.problems(facts)
        for number, part in enumerate(parts, 1):
            problems += self.part_intake.problems(part, f"parts[{number}].")
        known = {*self.presumptions, *self.part_presumptions}
        problems += [
            Problem(
                0,
                "presumed",
                f'found "{name}"',
                f"name facts with `presume`: {nearest(str(name), known)}",
            )
            for name in presumed
            if name not in known
        ]
        raise FactsRefused(problems)


def _presume(
    row: Row,
    presumptions: Mapping[str, tuple[int, Value]],
    presumed: Collection[str],
    applied: dict[str, None],
) -> Row:
    """Put what is presumed where nothing is known; a statement always beats a presumption."""
    facts = list(row)
    for name in presumed:
        if name in presumptions:
            index, value = presumptions[name]
            if facts[index] is None:
                facts[index] = value
                applied[name] = None
    return tuple(facts)


def steps_for(terms: Terms, level: Level) -> tuple[Step, ...]:
    """Answer the steps of a pass, in order: for parts, also what they read of the claim."""
    steps = steps_in_order(terms)
    own = [step for step in steps if step.level is level]
    if level is Level.CLAIM:
        return tuple(own)
    reach = reach_of([name for step in own for name in _answers(step)], steps)
    return tuple(step for step in steps if step.level is level or step.name in reach)


def _answers(step: Step) -> tuple[str, ...]:
    outputs = getattr(step, "outputs", None)
    return tuple(outputs) if outputs is not None else (step.name,)


def compile_terms(terms: Terms) -> Program:
    """Compile terms anew."""
    claim = compile_pass(terms, Level.CLAIM, steps_for(terms, Level.CLAIM))
    part = compile_pass(terms, Level.PART, steps_for(terms, Level.PART))
    claim_facts = [f for f in terms.facts.values() if f.level is Level.CLAIM]
    part_facts = [f for f in terms.facts.values() if f.level is Level.PART]
    totals = []
    for index, fact in enumerate(claim_facts):
        if fact.total is not None:
            is_fact = fact.total.of in part.layout.part_facts
            names = part.layout.part_facts if is_fact else part.layout.values
            totals.append(_Totalled(index, fact.total.how, is_fact, names.index(fact.total.of)))
    return Program(
        terms=terms,
        claim=claim,
        part=part,
        intake=intake_of(claim_facts, part_facts),
        part_intake=intake_of(part_facts, claim_facts),
        frames=frames_of(terms, claim.layout),
        totals=tuple(totals),
        presumptions={
            f.name: (i, f.presume.value) for i, f in enumerate(claim_facts) if f.presume is not None
        },
        part_presumptions={
            f.name: (i, f.presume.value) for i, f in enumerate(part_facts) if f.presume is not None
        },
    )


_programs: dict[str, Program] = {}
_lock = Lock()


def program_for(terms: Terms) -> Program:
    """Answer the compiled terms; the same hash is compiled once."""
    program = _programs.get(terms.hash)
    if program is None:
        with _lock:
            if len(_programs) >= PROGRAMS_MAX:
                _programs.clear()
            program = _programs[terms.hash] = compile_terms(terms)
    return program
