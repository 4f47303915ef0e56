"""Golden claims: read from a terms file (`tests:`) or from a file of their own (`golden:`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from makewhole.core.kernel.money import places_of
from makewhole.core.terms.declared import read_text
from makewhole.core.terms.model import Fact, GoldenClaim, Level, Terms
from makewhole.core.terms.problems import Problems, TermsRefused, nearest
from makewhole.core.terms.shapes import GOLDEN, GOLDEN_CLAIM
from makewhole.core.terms.strict import Entry, open_yaml
from makewhole.core.terms.tree import Kind, Value
from makewhole.core.terms.values import Type, read_value

LIKE_MAX = 20

Answer = tuple[Type, bool]  # The type of an answer, and whether it is a list.


@dataclass(frozen=True, slots=True)
class Named:
    """What the names in a golden claim stand for."""

    facts: Mapping[str, Fact]
    answers: Mapping[str, Answer]
    rules: frozenset[str]
    tables: frozenset[str]
    currency: str | None
    market_currency: str | None


def names_of(terms: Terms) -> Named:
    """Answer what golden claims of these terms may name."""
    answers: dict[str, Answer] = {
        output.name: (Type(output.kind, output.values), output.is_list)
        for table in terms.tables.values()
        for output in table.outputs.values()
        if table.level is Level.CLAIM
    }
    computed = [value for value in terms.computed.values() if value.level is Level.CLAIM]
    answers.update({value.name: (Type(value.kind), False) for value in computed})
    answers.update({f.name: (Type(f.kind), False) for f in terms.facts.values() if f.total})
    return Named(
        facts=terms.facts,
        answers=answers,
        rules=frozenset(rule.id for rule in terms.rules),
        tables=frozenset(terms.tables),
        currency=terms.currency,
        market_currency=terms.market.currency,
    )


def read_golden(text: str, *, name: str, terms: Terms) -> tuple[GoldenClaim, ...] | TermsRefused:
    """Read a file of golden claims of these terms, or say everything that is wrong with it."""
    problems = Problems()
    document = open_yaml(text, problems)
    claims: tuple[GoldenClaim, ...] = ()
    if document is not None:
        fields = document.fields(GOLDEN.keys, GOLDEN.required)
        if "golden" in fields and fields["golden"].word() != terms.name:
            fields["golden"].expect(f"write {terms.name}, or check other terms")
        version = fields["version"].quoted("2026-03") if "version" in fields else terms.version
        if version is not None and version != terms.version:
            fields["version"].expect(f'write "{terms.version}", or check that version')
        claims = read_claims(fields.get("cases"), fields.get("bases"), names_of(terms))
    if problems.found:
        return TermsRefused(name, problems.sorted())
    return claims


def read_claims(cases: Entry | None, bases: Entry | None, named: Named) -> tuple[GoldenClaim, ...]:
    """Read golden claims with the bases they may be like."""
    reader = _Reader(named)
    if bases is not None:
        for name, entry in bases.entries().items():
            facts = entry.entries()
            like = facts.pop("like", None)
            reader.givens[name] = reader.merged(like, facts)
    found: dict[str, GoldenClaim] = {}
    for item in cases.items() if cases is not None else ():
        claim = reader.read(item)
        if claim is not None and claim.id in found:
            item.refuse(f"found {claim.id} twice", "give each golden claim its own id")
        elif claim is not None:
            found[claim.id] = claim
    return tuple(found.values())


@dataclass(slots=True)
class _Reader:
    """Reads golden claims one by one, and remembers what others may be like."""

    named: Named
    givens: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def merged(self, like: Entry | None, facts: Mapping[str, Entry]) -> dict[str, Entry]:
        """Answer the facts of what a claim is like, replaced by its own."""
        if like is None:
            return dict(facts)
        base = self.givens.get(like.raw)
        if base is None:
            like.refuse(f'found "{like.raw}"', nearest(like.raw, self.givens))
        return {**(base or {}), **facts}

    def read(self, item: Entry) -> GoldenClaim | None:
        """Read one golden claim."""
        fields = item.fields(GOLDEN_CLAIM.keys, GOLDEN_CLAIM.required)
        id_ = fields["id"].word() if "id" in fields else None
        if id_ is None:
            return None
        own = fields["given"].entries() if "given" in fields else {}
        given = self.merged(fields.get("like"), own)
        self.givens[id_] = given
        currency = self._currency(given)
        facts = self._facts(given, currency, Level.CLAIM)
        parts = fields["parts"].items() if "parts" in fields else ()
        rules, known = self.named.rules, tuple(self.named.facts)
        return GoldenClaim(
            id=id_,
            given=facts,
            expect=self._expect(fields.get("expect"), currency),
            about=read_text(fields, "about"),
            presumed=_listed(fields, "presumed", lambda entry: entry.choice(known)),
            parts=tuple(self._facts(part.entries(), currency, Level.PART) for part in parts),
            rows=_listed(fields, "rows", lambda entry: entry.choice(rules)),
            open=_listed(fields, "open", lambda entry: entry.choice(known)),
            allowed=self._allowed(fields.get("allowed"), currency),
            collects=self._collects(fields.get("collects")),
            line=item.line,
        )

    def _currency(self, given: Mapping[str, Entry]) -> str | None:
        if self.named.currency is None:
            return None
        stated = given.get(self.named.currency)
        return stated.raw if stated is not None else self.named.market_currency

    def _places(self, currency: str | None) -> int | None:
        if self.named.currency is None:
            return 2
        return None if currency is None else places_of(currency)

    def _facts(
        self, given: Mapping[str, Entry], currency: str | None, level: Level
    ) -> dict[str, Value | None]:
        read: dict[str, Value | None] = {}
        names = {name for name, fact in self.named.facts.items() if fact.level is level}
        for name, entry in given.items():
            if name not in names:
                entry.refuse(f"found no fact of this name of a {level}", nearest(name, names))
            elif entry.is_null:
                read[name] = None
            else:
                fact = self.named.facts[name]
                read[name] = read_value(entry, Type(fact.kind, fact.values, self._places(currency)))
        return read

    def _expect(
        self, entry: Entry | None, currency: str | None
    ) -> dict[str, Value | tuple[Value, ...] | None]:
        read: dict[str, Value | tuple[Value, ...] | None] = {}
        for name, value in entry.entries().items() if entry is not None else ():
            if name not in self.named.answers:
                value.refuse("found no answer of this name", nearest(name, self.named.answers))
                continue
            declared, is_list = self.named.answers[name]
            wanted = Type(declared.kind, declared.values, self._places(currency))
            if value.is_null:
                read[name] = None
            elif is_list:
                read[name] = value.list_of(partial(read_value, wanted=wanted))
            else:
                read[name] = read_value(value, wanted)
        return read

    def _allowed(self, entry: Entry | None, currency: str | None) -> tuple[int, ...] | None:
        if entry is None:
            return None
        wanted = Type(Kind.MONEY, (), self._places(currency))
        read = entry.list_of(lambda each: read_value(each, wanted))
        return tuple(amount for amount in read if isinstance(amount, int))

    def _collects(self, entry: Entry | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if entry is None:
            return ()
        rules = self.named.rules
        return tuple(
            (name, rows.list_of(lambda each: each.choice(rules)))
            for name, rows in entry.fields(tuple(self.named.tables)).items()
        )


def _listed(
    fields: Mapping[str, Entry], key: str, read: Callable[[Entry], str | None]
) -> tuple[str, ...]:
    return fields[key].list_of(read) if key in fields else ()
