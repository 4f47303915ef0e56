"""A fact's value as a page takes it: amounts as money, instants aware, by the fact's kind."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from makewhole.core.claim.values import Value
from makewhole.core.kernel.money import Money
from makewhole.core.terms.model import Terms
from makewhole.core.terms.sentences import filled
from makewhole.core.terms.tree import Kind
from makewhole.surfaces.shared.claim_parts import FactValue
from makewhole.surfaces.shared.formats import fact_text


def as_shown(value: Value | None, kind: Kind | None, currency: str) -> FactValue:
    """Answer the value as a page takes it; None stays unknown."""
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    if kind is Kind.MONEY and isinstance(value, int):
        return Money(value, currency)
    return value


def in_its_unit(name: str, value: FactValue) -> FactValue:
    """Answer a value with the unit that its fact's name ends with, where it ends with one."""
    if name.endswith("_percent") and isinstance(value, int):
        return _("%(number)s percent") % {"number": value}
    return value


def kind_of(terms: Terms, name: str) -> Kind | None:
    """Answer of which kind a name of the terms is: a fact, a parameter, a computed value."""
    for known in (terms.facts, terms.parameters, terms.definitions, terms.computed):
        if name in known:
            return known[name].kind
    return next(
        (table.outputs[name].kind for table in terms.tables.values() if name in table.outputs),
        None,
    )


def label_of(terms: Terms, name: str) -> str:
    """Answer what a fact is called."""
    fact = terms.facts.get(name)
    return (fact.label if fact is not None else None) or name.replace("_", " ")


def sentence(
    template: str, values: Mapping[str, Value | None], *, terms: Terms, currency: str
) -> str:
    """Fill a rule's sentence: each value as its reader writes it."""
    words = {
        name: fact_text(as_shown(value, kind_of(terms, name), currency))
        for name, value in values.items()
    }
    return filled(template, words)
