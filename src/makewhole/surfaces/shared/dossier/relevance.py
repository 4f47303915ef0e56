"""Which facts a reader needs to follow an answer: those that the telling rules read.

The terms look at some forty facts of every claim. Most only rule something out, so they are kept
one click away; what decided, what is missing and what is disputed stands in sight.
"""

from collections.abc import Iterable

from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.model import Rule, Terms
from makewhole.core.terms.trace import DecidingRule
from makewhole.core.terms.tree import names_in

# A row that only says "in every other case" tells nothing, except where it gives one of these.
_ALWAYS_TOLD = frozenset({"outcome", "bearer"})
_AHEAD = frozenset({"interim"})


def telling(
    terms: Terms, evaluation: Evaluation, *, is_ahead: bool = False
) -> tuple[DecidingRule, ...]:
    """Answer the deciding rules that tell a reader something, in the order of the terms.

    What was paid ahead of an answer is told instead of the answer, and nowhere else.
    """
    defaults = {rule.id for rule in terms.rules if rule.is_default}
    answers = _tables_giving(terms, _ALWAYS_TOLD)
    ahead = _tables_giving(terms, _AHEAD)
    told, left_out = (ahead, answers) if is_ahead else (answers, ahead)
    return tuple(
        rule
        for rule in evaluation.rules
        if rule.table not in left_out and (rule.table in told or rule.id not in defaults)
    )


def _tables_giving(terms: Terms, outputs: frozenset[str]) -> frozenset[str]:
    return frozenset(table.name for table in terms.tables.values() if outputs & set(table.outputs))


def relevant_facts(terms: Terms, evaluation: Evaluation) -> frozenset[str]:
    """Answer the facts that the telling rules read, and those that are missing."""
    by_id = {rule.id: rule for rule in terms.rules}
    read = {name for rule in telling(terms, evaluation) for name in facts_of(terms, by_id[rule.id])}
    return frozenset(read | {each.fact for each in evaluation.missing})


def facts_of(terms: Terms, rule: Rule) -> frozenset[str]:
    """Answer the facts behind a rule's condition, through the words that it uses."""
    return frozenset(_behind(terms, names_in(rule.when)))


def _behind(terms: Terms, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if name in terms.definitions:
            yield from _behind(terms, names_in(terms.definitions[name].tree))
        elif name in terms.facts:
            yield name
