"""Two versions of the terms, compared: every change is found and said, formatting never is."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from makewhole.core.terms.compare import compare
from makewhole.core.terms.model import Terms
from makewhole.core.terms.schema import read_terms

TOY = (Path(__file__).parent / "toy.yaml").read_text()


def _terms(*changes: tuple[str, str]) -> Terms:
    text = TOY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    terms = read_terms(text, name="toy.yaml")
    assert isinstance(terms, Terms), str(terms)
    return terms


def _words(*changes: tuple[str, str]) -> list[str]:
    return [each.words for each in compare(_terms(), _terms(*changes)).differences]


def test_finds_no_difference_between_the_same_terms() -> None:
    comparison = compare(_terms(), _terms())

    assert comparison.differences == ()
    assert comparison.to_json()["same"] is True
    assert comparison.text() == "toy 1, toy 1: no difference"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('when: "filed_on >', 'when: " filed_on  >', id="spaces"),
        pytest.param(
            '"filed_on > add_days(order_on, days)"',
            '"add_days(order_on, days) < filed_on"',
            id="mirrored",
        ),
        pytest.param(
            '"filed_on > add_days(order_on, days)"',
            '"NOT filed_on <= add_days(order_on, days)"',
            id="denied-twice",
        ),
        pytest.param(
            "\"NOT signed AND (kind = 'lost' OR small)\"",
            "\"(small OR kind IN ('lost')) AND NOT signed\"",
            id="order-of-conditions",
        ),
        pytest.param("NOT signed AND", "signed = FALSE AND", id="false-for-not"),
        pytest.param('is: "asked <= most"', 'is: "NOT (asked > most)"', id="definition"),
        pytest.param("ruling = 'pay'", "NOT (ruling <> 'pay')", id="computed"),
    ],
)
def test_does_not_show_what_only_is_written_differently(old: str, new: str) -> None:
    assert _words((old, new)) == []


def test_does_not_show_comments_and_line_breaks() -> None:
    spread = re.sub(r"^", "\n# a comment\n", TOY, count=1)
    terms = read_terms(spread, name="toy.yaml")
    assert isinstance(terms, Terms)

    assert compare(_terms(), terms).differences == ()


def test_says_from_which_day_on_a_figure_changes() -> None:
    added = ("value: 120}]", "value: 120}, {from: 2029-05-01, value: 60}]")

    assert _words(added) == ["the window (days): was 120 days, becomes 60 days from 2029-05-01"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(
            "value: 120", "value: 121",
            "the window (days): was 120 days, becomes 121 days from 2028-01-01", id="a-day",
        ),
        pytest.param(
            ", {from: 2028-01-01, value: 120}", "",
            "the window (days): was 120 days, becomes 90 days from 2028-01-01",
            id="a-row-falls-away",
        ),
        pytest.param(
            'USD, value: "1000.00"', 'USD, value: "1000.01"',
            "the limit (most) for USD: was USD\N{NO-BREAK SPACE}1,000.00, becomes "
            "USD\N{NO-BREAK SPACE}1,000.01", id="a-cent",
        ),
        pytest.param(
            "cite: [SRC]}", "cite: [SRC, SRC2]}",
            "the window (days), source: was SRC, becomes SRC; SRC2", id="a-source-of-a-figure",
        ),
        pytest.param(
            "cite: [SRC]}", "default: true}",
            "the window (days), source: was SRC, becomes our own choice", id="a-row-of-our-own",
        ),
        pytest.param(
            "label: the limit, default: true", "label: the limit",
            "the limit (most), our own choice: was yes, becomes no", id="whose-choice",
        ),
        pytest.param(
            "filed_on > add_days", "filed_on >= add_days",
            "1.1 R1, condition: was “the filing date is later than 90 days after the order date”, "
            "becomes “the filing date is not before 90 days after the order date”",
            id="a-condition",
        ),
        pytest.param(
            "then: {ruling: pay}", "then: {ruling: deny}",
            "1.1 R2, result: was “ruling: pay”, becomes “ruling: deny”", id="a-result",
        ),
        pytest.param(
            'say: "No."', 'say: "No, sorry."',
            "1.2 R9, sentence: was “No.”, becomes “No, sorry.”", id="a-sentence",
        ),
        pytest.param(
            'say_seller: "Up to {most}."', 'say_seller: "At most {most}."',
            "1.1 R2, sentence to the seller: was “Up to {most}.”, becomes “At most {most}.”",
            id="a-sentence-to-the-seller",
        ),
        pytest.param(
            'clause: "1.2"', 'clause: "1.3"',
            "1.3 R9, clause: was 1.2, becomes 1.3", id="a-clause-number",
        ),
        pytest.param(
            "title: When,", "title: How long,",
            "1, title: was “When”, becomes “How long”", id="a-heading",
        ),
        pytest.param(
            "value: false, after: carrier_inquiry", "value: true, after: carrier_inquiry",
            "the delivery was signed for (signed), what is presumed: was no, becomes yes",
            id="a-presumption",
        ),
        pytest.param(
            "source: carrier,", "from: [carrier, seller],",
            "the delivery was signed for (signed), whose word counts: was carrier, becomes "
            "carrier, seller", id="whose-word-counts",
        ),
        pytest.param(
            'is: "asked <= most"', 'is: "asked < most"',
            "the claim is small (small), meaning: was “the amount asked is at most the limit "
            "(USD\N{NO-BREAK SPACE}1,000.00)”, becomes “the amount asked is less than the limit "
            "(USD\N{NO-BREAK SPACE}1,000.00)”", id="a-definition",
        ),
        pytest.param(
            'is: "add_days(order_on, days)"', 'is: "add_days(filed_on, days)"',
            "the last day (last_day), how it is worked out: was “90 days after the order date”, "
            "becomes “90 days after the filing date”", id="a-clock",
        ),
        pytest.param(
            'from: "2027-03-01"', 'from: "2027-04-01"',
            "terms, in force from: was 1 March 2027, becomes 1 April 2027", id="the-first-day",
        ),
        pytest.param(
            "notice_days: 15", "notice_days: 30",
            "terms, notice: was 15 days, becomes 30 days", id="the-notice",
        ),
        pytest.param(
            "values: [deny, pay], label", "values: [deny, pay, wait], label",
            "ruling, answers: was ruling (enum: deny, pay), becomes ruling (enum: deny, pay, wait)",
            id="an-answer",
        ),
    ],
)  # fmt: skip
def test_says_each_change_to_a_reader(old: str, new: str, words: str) -> None:
    changes = [(old, new)]
    if "SRC2" in new:
        changes.append(("sources:\n", "sources:\n  SRC2: a minute of the board\n"))

    assert words in _words(*changes)


def test_says_which_rules_are_new_and_which_fall_away() -> None:
    row = '      - {id: R3, clause: "1.2", when: "small", then: {ruling: pay}, say: "Small."}\n'
    with_row = _terms(("      - {id: R9", f"{row}      - {{id: R9"))

    (new,) = compare(_terms(), with_row).differences
    assert new.words == "1.2 R3: is new: “Small.”"
    (gone,) = compare(with_row, _terms()).differences
    assert gone.words == "1.2 R3: falls away: was “Small.”"


def test_says_which_facts_figures_and_clauses_are_new() -> None:
    changes = (
        ("facts:\n", '  "2": {title: More, text: A text.}\nfacts:\n'),
        ("facts:\n", "facts:\n  more: {type: int, source: claimant}\n"),
        ("parameters:\n", "parameters:\n  lowest: {type: int, values: [{value: 3}]}\n"),
        ('"asked <= most"', '"asked <= most AND more > lowest"'),
    )  # fmt: skip
    words = _words(*changes)

    assert "2: is new: “A text.”" in words
    assert "more: is new" in words
    assert "lowest: is new: 3" in words


def test_says_that_a_rule_moved_and_names_the_fewest_moves() -> None:
    old = _terms()
    ruling = old.tables["ruling"]
    first, second, last = ruling.rules
    moved = replace(ruling, rules=(second, first, last))
    new = replace(old, tables={**old.tables, "ruling": moved})

    (difference,) = compare(old, new).differences
    assert difference.name in ("R1", "R2")
    assert difference.field == "order"


def test_does_not_take_a_new_rule_for_a_move_of_the_others() -> None:
    row = '      - {id: R0, clause: "1.1", when: "small", then: {ruling: pay}, say: "Small."}\n'
    found = compare(_terms(), _terms(("      - {id: R1", f"{row}      - {{id: R1"))).differences

    assert [(each.name, each.what) for each in found] == [("R0", "added")]


def test_answers_a_program_with_both_sides() -> None:
    document = compare(_terms(), _terms(("value: 120", "value: 60"))).to_json()

    assert document["same"] is False
    assert document["differences"] == [
        {
            "kind": "parameter",
            "name": "days",
            "what": "changed",
            "field": None,
            "before": "120 days",
            "after": "60 days",
            "clause": None,
            "key": None,
            "from": "2028-01-01",
            "words": "the window (days): was 120 days, becomes 60 days from 2028-01-01",
        }
    ]


def test_groups_what_it_says_to_a_person() -> None:
    text = compare(_terms(), _terms(("value: 120", "value: 60"), ('"No."', '"Never."'))).text()

    assert text.startswith("toy 1, toy 1: 2 differences\n")
    assert text.index("\nFigures\n  the window") < text.index("\nRules\n  1.2 R9, sentence")


REST = """
assume: [{id: A1, is: "filed_on >= order_on", note: a note}]
prove:
  - {id: P1, given: "small", is: "ruling = 'pay'", why: because}
tests:
  - {id: T1, about: lost, given: {kind: lost, signed: false}, expect: {ruling: pay}}
translations:
  pt: {R9: {say: "Nao.", say_seller: "Nao mesmo."}}
counsel: [the first question]
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(
            "filed_on >= order_on", "filed_on > order_on",
            "A1, condition: was “the filing date is not before the order date”, becomes “the "
            "filing date is later than the order date”", id="an-assumption",
        ),
        pytest.param(
            'given: "small"', 'given: "signed"',
            "P1, given: was “the claim is small”, becomes “the delivery was signed for”",
            id="a-statement",
        ),
        pytest.param(
            "signed: false}, expect", "signed: true}, expect",
            "T1, claim: was another claim, becomes another claim", id="a-golden-claim",
        ),
        pytest.param(
            "expect: {ruling: pay}", "expect: {ruling: deny}",
            "T1, answer: was another answer, becomes another answer", id="a-golden-answer",
        ),
        pytest.param(
            '"Nao."', '"De jeito nenhum."',
            "pt, R9: was “Nao.”, becomes “De jeito nenhum.”", id="a-translation",
        ),
        pytest.param(
            "the first question", "the last question",
            "terms, what counsel has to settle: was the first question, becomes the last question",
            id="a-question-for-counsel",
        ),
    ],
)  # fmt: skip
def test_says_each_change_in_what_a_page_does_not_print(old: str, new: str, words: str) -> None:
    before = read_terms(TOY + REST, name="toy.yaml")
    after = read_terms((TOY + REST).replace(old, new, 1), name="toy.yaml")
    assert isinstance(before, Terms), str(before)
    assert isinstance(after, Terms), str(after)

    assert [each.words for each in compare(before, after).differences] == [words]


def test_says_that_a_figure_for_another_currency_falls_away() -> None:
    gone = (', {currency: JPY, value: "110000"}', "")

    assert _words(gone) == [
        "the limit (most) for JPY: was JPY\N{NO-BREAK SPACE}110,000, becomes nothing"
    ]


def test_names_the_place_of_a_rule_that_came_first() -> None:
    old = _terms()
    first, second, last = old.tables["ruling"].rules
    moved = replace(old.tables["ruling"], rules=(last, first, second))
    new = replace(old, tables={**old.tables, "ruling": moved})

    (difference,) = compare(old, new).differences
    assert difference.words == "1.2 R9, order: was after R2, becomes the first"


def test_says_that_a_rule_moved_to_another_table() -> None:
    old = _terms()
    ruling = old.tables["ruling"]
    rest = replace(ruling, rules=ruling.rules[1:])
    other = replace(ruling, name="other", rules=ruling.rules[:1])
    new = replace(old, tables={"ruling": rest, "other": other})

    words = [each.words for each in compare(old, new).differences]
    assert "1.1 R1, table: was ruling, becomes other" in words
    assert "other: is new" in words
