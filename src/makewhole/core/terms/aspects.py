"""The sides of each thing in the terms that can change: what to compare, and how to say it.

A side's `key` decides whether it is the same; its `words` tell a reader what it is. What only
formats a file, such as the line a rule stands on, is no side of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from makewhole.core.terms.clocks import clock_words
from makewhole.core.terms.model import (
    Assumption,
    Clause,
    Computed,
    Definition,
    Fact,
    GoldenClaim,
    Parameter,
    Rule,
    Statement,
    Table,
    Terms,
    Wording,
)
from makewhole.core.terms.normal import normal
from makewhole.core.terms.phrases import Phrases, day_words, enum_words
from makewhole.core.terms.tree import Node


@dataclass(frozen=True, slots=True)
class Aspect:
    """One side of a thing: what is compared, and its words (None: there is none)."""

    key: object
    words: str | None


Aspects = Mapping[str, Aspect]


def _said(value: object) -> Aspect:
    """Compare and say a text, a number, a yes or no, or a list of words."""
    if value is None or value in ("", ()):
        return Aspect(None, None)
    if isinstance(value, bool):
        return Aspect(value, "yes" if value else "no")
    if isinstance(value, tuple):
        return Aspect(value, ", ".join(str(each) for each in value))
    return Aspect(value, str(value))


def _quoted(text: str | None) -> Aspect:
    return Aspect(text, f"“{text}”" if text else None)


def _condition(phrases: Phrases, node: Node | None) -> Aspect:
    if node is None:
        return Aspect(None, None)
    return Aspect(normal(node), f"“{phrases.condition(node)}”")


def _amount(phrases: Phrases, node: Node) -> Aspect:
    return Aspect(normal(node), f"“{phrases.term(node)}”")


def of_header(terms: Terms, phrases: Phrases) -> Aspects:
    """Answer what is said of the terms as a whole."""
    change = terms.change
    return {
        "title": _quoted(terms.title),
        "version": _said(terms.version),
        "kind": _said(terms.kind),
        "governing date": _said(terms.governing_date),
        "currency of amounts": _said(terms.currency),
        "region": _said(terms.market.region),
        "currency": _said(terms.market.currency),
        "calendar": _said(terms.market.calendar),
        "language": _said(terms.market.language),
        "in force from": Aspect(
            terms.in_force_from, day_words(terms.in_force_from) if terms.in_force_from else None
        ),
        "notice": Aspect(terms.notice_days, f"{terms.notice_days} days"),
        "what must be decided": _said(terms.asks.targets),
        "who is asked first": _said(terms.asks.order),
        "what counsel has to settle": _said(terms.counsel),
        "what the version says it changes": _said(change.why if change else None),
        "the claims it says it changes": _condition(phrases, change.only if change else None),
    }


def of_rule(rule: Rule, phrases: Phrases, table: str) -> Aspects:
    """Answer what a rule says; its place among the others is compared apart."""
    outputs = phrases.terms.tables[table].outputs
    results = [
        f"{enum_words(name)}: {phrases.value(value, outputs[name].kind)}"
        for name, value in rule.then.items()
    ]
    return {
        "table": _said(table),
        "clause": _said(rule.clause),
        "condition": _condition(phrases, rule.when),
        "result": Aspect(dict(rule.then), f"“{'; '.join(results)}”"),
        "sentence": _quoted(rule.say),
        "sentence to the seller": _quoted(rule.say_seller),
        "note": _quoted(rule.note),
        "kept for its sentence": _said(rule.is_kept_for_sentence),
    }


def of_parameter(parameter: Parameter, phrases: Phrases) -> Aspects:
    """Answer what is said of a figure besides its values."""
    del phrases
    return {
        "type": _said(str(parameter.kind)),
        "unit": _said(parameter.unit and enum_words(parameter.unit)),
        "by": _said(parameter.by),
        "dated by": _said(parameter.dated_by),
        "name": _quoted(parameter.label),
        "note": _quoted(parameter.note),
        "our own choice": _said(parameter.is_default),
        "used by clocks only": _said(parameter.lifecycle),
        "choices": _said(parameter.choices),
        "clock": _said(parameter.clock and clock_words(parameter.clock)),
    }


def of_clause(clause: Clause, phrases: Phrases) -> Aspects:
    """Answer what a clause says."""
    del phrases
    return {"title": _quoted(clause.title), "text": _quoted(clause.text)}


def of_table(table: Table, phrases: Phrases) -> Aspects:
    """Answer what is said of a table besides its rules."""
    return {
        "title": _quoted(table.title),
        "which rules count": _said(str(table.hit)),
        "level": _said(str(table.level)),
        "only where": _condition(phrases, table.only_if),
        "answers": _said(
            tuple(
                f"{name} ({output.kind}: {', '.join(output.values)})"
                if output.is_declared
                else f"{name} ({output.kind})"
                for name, output in table.outputs.items()
            )
        ),
    }


def of_definition(definition: Definition, phrases: Phrases) -> Aspects:
    """Answer what a defined word means."""
    return {
        "type": _said(str(definition.kind)),
        "level": _said(str(definition.level)),
        "name": _quoted(definition.label),
        "meaning": _amount(phrases, definition.tree),
    }


def of_computed(computed: Computed, phrases: Phrases) -> Aspects:
    """Answer how an amount or a clock is worked out."""
    cases = tuple((normal(case.when), normal(case.tree)) for case in computed.cases)
    said = "; otherwise ".join(phrases.case(case) for case in computed.cases)
    return {
        "type": _said(str(computed.kind)),
        "level": _said(str(computed.level)),
        "name": _quoted(computed.label),
        "how it is worked out": Aspect(cases, f"“{said}”"),
    }


def of_fact(fact: Fact, phrases: Phrases) -> Aspects:
    """Answer what is said of a fact."""
    presume = fact.presume
    return {
        "type": _said(str(fact.kind)),
        "values": _said(fact.values),
        "whose word counts": _said(fact.sources),
        "level": _said(str(fact.level)),
        "always needed": _said(fact.mandatory),
        "name": _quoted(fact.label),
        "question": _quoted(fact.ask),
        "note": _quoted(fact.note),
        "least": _said(fact.minimum),
        "most": _said(fact.maximum),
        "what is presumed": Aspect(
            presume.value if presume else None,
            phrases.value(presume.value, fact.kind) if presume else None,
        ),
        "presumed after": _said(presume and presume.after),
        "why presumed": _quoted(presume.when if presume else None),
        "only where": _condition(phrases, fact.only_if),
        "privacy": _said(str(fact.privacy)),
        "deed of": _said(None if fact.deed_of is None else fact.deed_of or ("nobody",)),
        "total of": _said(fact.total and f"{fact.total.how} {fact.total.of}"),
    }


def of_assumption(assumption: Assumption, phrases: Phrases) -> Aspects:
    """Answer what the data always fulfils."""
    return {
        "condition": _condition(phrases, assumption.tree),
        "note": _quoted(assumption.note),
    }


def of_statement(statement: Statement, phrases: Phrases) -> Aspects:
    """Answer what is to be proved."""
    return {
        "statement": _condition(phrases, statement.tree),
        "given": _condition(phrases, statement.given),
        "facts that vary": _said(statement.vary),
        "facts that are less": _said(statement.less),
        "answers that stay": _said(statement.same),
        "answers that do not grow": _said(statement.not_more),
        "expected to be refuted": _said(statement.is_expected_refuted),
        "why": _quoted(statement.why),
    }


def of_test(test: GoldenClaim, phrases: Phrases) -> Aspects:
    """Answer a golden claim: the claim, and what it must be answered."""
    del phrases
    given = (test.given, test.presumed, test.parts)
    expected = (test.expect, test.rows, test.open, test.allowed, test.collects)
    return {
        "about": _quoted(test.about),
        "claim": Aspect(repr(given), "another claim"),
        "answer": Aspect(repr(expected), "another answer"),
    }


def of_wordings(wordings: Mapping[str, Wording], phrases: Phrases) -> Aspects:
    """Answer the sentences in one language, by rule."""
    del phrases
    said = {rule: _quoted(each.say) for rule, each in wordings.items()}
    to_seller = {f"{rule} to the seller": _quoted(w.say_seller) for rule, w in wordings.items()}
    return said | to_seller


def of_source(address: str, phrases: Phrases) -> Aspects:
    """Answer where a source stands."""
    del phrases
    return {"address": _said(address)}
