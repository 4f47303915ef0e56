"""How the terms decide a claim, table by table, for the person who has to understand it."""

from collections.abc import Mapping

from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim.said import Known
from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.model import Hit, Level, Rule, Table, Terms
from makewhole.core.terms.page import RuleText
from makewhole.core.terms.publish import page_of
from makewhole.core.terms.tree import names_in
from makewhole.surfaces.handler.pages import DecisionTable, MissingFact, RuleRow
from makewhole.surfaces.handler.wording import closed_text
from makewhole.surfaces.shared.claim_parts import FactValue
from makewhole.surfaces.shared.dossier.values import as_shown, label_of
from makewhole.surfaces.shared.formats import fact_text

_ALWAYS_SHOWN = frozenset({"outcome", "bearer", "decided_by"})
_TEXTS_MAX = 50
_TEXTS: dict[str, Mapping[str, RuleText]] = {}  # By the hash of the terms, which never change.


def tables(
    file: ClaimFile, evaluation: Evaluation, facts: Mapping[str, Known]
) -> tuple[DecisionTable, ...]:
    """Answer the tables of the claim: of each the rows that decided, and how many were passed."""
    texts = _texts(file.terms)
    deciding: dict[str, list[str]] = {}
    for rule in evaluation.rules:
        deciding.setdefault(rule.table, []).append(rule.id)
    return tuple(
        _table(file, table, deciding.get(table.name, []), texts, facts, evaluation)
        for table in file.terms.tables.values()
        if table.level is Level.CLAIM and table.hit is not Hit.COLLECT
    )


def _table(
    file: ClaimFile,
    table: Table,
    deciding: list[str],
    texts: Mapping[str, RuleText],
    facts: Mapping[str, Known],
    evaluation: Evaluation,
) -> DecisionTable:
    decided = [rule for rule in table.rules if rule.id in deciding]
    passed = table.rules.index(decided[0]) if decided else 0
    return DecisionTable(
        name=table.name,
        title=table.title or table.name.replace("_", " ").capitalize(),
        rows=tuple(_row(file, rule, texts.get(rule.id), facts) for rule in decided),
        answer=_answer(table, evaluation),
        is_routine=bool(decided)
        and all(rule.is_default for rule in decided)
        and not _ALWAYS_SHOWN & set(table.outputs),
        passed_over=passed,
    )


def _answer(table: Table, evaluation: Evaluation) -> str:
    """Answer what the table gives; empty: undetermined, or it does not apply."""
    given = [evaluation.outputs.get(name) for name in table.outputs]
    return ", ".join(
        ", ".join(str(one).replace("_", " ") for one in value)
        if isinstance(value, tuple)
        else fact_text(as_shown(value, None, ""))
        for value in given
        if value is not None
    )


def _row(file: ClaimFile, rule: Rule, text: RuleText | None, facts: Mapping[str, Known]) -> RuleRow:
    return RuleRow(
        rule=rule.id,
        clause=rule.clause or "",
        when="; ".join(text.when) if text is not None else "",
        verdict="met",
        decides=True,
        then="; ".join(f"{name}: {value}" for name, value in text.then) if text else "",
        read=tuple(_read(file, rule, facts)),
    )


def _read(file: ClaimFile, rule: Rule, facts: Mapping[str, Known]) -> list[tuple[str, FactValue]]:
    """Answer the facts that the row's condition names, each with its value."""
    read: list[tuple[str, FactValue]] = []
    for name in sorted(names_in(rule.when)):
        fact = file.terms.facts.get(name)
        known = facts.get(name)
        if fact is not None and known is not None:
            is_closed = name in file.closed
            shown = as_shown(known.value, fact.kind, file.row.currency)
            value = closed_text() if is_closed else shown
            read.append((label_of(file.terms, name), value))
    return read


def _texts(terms: Terms) -> Mapping[str, RuleText]:
    """Answer each rule in words, as the published page says it; worked out once for each text."""
    known = _TEXTS.get(terms.hash)
    if known is None:
        known = {
            rule.id: rule
            for chapter in page_of(terms).chapters
            for rules in chapter.tables
            for rule in rules.rules
        }
        if len(_TEXTS) >= _TEXTS_MAX:
            _TEXTS.clear()
        _TEXTS[terms.hash] = known
    return known


def missing(file: ClaimFile, evaluation: Evaluation) -> tuple[MissingFact, ...]:
    """Answer the facts that could still change the answer, the best question first."""
    rows = []
    for each in {each.fact: each for each in evaluation.missing}.values():  # Once for all parts.
        fact = file.terms.facts[each.fact]
        presume = fact.presume
        # What is presumed from the beginning and is missing all the same is disputed.
        presumed = presume.value if presume is not None and presume.after is not None else None
        rows.append(
            MissingFact(
                name=each.fact,
                label=label_of(file.terms, each.fact),
                ask=each.ask or "",
                source=each.source,
                presumed_value=as_shown(presumed, fact.kind, file.row.currency),
            )
        )
    return tuple(rows)
