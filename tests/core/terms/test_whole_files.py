"""Whole files on random claims: equal to a plain walk, never taken back, nothing left unasked."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.model import GoldenClaim, Level, Terms
from tests.core.terms.claims import bases_of, hidden, random_value, some_parts, whole_claim
from tests.core.terms.files import (
    conformance,
    drafted,
    drafted_golden,
    shipped,
    shipped_golden,
)
from tests.core.terms.reference import NA, decided

FILES = ("conformance", "drafted", "shipped")
CLAIMS = 250


def at_hand(name: str) -> tuple[Terms, Sequence[GoldenClaim]]:
    match name:
        case "conformance":
            return conformance(), ()
        case "drafted":
            return drafted(), drafted_golden()
        case _:
            return shipped(), shipped_golden()


def shown(value: Any) -> Any:
    return None if value is NA else value


@pytest.mark.parametrize("name", FILES)
def test_generated_python_decides_as_a_plain_walk_does(name: str) -> None:
    terms, golden = at_hand(name)
    chance = random.Random(1)  # noqa: S311 - a fixed sample
    bases = bases_of(golden)
    for _ in range(CLAIMS):
        facts = hidden(whole_claim(terms, chance.choice(bases), chance), 0.3, chance)
        evaluation = evaluate(terms, facts)
        values = decided(terms, Level.CLAIM, facts)

        expected = {name: shown(values[name]) for name in evaluation.outputs}
        assert dict(evaluation.outputs) == expected, facts
        assert evaluation.undetermined == {n for n in expected if values[n] is None}, facts


@pytest.mark.parametrize("name", ["drafted", "shipped"])
def test_parts_and_totals_are_decided_as_a_plain_walk_does(name: str) -> None:
    terms, golden = at_hand(name)
    chance = random.Random(2)  # noqa: S311 - a fixed sample
    bases = bases_of(golden)
    for _ in range(CLAIMS):
        facts = hidden(whole_claim(terms, chance.choice(bases), chance), 0.2, chance)
        parts = [hidden(part, 0.1, chance) for part in some_parts(terms, chance)]
        evaluation = evaluate(terms, facts, parts=parts)
        by_part = [decided(terms, Level.PART, {**facts, **part}) for part in parts]
        if parts:
            facts = with_totals(terms, facts, by_part)
        values = decided(terms, Level.CLAIM, facts)

        assert dict(evaluation.outputs) == {n: shown(values[n]) for n in evaluation.outputs}
        for found, expected in zip(evaluation.parts, by_part, strict=True):
            assert dict(found.outputs) == {n: shown(expected[n]) for n in found.outputs}


def with_totals(terms: Terms, facts: dict[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    facts = dict(facts)
    for fact in terms.facts.values():
        if fact.total is not None:
            values = [part[fact.total.of] for part in parts]
            facts[fact.name] = None if None in values else sum(v for v in values if v is not NA)
    return facts


@pytest.mark.parametrize("name", FILES)
def test_a_decision_is_never_taken_back_when_a_missing_fact_arrives(name: str) -> None:
    terms, golden = at_hand(name)
    chance = random.Random(3)  # noqa: S311 - a fixed sample
    bases = bases_of(golden)
    for _ in range(CLAIMS):
        claim = whole_claim(terms, chance.choice(bases), chance)
        less = hidden(claim, 0.4, chance)
        more = {
            n: v if v is not None or chance.random() < 0.5 else claim[n] for n, v in less.items()
        }

        before, after = evaluate(terms, less), evaluate(terms, more)

        assert after.undetermined <= before.undetermined
        for answer in before.outputs.keys() - before.undetermined:
            assert after.outputs[answer] == before.outputs[answer], (answer, less, more)


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_asked_for_cannot_change_what_must_be_decided(name: str) -> None:
    terms, golden = at_hand(name)
    chance = random.Random(4)  # noqa: S311 - a fixed sample
    bases = bases_of(golden)
    for _ in range(CLAIMS):
        claim = whole_claim(terms, chance.choice(bases), chance)
        facts = hidden(claim, 0.3, chance)
        asked = {missing.fact for missing in evaluate(terms, facts).missing}
        unasked = [
            name
            for name, value in facts.items()
            if value is None and name not in asked and terms.facts[name].only_if is None
        ]
        other = dict(claim)
        for fact in unasked:
            other[fact] = random_value(terms.facts[fact], chance)
        if terms.currency is not None:
            other[terms.currency] = claim[terms.currency]

        assert targets(evaluate(terms, other)) == targets(evaluate(terms, claim)), (facts, unasked)


def targets(evaluation: Evaluation) -> list[Any]:
    return [evaluation.outputs[name] for name in evaluation.program.terms.asks.targets]


@pytest.mark.parametrize("name", FILES)
def test_asking_the_best_question_again_and_again_settles_every_claim(name: str) -> None:
    terms, golden = at_hand(name)
    chance = random.Random(5)  # noqa: S311 - a fixed sample
    bases = bases_of(golden)
    for _ in range(60):
        claim = whole_claim(terms, chance.choice(bases), chance)
        known: dict[str, Any] = {}
        evaluation = evaluate(terms, known)
        while evaluation.missing:
            best = evaluation.missing[0].fact
            assert best not in known
            known[best] = claim[best]
            evaluation = evaluate(terms, known)

        assert not evaluation.undetermined & set(terms.asks.targets), known
        assert targets(evaluation) == targets(evaluate(terms, claim))
