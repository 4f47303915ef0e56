"""What a file says besides its rules: heading, clauses, sources, statements to prove, changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from makewhole.core.terms.declared import read_text
from makewhole.core.terms.known import PARTIES
from makewhole.core.terms.model import (
    Asks,
    Assumption,
    Base,
    Change,
    Clause,
    Market,
    Statement,
    Wording,
)
from makewhole.core.terms.problems import nearest
from makewhole.core.terms.scope import Role, Scope
from makewhole.core.terms.shapes import (
    ASKS,
    ASSUMPTION,
    BASE,
    CHANGE,
    CLAUSE,
    IN_FORCE,
    MARKET,
    STATEMENT,
    WORDING,
)
from makewhole.core.terms.strict import Entry
from makewhole.core.terms.tabled import read_tree
from makewhole.core.terms.tree import Kind


@dataclass(frozen=True, slots=True)
class Heading:
    """Who these terms are and from when they hold."""

    name: str | None
    version: str | None
    title: str | None
    kind: str | None
    base: Base | None
    market: Market
    in_force_from: date | None
    notice_days: int


def read_heading(fields: Mapping[str, Entry]) -> Heading:
    """Read the first lines of a file."""
    if "dialect" in fields:
        fields["dialect"].choice(("postgres",))
    in_force = fields["in_force"].fields(IN_FORCE.keys) if "in_force" in fields else {}
    notice_days = in_force["notice_days"].whole() if "notice_days" in in_force else 0
    if notice_days is not None and notice_days < 0:
        in_force["notice_days"].expect("write zero or more days")
    return Heading(
        name=fields["terms"].word() if "terms" in fields else None,
        version=fields["version"].quoted("2026-03") if "version" in fields else None,
        title=read_text(fields, "title"),
        kind=fields["for"].choice(("guarantee", "insurance")) if "for" in fields else None,
        base=_read_base(fields["base"]) if "base" in fields else None,
        market=read_market(fields["market"]) if "market" in fields else Market(),
        in_force_from=in_force["from"].day() if "from" in in_force else None,
        notice_days=notice_days or 0,
    )


def _read_base(entry: Entry) -> Base | None:
    if not entry.is_mapping:
        name = entry.word()
        return None if name is None else Base(name)
    fields = entry.fields(BASE.keys, BASE.required)
    name = fields["terms"].word() if "terms" in fields else None
    version = fields["version"].quoted("2026-03") if "version" in fields else None
    return None if name is None else Base(name, version)


def read_market(entry: Entry) -> Market:
    """Read where the terms hold."""
    fields = entry.fields(MARKET.keys)
    read = {key: field.word() for key, field in fields.items()}
    currency = read.get("currency")
    if currency is not None and not (len(currency) == 3 and currency.isupper()):
        fields["currency"].expect("write an ISO code such as USD")
    return Market(**read)


def read_clauses(section: Entry) -> dict[str, Clause]:
    """Read the chapters of the published page."""
    found = {}
    for number, entry in section.entries().items():
        fields = entry.fields(CLAUSE.keys, CLAUSE.required)
        title = read_text(fields, "title")
        if title is not None:
            found[number] = Clause(number, title, read_text(fields, "text"))
    return found


def read_sources(section: Entry) -> dict[str, str]:
    """Read the sources by their id."""
    read = {name: entry.text() for name, entry in section.entries().items()}
    return {name: text for name, text in read.items() if text is not None}


def read_translations(section: Entry) -> dict[str, dict[str, Wording]]:
    """Read the sentences of rules in other languages: by language, then by rule id."""
    return {
        language: {
            rule: Wording(read_text(fields, "say"), read_text(fields, "say_seller"))
            for rule, wording in entry.entries().items()
            if (fields := wording.fields(WORDING.keys)) or wording.is_mapping
        }
        for language, entry in section.entries().items()
    }


def read_asks(entry: Entry, answers: Collection[str]) -> Asks:
    """Read what must be decided and who is asked first."""
    fields = entry.fields(ASKS.keys, ASKS.required)
    targets: tuple[str, ...] = ()
    if "targets" in fields:
        targets = fields["targets"].list_of(lambda item: item.choice(answers))
        if fields["targets"].is_empty_list:
            fields["targets"].refuse("found no target", "name the answers that must be decided")
    order: tuple[str, ...] = ()
    if "order" in fields:
        order = fields["order"].list_of(lambda item: item.choice(PARTIES))
        if len(set(order)) < len(order):
            fields["order"].refuse("found a party twice", "name each once")
    return Asks(tuple(dict.fromkeys(targets)), tuple(dict.fromkeys(order)))


def read_assumptions(section: Entry, scope: Scope) -> tuple[Assumption, ...]:
    """Read what the data always fulfils."""
    found: dict[str, Assumption] = {}
    for item in section.items():
        fields = item.fields(ASSUMPTION.keys, ASSUMPTION.required)
        id_ = _new_id(fields, found)
        tree = read_tree(fields["is"], Kind.BOOL, scope) if "is" in fields else None
        if id_ is not None and tree is not None:
            found[id_] = Assumption(id_, tree, read_text(fields, "note"))
    return tuple(found.values())


def _new_id(fields: Mapping[str, Entry], found: Collection[str]) -> str | None:
    id_ = fields["id"].word() if "id" in fields else None
    if id_ is not None and id_ in found:
        fields["id"].refuse(f"found {id_} twice", "give each its own id")
    return id_


def read_statements(section: Entry, scope: Scope) -> tuple[Statement, ...]:
    """Read the named statements that a proof must confirm, or is known to refute."""
    found: dict[str, Statement] = {}
    for item in section.items():
        fields = item.fields(STATEMENT.keys, STATEMENT.required)
        id_ = _new_id(fields, found)
        expected = None
        if "expected" in fields:
            expected = fields["expected"].choice(("proved", "refuted"))
        statement = Statement(
            id=id_ or "",
            tree=read_tree(fields["is"], Kind.BOOL, scope) if "is" in fields else None,
            given=read_tree(fields["given"], Kind.BOOL, scope) if "given" in fields else None,
            vary=_read_names(fields, "vary", scope, facts=True),
            less=_read_names(fields, "less", scope, facts=True),
            same=_read_names(fields, "same", scope, facts=False),
            not_more=_read_names(fields, "not_more", scope, facts=False),
            is_expected_refuted=expected == "refuted",
            why=read_text(fields, "why"),
        )
        is_of_two = "vary" in fields or "less" in fields
        concludes = ("same" in fields or "not_more" in fields) if is_of_two else "is" in fields
        if item.is_mapping and not concludes:
            repair = "state `same` or `not_more`" if is_of_two else "state `is`"
            item.refuse("found no conclusion", repair)
        if id_ is not None:
            found[id_] = statement
    return tuple(found.values())


def _read_names(
    fields: Mapping[str, Entry], key: str, scope: Scope, *, facts: bool
) -> tuple[str, ...]:
    if key not in fields:
        return ()
    roles = (Role.FACT,) if facts else (Role.OUTPUT, Role.COMPUTED)
    known = [symbol.name for symbol in scope.symbols.values() if symbol.role in roles]
    return fields[key].list_of(lambda item: item.choice(known))


def read_change(entry: Entry, scope: Scope) -> Change | None:
    """Read what this version says it changes."""
    fields = entry.fields(CHANGE.keys, CHANGE.required)
    since = fields["since"].quoted("2026-02") if "since" in fields else None
    only = read_tree(fields["only"], Kind.BOOL, scope) if "only" in fields else None
    why = read_text(fields, "why")
    return None if since is None else Change(since, only, why)


def read_governing_date(entry: Entry, scope: Scope) -> str | None:
    """Read the name of the date that picks version and parameters."""
    symbol = scope.symbols.get(entry.raw)
    if symbol is not None and symbol.role is Role.FACT and symbol.kind is Kind.DATE:
        return symbol.name
    entry.refuse(
        f'found "{entry.raw}"',
        f"name a date fact of the claim: {nearest(entry.raw, scope.symbols)}",
    )
    return None
