"""What is known of a claim, from whom; what is presumed, disputed or still missing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim import events as e
from makewhole.core.claim.said import Known
from makewhole.core.claim.values import Role, Statement
from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.model import Fact, Level
from makewhole.surfaces.shared.claim_parts import FactRow, Said
from makewhole.surfaces.shared.dossier.items import item_rows
from makewhole.surfaces.shared.dossier.relevance import relevant_facts
from makewhole.surfaces.shared.dossier.values import as_shown, in_its_unit, label_of

_PEOPLE = frozenset({Role.CLAIMANT, Role.SELLER, Role.HANDLER})

# What the programme only keeps time by; no reader learns anything from it.
_CLOCKWORK = frozenset(
    {"order_from_at", "checked_on", "checked_at", "told_on", "charged_on", "complete_on"}
)


def fact_rows(
    file: ClaimFile, evaluation: Evaluation, facts: Mapping[str, Known]
) -> tuple[FactRow, ...]:
    """Answer the facts that the terms looked at and those they miss, in the order of the terms.

    Of what is private our staff sees that it is there, and others not even that.
    """
    missing = {each.fact for each in evaluation.missing}
    presumed = set(evaluation.presumed_used)
    looked_at = set(evaluation.facts_used) | missing | presumed
    relevant = relevant_facts(file.terms, evaluation)
    rows = (
        _row(file, fact, facts.get(fact.name), is_presumed=fact.name in presumed)
        for fact in file.terms.facts.values()
        if fact.name in looked_at and _is_of_interest(fact) and _is_shown(file, fact.name)
    )
    of_claim = (replace(row, is_aside=_is_aside(row, relevant)) for row in rows)
    return (*of_claim, *item_rows(file))


def _is_aside(row: FactRow, relevant: frozenset[str]) -> bool:
    """Answer whether nobody said it, nobody disputes it and no telling row read it."""
    was_said = row.source in _PEOPLE
    return row.name not in relevant and not row.contradicted_by and not was_said


def _is_of_interest(fact: Fact) -> bool:
    is_own = fact.level is Level.CLAIM and fact.total is None
    return is_own and fact.label is not None and fact.name not in _CLOCKWORK


def _is_shown(file: ClaimFile, name: str) -> bool:
    return file.reader == "staff" or name not in file.closed


def _row(file: ClaimFile, fact: Fact, known: Known | None, *, is_presumed: bool) -> FactRow:
    if fact.name in file.closed and known is not None:
        return FactRow(
            name=fact.name,
            label=label_of(file.terms, fact.name),
            value=None,
            source=_source(known.source),
            at=None,
            is_closed=True,
        )
    said = [each for each in file.row.claim.statements if each.fact == fact.name]
    presume = fact.presume
    is_guess = known is None and is_presumed and presume is not None
    value = known.value if known is not None else presume.value if is_guess and presume else None
    return FactRow(
        name=fact.name,
        label=label_of(file.terms, fact.name),
        value=in_its_unit(fact.name, as_shown(value, fact.kind, file.row.currency)),
        source=_source(known.source) if known is not None else None,
        at=max((each.at for each in said if _is_from(each, known)), default=None),
        is_presumed=is_guess,
        words=_words(file, fact.name),
        presumed_because=(presume.when or "") if is_guess and presume is not None else "",
        contradicted_by=tuple(_disputed(file, fact, known, said)),
    )


def _words(file: ClaimFile, name: str) -> str:
    """Answer the reason that was written with the fact last; filing writes none of its own."""
    for event in reversed(file.events):
        if isinstance(event, e.SellerAnswered) and name == "seller_answer":
            return event.reason
        if isinstance(event, e.FactStated) and event.fact == name:
            return event.reason if event.by.decides_as_a_person else ""
    return ""


def _source(name: str) -> Role | str:
    return Role(name) if name in set(Role) else name


def _is_from(statement: Statement, known: Known | None) -> bool:
    return known is not None and statement.said_as == known.source


def _disputed(
    file: ClaimFile, fact: Fact, known: Known | None, said: Iterable[Statement]
) -> Iterable[Said]:
    """Answer what others say otherwise; of each source, its latest word."""
    latest = {each.said_as: each for each in said}
    for source, each in latest.items():
        if known is not None and source != known.source and each.value != known.value:
            yield Said(
                source=each.source,
                value=as_shown(each.value, fact.kind, file.row.currency),
                at=each.at,
            )
