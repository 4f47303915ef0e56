"""What a file declares and never uses: unread facts and parameters, uncited and unknown sources."""

import re

from makewhole.core.terms.draft import Draft
from makewhole.core.terms.order import reads_of
from makewhole.core.terms.sentences import placeholders_of
from makewhole.core.terms.tree import names_in

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def names_read(draft: Draft) -> frozenset[str]:
    """Answer every name that something reads, prints, dates or totals."""
    read: set[str] = set()
    for step in draft.steps:
        read.update(reads_of(step))
    for tree in draft.loose_trees():
        read.update(names_in(tree))
    for _, _, text in draft.sentences():
        read.update(placeholders_of(text).names)
    for clause in draft.clauses.values():
        read.update(placeholders_of(clause.text or "").names)
    for parameter in draft.parameters.values():
        read.update(name for name in (parameter.by, parameter.dated_by) if name is not None)
    read.update(fact.total.of for fact in draft.facts.values() if fact.total is not None)
    for statement in draft.statements:
        read.update(statement.vary, statement.less)
    read.update(name for name in (draft.governing_date, draft.currencies.fact) if name is not None)
    return frozenset(read)


def unread_and_uncited(draft: Draft) -> None:
    """Note what is declared and never used, and sources that are cited and not declared."""
    read = names_read(draft)
    for fact in draft.facts.values():
        if fact.name not in read:
            draft.suspect(fact.name, "found a fact that nothing reads", "read it, or leave it out")
    for parameter in draft.parameters.values():
        if parameter.name in read and any(row.unit is not None for row in parameter.values):
            draft.refuse(
                parameter.name,
                "found a figure in several units that something reads as a number",
                "leave it to its clock, or write all of its rows in one unit",
            )
        is_used = parameter.lifecycle or parameter.clock is not None
        if parameter.name not in read and not is_used:
            draft.suspect(
                parameter.name,
                "found a parameter that nothing reads",
                "read it, mark it `lifecycle: true` if a clock uses it, or leave it out",
            )
    for definition in draft.definitions.values():
        if definition.name not in read:
            draft.suspect(
                definition.name, "found a definition that nothing reads", "use it, or leave it out"
            )
    _check_sources(draft)


def _check_sources(draft: Draft) -> None:
    if not draft.sources:
        return
    used: set[str] = set()
    for parameter in draft.parameters.values():
        for row in parameter.values:
            used.update(row.cite)
            for cite in row.cite:
                if cite not in draft.sources and _ID.fullmatch(cite):
                    draft.refuse(
                        parameter.name, f"found the source {cite}", "declare it under `sources`"
                    )
    noted = [p.note for p in draft.parameters.values()]
    noted += [fact.note for fact in draft.facts.values()]
    noted += [rule.note for table in draft.tables.values() for rule in table.rules]
    for note in noted:
        used.update(_ID.findall(note or ""))
    for source in draft.sources:
        if source not in used and source.rstrip(".") not in used and f"{source}." not in used:
            draft.suspect(
                f"source {source}", "found a source that nothing cites", "cite it, or leave it out"
            )
