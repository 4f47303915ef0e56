"""What a guarantee still lacks before it can be adopted is named piece by piece."""

from makewhole.core.terms.adoptable import lacking
from tests.core.terms.files import shipped
from tests.core.terms.small import small


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
