"""The facts of a file, before any expression is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from makewhole.core.terms.known import CLOCKS, PARTIES
from makewhole.core.terms.lexer import RESERVED
from makewhole.core.terms.model import (
    Fact,
    Level,
    Presumption,
    Privacy,
    Total,
    Totalling,
)
from makewhole.core.terms.shapes import FACT, PRESUMPTION
from makewhole.core.terms.strict import Entry
from makewhole.core.terms.tree import Kind
from makewhole.core.terms.values import Type, read_value

KINDS = tuple(kind.value for kind in Kind)
_TOTALS = tuple(total.value for total in Totalling)


@dataclass(frozen=True, slots=True)
class Currencies:
    """How amounts are written in this file."""

    fact: str | None = None  # The fact with the ISO code; None: all amounts have two places.
    market: str | None = None  # The market's own currency.

    @property
    def places(self) -> int | None:
        """The decimals of an amount whose currency is not stated with it."""
        return 2 if self.fact is None else None


@dataclass(frozen=True, slots=True)
class DeclaredFact:
    """A fact whose `only_if` is not read yet."""

    fact: Fact
    entry: Entry
    only_if: Entry | None


def read_level(fields: Mapping[str, Entry]) -> Level:
    """Read `level:`; what says nothing is of the claim."""
    entry = fields.get("level")
    found = entry.choice(tuple(Level)) if entry is not None else None
    return Level(found) if found is not None else Level.CLAIM


def read_kind(fields: Mapping[str, Entry], kinds: Sequence[str] = KINDS) -> Kind | None:
    """Read `type:`."""
    entry = fields.get("type")
    found = entry.choice(kinds) if entry is not None else None
    return Kind(found) if found is not None else None


def read_text(fields: Mapping[str, Entry], key: str) -> str | None:
    """Read free text, if it is there."""
    entry = fields.get(key)
    return entry.text() if entry is not None else None


def read_words(entry: Entry) -> tuple[str, ...]:
    """Read the values of an enum: at least one, none twice."""
    words = entry.list_of(Entry.word)
    for word in sorted({word for word in words if words.count(word) > 1}):
        entry.refuse(f"found {word} twice", "write each value once")
    if entry.is_empty_list:
        entry.refuse("found no value", "write the values that it can have")
    return tuple(dict.fromkeys(words))


def refuse_reserved(name: str, entry: Entry) -> None:
    """Note a name that some target would read as something of its own."""
    if name in RESERVED:
        entry.refuse("found a reserved name", "choose another, such as one with two words")


# -- Facts ---------------------------------------------------------------------------------------


def read_facts(section: Entry, currencies: Currencies) -> dict[str, DeclaredFact]:
    """Read the facts, apart from their conditions."""
    found = {}
    for name, entry in section.named().items():
        refuse_reserved(name, entry)
        declared = _read_fact(name, entry, currencies)
        if declared is not None:
            found[name] = declared
    return found


def _read_fact(name: str, entry: Entry, currencies: Currencies) -> DeclaredFact | None:
    fields = entry.fields(FACT.keys, FACT.required)
    kind = read_kind(fields)
    if kind is None:
        return None
    values = read_words(fields["values"]) if "values" in fields else ()
    if (kind is Kind.ENUM) is not ("values" in fields):
        repair = "state `values`" if kind is Kind.ENUM else "leave `values` out"
        entry.refuse(f"found the type {kind}", repair)
        return None
    wanted = Type(kind, values, currencies.places)
    mandatory = fields["mandatory"].truth() if "mandatory" in fields else False
    privacy = fields["privacy"].choice(tuple(Privacy)) if "privacy" in fields else None
    fact = Fact(
        name=name,
        kind=kind,
        sources=_read_sources(entry, fields),
        level=read_level(fields),
        values=values,
        mandatory=mandatory is True,
        label=read_text(fields, "label"),
        ask=read_text(fields, "ask"),
        note=read_text(fields, "note"),
        minimum=_read_bound(fields, "min", wanted),
        maximum=_read_bound(fields, "max", wanted),
        presume=_read_presumption(fields["presume"], wanted) if "presume" in fields else None,
        privacy=Privacy(privacy) if privacy is not None else Privacy.NONE,
        total=_read_total(entry, fields),
        deed_of=_read_parties(fields["deed_of"]) if "deed_of" in fields else None,
    )
    if fact.level is Level.PART and fact.mandatory:
        entry.refuse("found a mandatory fact of a part", "only facts of the claim are mandatory")
    return DeclaredFact(fact, entry, fields.get("only_if"))


def _read_sources(entry: Entry, fields: Mapping[str, Entry]) -> tuple[str, ...]:
    if ("source" in fields) is ("from" in fields):
        entry.refuse(
            "found no `source`, or two", "state either `source`, or `from` in order of trust"
        )
        return ()
    if "source" in fields:
        source = fields["source"].choice(PARTIES)
        return () if source is None else (source,)
    return _read_parties(fields["from"])


def _read_parties(entry: Entry) -> tuple[str, ...]:
    parties = entry.list_of(lambda item: item.choice(PARTIES))
    if len(set(parties)) < len(parties):
        entry.refuse("found a party twice", "name each once")
    return tuple(dict.fromkeys(parties))


def _read_bound(fields: Mapping[str, Entry], key: str, wanted: Type) -> int | None:
    entry = fields.get(key)
    if entry is None:
        return None
    if wanted.kind not in (Kind.INT, Kind.MONEY):
        entry.refuse(f"found a bound of the type {wanted.kind}", "bound numbers and amounts only")
        return None
    if wanted.kind is Kind.MONEY and entry.raw == "0":
        return 0
    bound = read_value(entry, wanted)
    return bound if isinstance(bound, int) else None


def _read_presumption(entry: Entry, wanted: Type) -> Presumption | None:
    fields = entry.fields(PRESUMPTION.keys, PRESUMPTION.required)
    value = read_value(fields["value"], wanted) if "value" in fields else None
    after = fields["after"].choice(CLOCKS) if "after" in fields else None
    if "after" not in fields and "when" not in fields:
        entry.refuse("found no `after`", "name the clock after which it is presumed")
    return None if value is None else Presumption(value, after, read_text(fields, "when"))


def _read_total(entry: Entry, fields: Mapping[str, Entry]) -> Total | None:
    named = [key for key in _TOTALS if key in fields]
    if len(named) > 1:
        entry.refuse(f"found {' and '.join(named)}", "total one value in one way")
    for key in named:
        of = fields[key].name()
        return None if of is None else Total(Totalling(key), of)
    return None
