"""From the text of a terms file to `Terms`, or to everything that is wrong with it.

Nothing here opens a file: text comes in, a value goes out. A pack names its base; the base's text
comes in with it.
"""

from collections.abc import Mapping
from dataclasses import replace

from makewhole.core.terms.canonical import with_hash
from makewhole.core.terms.checks import answers, check
from makewhole.core.terms.declared import Currencies, DeclaredFact, read_facts
from makewhole.core.terms.draft import Draft, Mark
from makewhole.core.terms.golden import names_of, read_claims
from makewhole.core.terms.model import Asks, Level, Terms
from makewhole.core.terms.packs import read_pack
from makewhole.core.terms.parameters import read_parameters
from makewhole.core.terms.problems import Problems, TermsRefused
from makewhole.core.terms.published import (
    read_asks,
    read_assumptions,
    read_change,
    read_clauses,
    read_governing_date,
    read_heading,
    read_sources,
    read_statements,
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
from makewhole.core.terms.shapes import TERMS
from makewhole.core.terms.strict import Entry, open_yaml
from makewhole.core.terms.tabled import (
    Declared,
    declare_computed,
    declare_definitions,
    declare_tables,
    read_computed,
    read_definition,
    read_table,
    read_tree,
)
from makewhole.core.terms.tree import Kind

__all__ = ["TermsRefused", "read_terms"]


def read_terms(
    text: str, *, name: str, bases: Mapping[str, str] | None = None
) -> Terms | TermsRefused:
    """Read and check a terms file; `bases` are the texts of other files by their terms' name."""
    return _read(text, name, bases or {}, ())


def _read(
    text: str, name: str, bases: Mapping[str, str], above: tuple[str, ...]
) -> Terms | TermsRefused:
    problems = Problems()
    document = open_yaml(text, problems)
    if document is not None and document.is_mapping and "base" in document.entries():
        terms = _read_on_base(document, bases, above)
    elif document is not None:
        terms = _read_whole(document)
    else:
        terms = None
    if problems.found or terms is None:
        return TermsRefused(name, problems.sorted())
    return with_hash(replace(terms, warnings=tuple(map(str, sorted(set(problems.odd))))))


def _read_on_base(
    document: Entry, bases: Mapping[str, str], above: tuple[str, ...]
) -> Terms | None:
    """Read a pack: find its base among the texts at hand, read that, and change it."""
    entry = document.entries()["base"]
    named = entry.entries().get("terms") if entry.is_mapping else entry
    base_name = named.raw if named is not None else ""
    text = next((bases[key] for key in (base_name, f"{base_name}.yaml") if key in bases), None)
    if base_name in above:
        entry.refuse(f'found the base "{base_name}", which builds on this pack', "name another")
        return None
    if text is None:
        entry.refuse(f'found no file of the terms "{base_name}"', "put it beside this file")
        return None
    base = _read(text, base_name, bases, (*above, base_name))
    if isinstance(base, TermsRefused):
        entry.refuse(f'found problems in the base "{base_name}"', "mend them there first")
        for problem in base.problems:
            place = f"base {base_name}, line {problem.line}, {problem.place}"
            document.problems.add(entry.line, place, problem.finding, problem.repair)
        return None
    return read_pack(document, base)


def _read_whole(document: Entry) -> Terms | None:
    fields = document.fields(TERMS.keys, TERMS.required)
    heading = read_heading(fields)
    currency = fields["currency"].name() if "currency" in fields else None
    currencies = Currencies(currency, heading.market.currency)
    draft = Draft(document.problems, heading, currencies)
    facts = read_facts(fields["facts"], currencies) if "facts" in fields else {}
    draft.facts = {name: declared.fact for name, declared in facts.items()}
    if "parameters" in fields:
        draft.parameters = read_parameters(fields["parameters"], currencies, draft.facts)
    declared = _declare(fields)
    scope = _scope(draft, fields, declared)
    _read_steps(draft, declared, scope)
    _read_guards(draft, facts, scope)
    _read_rest(draft, fields, scope)
    _mark(draft, fields)
    check(draft)
    asks = _read_asks(draft, fields)
    terms = _terms_of(draft, asks, fields)
    if terms is None or document.problems.found:
        return None
    return replace(
        terms, tests=read_claims(fields.get("tests"), fields.get("bases"), names_of(terms))
    )


def _declare(fields: Mapping[str, Entry]) -> dict[str, dict[str, Declared]]:
    return {
        "define": declare_definitions(fields["define"]) if "define" in fields else {},
        "tables": declare_tables(fields["tables"]) if "tables" in fields else {},
        "compute": declare_computed(fields["compute"]) if "compute" in fields else {},
    }


def _scope(
    draft: Draft, fields: Mapping[str, Entry], declared: Mapping[str, Mapping[str, Declared]]
) -> Scope:
    """Answer what every name stands for; a name that stands for two things is noted."""
    symbols = [
        *(fact_symbol(fact) for fact in draft.facts.values()),
        *(parameter_symbol(parameter) for parameter in draft.parameters.values()),
        *(
            Symbol(item.name, item.kind, role, item.level)
            for section, role in (("define", Role.DEFINITION), ("compute", Role.COMPUTED))
            for item in declared[section].values()
        ),
        *(
            output_symbol(output, table.level)
            for table in declared["tables"].values()
            for output in (table.outputs or {}).values()
        ),
    ]
    for symbol in symbols:
        if symbol.name in draft.symbols:
            first = draft.symbols[symbol.name].role
            finding = f"found {symbol.name} as {symbol.role} and as {first}"
            place = fields["tables"].line if symbol.role is Role.OUTPUT else 0
            draft.problems.add(place, symbol.name, finding, "give each thing its own name")
        draft.symbols.setdefault(symbol.name, symbol)
    return Scope(
        symbols=draft.symbols,
        has_currency=draft.currencies.fact is not None,
        has_calendar=draft.heading.market.calendar is not None,
    )


def _read_steps(draft: Draft, declared: Mapping[str, Mapping[str, Declared]], scope: Scope) -> None:
    for item in declared["define"].values():
        definition = read_definition(item, scope)
        if definition is not None:
            draft.definitions[item.name] = definition
    for item in declared["tables"].values():
        table = read_table(item, scope, draft.currencies)
        if table is not None:
            draft.tables[item.name] = table
    for item in declared["compute"].values():
        computed = read_computed(item, scope)
        if computed is not None:
            draft.computed[item.name] = computed


def _read_guards(draft: Draft, facts: Mapping[str, DeclaredFact], scope: Scope) -> None:
    for name, declared in facts.items():
        if declared.only_if is not None:
            guard = read_tree(declared.only_if, Kind.BOOL, scope)
            draft.facts[name] = replace(declared.fact, only_if=guard)


def _read_rest(draft: Draft, fields: Mapping[str, Entry], scope: Scope) -> None:
    if "governing_date" in fields:
        draft.governing_date = read_governing_date(fields["governing_date"], scope)
    if draft.currencies.fact is not None:
        currency = draft.facts.get(draft.currencies.fact)
        if currency is None or currency.kind is not Kind.ENUM or currency.level is Level.PART:
            fields["currency"].expect("name an enum fact of the claim, with ISO codes")
    if "clauses" in fields:
        draft.clauses = read_clauses(fields["clauses"])
    if "sources" in fields:
        draft.sources = read_sources(fields["sources"])
    if "translations" in fields:
        draft.translations = read_translations(fields["translations"])
    if "assume" in fields:
        draft.assumptions = read_assumptions(fields["assume"], scope)
    if "prove" in fields:
        draft.statements = read_statements(fields["prove"], scope)
    if "change" in fields:
        draft.change = read_change(fields["change"], scope)


def _mark(draft: Draft, fields: Mapping[str, Entry]) -> None:
    """Remember the lines of named pieces, for problems that are seen only later."""
    for section in ("facts", "parameters", "define", "compute"):
        for name, entry in _pieces(fields, section).items():
            draft.marks[name] = Mark(entry.line, entry.place)
    for section, piece in (("tables", "table"), ("clauses", "clause"), ("sources", "source")):
        for name, entry in _pieces(fields, section).items():
            draft.marks[f"{piece} {name}"] = Mark(entry.line, entry.place)
            if piece == "table":
                draft.marks.setdefault(name, Mark(entry.line, entry.place))
    for language, entry in _pieces(fields, "translations").items():
        for rule, wording in _pieces({"": entry}, "").items():
            draft.marks[f"translation {language} {rule}"] = Mark(wording.line, wording.place)


def _pieces(fields: Mapping[str, Entry], section: str) -> dict[str, Entry]:
    entry = fields.get(section)
    if entry is None or not entry.is_mapping:
        return {}
    return Entry(
        entry.node, entry.place, Problems(), entry.key_line
    ).entries()  # Its slips are noted already.


def _read_asks(draft: Draft, fields: Mapping[str, Entry]) -> Asks:
    known = answers(draft)
    if "asks" in fields:
        return read_asks(fields["asks"], known)
    sources = (source for fact in draft.facts.values() for source in fact.sources)
    return Asks(known, tuple(dict.fromkeys(sources)))


def _terms_of(draft: Draft, asks: Asks, fields: Mapping[str, Entry]) -> Terms | None:
    heading = draft.heading
    if heading.name is None or heading.version is None or draft.governing_date is None:
        return None
    counsel = fields["counsel"].list_of(Entry.text) if "counsel" in fields else ()
    return Terms(
        name=heading.name,
        version=heading.version,
        title=heading.title or "",
        kind=heading.kind,
        governing_date=draft.governing_date,
        currency=draft.currencies.fact,
        market=heading.market,
        in_force_from=heading.in_force_from,
        notice_days=heading.notice_days,
        clauses=draft.clauses,
        facts=draft.facts,
        parameters=draft.parameters,
        definitions=draft.definitions,
        tables=draft.tables,
        computed=draft.computed,
        assumptions=draft.assumptions,
        statements=draft.statements,
        change=draft.change,
        asks=asks,
        tests=(),
        sources=draft.sources,
        translations=draft.translations,
        base=None,
        counsel=counsel,
        warnings=(),
        canonical="",
        hash="",
    )
