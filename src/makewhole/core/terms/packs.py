"""A pack: other terms as differences from a base, chiefly its parameters in another market."""

from collections.abc import Mapping
from dataclasses import replace

from makewhole.core.terms.checks import check
from makewhole.core.terms.declared import Currencies
from makewhole.core.terms.draft import Draft, Mark
from makewhole.core.terms.golden import names_of, read_claims
from makewhole.core.terms.model import Base, Market, Parameter, Terms
from makewhole.core.terms.order import steps_in_order, trees_of
from makewhole.core.terms.parameters import read_parameters
from makewhole.core.terms.published import (
    Heading,
    read_change,
    read_clauses,
    read_heading,
    read_sources,
    read_translations,
)
from makewhole.core.terms.scope import (
    Role,
    Scope,
    Symbol,
    fact_symbol,
    output_symbol,
    parameter_symbol,
)
from makewhole.core.terms.shapes import PACK
from makewhole.core.terms.strict import Entry
from makewhole.core.terms.tree import Call, Function, Kind, walk


def read_pack(document: Entry, base: Terms) -> Terms | None:
    """Read a pack on its base: what it does not say is as the base says it."""
    fields = document.fields(PACK.keys, PACK.required)
    heading = read_heading(fields)
    _check_heading(fields, heading, base)
    currencies = Currencies(base.currency, heading.market.currency)
    changed: dict[str, Parameter] = {}
    if "parameters" in fields:
        changed = read_parameters(fields["parameters"], currencies, base.facts, base.parameters)
    _check_money(document, heading.market, base, changed)
    draft = _draft(document, replace(heading, kind=None), currencies, base)
    draft.parameters = {**base.parameters, **changed}
    draft.clauses = {
        **base.clauses,
        **(read_clauses(fields["clauses"]) if "clauses" in fields else {}),
    }
    draft.sources = read_sources(fields["sources"]) if "sources" in fields else {}
    draft.translations = (
        read_translations(fields["translations"]) if "translations" in fields else {}
    )
    _mark(draft, fields)
    scope = Scope(draft.symbols, base.currency is not None, heading.market.calendar is not None)
    change = read_change(fields["change"], scope) if "change" in fields else None
    _check_sources(draft, changed, base)
    sources, draft.sources = {**base.sources, **draft.sources}, {}
    odd = list(document.problems.odd)
    check(draft)
    document.problems.odd[:] = odd  # What is odd in the base is said where the base is checked.
    if heading.name is None or heading.version is None or document.problems.found:
        return None
    terms = replace(
        base,
        name=heading.name,
        version=heading.version,
        title=heading.title or base.title,
        market=heading.market,
        in_force_from=heading.in_force_from,
        notice_days=heading.notice_days or base.notice_days,
        clauses=draft.clauses,
        parameters=draft.parameters,
        sources=sources,
        translations={**base.translations, **draft.translations},
        change=change,
        base=Base(base.name, base.version),
        counsel=fields["counsel"].list_of(Entry.text) if "counsel" in fields else (),
        tests=(),
        warnings=(),
    )
    return replace(
        terms, tests=read_claims(fields.get("tests"), fields.get("bases"), names_of(terms))
    )


def _check_heading(fields: Mapping[str, Entry], heading: Heading, base: Terms) -> None:
    wanted = heading.base
    if wanted is not None and wanted.version not in (None, base.version):
        fields["base"].refuse(
            f'found the version "{wanted.version}"', f'write "{base.version}", the version at hand'
        )
    if "for" in fields and heading.kind != base.kind:
        fields["for"].expect(
            f"write {base.kind}, as the base does" if base.kind else "leave it out"
        )
    if heading.market.currency is None and "market" in fields:
        fields["market"].refuse("found no currency", "state the market's currency")
    days_are_counted = any(
        isinstance(node, Call) and node.function is Function.ADD_BUSINESS_DAYS
        for step in steps_in_order(base)
        for tree in trees_of(step)
        for node in walk(tree)
    )
    if days_are_counted and heading.market.calendar is None and "market" in fields:
        fields["market"].refuse("found no calendar", "name it: the base counts business days")


def _check_money(
    document: Entry, market: Market, base: Terms, changed: Mapping[str, Parameter]
) -> None:
    """No amount may be carried over into another currency as if it were the same."""
    if market.currency is None or market.currency == base.market.currency:
        return
    for parameter in base.parameters.values():
        if parameter.kind is Kind.MONEY and parameter.name not in changed:
            listed = {row.key for row in parameter.values}
            if parameter.by is not None and market.currency in listed:
                continue
            document.refuse(
                f"found no {parameter.name} in {market.currency}",
                "restate every parameter that is an amount",
            )


def _check_sources(draft: Draft, changed: Mapping[str, Parameter], base: Terms) -> None:
    if not draft.sources and not base.sources:
        return
    used: set[str] = set()
    for parameter in changed.values():
        for row in parameter.values:
            used.update(row.cite)
            for cite in row.cite:
                if cite not in draft.sources and cite not in base.sources and " " not in cite:
                    draft.refuse(
                        parameter.name, f"found the source {cite}", "declare it under `sources`"
                    )
        used.update((parameter.note or "").replace("(", " ").replace(")", " ").split())
    for source in draft.sources:
        if source not in used:
            draft.suspect(
                f"source {source}", "found a source that nothing cites", "cite it, or leave it out"
            )


def _draft(document: Entry, heading: Heading, currencies: Currencies, base: Terms) -> Draft:
    draft = Draft(
        document.problems,
        heading,
        currencies,
        governing_date=base.governing_date,
        facts=dict(base.facts),
        definitions=dict(base.definitions),
        tables=dict(base.tables),
        computed=dict(base.computed),
        assumptions=base.assumptions,
        statements=base.statements,
    )
    symbols = [
        *map(fact_symbol, base.facts.values()),
        *map(parameter_symbol, base.parameters.values()),
        *(Symbol(d.name, d.kind, Role.DEFINITION, d.level) for d in base.definitions.values()),
        *(Symbol(c.name, c.kind, Role.COMPUTED, c.level) for c in base.computed.values()),
        *(
            output_symbol(output, table.level)
            for table in base.tables.values()
            for output in table.outputs.values()
        ),
    ]
    draft.symbols = {symbol.name: symbol for symbol in symbols}
    return draft


def _mark(draft: Draft, fields: Mapping[str, Entry]) -> None:
    for section, piece in (("parameters", ""), ("clauses", "clause "), ("sources", "source ")):
        entry = fields.get(section)
        for name, item in entry.entries().items() if entry is not None else ():
            draft.marks[f"{piece}{name}"] = Mark(item.line, item.place)
