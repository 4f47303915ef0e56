"""How fast terms decide, explain, ask, and say what would have changed: medians and limits.

    python -m bench.terms [--rounds 60]

Processor time of one thread (`time.thread_time`), since it swings less than the clock on a shared
machine. zen-engine decides the same tables with its trace on, measured by the clock as well, as it
works on threads of its own.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import makewhole
from bench.zen_tables import graph_of, plain
from makewhole.core.terms.ask import missing_facts, next_question
from makewhole.core.terms.counterfactual import counterfactuals_of
from makewhole.core.terms.explain import Evaluation, evaluate
from makewhole.core.terms.golden import read_golden
from makewhole.core.terms.model import GoldenClaim, Level, Terms
from makewhole.core.terms.program import compile_terms, program_for
from makewhole.core.terms.schema import read_terms
from makewhole.core.terms.tree import Kind, Value

SHIPPED = Path(makewhole.__file__).parent / "terms"
ROUND = 200  # Calls in one round; a round is one measurement.
TENFOLD = 10.0  # How much faster than zen-engine with its trace on.
LOSSES = ("property_damage", "personal_injury")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, in microseconds, and its limit."""

    what: str
    median_us: float
    limit_us: float | None = None

    def __str__(self) -> str:
        if self.limit_us is None:
            return f"{self.what:<66} {self.median_us:>9.1f} us"
        verdict = "ok" if self.median_us <= self.limit_us else "TOO SLOW"
        ratio = self.median_us / self.limit_us
        return (
            f"{self.what:<66} {self.median_us:>9.1f} us  limit {self.limit_us:>7.0f}"
            f"  ratio {ratio:.2f}  {verdict}"
        )


def median_us(
    work: Callable[[], object],
    rounds: int,
    calls: int = ROUND,
    clock: Callable[[], float] = time.thread_time,
) -> float:
    """Answer the median time of one call, over rounds of many calls."""
    work()
    measured = []
    for _ in range(rounds):
        began = clock()
        for _ in range(calls):
            work()
        measured.append((clock() - began) / calls * 1e6)
    return statistics.median(measured)


def read_whole(evaluation: Evaluation) -> Evaluation:
    """Read everything that an evaluation can say, since much is worked out when it is read."""
    for name in ("outputs", "undetermined", "rules", "missing", "facts_used", "presumed_used"):
        getattr(evaluation, name)
    for part in evaluation.parts:
        for name in ("outputs", "undetermined", "rules"):
            getattr(part, name)
    return evaluation


def explained(terms: Terms, claim: GoldenClaim) -> Evaluation:
    """Decide and read the full explanation."""
    return read_whole(evaluate(terms, claim.given, parts=claim.parts, presumed=claim.presumed))


def shipped(market: str = "us") -> tuple[Terms, tuple[GoldenClaim, ...]]:
    """Read the shipped terms with their golden claims."""
    terms = read_terms((SHIPPED / f"guarantee-{market}.yaml").read_text(), name=market)
    assert isinstance(terms, Terms), terms
    claims = read_golden((SHIPPED / f"golden-{market}.yaml").read_text(), name=market, terms=terms)
    assert isinstance(claims, tuple), claims
    return terms, claims


def of_orders(claims: Sequence[GoldenClaim]) -> tuple[GoldenClaim, ...]:
    """Answer the golden claims about an order."""
    kinds = {None, *LOSSES}
    return tuple(claim for claim in claims if claim.given.get("claim_kind") not in kinds)


def of_losses(claims: Sequence[GoldenClaim]) -> tuple[GoldenClaim, ...]:
    """Answer the golden claims about a loss."""
    return tuple(claim for claim in claims if claim.given.get("claim_kind") in LOSSES)


def settled(terms: Terms, claims: Sequence[GoldenClaim]) -> GoldenClaim:
    """Answer the golden claim that is paid and looks at the most facts."""

    def decided(claim: GoldenClaim) -> Evaluation:
        return evaluate(terms, claim.given, parts=claim.parts, presumed=claim.presumed)

    paid = [
        claim
        for claim in claims
        if decided(claim).outputs["outcome"] == "pay" and not decided(claim).missing
    ]
    return max(paid, key=lambda claim: len(decided(claim).facts_used))


def without_parts(terms: Terms, claim: GoldenClaim) -> GoldenClaim:
    """Answer the claim with the totals of its parts given as facts, and no parts."""
    evaluation = evaluate(terms, claim.given, parts=claim.parts, presumed=claim.presumed)
    names = evaluation.program.claim.layout.facts
    decided = dict(zip(names, evaluation.decided.facts, strict=True))
    given = {name: value for name, value in decided.items() if value is not None}
    return replace(claim, given=given, parts=(), presumed=())


def completed(terms: Terms, claim: GoldenClaim) -> GoldenClaim:
    """Answer the claim with every fact given, since zen-engine has no unknown facts."""
    day = claim.given[terms.governing_date]
    assert isinstance(day, date)
    at = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - naive UTC, as facts are
    neutral: dict[Kind, Value] = {
        Kind.BOOL: False,
        Kind.INT: 0,
        Kind.MONEY: 0,
        Kind.DATE: day,
        Kind.TIMESTAMP: at,
    }
    given = dict(claim.given)
    for fact in terms.facts.values():
        if fact.level is Level.CLAIM and given.get(fact.name) is None:
            given[fact.name] = neutral[fact.kind] if fact.kind is not Kind.ENUM else fact.values[0]
    if terms.currency is not None:
        given[terms.currency] = terms.market.currency
    return replace(claim, given=given)


def most_open(terms: Terms, claims: Sequence[GoldenClaim]) -> GoldenClaim:
    """Answer the golden claim with the most facts still missing."""
    return max(claims, key=lambda claim: len(evaluate(terms, claim.given).missing))


def reading_rows(terms: Terms, rounds: int) -> list[Row]:
    """Measure how long it takes to read and compile a file."""
    text = (SHIPPED / "guarantee-us.yaml").read_text()
    few = max(3, rounds // 10)
    return [
        Row("read and check the file", median_us(lambda: read_terms(text, name="us"), few, 1)),
        Row("compile it", median_us(lambda: compile_terms(terms), few, 1)),
    ]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one kind of claim may take, in microseconds."""

    decided: float
    explained: float
    asked: float


def deciding_rows(
    terms: Terms, claims: Sequence[GoldenClaim], rounds: int, kind: str, limits: Limits
) -> list[Row]:
    """Measure deciding, explaining, asking, and what would have changed the answer."""
    program = program_for(terms)
    with_parts, open_claim = settled(terms, claims), most_open(terms, claims)
    claim = without_parts(terms, with_parts)
    row = program.intake.take(claim.given)
    assert row is not None
    parameters = program.frames.of(row)
    decided = program.run(open_claim.given, open_claim.parts)
    nothing = program.run({"claim_kind": open_claim.given["claim_kind"]})
    many = len(missing_facts(program, decided))
    evaluation = explained(terms, claim)
    return [
        Row(
            f"{kind}: decide, generated code alone",
            median_us(lambda: program.claim.decide(row, (), parameters), rounds),
            limits.decided,
        ),
        Row(
            f"{kind}: check the facts and decide",
            median_us(lambda: program.run(claim.given, (), claim.presumed), rounds),
        ),
        Row(
            f"{kind}: decide with full explanation",
            median_us(lambda: explained(terms, claim), rounds),
            limits.explained,
        ),
        Row(
            f"{kind}: the same, with {len(with_parts.parts)} parts decided first",
            median_us(lambda: explained(terms, with_parts), rounds),
        ),
        Row(
            f"{kind}: next question, {many} facts open",
            median_us(lambda: next_question(missing_facts(program, decided)), rounds),
            limits.asked,
        ),
        Row(
            f"{kind}: next question, nothing known ({len(missing_facts(program, nothing))} open)",
            median_us(lambda: next_question(missing_facts(program, nothing)), rounds),
            limits.asked,
        ),
        Row(
            f"{kind}: what would have changed it",
            median_us(lambda: counterfactuals_of(evaluation), max(5, rounds // 4), 3),
            3_000.0,
        ),
    ]


def draft_row(terms: Terms, rounds: int) -> Row:
    """Measure the first question of a draft of which nothing is known, not even its kind."""
    program = program_for(terms)
    nothing = program.run({})
    many = len(missing_facts(program, nothing))
    asked = median_us(lambda: next_question(missing_facts(program, nothing)), rounds)
    return Row(f"next question, nothing known, not even the kind ({many} open)", asked, 300.0)


def zen_row(terms: Terms, claims: Sequence[GoldenClaim], rounds: int) -> list[Row]:
    """Measure zen-engine on the same tables and the same claim, with its trace on."""
    try:
        zen = import_module("zen")
    except ImportError:  # A comparison that not every machine has.
        print("zen-engine is not installed; it is left out of the comparison.")
        return []
    claim = completed(terms, without_parts(terms, settled(terms, of_orders(claims))))
    day: Any = claim.given.get(terms.governing_date)
    assert isinstance(day, date)
    currency = str(claim.given.get(terms.currency or "") or terms.market.currency)
    decision = zen.ZenEngine().create_decision(graph_of(terms, day, currency))
    facts = {name: plain(claim.given.get(name)) for name in terms.facts}
    ours = explained(terms, claim)
    theirs = decision.evaluate(facts, {"trace": True})["result"]
    same = [name for name in terms.asks.targets if theirs.get(name) == ours.outputs[name]]
    by_clock = time.perf_counter
    zen_us = median_us(lambda: decision.evaluate(facts, {"trace": True}), rounds, 20, by_clock)
    ours_us = median_us(lambda: explained(terms, claim), rounds, ROUND, by_clock)
    print(f"zen-engine gives the same answer to {len(same)} of {len(terms.asks.targets)} targets")
    return [
        Row("zen-engine, the same tables, trace on (by the clock)", zen_us),
        Row("ours with full explanation (by the clock)", ours_us, zen_us / TENFOLD),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; answer 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args(arguments).rounds
    terms, claims = shipped()
    print(f"{terms.name} {terms.version}: {len(list(terms.rules))} rules, {len(terms.facts)} facts")
    rows = [
        *reading_rows(terms, rounds),
        *deciding_rows(terms, of_orders(claims), rounds, "order", Limits(8.0, 30.0, 150.0)),
        *deciding_rows(terms, of_losses(claims), rounds, "loss", Limits(12.0, 60.0, 300.0)),
        draft_row(terms, rounds),
        *zen_row(terms, claims, rounds),
    ]
    for row in rows:
        print(row)
    return int(any(row.limit_us is not None and row.median_us > row.limit_us for row in rows))


if __name__ == "__main__":
    raise SystemExit(main())
