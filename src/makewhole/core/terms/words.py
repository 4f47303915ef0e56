"""What was decided, in plain words: sentences filled in, and a report for a person to read."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from makewhole.core.kernel.money import places_of
from makewhole.core.terms.amounts import write_amount
from makewhole.core.terms.explain import Answer, Evaluation
from makewhole.core.terms.model import Terms
from makewhole.core.terms.program import Program
from makewhole.core.terms.sentences import filled
from makewhole.core.terms.tree import Kind, Value

UNKNOWN = "(not known yet)"


@lru_cache(maxsize=200)
def kinds_of(program: Program) -> Mapping[str, Kind]:
    """Answer the type of every name of the terms."""
    terms = program.terms
    kinds = {fact.name: fact.kind for fact in terms.facts.values()}
    kinds.update({parameter.name: parameter.kind for parameter in terms.parameters.values()})
    kinds.update({definition.name: definition.kind for definition in terms.definitions.values()})
    kinds.update({value.name: value.kind for value in terms.computed.values()})
    for table in terms.tables.values():
        kinds.update({output.name: output.kind for output in table.outputs.values()})
    return kinds


def said(
    sentence: str,
    values: Mapping[str, Value | None],
    kinds: Mapping[str, Kind],
    currency: str | None,
) -> str:
    """Answer a sentence with its values filled in, plainly and without a locale."""
    words = {name: in_words(value, kinds[name], currency) for name, value in values.items()}
    return filled(sentence, words)


def in_words(value: Value | None, kind: Kind, currency: str | None) -> str:
    """Answer a value in plain words.

    >>> in_words(123400, Kind.MONEY, "USD"), in_words(None, Kind.DATE, None)
    ('USD 1234.00', '(not known yet)')
    """
    if value is None:
        return UNKNOWN
    if kind is Kind.MONEY and isinstance(value, int):
        places = 2 if currency is None else places_of(currency)
        return (
            f"{currency} {write_amount(value, places)}" if currency else write_amount(value, places)
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("_", " ")


def in_words_of(value: Answer, kind: Kind, currency: str | None) -> str:
    """Answer a value, or a list of them, in plain words."""
    if isinstance(value, tuple):
        return ", ".join(in_words(each, kind, currency) for each in value) or "nothing"
    return in_words(value, kind, currency)


def currency_of(terms: Terms, facts: Mapping[str, Any]) -> str | None:
    """Answer the currency in which a claim's amounts are."""
    stated = facts.get(terms.currency) if terms.currency is not None else None
    return str(stated) if stated is not None else terms.market.currency


def facts_decided_on(evaluation: Evaluation) -> dict[str, Any]:
    """Answer the claim's facts as they were decided on, with totals and presumptions."""
    return dict(zip(evaluation.program.claim.layout.facts, evaluation.decided.facts, strict=True))


def report(evaluation: Evaluation) -> str:
    """Answer in words what the terms decided, why, and what is still open."""
    return "\n".join(_report(evaluation))


def _report(evaluation: Evaluation) -> Iterator[str]:
    terms, kinds = evaluation.program.terms, kinds_of(evaluation.program)
    currency = currency_of(terms, facts_decided_on(evaluation))
    yield f"{terms.title} ({terms.name} {terms.version})"
    for target in terms.asks.targets:
        value = evaluation.outputs[target]
        if target in evaluation.undetermined:
            yield f"  {target}: open"
        elif value is None:
            yield f"  {target}: does not apply"
        else:
            yield f"  {target}: {in_words_of(value, kinds[target], currency)}"
    for rule in evaluation.rules:
        clause = f"{rule.clause} " if rule.clause is not None else ""
        sentence = said(rule.say, rule.values, kinds, currency) if rule.say is not None else ""
        yield f"  {clause}[{rule.id}] {sentence}".rstrip()
    for missing in evaluation.missing:
        yield f"  open: {missing.fact}, asked of {missing.source}"
