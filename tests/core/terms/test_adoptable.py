"""What a guarantee still lacks before it can be adopted is named piece by piece."""

import pytest

from makewhole.core.terms.adoptable import lacking
from makewhole.core.terms.problems import Problem
from tests.core.terms.files import shipped
from tests.core.terms.small import small

OF_A_GUARANTEE = ("title: Small", "title: Small\nfor: guarantee")


def test_other_files_lack_nothing() -> None:
    assert lacking(small()) == ()


def test_the_shipped_guarantee_lacks_nothing() -> None:
    assert lacking(shipped()) == ()


def test_a_guarantee_lacks_answers_amounts_labels_clauses_and_sentences() -> None:
    terms = small(
        ("title: Small", "title: Small\nfor: guarantee"),
        ("outputs: {outcome: enum, reason: enum}",
         "outputs: {outcome: {type: enum, values: [pay, deny, shrug]}, look: enum}"),
        ("reason: late", "look: a"), ("reason: lost", "look: a"), ("reason: old", "look: a"),
        ("reason: other", "look: a"),
        ('ask: "What went wrong?"', "label: kind"),
    )  # fmt: skip
    found = [str(problem) for problem in lacking(terms)]

    assert "tables: found no output payer; decide it: the claim decider reads it." in found
    assert 'outputs.outcome: found "shrug"; write pay, deny, not_yet,' in " ".join(found)
    assert "outputs.look: found no `values`; declare the values." in found
    assert "compute: found no charge_seller; work it out: the claim decider reads it." in found
    assert "facts.paid: found no `label`; say what readers call it." in found
    assert "facts.kind: found no `ask`; write the question." in found
    assert "facts.kind: found no `label`; say what readers call it." not in found
    assert any("tables.decision.A2: found no `clause`; number it." in each for each in found)
    assert any("tables.decision.A2: found no `say`; write the sentence." in each for each in found)
    assert not any("A1: found no `say`" in each for each in found)


def unsourced(change: tuple[str, str]) -> list[Problem]:
    found = lacking(small(OF_A_GUARANTEE, change))
    return [problem for problem in found if "without a source" in problem.finding]


def test_a_figure_without_a_source_that_is_not_called_our_own_choice_is_lacking_one() -> None:
    cited = ("{value: 3},", "{value: 3, cite: [MINUTE-7]},")

    assert [(problem.line, problem.place, problem.finding) for problem in unsourced(cited)] == [
        (14, "parameters.grace", "found a figure from 2024-01-01 without a source"),
        (15, "parameters.most", "found a figure without a source"),
    ]


@pytest.mark.parametrize(
    "own",
    [
        pytest.param("values: [{value: 3, default: true}, {from: 2024-01-01, value: 5,"
                     " default: true}]", id="row-by-row"),
        pytest.param("default: true, values: [{value: 3}, {from: 2024-01-01, value: 5}]",
                     id="all-rows-at-once"),
        pytest.param("values: [{value: 3, default: true}, {from: 2024-01-01, value: 5,"
                     " cite: [MINUTE-7]}]", id="or-a-source"),
    ],
)  # fmt: skip
def test_a_figure_that_is_called_our_own_choice_needs_no_source(own: str) -> None:
    found = unsourced(("values: [{value: 3}, {from: 2024-01-01, value: 5}]", own))

    assert [problem.place for problem in found] == ["parameters.most"]


def test_a_row_that_is_marked_as_not_our_own_choice_still_needs_a_source() -> None:
    found = unsourced(("{value: 3},", "{value: 3, default: false},"))

    assert [problem.finding for problem in found][:2] == [
        "found a figure without a source",
        "found a figure from 2024-01-01 without a source",
    ]
