"""What would have changed the answer: single facts, nearest first, by who could influence them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from makewhole.core.terms.boundaries import Boundaries, boundaries_of
from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.intake import Row
from makewhole.core.terms.model import Level, Terms
from makewhole.core.terms.order import Step, answers_of, reach_of
from makewhole.core.terms.problems import FactsRefused
from makewhole.core.terms.program import Program, steps_for
from makewhole.core.terms.python import Pass, compile_pass
from makewhole.core.terms.runtime import NA
from makewhole.core.terms.trace import Trace, build_trace
from makewhole.core.terms.tree import Value

WATCHED = ("outcome", "bearer")  # Without these, the targets of `asks` are watched.
NONE_WOULD = "No single fact would have changed this."

# One step of each is about as far as another word or truth is.
_DAYS_OF_A_STEP = 30


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer before and after."""

    answer: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """One fact that, had it been otherwise, would have changed the answer."""

    fact: str
    was: Value
    instead: Value
    changes: tuple[Changed, ...]
    parties: tuple[str, ...]  # Who could have influenced it: its sources, in order of trust.
    distance: Fraction


@dataclass(frozen=True, slots=True)
class _Focus:
    """The part of a program that decides what is watched, and no more."""

    watched: tuple[str, ...]
    compiled: Pass
    trace: Trace
    boundaries: Boundaries
    at: tuple[int, ...]
    moving_parts: frozenset[str]  # Facts of the claim that its parts read.


@lru_cache(maxsize=100)
def _focus_of(program: Program) -> _Focus:
    terms = program.terms
    outputs = program.claim.layout.answers
    watched = tuple(name for name in WATCHED if name in outputs) or terms.asks.targets
    steps = steps_for(terms, Level.CLAIM)
    reach = reach_of(watched, steps)
    needed: list[Step] = [s for s in steps if any(name in reach for name in answers_of(s))]
    compiled = compile_pass(terms, Level.CLAIM, needed)
    part_reach = reach_of(
        [name for step in program.part.steps for name in answers_of(step)], program.part.steps
    )
    return _Focus(
        watched=watched,
        compiled=compiled,
        trace=build_trace(terms, compiled),
        boundaries=boundaries_of(terms, compiled),
        at=tuple(compiled.layout.answers.index(name) for name in watched),
        moving_parts=frozenset(compiled.layout.facts) & part_reach,
    )


def counterfactuals(
    terms: Terms,
    facts: Mapping[str, Value | None],
    *,
    parts: Sequence[Mapping[str, Value | None]] = (),
    presumed: Collection[str] = (),
) -> tuple[Counterfactual, ...]:
    """Answer the single facts that would have changed the outcome or who bears the cost."""
    return counterfactuals_of(evaluate(terms, facts, parts=parts, presumed=presumed))


def counterfactuals_of(evaluation: Evaluation) -> tuple[Counterfactual, ...]:
    """Answer what would have changed an evaluation, nearest first.

    For each fact of the claim that was used, the values next to every boundary are tried, the other
    truth, and one word for each way in which the terms tell words apart. What only reopens a
    question changes nothing. Of several values of a fact with one effect, the nearest is kept.
    Facts of parts are seen through their totals.
    """
    program, decided = evaluation.program, evaluation.decided
    focus = _focus_of(program)
    before = focus.compiled.decide(decided.facts, (), decided.parameters)
    if all(before[at] is None for at in focus.at):
        return ()
    rows = (decided.facts, (), decided.parameters, before)
    used = focus.trace.path_of(rows).facts_used(rows)
    nearest: dict[tuple[Any, ...], Counterfactual] = {}
    for name in used:
        for found in _single_changes(evaluation, focus, before, name):
            effect = (name, *((change.answer, change.after) for change in found.changes))
            known = nearest.get(effect)
            if known is None or found.distance < known.distance:
                nearest[effect] = found
    return tuple(sorted(nearest.values(), key=lambda each: (each.distance, each.fact)))


def influenced_by(party: str, found: Sequence[Counterfactual]) -> tuple[Counterfactual, ...]:
    """Answer the changes that a party could have brought about, nearest first."""
    return tuple(each for each in found if party in each.parties)


def _single_changes(
    evaluation: Evaluation, focus: _Focus, before: Row, name: str
) -> Iterator[Counterfactual]:
    program, decided = evaluation.program, evaluation.decided
    at = focus.boundaries.places[name]
    value = decided.facts[at]
    for other in focus.boundaries.values_near(name, decided.facts, decided.parameters):
        row = (*decided.facts[:at], other, *decided.facts[at + 1 :])
        try:
            after = _decided_again(evaluation, focus, row, name)
        except FactsRefused:
            continue  # The terms state no figures for that value: nobody's claim can have it.
        changes = tuple(
            Changed(answer, _plain(before[place]), _plain(after[place]))
            for answer, place in zip(focus.watched, focus.at, strict=True)
            if before[place] is not None and after[place] not in (None, before[place])
        )
        if changes:
            fact = program.terms.facts[name]
            yield Counterfactual(name, value, other, changes, fact.sources, _distance(value, other))


def _decided_again(evaluation: Evaluation, focus: _Focus, row: Row, name: str) -> Row:
    program, decided = evaluation.program, evaluation.decided
    parameters = decided.parameters
    if program.frames.reads(name):
        parameters = program.frames.of(row)
    if decided.parts and (name in focus.moving_parts or parameters is not decided.parameters):
        parts = tuple(
            (facts, program.part.decide(row, facts, parameters)) for facts, _ in decided.parts
        )
        row = program.with_totals(row, parts)
    return focus.compiled.decide(row, (), parameters)


def _plain(value: Any) -> Any:
    return None if value is NA else value


def _distance(value: Any, other: Any) -> Fraction:
    """Answer how far apart two values of a fact are, so that different kinds can be ranked.

    Another truth or word is one step; so are thirty days, and an amount or number that doubles.
    """
    if isinstance(value, bool | str):
        return Fraction(1)
    if isinstance(value, int):
        return Fraction(abs(other - value), max(abs(value), 1))
    apart: timedelta = abs(other - value)
    return Fraction(apart.days * 86_400 + apart.seconds, _DAYS_OF_A_STEP * 86_400)
