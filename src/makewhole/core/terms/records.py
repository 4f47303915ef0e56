"""Facts and answers as JSON records: days and instants as text, amounts as decimals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from makewhole.core.kernel.money import places_of
from makewhole.core.terms.amounts import read_amount, write_amount
from makewhole.core.terms.explain import Evaluation, FactsRefused
from makewhole.core.terms.intake import shown
from makewhole.core.terms.model import Fact, Level, Terms
from makewhole.core.terms.problems import Problem, nearest
from makewhole.core.terms.strict import DAY, INSTANT
from makewhole.core.terms.tree import Kind, Value

RESERVED_KEYS = ("parts", "presumed")


def currency_of(terms: Terms, facts: Mapping[str, Any]) -> str | None:
    """Answer the currency in which a claim's amounts are."""
    stated = facts.get(terms.currency) if terms.currency is not None else None
    return str(stated) if stated is not None else terms.market.currency
