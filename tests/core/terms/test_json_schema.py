"""Editors know what the reader knows: each key, and each slip that needs no second look."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from makewhole.core.terms import shapes
from makewhole.core.terms.golden import read_golden
from makewhole.core.terms.json_schema import json_schema
from makewhole.core.terms.schema import read_terms
from makewhole.core.terms.shape import Shape
from makewhole.core.terms.strict import Entry
from tests.core.terms.as_editors_read import read_as_editors_do
from tests.core.terms.files import SHIPPED, design_text
from tests.core.terms.small import SMALL, changed, small
from tests.core.terms.test_packs import BASE, PACK
from tests.core.terms.test_schema import SLIPS, changes_of, fact, parameter, section

VALIDATE = fastjsonschema.compile(json_schema())
HERE = Path(__file__).parent
SHAPES = [shape for shape in vars(shapes).values() if isinstance(shape, Shape)]
EVERY_KIND = changed(
    fact(
        "part_paid: {type: money, level: part, from: [carrier, seller], max: '5.00'}\n"
        "  total: {type: money, source: marketplace, sum_of: part_paid, min: '-5.00', note: 7}"
    ),
    parameter(
        "start: {type: timestamp, values: [{value: 2024-01-01 00:00}]}\n"
        "  by_kind: {type: enum, by: kind, choices: [a, '7'], values: [{kind: late, value: a},"
        " {value: 7}]}\n"
        "  wait: {type: int, unit: days, values: [{value: 7, unit: business_days}],"
        " clock: {from: asked, owner: seller, on_silence: decided, warn: [50%, {value: 1,"
        " unit: days}], extend: {value: 7, unit: days, times: 2, asked_by: [seller]}}}"
    ),
    section(
        "in_force: {from: 2027-03-01, notice_days: 15}\n"
        "market: {region: NO, currency: NOK, calendar: NO, language: no}\n"
        "assume: [{id: A1, is: answered, note: of the data}]\n"
        "prove: [{id: P1, is: TRUE, why: 1}, {id: P2, vary: [paid], same: [outcome]}]\n"
        'change: {since: "0", only: answered, why: reasons}\n'
        "translations: {no: {A1: {say: Ja}}}\n"
        'clauses: {"1": {title: One, text: Nothing.}}\n'
        "bases: {b: {kind: ~}}\n"
        "tests: [{id: T, like: b, given: {}, expect: {outcome: null}}]"
    ),
)


def mark(text: str) -> str | None:
    """Answer what an editor marks first, if anything."""
    try:
        VALIDATE(read_as_editors_do(text))
    except fastjsonschema.JsonSchemaException as problem:
        return str(problem)
    return None


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.name)
def test_nothing_is_marked_in_a_shipped_file(path: Path) -> None:
    assert mark(path.read_text()) is None


@pytest.mark.parametrize(
    "name", ["terms-example.yaml", "terms-draft/guarantee-us.yaml", "terms-draft/golden-us.yaml"]
)
def test_nothing_is_marked_in_a_drafted_file(name: str) -> None:
    assert mark(design_text(name)) is None


@pytest.mark.parametrize("text", [SMALL, (HERE / "toy.yaml").read_text(), EVERY_KIND, BASE, PACK])
def test_nothing_is_marked_that_the_reader_takes(text: str) -> None:
    assert mark(text) is None


@pytest.mark.parametrize("slip", SLIPS, ids=[slip["says"][:60] for slip in SLIPS])
def test_an_editor_marks_the_slips_that_it_can_see(slip: dict[str, Any]) -> None:
    marked = mark(changed(*changes_of(slip)))

    assert (marked is not None) is ("editor" in slip), marked


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("currency: EUR", "currency: euro", "currency must match"),
        ("region: EU, currency: EUR", "region: EU", r"must contain \['currency'\]"),
        ("cite:", "site:", "site must be string"),
        ("counsel:", "council:", r"must not contain {'council'}"),
        ("parameters:", "define: {a: {type: bool, is: 'TRUE'}}\nparameters:", "'define'"),
        ('version: "1"\nbase', "version: 1\nbase", "version must be string"),
    ],
)
def test_an_editor_marks_slips_in_a_pack(old: str, new: str, marked: str) -> None:
    assert old in PACK
    with pytest.raises(fastjsonschema.JsonSchemaException, match=marked):
        VALIDATE(read_as_editors_do(PACK.replace(old, new)))


@pytest.mark.parametrize(
    ("case", "marked"),
    [
        ("{id: G, givn: {}}", r"must not contain {'givn'}"),
        ("{given: {}}", r"must contain \['id'\]"),
        ("{id: G, presumed: paid}", "presumed must be array"),
        ("{id: G, allowed: [5.00]}", r"allowed\[0\] must be string"),
        ("{id: G, expect: [pay]}", "expect must be object"),
    ],
)
def test_an_editor_marks_slips_in_golden_claims(case: str, marked: str) -> None:
    with pytest.raises(fastjsonschema.JsonSchemaException, match=marked):
        VALIDATE(read_as_editors_do(f"golden: small\ncases: [{case}]"))


def test_the_reader_and_editors_know_the_same_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a key that editors do not know of, or the other way round, is named."""
    heard: set[frozenset[str]] = set()
    read = Entry.fields

    def listen(
        entry: Entry, known: Collection[str], required: Collection[str] = ()
    ) -> dict[str, Entry]:
        if not entry.place.endswith((".then", ".collects")):  # Their keys are names of the file.
            row = set(shapes.ROW.keys)
            heard.add(frozenset(row if row < set(known) else known))
        return read(entry, known, required)

    monkeypatch.setattr(Entry, "fields", listen)
    toy = (HERE / "toy.yaml").read_text()
    for text in (EVERY_KIND, BASE, PACK, toy):
        read_terms(text, name="terms.yaml", bases={"small": BASE})
    golden = "golden: small\ncases: [{id: G, collects: {}}]"
    assert isinstance(read_golden(golden, name="golden.yaml", terms=small()), tuple)

    assert heard == {frozenset(shape.keys) for shape in SHAPES}


def test_the_schema_beside_the_shipped_files_is_the_one_that_is_printed() -> None:
    shipped = read_as_editors_do((SHIPPED / "terms.schema.json").read_text())

    assert shipped == json_schema(), (
        "write it anew: makewhole terms schema > src/makewhole/terms/terms.schema.json"
    )


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.name)
def test_a_shipped_file_names_the_schema_beside_it(path: Path) -> None:
    first = path.read_text().splitlines()[0]

    assert first == "# yaml-language-server: $schema=terms.schema.json"
