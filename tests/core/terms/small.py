"""A small terms file to write tests with, and what is wrong with a changed one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from makewhole.core.terms.explain import evaluate
from makewhole.core.terms.model import Terms
from makewhole.core.terms.problems import TermsRefused
from makewhole.core.terms.schema import read_terms
from makewhole.core.terms.tree import Value

SMALL = (Path(__file__).parent / "small.yaml").read_text()


def changed(*changes: tuple[str, str]) -> str:
    """Answer the small file with texts replaced, each of which must stand in it."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def small(*changes: tuple[str, str], **bases: str) -> Terms:
    """Read the changed file, which must be right."""
    terms = read_terms(changed(*changes), name="small.yaml", bases=bases)
    assert isinstance(terms, Terms), str(terms)
    return terms


def refusal_of(text: str, **bases: str) -> TermsRefused:
    """Answer what is wrong with a file, which must be wrong."""
    refused = read_terms(text, name="small.yaml", bases=bases)
    assert isinstance(refused, TermsRefused)
    return refused


def problems(*changes: tuple[str, str]) -> list[str]:
    """Answer what is wrong with the changed file, in words."""
    return [str(problem) for problem in refusal_of(changed(*changes)).problems]


def with_table(text: str) -> tuple[str, str]:
    """Answer a change of the small file that adds a table."""
    return "compute:\n", f"{text}compute:\n"


def outputs(terms: Terms, facts: Mapping[str, Value | None], **more: Any) -> dict[str, Any]:
    """Decide, and answer the outputs alone."""
    return dict(evaluate(terms, facts, **more).outputs)
