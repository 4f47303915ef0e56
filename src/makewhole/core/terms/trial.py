"""Golden claims, decided: does each give the answer that it must?"""

from collections.abc import Iterable
from dataclasses import dataclass

from makewhole.core.terms.amounts import write_amount
from makewhole.core.terms.explain import Evaluation, FactsRefused, evaluate
from makewhole.core.terms.hits import rows_of
from makewhole.core.terms.model import GoldenClaim, Terms
from makewhole.core.terms.tree import Kind
from makewhole.core.terms.words import currency_of


@dataclass(frozen=True, slots=True)
class Failure:
    """A golden claim that does not give what it must, with every difference."""

    id: str
    line: int
    differences: tuple[str, ...]

    def __str__(self) -> str:
        line = f"line {self.line}, " if self.line else ""
        return f"{line}golden claim {self.id}: {'; '.join(self.differences)}."


def try_golden(terms: Terms, claims: Iterable[GoldenClaim]) -> tuple[Failure, ...]:
    """Decide golden claims; answer those that fail."""
    failures = (_try(terms, claim) for claim in claims)
    return tuple(failure for failure in failures if failure.differences)


def _try(terms: Terms, claim: GoldenClaim) -> Failure:
    try:
        evaluation = evaluate(terms, claim.given, parts=claim.parts, presumed=claim.presumed)
    except FactsRefused as refused:
        return Failure(claim.id, claim.line, tuple(map(str, refused.problems)))
    differences = [
        *_answers(terms, claim, evaluation),
        *_rows(claim, evaluation),
        *_open(claim, evaluation),
        *_allowed(terms, claim, evaluation),
    ]
    return Failure(claim.id, claim.line, tuple(differences))


def _answers(terms: Terms, claim: GoldenClaim, evaluation: Evaluation) -> Iterable[str]:
    layout = evaluation.program.claim.layout
    totals = dict(zip(layout.facts, evaluation.decided.facts, strict=True))
    for name, expected in claim.expect.items():
        is_answer = name in evaluation.outputs
        found = evaluation.outputs[name] if is_answer else totals[name]
        if found != expected:
            state = " (undetermined)" if name in evaluation.undetermined else ""
            wanted = _shown(terms, claim, name, expected)
            yield f"{name} is {_shown(terms, claim, name, found)}{state}, not {wanted}"


def _shown(terms: Terms, claim: GoldenClaim, name: str, value: object) -> str:
    if value is None:
        return "nothing"
    computed, fact = terms.computed.get(name), terms.facts.get(name)
    kind = computed.kind if computed is not None else fact.kind if fact is not None else None
    if kind is Kind.MONEY and isinstance(value, int):
        return write_amount(value, terms.places(currency_of(terms, claim.given)))
    return str(value)


def _rows(claim: GoldenClaim, evaluation: Evaluation) -> Iterable[str]:
    decided = {rule.id: rule.table for rule in evaluation.rules}
    for part in evaluation.parts:
        decided.update({rule.id: rule.table for rule in part.rules})
    for row in claim.rows:
        if row not in decided:
            yield f"{row} does not decide"
    layout = evaluation.program.claim.layout
    for name, rows in claim.collects:
        table = evaluation.program.terms.tables[name]
        mask = evaluation.decided.values[layout.mark_of(table)]
        found = tuple(table.rules[index].id for index in rows_of(mask, len(table.rules)))
        if set(found) != set(rows):
            yield f"{name} collects {', '.join(found) or 'nothing'}, not {', '.join(rows)}"


def _open(claim: GoldenClaim, evaluation: Evaluation) -> Iterable[str]:
    asked = {missing.fact for missing in evaluation.missing}
    for name in claim.open:
        if name not in asked:
            yield f"{name} is not asked for"


def _allowed(terms: Terms, claim: GoldenClaim, evaluation: Evaluation) -> Iterable[str]:
    if claim.allowed is None:
        return
    found = tuple(part.outputs.get("part_allowed") for part in evaluation.parts)
    if found != claim.allowed:
        places = terms.places(currency_of(terms, claim.given))
        shown = [write_amount(each, places) if isinstance(each, int) else "open" for each in found]
        yield f"the parts allow {', '.join(shown)}"
