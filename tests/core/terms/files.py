"""The terms files that tests read: the conformance file and the drafts, where they are at hand."""

import os
import re
from functools import cache
from pathlib import Path

import pytest

import makewhole
from makewhole.core.terms.golden import read_golden
from makewhole.core.terms.model import GoldenClaim, Terms
from makewhole.core.terms.schema import read_terms

SHIPPED = Path(makewhole.__file__).parent / "terms"
ROOT = Path(__file__).parents[3]
DESIGN = (ROOT / os.environ.get("MAKEWHOLE_DATA", "../shared/data")).parent / "design"
MARKETS = ("eu", "uk", "ca", "br")


def design_text(name: str) -> str:
    """Answer a design file, or skip the test where it is not at hand."""
    path = DESIGN / name
    if not path.is_file():
        pytest.skip(f"{name} is not at hand beside the data that MAKEWHOLE_DATA names")
    return path.read_text()


def read(text: str, name: str = "terms.yaml", **bases: str) -> Terms:
    """Read terms that must be right."""
    terms = read_terms(
        text, name=name, bases={key.replace("_", "-"): b for key, b in bases.items()}
    )
    assert isinstance(terms, Terms), str(terms)
    return terms


@cache
def conformance() -> Terms:
    return read(design_text("terms-example.yaml"))


@cache
def drafted() -> Terms:
    return read(design_text("terms-draft/guarantee-us.yaml"))


@cache
def shipped() -> Terms:
    return read((SHIPPED / "guarantee-us.yaml").read_text())


def golden(text: str, terms: Terms) -> tuple[GoldenClaim, ...]:
    """Read golden claims that must be right."""
    claims = read_golden(text, name="golden.yaml", terms=terms)
    assert isinstance(claims, tuple), str(claims)
    return claims


@cache
def drafted_golden() -> tuple[GoldenClaim, ...]:
    return golden(design_text("terms-draft/golden-us.yaml"), drafted())


@cache
def shipped_golden() -> tuple[GoldenClaim, ...]:
    return golden((SHIPPED / "golden-us.yaml").read_text(), shipped())


def drafted_pack(market: str) -> tuple[Terms, tuple[GoldenClaim, ...]]:
    """Take one market out of the drafted packs, as a file of its own, with its golden claims."""
    packs = design_text("terms-draft/packs.yaml")
    lines = packs.splitlines()
    start = lines.index(f"  {market}:") + 1
    end = next(
        at
        for at in range(start, len(lines))
        if re.fullmatch(r"  [a-z]+:", lines[at]) or lines[at].startswith("cases")
    )
    head = [
        f"terms: guarantee-{market}",
        'version: "2027-01"',
        'base: {terms: guarantee-us, version: "2027-01"}',
    ]
    body = [line[4:] for line in lines[start:end]]
    text = "\n".join([*head, *body, packs[packs.index("\nsources:") :]])
    terms = read(text, guarantee_us=design_text("terms-draft/guarantee-us.yaml"))
    bases = design_text("terms-draft/golden-us.yaml")
    bases = bases[bases.index("bases:") : bases.index("cases:")]
    own = [line for line in lines if f"market: {market}," in line and "id: B" in line]
    cases = "\n".join(line.replace(f"market: {market}, ", "") for line in own)
    claims = golden(f"golden: guarantee-{market}\n{bases}\ncases:\n{cases}\n", terms)
    return terms, claims


@cache
def shipped_pack(market: str) -> Terms:
    """Answer the shipped terms of a market."""
    if market == "us":
        return shipped()
    base = (SHIPPED / "guarantee-us.yaml").read_text()
    return read((SHIPPED / f"guarantee-{market}.yaml").read_text(), guarantee_us=base)
